//! The two ends of a proof.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::ProofError;
use poly::{MultilinearPolynomial, OracleId, Scalar};
use std::sync::Arc;

/// Name of a message, challenge, block or check; unique per kind of message.
pub type Label = &'static str;

/// Bytes of one field element: the modulus' bits, rounded up.
pub const fn element_bytes<F: Scalar>() -> usize {
    (F::MODULUS_BIT_SIZE as usize).div_ceil(8)
}

/// The prover's end. Few required methods, so that a wrapper cannot forget one.
pub trait ProverChannel<F: Scalar> {
    /// Appends bytes to the proof and absorbs them.
    fn send_bytes(&mut self, label: Label, bytes: &[u8]);
    /// Absorbs public data or a block label; nothing is sent.
    fn absorb(&mut self, label: Label, bytes: &[u8]);
    /// Draws a challenge.
    fn challenge(&mut self, label: Label) -> F;

    /// Sends field elements, each in canonical little-endian bytes, as one message.
    fn send(&mut self, label: Label, elements: &[F]) {
        let mut bytes = Vec::with_capacity(elements.len() * element_bytes::<F>());
        for element in elements {
            // Writing to a vector cannot fail.
            let _ = element.serialize_compressed(&mut bytes);
        }
        self.send_bytes(label, &bytes);
    }

    /// Draws several challenges, each with its own squeeze.
    fn challenges(&mut self, label: Label, count: usize) -> Vec<F> {
        (0..count).map(|_| self.challenge(label)).collect()
    }
}

/// The verifier's end.
pub trait VerifierChannel<F: Scalar> {
    /// Reads the next bytes of the proof and absorbs them.
    ///
    /// *Errors*: [`ProofError::Truncated`] before anything is allocated.
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError>;
    /// Absorbs public data or a block label.
    fn absorb(&mut self, label: Label, bytes: &[u8]);
    /// Draws a challenge.
    fn challenge(&mut self, label: Label) -> F;
    /// Every equality of every verifier goes through here.
    ///
    /// *Errors*: [`ProofError::Check`] where it does not hold.
    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError>;

    /// Reads `count` field elements as one message.
    ///
    /// *Errors*: truncated proof, or an element that is not below the modulus.
    fn receive(&mut self, label: Label, count: usize) -> Result<Vec<F>, ProofError> {
        let size = element_bytes::<F>();
        let bytes = self.receive_bytes(label, count.saturating_mul(size))?;
        let element = |chunk: &[u8]| F::deserialize_compressed(chunk).map_err(|_| ProofError::Encoding { label, what: "field element" });
        bytes.chunks_exact(size).map(element).collect()
    }

    /// Reads one field element.
    ///
    /// *Errors*: as [`Self::receive`].
    fn receive_one(&mut self, label: Label) -> Result<F, ProofError> {
        let elements = self.receive(label, 1)?;
        elements.first().copied().ok_or(ProofError::Truncated { label, expected: 1, remaining: 0 })
    }

    /// Draws several challenges, each with its own squeeze.
    fn challenges(&mut self, label: Label, count: usize) -> Vec<F> {
        (0..count).map(|_| self.challenge(label)).collect()
    }
}

/// A prover's channel that can also send polynomials.
///
/// Arguments take `&mut dyn ProverOracles<F>`: they never name a commitment scheme. A column sent late is just a later call.
pub trait ProverOracles<F: Scalar>: ProverChannel<F> {
    /// Sends a batch of columns; the channel keeps them until they are opened.
    fn send_oracles(&mut self, label: Label, columns: Vec<Arc<MultilinearPolynomial<F>>>) -> Vec<OracleId>;
}

/// A verifier's channel that can also receive polynomials.
pub trait VerifierOracles<F: Scalar>: VerifierChannel<F> {
    /// Receives a batch of columns with these numbers of variables.
    ///
    /// *Errors*: truncated or badly encoded commitments.
    fn receive_oracles(&mut self, label: Label, num_vars: &[usize]) -> Result<Vec<OracleId>, ProofError>;
}
