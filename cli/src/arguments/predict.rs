//! Flags of `joltlab predict`.

use clap::Args;
use std::path::PathBuf;

/// Largest size that there are keys for, log2.
const SIZES: std::ops::RangeInclusive<i64> = 8..=24;

#[derive(Args, Debug)]
pub struct Predict {
    /// How it would be proved, or `all`; see `joltlab configs`
    #[arg(long, value_name = "NAME", default_value = "all")]
    pub configuration: String,
    /// log2 of the padded number of rows, several with commas
    #[arg(long, value_name = "N,..", value_delimiter = ',', default_value = "14,16,18,20", value_parser = clap::value_parser!(u32).range(SIZES))]
    pub log_cycles: Vec<u32>,
    /// Nanoseconds by operation, as --json prints them; measured on this machine by default
    #[arg(long, value_name = "FILE")]
    pub units: Option<PathBuf>,
    /// Cost model; that of the project by default
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Fit a cost model to these results instead: folders with records.jsonl
    #[arg(long, value_name = "DIR", num_args = 1.., requires = "output", conflicts_with_all = ["configuration", "log_cycles", "units", "model", "json"])]
    pub fit: Vec<PathBuf>,
    /// Write the fitted model to this file
    #[arg(short, long, value_name = "FILE", requires = "fit")]
    pub output: Option<PathBuf>,
    /// Print one JSON object on stdout
    #[arg(long)]
    pub json: bool,
}
