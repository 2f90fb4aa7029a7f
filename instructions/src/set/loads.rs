//! Loads.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::LookupOp;
use crate::row::Row;

/// `lb`.
pub const LB: Definition = Definition {
    mnemonic: "lb",
    encoding: Encoding::load(0),
    semantics: Semantics::Load { bytes: 1, extend: |v| v as i8 as u32 },
    rows: Rows::Single(|o| Row::load_part(LookupOp::SextB, o.rd, o.x, o.imm)),
};

/// `lh`.
pub const LH: Definition = Definition {
    mnemonic: "lh",
    encoding: Encoding::load(1),
    semantics: Semantics::Load { bytes: 2, extend: |v| v as i16 as u32 },
    rows: Rows::Single(|o| Row::load_part(LookupOp::SextH, o.rd, o.x, o.imm)),
};

/// `lw`.
pub const LW: Definition = Definition {
    mnemonic: "lw",
    encoding: Encoding::load(2),
    semantics: Semantics::Load { bytes: 4, extend: |v| v },
    rows: Rows::Single(|o| Row::load(o.rd, o.x, o.imm)),
};

/// `lbu`.
pub const LBU: Definition = Definition {
    mnemonic: "lbu",
    encoding: Encoding::load(4),
    semantics: Semantics::Load { bytes: 1, extend: |v| v & 0xFF },
    rows: Rows::Single(|o| Row::load_part(LookupOp::ZextB, o.rd, o.x, o.imm)),
};

/// `lhu`.
pub const LHU: Definition = Definition {
    mnemonic: "lhu",
    encoding: Encoding::load(5),
    semantics: Semantics::Load { bytes: 2, extend: |v| v & 0xFFFF },
    rows: Rows::Single(|o| Row::load_part(LookupOp::ZextH, o.rd, o.x, o.imm)),
};
