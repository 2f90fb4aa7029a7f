//! The reference prover: it interprets the relation, point by point.

use crate::{Relation, RoundProver};
use poly::{Point, Scalar, eq, univariate};

/// Computes every round from the definition: the oracle that every fast prover is tested against, never a path of its own.
///
/// *Shape*: `O(2^n d)` evaluations of the summand in all; `tables` are the relation's polynomials in its order.
pub struct NaiveProver<'a, F> {
    relation: &'a dyn Relation<F>,
    tables: Vec<Vec<F>>,
    bound: Vec<F>,
}

impl<'a, F: Scalar> NaiveProver<'a, F> {
    /// A prover over the polynomials' values on the hypercube, `2^num_vars` each.
    pub fn new(relation: &'a dyn Relation<F>, tables: Vec<Vec<F>>) -> Self {
        assert_eq!(tables.len(), relation.num_openings());
        assert!(tables.iter().all(|t| t.len() == 1 << relation.num_vars()));
        Self { relation, tables, bound: Vec::new() }
    }

    /// The sum over the variables that are left: of the summand, weighted with eq in eq form.
    pub fn sum(&self) -> F {
        let n = self.relation.num_vars() - self.bound.len();
        self.sum_over(n, |x| self.summand_at(&Point::from_index(x, n), &self.tables.iter().map(|t| t[x]).collect::<Vec<_>>()))
    }

    /// The sum over the last `n` variables, weighted with eq over them in eq form.
    fn sum_over(&self, n: usize, summand: impl Fn(usize) -> F) -> F {
        let weight = |x| self.relation.eq_point().map_or(F::one(), |tau| eq::evaluate(&tau[tau.len() - n..], &Point::from_index(x, n)));
        (0..1 << n).map(|x| weight(x) * summand(x)).sum()
    }

    fn summand_at(&self, rest: &[F], openings: &[F]) -> F {
        self.relation.summand(&[&self.bound, rest].concat(), openings)
    }
}

impl<F: Scalar> RoundProver<F> for NaiveProver<'_, F> {
    fn round(&mut self, _claim: F) -> Vec<F> {
        let n = self.relation.num_vars() - self.bound.len() - 1;
        let half = 1 << n;
        let at = |v: F| {
            self.sum_over(n, |x| {
                let openings: Vec<F> = self.tables.iter().map(|t| t[x] + v * (t[x + half] - t[x])).collect();
                self.summand_at(&[&[v], &*Point::from_index(x, n)].concat(), &openings)
            })
        };
        let values: Vec<F> = (0..=self.relation.degree() as u64).map(|v| at(F::from(v))).collect();
        univariate::interpolate(&values)
    }

    fn bind(&mut self, r: F) {
        for table in &mut self.tables {
            let half = table.len() / 2;
            *table = (0..half).map(|x| table[x] + r * (table[x + half] - table[x])).collect();
        }
        self.bound.push(r);
    }

    fn openings(&self) -> Vec<F> {
        self.tables.iter().map(|t| t[0]).collect()
    }
}
