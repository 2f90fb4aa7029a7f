//! Multiples of one point by many scalars.
//!
//! With the points `d 2^{ck} B` at hand for all digits `d`, a multiple costs one addition for each digit of its scalar (Brickell, Gordon,
//! McCurley, Wilson 1992). Many multiples are added up side by side, so that the additions share inversions.

use crate::Curve;
use crate::msm::affine::{Adder, Coordinates};
use crate::msm::digits::{Signed, Windows};
use ark_ff::PrimeField;
use poly::map_reduce;

/// Additions that take as long as an inversion.
const INVERSION: usize = 40;
/// Windows whose multiples are made side by side.
const WINDOWS_AT_ONCE: usize = 4;

/// The multiples `d 2^{ck} B` for `1 <= d <= 2^{c-1}`, window after window.
pub(super) struct Multiples<G: Curve> {
    windows: Windows<4>,
    points: Vec<Coordinates<G::BaseField>>,
}

impl<G: Curve> Multiples<G> {
    /// Multiples that are added up side by side.
    pub(super) const PIECE: usize = Adder::<G>::BATCH;

    /// Prepares for `count` multiples of `base`.
    pub(super) fn new(base: G, count: usize) -> Self {
        // One bit more than a scalar has, so that the last digit is in range.
        let bits = G::ScalarField::MODULUS_BIT_SIZE as usize + 1;
        let additions = |width: &usize| bits.div_ceil(*width) * (count + (1 << (width - 1)) + INVERSION);
        let width = (2..=16).min_by_key(additions).unwrap_or(2);
        let windows = Windows::new(width, bits.div_ceil(width));
        let bases: Vec<G> =
            std::iter::successors(Some(base), |base| Some((0..width).fold(*base, |base, _| base.double()))).take(windows.count()).collect();
        let bases = G::normalize_batch(&bases);
        let points = map_reduce(0..windows.count(), WINDOWS_AT_ONCE, |range| multiples_to::<G>(&bases[range], width), concatenate);
        Self { windows, points: points.unwrap_or_default() }
    }

    /// The products with these scalars.
    pub(super) fn by(&self, scalars: &[G::ScalarField]) -> Vec<G::Affine> {
        let (width, count) = (self.windows.width(), self.windows.count());
        // Signed digits, those of one window side by side.
        let mut digits = vec![0i32; count * scalars.len()];
        for (index, scalar) in scalars.iter().enumerate() {
            let (negative, magnitude) = scalar.signed();
            self.windows.for_each_digit(&magnitude, 0..count, |k, minus, digit| {
                digits[k * scalars.len() + index] = if minus == negative { digit as i32 } else { -(digit as i32) };
            });
        }
        let (mut sums, mut adder) = (vec![Coordinates::IDENTITY; scalars.len()], Adder::<G>::new());
        for (digits, points) in digits.chunks(scalars.len().max(1)).zip(self.points.chunks(1 << (width - 1))) {
            for (index, digit) in digits.iter().enumerate().filter(|(_, digit)| **digit != 0) {
                adder.push(&mut sums, index, points[digit.unsigned_abs() as usize - 1].with_sign(*digit < 0));
            }
            adder.flush(&mut sums);
        }
        sums.into_iter().map(Coordinates::to_point::<G>).collect()
    }
}

/// `d B` for `1 <= d <= 2^{width - 1}`, base after base: the multiples up to `2 m` follow from those up to `m`.
fn multiples_to<G: Curve>(bases: &[G::Affine], width: usize) -> Vec<Coordinates<G::BaseField>> {
    let len = 1 << (width - 1);
    let (mut multiples, mut adder) = (vec![Coordinates::IDENTITY; len * bases.len()], Adder::<G>::new());
    for (multiples, base) in multiples.chunks_mut(len).zip(bases) {
        multiples[0] = Coordinates::from_point::<G>(base);
    }
    for half in (0..width - 1).map(|level| 1 << level) {
        for start in (0..multiples.len()).step_by(len) {
            let last = multiples[start + half - 1];
            for index in start..start + half {
                multiples[index + half] = multiples[index];
                adder.push(&mut multiples, index + half, last);
            }
        }
        adder.flush(&mut multiples);
    }
    multiples
}

/// Both, one after the other.
pub(super) fn concatenate<T>(mut left: Vec<T>, right: Vec<T>) -> Vec<T> {
    left.extend(right);
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::{CurveGroup, PrimeGroup};
    use ark_ff::{AdditiveGroup, Field, UniformRand};

    #[test]
    fn multiples_agree_with_the_group() {
        let rng = &mut ark_std::test_rng();
        let base = G::generator() * Fr::rand(rng);
        let mut scalars = vec![Fr::ZERO, Fr::ONE, -Fr::ONE, Fr::from(2u64), -Fr::from(1u64 << 63), Fr::from(1u64 << 20)];
        scalars.extend((0..20).map(|_| Fr::rand(rng)));
        let expected: Vec<_> = scalars.iter().map(|scalar| (base * scalar).into_affine()).collect();
        for count in [0, 1, 30, 1 << 10, 1 << 14] {
            let multiples = Multiples::<G>::new(base, count);
            assert_eq!(multiples.by(&scalars), expected, "{:?}", multiples.windows);
            assert!(multiples.by(&[]).is_empty());
        }
    }
}
