//! Multiplication: the low and the high word of a product, for every combination of signs.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::{Lookup, LookupOp, Query, high_word, low_word, mask, on};
use crate::row::{Row, cell};
use poly::Scalar;
use subtables::{Identity, Memory, SignExt16, Word};

/// `x y mod 2^XLEN`.
pub struct Mul;

impl Lookup for Mul {
    const NAME: &'static str = "MUL";
    const QUERY: Query = Query::Mul;
    const COLLATION: &'static str = "the low C/2 limbs of IDENTITY: sum 2^(2b(C-1-i)) IDENTITY@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        left.wrapping_mul(right) & mask(word)
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

/// `x y mod 2^XLEN`, as the sequences multiply unsigned words.
pub struct Mulu;

impl Lookup for Mulu {
    const NAME: &'static str = "MULU";
    const QUERY: Query = Query::Mul;
    const COLLATION: &'static str = Mul::COLLATION;

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        Mul::output(left, right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        Mul::memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        Mul::collate(values, word)
    }

    fn degree(word: Word) -> usize {
        Mul::degree(word)
    }
}

/// `floor(x y / 2^XLEN)`, unsigned.
pub struct Mulhu;

impl Lookup for Mulhu {
    const NAME: &'static str = "MULHU";
    const QUERY: Query = Query::Mul;
    const COLLATION: &'static str = "the high C/2 limbs of IDENTITY: sum 2^(2b(C/2-1-i)) IDENTITY@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        ((u128::from(left) * u128::from(right)) >> word.bits) as u64
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Identity, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        high_word(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// All bits equal to the sign of `x`: `0` or `2^XLEN - 1`.
pub struct Movsign;

impl Lookup for Movsign {
    const NAME: &'static str = "MOVSIGN";
    const QUERY: Query = Query::Move;
    const COLLATION: &'static str = "sum_(i>=C/2) 2^(2b(C-1-i)) SIGN_EXT16@(C/2); IDENTITY@i range-checks the limbs";

    #[inline]
    fn output(left: u64, _right: u64, word: Word) -> u64 {
        (left >> (word.bits - 1)) * mask(word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = on(SignExt16, word.chunks / 2..word.chunks / 2 + 1);
        memories.extend(on(Identity, 0..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        let limbs = vec![values[0]; word.chunks];
        low_word(&limbs, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// Rows that leave the high word of the signed product of `x` and `y` in `rd`; `v` and the five cells after it are scratch.
///
/// With `s_x, s_y` in `{0, 1}` the signs, `x_signed y_signed = x y - 2^XLEN (s_x y + s_y x) + 2^(2 XLEN) s_x s_y`, so its high word is
/// `hi(x y) - s_x y - s_y x` modulo `2^XLEN`, and MOVSIGN gives `-s`.
pub(super) fn signed_high_word(rd: u8, x: u8, y: u8, v: u8) -> [Row; 7] {
    [
        Row::from_left(LookupOp::Movsign, v, x),
        Row::from_left(LookupOp::Movsign, v + 1, y),
        Row::lookup(LookupOp::Mulhu, v + 2, x, y),
        Row::lookup(LookupOp::Mulu, v + 3, v, y),
        Row::lookup(LookupOp::Mulu, v + 4, v + 1, x),
        Row::lookup(LookupOp::Add, v + 5, v + 2, v + 3),
        Row::lookup(LookupOp::Add, rd, v + 5, v + 4),
    ]
}

/// The rows of `mulhsu`: as [`signed_high_word`], with an unsigned `y`.
fn mixed_high_word(o: Operands) -> Vec<Row> {
    let [sign, high, product] = [0, 1, 2].map(|k| cell::VIRTUAL + k);
    vec![
        Row::from_left(LookupOp::Movsign, sign, o.x),
        Row::lookup(LookupOp::Mulhu, high, o.x, o.y),
        Row::lookup(LookupOp::Mulu, product, sign, o.y),
        Row::lookup(LookupOp::Add, o.rd, high, product),
    ]
}

/// `mul`.
pub const MUL: Definition = Definition {
    mnemonic: "mul",
    encoding: Encoding::register(0, 1),
    semantics: Semantics::Compute(u32::wrapping_mul),
    rows: Rows::Registers(LookupOp::Mul),
};

/// `mulh`.
pub const MULH: Definition = Definition {
    mnemonic: "mulh",
    encoding: Encoding::register(1, 1),
    semantics: Semantics::Compute(|x, y| ((i64::from(x as i32) * i64::from(y as i32)) >> 32) as u32),
    rows: Rows::Sequence(|o| signed_high_word(o.rd, o.x, o.y, cell::VIRTUAL).to_vec()),
};

/// `mulhsu`.
pub const MULHSU: Definition = Definition {
    mnemonic: "mulhsu",
    encoding: Encoding::register(2, 1),
    semantics: Semantics::Compute(|x, y| ((i64::from(x as i32) * i64::from(y)) >> 32) as u32),
    rows: Rows::Sequence(mixed_high_word),
};

/// `mulhu`.
pub const MULHU: Definition = Definition {
    mnemonic: "mulhu",
    encoding: Encoding::register(3, 1),
    semantics: Semantics::Compute(|x, y| ((u64::from(x) * u64::from(y)) >> 32) as u32),
    rows: Rows::Registers(LookupOp::Mulhu),
};
