//! Rows with many zeros: signed digits of the values that are not, into buckets.
//!
//! With the points `2^{8k} G_j` at hand all digits of a value go into the same 128 buckets (Brickell, Gordon, McCurley, Wilson 1992), so
//! that a row costs one addition for each digit and twice the number of buckets.

use super::affine::{Adder, Coordinates};
use super::buckets::Buckets;
use super::digits::{Signed, Windows};
use super::subsets::{Planes, Row};
use crate::curve::Curve;
use poly::for_width;
use rayon::prelude::*;

/// Bits of a digit.
pub(super) const DIGIT_BITS: usize = 8;
/// Digits of a 64-bit magnitude, whose last one may carry.
const MAX_DIGITS: usize = 64 / DIGIT_BITS + 1;

/// The points `2^{8k} G_j`.
pub(super) struct Multiples<G: Curve> {
    len: usize,
    points: Vec<Coordinates<G::BaseField>>,
}

impl<G: Curve> Multiples<G> {
    /// Buckets of a row: digits from -127 to 128.
    pub(super) const BUCKETS: usize = 1 << (DIGIT_BITS - 1);

    pub(super) fn new(bases: Vec<Coordinates<G::BaseField>>) -> Self {
        let len = bases.len();
        let mut points = vec![Coordinates::IDENTITY; MAX_DIGITS * len];
        // Runs of bases side by side; within a run the digits follow one another.
        let runs: Vec<Vec<Coordinates<G::BaseField>>> = bases
            .par_chunks(Adder::<G>::BATCH)
            .map(|run| {
                let (mut all, mut current, mut adder) = (run.to_vec(), run.to_vec(), Adder::<G>::new());
                for _ in 1..MAX_DIGITS {
                    for _ in 0..DIGIT_BITS {
                        for index in 0..current.len() {
                            let point = current[index];
                            adder.push(&mut current, index, point);
                        }
                        adder.flush(&mut current);
                    }
                    all.extend_from_slice(&current);
                }
                all
            })
            .collect();
        for (r, run) in runs.iter().enumerate() {
            let count = run.len() / MAX_DIGITS;
            for (k, digit) in run.chunks(count).enumerate() {
                let start = k * len + r * Adder::<G>::BATCH;
                points[start..start + count].copy_from_slice(digit);
            }
        }
        Self { len, points }
    }

    /// Number of bases.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Additions for a row with so many digits; none where the values are too long.
    ///
    /// Sorting adds about a sixth to the cost of an addition.
    pub(super) fn cost(&self, planes: &Planes, digits: usize) -> Option<usize> {
        (planes.bit_length() <= 64).then_some((digits + 2 * Self::BUCKETS) * 7 / 6)
    }

    /// The sums of a few rows, digit by digit.
    pub(super) fn sum_rows(&self, rows: &[&Row<'_, G::ScalarField>]) -> Vec<G> {
        let mut buckets = Buckets::new(&self.points, rows.len() * Self::BUCKETS);
        for (k, row) in rows.iter().enumerate() {
            for_width!(row.column,
                v => self.insert(&mut buckets, k, &row.planes, &v[row.range.clone()]),
                v => self.insert(&mut buckets, k, &row.planes, &v[row.range.clone()]));
        }
        buckets.weighted_sums(Self::BUCKETS)
    }

    /// Sorts the digits of row number `row` into its buckets.
    fn insert<const L: usize>(&self, buckets: &mut Buckets<'_, G>, row: usize, planes: &Planes, values: &[impl Signed<L>]) {
        // One bit more than the values have, so that the last digit is in range.
        let count = (planes.bit_length() + 1).div_ceil(DIGIT_BITS);
        let windows = Windows::new(DIGIT_BITS, count);
        for (index, value) in values.iter().enumerate() {
            let (negative, magnitude) = value.signed();
            if magnitude != [0; L] {
                windows.for_each_digit(&magnitude, 0..count, |k, minus, digit| {
                    buckets.insert(row * Self::BUCKETS + digit - 1, k * self.len + index, minus != negative);
                });
            }
        }
    }
}
