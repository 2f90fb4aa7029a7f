//! The command line.

pub mod predict;
pub mod profile;
pub mod results;

use crate::error::Failure;
use crate::files;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use instructions::{Isa, MemoryLayout};
use jolt_core::{JoltConfig, ParametersOf};
use pcs::{Parameters, SetupKind, SrsSource};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Prove and verify runs of RISC-V programs. Not audited, not zero-knowledge, about 100 bits of security.
#[derive(Parser, Debug)]
#[command(name = "joltlab", version, arg_required_else_help = true)]
pub struct Arguments {
    /// Number of threads; all cores by default. Proof bytes do not depend on it.
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// What is logged to stderr.
    #[arg(long, global = true, value_enum, value_name = "LEVEL", default_value = "off")]
    pub log: LogLevel,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How much is logged.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Emulate a program: output, exit code, trace rows; where they go (--hot, --flamegraph), what happens (--trace)
    Run(Run),
    /// Compare the witness of a run with every constraint, without cryptography
    Check(Check),
    /// Trace, prove and verify a run
    Prove(Prove),
    /// Write a verifying key
    Setup(Setup),
    /// Verify a proof
    Verify(Verify),
    /// Describe a program, proof, key or structured reference string: sizes, functions, warnings, layout, proof bytes by part
    Info(Info),
    /// Describe an instruction: encoding, decomposition, subtables, collation, virtual sequence
    Explain(Explain),
    /// Make, import or describe a structured reference string, for configurations that need one
    #[command(subcommand)]
    Srs(Srs),
    /// List the configurations
    Configs(Configs),
    /// Measure an experiment: each sample in a process of its own, its record in DIR/records.jsonl
    Bench(Bench),
    /// Measures one sample for `bench`: a specification on stdin, a record on stdout
    #[command(hide = true)]
    BenchSample,
    /// Write the folder of a new guest
    New(New),
    /// Build a guest with the toolchain that is installed
    Build(Build),
    /// Write a page, tables and plots from a folder of records
    Report(results::Report),
    /// Predict CPU time, memory and proof bytes from operation counts and what operations take on this machine
    Predict(predict::Predict),
    /// Say what changed between two files of records; status 1 if something became worse
    Compare(results::Compare),
}

#[derive(Args, Debug)]
pub struct New {
    /// Folder to be made; its last part is the guest's name
    #[arg(value_name = "NAME")]
    pub path: PathBuf,
    /// Language of the guest
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value = "rust")]
    pub lang: Language,
}

/// A language that guests are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    C,
    Rust,
}

impl Language {
    /// The file that a new guest's program is in.
    pub fn main(self) -> &'static str {
        match self {
            Self::C => "main.c",
            Self::Rust => "src/main.rs",
        }
    }
}

#[derive(Args, Debug)]
pub struct Build {
    /// Folder of the guest
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Write the program to this file; DIR/NAME.elf by default
    #[arg(short, long, value_name = "ELF")]
    pub output: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub enum Srs {
    /// Make one from a public seed: for experiments alone, anybody can forge proofs
    New(SrsNew),
    /// Take one from the powers-of-tau file of a ceremony (snarkjs' .ptau)
    Import(SrsImport),
    /// Check a file and describe it
    Info(SrsInfo),
}

#[derive(Args, Debug)]
pub struct SrsNew {
    /// Says that everybody knows the secret; there is no other way to make one
    #[arg(long, required = true)]
    pub insecure_test: bool,
    /// log2 of the number of powers: that of the longest column, at least 16, or the trace or the memory that it touches
    #[arg(long, value_name = "N", default_value_t = 18, value_parser = clap::value_parser!(u8).range(0..=24))]
    pub log_size: u8,
    /// Write the string to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct SrsImport {
    /// Powers-of-tau file
    pub file: PathBuf,
    /// log2 of the number of powers to take; all by default, and at most 24
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=24))]
    pub log_size: Option<u8>,
    /// Write the string to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct SrsInfo {
    /// File of a structured reference string
    pub file: PathBuf,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Run {
    /// RISC-V ELF file
    pub program: PathBuf,
    #[command(flatten)]
    pub input: InputFlags,
    #[command(flatten)]
    pub machine: MachineFlags,
    /// Print trace rows and instructions by function and by instruction, and the subtables that they read
    #[arg(long)]
    pub hot: bool,
    /// Write a flame graph of trace rows by call stack to this file, as SVG
    #[arg(long, value_name = "FILE")]
    pub flamegraph: Option<PathBuf>,
    /// Print these instructions, counted from 1, with what they did to registers and memory; the first 64 without a value
    #[arg(long, value_name = "FROM..TO", num_args = 0..=1, default_missing_value = "..", value_parser = window)]
    pub trace: Option<Window>,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

/// Instructions of a run, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first one, from 1.
    pub first: u64,
    /// The last one.
    pub last: u64,
}

