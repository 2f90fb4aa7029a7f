//! The top bit of the right operand: `y_0`.

use crate::Subtable;
use crate::operands::{split_index, top_bit};
use poly::Scalar;

/// The top bit of the right operand: `y_0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RightMsb;

impl<F: Scalar> Subtable<F> for RightMsb {
    fn name(&self) -> String {
        "RIGHT_MSB".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (_, y) = split_index(index, log_size);
        top_bit(y, log_size)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        point[point.len() / 2]
    }
}
