//! The memory fence and the call of the environment.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::row::Row;

/// `fence`.
pub const FENCE: Definition = Definition {
    mnemonic: "fence",
    encoding: Encoding::bare(0x707F, 0x0FF0_000F),
    semantics: Semantics::Fence,
    rows: Rows::Single(|_| Row::nothing()),
};

/// `ecall`.
pub const ECALL: Definition = Definition {
    mnemonic: "ecall",
    encoding: Encoding::bare(u32::MAX, 0x73),
    semantics: Semantics::Ecall,
    rows: Rows::Single(|_| Row::ecall()),
};
