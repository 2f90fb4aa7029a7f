//! Linear combinations of columns of small numbers.

use poly::{MultilinearPolynomial, ProductSum, Scalar, SmallSum, SmallValue, for_each_mut, for_width};

/// Indices whose unreduced sums are held at a time: 12 KiB.
const BLOCK: usize = 1 << 8;

/// The table of `Σ_j c_j f_j` over `len` indices; a shorter column stands at the low indices.
///
/// Every column is read once, at its own width, and each output reduced once: about 2 ns for a value of a column on one core.
///
/// *Preconditions*: no column is longer than `len`.
pub(crate) fn linear_combination<F: Scalar>(len: usize, terms: &[(F, &MultilinearPolynomial<F>)]) -> Vec<F> {
    let terms: Vec<_> = terms.iter().map(|(c, column)| Term { c: *c, column, first: 0 }).collect();
    combine(len, &terms)
}

/// The row `Σ_j c_j Σ_i weights_i M_{j,i}` over the matrices `M_j` with rows of `len` values that are the columns' tables; a shorter column
/// is one row, with zeros after it.
///
/// The cost is that of [`linear_combination`] on the same columns.
///
/// *Preconditions*: no column has more rows than there are weights.
pub(crate) fn row_combination<F: Scalar>(len: usize, weights: &[F], terms: &[(F, &MultilinearPolynomial<F>)]) -> Vec<F> {
    let mut rows = Vec::new();
    for (c, column) in terms {
        let firsts = (0..column.len()).step_by(len).zip(weights);
        rows.extend(firsts.map(|(first, weight)| Term { c: *c * weight, column, first }));
    }
    combine(len, &rows)
}

/// A column's values from `first` on, times `c`.
struct Term<'a, F> {
    c: F,
    column: &'a MultilinearPolynomial<F>,
    first: usize,
}

fn combine<F: Scalar>(len: usize, terms: &[Term<'_, F>]) -> Vec<F> {
    let mut out = vec![F::zero(); len];
    for_each_mut(&mut out, |start, chunk| {
        for (k, block) in chunk.chunks_mut(BLOCK).enumerate() {
            combine_block(start + k * BLOCK, block, terms);
        }
    });
    out
}

fn combine_block<F: Scalar>(start: usize, out: &mut [F], terms: &[Term<'_, F>]) {
    let mut small = [SmallSum::default(); BLOCK];
    let mut wide: Vec<ProductSum> = Vec::new();
    for Term { c, column, first } in terms {
        let start = first + start;
        let range = start.min(column.len())..(start + out.len()).min(column.len());
        for_width!(column,
        values => add_small_values(&mut small, &values[range], c),
        values => {
            wide.resize(BLOCK, ProductSum::default());
            wide.iter_mut().zip(&values[range]).for_each(|(sum, x)| c.add_product(sum, x));
        });
    }
    for (out, sum) in out.iter_mut().zip(&small) {
        *out = F::reduce_small(sum);
    }
    for (out, sum) in out.iter_mut().zip(&wide) {
        *out += F::reduce_product(sum);
    }
}

fn add_small_values<F: Scalar, T: SmallValue>(sums: &mut [SmallSum], values: &[T], c: &F) {
    let minus = -*c;
    for (sum, x) in sums.iter_mut().zip(values) {
        match x.parts() {
            (false, m) => c.add_small(sum, m),
            (true, m) => minus.add_small(sum, m),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::random_columns;
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn combinations_agree_with_columns_taken_one_by_one() {
        let rng = &mut ark_std::test_rng();
        for n in [0usize, 1, 4, 9, 11] {
            let columns: Vec<_> = (0..=n).step_by(3).chain([n]).flat_map(|m| random_columns::<Fr>(m, rng)).collect();
            let terms: Vec<_> = columns.iter().map(|f| (Fr::rand(rng), &**f)).collect();
            let mut expected = vec![Fr::from(0u64); 1 << n];
            terms.iter().for_each(|(c, f)| f.add_scaled(&mut expected, *c));
            assert_eq!(linear_combination(1 << n, &terms), expected);
        }
    }

    #[test]
    fn row_combinations_are_those_of_the_whole_table() {
        let rng = &mut ark_std::test_rng();
        for (n, c) in [(0, 0), (3, 0), (6, 2), (9, 9), (11, 9)] {
            let columns: Vec<_> = (0..=n).step_by(3).chain([n]).flat_map(|m| random_columns::<Fr>(m, rng)).collect();
            let terms: Vec<_> = columns.iter().map(|f| (Fr::rand(rng), &**f)).collect();
            let weights: Vec<Fr> = (0..1 << (n - c)).map(|_| Fr::rand(rng)).collect();
            let mut expected = vec![Fr::from(0u64); 1 << c];
            for (row, weight) in linear_combination(1 << n, &terms).chunks(1 << c).zip(&weights) {
                expected.iter_mut().zip(row).for_each(|(sum, x)| *sum += *weight * x);
            }
            assert_eq!(row_combination(1 << c, &weights, &terms), expected);
        }
    }
}
