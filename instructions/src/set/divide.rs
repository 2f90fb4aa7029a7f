//! Division: the prover advises the quotient (and the remainder's magnitude), assertions leave it no choice.

use crate::definition::{Definition, Rows, Semantics};
use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::{Lookup, LookupOp, Query, mask, on, unsigned_less, unsigned_less_memories, weighted};
use crate::row::{Advice, AdviceValue, Row, cell};
use crate::set::branches::Beq;
use crate::set::multiply::signed_high_word;
use poly::Scalar;
use subtables::{Div0, Eq, LeftZero, Ltu, Memory, MinNeg1, RightId, RightZero, Word};

/// `[x = y]`, asserted.
pub struct AssertEq;

impl Lookup for AssertEq {
    const NAME: &'static str = "ASSERT_EQ";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = Beq::COLLATION;

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        Beq::output(left, right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        Beq::memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        Beq::collate(values, word)
    }

    fn degree(word: Word) -> usize {
        Beq::degree(word)
    }
}

/// `[x <= y]`, unsigned, asserted.
pub struct AssertLte;

impl Lookup for AssertLte {
    const NAME: &'static str = "ASSERT_LTE";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "L + prod EQ@i, L of SLTU";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        u64::from(left <= right)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = on(Ltu, 0..word.chunks);
        memories.extend(on(Eq, 0..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        let (less, equal) = (&values[..2 * word.chunks - 1], &values[word.chunks..]);
        unsigned_less(less, word) + equal.iter().product::<F>()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[r < d or d = 0]`: a remainder `r` (left) of an unsigned division by `d` (right).
pub struct AssertValidUrem;

impl Lookup for AssertValidUrem {
    const NAME: &'static str = "ASSERT_VALID_UREM";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "L + prod RIGHT_ZERO@i, L of SLTU";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        u64::from(left < right || right == 0)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = unsigned_less_memories(word);
        memories.extend(on(RightZero, 0..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        let (less, zero) = values.split_at(2 * word.chunks - 1);
        unsigned_less(less, word) + zero.iter().product::<F>()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `[d != 0 or q = 2^XLEN - 1]`: a quotient `q` (right) of a division by `d` (left).
pub struct AssertValidDiv0;

impl Lookup for AssertValidDiv0 {
    const NAME: &'static str = "ASSERT_VALID_DIV0";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "1 - prod LEFT_ZERO@i + prod DIV0@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        u64::from(left != 0 || right == mask(word))
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = on(LeftZero, 0..word.chunks);
        memories.extend(on(Div0, 0..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        let (zero, valid) = values.split_at(word.chunks);
        F::one() - zero.iter().product::<F>() + valid.iter().product::<F>()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// `y`, but 1 if `x = -2^(XLEN-1)` and `y = -1`: the divisor with which the overflowing division is an ordinary one.
pub struct ChangeDivisor;

impl Lookup for ChangeDivisor {
    const NAME: &'static str = "CHANGE_DIVISOR";
    const QUERY: Query = Query::Concat;
    const COLLATION: &'static str = "sum 2^(b(C-1-i)) RIGHT_ID@i - (2^XLEN - 2) MIN_NEG1@0 prod_(i>=1) DIV0@i";

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        if left == 1 << (word.bits - 1) && right == mask(word) { 1 } else { right }
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = on(RightId, 0..word.chunks);
        memories.extend(on(MinNeg1, 0..1));
        memories.extend(on(Div0, 1..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        let (right, overflow) = values.split_at(word.chunks);
        weighted(right, word) - F::from(mask(word) - 1) * overflow.iter().product::<F>()
    }

    fn degree(word: Word) -> usize {
        word.chunks
    }
}

/// Which of the two results an instruction writes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Quotient,
    Remainder,
}

/// The rows of an unsigned division.
///
/// *Soundness*: `hi(q y) = 0` makes `q y` an integer of one word, `q y <= x` and `x - q y < y` leave one `q` for `y > 0`. For `y = 0` the
/// remainder is `x` whatever `q` is, and a quotient that is written is asserted to be `2^XLEN - 1`.
fn unsigned(part: Part, o: Operands) -> Vec<Row> {
    let [quotient, high, product, remainder] = [0, 1, 2, 3].map(|k| cell::VIRTUAL + k);
    let mut rows = vec![Row::advice(quotient, Advice { value: AdviceValue::UnsignedQuotient, dividend: o.x, divisor: o.y })];
    if part == Part::Quotient {
        rows.push(Row::assert(LookupOp::AssertValidDiv0, o.y, quotient));
    }
    rows.extend([
        Row::lookup(LookupOp::Mulhu, high, quotient, o.y),
        Row::assert(LookupOp::AssertEq, high, cell::ZERO),
        Row::lookup(LookupOp::Mulu, product, quotient, o.y),
        Row::assert(LookupOp::AssertLte, product, o.x),
        Row::lookup(LookupOp::Sub, remainder, o.x, product),
        Row::assert(LookupOp::AssertValidUrem, remainder, o.y),
        Row::from_left(LookupOp::Move, o.rd, if part == Part::Quotient { quotient } else { remainder }),
    ]);
    rows
}

/// Rows that leave in `rd` the negative of `magnitude` where `sign` is all ones, and `magnitude` where it is 0; `scratch` is overwritten.
fn with_sign(rd: u8, magnitude: u8, sign: u8, scratch: u8) -> [Row; 2] {
    [Row::lookup(LookupOp::Xor, scratch, magnitude, sign), Row::lookup(LookupOp::Sub, rd, scratch, sign)]
}

/// The rows of a signed division: truncation towards zero, the remainder has the dividend's sign.
///
/// *Soundness*: with `d` the divisor after [`ChangeDivisor`], `hi(q d) = sign(lo(q d))` makes `q d` a signed integer of one word; the remainder
/// `r` has the magnitude `a < |d|` and the dividend's sign, so that `q d + r = x` modulo `2^XLEN` is an equality of integers. It leaves one
/// `(q, r)` for `d != 0`; for `y = 0` the quotient is asserted to be -1 and `r = x`.
fn signed(part: Part, o: Operands) -> Vec<Row> {
    let [quotient, magnitude, divisor, high, product, product_sign, sign] = [0, 1, 2, 3, 4, 5, 6].map(|k| cell::VIRTUAL + k);
    let [flipped, remainder, sum, divisor_sign, divisor_flipped, divisor_magnitude, scratch] =
        [7, 8, 9, 10, 11, 12, 13].map(|k| cell::VIRTUAL + k);
    let advice = |value| Advice { value, dividend: o.x, divisor: o.y };
    let mut rows = vec![
        Row::advice(quotient, advice(AdviceValue::SignedQuotient)),
        Row::advice(magnitude, advice(AdviceValue::RemainderMagnitude)),
        Row::assert(LookupOp::AssertValidDiv0, o.y, quotient),
        Row::lookup(LookupOp::ChangeDivisor, divisor, o.x, o.y),
    ];
    rows.extend(signed_high_word(high, quotient, divisor, scratch));
    rows.extend([
        Row::lookup(LookupOp::Mul, product, quotient, divisor),
        Row::with_imm(LookupOp::Sra, product_sign, product, 31),
        Row::assert(LookupOp::AssertEq, high, product_sign),
        Row::with_imm(LookupOp::Sra, sign, o.x, 31),
    ]);
    rows.extend(with_sign(remainder, magnitude, sign, flipped));
    rows.extend([
        Row::lookup(LookupOp::Add, sum, product, remainder),
        Row::assert(LookupOp::AssertEq, sum, o.x),
        Row::with_imm(LookupOp::Sra, divisor_sign, divisor, 31),
    ]);
    rows.extend(with_sign(divisor_magnitude, divisor, divisor_sign, divisor_flipped));
    rows.extend([
        Row::assert(LookupOp::AssertValidUrem, magnitude, divisor_magnitude),
        Row::from_left(LookupOp::Move, o.rd, if part == Part::Quotient { quotient } else { remainder }),
    ]);
    rows
}

/// `div`.
pub const DIV: Definition = Definition {
    mnemonic: "div",
    encoding: Encoding::register(4, 1),
    semantics: Semantics::Compute(|x, y| if y == 0 { u32::MAX } else { (x as i32).wrapping_div(y as i32) as u32 }),
    rows: Rows::Sequence(|o| signed(Part::Quotient, o)),
};

/// `divu`.
pub const DIVU: Definition = Definition {
    mnemonic: "divu",
    encoding: Encoding::register(5, 1),
    semantics: Semantics::Compute(|x, y| x.checked_div(y).unwrap_or(u32::MAX)),
    rows: Rows::Sequence(|o| unsigned(Part::Quotient, o)),
};

/// `rem`.
pub const REM: Definition = Definition {
    mnemonic: "rem",
    encoding: Encoding::register(6, 1),
    semantics: Semantics::Compute(|x, y| if y == 0 { x } else { (x as i32).wrapping_rem(y as i32) as u32 }),
    rows: Rows::Sequence(|o| signed(Part::Remainder, o)),
};

/// `remu`.
pub const REMU: Definition = Definition {
    mnemonic: "remu",
    encoding: Encoding::register(7, 1),
    semantics: Semantics::Compute(|x, y| x.checked_rem(y).unwrap_or(x)),
    rows: Rows::Sequence(|o| unsigned(Part::Remainder, o)),
};
