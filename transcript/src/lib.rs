//! Fiat-Shamir channels: whatever the prover sends is absorbed before the next challenge, because sending absorbs.
//!
//! A prover writes messages into a [`ProverChannel`], a verifier reads them from a [`VerifierChannel`]; both sides derive the same
//! challenges from a merlin transcript. There is no way to read a prover's value without absorbing it, and no way to compare values
//! other than [`VerifierChannel::check`]. [`testing`] wraps the same channels for soundness tests.
//!
//! ```
//! use ark_bn254::Fr;
//! use transcript::{MerlinProver, MerlinVerifier, ProverChannel, VerifierChannel};
//! let mut prover = MerlinProver::new("example");
//! prover.send("square", &[Fr::from(9u64)]);
//! let r: Fr = prover.challenge("r");
//! let proof = prover.finish();
//!
//! let mut verifier = MerlinVerifier::new("example", &proof);
//! let square: Fr = verifier.receive_one("square")?;
//! assert_eq!(r, VerifierChannel::<Fr>::challenge(&mut verifier, "r"));
//! VerifierChannel::<Fr>::check(&mut verifier, "nine", square == Fr::from(9u64))?;
//! verifier.finish()?;
//! # Ok::<(), transcript::ProofError>(())
//! ```

mod channel;
mod error;
mod merlin;
mod recording;
pub mod testing;

pub use channel::{Label, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles, element_bytes};
pub use error::ProofError;
pub use merlin::{MerlinProver, MerlinVerifier};
pub use recording::{Message, Record, Recording};
