//! Experiments: files that say what is measured.
//!
//! ```
//! use bench_harness::experiment::Experiment;
//! let file = r#"
//! name = "example"
//! seed = 1
//! repeats = 3
//!
//! [[measure]]
//! programs = ["sha256"]
//! log_cycles = [14, 16]
//! configurations = ["lasso-hyrax", "lasso-zeromorph"]
//! threads = [1, 2]
//! "#;
//! let experiment = Experiment::parse(file, std::path::Path::new("."))?;
//! assert_eq!(experiment.measure[0].log_cycles, [14, 16]);
//! let error = Experiment::parse(&file.replace("lasso-hyrax", "lasso-hirax"), std::path::Path::new(".")).unwrap_err();
//! assert_eq!(error.to_string(), "line 9, `configurations`: no configuration is called `lasso-hirax`; did you mean `lasso-hyrax`?");
//! # Ok::<(), bench_harness::experiment::ExperimentError>(())
//! ```

mod check;
mod error;
mod file;

pub(crate) use check::{bytes, nearest};
pub use error::{ExperimentError, Problem};

use crate::digest::digest;
use crate::guests::Guest;
use instructions::Isa;
use std::path::{Path, PathBuf};

/// Largest `log_cycles`.
pub const MAX_LOG_CYCLES: u32 = crate::workload::MAX_LOG_CYCLES;
/// Largest number of threads.
pub const MAX_THREADS: u32 = 1024;
/// Largest number of repeats and of warm-ups.
pub const MAX_REPEATS: u32 = 1000;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Its name: that of its results.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// BLAKE2b-256 of the file.
    pub digest: String,
    /// Seed of the order.
    pub seed: u64,
    /// Samples of each cell.
    pub repeats: u32,
    /// Samples of each cell before those, in no statistics.
    pub warm_ups: u32,
    /// How often each proof is verified; the least time counts.
    pub verifications: u32,
    /// Whether the operations of one proof of each cell are counted.
    pub operations: bool,
    /// What is measured, table by table.
    pub measure: Vec<Measure>,
}

/// One table of an experiment: every program at every size with every configuration and number of threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Line of the table in the file.
    pub line: usize,
    /// The programs.
    pub programs: Vec<ProgramChoice>,
    /// What becomes of a program without a run of some size.
    pub unfit: Unfit,
    /// Sizes; empty if the input is given.
    pub log_cycles: Vec<u32>,
    /// The input of every run, if it is given.
    pub input: Option<GivenInput>,
    /// Names of configurations.
    pub configurations: Vec<String>,
    /// Numbers of threads; none is all cores.
    pub threads: Option<Vec<u32>>,
}

/// What becomes of a program without a run of some size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is an error: the file names the program.
    Refuse,
    /// Its samples are skipped: the file names all programs.
    Skip,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgramChoice {
    /// One of the repository's.
    Guest(Guest),
    /// A file.
    File {
        /// Where it lies.
        path: PathBuf,
        /// Instruction set that it is decoded with.
        isa: Isa,
    },
}

impl ProgramChoice {
    /// Name in records: no folders.
    pub fn name(&self) -> String {
        match self {
            Self::Guest(guest) => guest.name.clone(),
            Self::File { path, .. } => path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        }
    }
}

/// A given input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenInput {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Those of a file.
    File(PathBuf),
}

impl Experiment {
    /// Reads a file; paths in it are relative to its folder.
    ///
    /// *Errors*: as [`Self::parse`], or a file that cannot be read.
    pub fn read(path: &Path) -> Result<(Self, String), ExperimentError> {
        let io = |source| ExperimentError::Io { path: path.display().to_string(), source };
        let text = std::fs::read_to_string(path).map_err(io)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        Ok((Self::parse(&text, folder)?, text))
    }

    /// Reads the text of a file.
    ///
    /// *Errors*: the first thing that is malformed, unknown or contradictory, with its line and key.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ExperimentError> {
        let file: file::File = toml::from_str(text).map_err(|error| ExperimentError::syntax(text, &error))?;
        check::Checker { text, folder }.experiment(file, digest(text.as_bytes()))
    }
}

#[cfg(test)]
mod tests;
