//! `joltlab prove`: trace, prove, verify.

use super::program::{Given, Loaded, given, load};
use crate::arguments::{GivenSrs, Prove, to_hex};
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files::Pending;
use crate::report::{self, SCHEMA};
use bench_harness::phases::Phases;
use bench_harness::resources::{Stopwatch, peak_rss_bytes};
use instructions::ExecutionTrace;
use jolt_core::{Inputs, Machine, Proof, ProvingConfig, ProvingKey};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
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
}

struct Job<'a> {
    loaded: Loaded,
    given: Given,
    trace: ExecutionTrace,
    phases: &'a Phases,
    srs: GivenSrs,
}

/// What a proof costs, and its file.
struct Done {
    proof: Proof,
    file: Vec<u8>,
    setup_seconds: f64,
    prove_seconds: f64,
    prove_cpu_seconds: Option<f64>,
    verify_seconds: f64,
    phases: Vec<(&'static str, f64)>,
}

impl Visitor for &Job<'_> {
    type Output = Result<Done, Failure>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let source = self.srs.source::<C>()?;
        let mut setup = Stopwatch::start();
        let machine = Arc::new(Machine::<C::Field>::new(self.loaded.program.clone(), self.loaded.layout).map_err(Failure::input)?);
        setup.stop();

        let _ = self.phases.take();
        let mut prove = Stopwatch::start();
        let inputs = Inputs { input: &self.given.input, advice: &self.given.advice };
        let span = tracing::info_span!("witness").entered();
        let witness = jolt_core::witness::<C>(&machine, &self.trace, inputs).map_err(Failure::input)?;
        drop(span);
        prove.stop();
        // The witness tells how large a key must be.
        setup.resume();
        let (shape, _) = witness.statement.shape(&machine).map_err(Failure::input)?;
        let parameters = jolt_core::parameters::<C>(&machine, &shape, source).map_err(|error| self.srs.failure(error))?;
        let key = ProvingKey::<C>::new(machine, &shape, &parameters).map_err(|error| self.srs.failure(error))?;
        setup.stop();
        prove.resume();
        let proof = Proof::prove(&key, &witness).map_err(Failure::input)?;
        prove.stop();
        let phases = self.phases.take().into_iter().map(|(name, time)| (name, time.as_secs_f64())).collect();
        drop(witness);

        let file = proof.encode();
        let start = Instant::now();
        let read = Proof::decode(&file).map_err(Failure::rejected)?;
        read.verify(key.verifying(), &self.given.input).map_err(Failure::rejected)?;
        let verify_seconds = start.elapsed().as_secs_f64();
        let (setup_seconds, prove_seconds) = (setup.seconds, prove.seconds);
        Ok(Done { proof, file, setup_seconds, prove_seconds, prove_cpu_seconds: prove.cpu_seconds, verify_seconds, phases })
    }
}

/// Proves a run and verifies the proof against the exit code that the run had.
pub fn prove(arguments: &Prove, phases: &Phases) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let given = given(&arguments.input)?;
    let file = arguments.output.as_deref().map(Pending::create).transpose()?;
    let start = Instant::now();
    let trace = loaded.trace(&given, &arguments.machine)?;
    let cycles = loaded.cycles(&trace, &arguments.machine)?;
    let trace_seconds = start.elapsed().as_secs_f64();
    let job = Job { loaded, given, trace, phases, srs: arguments.config.srs()? };
    let done = configurations::with(&arguments.config.config, &job)??;
    if let Some(file) = file {
        file.write(&done.file)?;
    }
    let report = Report {
        schema: SCHEMA,
        program: job.loaded.name.clone(),
        isa: arguments.machine.isa.name(),
        config: arguments.config.config.clone(),
        setup: jolt_core::setup_name(done.proof.provenance),
        cycles,
        padded_cycles: 1 << done.proof.statement.log_steps,
        instructions: job.trace.pcs.len(),
        exit_code: job.trace.exit_code,
        output_hex: to_hex(&job.trace.output),
        trace_seconds,
        setup_seconds: done.setup_seconds,
        prove_seconds: done.prove_seconds,
        prove_cpu_seconds: done.prove_cpu_seconds,
        verify_seconds: done.verify_seconds,
        proof_bytes: done.file.len(),
        proof_parts: done.proof.parts.iter().map(|part| (part.name.clone(), part.bytes)).collect(),
        peak_rss_bytes: peak_rss_bytes(),
        phases: done.phases.iter().copied().collect(),
        threads: rayon::current_num_threads(),
        verified: true,
    };
    if arguments.json { report::json(&report) } else { print(&report, &done, &job.trace.output) }
}

fn print(report: &Report, done: &Done, output: &[u8]) -> Result<(), Failure> {
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
    ])
}
