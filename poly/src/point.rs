//! Points of the multilinear world.

use crate::Scalar;
use std::ops::Deref;
use std::sync::Arc;

/// A point `r = (r_0, .., r_{n-1})`; `r_0` is the variable of the **most** significant index bit.
///
/// Cheap to clone. The only place where variable orders are converted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Point<F>(Arc<[F]>);

impl<F: Scalar> Point<F> {
    /// The point with these coordinates, most significant variable first.
    pub fn new(coordinates: Vec<F>) -> Self {
        Self(coordinates.into())
    }

    /// The boolean point of an index with `num_vars` bits.
    pub fn from_index(index: usize, num_vars: usize) -> Self {
        (0..num_vars).rev().map(|k| F::from((index >> k & 1) as u64)).collect::<Vec<_>>().into()
    }

    /// The point without its first (most significant) coordinates: what a polynomial in the last `num_vars` variables sees.
    ///
    /// *Preconditions*: `num_vars <= self.len()`.
    pub fn last(&self, num_vars: usize) -> Self {
        self.0[self.len() - num_vars..].to_vec().into()
    }
}

impl<F: Scalar> From<Vec<F>> for Point<F> {
    fn from(coordinates: Vec<F>) -> Self {
        Self::new(coordinates)
    }
}

impl<F> Deref for Point<F> {
    type Target = [F];
    fn deref(&self) -> &[F] {
        &self.0
    }
}
