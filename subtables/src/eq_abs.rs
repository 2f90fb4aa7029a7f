//! `[x = y]` but for the top bits: `Π_{i≥1} e_i`.

use crate::Subtable;
use crate::operands::{equal, split_index, split_point, without_top_bit};
use poly::Scalar;

/// `[x = y]` but for the top bits: `Π_{i≥1} e_i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EqAbs;

impl<F: Scalar> Subtable<F> for EqAbs {
    fn name(&self) -> String {
        "EQ_ABS".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(without_top_bit(x, log_size) == without_top_bit(y, log_size))
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        equal(&x[1..], &y[1..])
    }
}
