//! The fast prover of [`Outputs`].

use super::relations::Outputs;
use crate::{Instruction, SharedColumns};
use poly::{MultilinearPolynomial, ProductSum, Scalar, SplitEq, map_reduce, univariate};
use rayon::prelude::*;
use std::sync::Arc;
use sumcheck::RoundProver;

type Column<F> = Arc<MultilinearPolynomial<F>>;

/// Few instructions are active on a row: an instruction is evaluated only where its flag is not 0, at as many points as the degree of its own
/// `flag g` needs, and instructions of equal degree share a sum. Columns become field elements when the first variable is bound.
///
/// The rounds do not use the claim, so that they are the rounds of the columns as they are, whether the claim holds or not.
pub(super) struct OutputsProver<'a, F: Scalar> {
    instructions: &'a [Instruction<F>],
    /// `E_m`, then the flags, then the output.
    columns: Columns<F>,
    num_memories: usize,
    /// For each instruction the first of its `degree + 2` sums; the sums of equal degrees are shared. The output's two come first.
    first_sum: Vec<usize>,
    num_sums: usize,
    small: SmallNumbers<F>,
    eq: SplitEq<F>,
}

enum Columns<F> {
    Typed(Vec<Column<F>>),
    Bound(Vec<Vec<F>>),
}

impl<'a, F: Scalar> OutputsProver<'a, F> {
    pub fn new(relation: &Outputs<'a, F>, values: &[Column<F>], shared: &SharedColumns<F>) -> Self {
        let instructions = relation.set.instructions();
        let columns = values.iter().chain(&shared.flags).chain([&shared.output]).cloned().collect();
        let (mut num_sums, mut first_of_degree) = (2, vec![None; relation.set.degree() + 1]);
        let mut first_sum = Vec::with_capacity(instructions.len());
        for instruction in instructions {
            let degree = instruction.decomposition.degree();
            first_sum.push(*first_of_degree[degree].get_or_insert_with(|| {
                num_sums += degree + 2;
                num_sums - (degree + 2)
            }));
        }
        Self {
            instructions,
            columns: Columns::Typed(columns),
            num_memories: values.len(),
            first_sum,
            num_sums,
            small: SmallNumbers::new(),
            eq: SplitEq::new(&relation.point, F::one()),
        }
    }

    /// `Σ_x eq(x) v_k(x)` for all sums `k`.
    fn sums(&self, at: impl Fn(usize, usize) -> F + Sync) -> Vec<F> {
        let (outer, inner) = self.eq.tables();
        let part = |range: std::ops::Range<usize>| {
            let mut total = vec![F::zero(); self.num_sums];
            let mut scratch = Scratch::default();
            for o in range {
                let mut sums = vec![ProductSum::default(); self.num_sums];
                for (i, weight) in inner.iter().enumerate() {
                    self.add_row(o * inner.len() + i, weight, &at, &mut sums, &mut scratch);
                }
                for (total, sum) in total.iter_mut().zip(&sums) {
                    *total += outer[o] * F::reduce_product(sum);
                }
            }
            total
        };
        let add = |a: Vec<F>, b: Vec<F>| a.iter().zip(&b).map(|(a, b)| *a + b).collect();
        map_reduce(0..outer.len(), (1usize << 7).div_ceil(inner.len()), part, add).unwrap_or_default()
    }

    /// Adds one pair of rows: `output` at 0 and 1, and `flag g(E)` of each active instruction at `0, .., degree + 1`.
    fn add_row(&self, x: usize, weight: &F, at: &(impl Fn(usize, usize) -> F + Sync), sums: &mut [ProductSum], scratch: &mut Scratch<F>) {
        let half = self.eq.half();
        let (first_flag, output) = (self.num_memories, self.num_memories + self.instructions.len());
        for (sum, row) in sums.iter_mut().zip([x, x + half]) {
            weight.add_product(sum, &at(output, row));
        }
        for (k, instruction) in self.instructions.iter().enumerate() {
            let (low, high) = (at(first_flag + k, x), at(first_flag + k, x + half));
            if low.is_zero() && high.is_zero() {
                continue;
            }
            scratch.start(instruction.collation.iter().map(|m| (at(*m, x), at(*m, x + half))));
            let (mut flag, slope) = (low, high - low);
            for sum in &mut sums[self.first_sum[k]..][..instruction.decomposition.degree() + 2] {
                if !flag.is_zero() {
                    let result = instruction.decomposition.collate(&scratch.values);
                    weight.add_product(sum, &if flag.is_one() { result } else { flag * result });
                }
                flag += slope;
                scratch.step();
            }
        }
    }

