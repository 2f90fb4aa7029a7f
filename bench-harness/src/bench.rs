//! Running a plan: each sample in a fresh process, its record kept as soon as it is there.

mod counts;

use crate::counting::{self, CountedProof};
use crate::plan::{Plan, PlannedCell};
use crate::record::{Cell, Provenance, Record, Status, Workload};
use crate::resources::memory_bytes;
use crate::sample::{self, Spec};
use crate::store::{Store, StoreError};
use counts::Counts;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Output, Stdio};

/// Signals that ask a process to end: Ctrl-C's, and that of a shutdown.
const INTERRUPTIONS: [i32; 2] = [2, 15];

/// A program, and the arguments that make it read a [`Spec`] and answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launcher {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

/// What the processes of a run are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processes {
    /// Measures a sample.
    pub sample: Launcher,
    /// Counts a cell's operations; none if they are not counted.
    pub count: Option<Launcher>,
}

/// Why a run ends early; what was recorded stays.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// Results cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No process can be started.
    #[error("cannot start a measuring process: {0}")]
    Start(io::Error),
    /// Somebody pressed Ctrl-C, or ended the measuring process.
    #[error("interrupted; continue with --resume")]
    Interrupted,
    /// What was recorded was measured by another program, or on another machine.
    #[error("{folder} has samples that other sources, another build or another machine measured; choose another folder with --out")]
    OtherProgram {
        /// The folder.
        folder: String,
    },
    /// What was recorded is about another run.
    #[error(
        "{folder} has samples of another run of `{program}`: the program or its input rule has changed; choose another folder with --out"
    )]
    OtherRun {
        /// The folder.
        folder: String,
        /// The program.
        program: String,
    },
}

/// What happens during a run.
#[derive(Debug)]
pub enum Event<'a> {
    /// A sample begins.
    Begins {
        /// Samples recorded so far.
        recorded: usize,
        /// Samples in all.
        total: usize,
        /// What is measured.
        cell: &'a PlannedCell,
    },
    /// The cell's operations are counted before its first sample.
    Counting(&'a PlannedCell),
    /// The counting process died; the cell's samples are measured all the same.
    NotCounted {
        /// What is measured.
        cell: &'a PlannedCell,
        /// What happened.
        reason: &'a str,
    },
    /// A sample has its record.
    Recorded(&'a Record),
}

/// How many records of each status a finished run has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Successes.
    pub ok: usize,
    /// Failures.
    pub failed: usize,
    /// Not tried.
    pub skipped: usize,
    /// Phases that do not account for the time.
    pub broken: usize,
}

impl Summary {
    /// Of these records; of a sample that was measured again, the last counts.
    pub fn of(records: &[Record]) -> Self {
        let last: BTreeMap<_, &Status> = records.iter().map(|record| (place(record), &record.status)).collect();
        last.values().fold(Self::default(), |mut summary, status| {
            match status {
                Status::Ok => summary.ok += 1,
                Status::Failed { .. } => summary.failed += 1,
                Status::Skipped { .. } => summary.skipped += 1,
                Status::Broken { .. } => summary.broken += 1,
            }
            summary
        })
    }
}

impl Launcher {
    /// Measures one sample in a process of its own. A process that dies or answers nonsense is a failed record.
    ///
    /// *Errors*: no process can be started, or Ctrl-C.
    pub fn measure(&self, spec: &Spec) -> Result<Record, BenchError> {
        let failed = |reason: String| Record { status: Status::Failed { reason }, ..spec.draft.clone() };
        let read = |answer: &[u8]| sample::read_answer(&spec.draft, answer).map_err(|error| format!("gave no record: {error}"));
        let answer = self.answer(spec)?.and_then(|answer| read(&answer));
        Ok(answer.unwrap_or_else(|reason| failed(format!("the measuring process {reason}"))))
    }

    /// Counts the operations of one proof in a process of its own; or what became of it.
    ///
    /// *Errors*: no process can be started, or Ctrl-C.
    pub fn count(&self, spec: &Spec) -> Result<Result<CountedProof, String>, BenchError> {
        let read = |answer: &[u8]| counting::read_answer(answer).map_err(|error| format!("gave no counts: {error}"));
        let answer = self.answer(spec)?.and_then(|answer| read(&answer));
        Ok(answer.map_err(|reason| format!("the counting process {reason}")))
    }

