//! Shifts by the low five bits of the right operand.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::{Lookup, LookupOp, Query, mask, on, weighted};
use crate::row::{Row, cell};
use poly::Scalar;
use subtables::{Memory, SraSign, Word};

/// `y mod XLEN`.
fn amount(right: u64, word: Word) -> u64 {
    right & (word.bits as u64 - 1)
}

/// `x << s` with `s = y mod XLEN`.
pub struct Sll;

impl Lookup for Sll {
    const NAME: &'static str = "SLL";
    const QUERY: Query = Query::Shift;
    const COLLATION: &'static str = "sum 2^(b(C-1-i)) SLL_(C-1-i)@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        (left << amount(right, word)) & mask(word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        (0..word.chunks).flat_map(|i| on(subtables::Sll { k: word.chunks - 1 - i, word }, i..i + 1)).collect()
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        weighted(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `x >> s`, logical.
pub struct Srl;

impl Lookup for Srl {
    const NAME: &'static str = "SRL";
    const QUERY: Query = Query::Shift;
    const COLLATION: &'static str = "sum SRL_(C-1-i)@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        left >> amount(right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        (0..word.chunks).flat_map(|i| on(subtables::Srl { k: word.chunks - 1 - i, word }, i..i + 1)).collect()
    }

    fn collate<F: Scalar>(values: &[F], _word: Word) -> F {
        values.iter().sum()
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `x >> s`, arithmetic.
pub struct Sra;

impl Lookup for Sra {
    const NAME: &'static str = "SRA";
    const QUERY: Query = Query::Shift;
    const COLLATION: &'static str = "sum SRL_(C-1-i)@i + SRA_SIGN@0";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        let unused = 64 - word.bits as u32;
        ((((left << unused) as i64) >> unused >> amount(right, word)) as u64) & mask(word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = Srl::memories(word);
        memories.extend(on(SraSign { word }, 0..1));
        memories
    }

    fn collate<F: Scalar>(values: &[F], _word: Word) -> F {
        values.iter().sum()
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// The rows of a shift by a register: its low bits first, since a shift row takes amounts below XLEN only.
fn masked_amount(op: LookupOp, o: Operands) -> Vec<Row> {
    vec![Row::with_imm(LookupOp::And, cell::VIRTUAL, o.y, 31), Row::lookup(op, o.rd, o.x, cell::VIRTUAL)]
}

/// `sll`.
pub const SLL: Definition = Definition {
    mnemonic: "sll",
    encoding: Encoding::register(1, 0),
    semantics: Semantics::Compute(|x, y| x << (y & 31)),
    rows: Rows::Sequence(|o| masked_amount(LookupOp::Sll, o)),
};

/// `slli`.
pub const SLLI: Definition = Definition {
    mnemonic: "slli",
    encoding: Encoding::shift_immediate(1, 0),
    semantics: Semantics::Compute(|x, y| x << (y & 31)),
    rows: Rows::Immediate(LookupOp::Sll),
};

/// `srl`.
pub const SRL: Definition = Definition {
    mnemonic: "srl",
    encoding: Encoding::register(5, 0),
    semantics: Semantics::Compute(|x, y| x >> (y & 31)),
    rows: Rows::Sequence(|o| masked_amount(LookupOp::Srl, o)),
};

/// `srli`.
pub const SRLI: Definition = Definition {
    mnemonic: "srli",
    encoding: Encoding::shift_immediate(5, 0),
    semantics: Semantics::Compute(|x, y| x >> (y & 31)),
    rows: Rows::Immediate(LookupOp::Srl),
};

/// `sra`.
pub const SRA: Definition = Definition {
    mnemonic: "sra",
    encoding: Encoding::register(5, 0x20),
    semantics: Semantics::Compute(|x, y| ((x as i32) >> (y & 31)) as u32),
    rows: Rows::Sequence(|o| masked_amount(LookupOp::Sra, o)),
};

/// `srai`.
pub const SRAI: Definition = Definition {
    mnemonic: "srai",
    encoding: Encoding::shift_immediate(5, 0x20),
    semantics: Semantics::Compute(|x, y| ((x as i32) >> (y & 31)) as u32),
    rows: Rows::Immediate(LookupOp::Sra),
};
