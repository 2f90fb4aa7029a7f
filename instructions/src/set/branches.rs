//! Conditional branches.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `beq`.
pub const BEQ: Definition = Definition { mnemonic: "beq", encoding: Encoding::branch(0), semantics: Semantics::Branch(|x, y| x == y) };

/// `bne`.
pub const BNE: Definition = Definition { mnemonic: "bne", encoding: Encoding::branch(1), semantics: Semantics::Branch(|x, y| x != y) };

/// `blt`.
pub const BLT: Definition =
    Definition { mnemonic: "blt", encoding: Encoding::branch(4), semantics: Semantics::Branch(|x, y| (x as i32) < y as i32) };

/// `bge`.
pub const BGE: Definition =
    Definition { mnemonic: "bge", encoding: Encoding::branch(5), semantics: Semantics::Branch(|x, y| x as i32 >= y as i32) };

/// `bltu`.
pub const BLTU: Definition = Definition { mnemonic: "bltu", encoding: Encoding::branch(6), semantics: Semantics::Branch(|x, y| x < y) };

/// `bgeu`.
pub const BGEU: Definition = Definition { mnemonic: "bgeu", encoding: Encoding::branch(7), semantics: Semantics::Branch(|x, y| x >= y) };
