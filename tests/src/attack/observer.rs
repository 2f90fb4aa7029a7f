//! A channel that takes notes.

use poly::Scalar;
use std::cell::RefCell;
use std::collections::BTreeSet;
use transcript::{Label, ProofError, ProverChannel, VerifierChannel};

/// What went through an [`Observer`].
#[derive(Clone, Debug)]
pub struct Notes<F> {
    /// Public data and blocks, in order.
    pub absorbed: Vec<(Label, Vec<u8>)>,
    /// Challenges, in order.
    pub challenges: Vec<(Label, F)>,
    /// Labels of the messages, in order.
    pub messages: Vec<Label>,
    /// Checks that did not hold.
    pub failed: BTreeSet<Label>,
}

impl<F> Default for Notes<F> {
    fn default() -> Self {
        Self { absorbed: Vec::new(), challenges: Vec::new(), messages: Vec::new(), failed: BTreeSet::new() }
    }
}

impl<F: Copy> Notes<F> {
    /// All challenges with this label, in order.
    pub fn drawn(&self, label: Label) -> Vec<F> {
        self.challenges.iter().filter(|(l, _)| *l == label).map(|(_, value)| *value).collect()
    }

    /// All challenges, for a frozen channel.
    pub fn coins(&self) -> Vec<F> {
        self.challenges.iter().map(|(_, value)| *value).collect()
    }

    /// The place of the message number `k`, counted from 0, among those with this label.
    pub fn message(&self, label: Label, k: usize) -> Option<usize> {
        self.messages.iter().enumerate().filter(|(_, l)| **l == label).nth(k).map(|(at, _)| at)
    }
}

/// Wraps a channel of either side, lets every check pass, and notes those that fail: an attack's row of the matrix in one run.
pub struct Observer<'a, F, C> {
    inner: C,
    notes: &'a RefCell<Notes<F>>,
}

impl<'a, F, C> Observer<'a, F, C> {
    /// Takes notes of what goes through `inner`; they survive an error of the verifier.
    pub fn new(inner: C, notes: &'a RefCell<Notes<F>>) -> Self {
        Self { inner, notes }
    }

    /// The wrapped channel.
    pub fn into_inner(self) -> C {
        self.inner
    }
}

impl<F: Scalar, C: VerifierChannel<F>> VerifierChannel<F> for Observer<'_, F, C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.notes.borrow_mut().messages.push(label);
        self.inner.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.notes.borrow_mut().absorbed.push((label, bytes.to_vec()));
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        let value = self.inner.challenge(label);
        self.notes.borrow_mut().challenges.push((label, value));
        value
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        if !holds {
            self.notes.borrow_mut().failed.insert(name);
        }
        Ok(())
    }
}

impl<F: Scalar, C: ProverChannel<F>> ProverChannel<F> for Observer<'_, F, C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.notes.borrow_mut().messages.push(label);
        self.inner.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.notes.borrow_mut().absorbed.push((label, bytes.to_vec()));
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        let value = self.inner.challenge(label);
        self.notes.borrow_mut().challenges.push((label, value));
        value
    }
}
