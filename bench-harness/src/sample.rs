//! One sample, measured in a process of its own: what it is told, and what it answers.

use crate::describe::configuration;
use crate::digest::{digest, digest_of_trace, hex};
use crate::experiment::bytes;
use crate::guests::Given;
use crate::layout::{Layout, LayoutError};
use crate::measure::{Measured, Run};
use crate::phases::Phases;
use crate::provenance;
use crate::record::{Phase, ProofPart, ProofSize, Record, RecordError, SizeRange, StatementCheck, Status, Times};
use crate::workload::{Subject, TracedRun, WorkloadError};
use instructions::Isa;
use jolt_core::{Inputs, ParametersOf, ProvingConfig, Statement, Visitor, with_configuration};
use pcs::{Parameters, SetupKind, SrsSource};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What a measuring process is told, as JSON on its standard input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The record, with all that is known before the measurement.
    pub draft: Record,
    /// The program's file.
    pub elf: PathBuf,
    /// Public input, in hexadecimal.
    pub input_hex: String,
    /// Advice, in hexadecimal.
    pub advice_hex: String,
    /// How often the proof is verified.
    pub verifications: u32,
    /// What the prover is predicted to take.
    pub predicted_user_seconds: f64,
}

/// Why a measuring process cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// Standard input or output fails.
    #[error("cannot talk to the bench run: {0}")]
    Io(#[from] io::Error),
    /// What is on the standard input is not a specification.
    #[error("this is a part of joltlab bench, which gives it a specification: {0}")]
    Spec(#[from] serde_json::Error),
    /// The threads cannot be started.
    #[error("cannot start {threads} threads: {reason}")]
    Threads {
        /// How many.
        threads: u32,
        /// What the operating system says.
        reason: String,
    },
    /// There is no proof whose operations could be counted.
    #[error("operations cannot be counted: {0}")]
    Uncounted(String),
}

/// The measuring process: reads a [`Spec`], starts its threads, measures, writes the record as a line.
///
/// *Errors*: no specification, no threads, nobody who listens.
pub fn answer(mut input: impl Read, mut output: impl Write, phases: &Phases) -> Result<(), SampleError> {
    let line = measure(begin(&mut input)?, phases).to_line()?;
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}

/// Reads a [`Spec`], and starts the threads of its cell.
pub(crate) fn begin(input: &mut dyn Read) -> Result<Spec, SampleError> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let spec: Spec = serde_json::from_str(&text)?;
    let threads = spec.draft.cell.threads;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads as usize);
    pool.build_global().map_err(|error| SampleError::Threads { threads, reason: error.to_string() })?;
    Ok(spec)
}

/// Reads the answer to a draft.
///
/// *Errors*: anything but one line with a record of the draft's sample.
pub fn read_answer(draft: &Record, answer: &[u8]) -> Result<Record, RecordError> {
    let malformed = |reason: &str| RecordError::Malformed { line: 1, reason: reason.into() };
    let text = str::from_utf8(answer).map_err(|_| malformed("it is no text"))?;
    let line = text.strip_suffix('\n').ok_or_else(|| malformed("it has no end"))?;
    let record = Record::from_line(line, 1)?;
    let place = |record: &Record| (record.experiment.clone(), record.cell.clone(), record.sample);
    if place(&record) == place(draft) { Ok(record) } else { Err(malformed("it is that of another sample")) }
}

/// Measures a sample. Whatever goes wrong is the record's status.
pub fn measure(spec: Spec, phases: &Phases) -> Record {
    let Spec { draft: mut record, elf, input_hex, advice_hex, verifications, predicted_user_seconds } = spec;
    record.provenance.time = provenance::now();
    match Prepared::new(&record, &elf, (&input_hex, &advice_hex)) {
        Ok(prepared) => {
            let configuration = record.cell.configuration.clone();
            let job = Job { prepared: &prepared, verifications, phases, record: &mut record };
            let done = with_configuration(&configuration, job).unwrap_or_else(|| Err("there is no such configuration".into()));
            record.times.iter_mut().for_each(|times| times.predicted_user_seconds = Some(predicted_user_seconds));
            record.status = done.map_or_else(|reason| Status::Failed { reason }, |()| record.judge());
        }
        Err(reason) => record.status = Status::Failed { reason },
    }
    record
}

/// A run that is the one that was planned.
pub(crate) struct Prepared {
    pub(crate) subject: Subject,
    pub(crate) run: TracedRun,
    trace_seconds: f64,
}

