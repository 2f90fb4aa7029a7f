//! The opening half.

use super::{FOLDINGS, OPENING, Q, QUOTIENT, R, SLOPES, VALUES, W, powers, vanishing};
use crate::combination::linear_combination;
use crate::curve::{Curve, encode_points};
use crate::kzg::{
    KzgProverKey,
    quotient::{divide, evaluate},
};
use ark_ec::{CurveGroup, pairing::Pairing};
use ark_ff::Field;
use poly::{MultilinearPolynomial, Scalar, map_range};
use std::sync::Arc;
use transcript::ProverChannel;

/// A folding's coefficients as the values of a column.
type Table<F> = Arc<MultilinearPolynomial<F>>;

/// `P_1, .., P_{ℓ-1}`: the least significant variable is bound first.
pub(super) fn foldings<F: Scalar>(table: &[F], point: &[F]) -> Vec<Table<F>> {
    let fold = |table: &[F], x: F| map_range(0..table.len() / 2, |j| table[2 * j] + x * (table[2 * j + 1] - table[2 * j]));
    let mut tables: Vec<Vec<F>> = Vec::with_capacity(point.len());
    for x in point.iter().skip(1).rev() {
        let next = fold(tables.last().map_or(table, |table| table), *x);
        tables.push(next);
    }
    tables.into_iter().map(|table| Arc::new(table.into())).collect()
}

/// `(O - E)(x)` for a polynomial `E(X^2) + X O(X^2)`.
fn slope<F: Scalar>(len: usize, coefficient: impl Fn(usize) -> F + Sync + Send, x: F) -> F {
    evaluate(len / 2, |j| coefficient(2 * j + 1) - coefficient(2 * j), x)
}

/// Proves the value of the table with these foldings.
///
/// *Preconditions*: at least one variable, and the key has a power for each value. Foldings of another table are carried along.
pub(super) fn prove<E: Pairing<G1: Curve>>(
    key: &KzgProverKey<E>,
    table: &[E::ScalarField],
    foldings: &[Table<E::ScalarField>],
    channel: &mut dyn ProverChannel<E::ScalarField>,
) {
    let commit = |polynomial: &[E::ScalarField]| encode_points::<E::G1>(&[key.bases.sum_field(polynomial).into_affine()]);
    channel.send_bytes(FOLDINGS, &encode_points::<E::G1>(&key.bases.commit(foldings)));
    let r = channel.challenge(R);
    let square = r.square();
    let first = slope(table.len(), |index| table[index], square);
    let slopes = foldings.iter().map(|folding| slope(folding.len(), |index| folding.get(index), square));
    channel.send(SLOPES, &std::iter::once(first).chain(slopes).collect::<Vec<_>>());
    let values = foldings.iter().map(|folding| evaluate(folding.len(), |index| folding.get(index), square));
    channel.send(VALUES, &values.collect::<Vec<_>>());

    let q = channel.challenge(Q);
    let terms: Vec<_> = powers(q).skip(1).zip(foldings.iter().map(|folding| &**folding)).collect();
    let combined = linear_combination(table.len() / 2, &terms);
    let at = |coefficients: &[E::ScalarField], index: usize| coefficients.get(index).copied().unwrap_or_default();
    // (X - r^2) P_0 + Σ q^i P_i
    let batch = map_range(0..table.len() + 1, |j| at(table, j.wrapping_sub(1)) - square * at(table, j) + at(&combined, j));
    let quotient = [r, -r, square].into_iter().fold(batch, |polynomial, root| divide(polynomial, root).0);
    channel.send_bytes(QUOTIENT, &commit(&quotient));

    let w = channel.challenge(W);
    let (factor, vanishing) = (w - square, vanishing(square, w));
    // The constant I(w) changes the remainder alone.
    let opening = map_range(0..table.len(), |j| factor * table[j] + at(&combined, j) - vanishing * at(&quotient, j));
    channel.send_bytes(OPENING, &commit(&divide(opening, w).0));
}
