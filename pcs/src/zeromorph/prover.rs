//! The opening half.

use super::{D, OPENINGS, QUOTIENTS, REVERSED, REVERSED_VALUE, Weights, X, Y, Z};
use crate::combination::linear_combination;
use crate::curve::{Curve, encode_points};
use crate::kzg::{KzgProverKey, quotient::divide};
use ark_ec::{CurveGroup, pairing::Pairing};
use ark_ff::Field;
use poly::{MultilinearPolynomial, Point, Scalar, map_range};
use std::{borrow::Cow, iter::successors, sync::Arc};
use transcript::ProverChannel;

/// A quotient's coefficients as the values of a column.
type Quotient<F> = Arc<MultilinearPolynomial<F>>;

/// `q_k` for all `k`: from the top variable, `q = hi - lo`, and what is left is `lo + u (hi - lo)`.
pub(super) fn quotients<F: Scalar>(table: &[F], point: &[F]) -> Vec<Quotient<F>> {
    let (mut rest, mut quotients) = (Cow::Borrowed(table), Vec::with_capacity(point.len()));
    for u in point {
        let (low, high) = rest.split_at(rest.len() / 2);
        let quotient = map_range(0..low.len(), |index| high[index] - low[index]);
        rest = map_range(0..low.len(), |index| low[index] + *u * quotient[index]).into();
        quotients.push(Arc::new(quotient.into()));
    }
    quotients.reverse();
    quotients
}

/// `Σ_k y^k X^{2^k-1} q_k(1/X)`, as many coefficients as there are.
fn reversed<F: Scalar>(len: usize, quotients: &[Quotient<F>], y: F) -> Vec<F> {
    let reverse = |(k, quotient): (usize, &Quotient<F>)| {
        let last = (1 << k) - 1;
        map_range(0..1 << k, |index| quotient.get(last - index)).into()
    };
    let reversed: Vec<MultilinearPolynomial<F>> = quotients.iter().enumerate().map(reverse).collect();
    let terms: Vec<_> = successors(Some(F::one()), |power| Some(*power * y)).zip(&reversed).collect();
    linear_combination(len, &terms)
}

/// Proves the claim `(point, value)` about the table with these quotients.
///
/// *Preconditions*: the key has a power for each value. A false claim, or quotients of another table, are carried along.
pub(super) fn prove<E: Pairing<G1: Curve>>(
    key: &KzgProverKey<E>,
    table: Vec<E::ScalarField>,
    quotients: &[Quotient<E::ScalarField>],
    (point, value): (&Point<E::ScalarField>, E::ScalarField),
    channel: &mut dyn ProverChannel<E::ScalarField>,
) {
    let (len, half) = (table.len(), table.len() / 2);
    let commit = |polynomial: &[E::ScalarField]| key.bases.sum_field(polynomial).into_affine();
    channel.send_bytes(QUOTIENTS, &encode_points::<E::G1>(&key.bases.commit(quotients)));
    let y = channel.challenge(Y);
    let reversed = reversed(half, quotients, y);
    channel.send_bytes(REVERSED, &encode_points::<E::G1>(&[commit(&reversed)]));
    let (x, z) = (channel.challenge(X), channel.challenge(Z));
    let weights = Weights::new(point, y, x);

    // q~ + z Z, and its value at x.
    let table = MultilinearPolynomial::from(table);
    let evaluation = weights.evaluation.iter().map(|c| -(z * c));
    let terms: Vec<_> = evaluation.zip(quotients.iter().map(|quotient| &**quotient)).chain([(z, &table)]).collect();
    let mut at_x = linear_combination(len, &terms);
    at_x.iter_mut().zip(&reversed).for_each(|(sum, coefficient)| *sum += coefficient);
    at_x[0] -= z * value * weights.constant;
    let (at_x, a) = divide(at_x, x);
    // A
    let terms: Vec<_> = weights.reversal.into_iter().zip(quotients.iter().map(|quotient| &**quotient)).collect();
    let (at_inverse, _) = divide(linear_combination(half, &terms), x.inverse().unwrap_or_default());

    channel.send(REVERSED_VALUE, &[a]);
    for polynomial in [at_x, at_inverse] {
        channel.send_bytes(OPENINGS, &encode_points::<E::G1>(&[commit(&polynomial)]));
    }
    channel.challenge(D);
}
