//! Affine additions with one shared inversion.

use crate::curve::Curve;
use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, Field, PrimeField, Zero};
use poly::operations::{Operation, count};

/// A point by its coordinates; `(0, 0)`, which is no point of a group of odd order, stands for the identity.
///
/// Aligned to the lines of the cache, so that a point over a field of four limbs is one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(64))]
pub(crate) struct Coordinates<B> {
    x: B,
    y: B,
}

impl<B: PrimeField> Coordinates<B> {
    /// The identity.
    pub(crate) const IDENTITY: Self = Self { x: B::ZERO, y: B::ZERO };

    #[inline]
    pub(crate) fn is_identity(&self) -> bool {
        self.x.is_zero() && self.y.is_zero()
    }

    /// The point, or its inverse.
    #[inline]
    pub(crate) fn with_sign(mut self, negative: bool) -> Self {
        if negative {
            self.y = -self.y;
        }
        self
    }

    pub(crate) fn from_point<G: Curve<BaseField = B>>(point: &G::Affine) -> Self {
        point.xy().map_or(Self::IDENTITY, |(x, y)| Self { x, y })
    }

    pub(crate) fn to_point<G: Curve<BaseField = B>>(self) -> G::Affine {
        if self.is_identity() { G::Affine::zero() } else { G::from_coordinates(self.x, self.y) }
    }
}

/// An addition that waits for the inverse of its denominator.
struct Pending<B> {
    index: usize,
    /// `x_2`
    x: B,
    numerator: B,
    denominator: B,
    /// Product of the denominators before this one.
    prefix: B,
}

/// What became of a scheduled addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Push {
    /// It needed no inversion.
    Done,
    /// It waits for [`Adder::flush`].
    Pending,
    /// It was the last of a full batch, which has been performed.
    Flushed,
}

/// Adds many pairs of points at the cost of one inversion, and five multiplications and one squaring each.
///
/// `λ = (y_2 - y_1) / (x_2 - x_1)`, `x_3 = λ^2 - x_1 - x_2`, `y_3 = λ (x_1 - x_3) - y_1`; all inverses follow from one (Montgomery 1987).
pub(crate) struct Adder<G: Curve> {
    pending: Vec<Pending<G::BaseField>>,
    product: G::BaseField,
}

impl<G: Curve> Adder<G> {
    /// Additions that share an inversion; more of them no longer fit the caches.
    pub(crate) const BATCH: usize = 1 << 10;

    pub(crate) fn new() -> Self {
        Self { pending: Vec::with_capacity(Self::BATCH), product: G::BaseField::ONE }
    }

    /// Schedules `sums[index] += point`.
    ///
    /// *Preconditions*: `sums` is one slice until [`Self::flush`], and no index occurs twice until then.
    #[inline]
    pub(crate) fn push(&mut self, sums: &mut [Coordinates<G::BaseField>], index: usize, point: Coordinates<G::BaseField>) -> Push {
        let sum = &mut sums[index];
        if point.is_identity() {
            return Push::Done;
        }
        if sum.is_identity() {
            *sum = point;
            return Push::Done;
        }
        let (denominator, numerator) = (G::difference(&point.x, &sum.x), G::difference(&point.y, &sum.y));
        if denominator.is_zero() {
            return self.push_equal(sums, index, point);
        }
        self.schedule(sums, Pending { index, x: point.x, numerator, denominator, prefix: self.product })
    }

    /// Schedules `sums[index] += ± sums[index]`.
    #[cold]
    fn push_equal(&mut self, sums: &mut [Coordinates<G::BaseField>], index: usize, point: Coordinates<G::BaseField>) -> Push {
        let sum = &mut sums[index];
        if sum.y != point.y {
            *sum = Coordinates::IDENTITY;
            return Push::Done;
        }
        let square = sum.x.square();
        let (denominator, numerator) = (sum.y.double(), square.double() + square + G::coefficient_a());
        self.schedule(sums, Pending { index, x: point.x, numerator, denominator, prefix: self.product })
    }

    #[inline(always)]
    fn schedule(&mut self, sums: &mut [Coordinates<G::BaseField>], pending: Pending<G::BaseField>) -> Push {
        self.product = G::product(&self.product, &pending.denominator);
        self.pending.push(pending);
        if self.pending.len() < Self::BATCH {
            return Push::Pending;
        }
        self.flush(sums);
        Push::Flushed
    }

    /// Performs the scheduled additions.
    pub(crate) fn flush(&mut self, sums: &mut [Coordinates<G::BaseField>]) {
        if self.pending.is_empty() {
            return;
        }
        count(Operation::GroupAddition, self.pending.len() as u64);
        // No denominator is zero: the group's order is odd, so y is not.
        let mut inverse = self.product.inverse().unwrap_or_default();
        for pending in self.pending.iter().rev() {
            let sum = &mut sums[pending.index];
            let slope = G::product(&pending.numerator, &G::product(&inverse, &pending.prefix));
            inverse = G::product(&inverse, &pending.denominator);
            let x = G::difference(&G::difference(&G::square(&slope), &sum.x), &pending.x);
            sum.y = G::difference(&G::product(&slope, &G::difference(&sum.x, &x)), &sum.y);
            sum.x = x;
        }
        self.pending.clear();
        self.product = G::BaseField::ONE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use ark_bn254::G1Projective as G;
    use ark_ec::CurveGroup;

    #[test]
    fn sums_agree_with_the_group() {
        let points = generators::<G>("test", 0..40);
        let coordinates: Vec<_> = points.iter().map(Coordinates::from_point::<G>).collect();
        // distinct points, a doubling, inverses, and the identity on either side
        let mut left = coordinates.clone();
        let mut right = [&coordinates[20..], &coordinates[..20]].concat();
        right[0] = left[0];
        right[1] = left[1].with_sign(true);
        (left[2], right[3]) = (Coordinates::IDENTITY, Coordinates::IDENTITY);
        (left[4], right[4]) = (Coordinates::IDENTITY, Coordinates::IDENTITY);
        let expected: Vec<_> = left.iter().zip(&right).map(|(a, b)| (a.to_point::<G>() + b.to_point::<G>()).into_affine()).collect();
        let mut adder = Adder::<G>::new();
        right.iter().enumerate().for_each(|(k, point)| {
            adder.push(&mut left, k, *point);
        });
        adder.flush(&mut left);
        assert_eq!(left.iter().map(|sum| sum.to_point::<G>()).collect::<Vec<_>>(), expected);
    }
}
