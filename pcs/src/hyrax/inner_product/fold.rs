//! Folding of generators.

use crate::curve::Curve;
use crate::msm::affine::{Adder, Coordinates};
use ark_ff::{BigInteger, PrimeField};
use rayon::prelude::*;

/// Digits are odd and below `2^{WIDTH - 1}`.
const WIDTH: usize = 5;
/// Positive digits.
const DIGITS: usize = 1 << (WIDTH - 2);
/// Most sums of one task: with 8 weights the digits' multiples take 4 MiB.
const MAX_TASK: usize = 1 << 10;
/// Fewest sums of one task, which share their inversions.
const MIN_TASK: usize = 1 << 7;

/// `Σ_i weights_i G_{i len + j}` for each `j < len`.
///
/// All sums have the same scalars, so that they go through the same doublings and additions side by side, sharing inversions (Straus 1964
/// with non-adjacent forms).
///
/// *Preconditions*: the number of weights divides that of the points.
pub(super) fn fold<G: Curve>(points: &[G::Affine], weights: &[G::ScalarField]) -> Vec<G::Affine> {
    let len = points.len() / weights.len();
    let digits: Vec<Vec<i64>> = weights.iter().map(|weight| weight.into_bigint().find_wnaf(WIDTH).unwrap_or_default()).collect();
    let mut folded = vec![Coordinates::IDENTITY; len];
    let task = len.div_ceil(rayon::current_num_threads()).clamp(MIN_TASK, MAX_TASK);
    folded.par_chunks_mut(task).enumerate().for_each(|(k, sums)| {
        let blocks = points.chunks_exact(len).map(|block| &block[k * task..k * task + sums.len()]);
        sum_side_by_side::<G>(sums, &blocks.map(odd_multiples::<G>).collect::<Vec<_>>(), &digits);
    });
    folded.into_iter().map(Coordinates::to_point::<G>).collect()
}

/// `P_j, 3 P_j, 5 P_j, ..`: a list for each multiple.
fn odd_multiples<G: Curve>(points: &[G::Affine]) -> Vec<Vec<Coordinates<G::BaseField>>> {
    let mut adder = Adder::<G>::new();
    let mut add = |sums: &[Coordinates<_>], points: &[Coordinates<_>]| {
        let mut sums = sums.to_vec();
        add_each(&mut adder, &mut sums, points.iter().copied());
        sums
    };
    let points: Vec<_> = points.iter().map(Coordinates::from_point::<G>).collect();
    let double = add(&points, &points);
    std::iter::successors(Some(points), |last| Some(add(last, &double))).take(DIGITS).collect()
}

/// `sums_j = Σ_i s_i P_ij` for scalars `s_i = Σ_p digits_ip 2^p`.
fn sum_side_by_side<G: Curve>(
    sums: &mut [Coordinates<G::BaseField>],
    multiples: &[Vec<Vec<Coordinates<G::BaseField>>>],
    digits: &[Vec<i64>],
) {
    let mut adder = Adder::<G>::new();
    let mut doubled = Vec::with_capacity(sums.len());
    for position in (0..digits.iter().map(Vec::len).max().unwrap_or(0)).rev() {
        doubled.clear();
        doubled.extend_from_slice(sums);
        add_each(&mut adder, sums, doubled.iter().copied());
        for (multiples, digits) in multiples.iter().zip(digits) {
            let digit = digits.get(position).copied().unwrap_or(0);
            if digit != 0 {
                let points = &multiples[digit.unsigned_abs() as usize / 2];
                add_each(&mut adder, sums, points.iter().map(|point| point.with_sign(digit < 0)));
            }
        }
    }
}

/// `sums_j += points_j`.
fn add_each<G: Curve>(
    adder: &mut Adder<G>,
    sums: &mut [Coordinates<G::BaseField>],
    points: impl Iterator<Item = Coordinates<G::BaseField>>,
) {
    for (index, point) in points.enumerate() {
        adder.push(sums, index, point);
    }
    adder.flush(sums);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::{AffineRepr, CurveGroup, VariableBaseMSM};
    use ark_std::UniformRand;

    #[test]
    fn folded_generators_agree_with_sums() {
        let rng = &mut ark_std::test_rng();
        let mut points = generators::<G>("test", 0..MAX_TASK + 4);
        (points[1], points[2]) = (points[0], AffineRepr::zero());
        points = [&points[..], &points[..], &points[1..], &points[..1], &points[..]].concat();
        let len = MAX_TASK + 4;
        for weights in
            [vec![Fr::from(1u64)], (0..4).map(|_| Fr::rand(rng)).collect(), vec![Fr::from(0u64), -Fr::from(1u64), Fr::from(6u64)]]
        {
            let used = &points[..len * weights.len()];
            let column = |j: usize| used.iter().skip(j).step_by(len).copied().collect::<Vec<_>>();
            let expected: Vec<_> = (0..len).map(|j| G::msm_unchecked(&column(j), &weights).into_affine()).collect();
            assert_eq!(fold::<G>(used, &weights), expected);
        }
    }
}
