//! What a configuration sends, counted on its own verifier: the verifier runs over a channel that answers anything and accepts everything,
//! and the channel notes what it was asked for. No proof is needed, so that sizes are predictions, and a change of a type changes them.

use crate::record::{Columns, SizeRange, Sumchecks};
use crate::sample::source;
use instructions::{ExecutionTrace, Isa, MemoryLayout, Program};
use jolt_core::replay::{Honest, replay};
use jolt_core::{
    ColumnSpec, Inputs, JoltConfig, Machine, ParametersOf, PreprocessError, ProvingConfig, Shape, Statement, VerifyError, VerifyingKey,
    Visitor, WitnessError, verify_with, with_configuration,
};
use pcs::{CommitmentScheme, OpeningShape, Parameters, PcsError, SrsSource, Transparent};
use poly::{Point, Scalar};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::sync::Arc;
use transcript::{Label, ProofError, VerifierChannel};

/// Label of the rounds of every sum-check.
const ROUND: Label = "sumcheck round";
/// Label under which [`Silent`] says which columns it was given.
const BATCH: Label = "silent batch";
/// A guest, and log2 of rows that are enough for a short run of it.
const REFERENCE: &[u8] = include_bytes!("../../guests/elf/sha256.elf");
const REFERENCE_LOG_CYCLES: u32 = 14;
/// Labels that begin the blocks of a proof.
const BLOCKS: [Label; 6] = ["commitments", "bytecode", "lookups", "memory", "r1cs", "opening"];

/// A scheme that sends nothing: what remains are the argument's own messages.
struct Silent<F>(PhantomData<F>);

impl<F: Scalar> CommitmentScheme for Silent<F> {
    const NAME: &'static str = "silent";
    const ASSUMPTION: &'static str = "commits to nothing";
    type Field = F;
    type Parameters = Transparent;
    type VerifierKey = ();
    type Commitment = ();

    fn parameter_digest(_key: &()) -> [u8; 32] {
        [0; 32]
    }

    fn verifier_key(_parameters: &Transparent, _shape: &OpeningShape) -> Result<(), PcsError> {
        Ok(())
    }

    fn encode_key(_key: &()) -> Vec<u8> {
        Vec::new()
    }

    fn decode_key(_bytes: &[u8]) -> Result<(), PcsError> {
        Ok(())
    }

    fn proof_bytes(_key: &(), _shape: &OpeningShape, _batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        0..=0
    }

    fn receive(_key: &(), _shape: &OpeningShape, num_vars: &[usize], channel: &mut dyn VerifierChannel<F>) -> Result<(), ProofError> {
        let bytes: Vec<u8> = num_vars.iter().map(|n| *n as u8).collect();
        channel.absorb(BATCH, &bytes);
        Ok(())
    }

    fn verify(
        _key: &(),
        _shape: &OpeningShape,
        _batches: &[(&(), &[F])],
        _point: &Point<F>,
        _value: F,
        _channel: &mut dyn VerifierChannel<F>,
    ) -> Result<(), ProofError> {
        Ok(())
    }
}

/// The arguments of `C` over [`Silent`].
struct Bare<C>(PhantomData<C>);

impl<C: JoltConfig> JoltConfig for Bare<C> {
    const NAME: &'static str = C::NAME;
    type Field = C::Field;
    type Pcs = Silent<C::Field>;
    type Lookups = C::Lookups;
    type Memory = C::Memory;
}

/// Answers with ones, draws a sequence of challenges, accepts every check, and notes what it was asked for.
#[derive(Default)]
struct Counting {
    /// Number of the block, label, bytes.
    messages: Vec<(usize, Label, usize)>,
    batches: Vec<Vec<usize>>,
    block: usize,
    challenges: u64,
}

impl<F: Scalar> VerifierChannel<F> for Counting {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.messages.push((self.block, label, len));
        let element = transcript::element_bytes::<F>();
        Ok((0..len).map(|at| u8::from(at % element == 0)).collect())
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        if label == BATCH {
            self.batches.push(bytes.iter().map(|n| usize::from(*n)).collect());
        }
        self.block = BLOCKS.iter().position(|block| *block == label).unwrap_or(self.block);
    }

    fn challenge(&mut self, _label: Label) -> F {
        self.challenges += 1;
        F::from(0x9E37_79B9_7F4A_7C15u64.wrapping_mul(self.challenges))
    }

    fn check(&mut self, _name: Label, _holds: bool) -> Result<(), ProofError> {
        Ok(())
    }
}

