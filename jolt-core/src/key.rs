//! Keys: a machine, and the commitment scheme's parameters for the largest proof that they cover.

use crate::{JoltConfig, Machine, PreprocessError, Shape, StatementError};
use pcs::{CommitmentScheme, Provenance};
use std::sync::Arc;
#[cfg(feature = "prover")]
use {
    crate::ProvingConfig,
    pcs::{Parameters, ProvingScheme, SrsSource},
};

/// What the keys of a configuration are made from.
pub type ParametersOf<C> = <<C as JoltConfig>::Pcs as CommitmentScheme>::Parameters;

/// What a verifier needs to check any run of one program in one memory layout, up to a number of steps.
pub struct VerifyingKey<C: JoltConfig> {
    machine: Arc<Machine<C::Field>>,
    pcs: <C::Pcs as CommitmentScheme>::VerifierKey,
    max_log_steps: usize,
}

impl<C: JoltConfig> VerifyingKey<C> {
    /// Makes a key for proofs of at most `2^max_log_steps` steps.
    ///
    /// *Errors*: parameters that are too small.
    pub fn new(machine: Arc<Machine<C::Field>>, max_log_steps: usize, parameters: &ParametersOf<C>) -> Result<Self, PreprocessError> {
        // Whatever part of the memory a run touches.
        let largest = machine.shape(max_log_steps, machine.layout().max_cells.ilog2() as usize);
        let pcs = C::Pcs::verifier_key(parameters, &largest.opening::<C>(machine.lookups()))?;
        Ok(Self { machine, pcs, max_log_steps })
    }

    /// A key whose parameters were stored.
    pub(crate) fn of_parts(machine: Arc<Machine<C::Field>>, pcs: <C::Pcs as CommitmentScheme>::VerifierKey, max_log_steps: usize) -> Self {
        Self { machine, pcs, max_log_steps }
    }

    /// The machine.
    pub fn machine(&self) -> &Machine<C::Field> {
        &self.machine
    }

    /// The commitment scheme's parameters.
    pub fn pcs(&self) -> &<C::Pcs as CommitmentScheme>::VerifierKey {
        &self.pcs
    }

    /// Where the structured reference string behind this key comes from, if there is one.
    pub fn provenance(&self) -> Option<Provenance> {
        C::Pcs::provenance(&self.pcs)
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
    /// Makes both keys for proofs up to this shape: that of a statement ([`crate::Statement::shape`]), or a larger one ([`Machine::shape`]).
    ///
    /// *Errors*: parameters that are too small.
    pub fn new(machine: Arc<Machine<C::Field>>, shape: &Shape, parameters: &ParametersOf<C>) -> Result<Self, PreprocessError> {
        let (pcs, verifier) = C::Pcs::setup(parameters, &shape.opening::<C>(machine.lookups()))?;
        Ok(Self { verifying: VerifyingKey { machine, pcs: verifier, max_log_steps: shape.log_steps }, pcs })
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

/// What keys for proofs of this shape are made from.
///
/// *Errors*: as [`Parameters::for_prover`].
#[cfg(feature = "prover")]
pub fn parameters<C: JoltConfig>(
    machine: &Machine<C::Field>,
    shape: &Shape,
    source: SrsSource<'_>,
) -> Result<ParametersOf<C>, PreprocessError> {
    Ok(ParametersOf::<C>::for_prover(source, &shape.opening::<C>(machine.lookups()))?)
}
