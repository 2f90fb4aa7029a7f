//! Polynomial commitment schemes behind one trait, with one opening reduction for all of them.

pub mod channel;
#[cfg(feature = "prover")]
mod combination;
mod curve;
mod hyrax;
pub mod msm;
pub mod reduction;
mod scheme;
#[cfg(feature = "prover")]
pub mod testing;
mod trivial;

pub use curve::Curve;
#[cfg(feature = "prover")]
pub use hyrax::HyraxProverKey;
pub use hyrax::{Hyrax, HyraxCommitment, HyraxVerifierKey};
#[cfg(feature = "prover")]
pub use scheme::{Batch, OpeningBatch, ProvingScheme};
pub use scheme::{CommitmentScheme, OpeningShape, PcsError};
pub use trivial::Trivial;

use blake2::{Blake2b, Digest, digest::consts::U32};
use poly::Scalar;

/// BLAKE2b-256 over length-prefixed parts.
fn digest(domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Blake2b::<U32>::new();
    for part in std::iter::once(&domain.as_bytes()).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Appends canonical little-endian encodings.
fn field_bytes<F: Scalar>(bytes: &mut Vec<u8>, elements: &[F]) {
    for element in elements {
        // Writing to a vector cannot fail.
        let _ = element.serialize_compressed(&mut *bytes);
    }
}
