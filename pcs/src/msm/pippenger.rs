//! One sum over bases that are used once.

use super::affine::Coordinates;
use super::buckets::Buckets;
use super::digits::{Signed, Windows, bit_length};
use crate::curve::Curve;
#[cfg(feature = "prover")]
use {poly::MultilinearPolynomial, rayon::prelude::*, std::ops::Range, std::sync::Arc};

/// `Σ_i scalars_i bases_i`, on one core.
///
/// *Preconditions*: equal lengths.
pub fn sum_of_products<G: Curve>(bases: &[G::Affine], scalars: &[G::ScalarField]) -> G {
    debug_assert_eq!(bases.len(), scalars.len());
    let table: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
    sum(&table, scalars)
}

/// Bases of long rows, each over the first of them.
#[cfg(feature = "prover")]
pub struct Bases<G: Curve>(Vec<Coordinates<G::BaseField>>);

#[cfg(feature = "prover")]
impl<G: Curve> Bases<G> {
    /// Prepares the bases.
    pub fn new(bases: Vec<G::Affine>) -> Self {
        Self(poly::map_range(0..bases.len(), |index| Coordinates::from_point::<G>(&bases[index])))
    }

    /// Number of bases.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The bases number `range` themselves.
    ///
    /// *Preconditions*: the range ends within the bases.
    pub fn points(&self, range: Range<usize>) -> Vec<G::Affine> {
        poly::map_range(range, |index| self.0[index].to_point::<G>())
    }

    /// `Σ_i v_i G_i` for each column, at the width of its values; all columns are scheduled together over the cores.
    ///
    /// *Preconditions*: at least as many bases as values in each column.
    pub fn commit(&self, columns: &[Arc<MultilinearPolynomial<G::ScalarField>>]) -> Vec<G::Affine> {
        let sums: Vec<G> = columns.par_iter().map(|column| self.sum(column)).collect();
        G::normalize_batch(&sums)
    }

    /// `Σ_i values_i G_i` at the width of the values, on all cores.
    ///
    /// *Preconditions*: at least as many bases as values.
    pub fn sum(&self, values: &MultilinearPolynomial<G::ScalarField>) -> G {
        poly::for_width!(values, v => self.sum_values(v), v => self.sum_values(v))
    }

    /// `Σ_i values_i G_i` for any number of field elements, on all cores.
    ///
    /// *Preconditions*: at least as many bases as values.
    pub fn sum_field(&self, values: &[G::ScalarField]) -> G {
        self.sum_values(values)
    }

    fn sum_values<const L: usize>(&self, values: &[impl Signed<L>]) -> G {
        let parts = (values.len() >> 14).clamp(1, rayon::current_num_threads());
        let part = |range: Range<usize>| sum(&self.0[range.clone()], &values[range]);
        poly::map_reduce(0..values.len(), values.len().div_ceil(parts), part, |a, b| a + b).unwrap_or_else(G::zero)
    }
}

/// `Σ_i values_i table_i` by the bucket method, on one core.
fn sum<G: Curve, const L: usize>(table: &[Coordinates<G::BaseField>], values: &[impl Signed<L>]) -> G {
    let mut union = [0; L];
    for value in values {
        union.iter_mut().zip(value.signed().1).for_each(|(u, m)| *u |= m);
    }
    let (windows, size) = choose_windows(bit_length(&union), values.len());
    let mut buckets = Buckets::<G>::new(table, windows.count * size);
    for (index, value) in values.iter().enumerate() {
        let (negative, magnitude) = value.signed();
        windows.for_each_digit(&magnitude, |k, minus, digit| buckets.insert(k * size + digit - 1, index, minus != negative));
    }
    let mut total = G::zero();
    for window in buckets.weighted_sums(size).into_iter().rev() {
        for _ in 0..windows.width {
            total.double_in_place();
        }
        total += window;
    }
    total
}

/// The windows with the fewest additions for `len` magnitudes of `bits` bits, and the number of buckets of each.
///
/// A digit fills a bucket, and a bucket costs two additions. Signed digits need half of the buckets, except that the last window has no
/// sign.
fn choose_windows(bits: usize, len: usize) -> (Windows, usize) {
    let option = |width: usize| {
        let count = bits.div_ceil(width);
        (Windows { width, count }, if count * width > bits { 1 << (width - 1) } else { 1 << width })
    };
    let cost = |(windows, size): &(Windows, usize)| windows.count * (len + 2 * size);
    (2..=16).map(option).min_by_key(cost).unwrap_or(option(8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use crate::testing::{constant_columns, random_columns};
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::{CurveGroup, VariableBaseMSM};

    #[test]
    fn sums_agree_with_the_library() {
        let rng = &mut ark_std::test_rng();
        let bases = generators::<G>("test", 0..1 << 11);
        let prepared = Bases::<G>::new(bases.clone());
        assert_eq!(prepared.len(), bases.len());
        assert_eq!(prepared.points(3..10), bases[3..10]);
        for n in [0, 1, 5, 11] {
            let columns = [random_columns::<Fr>(n, rng), constant_columns(n)].concat();
            let commitments = prepared.commit(&columns);
            for (column, commitment) in columns.iter().zip(commitments) {
                let scalars = column.to_field();
                let expected = G::msm_unchecked(&bases[..scalars.len()], &scalars);
                assert_eq!(prepared.sum(column), expected);
                assert_eq!(commitment, expected.into_affine());
                assert_eq!(prepared.sum_field(&scalars[1..]), G::msm_unchecked(&bases[..scalars.len() - 1], &scalars[1..]));
                assert_eq!(sum_of_products::<G>(&bases[..scalars.len()], &scalars), expected);
            }
        }
        assert_eq!(sum_of_products::<G>(&[], &[]), G::default());
        // Equal and opposite bases meet in one bucket.
        let twins = [bases[0], bases[0], -bases[0], bases[1]];
        let scalars = [3u64, 3, 6, 0].map(Fr::from);
        assert_eq!(sum_of_products::<G>(&twins, &scalars), G::default());
    }
}
