//! Zeromorph: one value of a multilinear polynomial is an identity between univariate polynomials.
//!
//! Kohrita, Towa 2023 ("Zeromorph: zero-knowledge multilinear-evaluation proofs from homomorphic univariate commitments", eprint 2023/917);
//! protocol 9.2. Over [`crate::kzg`]'s commitments, with `N = 2^n` values, `U(f)(X) = Σ_i f(i) X^i`, and `u_k` the coordinate of the `k`-th
//! **least** significant variable, `u_k = point[n-1-k]`.
//!
//! `f(u) = v` holds exactly if there are multilinear `q_k` in the `k` least significant variables with `f - v = Σ_k (X_k - u_k) q_k`, so
//! exactly if there are univariate `q_k` of degree below `2^k` with
//!
//! `U(f) = v Φ_n(X) + Σ_k c_k(X) q_k(X)`, `c_k(X) = X^{2^k} V_{k+1}(X) - u_k V_k(X)`, `V_k(X) = Π_{k <= j < n} (1 + X^{2^j})`, `Φ_n = V_0`.
//!
//! 1. The prover sends `[q_k]` for all `k < n`. Then `y`.
//! 2. It sends `[q~]`, the reversed quotients `q~(X) = Σ_k y^k X^{2^k-1} q_k(1/X)`. Then `x`, not 0 and no root of `Φ_n`, and `z`.
//! 3. It sends `a = q~(x)`, the quotient `[W_1]` of `q~ + z Z` by `X - x` with `Z = U(f) - v Φ_n(x) - Σ_k c_k(x) q_k`, and the quotient
//!    `[W_2]` of `A = Σ_k y^k x^{2^k-1} q_k` by `X - 1/x`. Then `d`.
//! 4. The verifier checks `q~ + z Z - a = (X - x) W_1` and `A - a = (X - 1/x) W_2`, the second times `d`, with one product of two pairings:
//!    `e(q~ + z Z - a + x W_1 + d (A - a + W_2 / x), [1]_2) = e(W_1 + d W_2, [τ]_2)`.
//!
//! *Shape*: `n + 3` group elements and one scalar after a group element for each column; 32 bytes each over BN254. The prover's
//! multi-exponentiations have `N` terms for all `q_k`, `N/2` for `q~`, `N` for `W_1` and `N/2` for `W_2`: `3 N` in all.
//!
//! *Soundness*: let all polynomials have degrees below `D` ([`crate::kzg`] says why, and what `D` is).
//! - Both equations of step 4 hold, but for one `d`. So `a = A(1/x)`, which neither `z` nor the prover can change once `x` is drawn;
//!   `q~(x) - a + z Z(x) = 0` then gives `q~(x) = A(1/x)` and `Z(x) = 0`, but for one `z`.
//! - Suppose that some `q_k` has degree `2^k` or more. For one exponent `i > 0` the coefficient of `X^{-i}` in
//!   `Σ_k y^k X^{2^k-1} q_k(1/X)` is a polynomial in `y` of degree below `n` that is not zero. Where it does not vanish, that sum is not
//!   `q~`, which has no negative exponents, and `X^{D-1}` times the difference has degree at most `2D - 2`: so many `x` hide it.
//! - Otherwise the `q_k` are short. Then `v Φ_n + Σ_k c_k q_k` has degree below `N` and is `U` of a polynomial with the value `v` at `u`.
//!   If that is not the committed polynomial, `Z(x)` as a polynomial in `x` is not zero; at most `D - 1` values `x` hide it. This covers
//!   committed polynomials of degree `N` or more: nothing cancels their high coefficients.
//!
//! A false claim passes with probability at most `((n - 1) + (2D - 2) + 1 + 1) / |F|`. A short column with values beyond its length is a
//! column of `N` values, as in [`crate::Hyrax`]: the opening reduction's last term covers it.
//!
//! *Deviation*: the paper bounds degrees by shifting: by `X^{N-2^k} q_k`, and by a final quotient times `X^{D-N+1}`, which needs
//! `[τ^{D-N+1}]_2`. A ceremony of power `k` publishes `D = 2^{k+1} - 1` powers in the first group and `2^k` in the second: for `N` up to
//! `2^k` the point does not exist, and against any smaller `D` the powers that were left out break the bound. Reversal needs no point but
//! `[τ]_2`, does not ask how many powers exist, and costs one group element and one scalar more. `q~` itself needs no bound.
//! *Deviation*: the `V_k` as products of sums are defined for every `x`. Refused are `x = 0`, which has no inverse, and `Φ_n(x) = 0`, where
//! the value does not enter `Z(x)`.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(feature = "prover")]
#[allow(clippy::indexing_slicing, reason = "lengths are the prover's own")]
mod prover;
#[cfg(all(test, feature = "prover"))]
mod tests;

use crate::Curve;
use crate::curve::point_bytes;
use crate::kzg::{Kzg, KzgClaim, KzgVerifierKey, Opening, receive_point, receive_points};
use ark_ec::{AffineRepr, pairing::Pairing};
use ark_ff::{AdditiveGroup, Field, Zero};
use ark_serialize::CanonicalSerialize;
use poly::Scalar;
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {crate::KzgProverKey, poly::Point, transcript::ProverChannel};

