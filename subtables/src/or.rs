//! Bitwise OR of the two operands: `Σ_i 2^i (x+y-xy)` over their bits.

use crate::Subtable;
use crate::operands::{bitwise, split_index};
use poly::Scalar;

/// Bitwise OR of the two operands: `Σ_i 2^i (x+y-xy)` over their bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Or;

impl<F: Scalar> Subtable<F> for Or {
    fn name(&self) -> String {
        "OR".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        x | y
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        bitwise(point, |x, y| x + y - x * y)
    }
}
