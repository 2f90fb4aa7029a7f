//! `[x < y]`, unsigned: `Σ_i (1-x_i) y_i Π_{j<i} e_j` with `e_j` of [`crate::Eq`].

use crate::Subtable;
use crate::operands::{less_than, split_index, split_point};
use poly::Scalar;

/// `[x < y]`, unsigned: `Σ_i (1-x_i) y_i Π_{j<i} e_j` with `e_j` of [`crate::Eq`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ltu;

impl<F: Scalar> Subtable<F> for Ltu {
    fn name(&self) -> String {
        "LTU".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let (x, y) = split_index(index, log_size);
        u64::from(x < y)
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        let (x, y) = split_point(point);
        less_than(x, y)
    }
}
