//! Loads.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `lb`.
pub const LB: Definition =
    Definition { mnemonic: "lb", encoding: Encoding::load(0), semantics: Semantics::Load { bytes: 1, extend: |v| v as i8 as u32 } };

/// `lh`.
pub const LH: Definition =
    Definition { mnemonic: "lh", encoding: Encoding::load(1), semantics: Semantics::Load { bytes: 2, extend: |v| v as i16 as u32 } };

/// `lw`.
pub const LW: Definition =
    Definition { mnemonic: "lw", encoding: Encoding::load(2), semantics: Semantics::Load { bytes: 4, extend: |v| v } };

/// `lbu`.
pub const LBU: Definition =
    Definition { mnemonic: "lbu", encoding: Encoding::load(4), semantics: Semantics::Load { bytes: 1, extend: |v| v & 0xFF } };

/// `lhu`.
pub const LHU: Definition =
    Definition { mnemonic: "lhu", encoding: Encoding::load(5), semantics: Semantics::Load { bytes: 2, extend: |v| v & 0xFFFF } };
