//! Comparisons that write 0 or 1.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::{Lookup, LookupOp, Query, signed_less, signed_less_memories, unsigned_less, unsigned_less_memories};
use poly::Scalar;
use subtables::{Memory, Word};

/// `[x < y]`, unsigned.
pub struct Sltu;

impl Lookup for Sltu {
    const NAME: &'static str = "SLTU";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "L = sum LTU@i prod_(j<i) EQ@j";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        u64::from(left < right)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        unsigned_less_memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        unsigned_less(values, word)
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[x < y]`, signed.
pub struct Slt;

impl Lookup for Slt {
    const NAME: &'static str = "SLT";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str =
        "S = l(1-r) + (lr + (1-l)(1-r)) U, l = LEFT_MSB@0, r = RIGHT_MSB@0, U = LT_ABS@0 + EQ_ABS@0 (sum_(i>=1) LTU@i prod_(1<=j<i) EQ@j)";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        let flip = 1 << (word.bits - 1);
        u64::from(left ^ flip < right ^ flip)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        signed_less_memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        signed_less(values, word)
    }

    fn degree(word: Word) -> usize {
        word.chunks + 2
    }
}

/// `slt`.
pub const SLT: Definition = Definition {
    mnemonic: "slt",
    encoding: Encoding::register(2, 0),
    semantics: Semantics::Compute(|x, y| u32::from((x as i32) < y as i32)),
    rows: Rows::Registers(LookupOp::Slt),
};

/// `slti`.
pub const SLTI: Definition = Definition {
    mnemonic: "slti",
    encoding: Encoding::immediate(2),
    semantics: Semantics::Compute(|x, y| u32::from((x as i32) < y as i32)),
    rows: Rows::Immediate(LookupOp::Slt),
};

/// `sltu`.
pub const SLTU: Definition = Definition {
    mnemonic: "sltu",
    encoding: Encoding::register(3, 0),
    semantics: Semantics::Compute(|x, y| u32::from(x < y)),
    rows: Rows::Registers(LookupOp::Sltu),
};

/// `sltiu`.
pub const SLTIU: Definition = Definition {
    mnemonic: "sltiu",
    encoding: Encoding::immediate(3),
    semantics: Semantics::Compute(|x, y| u32::from(x < y)),
    rows: Rows::Immediate(LookupOp::Sltu),
};
