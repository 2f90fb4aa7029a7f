//! The execution trace: what the emulator leaves for the prover, in a compact form.
//!
//! The program counters of the executed instructions determine everything else: the witness replays registers and memory, which it
//! must walk through anyway to stamp every access, and derives the rows of virtual sequences.

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// `ecall` with a7 = 93: the exit code is a0.
    Ecall,
    /// A jump to itself in a program with `tohost`: the exit code is the word there, halved.
    Tohost,
}

/// A finished run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionTrace {
    /// Program counters of the executed instructions in order, the halting one included (once).
    pub pcs: Vec<u32>,
    /// How the run ended.
    pub halt: Halt,
    /// Exit code.
    pub exit_code: u32,
    /// Output bytes.
    pub output: Vec<u8>,
}
