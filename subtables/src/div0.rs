//! `[x = 0 ∧ y = 2^b - 1]`: `Π_i (1-x_i) y_i`; a chunk of divisor 0 and its quotient.

use crate::Subtable;
use crate::operands::{all_ones, all_zero, split_index, split_point};
use poly::Scalar;

/// `[x = 0 ∧ y = 2^b - 1]`: `Π_i (1-x_i) y_i`; a chunk of divisor 0 and its quotient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Div0;

impl<F: Scalar> Subtable<F> for Div0 {
    fn name(&self) -> String {
        "DIV0".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(x == 0 && y == all_ones(log_size))
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        all_zero(x) * y.iter().product::<F>()
    }
}
