//! Provers and verifiers compiled once, for all test programs: what is generic in the field and the channel would be compiled in each.

use super::LassoSparse;
use jolt_core::replay::Prover;
use jolt_core::{
    LassoHyrax, LassoTrivial, Machine, Proof, ProvingConfig, ProvingKey, Statement, VerifyError, VerifyingKey, Violation, Witness,
    WitnessError, check, prove_with, verify_with, witness_of_prover,
};
use pcs::Transparent;
use std::sync::Arc;
use transcript::{Label, ProofError, ProverChannel, VerifierChannel};

/// A configuration that tests attack, through any channel.
pub trait Configuration: ProvingConfig {
    /// Keys for proofs of at most `2^log_steps` steps.
    fn key(machine: Arc<Machine<Self::Field>>, log_steps: usize) -> ProvingKey<Self>
    where
        Self: Sized;

    /// [`jolt_core::witness_of_prover`].
    fn witness(
        machine: &Machine<Self::Field>,
        statement: Statement,
        advice: Vec<u32>,
        start: u32,
        prover: &mut dyn Prover,
    ) -> Result<Witness<Self::Field>, WitnessError>;

    /// [`jolt_core::check()`].
    fn violations(machine: &Machine<Self::Field>, witness: &Witness<Self::Field>) -> Vec<Violation>;

    /// [`jolt_core::prove_with`].
    ///
    /// *Panics* if the statement is out of bounds.
    fn prove(key: &ProvingKey<Self>, witness: &Witness<Self::Field>, channel: &mut dyn ProverChannel<Self::Field>)
    where
        Self: Sized;

    /// [`jolt_core::verify_with`].
    fn verify(key: &VerifyingKey<Self>, statement: &Statement, channel: &mut dyn VerifierChannel<Self::Field>) -> Result<(), VerifyError>
    where
        Self: Sized;

    /// [`Proof::prove`].
    fn prove_file(key: &ProvingKey<Self>, witness: &Witness<Self::Field>) -> Proof
    where
        Self: Sized;

    /// [`Proof::verify`].
    fn verify_file(key: &VerifyingKey<Self>, proof: &Proof, input: &[u8]) -> Result<(), VerifyError>
    where
        Self: Sized;
}

macro_rules! configurations {
    ($($configuration:ty),+) => { $(
        impl Configuration for $configuration {
            fn key(machine: Arc<Machine<Self::Field>>, log_steps: usize) -> ProvingKey<Self> {
                let shape = machine.shape(log_steps, machine.layout().max_cells.ilog2() as usize);
                ProvingKey::new(machine, &shape, &Transparent).expect("keys exist for this size")
            }

            fn witness(
                machine: &Machine<Self::Field>,
                statement: Statement,
                advice: Vec<u32>,
                start: u32,
                prover: &mut dyn Prover,
            ) -> Result<Witness<Self::Field>, WitnessError> {
                witness_of_prover::<Self>(machine, statement, advice, start, prover)
            }

            fn violations(machine: &Machine<Self::Field>, witness: &Witness<Self::Field>) -> Vec<Violation> {
                check::<Self>(machine, witness)
            }

            fn prove(key: &ProvingKey<Self>, witness: &Witness<Self::Field>, channel: &mut dyn ProverChannel<Self::Field>) {
                prove_with(key, witness, Through(channel)).map(|_| ()).expect("a statement within its bounds");
            }

            fn verify(
                key: &VerifyingKey<Self>,
                statement: &Statement,
                channel: &mut dyn VerifierChannel<Self::Field>,
            ) -> Result<(), VerifyError> {
                verify_with(key, statement, Through(channel)).map(|_| ())
            }

            fn prove_file(key: &ProvingKey<Self>, witness: &Witness<Self::Field>) -> Proof {
                Proof::prove(key, witness).expect("a statement within its bounds")
            }

            fn verify_file(key: &VerifyingKey<Self>, proof: &Proof, input: &[u8]) -> Result<(), VerifyError> {
                proof.verify(key, input)
            }
        }
    )+ };
}

configurations!(LassoSparse, LassoHyrax, LassoTrivial);

/// A channel behind a pointer.
struct Through<'a, T: ?Sized>(&'a mut T);

impl<F: poly::Scalar> ProverChannel<F> for Through<'_, dyn ProverChannel<F> + '_> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.0.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.0.challenge(label)
    }
}

impl<F: poly::Scalar> VerifierChannel<F> for Through<'_, dyn VerifierChannel<F> + '_> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.0.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> F {
        self.0.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.0.check(name, holds)
    }
}
