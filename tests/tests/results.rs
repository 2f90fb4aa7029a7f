//! Every guest at 2^16 rows in every configuration.
//!
//! The test looks whether the sizes in `guests/guests.json` fill 2^16 rows, and proves one run.
//! `JOLTLAB_RESULTS=1 cargo test --release -p joltlab-tests --test results` proves and verifies them all, which takes some minutes, and
//! writes `tests/results/guests.md`.

use instructions::{Bytecode, MemoryLayout};
use jolt_core::CONFIGURATIONS;
use joltlab_tests::guests::{Given, Guest, executables, load, repository};
use joltlab_tests::programs::Workload;
use joltlab_tests::proving::{Proved, proved};
use std::fmt::Write;

const ROWS: u64 = 1 << 16;

/// An executable of a guest with the largest input whose trace fits, or with its smallest one if no input fills half of the rows.
struct Run {
    executable: Guest,
    size: u64,
    fills: bool,
    workload: Workload,
}

fn runs() -> Vec<Run> {
    executables().into_iter().map(run).collect()
}

fn run(executable: Guest) -> Run {
    let filling = executable.sizes.get(&ROWS).copied();
    let size = filling.unwrap_or(executable.smallest);
    let Given { input, advice } = executable.rule.given(size);
    let layout = MemoryLayout::default();
    let workload = Workload { program: load(&executable.name, &layout), layout, input, advice };
    assert_eq!(workload.program.isa, executable.isa, "{}", executable.name);
    Run { executable, size, fills: filling.is_some(), workload }
}

impl Run {
    fn name(&self) -> &str {
        &self.executable.name
    }

    /// Instructions and rows; the run must succeed.
    fn counts(&self) -> (usize, usize) {
        let trace = self.workload.trace().unwrap_or_else(|trap| panic!("{}: {trap}", self.name()));
        assert_eq!(trace.exit_code, 0, "{}", self.name());
        let bytecode = Bytecode::build(&self.workload.program).unwrap_or_else(|error| panic!("{}: {error}", self.name()));
        (trace.pcs.len(), trace.pcs.iter().map(|&pc| bytecode.row_count_of(pc)).sum())
    }

    /// The line of a proof.
    fn line(&self, configuration: &str, proof: &Proved) -> String {
        let (instructions, rows) = self.counts();
        assert_eq!((proof.sizes.rows, proof.sizes.exit_code), (rows, 0), "{}", self.name());
        let (isa, size, bytes) = (self.executable.isa.name(), self.size, proof.bytes);
        let (prove, verify) = (proof.prove.as_secs_f64(), 1000.0 * proof.verify.as_secs_f64());
        let name = self.name();
        format!("| `{name}` | {isa} | {size} | {instructions} | {rows} | `{configuration}` | {prove:.2} | {verify:.0} | {bytes} |")
    }
}

#[test]
fn sizes_fill_the_rows() {
    let runs = runs();
    for run in &runs {
        let (_, rows) = run.counts();
        assert!((rows as u64) <= ROWS && (!run.fills || rows as u64 > ROWS / 2), "{} with size {}: {rows} rows", run.name(), run.size);
    }
    assert!(runs.iter().filter(|run| run.fills).count() >= 20, "executables that fill the rows");
}

/// A proof of each run in each configuration, as a table.
fn table(runs: &[Run], configurations: &[&str]) -> String {
    let mut table = String::from(HEAD);
    for run in runs {
        for configuration in configurations {
            let line = run.line(configuration, &proved(configuration, &run.workload, run.name()));
            println!("{line}");
            writeln!(table, "{line}").expect("a text");
        }
    }
    let columns: Vec<usize> = table.lines().map(|line| line.matches('|').count()).collect();
    assert_eq!(columns, vec![columns[0]; 2 + runs.len() * configurations.len()], "{table}");
    table
}

#[test]
fn one_guest_is_proved_or_if_asked_for_every_guest_in_every_configuration() {
    let runs = runs();
    if std::env::var_os("JOLTLAB_RESULTS").is_none() {
        table(&runs[..1], &CONFIGURATIONS[..1]);
        return;
    }
    let table = table(&runs, CONFIGURATIONS);
    write_page(&format!("# Every guest at 2^16 rows in every configuration\n\n{INTRODUCTION}\n\n{}\n\n{table}", machine()));
}

const INTRODUCTION: &str = "\
Written by `JOLTLAB_RESULTS=1 cargo test --release -p joltlab-tests --test results`: each line is a proof that was made,
encoded, read again and verified. Sizes are those of [guests.json](../../guests/guests.json), the largest whose traces fit 2^16 rows; a
guest that cannot fill half of them runs with its smallest. Proving runs from program and input to the proof's bytes, emulation and witness
included, key set-up apart; one run each.";

const HEAD: &str = "| executable | set | size | instructions | rows | configuration | prove s | verify ms | proof bytes |
| --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |
";

/// Processor, cores and commit, as far as the system says them.
fn machine() -> String {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let commit = std::process::Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    let commit = commit.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores, commit `{}`.", model.map_or("Unnamed processor", |(_, name)| name), commit.trim())
}

fn write_page(page: &str) {
    let folder = repository("tests/results");
    std::fs::create_dir_all(&folder).expect("a folder");
    let temporary = folder.join("guests.md.tmp");
    std::fs::write(&temporary, page).expect("a file");
    std::fs::rename(&temporary, folder.join("guests.md")).expect("a file in the same folder");
}
