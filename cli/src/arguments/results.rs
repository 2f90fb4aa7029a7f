//! Flags of the commands that read records.

use bench_harness::metric::Metric;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct Report {
    /// Folder with records.jsonl
    pub folder: PathBuf,
    /// Figures reported elsewhere, printed beside measurements; those of the project by default
    #[arg(long, value_name = "FILE")]
    pub reported: Option<PathBuf>,
    /// Leave figures reported elsewhere out
    #[arg(long, conflicts_with = "reported")]
    pub no_reported: bool,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct Compare {
    /// Old records: a file, or a folder with records.jsonl
    pub old: PathBuf,
    /// New records
    pub new: PathBuf,
    /// Changes up to this do not matter
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = percent)]
    pub threshold: f64,
    /// What is compared
    #[arg(long, value_enum, default_value = "prove")]
    pub metric: Quantity,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}

/// What records are compared by.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Quantity {
    /// Wall-clock time of the prover
    Prove,
    /// CPU time of the prover, all threads
    Cpu,
    /// Time of the verifier
    Verify,
    /// Bytes of the proof
    Bytes,
    /// Peak memory
    Memory,
}

impl Quantity {
    /// The quantity of the records.
    pub fn metric(self) -> Metric {
        match self {
            Self::Prove => Metric::Prove,
            Self::Cpu => Metric::Cpu,
            Self::Verify => Metric::Verify,
            Self::Bytes => Metric::Bytes,
            Self::Memory => Metric::Memory,
        }
    }
}

fn percent(text: &str) -> Result<f64, String> {
    let number: f64 = text.trim_end_matches('%').trim().parse().map_err(|_| "not a number; give percent, such as 5".to_string())?;
    if (0.0..=1000.0).contains(&number) { Ok(number) } else { Err("out of range; give 0 to 1000 percent".into()) }
}
