//! Channels over merlin (STROBE-128 with Keccak-f[1600]).
#![cfg_attr(
    not(test),
    deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)
)]

use crate::{Label, ProofError, ProverChannel, VerifierChannel};
use ::merlin::Transcript;
use poly::Scalar;
use poly::operations::{Operation, count};

/// Bytes squeezed for one challenge; reduced modulo a 254-bit prime the bias is below 2^-250.
const CHALLENGE_BYTES: usize = 64;

fn challenge<F: Scalar>(transcript: &mut Transcript, label: Label) -> F {
    let mut bytes = [0; CHALLENGE_BYTES];
    count(Operation::HashedByte, CHALLENGE_BYTES as u64);
    transcript.challenge_bytes(label.as_bytes(), &mut bytes);
    F::from_le_bytes_mod_order(&bytes)
}

fn append(transcript: &mut Transcript, label: Label, bytes: &[u8]) {
    count(Operation::HashedByte, bytes.len() as u64);
    transcript.append_message(label.as_bytes(), bytes);
}

/// The transcript of a named protocol.
fn start(protocol: Label) -> Transcript {
    Transcript::new(protocol.as_bytes())
}

/// Writes a proof.
pub struct MerlinProver {
    transcript: Transcript,
    proof: Vec<u8>,
}

impl MerlinProver {
    /// An empty proof of a protocol.
    pub fn new(protocol: Label) -> Self {
        Self { transcript: start(protocol), proof: Vec::new() }
    }

    /// The proof.
    pub fn finish(self) -> Vec<u8> {
        self.proof
    }
}

impl<F: Scalar> ProverChannel<F> for MerlinProver {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        append(&mut self.transcript, label, bytes);
        self.proof.extend_from_slice(bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        append(&mut self.transcript, label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        challenge(&mut self.transcript, label)
    }
}

/// Reads a proof.
pub struct MerlinVerifier<'a> {
    transcript: Transcript,
    rest: &'a [u8],
}

impl<'a> MerlinVerifier<'a> {
    /// A verifier of a protocol over proof bytes.
    pub fn new(protocol: Label, proof: &'a [u8]) -> Self {
        Self { transcript: start(protocol), rest: proof }
    }

    /// Accepts only a proof that was read to its end.
    ///
    /// *Errors*: [`ProofError::TrailingBytes`].
    pub fn finish(self) -> Result<(), ProofError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ProofError::TrailingBytes { count: self.rest.len() }) }
    }
}

impl<F: Scalar> VerifierChannel<F> for MerlinVerifier<'_> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        let (bytes, rest) =
            self.rest.split_at_checked(len).ok_or(ProofError::Truncated { label, expected: len, remaining: self.rest.len() })?;
        self.rest = rest;
        append(&mut self.transcript, label, bytes);
        Ok(bytes.to_vec())
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        append(&mut self.transcript, label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        challenge(&mut self.transcript, label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        if holds { Ok(()) } else { Err(ProofError::Check { name }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;

    fn run(verifier: &mut dyn VerifierChannel<Fr>) -> Result<(Vec<Fr>, Fr), ProofError> {
        verifier.absorb("public", b"statement");
        let values = verifier.receive("values", 3)?;
        Ok((values, verifier.challenge("r")))
    }

    fn honest() -> (Vec<u8>, Vec<Fr>, Fr) {
        let mut prover = MerlinProver::new("test");
        let channel: &mut dyn ProverChannel<Fr> = &mut prover;
        let values = [1u64, 2, 3].map(Fr::from).to_vec();
        channel.absorb("public", b"statement");
        channel.send("values", &values);
        let r = channel.challenge("r");
        (prover.finish(), values, r)
    }

    #[test]
    fn both_ends_agree() {
        let (proof, values, r) = honest();
        let mut verifier = MerlinVerifier::new("test", &proof);
        assert_eq!(run(&mut verifier), Ok((values, r)));
        assert_eq!(verifier.finish(), Ok(()));
    }

    #[test]
    fn every_change_of_a_message_changes_the_next_challenge_or_is_rejected() {
        let (proof, _, r) = honest();
        for at in 0..proof.len() {
            for bit in 0..8 {
                let mut bad = proof.clone();
                bad[at] ^= 1 << bit;
                let result = run(&mut MerlinVerifier::new("test", &bad));
                assert!(result.is_err() || result.unwrap().1 != r);
            }
        }
        assert!(matches!(run(&mut MerlinVerifier::new("test", &proof[1..])), Err(ProofError::Truncated { .. })));
        let other = run(&mut MerlinVerifier::new("other", &proof)).unwrap();
        assert_ne!(other.1, r);
    }

    #[test]
    fn trailing_bytes_and_values_above_the_modulus_are_rejected() {
        let (mut proof, ..) = honest();
        proof.push(0);
        let mut verifier = MerlinVerifier::new("test", &proof);
        assert!(run(&mut verifier).is_ok());
        assert_eq!(verifier.finish(), Err(ProofError::TrailingBytes { count: 1 }));
        proof[..32].fill(0xFF);
        assert_eq!(run(&mut MerlinVerifier::new("test", &proof)), Err(ProofError::Encoding { label: "values", what: "field element" }));
    }
}