/// `FROM..TO`; either end may be left out.
pub fn window(text: &str) -> Result<Window, String> {
    const DEFAULT: u64 = 64;
    let number = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
    let ends = text.split_once("..").and_then(|(first, last)| Some((number(first)?, number(last)?)));
    let (first, last) = ends.ok_or("not a window of instructions; write FROM..TO, such as 1..64, and the program before --trace")?;
    let first: u64 = first.unwrap_or(1);
    let last = last.unwrap_or(first.saturating_add(DEFAULT - 1));
    if first == 0 || last < first {
        return Err("an empty window; instructions count from 1, and both ends belong to it".into());
    }
    Ok(Window { first, last })
}

#[derive(Args, Debug)]
pub struct Check {
    /// RISC-V ELF file
    pub program: PathBuf,
    #[command(flatten)]
    pub input: InputFlags,
    #[command(flatten)]
    pub machine: MachineFlags,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Prove {
    /// RISC-V ELF file
    pub program: PathBuf,
    #[command(flatten)]
    pub input: InputFlags,
    #[command(flatten)]
    pub machine: MachineFlags,
    #[command(flatten)]
    pub config: ConfigFlags,
    /// Write the proof to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub profile: profile::ProfileFlags,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Setup {
    /// RISC-V ELF file
    pub program: PathBuf,
    #[command(flatten)]
    pub machine: MachineFlags,
    #[command(flatten)]
    pub config: ConfigFlags,
    /// log2 of the largest number of steps that the key covers
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u8).range(1..=30))]
    pub max_log_cycles: u8,
    /// Write the key to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
