//! Jumps that link.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::row::Row;

/// `jal`.
pub const JAL: Definition =
    Definition { mnemonic: "jal", encoding: Encoding::jump(), semantics: Semantics::Jump, rows: Rows::Single(|o| Row::jump(o.rd, o.imm)) };

/// `jalr`.
pub const JALR: Definition = Definition {
    mnemonic: "jalr",
    encoding: Encoding::jump_register(),
    semantics: Semantics::Jump,
    rows: Rows::Single(|o| Row::jump_register(o.rd, o.x, o.imm)),
};
