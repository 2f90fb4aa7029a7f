//! The inner-product argument.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

#[cfg(feature = "prover")]
#[allow(clippy::indexing_slicing)]
mod fold;
#[cfg(feature = "prover")]
#[allow(clippy::indexing_slicing)]
mod prover;

#[cfg(all(test, feature = "prover"))]
pub(super) use prover::open_by_definition;

use super::opening::{Opening, RowClaim};
use crate::curve::{Curve, decode_points, generators, point_bytes};
use ark_ff::{AdditiveGroup, Field, One};
use ark_serialize::CanonicalSerialize;
use poly::Scalar;
use transcript::{Label, ProofError, VerifierChannel};

const BASE: Label = "hyrax inner product base";
const CROSS_TERMS: Label = "hyrax inner product cross terms";
const CHALLENGE: Label = "hyrax inner product challenge";
const LAST: Label = "hyrax inner product last";
/// Domain of the hash of the value's generator.
const VALUE_GENERATOR: &str = "joltlab hyrax value generator 1";

/// Shows the inner product of a row `t` and `b = eq(r_lo, ·)` with `2 log C` group elements and one scalar.
///
/// Bünz, Bootle, Boneh, Poelstra, Wuille, Maxwell 2018 ("Bulletproofs"), section 3; protocol 9.1. `Q = u_0 H` with `u_0` drawn when `P` and
/// `y` are fixed, and `P' = P + y Q` commits to `t` and the value. Each round halves the vectors:
///
/// - the prover sends `L = <t_lo, G_hi> + <t_lo, b_hi> Q` and `R = <t_hi, G_lo> + <t_hi, b_lo> Q`, and `u` is drawn, not 0;
/// - `t' = u t_lo + u^{-1} t_hi`, `G' = u^{-1} G_lo + u G_hi`, `b' = u^{-1} b_lo + u b_hi`, `P'' = P' + u^2 L + u^{-2} R`.
///
/// At the end the prover sends the scalar `t`, and `P' = t (G + b Q)`. The verifier does not fold generators: the last `G` is `Σ_j s_j G_j`
/// with `s = ⊗ (u_k^{-1}, u_k)`, the last `b` is `Π_k (u_k^{-1} (1 - r_k) + u_k r_k)`, and everything is one sum.
///
/// *Soundness*: knowledge error `(4 log C + 1) / (|F| - 1)`, since challenges enter as squares, and discrete logarithm (theorem 1 of the paper).
/// *Deviation*: `b` is public and not committed; nothing is hidden.
#[derive(Clone, Copy, Debug, Default)]
pub struct InnerProduct;

/// The generator of values, in no known relation to those of rows.
pub(super) fn value_generator<G: Curve>() -> G::Affine {
    generators::<G>(VALUE_GENERATOR, 0..1).first().copied().unwrap_or_default()
}

/// A challenge that is not 0.
fn unit<F: Scalar>(label: Label, channel: &mut dyn VerifierChannel<F>) -> Result<F, ProofError> {
    let challenge = channel.challenge(label);
    channel.check("hyrax inner product unit", !challenge.is_zero())?;
    Ok(challenge)
}

impl<G: Curve> Opening<G> for InnerProduct {
    const NAME: &'static str = "hyrax-ipa";
    /// Rows twice as long as those of [`super::Plain`]: half of the commitments, and the verifier's time is about the same.
    const ROW_WEIGHT: usize = 4;

    fn proof_bytes(log_columns: usize) -> usize {
        2 * log_columns * point_bytes::<G>() + G::ScalarField::ZERO.compressed_size()
    }

    fn verify(claim: RowClaim<'_, G>, channel: &mut dyn VerifierChannel<G::ScalarField>) -> Result<(), ProofError> {
        let base = unit(BASE, channel)?;
        let (mut cross_terms, mut challenges) = (Vec::new(), Vec::new());
        for _ in claim.point {
            let bytes = channel.receive_bytes(CROSS_TERMS, 2 * point_bytes::<G>())?;
            cross_terms.extend(decode_points::<G>(CROSS_TERMS, &bytes)?);
            challenges.push(unit(CHALLENGE, channel)?);
        }
        let last = channel.receive_one(LAST)?;

        let mut inverses = challenges.clone();
        ark_ff::batch_inversion(&mut inverses);
        let (mut scalars, mut b, mut weights) = (vec![last], G::ScalarField::one(), Vec::new());
        for ((u, inverse), r) in challenges.iter().zip(&inverses).zip(claim.point) {
            scalars = scalars.iter().flat_map(|s| [*s * inverse, *s * u]).collect();
            b *= *inverse + *r * (*u - inverse);
            weights.extend([-u.square(), -inverse.square()]);
        }
        cross_terms.push(value_generator::<G>());
        weights.push(base * (last * b - claim.value));
        channel.check("hyrax inner product", claim.difference(scalars, &cross_terms, &weights).is_zero())
    }
}
