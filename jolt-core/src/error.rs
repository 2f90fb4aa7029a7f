//! Everything that can go wrong between an ELF file and an accepted proof.

use instructions::{BytecodeError, LayoutError};
use memory::MemoryError;
use transcript::ProofError;

/// A statement that no proof of this program can have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// A size or number outside its bounds.
    #[error("{what} is {value}, not between {min} and {max}")]
    OutOfRange {
        /// Which one.
        what: &'static str,
        /// What it is.
        value: u64,
        /// Smallest value allowed.
        min: u64,
        /// Largest value allowed.
        max: u64,
    },
    /// A key for shorter runs.
    #[error("the run has 2^{log_steps} steps and the key covers 2^{limit}; make a key with --max-log-cycles {log_steps}")]
    KeyTooSmall {
        /// log2 of the number of steps.
        log_steps: usize,
        /// log2 of the largest number of steps that the key covers.
        limit: usize,
    },
    /// The trace ends on a row that cannot end a trace.
    #[error("row {index} of the bytecode table cannot end a trace")]
    NotAHaltRow {
        /// Its index.
        index: u32,
    },
}

/// A program or layout from which no key can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreprocessError {
    /// A field in which integers would wrap.
    #[error("the field has {bits} bits and the machine needs at least {least}; choose another configuration")]
    Field {
        /// Bits of its modulus.
        bits: u32,
        /// Bits that it must have.
        least: u32,
    },
    /// The memory layout is invalid.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The bytecode table is invalid.
    #[error(transparent)]
    Bytecode(#[from] BytecodeError),
    /// A word of the program lies outside RAM proper, or two segments overlap.
    #[error(
        "the program's word at {address:#010x} is outside RAM [0x80000000, {end:#x}) or defined twice; raise --memory or fix the linker script"
    )]
    Image {
        /// Its byte address.
        address: u32,
        /// End of RAM.
        end: u64,
    },
    /// The tohost symbol names no word of RAM proper.
    #[error("the tohost symbol at {address:#010x} is no aligned word of RAM")]
    Tohost {
        /// Its byte address.
        address: u32,
    },
    /// The commitment scheme cannot make a key.
    #[error(transparent)]
    Pcs(#[from] pcs::PcsError),
}

/// Why a proof is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The statement is out of bounds.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The proof is malformed or false.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The file around the proof is not what it should be.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// A memory check that cannot be stated for this shape.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// The proof is about something else.
    #[error("the proof is for another program, memory layout or instruction set; compare the ELF file, --isa, --memory and --io-window")]
    OtherProgram,
    /// Another structured reference string.
    #[error("the proof was made with another set-up: {found}; the key's is: {expected}")]
    OtherSetup {
        /// What the proof says.
        found: String,
        /// What the key says.
        expected: String,
    },
}

/// Bytes that are no proof or key file of this version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// Another kind of file.
    #[error("this is not a joltlab {expected} file")]
    Magic {
        /// What was expected.
        expected: &'static str,
    },
    /// Another format version.
    #[error("the {what} file has format version {found}; this program reads version {expected}")]
    Version {
        /// Proof or key.
        what: &'static str,
        /// Its version.
        found: u32,
        /// The version that is read.
        expected: u32,
    },
    /// Made with another configuration.
    #[error("the {what} was made with the configuration `{found}`, not `{expected}`; choose it with --config {found}")]
    Config {
        /// Proof or key.
        what: &'static str,
        /// Its configuration.
        found: String,
        /// The one that was asked for.
        expected: &'static str,
    },
    /// The file ends early.
    #[error("the {what} file is truncated: {field} is missing")]
    Truncated {
        /// Proof or key.
        what: &'static str,
        /// What could not be read.
        field: &'static str,
    },
    /// A field outside its bounds or not canonical.
    #[error("the {what} file has an invalid {field}")]
    Field {
        /// Proof or key.
        what: &'static str,
        /// Which one.
        field: &'static str,
    },
    /// Bytes after the end.
    #[error("the {what} file has {count} bytes too many")]
    Trailing {
        /// Proof or key.
        what: &'static str,
        /// How many.
        count: usize,
    },
    /// The program in a key is invalid.
    #[error("the key's program is invalid: {0}")]
    Program(#[from] PreprocessError),
}

/// A trace from which no witness can be made.
#[cfg(feature = "prover")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessError {
    /// A next pc that no row of the bytecode table has.
    #[error("cycle {cycle} continues at pc {pc:#010x}, where the program has no instruction")]
    NoRow {
        /// Row of the trace.
        cycle: usize,
        /// Byte address.
        pc: u32,
    },
}

/// Why a proof cannot be made.
#[cfg(feature = "prover")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProveError {
    /// The statement is out of bounds.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// Columns that do not have the statement's shape.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The key is too small.
    #[error(transparent)]
    Pcs(#[from] pcs::PcsError),
    /// A memory check that cannot be stated for this shape.
    #[error(transparent)]
    Memory(#[from] MemoryError),
}
