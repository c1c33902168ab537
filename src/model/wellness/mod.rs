//! The wellness session: what is read to the guest.

pub mod facts;
