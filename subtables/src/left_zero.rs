//! `[x = 0]`: `Π_i (1-x_i)`.

use crate::Subtable;
use crate::operands::{all_zero, split_index, split_point};
use poly::Scalar;

/// `[x = 0]`: `Π_i (1-x_i)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LeftZero;

impl<F: Scalar> Subtable<F> for LeftZero {
    fn name(&self) -> String {
        "LEFT_ZERO".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        u64::from(split_index(index, log_size).0 == 0)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        all_zero(split_point(point).0)
    }
}
