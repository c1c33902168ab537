//! What is remembered of the reading.

use serde::{Deserialize, Serialize};

/// Pages read, places marked, forms signed. Pages are named by their keys; one that the pack does not know is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {}