/// Sizes that a configuration has for proofs of one shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Committed columns, by kind and length.
    pub columns: Vec<Columns>,
    /// Sum-checks, by block and degree.
    pub sumchecks: Vec<Sumchecks>,
    /// Bytes of all messages but the scheme's.
    pub argument_bytes: usize,
    /// Variables of each column, by batch.
    pub batches: Vec<Vec<usize>>,
}

/// Why nothing can be counted.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// No machine or key.
    #[error(transparent)]
    Machine(#[from] PreprocessError),
    /// The verifier stops although every check holds.
    #[error("the sizes cannot be counted: {0}")]
    Verifier(#[from] VerifyError),
    /// The run cannot be repeated.
    #[error("{0}")]
    Run(String),
    /// The trace is not the program's.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// The scheme has no key of this size.
    #[error(transparent)]
    Keys(#[from] PcsError),
    /// There is no such configuration.
    #[error("no configuration is called `{name}`")]
    Configuration {
        /// Its name.
        name: String,
    },
}

/// Bytes of the messages of a proof of this run (its trace, and log2 of its rows) by `C`, before there is one.
///
/// *Errors*: a trace that is not the program's, or no keys.
pub fn predict<C: JoltConfig>(
    program: Program,
    layout: MemoryLayout,
    (trace, log_steps): (&ExecutionTrace, u32),
    inputs: Inputs<'_>,
    source: SrsSource<'_>,
) -> Result<RangeInclusive<usize>, LayoutError> {
    let machine = Arc::new(Machine::<C::Field>::new(program, layout)?);
    let statement = statement(&machine, (trace, log_steps), inputs)?;
    proof_bytes::<C>(machine, &statement, source)
}

/// Bytes of the messages of a proof of so many rows by the configuration of this name: those of the guest `sha256`. Other programs differ in the sizes of
/// memory and bytecode, which matter little.
///
/// *Errors*: no such configuration, or no keys.
pub fn reference_bytes(configuration: &str, log_cycles: u32) -> Result<SizeRange, LayoutError> {
    let missing = || LayoutError::Configuration { name: configuration.into() };
    with_configuration(configuration, Reference { log_cycles }).ok_or_else(missing)?
}

struct Reference {
    log_cycles: u32,
}

impl Visitor for Reference {
    type Output = Result<SizeRange, LayoutError>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let layout = MemoryLayout::default();
        let run = |error: &dyn std::fmt::Display| LayoutError::Run(error.to_string());
        let program = tracer::load_elf(REFERENCE, Isa::default(), &layout).map_err(|error| run(&error))?;
        let inputs = Inputs { input: b"sha256", advice: b"" };
        let mut emulator = tracer::Machine::new(&program, &layout, inputs.input, inputs.advice).map_err(|error| run(&error))?;
        let trace = emulator.trace(1 << REFERENCE_LOG_CYCLES).map_err(|error| run(&error))?;
        let machine = Arc::new(Machine::<C::Field>::new(program, layout)?);
        let statement = statement(&machine, (&trace, REFERENCE_LOG_CYCLES), inputs)?;
        let statement = Statement { log_steps: self.log_cycles as usize, ..statement };
        let range = proof_bytes::<C>(machine, &statement, source::<C>())?;
        Ok(SizeRange { least: *range.start() as u64, most: *range.end() as u64 })
    }
}

/// What a run states.
fn statement<F: Scalar>(
    machine: &Machine<F>,
    (trace, log_steps): (&ExecutionTrace, u32),
    inputs: Inputs<'_>,
) -> Result<Statement, LayoutError> {
    let layout = machine.layout();
    let mut statement = Statement {
        input: inputs.input.to_vec(),
        output: trace.output.clone(),
        exit_code: trace.exit_code,
        halt_index: 0,
        log_steps: log_steps as usize,
        log_ram: 0,
        advice_len: inputs.advice.len() as u32,
    };
    let word = |bytes: &[u8]| bytes.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
    let advice: Vec<u32> = inputs.advice.chunks(4).map(word).collect();
    let run = replay(machine, &statement, &advice, machine.entry_index(), &mut Honest)?;
    statement.halt_index = run.rows.last().map_or(0, |row| row.a);
    let least = layout.min_cells(machine.program().tohost);
    statement.log_ram = (run.top_cell + 1).next_power_of_two().max(least).ilog2() as usize;
    Ok(statement)
}

/// Bytes of the messages of a proof of a statement.
fn proof_bytes<C: JoltConfig>(
    machine: Arc<Machine<C::Field>>,
    statement: &Statement,
    source: SrsSource<'_>,
) -> Result<RangeInclusive<usize>, LayoutError> {
    let (shape, _) = statement.shape(&machine).map_err(VerifyError::from)?;
    let opening = shape.opening::<C>(machine.lookups());
    let parameters = ParametersOf::<C>::for_verifier(source)?;
    let key = C::Pcs::verifier_key(&parameters, &opening)?;
    Ok(Layout::of::<C>(machine, statement)?.proof_bytes::<C>(&key, &opening))
}

impl Layout {
    /// Counts what `C` sends for this statement.
    ///
    /// *Errors*: a statement out of bounds.
    pub fn of<C: JoltConfig>(machine: Arc<Machine<C::Field>>, statement: &Statement) -> Result<Self, LayoutError> {
        let (shape, _) = statement.shape(&machine).map_err(VerifyError::from)?;
        let columns = columns::<C>(&machine, &shape);
        let key = VerifyingKey::<Bare<C>>::new(machine, statement.log_steps, &Transparent)?;
        let counted = verify_with(&key, statement, Counting::default())?;
        let element = transcript::element_bytes::<C::Field>();
        let argument_bytes = counted.messages.iter().map(|(_, _, bytes)| bytes).sum();
        Ok(Self { columns, sumchecks: sumchecks(&counted.messages, element), argument_bytes, batches: counted.batches })
    }

    /// Bytes of all messages of a proof by `C`, before there is one.
    pub fn proof_bytes<C: JoltConfig>(
        &self,
        key: &<C::Pcs as CommitmentScheme>::VerifierKey,
        opening: &OpeningShape,
    ) -> RangeInclusive<usize> {
        let scheme = C::Pcs::proof_bytes(key, opening, &self.batches);
        self.argument_bytes + scheme.start()..=self.argument_bytes + scheme.end()
    }
}

/// Committed columns of each kind and length.
fn columns<C: JoltConfig>(machine: &Machine<C::Field>, shape: &Shape) -> Vec<Columns> {
    let Ok(columns) = shape.try_columns::<C, ColumnSpec, Infallible>(machine.lookups(), Ok);
    let kinds = [("vm", columns.vm.into_vec()), ("lookups", columns.lookups), ("memory", columns.memory)];
    let mut out = Vec::new();
    for (kind, specs) in kinds {
        let mut counts = BTreeMap::new();
        specs.iter().for_each(|spec| *counts.entry(spec.num_vars as u32).or_insert(0) += 1);
        out.extend(counts.into_iter().map(|(log_length, count)| Columns { kind: kind.into(), log_length, count }));
    }
    out
}

/// Runs of rounds of one size are sum-checks; the openings that end each keep them apart.
fn sumchecks(messages: &[(usize, Label, usize)], element: usize) -> Vec<Sumchecks> {
    let mut found: BTreeMap<(usize, usize), (u32, u32)> = BTreeMap::new();
    let mut previous = None;
    for (block, label, bytes) in messages {
        let here = (*label == ROUND).then_some((*block, bytes / element));
        if let Some(place) = here {
            let (count, rounds) = found.entry(place).or_default();
            *count += u32::from(previous != here);
            *rounds += 1;
        }
        previous = here;
    }
    let sumcheck = |((block, degree), (count, rounds)): ((usize, usize), (u32, u32))| Sumchecks {
        block: BLOCKS[block].into(),
        degree: degree as u32,
        count,
        rounds,
    };
    found.into_iter().map(sumcheck).collect()
}
