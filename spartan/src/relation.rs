//! The three sums of Spartan, each stated once for prover and verifier.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::{UniformR1cs, Variable};
use poly::{Scalar, eq};
use sumcheck::Relation;
use transcript::Label;

/// `0 = Σ_{t,c} eq(τ,(t,c)) (A~z(t,c) B~z(t,c) - C~z(t,c))`: every constraint holds on every step (Setty, eprint 2019/550, section 5).
pub(crate) struct Outer<F> {
    pub tau: Vec<F>,
}

impl<F: Scalar> Relation<F> for Outer<F> {
    fn name(&self) -> Label {
        "spartan outer"
    }

    fn num_vars(&self) -> usize {
        self.tau.len()
    }

    fn eq_point(&self) -> Option<&[F]> {
        Some(&self.tau)
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        3
    }

    fn summand(&self, _point: &[F], openings: &[F]) -> F {
        let product = openings.iter().take(2).product::<F>();
        product - openings.iter().skip(2).sum::<F>()
    }
}

/// `v_A + ρ v_B + ρ² v_C = Σ_{s,y} M_ρ(r_c, s, y) Z(s, y)`, with `Z(0, y) = z~_y(r_step)` and `Z(1, y) = Σ_t z_y(t) eq+1(r_step, t)`.
///
/// Openings: `w = Σ_y eq(r_y, y) Z(1, y)` where some column is read one step on, then `z~_y(r_step)` of every committed column. Without
/// such a column the sum has no variable `s`.
pub(crate) struct Inner<'a, F> {
    pub system: &'a UniformR1cs,
    pub r_step: &'a [F],
    /// `M_ρ(r_c, 0, y)` and `M_ρ(r_c, 1, y)`.
    pub matrix: [Vec<F>; 2],
}

impl<'a, F: Scalar> Inner<'a, F> {
    pub fn new(system: &'a UniformR1cs, r_step: &'a [F], r_row: &[F], rho: F) -> Self {
        Self { system, r_step, matrix: system.combine_rows(&eq::table(r_row), rho) }
    }

    /// Whether the sum has the variable `s`; it is the most significant one.
    pub fn has_shift(&self) -> bool {
        !self.system.shifted().is_empty()
    }

    /// `v_A + ρ v_B + ρ² v_C`.
    pub fn claim(values: &[F], rho: F) -> F {
        poly::univariate::evaluate(values, rho)
    }

    /// `Σ_y eq(r_y, y) Z(0, y)` from the values of the committed columns.
    fn present(&self, weights: &[F], committed: &[F]) -> F {
        let mut committed = committed.iter().copied();
        let value = |variable: Variable| match self.system.public(variable) {
            _ if variable == Variable::ONE => F::one(),
            Some(public) => public.evaluate(self.r_step),
            None => committed.next().unwrap_or_default(),
        };
        self.system.variables().map(value).zip(weights).map(|(z, weight)| z * weight).sum()
    }
}

impl<F: Scalar> Relation<F> for Inner<'_, F> {
    fn name(&self) -> Label {
        "spartan inner"
    }

    fn num_vars(&self) -> usize {
        usize::from(self.has_shift()) + self.system.log_variables()
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        usize::from(self.has_shift()) + self.system.num_committed()
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let extra = usize::from(self.has_shift());
        let (s, r_variable) = point.split_at(extra);
        let (w, committed) = openings.split_at(extra);
        let (s, w): (F, F) = (s.iter().sum(), w.iter().sum());
        let weights = eq::table(r_variable);
        let [now, later] = &self.matrix;
        let matrix = (F::one() - s) * F::inner_product(now, &weights) + s * F::inner_product(later, &weights);
        matrix * ((F::one() - s) * self.present(&weights, committed) + s * w)
    }
}

/// `w = Σ_t eq+1(r_step, t) (Σ_y eq(r_y, y) z_y(t))` over the columns that are read one step on.
///
/// Openings: those of the columns that are committed, at the new point.
pub(crate) struct Shift<'a, F> {
    pub system: &'a UniformR1cs,
    pub r_step: &'a [F],
    /// `eq(r_y, y)` for each of [`UniformR1cs::shifted`].
    pub weights: Vec<F>,
}

impl<'a, F: Scalar> Shift<'a, F> {
    /// *Preconditions*: `r_variable` has `log_variables` coordinates.
    pub fn new(system: &'a UniformR1cs, r_step: &'a [F], r_variable: &[F]) -> Self {
        let all = eq::table(r_variable);
        let weights = system.shifted().iter().map(|v| all.get(v.index()).copied().unwrap_or_default()).collect();
        Self { system, r_step, weights }
    }
}

impl<F: Scalar> Relation<F> for Shift<'_, F> {
    fn name(&self) -> Label {
        "spartan shift"
    }

    fn num_vars(&self) -> usize {
        self.r_step.len()
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        self.system.shifted_committed().count()
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let mut openings = openings.iter().copied();
        let value = |variable: &Variable| match self.system.public(*variable) {
            Some(public) => public.evaluate(point),
            None => openings.next().unwrap_or_default(),
        };
        let combined: F = self.system.shifted().iter().map(value).zip(&self.weights).map(|(z, weight)| z * weight).sum();
        eq::plus_one(self.r_step, point) * combined
    }
}
