//! Addition and subtraction, and the constants made of them.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `add`.
pub const ADD: Definition =
    Definition { mnemonic: "add", encoding: Encoding::register(0, 0), semantics: Semantics::Compute(u32::wrapping_add) };

/// `sub`.
pub const SUB: Definition =
    Definition { mnemonic: "sub", encoding: Encoding::register(0, 0x20), semantics: Semantics::Compute(u32::wrapping_sub) };

/// `addi`.
pub const ADDI: Definition =
    Definition { mnemonic: "addi", encoding: Encoding::immediate(0), semantics: Semantics::Compute(u32::wrapping_add) };

/// `lui`.
pub const LUI: Definition = Definition { mnemonic: "lui", encoding: Encoding::upper(0x37), semantics: Semantics::Compute(|_, imm| imm) };

/// `auipc`.
pub const AUIPC: Definition =
    Definition { mnemonic: "auipc", encoding: Encoding::upper(0x17), semantics: Semantics::Compute(u32::wrapping_add) };
