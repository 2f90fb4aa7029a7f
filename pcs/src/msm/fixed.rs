//! Many rows of values under one set of bases.

use super::affine::{Adder, Coordinates};
use super::count_terms;
use super::multiples::Multiples;
use super::subsets::{Row, Subsets, table_width};
use crate::curve::Curve;
use poly::MultilinearPolynomial;
use rayon::prelude::*;
use std::sync::Arc;

/// Bases that many rows of values are multiplied with, and tables for it.
///
/// *Shape*: the tables take at most 52 MiB and, for rows with many zeros, 576 bytes for each base.
pub struct FixedBases<G: Curve> {
    subsets: Subsets<G>,
    multiples: Multiples<G>,
}

/// How the sum of a row is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    /// By [`Subsets`] of each bit plane.
    Subsets,
    /// By [`Multiples`] of the values that are not zero.
    Multiples,
}

/// Memory for the tables of subset sums.
const TABLE_BYTES: usize = 52 << 20;
/// Sums of planes that one task holds: half a MiB.
const TASK_SUMS: usize = 1 << 13;
/// Digits that one task sorts into buckets.
const TASK_DIGITS: usize = 1 << 15;

impl<G: Curve> FixedBases<G> {
    /// Prepares the bases.
    ///
    /// *Preconditions*: at least one.
    pub fn new(bases: &[G::Affine]) -> Self {
        let points: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
        Self { subsets: Subsets::new(&points, table_width::<G>(points.len(), TABLE_BYTES)), multiples: Multiples::new(points) }
    }

    /// Number of bases.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.multiples.len()
    }

    /// `Σ_j v_j G_j` for each row of `row_len` values of each column; a shorter column is one row.
    ///
    /// All rows of all columns are scheduled together. Rows of zeros are free.
    ///
    /// *Preconditions*: `row_len` is a power of two and at most the number of bases.
    pub fn commit_rows(&self, columns: &[Arc<MultilinearPolynomial<G::ScalarField>>], row_len: usize) -> Vec<Vec<G::Affine>> {
        columns.iter().for_each(|column| count_terms(column));
        let plan = self.plan(columns, row_len);
        let sums = plan.iter().filter(|(_, method, _)| *method == Method::Subsets).map(|(_, _, weight)| weight).sum::<usize>();
        let target = (sums / (3 * rayon::current_num_threads())).clamp(Adder::<G>::BATCH / 4, TASK_SUMS);
        let mut tasks = Vec::new();
        for (method, target) in [(Method::Subsets, target), (Method::Multiples, TASK_DIGITS)] {
            let (mut task, mut total) = (Vec::new(), 0);
            for (index, (row, _, weight)) in plan.iter().enumerate().filter(|(_, (_, chosen, _))| *chosen == method) {
                task.push((index, row));
                total += weight;
                if total >= target {
                    tasks.push((method, std::mem::take(&mut task)));
                    total = 0;
                }
            }
            tasks.push((method, task));
        }
        let mut points = vec![G::zero(); plan.len()];
        let sums = tasks.into_par_iter().flat_map_iter(|(method, task)| {
            let (indices, rows): (Vec<usize>, Vec<&Row<'_, _>>) = task.into_iter().unzip();
            let sums = match method {
                Method::Subsets => self.subsets.sum_rows(&rows, 0..row_len.div_ceil(self.subsets.width())),
                Method::Multiples => self.multiples.sum_rows(&rows),
            };
            indices.into_iter().zip(sums)
        });
        sums.collect::<Vec<_>>().into_iter().for_each(|(index, sum)| points[index] = sum);
        let mut points = G::normalize_batch(&points).into_iter();
        columns.iter().map(|column| points.by_ref().take(column.len().div_ceil(row_len)).collect()).collect()
    }

    /// Each row with its method and its weight in a task: planes or digits.
    fn plan<'a>(
        &self,
        columns: &'a [Arc<MultilinearPolynomial<G::ScalarField>>],
        row_len: usize,
    ) -> Vec<(Row<'a, G::ScalarField>, Method, usize)> {
        let rows = |column: &'a Arc<MultilinearPolynomial<G::ScalarField>>| {
            let len = row_len.min(column.len());
            (0..column.len()).step_by(len).map(move |start| (&**column, start..start + len))
        };
        let plan = |(column, range)| {
            let (row, cost) = Row::of(column, range, self.subsets.width());
            let multiples = self.multiples.cost(&row.planes, cost.digits).filter(|additions| *additions < cost.additions);
            let (method, weight) = multiples.map_or((Method::Subsets, row.planes.count()), |_| (Method::Multiples, cost.digits));
            (row, method, weight)
        };
        columns.iter().flat_map(rows).collect::<Vec<_>>().into_par_iter().map(plan).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use crate::testing::{constant_columns, random_columns};
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::{CurveGroup, VariableBaseMSM};

    /// Every kind of column with a value in ten.
    fn sparse_columns(n: usize) -> Vec<Arc<MultilinearPolynomial<Fr>>> {
        let thin = |column: &Arc<MultilinearPolynomial<Fr>>| {
            let mut column = MultilinearPolynomial::clone(column);
            match &mut column {
                MultilinearPolynomial::U16(v) => v.iter_mut().enumerate().filter(|(k, _)| k % 10 != 3).for_each(|(_, x)| *x = 0),
                MultilinearPolynomial::U64(v) => v.iter_mut().enumerate().filter(|(k, _)| k % 10 != 3).for_each(|(_, x)| *x = 0),
                MultilinearPolynomial::I64(v) => v.iter_mut().enumerate().filter(|(k, _)| k % 10 != 3).for_each(|(_, x)| *x = 0),
                MultilinearPolynomial::Field(v) => {
                    v.iter_mut().enumerate().for_each(|(k, x)| *x = if k % 10 == 3 { -Fr::from(k as u64 * 12345) } else { Fr::from(0u64) });
                }
                _ => {}
            }
            Arc::new(column)
        };
        random_columns(n, &mut ark_std::test_rng()).iter().map(thin).collect()
    }

    #[test]
    fn rows_agree_with_the_library() {
        let rng = &mut ark_std::test_rng();
        for (log_bases, n) in [(0, 2), (1, 3), (5, 0), (5, 7), (9, 9)] {
            let generators = generators::<G>("test", 0..1 << log_bases);
            let bases = FixedBases::<G>::new(&generators);
            {
                let columns = [random_columns::<Fr>(n, rng), constant_columns(n), random_columns(1, rng), sparse_columns(n)].concat();
                for row_len in [1 << log_bases, 1 << (log_bases / 2)] {
                    let rows = bases.commit_rows(&columns, row_len);
                    assert_eq!(rows.len(), columns.len());
                    for (rows, column) in rows.iter().zip(&columns) {
                        let expected: Vec<_> = column
                            .to_field()
                            .chunks(row_len)
                            .map(|row| G::msm_unchecked(&generators[..row.len()], row).into_affine())
                            .collect();
                        assert_eq!(*rows, expected);
                    }
                }
            }
        }
    }
}
