//! What the machine and the desktop are asked, and what is asked of them: whether the power comes from a battery,
//! whether media plays full screen, whether less motion is wished for, whether there is a card to draw with; to stay awake,
//! and to tell of something.
//!
//! Nobody waits for long: a [`Watch`] asks on a thread of its own, and what is said meanwhile is what was said last. Who
//! does not answer says no.

pub mod awake;
pub mod battery;
pub mod gpu;
pub mod lost;
pub mod media;
pub mod motion;
pub mod notice;
mod watch;

pub use watch::Watch;