    /// What the process writes, or how it ended.
    fn answer(&self, spec: &Spec) -> Result<Result<Vec<u8>, String>, BenchError> {
        let Output { status, stdout, .. } = self.output(spec).map_err(BenchError::Start)?;
        if status.signal().is_some_and(|signal| INTERRUPTIONS.contains(&signal)) {
            return Err(BenchError::Interrupted);
        }
        Ok(if status.success() { Ok(stdout) } else { Err(death(status)) })
    }

    /// What goes wrong is said on the common standard error.
    fn output(&self, spec: &Spec) -> io::Result<Output> {
        let text = serde_json::to_string(spec)?;
        let mut command = Command::new(&self.program);
        let mut child = command.args(&self.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // A process that does not listen says so by its status.
            let _ = input.write_all(text.as_bytes());
        }
        child.wait_with_output()
    }
}

/// How a process ended that should have answered.
fn death(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(9), _) => "was killed (signal 9); perhaps the machine has no memory left".into(),
        (Some(signal), _) => format!("was killed by signal {signal}"),
        (None, code) => format!("ended with status {}", code.unwrap_or_default()),
    }
}

/// What tells a sample from others.
fn place(record: &Record) -> (Cell, u32, bool) {
    (record.cell.clone(), record.sample.number, record.sample.warm_up)
}

/// A record that another attempt would not change: what failed, or did not fit into memory, may succeed later.
fn is_settled(record: &Record) -> bool {
    matches!(record.status, Status::Ok | Status::Broken { .. }) || record.workload.is_none()
}

/// Measures what is not recorded yet, and what failed, in the plan's order.
///
/// *Errors*: results that cannot be kept, no processes, Ctrl-C, results of another run. At most the running sample is lost.
pub fn run(plan: &Plan, store: &mut Store, processes: &Processes, observe: &mut dyn FnMut(Event<'_>)) -> Result<Summary, BenchError> {
    same_runs(plan, store)?;
    let mut counts = Counts::new(processes.count.as_ref(), store.kept());
    let mut settled: BTreeSet<_> = store.kept().iter().filter(|record| is_settled(record)).map(place).collect();
    for at in 0..plan.order.len() {
        let draft = plan.draft(at);
        if settled.contains(&place(&draft)) {
            continue;
        }
        let cell = &plan.cells[plan.order[at].0];
        observe(Event::Begins { recorded: settled.len(), total: plan.order.len(), cell });
        settled.insert(place(&draft));
        let spec = plan.spec(at).and_then(|spec| no_room(cell).map_or(Ok(spec), Err));
        let record = match spec {
            Ok(spec) => {
                let counted = counts.of(cell, &spec, observe)?;
                let mut record = processes.sample.measure(&spec)?;
                counted.into_iter().for_each(|counted| counted.complete(&mut record));
                record
            }
            Err(reason) => Record { status: Status::Skipped { reason }, ..draft },
        };
        store.append(record)?;
        store.kept().last().into_iter().for_each(|record| observe(Event::Recorded(record)));
    }
    Ok(Summary::of(store.kept()))
}

/// Why a cell's proof cannot fit now, if it cannot.
pub fn no_room(cell: &PlannedCell) -> Option<String> {
    too_large(cell.estimate.memory_bytes, memory_bytes("MemAvailable"))
}

fn too_large(predicted: u64, available: Option<u64>) -> Option<String> {
    let available = available.filter(|available| predicted > *available)?;
    Some(format!("it takes about {} MiB of memory, and {} MiB are free", predicted >> 20, available >> 20))
}

/// Samples that were recorded before must be of the runs that are planned now, measured by the same program on the same processor.
fn same_runs(plan: &Plan, store: &Store) -> Result<(), BenchError> {
    let program = |provenance: &Provenance| (provenance.sources.clone(), provenance.profile.clone(), provenance.cpu.clone());
    if store.kept().iter().any(|record| program(&record.provenance) != program(&plan.provenance)) {
        return Err(BenchError::OtherProgram { folder: store.folder() });
    }
    let digest = |workload: &Workload| [&workload.elf_digest, &workload.input_digest, &workload.trace_digest].map(String::clone);
    let planned = |planned: &PlannedCell| (planned.cell.clone(), planned.run.as_ref().ok().map(|run| digest(&run.workload)));
    let digests: BTreeMap<_, _> = plan.cells.iter().map(planned).collect();
    let other = |record: &&Record| digests.get(&record.cell) != Some(&record.workload.as_ref().map(digest));
    match store.kept().iter().find(other) {
        Some(record) => Err(BenchError::OtherRun { folder: store.folder(), program: record.cell.program.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
