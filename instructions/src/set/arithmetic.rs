//! Addition and subtraction, and the constants made of them.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::{Lookup, LookupOp, Query, low_word, mask, on};
use crate::row::{Row, cell};
use poly::Scalar;
use subtables::{Identity, Memory, Word};

/// `x + y mod 2^XLEN`.
pub struct Add;

impl Lookup for Add {
    const NAME: &'static str = "ADD";
    const QUERY: Query = Query::Add;
    const COLLATION: &'static str = "the low C/2 limbs of IDENTITY: sum 2^(2b(C-1-i)) IDENTITY@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        left.wrapping_add(right) & mask(word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Identity, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        low_word(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `x - y mod 2^XLEN`.
pub struct Sub;

impl Lookup for Sub {
    const NAME: &'static str = "SUB";
    const QUERY: Query = Query::Sub;
    const COLLATION: &'static str = "the low C/2 limbs of IDENTITY: sum 2^(2b(C-1-i)) IDENTITY@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        left.wrapping_sub(right) & mask(word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Identity, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        low_word(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `add`.
pub const ADD: Definition = Definition {
    mnemonic: "add",
    encoding: Encoding::register(0, 0),
    semantics: Semantics::Compute(u32::wrapping_add),
    rows: Rows::Registers(LookupOp::Add),
};

/// `sub`.
pub const SUB: Definition = Definition {
    mnemonic: "sub",
    encoding: Encoding::register(0, 0x20),
    semantics: Semantics::Compute(u32::wrapping_sub),
    rows: Rows::Registers(LookupOp::Sub),
};

/// `addi`.
pub const ADDI: Definition = Definition {
    mnemonic: "addi",
    encoding: Encoding::immediate(0),
    semantics: Semantics::Compute(u32::wrapping_add),
    rows: Rows::Immediate(LookupOp::Add),
};

/// `lui`.
pub const LUI: Definition = Definition {
    mnemonic: "lui",
    encoding: Encoding::upper(0x37),
    semantics: Semantics::Compute(|_, imm| imm),
    rows: Rows::Single(|o| Row::with_imm(LookupOp::Add, o.rd, cell::ZERO, o.imm)),
};

/// `auipc`.
pub const AUIPC: Definition = Definition {
    mnemonic: "auipc",
    encoding: Encoding::upper(0x17),
    semantics: Semantics::Compute(u32::wrapping_add),
    rows: Rows::Single(|o| Row::pc_relative(LookupOp::Add, o.rd, o.imm)),
};
