//! Channels for soundness tests. The verifier itself has no switch; these wrap its channel.

use crate::{Label, ProofError, ProverChannel, VerifierChannel};
use poly::Scalar;

/// A verifier's channel that lets one named check pass, whatever it finds: a check-deletion mutant.
///
/// An attack that is accepted exactly when its own check is skipped shows that the check is needed.
pub struct Skipping<C> {
    inner: C,
    name: Label,
    /// Whether the named check failed and was let pass.
    pub skipped: bool,
}

impl<C> Skipping<C> {
    /// Skips the check called `name`.
    pub fn new(inner: C, name: Label) -> Self {
        Self { inner, name, skipped: false }
    }

    /// The wrapped channel.
    pub fn into_inner(self) -> C {
        self.inner
    }
}

impl<F: Scalar, C: VerifierChannel<F>> VerifierChannel<F> for Skipping<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.inner.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.inner.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        if name == self.name && !holds {
            self.skipped = true;
            return Ok(());
        }
        self.inner.check(name, holds)
    }
}

/// A prover's channel that changes the message number `index` on its way and lets the prover go on with the live transcript.
pub struct Tampering<C, E> {
    inner: C,
    index: usize,
    edit: E,
    seen: usize,
}

impl<C, E: FnMut(&mut Vec<u8>)> Tampering<C, E> {
    /// Applies `edit` to the bytes of the message number `index`, counted from 0.
    pub fn new(inner: C, index: usize, edit: E) -> Self {
        Self { inner, index, edit, seen: 0 }
    }

    /// The wrapped channel, and how many messages were sent.
    pub fn into_parts(self) -> (C, usize) {
        (self.inner, self.seen)
    }
}

impl<F: Scalar, C: ProverChannel<F>, E: FnMut(&mut Vec<u8>)> ProverChannel<F> for Tampering<C, E> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        let mut bytes = bytes.to_vec();
        if self.seen == self.index {
            (self.edit)(&mut bytes);
        }
        self.seen += 1;
        self.inner.send_bytes(label, &bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.inner.challenge(label)
    }
}

/// A channel, for either side, whose challenges come from a list instead of the transcript: the interactive protocol with known coins.
///
/// A change that keeps all algebra true at recorded challenges is accepted under a frozen channel and must be rejected under a live one;
/// otherwise a value is missing from the transcript.
pub struct Frozen<F, C> {
    inner: C,
    challenges: std::vec::IntoIter<F>,
}

impl<F: Scalar, C> Frozen<F, C> {
    /// Answers with `challenges` in order, and with 0 after the last one.
    pub fn new(inner: C, challenges: Vec<F>) -> Self {
        Self { inner, challenges: challenges.into_iter() }
    }

    /// The wrapped channel.
    pub fn into_inner(self) -> C {
        self.inner
    }
}

impl<F: Scalar, C: ProverChannel<F>> ProverChannel<F> for Frozen<F, C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.inner.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, _label: Label) -> F {
        self.challenges.next().unwrap_or_default()
    }
}

impl<F: Scalar, C: VerifierChannel<F>> VerifierChannel<F> for Frozen<F, C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.inner.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, _label: Label) -> F {
        self.challenges.next().unwrap_or_default()
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.inner.check(name, holds)
    }
}

/// A channel, for either side, that notes every challenge it draws.
pub struct Challenges<F, C> {
    /// The wrapped channel.
    pub inner: C,
    /// The challenges so far.
    pub drawn: Vec<F>,
}

impl<F: Scalar, C> Challenges<F, C> {
    /// Notes the challenges of `inner`.
    pub fn new(inner: C) -> Self {
        Self { inner, drawn: Vec::new() }
    }
}

impl<F: Scalar, C: ProverChannel<F>> ProverChannel<F> for Challenges<F, C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.inner.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        let r = self.inner.challenge(label);
        self.drawn.push(r);
        r
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MerlinProver, MerlinVerifier};
    use ark_bn254::Fr;

    /// "I send x and, after a challenge r, r x": with the challenge known beforehand any y can be sent for both.
    fn verify(channel: &mut dyn VerifierChannel<Fr>) -> Result<(), ProofError> {
        let x = channel.receive_one("x")?;
        let r = channel.challenge("r");
        let y = channel.receive_one("y")?;
        channel.check("product", y == r * x)
    }

    #[test]
    fn wrappers_change_exactly_what_they_name() {
        let mut prover = Challenges::new(MerlinProver::new("test"));
        prover.send("x", &[Fr::from(3u64)]);
        let r: Fr = prover.challenge("r");
        prover.send("y", &[r * Fr::from(3u64)]);
        let drawn = prover.drawn;
        let proof = prover.inner.finish();
        assert_eq!(verify(&mut MerlinVerifier::new("test", &proof)), Ok(()));

        let mut prover = Frozen::new(MerlinProver::new("test"), drawn.clone());
        prover.send("x", &[Fr::from(4u64)]);
        let r: Fr = prover.challenge("r");
        prover.send("y", &[r * Fr::from(4u64)]);
        let forged = prover.into_inner().finish();
        assert_eq!(verify(&mut Frozen::new(MerlinVerifier::new("test", &forged), drawn)), Ok(()));
        assert_eq!(verify(&mut MerlinVerifier::new("test", &forged)), Err(ProofError::Check { name: "product" }));

        let mut mutant = Skipping::new(MerlinVerifier::new("test", &forged), "product");
        assert_eq!(verify(&mut mutant), Ok(()));
        assert!(mutant.skipped);

        let mut prover = Tampering::new(MerlinProver::new("test"), 1, |bytes: &mut Vec<u8>| bytes[0] ^= 1);
        prover.send("x", &[Fr::from(3u64)]);
        let r: Fr = prover.challenge("r");
        prover.send("y", &[r * Fr::from(3u64)]);
        let (inner, messages) = prover.into_parts();
        assert_eq!(messages, 2);
        assert_eq!(verify(&mut MerlinVerifier::new("test", &inner.finish())), Err(ProofError::Check { name: "product" }));
    }
}
