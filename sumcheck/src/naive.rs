//! The reference prover: it interprets the relation, point by point.

use crate::{Relation, RoundProver};
use poly::{Point, Scalar, univariate};

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

    /// `Σ_x summand(x)` over the hypercube.
    pub fn sum(&self) -> F {
        let n = self.relation.num_vars() - self.bound.len();
        (0..1 << n).map(|x| self.summand_at(&Point::from_index(x, n), &self.tables.iter().map(|t| t[x]).collect::<Vec<_>>())).sum()
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
            (0..half)
                .map(|x| {
                    let openings: Vec<F> = self.tables.iter().map(|t| t[x] + v * (t[x + half] - t[x])).collect();
                    self.summand_at(&[&[v], &*Point::from_index(x, n)].concat(), &openings)
                })
                .sum()
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
