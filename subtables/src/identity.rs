//! The index itself: `Σ_i 2^i r_{n-1-i}`.

use crate::Subtable;
use poly::Scalar;

/// The index itself: `Σ_i 2^i r_{n-1-i}`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Identity;

impl<F: Scalar> Subtable<F> for Identity {
    fn name(&self) -> String {
        "IDENTITY".into()
    }

    fn entry(&self, index: u64, _log_size: usize) -> u64 {
        index
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        poly::eq::identity(point)
    }
}
