//! Where the reader is.

use serde::{Deserialize, Serialize};

/// The handbook as it lies open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reader {}