    /// The coefficients of `q(X) = Σ_ℓ flag_ℓ g_ℓ(E) - output`, from its sums.
    fn coefficients(&self, sums: &[F]) -> Vec<F> {
        let degree = self.instructions.iter().map(|i| i.decomposition.degree()).max().unwrap_or(0);
        let mut q = vec![F::zero(); degree + 2];
        q[0] -= sums[0];
        q[1] -= sums[1] - sums[0];
        let mut starts: Vec<(usize, usize)> =
            self.first_sum.iter().zip(self.instructions).map(|(first, i)| (*first, i.decomposition.degree() + 2)).collect();
        starts.sort_unstable();
        starts.dedup();
        for (first, count) in starts {
            for (q, c) in q.iter_mut().zip(univariate::interpolate(&sums[first..][..count])) {
                *q += c;
            }
        }
        q
    }
}

/// The field elements `0, .., 2^16 - 1`: typed values become field elements by a look into this table.
struct SmallNumbers<F>(Vec<F>);

impl<F: Scalar> SmallNumbers<F> {
    fn new() -> Self {
        Self(std::iter::successors(Some(F::zero()), |n| Some(*n + F::one())).take(1 << 16).collect())
    }

    #[inline]
    fn field(&self, column: &MultilinearPolynomial<F>, row: usize) -> F {
        match column {
            MultilinearPolynomial::Bool(v) => self.0[usize::from(v[row])],
            MultilinearPolynomial::U8(v) => self.0[usize::from(v[row])],
            MultilinearPolynomial::U16(v) => self.0[usize::from(v[row])],
            MultilinearPolynomial::U32(v) => self.0.get(v[row] as usize).copied().unwrap_or_else(|| F::from(v[row])),
            _ => column.get(row),
        }
    }
}

/// The values of a collation's memories, walking along the line through two rows.
struct Scratch<F> {
    values: Vec<F>,
    slopes: Vec<F>,
}

impl<F> Default for Scratch<F> {
    fn default() -> Self {
        Self { values: Vec::new(), slopes: Vec::new() }
    }
}

impl<F: Scalar> Scratch<F> {
    fn start(&mut self, ends: impl Iterator<Item = (F, F)>) {
        self.values.clear();
        self.slopes.clear();
        for (low, high) in ends {
            self.values.push(low);
            self.slopes.push(high - low);
        }
    }

    fn step(&mut self) {
        for (value, slope) in self.values.iter_mut().zip(&self.slopes) {
            *value += slope;
        }
    }
}

impl<F: Scalar> RoundProver<F> for OutputsProver<'_, F> {
    fn round(&mut self, _claim: F) -> Vec<F> {
        let sums = match &self.columns {
            Columns::Typed(columns) => self.sums(|column, row| self.small.field(&columns[column], row)),
            Columns::Bound(columns) => self.sums(|column, row| columns[column][row]),
        };
        self.coefficients(&sums)
    }

    fn bind(&mut self, r: F) {
        match &mut self.columns {
            Columns::Typed(columns) => self.columns = Columns::Bound(columns.par_iter().map(|column| column.bind(r)).collect()),
            Columns::Bound(columns) => columns.par_iter_mut().for_each(|column| bind_mostly_zero(column, r)),
        }
        self.eq.bind(r);
    }

    fn openings(&self) -> Vec<F> {
        match &self.columns {
            Columns::Typed(columns) => columns.iter().map(|column| column.get(0)).collect(),
            Columns::Bound(columns) => columns.iter().map(|column| column[0]).collect(),
        }
    }
}

/// Binds the most significant variable in place.
fn bind_mostly_zero<F: Scalar>(table: &mut Vec<F>, r: F) {
    let half = table.len() / 2;
    let (low, high) = table.split_at_mut(half);
    for (low, high) in low.iter_mut().zip(high) {
        if low != high {
            *low += r * (*high - *low);
        }
    }
    table.truncate(half);
}
