//! How a run fails: one line that says when, where, what, and what to do.

use instructions::{DecodeError, Instruction};
use std::fmt;

/// A run that ended without an exit code; it never yields a proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Trap {
    /// Number of the instruction that failed, the first being 1; under a limit, how many were executed.
    pub number: u64,
    /// Its address.
    pub pc: u32,
    /// The instruction, where one stands there.
    pub instruction: Option<Instruction>,
    /// The function that holds it and the offset in it, where the program has symbols.
    pub function: Option<(String, u32)>,
    /// What is wrong.
    pub cause: Cause,
}

impl fmt::Display for Trap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trap at instruction {}, pc {:#010x}", self.number, self.pc)?;
        if let Some((name, offset)) = &self.function {
            write!(f, " ({name}+{offset:#x})")?;
        }
        if let Some(instruction) = &self.instruction {
            write!(f, ", {instruction}")?;
        }
        write!(f, ": {}", self.cause)
    }
}

/// What the machine does not define (protocol 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// A word without an instruction.
    #[error("{0}")]
    Undecodable(DecodeError),
    /// Execution ran past the end of a segment.
    #[error("execution ran past the end of the code; end the program with ecall 93")]
    EndOfCode,
    /// An address that is no multiple of the size.
    #[error("misaligned access of {bytes} bytes at {address:#010x}; align the data")]
    MisalignedAccess {
        /// Byte address.
        address: u32,
        /// Size of the access.
        bytes: u32,
    },
    /// An address outside the memory.
    #[error("access at {address:#010x} outside memory [{base:#x}, {end:#x}); correct the pointer or enlarge --memory")]
    Unmapped {
        /// Byte address.
        address: u32,
        /// First mapped byte.
        base: u32,
        /// One past the last mapped byte.
        end: u64,
    },
    /// A store to a word of the text.
    #[error("store into code at {address:#010x}: code is immutable; link data into a segment that is not executable")]
    StoreToCode {
        /// Byte address.
        address: u32,
    },
    /// The stack pointer below `__stack_limit`.
    #[error(
        "stack overflow: sp would be {sp:#010x}, below __stack_limit = {limit:#010x}; use less stack, or link a larger one \
         with -Wl,--defsym=STACK_SIZE=N (C) or -Clink-arg=--defsym=STACK_SIZE=N in .cargo/config.toml (Rust)"
    )]
    StackOverflow {
        /// What the stack pointer would become.
        sp: u32,
        /// Its lowest value.
        limit: u32,
    },
    /// A jump or a taken branch to an address that is no multiple of 4.
    #[error("misaligned jump to {target:#010x}; jump to multiples of 4")]
    MisalignedJump {
        /// Byte address.
        target: u32,
    },
    /// A jump or a taken branch to an address without code.
    #[error("jump to {target:#010x}, where no code is; correct the function pointer or the return address")]
    JumpOutOfCode {
        /// Byte address.
        target: u32,
    },
    /// An environment call other than 64 and 93.
    #[error("unknown ecall {number} (a7); use 93 to exit and 64 to write to the host's log")]
    UnknownEcall {
        /// The value of a7.
        number: u32,
    },
    /// An instruction that is its own successor and does not halt.
    #[error("endless loop: the instruction jumps to itself; end the program with ecall 93")]
    EndlessLoop,
    /// The limit was reached.
    #[error(
        "not finished after {limit} instructions, each a trace row or more; enlarge --max-cycles (trace rows), or look for an endless loop"
    )]
    InstructionLimit {
        /// Instructions that were allowed.
        limit: u64,
    },
    /// A jump to itself without an odd word at `tohost`.
    #[error("missing exit code: the word at tohost ({tohost:#010x}) is {value:#x}; store 2*code+1 there first")]
    MissingExitCode {
        /// Byte address of the word.
        tohost: u32,
        /// What it holds.
        value: u32,
    },
    /// `out_len` is larger than the output region.
    #[error("out_len is {length} but the output region holds {capacity} bytes; write less or enlarge --io-window")]
    OutputTooLong {
        /// Value of `out_len`.
        length: u32,
        /// Bytes of the region.
        capacity: u32,
    },
    /// The bytes after the output are not 0.
    #[error("the last output word {word:#010x} is not zero after out_len = {length}; clear the bytes that follow the output")]
    DirtyOutputTail {
        /// Value of `out_len`.
        length: u32,
        /// The word.
        word: u32,
    },
}
