//! Conditional branches.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::lookup::{Lookup, LookupOp, Query, on, signed_less, signed_less_memories, unsigned_less, unsigned_less_memories};
use crate::set::comparisons::{Slt, Sltu};
use poly::Scalar;
use subtables::{Eq, Memory, Word};

/// `[x = y]`.
pub struct Beq;

impl Lookup for Beq {
    const NAME: &'static str = "BEQ";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "prod EQ@i";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        u64::from(left == right)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Eq, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], _word: Word) -> F {
        values.iter().product()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[x != y]`.
pub struct Bne;

impl Lookup for Bne {
    const NAME: &'static str = "BNE";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "1 - prod EQ@i";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        u64::from(left != right)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Eq, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], _word: Word) -> F {
        F::one() - values.iter().product::<F>()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[x >= y]`, unsigned.
pub struct Bgeu;

impl Lookup for Bgeu {
    const NAME: &'static str = "BGEU";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "1 - L, L of SLTU";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        1 - Sltu::output(left, right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        unsigned_less_memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        F::one() - unsigned_less(values, word)
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[x >= y]`, signed.
pub struct Bge;

impl Lookup for Bge {
    const NAME: &'static str = "BGE";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "1 - S, S of SLT";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        1 - Slt::output(left, right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        signed_less_memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        F::one() - signed_less(values, word)
    }

    fn degree(word: Word) -> usize {
        word.chunks + 2
    }
}

/// `beq`.
pub const BEQ: Definition = Definition {
    mnemonic: "beq",
    encoding: Encoding::branch(0),
    semantics: Semantics::Branch(|x, y| x == y),
    rows: Rows::Branch(LookupOp::Beq),
};

/// `bne`.
pub const BNE: Definition = Definition {
    mnemonic: "bne",
    encoding: Encoding::branch(1),
    semantics: Semantics::Branch(|x, y| x != y),
    rows: Rows::Branch(LookupOp::Bne),
};

/// `blt`.
pub const BLT: Definition = Definition {
    mnemonic: "blt",
    encoding: Encoding::branch(4),
    semantics: Semantics::Branch(|x, y| (x as i32) < y as i32),
    rows: Rows::Branch(LookupOp::Slt),
};

/// `bge`.
pub const BGE: Definition = Definition {
    mnemonic: "bge",
    encoding: Encoding::branch(5),
    semantics: Semantics::Branch(|x, y| x as i32 >= y as i32),
    rows: Rows::Branch(LookupOp::Bge),
};

/// `bltu`.
pub const BLTU: Definition = Definition {
    mnemonic: "bltu",
    encoding: Encoding::branch(6),
    semantics: Semantics::Branch(|x, y| x < y),
    rows: Rows::Branch(LookupOp::Sltu),
};

/// `bgeu`.
pub const BGEU: Definition = Definition {
    mnemonic: "bgeu",
    encoding: Encoding::branch(7),
    semantics: Semantics::Branch(|x, y| x >= y),
    rows: Rows::Branch(LookupOp::Bgeu),
};
