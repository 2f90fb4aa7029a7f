//! The program `joltlab`: runs, checks, proves and verifies RISC-V programs.
//!
//! Two binaries share it: `joltlab`, and `joltlab-heap` with an allocator that can be watched and a command that counts operations.
//!
//! Exit status: 0 accepted or done; 1 a readable proof that is not accepted, a violation that `check` found, a change for the worse that
//! `compare` found, or samples of `bench` that failed; 2 bad flags, an unreadable file, a bad ELF or key, a guest that traps; 3 the machine failed us (I/O, memory).

mod arguments;
mod commands;
mod companion;
mod configurations;
mod error;
mod files;
mod profile;
mod progress;
mod report;
mod template;
mod toolchain;

use arguments::{Arguments, Command};
use bench_harness::phases::Phases;
use bench_harness::sample::SampleError;
use clap::Parser;
use error::Failure;
pub use profile::Allocator;
use profile::{Doer, Recording};
use progress::Bar;
use std::io::{self, Stdin, Stdout};
use std::process::ExitCode;

/// Does what the process's arguments ask for.
pub fn main(allocator: Allocator) -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let text = error.to_string();
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let message: Vec<&str> = lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")).collect();
            eprintln!("{}; see joltlab [COMMAND] --help", message.join("; "));
            return ExitCode::from(2);
        }
        Err(help) => {
            // A closed pipe is the reader's choice.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
    };
    conclude(run(&arguments, allocator))
}

/// Counts the operations of one proof for `joltlab bench`, with the function of [`bench_harness::counting`] that does it.
pub fn count(answer: impl FnOnce(Stdin, Stdout) -> Result<(), SampleError>) -> ExitCode {
    conclude(answer(io::stdin(), io::stdout()).map_err(commands::bench::unanswered))
}

/// The exit status, after the error's line.
fn conclude(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !matches!(failure, Failure::Said(_)) {
                eprintln!("error: {failure}");
            }
            eprint!("{}", failure.details());
            ExitCode::from(failure.status())
        }
    }
}

fn run(arguments: &Arguments, allocator: Allocator) -> Result<(), Failure> {
    if allocator == Allocator::Watched && matches!(arguments.command, Command::Bench(_) | Command::BenchSample) {
        return Err(Failure::Input(
            "joltlab-heap watches its memory, which takes time: it is never what is timed; use joltlab bench".into(),
        ));
    }
    if profile::delegate(&arguments.command, allocator)? == Doer::Another {
        return Ok(());
    }
    if let Some(threads) = arguments.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get());
        pool.build_global().map_err(|error| Failure::Machine(format!("cannot start {threads} threads: {error}")))?;
    }
    // The process that starts a sample's has a bar of its own.
    let bar = if matches!(arguments.command, Command::BenchSample) { Bar::Hidden } else { Bar::OnTerminal };
    let mut recording = Recording::begin(&arguments.command)?;
    let phases = progress::install(arguments.log, bar, &mut recording)?;
    perform(&arguments.command, &phases, &recording)?;
    recording.end()
}

fn perform(command: &Command, phases: &Phases, recording: &Recording) -> Result<(), Failure> {
    match command {
        Command::Run(run) => commands::run::run(run),
        Command::Check(check) => commands::check::check(check),
        Command::Prove(prove) => commands::prove::prove(prove, phases, recording),
        Command::Setup(setup) => commands::setup::setup(setup),
        Command::Verify(verify) => commands::verify::verify(verify),
        Command::Info(info) => commands::info::info(info),
        Command::Explain(explain) => commands::explain::explain(explain),
        Command::Srs(srs) => commands::srs::srs(srs),
        Command::Configs(configs) => commands::configs::configs(configs),
        Command::New(new) => commands::new::new(new),
        Command::Build(build) => commands::build::build(build),
        Command::Bench(bench) => commands::bench::run(bench),
        Command::BenchSample => commands::bench::answer(phases),
        Command::Report(report) => commands::report_page::report(report),
        Command::Predict(predict) => commands::predict::predict(predict),
        Command::Compare(compare) => commands::compare::compare(compare),
    }
}
