//! `[y = 0]`: `Π_i (1-y_i)`.

use crate::Subtable;
use crate::operands::{all_zero, split_index, split_point};
use poly::Scalar;

/// `[y = 0]`: `Π_i (1-y_i)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RightZero;

impl<F: Scalar> Subtable<F> for RightZero {
    fn name(&self) -> String {
        "RIGHT_ZERO".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        u64::from(split_index(index, log_size).1 == 0)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        all_zero(split_point(point).1)
    }
}
