//! One sum over bases by the bucket method.

use super::affine::Coordinates;
use super::buckets::Buckets;
use super::digits::{Lengths, Signed, Windows};
use crate::curve::Curve;
use poly::operations::{Operation, count};
use std::ops::Range;

/// `Σ_i scalars_i bases_i`, on one core.
///
/// *Preconditions*: equal lengths.
pub fn sum_of_products<G: Curve>(bases: &[G::Affine], scalars: &[G::ScalarField]) -> G {
    debug_assert_eq!(bases.len(), scalars.len());
    count(Operation::TermField, scalars.len() as u64);
    let table: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
    let shape = WindowShape::choose(&Lengths::of(scalars));
    combine(shape.groups(usize::MAX).map(|group| shape.sum(&table, scalars, 0, group)).collect())
}

/// `Σ 2^k S` over pairs `(k, S)`.
pub(super) fn combine<G: Curve>(mut sums: Vec<(usize, G)>) -> G {
    sums.sort_by_key(|(k, _)| std::cmp::Reverse(*k));
    let (mut total, mut weight) = (G::zero(), sums.first().map_or(0, |(k, _)| *k));
    count(Operation::GroupAddition, (sums.len() + weight) as u64);
    for (k, sum) in sums {
        for _ in k..weight {
            total.double_in_place();
        }
        total += sum;
        weight = k;
    }
    for _ in 0..weight {
        total.double_in_place();
    }
    total
}

/// How the digits of one row's values are cut and summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WindowShape {
    /// Bits of a digit.
    width: usize,
    /// Number of windows.
    count: usize,
    /// Buckets of a window: digits are signed, except that the last window may be full and then has no room for a sign.
    size: usize,
    /// Additions of all windows, about.
    pub(super) cost: usize,
}

impl WindowShape {
    /// The widest digits: the buckets of a window fit the second cache.
    const MAX_WIDTH: usize = 16;
    /// Buckets that are filled together, at most.
    const BUCKETS: usize = 1 << 15;

    /// The windows with the fewest additions for magnitudes of these lengths.
    ///
    /// A digit costs one addition, and a bucket that is not empty two; making and passing over a bucket takes an eighth of one.
    pub(super) fn choose(lengths: &Lengths) -> Self {
        let bits = lengths.max();
        let option = |width: usize| {
            let count = bits.div_ceil(width);
            let size = if count * width > bits { 1 << (width - 1) } else { 1 << width };
            Self { width, count, size, cost: lengths.digits(width).map(|digits| digits + 2 * digits.min(size) + size / 8).sum() }
        };
        (2..=Self::MAX_WIDTH).map(option).min_by_key(|shape| shape.cost).unwrap_or(option(8))
    }

    /// Number of windows.
    #[cfg(feature = "prover")]
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Ranges of windows that are summed together, of at most so many windows.
    pub(super) fn groups(&self, max: usize) -> impl Iterator<Item = Range<usize>> {
        let (len, count) = ((Self::BUCKETS / self.size).clamp(1, max), self.count);
        (0..count).step_by(len).map(move |start| start..(start + len).min(count))
    }

    /// `(k, S)` for what a group of windows of `Σ_i (values_i - centre) table_i` adds to it: `2^k S`.
    ///
    /// *Preconditions*: the centre is zero, or the values are not negative and have one limb.
    pub(super) fn sum<G: Curve, const L: usize>(
        &self,
        table: &[Coordinates<G::BaseField>],
        values: &[impl Signed<L>],
        centre: u64,
        group: Range<usize>,
    ) -> (usize, G) {
        let windows = Windows::new(self.width, self.count);
        let mut buckets = Buckets::<G>::new(table, group.len() * self.size);
        for (index, value) in values.iter().enumerate() {
            let (mut negative, mut magnitude) = value.signed();
            if centre > 0 {
                negative = magnitude[0] < centre;
                magnitude[0] = magnitude[0].abs_diff(centre);
            }
            windows.for_each_digit(&magnitude, group.clone(), |k, minus, digit| {
                buckets.insert((k - group.start) * self.size + digit - 1, index, minus != negative);
            });
        }
        let sums = buckets.weighted_sums(self.size).into_iter().enumerate();
        (self.width * group.start, combine(sums.map(|(k, sum)| (self.width * k, sum)).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use crate::testing::{constant_columns, random_columns};
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::VariableBaseMSM;

    #[test]
    fn sums_agree_with_the_library() {
        let rng = &mut ark_std::test_rng();
        let bases = generators::<G>("test", 0..1 << 8);
        for n in [0, 1, 5, 8] {
            for column in [random_columns::<Fr>(n, rng), constant_columns(n)].concat() {
                let scalars = column.to_field();
                let bases = &bases[..scalars.len()];
                assert_eq!(sum_of_products::<G>(bases, &scalars), G::msm_unchecked(bases, &scalars));
            }
        }
        assert_eq!(sum_of_products::<G>(&[], &[]), G::default());
        // Equal and opposite bases meet in one bucket.
        let twins = [bases[0], bases[0], -bases[0], bases[1]];
        let scalars = [3u64, 3, 6, 0].map(Fr::from);
        assert_eq!(sum_of_products::<G>(&twins, &scalars), G::default());
    }

    #[test]
    fn every_shape_has_the_same_sum() {
        let rng = &mut ark_std::test_rng();
        let bases = generators::<G>("test", 0..40);
        let table: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
        for column in random_columns::<Fr>(5, rng) {
            let scalars = column.to_field();
            let expected = G::msm_unchecked(&bases[..scalars.len()], &scalars);
            for (width, max) in [(2, 1), (3, 7), (8, 3), (11, 1), (13, 100)] {
                let bits = Lengths::of(&scalars).max();
                let shape = WindowShape { width, count: bits.div_ceil(width), size: 1 << width, cost: 0 };
                assert_eq!(combine::<G>(shape.groups(max).map(|group| shape.sum(&table, &scalars, 0, group)).collect()), expected);
            }
        }
    }
}
