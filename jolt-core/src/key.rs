//! Keys: a machine, and the commitment scheme's parameters for the largest proof that they cover.

use crate::{JoltConfig, Machine, PreprocessError, Shape, StatementError};
use instructions::{MemoryLayout, Program};
use pcs::{CommitmentScheme, OpeningShape};
use std::sync::Arc;
#[cfg(feature = "prover")]
use {crate::ProvingConfig, pcs::ProvingScheme};

/// What a verifier needs to check any run of one program in one memory layout, up to a number of steps.
pub struct VerifyingKey<C: JoltConfig> {
    machine: Arc<Machine<C::Field>>,
    pcs: <C::Pcs as CommitmentScheme>::VerifierKey,
    max_log_steps: usize,
}

impl<C: JoltConfig> VerifyingKey<C> {
    /// Makes a key for proofs of at most `2^max_log_steps` steps.
    ///
    /// *Errors*: an invalid layout, image or bytecode table, or parameters that the scheme does not have.
    pub fn new(program: Program, layout: MemoryLayout, max_log_steps: usize) -> Result<Self, PreprocessError> {
        Self::of_machine(Arc::new(Machine::new(program, layout)?), max_log_steps)
    }

    /// [`Self::new`] for a machine that is there already.
    pub fn of_machine(machine: Arc<Machine<C::Field>>, max_log_steps: usize) -> Result<Self, PreprocessError> {
        let pcs = C::Pcs::verifier_key(&largest::<C>(&machine, max_log_steps))?;
        Ok(Self { machine, pcs, max_log_steps })
    }

    /// The machine.
    pub fn machine(&self) -> &Machine<C::Field> {
        &self.machine
    }

    /// The commitment scheme's parameters.
    pub fn pcs(&self) -> &<C::Pcs as CommitmentScheme>::VerifierKey {
        &self.pcs
    }

    /// Whether a proof of this shape can be verified with this key.
    ///
    /// *Errors*: more steps than the key was made for.
    pub fn covers(&self, shape: &Shape) -> Result<(), StatementError> {
        if shape.log_steps > self.max_log_steps {
            return Err(StatementError::KeyTooSmall { log_steps: shape.log_steps, limit: self.max_log_steps });
        }
        Ok(())
    }

    /// log2 of the largest number of steps.
    pub fn max_log_steps(&self) -> usize {
        self.max_log_steps
    }
}

/// What the prover needs.
#[cfg(feature = "prover")]
pub struct ProvingKey<C: ProvingConfig> {
    verifying: VerifyingKey<C>,
    pcs: <C::Pcs as ProvingScheme>::ProverKey,
}

#[cfg(feature = "prover")]
impl<C: ProvingConfig> ProvingKey<C> {
    /// Makes both keys for proofs of at most `2^max_log_steps` steps.
    ///
    /// *Errors*: as [`VerifyingKey::new`].
    pub fn new(program: Program, layout: MemoryLayout, max_log_steps: usize) -> Result<Self, PreprocessError> {
        Self::of_machine(Arc::new(Machine::new(program, layout)?), max_log_steps)
    }

    /// [`Self::new`] for a machine that is there already.
    pub fn of_machine(machine: Arc<Machine<C::Field>>, max_log_steps: usize) -> Result<Self, PreprocessError> {
        let (pcs, verifier) = C::Pcs::setup(&largest::<C>(&machine, max_log_steps))?;
        Ok(Self { verifying: VerifyingKey { machine, pcs: verifier, max_log_steps }, pcs })
    }

    /// The machine.
    pub fn machine(&self) -> &Machine<C::Field> {
        &self.verifying.machine
    }

    /// The verifier's half.
    pub fn verifying(&self) -> &VerifyingKey<C> {
        &self.verifying
    }

    /// The commitment scheme's parameters.
    pub fn pcs(&self) -> &<C::Pcs as ProvingScheme>::ProverKey {
        &self.pcs
    }
}

/// A shape that covers every proof of at most `2^max_log_steps` steps, whatever part of the memory it touches.
fn largest<C: JoltConfig>(machine: &Machine<C::Field>, max_log_steps: usize) -> OpeningShape {
    machine.shape(max_log_steps, machine.layout().max_cells.ilog2() as usize).opening::<C>(machine.lookups())
}
