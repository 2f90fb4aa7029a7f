//! Polynomial commitment schemes behind one trait, with one opening reduction for all of them.
//!
//! An argument sends columns through a [`channel::OracleProver`] and leaves evaluation claims; at the end the channel reduces all claims
//! to one ([`reduction`]) and the scheme opens that one. Arguments never name a scheme, and a scheme never sees an argument.
//!
//! | scheme | commitment | opening | assumption |
//! |---|---|---|---|
//! | [`Trivial`] | the table | nothing | none; any field |
//! | [`Hyrax`] | one point per row of a matrix | one row of scalars, or two points per variable of it | discrete logarithm, transparent |
//! | [`Ligero`] | a Merkle root over encoded rows | two rows, and symbols at random positions | hashes, transparent |
//! | [`Zeromorph`] | one point (KZG) | a point per variable, three points, one scalar | q-discrete logarithm, string with a secret |
//! | [`HyperKzg`] | the same | a point and two scalars per variable, one point | q-discrete logarithm, string with a secret |
//!
//! A new scheme implements [`CommitmentScheme`] and [`ProvingScheme`] and passes [`testing::conformance!`].
//!
//! Without its default feature `prover` the crate is the verifier alone.
//!
//! ```
//! use ark_bn254::{Fr, G1Projective};
//! use pcs::channel::{OracleProver, OracleVerifier};
//! use pcs::{Hyrax, OpeningShape, ProvingScheme, Transparent};
//! use poly::{Claims, MultilinearPolynomial, Point};
//! use std::sync::Arc;
//! use transcript::{MerlinProver, MerlinVerifier, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};
//!
//! type Scheme = Hyrax<G1Projective>;
//! let polynomial = Arc::new(MultilinearPolynomial::<Fr>::from(vec![3u16, 1, 4, 1, 5, 9, 2, 6]));
//! let shape = OpeningShape::of([3]);
//! let (prover_key, verifier_key) = Scheme::setup(&Transparent, &shape)?;
//!
//! let mut prover = OracleProver::<Scheme, _>::new(MerlinProver::new("example"), &prover_key, shape);
//! let ids = prover.send_oracles("polynomial", vec![polynomial.clone()]);
//! let point = Point::new(prover.challenges("point", 3));
//! let value = polynomial.evaluate(&point);
//! prover.send("value", &[value]);
//! let mut claims = Claims::new();
//! claims.push(ids[0], point, value);
//! let proof = prover.open(claims)?.finish();
//!
//! let mut verifier = OracleVerifier::<Scheme, _>::new(MerlinVerifier::new("example", &proof), &verifier_key, shape);
//! let ids = verifier.receive_oracles("polynomial", &[3])?;
//! let point = Point::new(verifier.challenges("point", 3));
//! let mut claims = Claims::new();
//! claims.push(ids[0], point, verifier.receive_one("value")?);
//! verifier.verify_openings(claims)?.finish()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod channel;
#[cfg(feature = "prover")]
mod combination;
mod curve;
mod hyperkzg;
mod hyrax;
mod kzg;
mod ligero;
pub mod msm;
pub mod reduction;
mod scheme;
pub mod srs;
#[cfg(feature = "prover")]
pub mod testing;
mod trivial;
mod zeromorph;

pub use curve::Curve;
pub use hyperkzg::HyperKzg;
pub use hyrax::{Hyrax, HyraxCommitment, HyraxVerifierKey, InnerProduct, Opening, Plain, RowClaim, RowLength};
#[cfg(feature = "prover")]
pub use hyrax::{HyraxProverKey, ProvingOpening};
#[cfg(feature = "prover")]
pub use kzg::KzgProverKey;
pub use kzg::{Kzg, KzgCommitment, KzgVerifierKey};
#[cfg(feature = "prover")]
pub use ligero::LigeroHint;
pub use ligero::{Ligero, LigeroCommitment};
#[cfg(feature = "prover")]
pub use scheme::{Batch, OpeningBatch, ProvingScheme};
pub use scheme::{CommitmentScheme, OpeningShape, Parameters, PcsError, SetupKind, SrsSource, Transparent};
pub use srs::{Ceremony, Provenance, Srs, SrsError, SrsHeader};
pub use trivial::Trivial;
pub use zeromorph::Zeromorph;

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
