//! What the cross-crate tests share: programs made by hand, random programs, the shipped guests, the directed test programs, what all of
//! these reach, and proofs of them in every configuration.

pub mod attack;
pub mod conformance;
pub mod coverage;
pub mod elf;
pub mod guests;
pub mod programs;
pub mod proving;