impl Prepared {
    /// Loads and traces. What goes wrong is said without the file's folder.
    pub(crate) fn new(record: &Record, elf: &Path, (input, advice): (&str, &str)) -> Result<Self, String> {
        let planned = record.workload.as_ref().ok_or("no run is planned")?;
        let isa = Isa::ALL.iter().copied().find(|isa| isa.name() == planned.isa).ok_or("there is no such instruction set")?;
        let subject = Subject::load(&planned.program, elf, isa).map_err(|error| match error {
            WorkloadError::Io { source, .. } => format!("the program's file cannot be read: {source}"),
            error => error.to_string(),
        })?;
        let (input, advice) = bytes(input).zip(bytes(advice)).ok_or("input or advice is not hexadecimal")?;
        let start = Instant::now();
        let run = subject.trace(Given { input, advice }, planned.log_cycles).map_err(|error| error.to_string())?;
        let trace_seconds = start.elapsed().as_secs_f64();
        let same = subject.elf_digest == planned.elf_digest && digest_of_trace(&run.trace) == planned.trace_digest;
        if !same {
            return Err("program or trace are not those that were planned; the file has changed".into());
        }
        Ok(Self { subject, run, trace_seconds })
    }
}

struct Job<'a> {
    prepared: &'a Prepared,
    verifications: u32,
    phases: &'a Phases,
    record: &'a mut Record,
}

impl Visitor for Job<'_> {
    type Output = Result<(), String>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let Prepared { subject, run, trace_seconds } = self.prepared;
        let measured = Run {
            program: &subject.program,
            layout: subject.layout,
            trace: &run.trace,
            inputs: Inputs { input: &run.given.input, advice: &run.given.advice },
            srs: source::<C>(),
            phases: self.phases,
            verifications: self.verifications,
        }
        .measure::<C>()
        .map_err(|error| error.to_string())?;
        fill(self.record, &measured, run).map_err(|error| error.to_string())?;
        if let Some(times) = &mut self.record.times {
            times.trace_seconds = *trace_seconds;
            times.verify_repetitions = self.verifications.max(1);
        }
        Ok(())
    }
}

/// A structured reference string is made on the spot.
pub(crate) fn source<C: ProvingConfig>() -> SrsSource<'static> {
    match ParametersOf::<C>::KIND {
        SetupKind::Transparent => SrsSource::None,
        SetupKind::Universal => SrsSource::InsecureTest,
    }
}

/// Writes what was measured into the record.
fn fill<C: ProvingConfig>(record: &mut Record, measured: &Measured<C>, run: &TracedRun) -> Result<(), LayoutError> {
    let Measured { machine, key, shape, costs } = measured;
    let proof = &costs.proof;
    if let Some(workload) = &mut record.workload {
        workload.program_digest = Some(hex(&machine.digest()));
    }
    let statement = Statement { input: run.given.input.clone(), ..proof.statement.clone() };
    let layout = Layout::of::<C>(machine.clone(), &statement)?;
    let predicted = layout.proof_bytes::<C>(key.verifying().pcs(), &shape.opening::<C>(machine.lookups()));
    record.configuration = Some(configuration::<C>(key.verifying(), &layout));
    record.statement = Some(StatementCheck {
        exit_code: proof.statement.exit_code,
        output_digest: digest(&proof.statement.output),
        output_bytes: proof.statement.output.len() as u64,
        output_matched: (proof.statement.exit_code, &proof.statement.output) == (run.trace.exit_code, &run.trace.output),
        // `Run::measure` returns only proofs that were accepted.
        verified: true,
    });
    record.times = Some(Times {
        trace_seconds: 0.0,
        setup_seconds: costs.setup_seconds,
        prove_seconds: costs.prove.seconds,
        prove_user_seconds: costs.prove.cpu.map(|cpu| cpu.user),
        prove_system_seconds: costs.prove.cpu.map(|cpu| cpu.system),
        predicted_user_seconds: None,
        verify_seconds: costs.verify_seconds,
        verify_repetitions: 0,
    });
    record.phases = costs.phases.iter().map(|(name, seconds)| Phase { name: (*name).into(), seconds: *seconds }).collect();
    record.proof = Some(ProofSize {
        bytes: costs.file.len() as u64,
        digest: digest(&costs.file),
        parts: proof.parts.iter().map(|part| ProofPart { name: part.name.clone(), bytes: part.bytes }).collect(),
        predicted: Some(SizeRange { least: *predicted.start() as u64, most: *predicted.end() as u64 }),
    });
    record.memory.peak_rss_bytes = costs.peak_rss_bytes;
    Ok(())
}

#[cfg(test)]
mod tests;
