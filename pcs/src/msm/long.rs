//! Long rows of values, each over the first of one set of bases.

use super::affine::Coordinates;
use super::buckets::Buckets;
use super::count_terms;
use super::pippenger::combine;
use super::plan::{Method, Plan, Task, Values, for_values, tasks};
use super::subsets::{Subsets, table_width};
use crate::curve::Curve;
use poly::operations::{Operation, count};
use poly::{MultilinearPolynomial, for_width, map_range, map_reduce};
use rayon::prelude::*;
use std::{
    ops::Range,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Bases of long rows.
///
/// *Shape*: 64 bytes for each base over BN254, and what [`Self::prepare`] makes.
///
/// ```
/// use ark_bn254::{Fr, G1Affine, G1Projective as G};
/// use ark_ec::{AffineRepr, CurveGroup};
/// use pcs::msm::Bases;
/// let generator = G1Affine::generator();
/// let bases = Bases::<G>::new(vec![generator, (generator + generator).into_affine()]);
/// // 3 G + 5 (2 G)
/// assert_eq!(bases.sum(&vec![3u8, 5].into()), generator * Fr::from(13u64));
/// ```
pub struct Bases<G: Curve> {
    points: Vec<Coordinates<G::BaseField>>,
    /// Subset sums of neighbouring bases.
    subsets: OnceLock<Subsets<G>>,
    /// Sums of the first `2^k` bases.
    totals: OnceLock<Vec<G>>,
    /// Additions that these would have saved so far.
    missed: [AtomicUsize; 2],
}

/// Memory for the tables of subset sums, unless four times that of the bases is more.
const TABLE_BYTES: usize = 128 << 20;
/// Tables are made once they would have saved one part in so many of what they cost.
const PATIENCE: usize = 2;
/// Bases that one task sums up.
const GRAIN: usize = 1 << 14;

impl<G: Curve> Bases<G> {
    /// Prepares the bases.
    pub fn new(bases: Vec<G::Affine>) -> Self {
        let points = map_range(0..bases.len(), |index| Coordinates::from_point::<G>(&bases[index]));
        Self { points, subsets: OnceLock::new(), totals: OnceLock::new(), missed: Default::default() }
    }

    /// Makes now what speeds up columns of small values, as a key for many proofs does: the sums of all subsets of `w` neighbouring bases,
    /// with the largest `w <= 12` for which they take at most 128 MiB or four times the memory of the bases, and the sums of the first `2^k`
    /// bases.
    ///
    /// That costs `2^w / w + 1` additions for each base: 5 at 2^20 bases (`w = 4`), 33 at 2^16 (`w = 8`). Without this, they are made once
    /// they would have saved half of it.
    pub fn prepare(&self) {
        self.subsets();
        self.totals();
    }

    /// Number of bases.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// The bases number `range` themselves.
    ///
    /// *Preconditions*: the range ends within the bases.
    pub fn points(&self, range: Range<usize>) -> Vec<G::Affine> {
        map_range(range, |index| self.points[index].to_point::<G>())
    }

    /// `Σ_i v_i G_i` for each column, at the width of its values; all columns are scheduled together over the cores.
    ///
    /// *Preconditions*: at least as many bases as values in each column.
    pub fn commit(&self, columns: &[Arc<MultilinearPolynomial<G::ScalarField>>]) -> Vec<G::Affine> {
        columns.iter().for_each(|column| count_terms(column));
        G::normalize_batch(&self.sums(&columns.iter().map(|column| Values::of(column)).collect::<Vec<_>>()))
    }

    /// `Σ_i values_i G_i` at the width of the values, on all cores.
    ///
    /// *Preconditions*: at least as many bases as values.
    pub fn sum(&self, values: &MultilinearPolynomial<G::ScalarField>) -> G {
        count_terms(values);
        self.sums(&[Values::of(values)]).into_iter().sum()
    }

    /// `Σ_i values_i G_i` for any number of field elements, on all cores.
    ///
    /// *Preconditions*: at least as many bases as values.
    pub fn sum_field(&self, values: &[G::ScalarField]) -> G {
        count(Operation::TermField, values.len() as u64);
        self.sums(&[Values::full(values)]).into_iter().sum()
    }

    /// The sum of each row.
    fn sums(&self, rows: &[Values<'_, G::ScalarField>]) -> Vec<G> {
        let width = self.table_width();
        let plans: Vec<Plan<'_, _>> = rows.par_iter().map(|row| Plan::of(row, width)).collect();
        let saved = |saving: fn(&Plan<'_, G::ScalarField>) -> usize| plans.iter().map(saving).sum();
        let subsets =
            self.subsets.get().is_some() || self.pays(0, saved(|plan| plan.saved_by_subsets()), self.len().div_ceil(width) << width);
        let totals = self.totals.get().is_some() || self.pays(1, saved(|plan| plan.saved_by_centring()), self.len());
        if subsets {
            self.subsets();
        }
        let methods: Vec<Method<'_, '_, _>> = plans.iter().map(|plan| plan.method(subsets, totals)).collect();
        let mut sums: Vec<Vec<(usize, G)>> = methods.iter().zip(rows).map(|(method, row)| self.correction(method, row.len())).collect();
        let tasks = tasks(&methods, rows, width);
        let parts = tasks.into_par_iter().with_max_len(1).flat_map_iter(|task| self.perform(task, &methods, rows));
        for (row, sum) in parts.collect::<Vec<_>>() {
            sums[row].push(sum);
        }
        sums.into_par_iter().map(combine).collect()
    }

    /// Whether to make a table of this cost that saves so much.
    fn pays(&self, table: usize, saved: usize, cost: usize) -> bool {
        let missed = self.missed[table].fetch_add(saved, Ordering::Relaxed);
        PATIENCE * (missed + saved) >= cost && saved > 0
    }

    /// `Σ_i c G_i` where `c` has been subtracted from all values.
    fn correction(&self, method: &Method<'_, '_, G::ScalarField>, len: usize) -> Vec<(usize, G)> {
        match method {
            Method::Windows(_, centre) if *centre > 0 => vec![(centre.ilog2() as usize, self.totals()[len.ilog2() as usize])],
            _ => Vec::new(),
        }
    }

    /// Pairs of a row and a part `(k, S)` of its sum, which stands for `2^k S`.
    fn perform(
        &self,
        task: Task,
        methods: &[Method<'_, '_, G::ScalarField>],
        rows: &[Values<'_, G::ScalarField>],
    ) -> Vec<(usize, (usize, G))> {
        match task {
            Task::Windows { row, group, range } => {
                let Method::Windows(shape, centre) = &methods[row] else { return Vec::new() };
                let table = &self.points[range.clone()];
                vec![(row, for_values!(&rows[row], v => shape.sum(table, &v[range], *centre, group)))]
            }
            Task::Planes { rows, groups } => {
                let planes = rows.iter().filter_map(|row| if let Method::Planes(planes) = methods[*row] { Some(planes) } else { None });
                let sums = self.subsets().sum_rows(&planes.collect::<Vec<_>>(), groups);
                rows.into_iter().zip(sums.into_iter().map(|sum| (0, sum))).collect()
            }
        }
    }

    fn table_width(&self) -> usize {
        table_width::<G>(self.len(), TABLE_BYTES.max(4 * size_of_val(&*self.points)))
    }

    fn subsets(&self) -> &Subsets<G> {
        // Made outside the lock: a core that helps to make them might come here for another sum, and wait for itself.
        self.subsets.get().unwrap_or_else(|| {
            let subsets = Subsets::new(&self.points, self.table_width());
            self.subsets.get_or_init(|| subsets)
        })
    }

    fn totals(&self) -> &[G] {
        let part = |range: Range<usize>| {
            let mut bucket = Buckets::<G>::new(&self.points[range.clone()], 1);
            (0..range.len()).for_each(|index| bucket.insert(0, index, false));
            bucket.weighted_sums(1)[0]
        };
        self.totals.get().unwrap_or_else(|| {
            let mut totals: Vec<G> = self.points.first().map(|first| first.to_point::<G>().into()).into_iter().collect();
            for k in (1..).take_while(|k| 1 << k <= self.len()) {
                let half = 1 << (k - 1);
                let upper = map_reduce(0..half, GRAIN, |range| part(half + range.start..half + range.end), |a, b| a + b);
                totals.push(totals[k - 1] + upper.unwrap_or_else(G::zero));
            }
            self.totals.get_or_init(|| totals)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use crate::testing::{constant_columns, random_columns};
    use ark_bn254::{Fr, G1Projective as G};
    use ark_ec::VariableBaseMSM;

    /// Points among which are the identity, twins and opposites.
    fn points<G: Curve>(count: usize) -> Vec<G::Affine> {
        let mut points = generators::<G>("test", 0..count);
        if count > 7 {
            (points[1], points[5]) = (Default::default(), points[4]);
            points[7] = (-points[6].into()).into_affine();
        }
        points
    }

    /// Columns of many kinds and lengths, summed before and after the tables are made.
    fn sums_agree<G: Curve>(count: usize, lengths: &[usize]) {
        let rng = &mut ark_std::test_rng();
        let points = points::<G>(count);
        let bases = Bases::<G>::new(points.clone());
        let mut columns: Vec<_> =
            lengths.iter().flat_map(|n| [random_columns::<G::ScalarField>(*n, rng), constant_columns(*n)].concat()).collect();
        // One value in ten.
        for n in lengths {
            columns.push(Arc::new((0..1 << n).map(|k| k % 10 == 3).collect::<Vec<_>>().into()));
            columns.push(Arc::new((0..1u64 << n).map(|k| if k % 10 == 3 { k << 20 } else { 0 }).collect::<Vec<_>>().into()));
        }
        let expected: Vec<G> = columns.iter().map(|column| G::msm_unchecked(&points[..column.len()], &column.to_field())).collect();
        let affine = G::normalize_batch(&expected);
        for _ in 0..2 {
            assert_eq!(bases.commit(&columns), affine);
            assert!(columns.iter().zip(&expected).all(|(column, expected)| bases.sum(column) == *expected));
            bases.prepare();
        }
    }

    #[test]
    fn sums_agree_with_the_library() {
        sums_agree::<G>(1 << 11, &[0, 1, 3, 5, 11]);
        sums_agree::<G>(77, &[0, 6]);
        sums_agree::<G>(1, &[0]);
        sums_agree::<ark_bls12_381::G1Projective>(1 << 6, &[2, 6]);
    }

    #[test]
    fn sums_of_any_number_of_field_elements() {
        let points = points::<G>(100);
        let bases = Bases::<G>::new(points.clone());
        let values = random_columns::<Fr>(7, &mut ark_std::test_rng())[6].to_field();
        for len in [0, 1, 2, 3, 31, 99, 100] {
            assert_eq!(bases.sum_field(&values[..len]), G::msm_unchecked(&points[..len], &values[..len]));
        }
        let none = Bases::<G>::new(Vec::new());
        none.prepare();
        assert_eq!((none.len(), none.sum_field(&[]), none.commit(&[])), (0, G::default(), Vec::new()));
    }

    #[test]
    fn points_and_their_totals() {
        let points = points::<G>(21);
        let bases = Bases::<G>::new(points.clone());
        assert_eq!((bases.len(), bases.points(0..21), bases.points(3..10)), (21, points.clone(), points[3..10].to_vec()));
        let totals: Vec<G> = (0..5).map(|k| points[..1 << k].iter().sum()).collect();
        assert_eq!(bases.totals(), totals);
    }

    #[test]
    fn threads_change_nothing() {
        let rng = &mut ark_std::test_rng();
        let bases = Bases::<G>::new(points::<G>(1 << 10));
        bases.prepare();
        let columns = [random_columns::<Fr>(10, rng), random_columns(3, rng)].concat();
        let commit = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| (bases.commit(&columns), columns.iter().map(|column| bases.sum(column)).collect::<Vec<_>>()))
        };
        let one = commit(1);
        assert!([2, 3, 8].into_iter().all(|threads| commit(threads) == one));
    }

    #[test]
    fn tables_are_made_where_they_pay() {
        let bases = Bases::<G>::new(points::<G>(1 << 9));
        let flags = Arc::new(MultilinearPolynomial::<Fr>::from(vec![true; 1 << 9]));
        assert_eq!(bases.sum(&flags), bases.totals()[9]);
        assert!(bases.subsets.get().is_none());
        assert!((0..60).all(|_| bases.sum(&flags) == bases.totals()[9]));
        assert!(bases.subsets.get().is_some());
    }
}
