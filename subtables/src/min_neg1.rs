//! `[x = 2^(b-1) ∧ y = 2^b - 1]`: `x_0 Π_{i>=1} (1-x_i) Π_i y_i`; the top chunks of the dividend and the divisor that overflow.

use crate::Subtable;
use crate::operands::{all_ones, all_zero, split_index, split_point};
use poly::Scalar;

/// `[x = 2^(b-1) ∧ y = 2^b - 1]`: `x_0 Π_{i>=1} (1-x_i) Π_i y_i`; the top chunks of the dividend and the divisor that overflow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct MinNeg1;

impl<F: Scalar> Subtable<F> for MinNeg1 {
    fn name(&self) -> String {
        "MIN_NEG1".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(x == 1 << (log_size / 2 - 1) && y == all_ones(log_size))
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        x[0] * all_zero(&x[1..]) * y.iter().product::<F>()
    }
}
