//! Before a file is open: power, boot, the prompt and the cards.

pub mod boot;
pub mod cards;
pub mod line_editor;
