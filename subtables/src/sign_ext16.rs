//! All bits of the index equal to its top bit: `(2^n - 1) r_0`, 16 bits of sign for a limb of 16 bits.

use crate::Subtable;
use poly::Scalar;

/// All bits of the index equal to its top bit: `(2^n - 1) r_0`, 16 bits of sign for a limb of 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SignExt16;

impl<F: Scalar> Subtable<F> for SignExt16 {
    fn name(&self) -> String {
        "SIGN_EXT16".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        (index >> (log_size - 1)) * ((1 << log_size) - 1)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        point[0] * F::from((1u64 << point.len()) - 1)
    }
}
