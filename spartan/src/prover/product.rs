//! Sums of products of two tables: the inner and the shift sum-check.

use super::evaluations::{Evaluations, dot_all};
use crate::UniformR1cs;
use crate::forms::Columns;
use crate::relation::Inner;
use poly::{MultilinearPolynomial, ProductSum, Scalar, eq, for_each_mut, map_reduce};
use sumcheck::RoundProver;

/// Steps of a round that one thread takes at a time.
const GRAIN: usize = 1 << 10;

/// `Σ_x left(x) right(x)`.
struct ProductProver<F> {
    left: Vec<F>,
    right: Vec<F>,
    point: Vec<F>,
}

impl<F: Scalar> ProductProver<F> {
    fn new(left: Vec<F>, right: Vec<F>) -> Self {
        debug_assert_eq!(left.len(), right.len());
        Self { left, right, point: Vec::new() }
    }

    /// `s(0)` and the leading coefficient from the tables; the linear one is the claim's.
    fn round(&self, claim: F) -> Vec<F> {
        let half = self.left.len() / 2;
        let (left, right) = (self.left.split_at(half), self.right.split_at(half));
        let part = |range: std::ops::Range<usize>| {
            let (mut constant, mut leading) = (ProductSum::default(), ProductSum::default());
            for i in range {
                left.0[i].add_product(&mut constant, &right.0[i]);
                (left.1[i] - left.0[i]).add_product(&mut leading, &(right.1[i] - right.0[i]));
            }
            [F::reduce_product(&constant), F::reduce_product(&leading)]
        };
        let [constant, leading] = map_reduce(0..half, GRAIN, part, |a, b| [a[0] + b[0], a[1] + b[1]]).unwrap_or_default();
        vec![constant, claim - constant.double() - leading, leading]
    }

    fn bind(&mut self, r: F) {
        for table in [&mut self.left, &mut self.right] {
            let half = table.len() / 2;
            let (low, high) = table.split_at_mut(half);
            for_each_mut(low, |start, chunk| {
                for (low, high) in chunk.iter_mut().zip(&high[start..]) {
                    *low += r * (*high - *low);
                }
            });
            table.truncate(half);
        }
        self.point.push(r);
    }
}

/// The prover of [`Inner`].
pub(super) struct InnerProver<'a, F> {
    system: &'a UniformR1cs,
    evaluations: &'a Evaluations<F>,
    product: ProductProver<F>,
}

impl<'a, F: Scalar> InnerProver<'a, F> {
    pub fn new(relation: &Inner<'a, F>, evaluations: &'a Evaluations<F>) -> Self {
        let halves = 1 + usize::from(relation.has_shift());
        let half = 1 << relation.system.log_variables();
        let padded = |values: &[F]| [values, &vec![F::zero(); half - values.len()]].concat();
        let values = [padded(evaluations.now()), padded(evaluations.later())];
        let product = ProductProver::new(relation.matrix[..halves].concat(), values[..halves].concat());
        Self { system: relation.system, evaluations, product }
    }
}

impl<F: Scalar> RoundProver<F> for InnerProver<'_, F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        self.product.round(claim)
    }

    fn bind(&mut self, r: F) {
        self.product.bind(r);
    }

    fn openings(&self) -> Vec<F> {
        let committed = self.system.committed().map(|v| self.evaluations.now()[v.index()]);
        if self.system.shifted().is_empty() {
            return committed.collect();
        }
        let weights = eq::table(&self.product.point[1..]);
        let w = self.evaluations.later().iter().zip(&weights).map(|(z, weight)| *z * weight).sum();
        [w].into_iter().chain(committed).collect()
    }
}

/// The prover of [`crate::relation::Shift`].
pub(super) struct ShiftProver<'a, F> {
    committed: Vec<&'a MultilinearPolynomial<F>>,
    product: ProductProver<F>,
}

impl<'a, F: Scalar> ShiftProver<'a, F> {
    /// *Preconditions*: `successor` is the table of `eq+1(r_step, t)`, `combined` that of `Σ_y eq(r_y, y) z_y(t)`.
    pub fn new(system: &UniformR1cs, columns: &'a Columns<F>, successor: Vec<F>, combined: Vec<F>) -> Self {
        Self { committed: system.shifted_committed().map(|v| columns.table(v)).collect(), product: ProductProver::new(successor, combined) }
    }
}

impl<F: Scalar> RoundProver<F> for ShiftProver<'_, F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        self.product.round(claim)
    }

    fn bind(&mut self, r: F) {
        self.product.bind(r);
    }

    fn openings(&self) -> Vec<F> {
        dot_all(&self.committed, &eq::table(&self.product.point))
    }
}
