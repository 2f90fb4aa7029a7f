//! Quantities of a record that are tabulated, drawn and compared.

use crate::record::Record;
use crate::report::axis::Unit;

/// A quantity; less of it is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Wall-clock seconds of the prover.
    Prove,
    /// CPU seconds of the prover, user and system, all threads.
    Cpu,
    /// Seconds of the verifier.
    Verify,
    /// Bytes of the proof.
    Bytes,
    /// Largest resident set.
    Memory,
    /// Seconds of the set-up.
    Setup,
    /// Seconds of the emulator.
    Trace,
}

impl Metric {
    /// All, in the order of tables.
    pub const ALL: [Self; 7] = [Self::Prove, Self::Cpu, Self::Verify, Self::Bytes, Self::Memory, Self::Setup, Self::Trace];

    /// Its word on the command line and in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prove => "prove",
            Self::Cpu => "cpu",
            Self::Verify => "verify",
            Self::Bytes => "bytes",
            Self::Memory => "memory",
            Self::Setup => "setup",
            Self::Trace => "trace",
        }
    }

    /// What it is, in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Prove => "Prover time",
            Self::Cpu => "Prover CPU time",
            Self::Verify => "Verifier time",
            Self::Bytes => "Proof size",
            Self::Memory => "Peak memory",
            Self::Setup => "Set-up time",
            Self::Trace => "Emulation time",
        }
    }

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::Bytes | Self::Memory => Unit::Bytes,
            _ => Unit::Seconds,
        }
    }

    /// Whether equal inputs give equal values, so that one sample says everything.
    pub fn is_exact(self) -> bool {
        self == Self::Bytes
    }

    /// Its value in a record.
    pub fn of(self, record: &Record) -> Option<f64> {
        let times = record.times.as_ref();
        match self {
            Self::Prove => times.map(|times| times.prove_seconds),
            Self::Cpu => times.and_then(|times| Some(times.prove_user_seconds? + times.prove_system_seconds.unwrap_or(0.0))),
            Self::Verify => times.map(|times| times.verify_seconds),
            Self::Bytes => record.proof.as_ref().map(|proof| proof.bytes as f64),
            Self::Memory => record.memory.peak_rss_bytes.map(|bytes| bytes as f64),
            Self::Setup => times.map(|times| times.setup_seconds),
            Self::Trace => times.map(|times| times.trace_seconds),
        }
    }
}
