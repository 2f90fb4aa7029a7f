//! One sum over bases that are used once.

use super::affine::Coordinates;
use super::buckets::Buckets;
use super::digits::{Signed, Windows, bit_length};
use crate::curve::Curve;

/// `Σ_i scalars_i bases_i`, on one core.
///
/// *Preconditions*: equal lengths.
pub fn sum_of_products<G: Curve>(bases: &[G::Affine], scalars: &[G::ScalarField]) -> G {
    debug_assert_eq!(bases.len(), scalars.len());
    let table: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
    sum(&table, scalars)
}

/// Bases of one long row.
#[cfg(feature = "prover")]
pub struct Bases<G: Curve>(Vec<Coordinates<G::BaseField>>);

#[cfg(feature = "prover")]
impl<G: Curve> Bases<G> {
    /// Prepares the bases.
    pub fn new(bases: &[G::Affine]) -> Self {
        Self(poly::map_range(0..bases.len(), |index| Coordinates::from_point::<G>(&bases[index])))
    }

    /// `Σ_i values_i bases_i` at the width of the values, on all cores.
    ///
    /// *Preconditions*: at least as many bases as values.
    pub fn sum(&self, values: &poly::MultilinearPolynomial<G::ScalarField>) -> G {
        let parts = (values.len() >> 14).clamp(1, rayon::current_num_threads());
        let part = |range: std::ops::Range<usize>| {
            let table = &self.0[range.clone()];
            poly::for_width!(values, v => sum(table, &v[range]), v => sum(table, &v[range]))
        };
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
    use ark_ec::VariableBaseMSM;

    #[test]
    fn sums_agree_with_the_library() {
        let rng = &mut ark_std::test_rng();
        let bases = generators::<G>("test", 0..1 << 11);
        let prepared = Bases::<G>::new(&bases);
        for n in [0, 1, 5, 11] {
            for column in [random_columns::<Fr>(n, rng), constant_columns(n)].concat() {
                let scalars = column.to_field();
                let expected = G::msm_unchecked(&bases[..scalars.len()], &scalars);
                assert_eq!(prepared.sum(&column), expected);
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
