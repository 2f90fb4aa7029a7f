//! One measured proof: set-up, proof and verification, each with its time.

use crate::phases::Phases;
use crate::resources::{Stopwatch, peak_rss_bytes};
use instructions::{ExecutionTrace, MemoryLayout, Program};
use jolt_core::{
    FormatError, Inputs, Machine, PreprocessError, Proof, ProveError, ProvingConfig, ProvingKey, Shape, StatementError, VerifyError,
    Visitor, Witness, WitnessError,
};
use pcs::SrsSource;
use std::sync::Arc;
use std::time::Instant;

/// What is proved, and how it is watched.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// The program.
    pub program: &'a Program,
    /// Where it lies in memory.
    pub layout: MemoryLayout,
    /// What the emulator recorded.
    pub trace: &'a ExecutionTrace,
    /// What the run was given.
    pub inputs: Inputs<'a>,
    /// The structured reference string, for schemes that have one.
    pub srs: SrsSource<'a>,
    /// Times the phases; its layer is installed.
    pub phases: &'a Phases,
    /// How often the proof is verified; at least once.
    pub verifications: u32,
}

/// A proof with what it was made with.
pub struct Measured<C: ProvingConfig> {
    /// The machine behind the keys.
    pub machine: Arc<Machine<C::Field>>,
    /// The keys.
    pub key: ProvingKey<C>,
    /// Sizes of the proof.
    pub shape: Shape,
    /// What it costs.
    pub costs: Costs,
}

/// A verified proof and what it costs.
#[derive(Debug)]
pub struct Costs {
    /// The proof.
    pub proof: Proof,
    /// The bytes of its file.
    pub file: Vec<u8>,
    /// Seconds for the bytecode table, the structured reference string and the keys.
    pub setup_seconds: f64,
    /// Time from the trace to the proof's last byte, set-up left out.
    pub prove: Stopwatch,
    /// Seconds of each phase, in the order in which they ended.
    pub phases: Vec<(&'static str, f64)>,
    /// Largest resident set of the process up to the proof's last byte.
    pub peak_rss_bytes: Option<u64>,
    /// Least seconds for decoding and verifying.
    pub verify_seconds: f64,
}

/// Why a run has no verified proof.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The program has no table.
    #[error(transparent)]
    Program(PreprocessError),
    /// The trace is not the program's.
    #[error(transparent)]
    Witness(WitnessError),
    /// A size out of bounds.
    #[error(transparent)]
    Statement(StatementError),
    /// No keys, or no structured reference string.
    #[error(transparent)]
    Keys(PreprocessError),
    /// The prover gives up.
    #[error(transparent)]
    Prove(ProveError),
    /// The proof's own bytes are not read back.
    #[error(transparent)]
    Decode(FormatError),
    /// The proof is rejected.
    #[error(transparent)]
    Rejected(VerifyError),
}

impl Run<'_> {
    /// Proves the run and verifies the proof against keys of just its size, read back from its bytes.
    ///
    /// *Errors*: whatever fails first; a rejected proof is an error.
    pub fn measure<C: ProvingConfig>(&self) -> Result<Measured<C>, MeasureError> {
        let mut setup = Stopwatch::start();
        let machine = Arc::new(Machine::<C::Field>::new(self.program.clone(), self.layout).map_err(MeasureError::Program)?);
        setup.stop();

        let _ = self.phases.take();
        let mut prove = Stopwatch::start();
        let span = tracing::info_span!("witness").entered();
        let witness = jolt_core::witness::<C>(&machine, self.trace, self.inputs).map_err(MeasureError::Witness)?;
        drop(span);
        prove.stop();
        // The witness tells how large a key must be.
        setup.resume();
        let (shape, key) = keys::<C>(&machine, &witness, self.srs)?;
        setup.stop();
        prove.resume();
        let proof = Proof::prove(&key, &witness).map_err(MeasureError::Prove)?;
        prove.stop();
        let phases = self.phases.take().into_iter().map(|(name, time)| (name, time.as_secs_f64())).collect();
        let peak_rss_bytes = peak_rss_bytes();
        drop(witness);

        let file = proof.encode();
        let verify_seconds = self.verify(&key, &file)?;
        let setup_seconds = setup.seconds;
        let costs = Costs { proof, file, setup_seconds, prove, phases, peak_rss_bytes, verify_seconds };
        Ok(Measured { machine, key, shape, costs })
    }

    /// [`Self::measure`] with the configuration of this name, if there is one.
    pub fn measure_with(&self, configuration: &str) -> Option<Result<Costs, MeasureError>> {
        jolt_core::with_configuration(configuration, self)
    }

    /// Least seconds of the repetitions.
    fn verify<C: ProvingConfig>(&self, key: &ProvingKey<C>, file: &[u8]) -> Result<f64, MeasureError> {
        let mut least = f64::INFINITY;
        for _ in 0..self.verifications.max(1) {
            let start = Instant::now();
            let proof = Proof::decode(file).map_err(MeasureError::Decode)?;
            proof.verify(key.verifying(), self.inputs.input).map_err(MeasureError::Rejected)?;
            least = least.min(start.elapsed().as_secs_f64());
        }
        Ok(least)
    }
}

/// Keys of just the witness's size.
pub(crate) fn keys<C: ProvingConfig>(
    machine: &Arc<Machine<C::Field>>,
    witness: &Witness<C::Field>,
    srs: SrsSource<'_>,
) -> Result<(Shape, ProvingKey<C>), MeasureError> {
    let (shape, _) = witness.statement.shape(machine).map_err(MeasureError::Statement)?;
    let parameters = jolt_core::parameters::<C>(machine, &shape, srs).map_err(MeasureError::Keys)?;
    let key = ProvingKey::<C>::new(machine.clone(), &shape, &parameters).map_err(MeasureError::Keys)?;
    Ok((shape, key))
}

impl Visitor for &Run<'_> {
    type Output = Result<Costs, MeasureError>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        Ok(self.measure::<C>()?.costs)
    }
}
