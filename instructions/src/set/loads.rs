//! Loads.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::LookupOp;
use crate::row::{Row, cell};

/// A part of a word that is loaded or stored.
pub(super) struct SubWord {
    /// Number of bits.
    pub bits: i32,
    /// The bits of an address that select it: byte lanes at multiples of its size.
    pub lanes: i32,
}

/// Eight bits at any address.
pub(super) const BYTE: SubWord = SubWord { bits: 8, lanes: 3 };
/// Sixteen bits at an even address.
pub(super) const HALF: SubWord = SubWord { bits: 16, lanes: 2 };

/// Rows that leave `rs1 + imm` in `address`, its word's address in `aligned` and that word in `word`; a half-word is asserted to be aligned.
pub(super) fn containing_word(part: &SubWord, o: Operands, address: u8, aligned: u8, word: u8) -> Vec<Row> {
    let mut rows = Vec::new();
    if part.bits == 16 {
        rows.push(Row::assert_with_imm(LookupOp::AssertHalf, o.x, o.imm));
    }
    rows.push(Row::with_imm(LookupOp::Add, address, o.x, o.imm));
    rows.push(Row::with_imm(LookupOp::And, aligned, address, -4));
    rows.push(Row::load(word, aligned, 0));
    rows
}

/// The rows of a sub-word load: the part moves to the top of the word, then down again with its extension.
fn extract(part: &SubWord, extend: LookupOp, o: Operands) -> Vec<Row> {
    let [address, aligned, word, shift, top] = [0, 1, 2, 3, 4].map(|k| cell::VIRTUAL + k);
    let mut rows = containing_word(part, o, address, aligned, word);
    rows.extend([
        Row::with_imm(LookupOp::And, shift, address, part.lanes),
        Row::with_imm(LookupOp::Xor, shift, shift, part.lanes),
        Row::with_imm(LookupOp::Sll, shift, shift, 3),
        Row::lookup(LookupOp::Sll, top, word, shift),
        Row::with_imm(extend, o.rd, top, 32 - part.bits),
    ]);
    rows
}

/// `lb`.
pub const LB: Definition = Definition {
    mnemonic: "lb",
    encoding: Encoding::load(0),
    semantics: Semantics::Load { bytes: 1, extend: |v| v as i8 as u32 },
    rows: Rows::Sequence(|o| extract(&BYTE, LookupOp::Sra, o)),
};

/// `lh`.
pub const LH: Definition = Definition {
    mnemonic: "lh",
    encoding: Encoding::load(1),
    semantics: Semantics::Load { bytes: 2, extend: |v| v as i16 as u32 },
    rows: Rows::Sequence(|o| extract(&HALF, LookupOp::Sra, o)),
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
    rows: Rows::Sequence(|o| extract(&BYTE, LookupOp::Srl, o)),
};

/// `lhu`.
pub const LHU: Definition = Definition {
    mnemonic: "lhu",
    encoding: Encoding::load(5),
    semantics: Semantics::Load { bytes: 2, extend: |v| v & 0xFFFF },
    rows: Rows::Sequence(|o| extract(&HALF, LookupOp::Srl, o)),
};
