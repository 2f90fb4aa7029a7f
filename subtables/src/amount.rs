//! The shift amount: the low `log2 XLEN` bits of a chunk's right operand.

use crate::Word;
use crate::operands::split_point;
use poly::Scalar;

/// Bits of a shift amount.
fn amount_bits(word: Word) -> usize {
    word.bits.ilog2() as usize
}

/// `y mod XLEN`.
pub(crate) fn shift_amount(y: u64, word: Word) -> u64 {
    y & (word.bits as u64 - 1)
}

/// The left operand's coordinates, and `eq((y_{b-log2 XLEN}, .., y_{b-1}), s)` for every amount `s < XLEN`.
pub(crate) fn amounts<F: Scalar>(point: &[F], word: Word) -> (&[F], Vec<F>) {
    let (x, y) = split_point(point);
    (x, poly::eq::table(&y[y.len() - amount_bits(word)..]))
}

/// `2^exponent`, for exponents below 128.
pub(crate) fn power_of_two<F: Scalar>(exponent: usize) -> F {
    F::from(1u128 << exponent)
}
