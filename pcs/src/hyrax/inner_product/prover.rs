//! The prover of the inner-product argument.

use super::fold::fold;
use super::{BASE, CHALLENGE, CROSS_TERMS, InnerProduct, LAST, value_generator};
use crate::curve::{Curve, encode_points};
use crate::hyrax::HyraxProverKey;
use crate::hyrax::opening::ProvingOpening;
use crate::msm;
use ark_ff::{Field, One};
use poly::{Scalar, eq};
use transcript::ProverChannel;

/// Rounds between two foldings of the generators.
///
/// Unfolded generators cost a full sum in each round, about 30 additions for a generator; folding over `k` rounds costs `254 / 2^k`
/// doublings and 50 additions.
const ROUNDS: usize = 3;

impl<G: Curve> ProvingOpening<G> for InnerProduct {
    fn open(
        key: &HyraxProverKey<G>,
        mut row: Vec<G::ScalarField>,
        point: &[G::ScalarField],
        channel: &mut dyn ProverChannel<G::ScalarField>,
    ) {
        let value_base = (G::from(value_generator::<G>()) * channel.challenge(BASE)).into_affine();
        let mut b = eq::table(point);
        let mut generators = key.generators(row.len());
        let mut weights = vec![G::ScalarField::one()];
        while row.len() > 1 {
            // The generators of a round are Σ_i weights_i G_{i len + j}.
            for _ in 0..ROUNDS.min(row.len().ilog2() as usize) {
                let (low, high) = row.split_at(row.len() / 2);
                let (b_low, b_high) = b.split_at(b.len() / 2);
                let blocks = || generators.chunks_exact(low.len());
                let cross_term = |bases: Vec<&[G::Affine]>, values: &[G::ScalarField], b: &[G::ScalarField]| {
                    let mut bases = bases.concat();
                    bases.push(value_base);
                    let scalars = weights.iter().flat_map(|weight| values.iter().map(|value| *weight * value));
                    let scalars: Vec<_> = scalars.chain([G::ScalarField::inner_product(values, b)]).collect();
                    msm::sum_of_products::<G>(&bases, &scalars)
                };
                let (left, right) = rayon::join(
                    || cross_term(blocks().skip(1).step_by(2).collect(), low, b_high),
                    || cross_term(blocks().step_by(2).collect(), high, b_low),
                );
                channel.send_bytes(CROSS_TERMS, &encode_points::<G>(&G::normalize_batch(&[left, right])));
                let u = channel.challenge(CHALLENGE);
                let inverse = u.inverse().unwrap_or_default();
                row = low.iter().zip(high).map(|(low, high)| u * low + inverse * high).collect();
                b = b_low.iter().zip(b_high).map(|(low, high)| inverse * low + u * high).collect();
                weights = weights.iter().flat_map(|weight| [*weight * inverse, *weight * u]).collect();
            }
            if row.len() > 1 {
                // A weight of 1 costs no multiplication: the first one stays outside.
                let first = weights[0];
                let inverse = first.inverse().unwrap_or_default();
                generators = fold::<G>(&generators, &weights.iter().map(|weight| *weight * inverse).collect::<Vec<_>>());
                weights = vec![first];
            }
        }
        channel.send(LAST, &row);
    }
}

/// The argument as it is defined: every round folds the generators.
#[cfg(test)]
pub(in crate::hyrax) fn open_by_definition<G: Curve>(
    mut generators: Vec<G::Affine>,
    mut row: Vec<G::ScalarField>,
    mut b: Vec<G::ScalarField>,
    channel: &mut dyn ProverChannel<G::ScalarField>,
) {
    let value_base = G::from(value_generator::<G>()) * channel.challenge(BASE);
    while row.len() > 1 {
        let half = row.len() / 2;
        let ((low, high), (b_low, b_high)) = (row.split_at(half), b.split_at(half));
        let (g_low, g_high) = generators.split_at(half);
        let product = |bases: &[G::Affine], scalars: &[G::ScalarField]| bases.iter().zip(scalars).map(|(g, t)| *g * t).sum::<G>();
        let left = product(g_high, low) + value_base * G::ScalarField::inner_product(low, b_high);
        let right = product(g_low, high) + value_base * G::ScalarField::inner_product(high, b_low);
        channel.send_bytes(CROSS_TERMS, &encode_points::<G>(&[left.into_affine(), right.into_affine()]));
        let u = channel.challenge(CHALLENGE);
        let inverse = u.inverse().unwrap_or_default();
        generators = g_low.iter().zip(g_high).map(|(low, high)| (*low * inverse + *high * u).into_affine()).collect();
        (row, b) = (
            low.iter().zip(high).map(|(low, high)| u * low + inverse * high).collect(),
            b_low.iter().zip(b_high).map(|(low, high)| inverse * low + u * high).collect(),
        );
    }
    channel.send(LAST, &row);
}
