//! A chunk's share in a left shift.

use crate::amount::{amounts, power_of_two, shift_amount};
use crate::operands::split_index;
use crate::{Subtable, Word};
use poly::Scalar;

/// `(x << s) mod 2^{XLEN - b k}` with `s = y mod XLEN`: what the chunk at place `k` (0 is the least significant) contributes, in units of `2^{bk}`.
///
/// `Σ_s eq(y, s) Σ_{j<m} 2^{s+j} x_{b-1-j}` with `m = b - min(b, max(0, s + b(k+1) - XLEN))`, the bits that stay inside the word.
///
/// *Preconditions*: `XLEN` is a power of two of at most 64, and a chunk's operand holds a shift amount: `2^b >= XLEN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sll {
    /// Place of the chunk, counted from the least significant.
    pub k: usize,
    /// Shape of the operands.
    pub word: Word,
}

impl<F: Scalar> Subtable<F> for Sll {
    fn name(&self) -> String {
        format!("SLL_{}", self.k)
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        let width = self.word.bits - self.word.operand_bits() * self.k;
        let shifted = u128::from(x) << shift_amount(y, self.word);
        (shifted & ((1 << width) - 1)) as u64
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, amounts) = amounts(point, self.word);
        // low[m] = Σ_{j<m} 2^j x_{b-1-j}
        let mut low = vec![F::zero()];
        for (j, bit) in x.iter().rev().enumerate() {
            low.push(low[j] + power_of_two::<F>(j) * bit);
        }
        let end = x.len() * (self.k + 1);
        let kept = |s: usize| x.len() - (s + end).saturating_sub(self.word.bits).min(x.len());
        amounts.iter().enumerate().map(|(s, eq)| *eq * power_of_two::<F>(s) * low[kept(s)]).sum()
    }
}
