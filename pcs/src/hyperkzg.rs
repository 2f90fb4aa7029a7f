//! HyperKZG: a multilinear polynomial is folded variable by variable, and all foldings are opened at three points together.
//!
//! Bootle, Chiesa, Hu, Orrù 2022 ("Gemini: elastic SNARKs for diverse environments", eprint 2022/420) for the folding; Boneh, Drake,
//! Fisch, Gabizon 2020 ("Efficient polynomial commitment schemes for multiple points and polynomials", eprint 2020/081, called shplonk)
//! for the opening; protocol 9.3. Over [`crate::kzg`]'s commitments, with `P_0 = Σ_j f(j) X^j`, `ℓ` variables, and `x_i` the coordinate of
//! the `i`-th **least** significant one, `x_i = point[ℓ-1-i]`. With even and odd parts `P_i(X) = E_i(X^2) + X O_i(X^2)` the foldings are
//! `P_{i+1} = (1 - x_i) E_i + x_i O_i`, and `P_ℓ` is the constant `f(point)`.
//!
//! 1. The prover sends `[P_1], .., [P_{ℓ-1}]`. Then `r`, not 0, 1 or -1.
//! 2. It sends `d_i = (O_i - E_i)(r^2)` for `i < ℓ` and `Y_i = P_i(r^2)` for `1 <= i < ℓ`; `Y_ℓ` is the claimed value. Then `q`.
//! 3. With `S = {r, -r, r^2}`, `Z_S = (X^2 - r^2)(X - r^2)`, `B = (X - r^2) P_0 + Σ_{i >= 1} q^i P_i` and the interpolant `I` of `B` on
//!    `S`, it sends `[W]`, `W = (B - I) / Z_S`. Then `w`.
//! 4. It sends `[W']`, the quotient of `L = (w - r^2) P_0 + Σ_{i >= 1} q^i P_i - I(w) - Z_S(w) W` by `X - w`.
//! 5. The verifier takes `E_i = Y_{i+1} - x_i d_i`, `O_i = E_i + d_i`, `P_i(±r) = E_i ± r O_i`, hence `I`, and checks `L = (X - w) W'` with
//!    two pairings: `e(L + w W', [1]_2) = e(W', [τ]_2)`.
//!
//! The polynomial of no variable is its value: nothing is sent, and the verifier checks `[f] = v [1]_1`.
//!
//! *Shape*: `ℓ + 1` group elements and `2 ℓ - 1` scalars after a group element for each column: `96 ℓ` bytes over BN254. The prover's
//! multi-exponentiations have `N - 2` terms for all foldings, `N - 2` for `W` and `N - 1` for `W'`: `3 N` in all for `N = 2^ℓ`.
//!
//! *Soundness*: let all polynomials have degrees below `D` ([`crate::kzg`] says why, and what `D` is).
//! - Step 5 gives `L(w) = 0`, that is `B(w) = I(w) + Z_S(w) W(w)`. If `B = I + Z_S W` is false, at most `D + 2` values `w` hide it; it says
//!   that `B` has the values of `I` on `S`, whose points are distinct.
//! - `B` has there the values `(s - r^2) P_0(s) + Σ q^i P_i(s)`. If some `P_i(±r)`, or some `P_i(r^2)` with `i >= 1`, is not the one that
//!   step 5 takes, at most `ℓ - 1` values `q` hide it; the first factor is not zero at `±r`.
//! - Then `P_{i+1}(X^2) = (1 - x_i) E_i(X^2) + x_i O_i(X^2)` holds at `X = r` for all `i < ℓ`, with the constant `v` for `P_ℓ`. If one of
//!   these identities is false, at most `2 (D - 1)` values `r` hide it.
//! - So `ℓ` foldings of `P_0` are the constant `v`. They are `Σ_c X^c f_c(point)`, where `f_c` has the coefficients from `c N` on as
//!   values: `f_0(point) = v`. The committed column is `f_0`, and the degree needs no bound: higher chunks vanish at the point, and no claim is
//!   about them.
//!
//! A false claim passes with probability at most `((D + 2) + (ℓ - 1) + 2 (D - 1)) / |F|`. A short column with values beyond its length,
//! within `N`, is a column of `N` values, as in [`crate::Hyrax`]: the opening reduction's last term covers it.
//!
//! *Deviation*: implementations send `P_i(r)`, `P_i(-r)` and `P_i(r^2)` for all `i` and check the foldings. Here the foldings' equations
//! define what is not sent, two values for each `i` instead of three and one for the last, so that there is nothing left to check but the
//! opening; and `P_0`, whose factor vanishes at `r^2`, has no value there.
//! *Deviation*: one quotient by `Z_S` and one at `w` in place of a quotient for each of the three points.
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
use poly::{Point, Scalar};
use std::iter::successors;
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {crate::KzgProverKey, transcript::ProverChannel};

const FOLDINGS: Label = "hyperkzg foldings";
const R: Label = "hyperkzg r";
const SLOPES: Label = "hyperkzg slopes";
const VALUES: Label = "hyperkzg values";
const Q: Label = "hyperkzg q";
const QUOTIENT: Label = "hyperkzg quotient";
const W: Label = "hyperkzg w";
const OPENING: Label = "hyperkzg opening";

