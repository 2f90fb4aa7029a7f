//! The prover by the definition: every sum through `NaiveProver`, every table entry by entry. Optionally it lies.

use super::World;
use crate::relation::{Inner, Outer, Shift};
use crate::verifier::{BLOCK, RHO, TAU, statement};
use crate::{Linear, Variable};
use poly::{MultilinearPolynomial, Point, Scalar, eq};
use sumcheck::NaiveProver;
use transcript::ProverChannel;

/// What a false prover believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belief {
    /// The truth.
    Definition,
    /// The successor of the last step is step 0.
    Cyclic,
    /// The constant column holds this number.
    Constant(u64),
    /// A public column is 0 everywhere.
    NoPublic(Variable),
}

impl<F: Scalar> World<F> {
    fn believed(&self, variable: Variable, step: usize, next: bool, belief: Belief) -> F {
        let steps = 1 << self.log_steps;
        let step = step + usize::from(next);
        match belief {
            Belief::Cyclic => self.value(variable, step % steps),
            Belief::Constant(k) if variable == Variable::ONE => F::from(k),
            Belief::NoPublic(public) if variable == public => F::zero(),
            _ => self.value(variable, step),
        }
    }

    /// What the prover sends by the definition of the protocol.
    pub(super) fn prove_by_definition(&self, belief: Belief, channel: &mut dyn ProverChannel<F>) {
        let (n, system) = (self.log_steps, &self.system);
        let steps = 1usize << n;
        channel.absorb(BLOCK, &statement(system, n));
        let tau = channel.challenges(TAU, n + system.log_rows());
        let form = |form: &Linear, t: usize| {
            form.terms().map(|(cell, k)| F::from_i128(k) * self.believed(cell.variable, t, cell.next, belief)).sum::<F>()
        };
        let table = |pick: fn(&crate::Constraint) -> &Linear| {
            let entry = |t: usize, c: usize| system.constraints().get(c).map_or(F::zero(), |c| form(pick(c), t));
            (0..steps).flat_map(|t| (0..1 << system.log_rows()).map(move |c| entry(t, c))).collect::<Vec<F>>()
        };
        let outer_relation = Outer { tau };
        let tables = vec![table(|c| &c.a), table(|c| &c.b), table(|c| &c.c)];
        let outer = sumcheck::prove(&outer_relation, &mut NaiveProver::new(&outer_relation, tables), F::zero(), channel);
        let (r_step, r_row) = outer.point.split_at(n);

        let rho = channel.challenge(RHO);
        let inner_relation = Inner::new(system, r_step, r_row, rho);
        let column = |v: Variable| MultilinearPolynomial::from((0..steps).map(|t| self.believed(v, t, false, belief)).collect::<Vec<F>>());
        let mut successor: Vec<F> = (0..steps).map(|t| eq::plus_one(r_step, &Point::from_index(t, n))).collect();
        if belief == Belief::Cyclic {
            successor[0] += eq::evaluate(r_step, &Point::from_index(steps - 1, n));
        }
        let width = 1 << system.log_variables();
        let mut later = vec![F::zero(); width];
        for v in system.shifted() {
            later[v.index()] = column(*v).dot(&successor);
        }
        let halves = 1 + usize::from(inner_relation.has_shift());
        let mut tables: Vec<Vec<F>> = if halves == 2 { vec![[later.clone(), later].concat()] } else { vec![] };
        tables.extend(system.committed().map(|v| vec![column(v).evaluate(r_step); halves * width]));
        let inner =
            sumcheck::prove(&inner_relation, &mut NaiveProver::new(&inner_relation, tables), Inner::claim(&outer.openings, rho), channel);

        if halves == 2 {
            let relation = Shift::new(system, r_step, &inner.point[1..]);
            let tables = system.shifted_committed().map(|v| column(v).to_field()).collect();
            let shift = CyclicOr { relation, cyclic: belief == Belief::Cyclic };
            let _ = sumcheck::prove(&shift, &mut NaiveProver::new(&shift, tables), inner.openings[0], channel);
        }
    }
}

/// The shift relation, optionally with a successor for the last step.
struct CyclicOr<'a, F> {
    relation: Shift<'a, F>,
    cyclic: bool,
}

impl<F: Scalar> sumcheck::Relation<F> for CyclicOr<'_, F> {
    fn name(&self) -> &'static str {
        self.relation.name()
    }
    fn num_vars(&self) -> usize {
        self.relation.num_vars()
    }
    fn degree(&self) -> usize {
        2
    }
    fn num_openings(&self) -> usize {
        self.relation.num_openings()
    }
    fn summand(&self, point: &[F], openings: &[F]) -> F {
        if !self.cyclic {
            return self.relation.summand(point, openings);
        }
        // Only for systems without shifted public columns.
        let combined: F = openings.iter().zip(&self.relation.weights).map(|(z, w)| *z * w).sum();
        let wrap = self.relation.r_step.iter().product::<F>() * point.iter().map(|x| F::one() - x).product::<F>();
        (eq::plus_one(self.relation.r_step, point) + wrap) * combined
    }
}
