//! A channel that keeps a list of what went through it.

use crate::{Label, ProofError, VerifierChannel};
use poly::Scalar;

/// One message of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Block that the message belongs to: the last [`VerifierChannel::absorb`] label before it.
    pub block: Label,
    /// Its label.
    pub label: Label,
    /// Where it starts in the proof.
    pub offset: usize,
    /// Its length in bytes.
    pub bytes: usize,
}

/// Wraps a verifier's channel and records the layout of the proof it reads: the breakdown of its size, and the leaves of tampering tests.
pub struct Recording<C> {
    inner: C,
    block: Label,
    messages: Vec<Message>,
    offset: usize,
}

impl<C> Recording<C> {
    /// Records what `inner` reads.
    pub fn new(inner: C) -> Self {
        Self { inner, block: "", messages: Vec::new(), offset: 0 }
    }

    /// The channel and the messages read so far.
    pub fn into_parts(self) -> (C, Vec<Message>) {
        (self.inner, self.messages)
    }
}

impl<F: Scalar, C: VerifierChannel<F>> VerifierChannel<F> for Recording<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        let bytes = self.inner.receive_bytes(label, len)?;
        self.messages.push(Message { block: self.block, label, offset: self.offset, bytes: len });
        self.offset += len;
        Ok(bytes)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.block = label;
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.inner.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.inner.check(name, holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MerlinVerifier;
    use ark_bn254::Fr;

    #[test]
    fn messages_are_listed_with_their_block() {
        let proof = [0; 96];
        let mut channel = Recording::new(MerlinVerifier::new("test", &proof));
        let verifier: &mut dyn VerifierChannel<Fr> = &mut channel;
        verifier.absorb("first", b"");
        verifier.receive("a", 2).unwrap();
        verifier.absorb("second", b"");
        verifier.receive("b", 1).unwrap();
        let (inner, messages) = channel.into_parts();
        assert_eq!(inner.finish(), Ok(()));
        assert_eq!(
            messages,
            [Message { block: "first", label: "a", offset: 0, bytes: 64 }, Message { block: "second", label: "b", offset: 64, bytes: 32 }]
        );
    }
}
