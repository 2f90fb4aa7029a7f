//! What the cross-crate tests share: programs made by hand, random programs, the shipped guests.

pub mod attack;
pub mod guests;
pub mod inputs;
pub mod programs;
