//! Polynomial commitment schemes behind one trait, with one opening reduction for all of them.

mod scheme;

#[cfg(feature = "prover")]
pub use scheme::{Batch, ProvingScheme};
pub use scheme::{CommitmentScheme, OpeningShape, PcsError};
