//! The lowest bit of the index: `r_{n-1}`.

use crate::Subtable;
use poly::Scalar;

/// The lowest bit of the index: `r_{n-1}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bit0;

impl<F: Scalar> Subtable<F> for Bit0 {
    fn name(&self) -> String {
        "BIT0".into()
    }

    fn entry(&self, index: u64, _log_size: usize) -> u64 {
        index & 1
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        point[point.len() - 1]
    }
}
