//! Stores.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::LookupOp;
use crate::row::Row;

/// `sb`.
pub const SB: Definition = Definition {
    mnemonic: "sb",
    encoding: Encoding::store(0),
    semantics: Semantics::Store { bytes: 1 },
    rows: Rows::Single(|o| Row::store_part(LookupOp::ZextB, o.x, o.y, o.imm)),
};

/// `sh`.
pub const SH: Definition = Definition {
    mnemonic: "sh",
    encoding: Encoding::store(1),
    semantics: Semantics::Store { bytes: 2 },
    rows: Rows::Single(|o| Row::store_part(LookupOp::ZextH, o.x, o.y, o.imm)),
};

/// `sw`.
pub const SW: Definition = Definition {
    mnemonic: "sw",
    encoding: Encoding::store(2),
    semantics: Semantics::Store { bytes: 4 },
    rows: Rows::Single(|o| Row::store(o.x, o.y, o.imm)),
};
