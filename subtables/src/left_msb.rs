//! The top bit of the left operand: `x_0`.

use crate::Subtable;
use crate::operands::{split_index, top_bit};
use poly::Scalar;

/// The top bit of the left operand: `x_0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LeftMsb;

impl<F: Scalar> Subtable<F> for LeftMsb {
    fn name(&self) -> String {
        "LEFT_MSB".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, _) = split_index(index, log_size);
        top_bit(x, log_size)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        point[0]
    }
}