#[group(id = "what", required = true, multiple = false, args = ["program", "vk"])]
pub struct Verify {
    /// Proof file
    pub proof: PathBuf,
    /// RISC-V ELF file of the program
    #[arg(long, value_name = "ELF")]
    pub program: Option<PathBuf>,
    /// Verifying key of the program
    #[arg(long, value_name = "FILE")]
    pub vk: Option<PathBuf>,
    #[command(flatten)]
    pub machine: MachineFlags,
    #[command(flatten)]
    pub config: ConfigFlags,
    #[command(flatten)]
    pub input: PublicInput,
    /// Exit code that the run must have
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub expect_exit: u32,
    /// Output that the run must have, in hexadecimal
    #[arg(long, value_name = "HEX", value_parser = hex)]
    pub expect_output_hex: Option<Bytes>,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Info {
    /// ELF file, proof or key
    pub file: PathBuf,
    #[command(flatten)]
    pub machine: MachineFlags,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Explain {
    /// Mnemonic, such as `xor` or `lb`, or a lookup instruction, such as `SEXT_B`
    pub instruction: String,
}

#[derive(Args, Debug)]
pub struct Configs {
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Bench {
    /// Experiment file (TOML), such as those in bench-harness/experiments
    pub experiment: PathBuf,
    /// Folder of the results; results/NAME by default
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Continue a run that was killed
    #[arg(long)]
    pub resume: bool,
    /// Show what would be measured, with predictions, and measure nothing
    #[arg(long, conflicts_with_all = ["resume", "profile"])]
    pub dry_run: bool,
    /// Afterwards prove every cell once more and record a profile, in OUT/profiles
    #[arg(long, value_enum, value_name = "KIND")]
    pub profile: Option<profile::Kind>,
}

/// Bytes given in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

/// Two digits a byte, with or without `0x`.
pub fn hex(text: &str) -> Result<Bytes, String> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let nibbles: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
    let nibbles = nibbles.ok_or("not hexadecimal; use the digits 0-9 and a-f")?;
    if nibbles.len() % 2 != 0 {
        return Err("an odd number of digits; give two for each byte".into());
    }
    Ok(Bytes(nibbles.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()))
}

/// Hexadecimal digits of bytes.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Args, Debug)]
#[group(id = "public input", multiple = false, args = ["input_str", "input_hex", "input_file"])]
pub struct PublicInput {
    /// Public input as text
    #[arg(long, value_name = "S")]
    pub input_str: Option<String>,
    /// Public input in hexadecimal
    #[arg(long, value_name = "H", value_parser = hex)]
    pub input_hex: Option<Bytes>,
    /// Public input from a file
    #[arg(long, value_name = "F")]
    pub input_file: Option<PathBuf>,
}

impl PublicInput {
    /// The bytes.
    pub fn read(&self) -> Result<Vec<u8>, Failure> {
        match (&self.input_str, &self.input_hex, &self.input_file) {
            (Some(text), ..) => Ok(text.clone().into_bytes()),
            (_, Some(bytes), _) => Ok(bytes.0.clone()),
            (.., Some(path)) => files::read(path),
            _ => Ok(Vec::new()),
        }
    }
}

#[derive(Args, Debug)]
pub struct InputFlags {
    #[command(flatten)]
    pub public: PublicInput,
    /// Private advice in hexadecimal (the proof is not zero-knowledge)
    #[arg(long, value_name = "H", value_parser = hex, conflicts_with = "advice_file")]
    pub advice_hex: Option<Bytes>,
    /// Private advice from a file (the proof is not zero-knowledge)
    #[arg(long, value_name = "F")]
    pub advice_file: Option<PathBuf>,
}

impl InputFlags {
    /// The advice.
    pub fn advice(&self) -> Result<Vec<u8>, Failure> {
        match (&self.advice_hex, &self.advice_file) {
            (Some(bytes), _) => Ok(bytes.0.clone()),
            (_, Some(path)) => files::read(path),
            _ => Ok(Vec::new()),
        }
    }
}

/// Instruction sets by name.
fn isa() -> impl TypedValueParser<Value = Isa> {
    let unknown = "no such instruction set";
    PossibleValuesParser::new(Isa::ALL.iter().map(|isa| isa.name())).try_map(move |name| Isa::from_name(&name).ok_or(unknown))
}

#[derive(Args, Debug)]
pub struct MachineFlags {
    /// Instruction set that the program is decoded with
    #[arg(long, value_name = "ISA", default_value = Isa::default().name(), value_parser = isa())]
    pub isa: Isa,
    /// Bytes of memory, the I/O window included; a power of two
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 26)]
    pub memory: u64,
    /// Bytes of the I/O window, half of it for output, a quarter each for input and advice; a power of two
    #[arg(long, value_name = "BYTES", default_value_t = 1 << 16)]
    pub io_window: u64,
    /// Largest number of trace rows. Emulation also stops after as many instructions, each of which takes at least a row
    #[arg(long, value_name = "N", default_value_t = 1 << 24)]
    pub max_cycles: u64,
}

impl MachineFlags {
    /// The layout.
    pub fn layout(&self) -> Result<MemoryLayout, Failure> {
        let window = u32::try_from(self.io_window).unwrap_or(u32::MAX);
        let cells = u32::try_from(self.memory / 4).unwrap_or(u32::MAX);
        let layout = MemoryLayout::with_window(window, if self.memory.is_multiple_of(4) { cells } else { u32::MAX });
        layout.validate().map_err(|error| Failure::Input(error.to_string()))?;
        Ok(layout)
    }
}

