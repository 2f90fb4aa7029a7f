//! Jumps that link.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `jal`.
pub const JAL: Definition = Definition { mnemonic: "jal", encoding: Encoding::jump(), semantics: Semantics::Jump };

/// `jalr`.
pub const JALR: Definition = Definition { mnemonic: "jalr", encoding: Encoding::jump_register(), semantics: Semantics::Jump };
