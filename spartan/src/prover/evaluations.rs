//! All columns at one point, and their successors.

use crate::forms::Columns;
use crate::{Cell, UniformR1cs, Variable};
use poly::{MultilinearPolynomial, Scalar, SmallSum, SmallValue, eq, for_width, map_range, map_reduce};
use std::ops::Range;

/// Steps whose weights stay in the nearest cache while all columns pass by.
const PART: usize = 1 << 10;

/// Values at `r_step`: `z~_y(r_step)` for every variable, `Σ_t z_y(t) eq+1(r_step, t)` for those read one step on (0 for the others).
pub(super) struct Evaluations<F> {
    now: Vec<F>,
    later: Vec<F>,
    /// `eq+1(r_step, t)`.
    successor: Vec<F>,
}

impl<F: Scalar> Evaluations<F> {
    pub fn new(system: &UniformR1cs, columns: &Columns<F>, r_step: &[F]) -> Self {
        let mut weights = eq::table(r_step);
        let tables: Vec<_> = columns.tables().iter().map(|t| &**t).collect();
        let now = [vec![F::one()], dot_all(&tables, &weights)].concat();
        weights.rotate_right(1);
        weights[0] = F::zero();
        let shifted: Vec<_> = system.shifted().iter().map(|v| columns.table(*v)).collect();
        let mut later = vec![F::zero(); now.len()];
        for (variable, value) in system.shifted().iter().zip(dot_all(&shifted, &weights)) {
            later[variable.index()] = value;
        }
        Self { now, later, successor: weights }
    }

    pub fn cell(&self, cell: Cell) -> F {
        if cell.next { self.later[cell.variable.index()] } else { self.now[cell.variable.index()] }
    }

    pub fn now(&self) -> &[F] {
        &self.now
    }

    pub fn later(&self) -> &[F] {
        &self.later
    }

    /// The table of `eq+1(r_step, t)`, which is left empty.
    pub fn take_successor(&mut self) -> Vec<F> {
        std::mem::take(&mut self.successor)
    }
}

/// `Σ_t f(t) w_t` for several tables that share their weights.
pub(super) fn dot_all<F: Scalar>(tables: &[&MultilinearPolynomial<F>], weights: &[F]) -> Vec<F> {
    let part = |range: Range<usize>| tables.iter().map(|t| dot(t, range.clone(), &weights[range.clone()])).collect::<Vec<F>>();
    let add = |a: Vec<F>, b: Vec<F>| a.into_iter().zip(b).map(|(a, b)| a + b).collect();
    map_reduce(0..weights.len(), PART, part, add).unwrap_or_default()
}

fn dot<F: Scalar>(table: &MultilinearPolynomial<F>, range: Range<usize>, weights: &[F]) -> F {
    for_width!(table, v => small_dot(&v[range], weights), v => F::inner_product(&v[range], weights))
}

fn small_dot<F: Scalar, T: SmallValue>(values: &[T], weights: &[F]) -> F {
    let mut sums = [SmallSum::default(); 2];
    for (value, weight) in values.iter().zip(weights) {
        let (negative, magnitude) = value.parts();
        if magnitude != 0 {
            weight.add_small(&mut sums[usize::from(negative)], magnitude);
        }
    }
    F::reduce_small(&sums[0]) - F::reduce_small(&sums[1])
}

/// `Σ_y weights_y z_y(t)` for all `t`.
pub(super) fn combine<F: Scalar>(columns: &Columns<F>, variables: &[Variable], weights: &[F]) -> Vec<F> {
    let terms: Vec<_> = variables.iter().zip(weights).map(|(v, w)| (columns.table(*v), [*w, -*w])).collect();
    let len = terms.first().map_or(0, |(table, _)| table.len());
    map_range(0..len, |t| {
        let (mut sum, mut rest) = (SmallSum::default(), F::zero());
        for (table, weights) in &terms {
            for_width!(table,
                v => { let (negative, magnitude) = v[t].parts(); weights[usize::from(negative)].add_small(&mut sum, magnitude) },
                v => rest += weights[0] * v[t]);
        }
        F::reduce_small(&sum) + rest
    })
}
