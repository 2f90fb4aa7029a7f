//! `joltlab bench`: an experiment, each sample in a process of its own.

mod profiles;

use crate::arguments::Bench;
use crate::companion;
use crate::error::Failure;
use crate::{profile, report};
use bench_harness::bench::{self, BenchError, Event, Launcher, Processes, Summary};
use bench_harness::counting;
use bench_harness::experiment::{Experiment, ExperimentError};
use bench_harness::kernels::units;
use bench_harness::phases::Phases;
use bench_harness::plan::{Plan, PlannedCell};
use bench_harness::record::{Cell, Record};
use bench_harness::sample::{self, SampleError};
use bench_harness::store::{Existing, Store, StoreError};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name of the command that measures one sample.
const SAMPLE: &str = "bench-sample";
/// Where results go without `--out`.
const RESULTS: &str = "results";

/// Runs an experiment, or shows what it comes to.
pub fn run(arguments: &Bench) -> Result<(), Failure> {
    let (experiment, text) = Experiment::read(&arguments.experiment).map_err(|error| match error {
        ExperimentError::Io { .. } => Failure::input(error),
        error => Failure::Input(format!("{}: {error}", arguments.experiment.display())),
    })?;
    let out = arguments.out.clone().unwrap_or_else(|| PathBuf::from(RESULTS).join(&experiment.name));
    let mut plan = Plan::new(experiment).map_err(|error| Failure::Input(format!("{}: {error}", arguments.experiment.display())))?;
    for name in plan.unmodelled() {
        eprintln!("warning: the cost model has no {name}: its estimates are the largest of all configurations");
    }
    if arguments.dry_run {
        return show(&plan);
    }
    arguments.profile.map_or(Ok(()), profile::available)?;
    let processes = processes(plan.experiment.operations)?;
    let existing = if arguments.resume { Existing::Resume } else { Existing::Refuse };
    let mut store = Store::open(&out, &text, existing).map_err(unkept)?;
    plan.set_units(units().map_err(|error| Failure::Machine(error.to_string()))?);
    let mut progress = Progress::new(plan.order.len());
    let summary = bench::run(&plan, &mut store, &processes, &mut |event| progress.observe(&event));
    progress.bar.finish_and_clear();
    let summary = summary.map_err(failure)?;
    arguments.profile.map_or(Ok(()), |kind| profiles::record(&plan, kind, &out))?;
    conclude(summary, &out)
}

/// Measures one sample; [`run`] starts it.
pub fn answer(phases: &Phases) -> Result<(), Failure> {
    sample::answer(std::io::stdin(), std::io::stdout(), phases).map_err(unanswered)
}

/// The processes that measure and, if asked for, count.
fn processes(operations: bool) -> Result<Processes, Failure> {
    // On Linux the program that runs, whatever becomes of its file.
    let own = PathBuf::from("/proc/self/exe");
    let program = if own.exists() { Ok(own) } else { std::env::current_exe() };
    let program = program.map_err(|error| Failure::Machine(format!("cannot find this program: {error}")))?;
    let launcher = |program, command: &str| Launcher { program, arguments: vec![command.into()] };
    let count = match operations {
        true => {
            Some(launcher(companion::find("leave operations out with `operations = false`").map_err(Failure::input)?, counting::COMMAND))
        }
        false => None,
    };
    Ok(Processes { sample: launcher(program, SAMPLE), count })
}

/// Why a process that was started for a part of an experiment ends without success.
pub fn unanswered(error: SampleError) -> Failure {
    match error {
        SampleError::Spec(_) => Failure::input(error),
        SampleError::Io(_) | SampleError::Threads { .. } | SampleError::Uncounted(_) => Failure::Machine(error.to_string()),
    }
}

fn unkept(error: StoreError) -> Failure {
    match error {
        StoreError::DiskFull { .. } | StoreError::Io { .. } | StoreError::Encoding(_) => Failure::Machine(error.to_string()),
        error => Failure::input(error),
    }
}

fn failure(error: BenchError) -> Failure {
    match error {
        BenchError::Store(error) => unkept(error),
        BenchError::OtherRun { .. } | BenchError::OtherProgram { .. } => Failure::input(error),
        BenchError::Start(_) | BenchError::Interrupted => Failure::Machine(error.to_string()),
    }
}

