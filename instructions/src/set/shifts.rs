//! Shifts by the low five bits of the right operand.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `sll`.
pub const SLL: Definition =
    Definition { mnemonic: "sll", encoding: Encoding::register(1, 0), semantics: Semantics::Compute(|x, y| x << (y & 31)) };

/// `slli`.
pub const SLLI: Definition =
    Definition { mnemonic: "slli", encoding: Encoding::shift_immediate(1, 0), semantics: Semantics::Compute(|x, y| x << (y & 31)) };

/// `srl`.
pub const SRL: Definition =
    Definition { mnemonic: "srl", encoding: Encoding::register(5, 0), semantics: Semantics::Compute(|x, y| x >> (y & 31)) };

/// `srli`.
pub const SRLI: Definition =
    Definition { mnemonic: "srli", encoding: Encoding::shift_immediate(5, 0), semantics: Semantics::Compute(|x, y| x >> (y & 31)) };

/// `sra`.
pub const SRA: Definition = Definition {
    mnemonic: "sra",
    encoding: Encoding::register(5, 0x20),
    semantics: Semantics::Compute(|x, y| ((x as i32) >> (y & 31)) as u32),
};

/// `srai`.
pub const SRAI: Definition = Definition {
    mnemonic: "srai",
    encoding: Encoding::shift_immediate(5, 0x20),
    semantics: Semantics::Compute(|x, y| ((x as i32) >> (y & 31)) as u32),
};
