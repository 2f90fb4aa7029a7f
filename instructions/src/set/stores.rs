//! Stores.

use crate::definition::{Definition, Semantics};
use crate::encoding::Encoding;

/// `sb`.
pub const SB: Definition = Definition { mnemonic: "sb", encoding: Encoding::store(0), semantics: Semantics::Store { bytes: 1 } };

/// `sh`.
pub const SH: Definition = Definition { mnemonic: "sh", encoding: Encoding::store(1), semantics: Semantics::Store { bytes: 2 } };

/// `sw`.
pub const SW: Definition = Definition { mnemonic: "sw", encoding: Encoding::store(2), semantics: Semantics::Store { bytes: 4 } };
