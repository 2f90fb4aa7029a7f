//! Bitwise operations.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `and`.
pub const AND: Definition = Definition { mnemonic: "and", encoding: Encoding::register(7, 0), semantics: Semantics::Compute(|x, y| x & y) };

/// `andi`.
pub const ANDI: Definition = Definition { mnemonic: "andi", encoding: Encoding::immediate(7), semantics: Semantics::Compute(|x, y| x & y) };

/// `or`.
pub const OR: Definition = Definition { mnemonic: "or", encoding: Encoding::register(6, 0), semantics: Semantics::Compute(|x, y| x | y) };

/// `ori`.
pub const ORI: Definition = Definition { mnemonic: "ori", encoding: Encoding::immediate(6), semantics: Semantics::Compute(|x, y| x | y) };

/// `xor`.
pub const XOR: Definition = Definition { mnemonic: "xor", encoding: Encoding::register(4, 0), semantics: Semantics::Compute(|x, y| x ^ y) };

/// `xori`.
pub const XORI: Definition = Definition { mnemonic: "xori", encoding: Encoding::immediate(4), semantics: Semantics::Compute(|x, y| x ^ y) };
