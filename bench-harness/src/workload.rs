//! Runs to be measured: programs with inputs, traced by the emulator.

use crate::digest::{digest, digest_of_parts, digest_of_trace};
use crate::guests::{Given, Guest, InputRule};
use crate::record::Workload;
use instructions::{Bytecode, BytecodeError, ExecutionTrace, Isa, MemoryLayout, Program};
use std::io;
use std::path::{Path, PathBuf};
use tracer::{Cause, ElfError, MachineError, Trap};

/// A run must fill at least this share of its padded rows.
pub const LEAST_FILL: f64 = 0.7;

/// Largest number of rows of a given run, log2.
pub const MAX_LOG_CYCLES: u32 = 24;

/// A loaded program.
#[derive(Debug)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// Digest of the file.
    pub elf_digest: String,
    /// The program.
    pub program: Program,
    /// Where it lies in memory.
    pub layout: MemoryLayout,
    bytecode: Bytecode,
}

/// A run of it.
#[derive(Clone, Debug)]
pub struct TracedRun {
    /// Input and advice.
    pub given: Given,
    /// What was recorded.
    pub trace: ExecutionTrace,
    /// Rows, padding left out.
    pub cycles: u64,
}

impl TracedRun {
    /// log2 of the padded number of rows.
    pub fn log_cycles(&self) -> u32 {
        self.cycles.max(2).next_power_of_two().ilog2()
    }
}

/// Why there is nothing to measure.
#[derive(Debug, thiserror::Error)]
pub enum WorkloadError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is no program.
    #[error("{program}: {source}")]
    Elf {
        /// The program.
        program: String,
        /// What is wrong.
        source: ElfError,
    },
    /// The program has no table.
    #[error("{program}: {source}")]
    Bytecode {
        /// The program.
        program: String,
        /// What is wrong.
        source: BytecodeError,
    },
    /// The emulator cannot start.
    #[error("{program}: {source}")]
    Machine {
        /// The program.
        program: String,
        /// What is wrong.
        source: MachineError,
    },
    /// The run ends without an exit code.
    #[error("{program}: {source}")]
    Trap {
        /// The program.
        program: String,
        /// Where and why.
        source: Box<Trap>,
    },
    /// Not even the smallest input gives a run that fits and succeeds.
    #[error("no run of `{program}` fits 2^{log_cycles} rows; choose a larger log_cycles")]
    TooLarge {
        /// The program.
        program: String,
        /// Size asked for.
        log_cycles: u32,
    },
    /// No input fills the rows.
    #[error("no run of `{program}` fills {} % of 2^{log_cycles} rows: the largest that fits has {cycles} (size {size}); choose another log_cycles", 100.0 * LEAST_FILL)]
    TooSmall {
        /// The program.
        program: String,
        /// Size asked for.
        log_cycles: u32,
        /// Rows of the largest run that fits.
        cycles: u64,
        /// The rule's size parameter.
        size: u64,
    },
}

impl Subject {
    /// Loads an ELF file into the default layout.
    ///
    /// *Errors*: a file that cannot be read, or is no program.
    pub fn load(name: &str, path: &Path, isa: Isa) -> Result<Self, WorkloadError> {
        let (program_name, layout) = (name.to_string(), MemoryLayout::default());
        let bytes = std::fs::read(path).map_err(|source| WorkloadError::Io { path: path.display().to_string(), source })?;
        let program =
            tracer::load_elf(&bytes, isa, &layout).map_err(|source| WorkloadError::Elf { program: program_name.clone(), source })?;
        let bytecode = Bytecode::build(&program).map_err(|source| WorkloadError::Bytecode { program: program_name.clone(), source })?;
        Ok(Self { name: program_name, path: path.into(), elf_digest: digest(&bytes), program, layout, bytecode })
    }

    /// Runs the program, up to `2^log_limit` rows.
    ///
    /// *Errors*: a run that traps, or is longer.
    pub fn trace(&self, given: Given, log_limit: u32) -> Result<TracedRun, WorkloadError> {
        let program = || self.name.clone();
        let mut machine = tracer::Machine::new(&self.program, &self.layout, &given.input, &given.advice)
            .map_err(|source| WorkloadError::Machine { program: program(), source })?;
        let trace = machine.trace(1 << log_limit);
        let trace = trace.map_err(|source| match source.cause {
            Cause::InstructionLimit { .. } => WorkloadError::TooLarge { program: program(), log_cycles: log_limit },
            _ => WorkloadError::Trap { program: program(), source: Box::new(source) },
        })?;
        let cycles = trace.pcs.iter().map(|pc| self.bytecode.row_count_of(*pc) as u64).sum();
        if cycles > 1 << log_limit {
            return Err(WorkloadError::TooLarge { program: program(), log_cycles: log_limit });
        }
        Ok(TracedRun { given, trace, cycles })
    }

