//! `[x = y]`: `Π_i e_i` with `e_i = x_i y_i + (1-x_i)(1-y_i)`.

use crate::Subtable;
use crate::operands::{equal, split_index, split_point};
use poly::Scalar;

/// `[x = y]`: `Π_i e_i` with `e_i = x_i y_i + (1-x_i)(1-y_i)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Eq;

impl<F: Scalar> Subtable<F> for Eq {
    fn name(&self) -> String {
        "EQ".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(x == y)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        equal(x, y)
    }
}