#[derive(Args, Debug)]
pub struct ConfigFlags {
    /// How to prove; see `joltlab configs`
    #[arg(long, value_name = "NAME", default_value = "lasso-hyrax")]
    pub config: String,
    /// Structured reference string, for configurations that need one
    #[arg(long, value_name = "FILE")]
    pub srs: Option<PathBuf>,
    /// A structured reference string made on the spot from a public seed: anybody can forge proofs
    #[arg(long, conflicts_with = "srs")]
    pub insecure_test_srs: bool,
}

impl ConfigFlags {
    /// Whether the flags name a structured reference string.
    pub fn names_srs(&self) -> bool {
        self.srs.is_some() || self.insecure_test_srs
    }

    /// Reads the file, if the flags name one.
    pub fn srs(&self) -> Result<GivenSrs, Failure> {
        let file = self.srs.as_deref().map(files::read).transpose()?;
        Ok(GivenSrs { path: self.srs.clone(), file, insecure_test: self.insecure_test_srs })
    }
}

/// The structured reference string that the flags name.
#[derive(Debug)]
pub struct GivenSrs {
    path: Option<PathBuf>,
    file: Option<Vec<u8>>,
    insecure_test: bool,
}

impl GivenSrs {
    /// It, for a configuration.
    pub fn source<C: JoltConfig>(&self) -> Result<SrsSource<'_>, Failure> {
        let source = match &self.file {
            Some(bytes) => SrsSource::File(bytes),
            None if self.insecure_test => SrsSource::InsecureTest,
            None => SrsSource::None,
        };
        match (ParametersOf::<C>::KIND, source) {
            (SetupKind::Universal, SrsSource::None) => Err(Failure::Input(format!(
                "{} needs a structured reference string; give --srs FILE, or --insecure-test-srs for experiments",
                C::NAME
            ))),
            (SetupKind::Transparent, SrsSource::File(_) | SrsSource::InsecureTest) => {
                Err(Failure::Input(format!("{} needs no structured reference string; leave out --srs and --insecure-test-srs", C::NAME)))
            }
            (SetupKind::Universal, _) | (SetupKind::Transparent, SrsSource::None) => Ok(source),
        }
    }

    /// An error about it, with the name of the file.
    pub fn failure(&self, error: impl std::fmt::Display) -> Failure {
        match &self.path {
            Some(path) => Failure::Input(format!("{}: {error}", path.display())),
            None => Failure::input(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows() {
        let w = |first, last| Ok(Window { first, last });
        assert_eq!(window("5..7"), w(5, 7));
        assert_eq!(window("5..5"), w(5, 5));
        assert_eq!(window(".."), w(1, 64));
        assert_eq!(window("100.."), w(100, 163));
        assert_eq!(window("..9"), w(1, 9));
        assert_eq!(window("18446744073709551615.."), w(u64::MAX, u64::MAX));
        for bad in ["", "5", "guest.elf", "../guest.elf", "5..x", "0..4", "7..5", "1...3", "-1..3", "1..99999999999999999999"] {
            assert!(window(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_program_and_the_window() {
        let parse = |arguments: &[&str]| Arguments::try_parse_from([&["joltlab", "run"], arguments].concat());
        let run = |arguments: &[&str]| match parse(arguments).unwrap().command {
            Command::Run(run) => run.trace,
            other => panic!("{other:?}"),
        };
        assert_eq!(run(&["a.elf"]), None);
        assert_eq!(run(&["a.elf", "--trace"]), Some(Window { first: 1, last: 64 }));
        assert_eq!(run(&["a.elf", "--trace", "--hot"]), Some(Window { first: 1, last: 64 }));
        assert_eq!(run(&["a.elf", "--trace", "3..4"]), Some(Window { first: 3, last: 4 }));
        assert_eq!(run(&["--trace=3..4", "a.elf"]), Some(Window { first: 3, last: 4 }));
        assert!(parse(&["--trace", "a.elf"]).unwrap_err().to_string().contains("the program before --trace"));
        assert!(parse(&["a.elf", "--isa", "rv64"]).is_err());
    }
}
