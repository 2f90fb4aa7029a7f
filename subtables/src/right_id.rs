//! The right operand: `Σ_i 2^i y_{b-1-i}`. It ties chunks to operands (protocol R12).

use crate::Subtable;
use crate::operands::{split_index, split_point};
use poly::Scalar;

/// The right operand: `Σ_i 2^i y_{b-1-i}`. It ties chunks to operands (protocol R12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RightId;

impl<F: Scalar> Subtable<F> for RightId {
    fn name(&self) -> String {
        "RIGHT_ID".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        split_index(index, log_size).1
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        poly::eq::identity(split_point(point).1)
    }
}
