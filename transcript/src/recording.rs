//! A channel that keeps a list of what went through it.

use crate::{Label, ProofError, ProverChannel, VerifierChannel};
use poly::Scalar;

/// One message of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its label.
    pub label: Label,
    /// Where it starts in the proof.
    pub offset: usize,
    /// Its length in bytes.
    pub bytes: usize,
}

/// What went through a channel: the layout of a proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Messages, in order.
    pub messages: Vec<Message>,
    /// Labels of public data and blocks, each with the offset in the proof at which it was absorbed.
    pub absorbed: Vec<(Label, usize)>,
    /// Length of the proof so far.
    pub offset: usize,
}

impl Record {
    fn message(&mut self, label: Label, bytes: usize) {
        self.messages.push(Message { label, offset: self.offset, bytes });
        self.offset += bytes;
    }

    /// Bytes from each of these block labels to the next one, in the order of the proof; bytes before the first are not listed.
    pub fn parts(&self, blocks: &[Label]) -> Vec<(Label, usize)> {
        let starts: Vec<(Label, usize)> = self.absorbed.iter().filter(|(label, _)| blocks.contains(label)).copied().collect();
        let ends = starts.iter().skip(1).map(|(_, offset)| *offset).chain([self.offset]);
        starts.iter().zip(ends).map(|((label, start), end)| (*label, end - start)).collect()
    }
}

/// Wraps a channel of either side and records the layout of the proof: the breakdown of its size, and the leaves of tampering tests.
///
/// ```
/// use ark_bn254::Fr;
/// use transcript::{MerlinProver, ProverChannel, Recording};
/// let mut channel = Recording::new(MerlinProver::new("example"));
/// ProverChannel::<Fr>::absorb(&mut channel, "first", b"");
/// channel.send("a", &[Fr::from(1u64), Fr::from(2u64)]);
/// ProverChannel::<Fr>::absorb(&mut channel, "second", b"");
/// channel.send("b", &[Fr::from(3u64)]);
/// let (_, record) = channel.into_parts();
/// assert_eq!(record.parts(&["first", "second"]), [("first", 64), ("second", 32)]);
/// ```
pub struct Recording<C> {
    inner: C,
    record: Record,
}

impl<C> Recording<C> {
    /// Records what goes through `inner`.
    pub fn new(inner: C) -> Self {
        Self { inner, record: Record::default() }
    }

    /// The channel and what went through it.
    pub fn into_parts(self) -> (C, Record) {
        (self.inner, self.record)
    }
}

impl<F: Scalar, C: VerifierChannel<F>> VerifierChannel<F> for Recording<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        let bytes = self.inner.receive_bytes(label, len)?;
        self.record.message(label, len);
        Ok(bytes)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.record.absorbed.push((label, self.record.offset));
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.inner.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.inner.check(name, holds)
    }
}

impl<F: Scalar, C: ProverChannel<F>> ProverChannel<F> for Recording<C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.record.message(label, bytes.len());
        self.inner.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.record.absorbed.push((label, self.record.offset));
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.inner.challenge(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MerlinVerifier;
    use ark_bn254::Fr;

    #[test]
    fn messages_and_blocks_are_listed() {
        let proof = [0; 96];
        let mut channel = Recording::new(MerlinVerifier::new("test", &proof));
        let verifier: &mut dyn VerifierChannel<Fr> = &mut channel;
        verifier.absorb("public", b"statement");
        verifier.absorb("first", b"");
        verifier.receive("a", 2).unwrap();
        verifier.absorb("inside", b"");
        verifier.receive("b", 1).unwrap();
        assert!(verifier.receive("c", 1).is_err());
        let (inner, record) = channel.into_parts();
        assert_eq!(inner.finish(), Ok(()));
        let messages = [Message { label: "a", offset: 0, bytes: 64 }, Message { label: "b", offset: 64, bytes: 32 }];
        assert_eq!(record.messages, messages);
        assert_eq!(record.absorbed, [("public", 0), ("first", 0), ("inside", 64)]);
        assert_eq!(record.parts(&["first"]), [("first", 96)]);
    }
}
