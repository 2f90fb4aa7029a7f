//! Comparisons that write 0 or 1.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `slt`.
pub const SLT: Definition = Definition {
    mnemonic: "slt",
    encoding: Encoding::register(2, 0),
    semantics: Semantics::Compute(|x, y| u32::from((x as i32) < y as i32)),
};

/// `slti`.
pub const SLTI: Definition = Definition {
    mnemonic: "slti",
    encoding: Encoding::immediate(2),
    semantics: Semantics::Compute(|x, y| u32::from((x as i32) < y as i32)),
};

/// `sltu`.
pub const SLTU: Definition =
    Definition { mnemonic: "sltu", encoding: Encoding::register(3, 0), semantics: Semantics::Compute(|x, y| u32::from(x < y)) };

/// `sltiu`.
pub const SLTIU: Definition =
    Definition { mnemonic: "sltiu", encoding: Encoding::immediate(3), semantics: Semantics::Compute(|x, y| u32::from(x < y)) };
