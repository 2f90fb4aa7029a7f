//! Multi-exponentiation typed by the width of the values.

#[cfg(feature = "prover")]
mod fixed;

#[cfg(feature = "prover")]
pub use fixed::FixedBases;

use crate::curve::Curve;

/// `Σ_i scalars_i bases_i`, on one core.
///
/// *Preconditions*: equal lengths.
pub fn sum_of_products<G: Curve>(bases: &[G::Affine], scalars: &[G::ScalarField]) -> G {
    G::msm_unchecked(bases, scalars)
}
