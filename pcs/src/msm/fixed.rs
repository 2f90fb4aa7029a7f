//! Many rows of values under one set of bases.

use super::affine::{Adder, Coordinates};
use super::subsets::{Planes, Subsets};
use crate::curve::Curve;
use poly::{MultilinearPolynomial, for_width};
use rayon::prelude::*;
use std::{ops::Range, sync::Arc};

/// Bases that many rows of values are multiplied with, and tables of their subset sums.
///
/// *Shape*: the tables take at most 52 MiB.
pub struct FixedBases<G: Curve> {
    len: usize,
    subsets: Subsets<G>,
}

/// One row of one column.
struct Row<'a, F> {
    column: &'a MultilinearPolynomial<F>,
    range: Range<usize>,
    planes: Planes,
}

/// Sums of planes that one task holds: half a MiB.
const TASK_SUMS: usize = 1 << 13;

impl<G: Curve> FixedBases<G> {
    /// Prepares the bases.
    ///
    /// *Preconditions*: at least one.
    pub fn new(bases: &[G::Affine]) -> Self {
        let points: Vec<_> = bases.iter().map(Coordinates::from_point::<G>).collect();
        Self { len: bases.len(), subsets: Subsets::new(&points) }
    }

    /// Number of bases.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// `Σ_j v_j G_j` for each row of `row_len` values of each column; a shorter column is one row.
    ///
    /// All rows of all columns are scheduled together. Rows of zeros are free.
    ///
    /// *Preconditions*: `row_len` is a power of two and at most the number of bases.
    pub fn commit_rows(&self, columns: &[Arc<MultilinearPolynomial<G::ScalarField>>], row_len: usize) -> Vec<Vec<G::Affine>> {
        let rows = self.plan(columns, row_len);
        let sums = rows.iter().map(|row| row.planes.count()).sum::<usize>();
        let target = (sums / (4 * rayon::current_num_threads())).clamp(Adder::<G>::BATCH, TASK_SUMS);
        let mut tasks: Vec<&[Row<'_, _>]> = Vec::new();
        let mut rest = &rows[..];
        while !rest.is_empty() {
            let mut sums = 0;
            let count = 1 + rest[1..]
                .iter()
                .take_while(|row| {
                    sums += row.planes.count();
                    sums < target
                })
                .count();
            let (task, others) = rest.split_at(count);
            tasks.push(task);
            rest = others;
        }
        let points: Vec<G> = tasks.into_par_iter().flat_map_iter(|task| self.sum_rows(task)).collect();
        let mut points = G::normalize_batch(&points).into_iter();
        columns.iter().map(|column| points.by_ref().take(column.len().div_ceil(row_len)).collect()).collect()
    }

    fn plan<'a>(&self, columns: &'a [Arc<MultilinearPolynomial<G::ScalarField>>], row_len: usize) -> Vec<Row<'a, G::ScalarField>> {
        let rows = |column: &'a Arc<MultilinearPolynomial<G::ScalarField>>| {
            let len = row_len.min(column.len());
            (0..column.len()).step_by(len).map(move |start| (&**column, start..start + len))
        };
        let plan = |(column, range): (&'a MultilinearPolynomial<G::ScalarField>, Range<usize>)| {
            let width = self.subsets.width();
            let (planes, _) = for_width!(column, v => Planes::of(&v[range.clone()], width), v => Planes::of(&v[range.clone()], width));
            Row { column, range, planes }
        };
        columns.iter().flat_map(rows).collect::<Vec<_>>().into_par_iter().map(plan).collect()
    }

    /// The sums of a few rows, plane by plane.
    fn sum_rows(&self, rows: &[Row<'_, G::ScalarField>]) -> Vec<G> {
        let mut offsets = vec![0];
        offsets.extend(rows.iter().scan(0, |end, row| {
            *end += row.planes.count();
            Some(*end)
        }));
        let mut sums = vec![Coordinates::IDENTITY; offsets[rows.len()]];
        let groups = rows.iter().map(|row| row.range.len()).max().unwrap_or(0).div_ceil(self.subsets.width());
        let (mut adder, mut additions) = (Adder::<G>::new(), Vec::new());
        for group in 0..groups {
            additions.clear();
            for (row, first) in rows.iter().zip(&offsets) {
                for_width!(row.column,
                    v => self.subsets.list(&row.planes, group, &v[row.range.clone()], *first, &mut additions),
                    v => self.subsets.list(&row.planes, group, &v[row.range.clone()], *first, &mut additions));
            }
            additions.iter().for_each(|(index, point)| adder.push(&mut sums, *index as usize, *point));
            adder.flush(&mut sums);
        }
        rows.iter().zip(offsets.windows(2)).map(|(row, ends)| row.planes.combine::<G>(&sums[ends[0]..ends[1]])).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use crate::testing::{constant_columns, random_columns};
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::{CurveGroup, VariableBaseMSM};

    #[test]
    fn rows_agree_with_the_library() {
        let rng = &mut ark_std::test_rng();
        for log_bases in [0, 1, 5, 7] {
            let generators = generators::<G>("test", 0..1 << log_bases);
            let bases = FixedBases::<G>::new(&generators);
            for n in [0, 3, 9] {
                let columns = [random_columns::<Fr>(n, rng), constant_columns(n), random_columns(1, rng)].concat();
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