    /// The run of this size by the rule, if it fits and exits with 0.
    fn fitting(&self, rule: InputRule, size: u64, log_cycles: u32) -> Result<Option<TracedRun>, WorkloadError> {
        use MachineError::{AdviceTooLarge, InputTooLarge};
        match self.trace(rule.given(size), log_cycles) {
            Ok(run) => Ok(Some(run).filter(|run| run.trace.exit_code == 0)),
            Err(WorkloadError::TooLarge { .. } | WorkloadError::Machine { source: InputTooLarge { .. } | AdviceTooLarge { .. }, .. }) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// A run by the rule that fits `2^log_cycles` rows while that of the next size does not, with its size: found from the smallest by
    /// doubling, then by bisection. Where a larger size can make a shorter run, a larger one may fit too.
    ///
    /// *Errors*: none that fits, or none that fills [`LEAST_FILL`] of the rows.
    pub fn largest(&self, rule: InputRule, smallest: u64, log_cycles: u32) -> Result<(u64, TracedRun), WorkloadError> {
        let program = || self.name.clone();
        let (mut size, mut too_large) = (smallest, rule.max_size() + 1);
        let mut best = self.fitting(rule, size, log_cycles)?.ok_or_else(|| WorkloadError::TooLarge { program: program(), log_cycles })?;
        while size + 1 < too_large {
            let bisecting = too_large <= rule.max_size();
            let next = if bisecting { size.midpoint(too_large) } else { (2 * size).clamp(size + 1, rule.max_size()) };
            match self.fitting(rule, next, log_cycles)? {
                Some(run) => (size, best) = (next, run),
                None => too_large = next,
            }
        }
        if (best.cycles as f64) < LEAST_FILL * f64::from(log_cycles).exp2() {
            return Err(WorkloadError::TooSmall { program: program(), log_cycles, cycles: best.cycles, size });
        }
        Ok((size, best))
    }

    /// The listed run of `2^log_cycles` rows of a guest, or else the [`Self::largest`].
    ///
    /// *Errors*: those of [`Self::trace`] and [`Self::largest`].
    pub fn run_of(&self, guest: &Guest, log_cycles: u32) -> Result<(u64, TracedRun), WorkloadError> {
        match guest.sizes.get(&(1 << log_cycles)) {
            Some(size) => Ok((*size, self.trace(guest.rule.given(*size), log_cycles)?)),
            None => self.largest(guest.rule, guest.smallest, log_cycles),
        }
    }

    /// What a record says of a run.
    pub fn describe(&self, run: &TracedRun, rule: Option<(InputRule, u64)>) -> Workload {
        Workload {
            program: self.name.clone(),
            elf_digest: self.elf_digest.clone(),
            isa: self.program.isa.name().into(),
            program_digest: None,
            input_rule: rule.map_or("given", |(rule, _)| rule.name()).into(),
            input_size: rule.map(|(_, size)| size),
            input_digest: digest_of_parts([&run.given.input[..], &run.given.advice]),
            input_bytes: run.given.input.len() as u64,
            advice_bytes: run.given.advice.len() as u64,
            trace_digest: digest_of_trace(&run.trace),
            instructions: run.trace.pcs.len() as u64,
            cycles: run.cycles,
            log_cycles: run.log_cycles(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guests::{Guest, guests};

    fn known() -> Vec<Guest> {
        guests(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn subject(guest: &Guest) -> Subject {
        Subject::load(&guest.name, &guest.elf, guest.isa).unwrap()
    }

    /// The list of guests has sizes that were found without this code, by trying more of them.
    #[test]
    fn runs_are_nearly_those_of_the_list() {
        let list = include_str!("../../guests/guests.json");
        let list: serde_json::Value = serde_json::from_str(list).unwrap();
        let executables: Vec<_> = list["guests"].as_array().unwrap().iter().flat_map(|guest| guest["elf"].as_array().unwrap()).collect();
        let mut compared = 0;
        for guest in known() {
            let subject = subject(&guest);
            let executable = executables.iter().find(|executable| guest.elf.ends_with(executable["path"].as_str().unwrap())).unwrap();
            let Some(expected) = executable["sizes"]["65536"].as_u64() else { continue };
            match subject.largest(guest.rule, guest.smallest, 16) {
                Ok((size, run)) => {
                    assert!(size.abs_diff(expected) <= expected / 20, "{}: {size}, not {expected}", guest.name);
                    assert_eq!((run.log_cycles(), run.trace.exit_code), (16, 0), "{}", guest.name);
                    compared += 1;
                }
                Err(WorkloadError::TooSmall { size, .. }) => assert_eq!(size, expected, "{}", guest.name),
                Err(error) => panic!("{error}"),
            }
        }
        assert!(compared > 10);
    }

    #[test]
    fn sizes_that_no_run_has_are_errors() {
        let guest = known().into_iter().find(|guest| guest.name == "sha256").unwrap();
        let subject = subject(&guest);
        let small = subject.largest(guest.rule, guest.smallest, 6).unwrap_err();
        assert!(matches!(small, WorkloadError::TooLarge { log_cycles: 6, .. }), "{small}");
        // The input region has 2^14 bytes.
        let large = subject.largest(guest.rule, guest.smallest, 21).unwrap_err();
        assert!(large.to_string().contains("no run of `sha256` fills 70 % of 2^21 rows"), "{large}");
    }

    #[test]
    fn bad_files_are_errors() {
        let missing = Subject::load("x", Path::new("no such file"), Isa::Rv32i).unwrap_err();
        assert!(missing.to_string().starts_with("cannot read no such file"), "{missing}");
        let folder = tempfile::TempDir::new().unwrap();
        std::fs::write(folder.path().join("x.elf"), b"not an ELF file").unwrap();
        let error = Subject::load("x", &folder.path().join("x.elf"), Isa::Rv32i).unwrap_err();
        assert!(matches!(error, WorkloadError::Elf { .. }), "{error}");
    }
}