const QUOTIENTS: Label = "zeromorph quotients";
const Y: Label = "zeromorph y";
const REVERSED: Label = "zeromorph reversed quotients";
const X: Label = "zeromorph x";
const Z: Label = "zeromorph z";
const REVERSED_VALUE: Label = "zeromorph value of the reversed quotients";
const OPENINGS: Label = "zeromorph openings";
const D: Label = "zeromorph d";

/// KZG commitments opened by Zeromorph's quotients.
///
/// # Example
///
/// ```
/// use ark_bn254::{Bn254, Fr};
/// use pcs::{CommitmentScheme, OpeningShape, ProvingScheme, Srs, Zeromorph};
/// use poly::MultilinearPolynomial;
/// use std::sync::Arc;
///
/// let shape = OpeningShape::of([3]);
/// let (prover_key, verifier_key) = Zeromorph::<Bn254>::setup(&Srs::insecure_test(3), &shape)?;
/// let column = Arc::new(MultilinearPolynomial::<Fr>::from(vec![3u16, 1, 4, 1, 5, 9, 2, 6]));
/// let (commitment, ()) = Zeromorph::<Bn254>::commit(&prover_key, &shape, &[column])?;
/// assert!(Zeromorph::<Bn254>::provenance(&verifier_key).is_some_and(|provenance| provenance.is_insecure()));
/// # Ok::<(), pcs::PcsError>(())
/// ```
pub type Zeromorph<E> = Kzg<E, Quotients>;

/// The opening of [`Zeromorph`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotients;

/// What the quotients are multiplied with.
struct Weights<F> {
    /// `y^k x^{2^k-1}`
    reversal: Vec<F>,
    /// `c_k(x)`
    evaluation: Vec<F>,
    /// `Φ_n(x)`
    constant: F,
}

impl<F: Scalar> Weights<F> {
    fn new(point: &[F], y: F, x: F) -> Self {
        let n = point.len();
        // x^{2^k}, and V_k from the top.
        let squares: Vec<F> = std::iter::successors(Some(x), |power| Some(power.square())).take(n).collect();
        let (mut evaluation, mut v) = (Vec::with_capacity(n), F::one());
        for (power, u) in squares.iter().rev().zip(point) {
            let next = v * (F::one() + power);
            evaluation.push(*power * v - *u * next);
            v = next;
        }
        evaluation.reverse();
        let (mut reversal, mut weight) = (Vec::with_capacity(n), F::one());
        for power in &squares {
            reversal.push(weight);
            // y^{k+1} x^{2^{k+1}-1} = y^k x^{2^k-1} y x^{2^k}
            weight *= y * power;
        }
        Self { reversal, evaluation, constant: v }
    }
}

impl<E: Pairing<G1: Curve>> Opening<E> for Quotients {
    const NAME: &'static str = "zeromorph";

    fn proof_bytes(num_vars: usize) -> usize {
        (num_vars + 3) * point_bytes::<E::G1>() + E::ScalarField::ZERO.compressed_size()
    }

    fn verify(
        key: &KzgVerifierKey<E>,
        claim: KzgClaim<'_, E>,
        channel: &mut dyn VerifierChannel<E::ScalarField>,
    ) -> Result<(), ProofError> {
        let quotients = receive_points::<E::G1>(QUOTIENTS, claim.point.len(), channel)?;
        let y = channel.challenge(Y);
        let reversed = receive_point::<E::G1>(REVERSED, channel)?;
        let (x, z) = (channel.challenge(X), channel.challenge(Z));
        let (inverse, weights) = (x.inverse(), Weights::new(claim.point, y, x));
        channel.check("zeromorph challenge", inverse.is_some() && !weights.constant.is_zero())?;
        let inverse = inverse.unwrap_or_default();
        let a = channel.receive_one(REVERSED_VALUE)?;
        let [at_x, at_inverse] = [receive_point::<E::G1>(OPENINGS, channel)?, receive_point::<E::G1>(OPENINGS, channel)?];
        let d = channel.challenge(D);

        let mut left = claim.commitment;
        left.scale(z);
        left.add(reversed, E::ScalarField::ONE);
        for ((quotient, c), reversal) in quotients.into_iter().zip(&weights.evaluation).zip(&weights.reversal) {
            left.add(quotient, d * reversal - z * c);
        }
        left.add(E::G1Affine::generator(), -(z * claim.value * weights.constant + a + d * a));
        left.add(at_x, x);
        left.add(at_inverse, d * inverse);
        channel.check("zeromorph pairing", key.pairings_agree(left.value(), at_inverse * d + at_x))
    }

    #[cfg(feature = "prover")]
    fn prove(
        key: &KzgProverKey<E>,
        table: Vec<E::ScalarField>,
        point: &Point<E::ScalarField>,
        value: E::ScalarField,
        channel: &mut dyn ProverChannel<E::ScalarField>,
    ) {
        let quotients = prover::quotients(&table, point);
        prover::prove(key, table, &quotients, (point, value), channel);
    }
}
