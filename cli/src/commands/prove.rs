//! `joltlab prove`: trace, prove, verify.

use super::program::{given, load};
use crate::arguments::{GivenSrs, Prove, to_hex};
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files::Pending;
use crate::profile::{Recording, Usage};
use crate::report::{self, SCHEMA};
use bench_harness::measure::{Costs, MeasureError, Run};
use bench_harness::phases::Phases;
use bench_harness::resources::{CpuTime, peak_rss_bytes};
use jolt_core::{Inputs, ProvingConfig};
use pcs::SrsSource;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;

#[derive(Serialize)]
struct Report {
    schema: u32,
    program: String,
    isa: &'static str,
    config: String,
    setup: String,
    cycles: usize,
    padded_cycles: usize,
    instructions: usize,
    exit_code: u32,
    output_hex: String,
    trace_seconds: f64,
    setup_seconds: f64,
    prove_seconds: f64,
    prove_cpu_seconds: Option<f64>,
    verify_seconds: f64,
    proof_bytes: usize,
    proof_parts: BTreeMap<String, u64>,
    peak_rss_bytes: Option<u64>,
    phases: BTreeMap<&'static str, f64>,
    threads: usize,
    verified: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    heap: Vec<Usage>,
}

/// The structured reference string, as a configuration wants it.
struct Source<'a>(&'a GivenSrs);

impl<'a> Visitor for Source<'a> {
    type Output = Result<SrsSource<'a>, Failure>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        self.0.source::<C>()
    }
}

fn failure(srs: &GivenSrs, error: MeasureError) -> Failure {
    match error {
        MeasureError::Keys(error) => srs.failure(error),
        MeasureError::Decode(_) | MeasureError::Rejected(_) => Failure::rejected(error),
        error => Failure::input(error),
    }
}

/// Proves a run and verifies the proof against the exit code that the run had.
pub fn prove(arguments: &Prove, phases: &Phases, recording: &Recording) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let given = given(&arguments.input)?;
    let file = arguments.output.as_deref().map(Pending::create).transpose()?;
    let start = Instant::now();
    let trace = loaded.trace(&given, &arguments.machine)?;
    let cycles = loaded.cycles(&trace, &arguments.machine)?;
    let trace_seconds = start.elapsed().as_secs_f64();
    let (name, srs) = (&arguments.config.config, arguments.config.srs()?);
    let run = Run {
        program: &loaded.program,
        layout: loaded.layout,
        trace: &trace,
        inputs: Inputs { input: &given.input, advice: &given.advice },
        srs: configurations::with(name, Source(&srs))??,
        phases,
        verifications: 1,
    };
    let measured = run.measure_with(name).ok_or_else(|| configurations::unknown(name))?;
    let done = measured.map_err(|error| failure(&srs, error))?;
    if let Some(file) = file {
        file.write(&done.file)?;
    }
    let report = Report {
        schema: SCHEMA,
        program: loaded.name.clone(),
        isa: arguments.machine.isa.name(),
        config: name.clone(),
        setup: jolt_core::setup_name(done.proof.provenance),
        cycles,
        padded_cycles: 1 << done.proof.statement.log_steps,
        instructions: trace.pcs.len(),
        exit_code: trace.exit_code,
        output_hex: to_hex(&trace.output),
        trace_seconds,
        setup_seconds: done.setup_seconds,
        prove_seconds: done.prove.seconds,
        prove_cpu_seconds: done.prove.cpu.map(CpuTime::total),
        verify_seconds: done.verify_seconds,
        proof_bytes: done.file.len(),
        proof_parts: done.proof.parts.iter().map(|part| (part.name.clone(), part.bytes)).collect(),
        peak_rss_bytes: peak_rss_bytes(),
        phases: done.phases.iter().copied().collect(),
        threads: rayon::current_num_threads(),
        verified: true,
        heap: recording.usage(),
    };
    if arguments.json { report::json(&report) } else { print(&report, &done, &trace.output) }
}

fn print(report: &Report, done: &Costs, output: &[u8]) -> Result<(), Failure> {
    let rate = report.cycles as f64 / report.prove_seconds / 1000.0;
    let memory = report.peak_rss_bytes.map_or("unknown".into(), |bytes| format!("{} MiB", bytes >> 20));
    report::table(&[
        ("program", format!("{} ({})", report.program, report.isa)),
        ("configuration", report.config.clone()),
        ("set-up", report.setup.clone()),
        ("exit code", report.exit_code.to_string()),
        ("output", report::bytes(output)),
        ("cycles", format!("{} of {}, from {} instructions", report.cycles, report.padded_cycles, report.instructions)),
        ("trace", format!("{:.3} s", report.trace_seconds)),
        ("key set-up", format!("{:.3} s", report.setup_seconds)),
        ("prove", format!("{:.3} s on {} threads, {rate:.1} thousand cycles a second", report.prove_seconds, report.threads)),
    ])?;
    for (name, seconds) in &done.phases {
        report::line(&format!("  {name:<10} {seconds:>8.3} s  {:>5.1} %", 100.0 * seconds / report.prove_seconds))?;
    }
    let flag =
        if report.exit_code == 0 { String::new() } else { format!(" (exit code {0}: verify needs --expect-exit {0})", report.exit_code) };
    report::table(&[
        ("peak memory", memory),
        ("proof", format!("{} bytes", report.proof_bytes)),
        ("verify", format!("{:.3} s: accepted{flag}", report.verify_seconds)),
    ])?;
    if report.heap.is_empty() { Ok(()) } else { print_heap(&report.heap) }
}

/// Memory by phase.
fn print_heap(rows: &[Usage]) -> Result<(), Failure> {
    let mebibytes = |bytes: u64| format!("{:.1}", bytes as f64 / f64::from(1 << 20));
    report::line(&format!("{:<12}{:>16}{:>12}{:>12}{:>20}", "memory", "allocated MiB", "blocks", "peak MiB", "held at end MiB"))?;
    rows.iter().try_for_each(|Usage { phase, allocated_bytes, allocated_blocks, peak_bytes, held_bytes }| {
        let (allocated, peak, held) = (mebibytes(*allocated_bytes), mebibytes(*peak_bytes), mebibytes(*held_bytes));
        report::line(&format!("  {phase:<10}{allocated:>16}{allocated_blocks:>12}{peak:>12}{held:>20}"))
    })
}