fn conclude(summary: Summary, out: &Path) -> Result<(), Failure> {
    let Summary { ok, failed, skipped, broken } = summary;
    let text = format!("{ok} samples ok, {failed} failed, {skipped} skipped, {broken} broken, in {}", out.display());
    if failed + broken > 0 { Err(Failure::Rejected(format!("{text}; records.jsonl says why"))) } else { report::line(&text) }
}

fn name(cell: &Cell) -> String {
    let Cell { program, log_cycles, configuration, threads, .. } = cell;
    format!("{program:<12} 2^{log_cycles:<2}  {configuration:<16} {threads} thread{}", if *threads == 1 { " " } else { "s" })
}

/// A bar on a terminal, and a line for each sample.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new(total: usize) -> Self {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(total as u64) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("[{bar:28}] {pos}/{len} {elapsed}, {eta} left  {msg}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { bar }
    }

    fn line(&self, text: &str) {
        if self.bar.is_hidden() { eprintln!("{text}") } else { self.bar.println(text) }
    }

    fn observe(&mut self, event: &Event<'_>) {
        match event {
            Event::Begins { recorded, total, cell } => {
                self.bar.set_position(*recorded as u64);
                let memory = format!("about {} MiB", cell.estimate.memory_bytes >> 20);
                self.bar.set_message(format!("{}, {memory}", name(&cell.cell)));
                if self.bar.is_hidden() {
                    self.line(&format!("{:>3}/{total}  {}  {memory}", recorded + 1, name(&cell.cell)));
                }
            }
            Event::Counting(cell) => {
                self.bar.set_message(format!("{}, counting operations", name(&cell.cell)));
                if self.bar.is_hidden() {
                    self.line("         counting operations");
                }
            }
            Event::NotCounted { cell, reason } => {
                self.line(&format!("         {}  operations are not counted: {reason}", name(&cell.cell)));
            }
            Event::Recorded(record) => {
                self.bar.inc(1);
                self.line(&format!("         {}  {}", name(&record.cell), result(record)));
            }
        }
    }
}

fn result(record: &Record) -> String {
    let Record { status, times: Some(times), proof: Some(proof), memory, sample, .. } = record else {
        return format!("{}: {}", record.status.name(), record.status.reason().unwrap_or_default());
    };
    let megabytes = memory.peak_rss_bytes.map_or("unknown".into(), |bytes| format!("{} MiB", bytes >> 20));
    let remark = match (status.reason(), sample.warm_up) {
        (Some(reason), _) => format!("  {}: {reason}", status.name()),
        (None, true) => "  warm-up".into(),
        (None, false) => String::new(),
    };
    format!(
        "prove {:.2} s, verify {:.0} ms, {} bytes, {megabytes}{remark}",
        times.prove_seconds,
        1000.0 * times.verify_seconds,
        proof.bytes
    )
}

/// Cells with what they will take.
fn show(plan: &Plan) -> Result<(), Failure> {
    let (warm_ups, repeats) = (plan.experiment.warm_ups, plan.experiment.repeats);
    report::line(&format!("{}: {} cells, {repeats} samples and {warm_ups} warm-ups of each", plan.experiment.name, plan.cells.len()))?;
    let mut seconds = 0.0;
    for cell in &plan.cells {
        seconds += cell.estimate.user_seconds / f64::from(cell.cell.threads) * f64::from(warm_ups + repeats);
        report::line(&row(cell)?)?;
    }
    report::line(&format!("about {:.0} s of proving in all; set-up, verification and counting come besides", seconds))
}

fn row(planned: &PlannedCell) -> Result<String, Failure> {
    let PlannedCell { cell, run, estimate } = planned;
    let run = match run {
        Ok(run) => run,
        Err(reason) => return Ok(format!("{}  skipped: {reason}", name(cell))),
    };
    let bytes = planned.proof_bytes().map_err(Failure::input)?;
    let bytes = if bytes.least == bytes.most { bytes.least.to_string() } else { format!("{} to {}", bytes.least, bytes.most) };
    let size = run.workload.input_size.map_or("given".to_string(), |size| format!("{} {size}", run.workload.input_rule));
    Ok(format!(
        "{}  input {size}: {} rows, about {:.1} CPU s, {} MiB, proof {bytes} bytes",
        name(cell),
        run.workload.cycles,
        estimate.user_seconds,
        estimate.memory_bytes >> 20
    ))
}