/// KZG commitments opened by folding.
///
/// # Example
///
/// ```
/// use ark_bn254::{Bn254, Fr};
/// use pcs::{HyperKzg, OpeningShape, PcsError, ProvingScheme, Srs};
/// use poly::MultilinearPolynomial;
/// use std::sync::Arc;
///
/// let (small, large) = (OpeningShape::of([3]), OpeningShape::of([4]));
/// let (prover_key, _) = HyperKzg::<Bn254>::setup(&Srs::insecure_test(3), &small)?;
/// let column = || Arc::new(MultilinearPolynomial::<Fr>::from(vec![3u16, 1, 4, 1, 5, 9, 2, 6]));
/// assert!(HyperKzg::<Bn254>::commit(&prover_key, &small, &[column()]).is_ok());
/// let error = HyperKzg::<Bn254>::commit(&prover_key, &large, &[column()]).err();
/// assert_eq!(error, Some(PcsError::KeyTooSmall { scheme: "hyperkzg", needed: 4, available: 3 }));
/// # Ok::<(), PcsError>(())
/// ```
pub type HyperKzg<E> = Kzg<E, Folding>;

/// The opening of [`HyperKzg`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Folding;

/// `1, q, q^2, ..`.
fn powers<F: Scalar>(q: F) -> impl Iterator<Item = F> {
    successors(Some(F::one()), move |power| Some(*power * q))
}

/// `Z_S(w) = (w^2 - r^2)(w - r^2)`
fn vanishing<F: Scalar>(square: F, w: F) -> F {
    (w.square() - square) * (w - square)
}

/// What the prover sends of the foldings.
struct Evaluations<F> {
    /// `d_0, .., d_{ℓ-1}`
    slopes: Vec<F>,
    /// `Y_1, .., Y_{ℓ-1}`
    values: Vec<F>,
}

impl<F: Scalar> Evaluations<F> {
    /// `I(w)` for the claim `(point, value)`, where `square = r^2` and `inverse = 1 / (r^4 - r^2)`.
    ///
    /// `e + o X` with the values of `B` at `±r` has `e = r^2 (O_0 - E_0) + Σ q^i E_i` and `o = E_0 - r^2 O_0 + Σ q^i O_i`; then
    /// `I = e + o X + c (X^2 - r^2)` with `c (r^4 - r^2) = B(r^2) - e - o r^2`.
    fn interpolant(&self, (point, value): (&Point<F>, F), (square, inverse): (F, F), q: F, w: F) -> F {
        let values = self.values.iter().copied().chain([value]);
        let (mut e, mut o) = (F::zero(), F::zero());
        for (i, (((x, slope), value), weight)) in point.iter().rev().zip(&self.slopes).zip(values).zip(powers(q)).enumerate() {
            let even = value - *x * slope;
            let odd = even + slope;
            if i == 0 {
                (e, o) = (square * slope, even - square * odd);
            } else {
                (e, o) = (e + weight * even, o + weight * odd);
            }
        }
        let at_square: F = self.values.iter().zip(powers(q).skip(1)).map(|(value, weight)| weight * value).sum();
        e + o * w + (at_square - e - o * square) * inverse * (w.square() - square)
    }
}

impl<E: Pairing<G1: Curve>> Opening<E> for Folding {
    const NAME: &'static str = "hyperkzg";

    fn proof_bytes(num_vars: usize) -> usize {
        match num_vars {
            0 => 0,
            n => (n + 1) * point_bytes::<E::G1>() + (2 * n - 1) * E::ScalarField::ZERO.compressed_size(),
        }
    }

    fn verify(
        key: &KzgVerifierKey<E>,
        claim: KzgClaim<'_, E>,
        channel: &mut dyn VerifierChannel<E::ScalarField>,
    ) -> Result<(), ProofError> {
        let KzgClaim { commitment: mut left, point, value } = claim;
        let generator = E::G1Affine::generator();
        let Some(last) = point.len().checked_sub(1) else {
            left.add(generator, -value);
            return channel.check("hyperkzg constant", left.value().is_zero());
        };
        let foldings = receive_points::<E::G1>(FOLDINGS, last, channel)?;
        let square = channel.challenge(R).square();
        let inverse = (square.square() - square).inverse();
        channel.check("hyperkzg challenge", inverse.is_some())?;
        let inverse = inverse.unwrap_or_default();
        let evaluations = Evaluations { slopes: channel.receive(SLOPES, point.len())?, values: channel.receive(VALUES, last)? };
        let q = channel.challenge(Q);
        let quotient = receive_point::<E::G1>(QUOTIENT, channel)?;
        let w = channel.challenge(W);
        let opening = receive_point::<E::G1>(OPENING, channel)?;

        left.scale(w - square);
        foldings.into_iter().zip(powers(q).skip(1)).for_each(|(folding, weight)| left.add(folding, weight));
        left.add(quotient, -vanishing(square, w));
        left.add(generator, -evaluations.interpolant((point, value), (square, inverse), q, w));
        left.add(opening, w);
        channel.check("hyperkzg pairing", key.pairings_agree(left.value(), opening.into()))
    }

    #[cfg(feature = "prover")]
    fn prove(
        key: &KzgProverKey<E>,
        table: Vec<E::ScalarField>,
        point: &Point<E::ScalarField>,
        _value: E::ScalarField,
        channel: &mut dyn ProverChannel<E::ScalarField>,
    ) {
        if !point.is_empty() {
            prover::prove(key, &table, &prover::foldings(&table, point), channel);
        }
    }
}
