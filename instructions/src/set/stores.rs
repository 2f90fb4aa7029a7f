//! Stores.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::LookupOp;
use crate::row::{Row, cell};
use crate::set::loads::{BYTE, HALF, SubWord, containing_word};

/// The rows of a sub-word store: `w ^ ((w ^ (y << s)) & (mask << s))` replaces the part of `w` by that of `y`.
fn insert(part: &SubWord, o: Operands) -> Vec<Row> {
    let [address, aligned, word, shift, mask, bits] = [0, 1, 2, 3, 4, 5].map(|k| cell::VIRTUAL + k);
    let mut rows = containing_word(part, o, address, aligned, word);
    rows.extend([
        Row::with_imm(LookupOp::And, shift, address, 3),
        Row::with_imm(LookupOp::Sll, shift, shift, 3),
        Row::with_imm(LookupOp::Add, mask, cell::ZERO, (1 << part.bits) - 1),
        Row::lookup(LookupOp::Sll, mask, mask, shift),
        Row::lookup(LookupOp::Sll, bits, o.y, shift),
        Row::lookup(LookupOp::Xor, bits, word, bits),
        Row::lookup(LookupOp::And, bits, bits, mask),
        Row::lookup(LookupOp::Xor, word, word, bits),
        Row::store(aligned, word, 0),
    ]);
    rows
}

/// `sb`.
pub const SB: Definition = Definition {
    mnemonic: "sb",
    encoding: Encoding::store(0),
    semantics: Semantics::Store { bytes: 1 },
    rows: Rows::Sequence(|o| insert(&BYTE, o)),
};

/// `sh`.
pub const SH: Definition = Definition {
    mnemonic: "sh",
    encoding: Encoding::store(1),
    semantics: Semantics::Store { bytes: 2 },
    rows: Rows::Sequence(|o| insert(&HALF, o)),
};

/// `sw`.
pub const SW: Definition = Definition {
    mnemonic: "sw",
    encoding: Encoding::store(2),
    semantics: Semantics::Store { bytes: 4 },
    rows: Rows::Single(|o| Row::store(o.x, o.y, o.imm)),
};
