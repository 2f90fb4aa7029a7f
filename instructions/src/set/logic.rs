//! Bitwise operations.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::{Lookup, LookupOp, Query, on, weighted};
use poly::Scalar;
use subtables::{Memory, Word};

/// `x & y`.
pub struct And;

impl Lookup for And {
    const NAME: &'static str = "AND";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "sum 2^(b(C-1-i)) AND@i";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        left & right
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(subtables::And, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        weighted(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `x | y`.
pub struct Or;

impl Lookup for Or {
    const NAME: &'static str = "OR";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "sum 2^(b(C-1-i)) OR@i";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        left | right
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(subtables::Or, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        weighted(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `x ^ y`.
pub struct Xor;

impl Lookup for Xor {
    const NAME: &'static str = "XOR";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "sum 2^(b(C-1-i)) XOR@i";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        left ^ right
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(subtables::Xor, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        weighted(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// `and`.
pub const AND: Definition = Definition {
    mnemonic: "and",
    encoding: Encoding::register(7, 0),
    semantics: Semantics::Compute(|x, y| x & y),
    rows: Rows::Registers(LookupOp::And),
};

/// `andi`.
pub const ANDI: Definition = Definition {
    mnemonic: "andi",
    encoding: Encoding::immediate(7),
    semantics: Semantics::Compute(|x, y| x & y),
    rows: Rows::Immediate(LookupOp::And),
};

/// `or`.
pub const OR: Definition = Definition {
    mnemonic: "or",
    encoding: Encoding::register(6, 0),
    semantics: Semantics::Compute(|x, y| x | y),
    rows: Rows::Registers(LookupOp::Or),
};

/// `ori`.
pub const ORI: Definition = Definition {
    mnemonic: "ori",
    encoding: Encoding::immediate(6),
    semantics: Semantics::Compute(|x, y| x | y),
    rows: Rows::Immediate(LookupOp::Or),
};

/// `xor`.
pub const XOR: Definition = Definition {
    mnemonic: "xor",
    encoding: Encoding::register(4, 0),
    semantics: Semantics::Compute(|x, y| x ^ y),
    rows: Rows::Registers(LookupOp::Xor),
};

/// `xori`.
pub const XORI: Definition = Definition {
    mnemonic: "xori",
    encoding: Encoding::immediate(4),
    semantics: Semantics::Compute(|x, y| x ^ y),
    rows: Rows::Immediate(LookupOp::Xor),
};
