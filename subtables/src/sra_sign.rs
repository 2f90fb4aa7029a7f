//! The sign bits of an arithmetic right shift.

use crate::amount::{amounts, power_of_two, shift_amount};
use crate::operands::{split_index, top_bit};
use crate::{Subtable, Word};
use poly::Scalar;

/// The top `s = y mod XLEN` bits of a word if the top bit of `x` is set, else 0; read at the most significant chunk.
///
/// `x_0 Σ_s eq(y, s) (2^XLEN - 2^{XLEN-s})`.
///
/// *Preconditions*: as for [`crate::Sll`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SraSign {
    /// Shape of the operands.
    pub word: Word,
}

impl<F: Scalar> Subtable<F> for SraSign {
    fn name(&self) -> String {
        "SRA_SIGN".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        let word = 1u128 << self.word.bits;
        let sign = word - (word >> shift_amount(y, self.word));
        top_bit(x, log_size) * sign as u64
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, amounts) = amounts(point, self.word);
        let word = power_of_two::<F>(self.word.bits);
        let fill = |s: usize| word - power_of_two::<F>(self.word.bits - s);
        x[0] * amounts.iter().enumerate().map(|(s, eq)| *eq * fill(s)).sum::<F>()
    }
}
