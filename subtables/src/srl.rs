//! A chunk's share in a right shift.

use crate::amount::{amounts, power_of_two, shift_amount};
use crate::operands::split_index;
use crate::{Subtable, Word};
use poly::Scalar;

/// `(x 2^{bk}) >> s` with `s = y mod XLEN`: what the chunk at place `k` (0 is the least significant) contributes to a logical right shift.
///
/// `Σ_s eq(y, s) Σ_{m<=j<b} 2^{bk+j-s} x_{b-1-j}` with `m = min(b, max(0, s - bk))`, the bits that fall out.
///
/// *Preconditions*: as for [`crate::Sll`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Srl {
    /// Place of the chunk, counted from the least significant.
    pub k: usize,
    /// Shape of the operands.
    pub word: Word,
}

impl<F: Scalar> Subtable<F> for Srl {
    fn name(&self) -> String {
        format!("SRL_{}", self.k)
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        let placed = u128::from(x) << (self.word.operand_bits() * self.k);
        (placed >> shift_amount(y, self.word)) as u64
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, amounts) = amounts(point, self.word);
        // high[m] = Σ_{j>=m} 2^{j-m} x_{b-1-j}
        let mut high = vec![F::zero(); x.len() + 1];
        for (m, bit) in x.iter().rev().enumerate().rev() {
            high[m] = high[m + 1].double() + bit;
        }
        let start = x.len() * self.k;
        let term = |(s, eq): (usize, &F)| {
            let dropped = s.saturating_sub(start).min(x.len());
            *eq * power_of_two::<F>((start + dropped).saturating_sub(s)) * high[dropped]
        };
        amounts.iter().enumerate().map(term).sum()
    }
}
