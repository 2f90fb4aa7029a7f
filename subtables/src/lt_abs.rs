//! `[x < y]` but for the top bits: `Σ_{i≥1} (1-x_i) y_i Π_{1≤j<i} e_j`.

use crate::Subtable;
use crate::operands::{less_than, split_index, split_point, without_top_bit};
use poly::Scalar;

/// `[x < y]` but for the top bits: `Σ_{i≥1} (1-x_i) y_i Π_{1≤j<i} e_j`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LtAbs;

impl<F: Scalar> Subtable<F> for LtAbs {
    fn name(&self) -> String {
        "LT_ABS".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(without_top_bit(x, log_size) < without_top_bit(y, log_size))
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        less_than(&x[1..], &y[1..])
    }
}
