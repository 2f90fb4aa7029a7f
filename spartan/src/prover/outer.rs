//! The outer sum-check: step variables first, from integers, then the few variables of the constraints.

use super::evaluations::Evaluations;
use super::quadratic::{Quadratic, Tables};
use crate::forms::{BLOCK, Columns, Forms, Values, differences};
use crate::{Linear, UniformR1cs};
use poly::{ProductSum, Scalar, SmallSum, SplitEq, eq, map_reduce, univariate};
use sumcheck::RoundProver;

/// What the prover holds between rounds.
enum Phase<F> {
    /// No step variable is bound: the columns themselves.
    Columns,
    /// Some are.
    Tables(Tables<F>),
    /// All are: eq over the constraints' variables; `A`, `B`, `C` by constraint.
    Rows(SplitEq<F>, [Vec<F>; 3]),
}

/// The prover of [`crate::relation::Outer`].
///
/// It carries the sum that its own tables have instead of the verifier's claim, so that on a false witness too it sends what the definition says.
pub(super) struct OuterProver<'a, F> {
    system: &'a UniformR1cs,
    columns: &'a Columns<F>,
    forms: &'a Forms<'a, F>,
    tau_step: &'a [F],
    tau_row: &'a [F],
    /// `eq(τ_row, c)`.
    weights: Vec<F>,
    eq: SplitEq<F>,
    phase: Phase<F>,
    claim: F,
    message: Vec<F>,
    r_step: Vec<F>,
    evaluations: Option<Evaluations<F>>,
}

impl<'a, F: Scalar> OuterProver<'a, F> {
    pub fn new(system: &'a UniformR1cs, columns: &'a Columns<F>, forms: &'a Forms<'a, F>, tau: &'a [F], log_steps: usize) -> Self {
        let (tau_step, tau_row) = tau.split_at(log_steps);
        let mut out = Self {
            system,
            columns,
            forms,
            tau_step,
            tau_row,
            weights: eq::table(tau_row),
            eq: SplitEq::new(tau_step, F::one()),
            phase: Phase::Columns,
            claim: F::zero(),
            message: Vec::new(),
            r_step: Vec::new(),
            evaluations: None,
        };
        if log_steps == 0 {
            out.enter_rows();
        }
        out
    }

    /// Values of all columns at `r_step`.
    ///
    /// *Preconditions*: all step variables are bound.
    pub fn into_evaluations(self) -> Evaluations<F> {
        self.evaluations.expect("all step variables are bound")
    }

    /// `A_c`, `B_c`, `C_c` at `r_step` are linear in the columns' values there.
    fn enter_rows(&mut self) {
        let evaluations = Evaluations::new(self.system, self.columns, &self.r_step);
        let mut rows = [const { Vec::new() }; 3];
        for constraint in self.system.constraints() {
            for (values, form) in rows.iter_mut().zip([&constraint.a, &constraint.b, &constraint.c]) {
                values.push(evaluations.form(form));
            }
        }
        for values in &mut rows {
            values.resize(self.weights.len(), F::zero());
        }
        let [a, b, c] = &rows;
        self.claim = self.weights.iter().enumerate().map(|(k, weight)| *weight * (a[k] * b[k] - c[k])).sum();
        self.phase = Phase::Rows(SplitEq::new(self.tau_row, F::one()), rows);
        self.evaluations = Some(evaluations);
    }

    /// The first round's polynomial: `q` at 0, at 1 and its leading coefficient, each from integers.
    fn first_round(&mut self) -> Vec<F> {
        let [at_zero, at_one, leading] = first_sums(self.forms, &self.eq, &self.weights);
        let w = self.tau_step[0];
        self.claim = at_zero + w * (at_one - at_zero);
        self.eq.cofactor(self.claim, if self.eq.end() { at_one } else { at_zero }, leading)
    }
}

impl<F: Scalar> RoundProver<F> for OuterProver<'_, F> {
    fn round(&mut self, _claim: F) -> Vec<F> {
        self.message = match &self.phase {
            Phase::Columns => self.first_round(),
            Phase::Tables(tables) => {
                let half = self.eq.half();
                let end = if self.eq.end() { half } else { 0 };
                let [at_end, leading] = self.eq.sum(|x| [tables.value(x + end), tables.leading(x, x + half)]);
                self.eq.cofactor(self.claim, at_end, leading)
            }
            Phase::Rows(eq, [a, b, c]) => {
                let half = eq.half();
                let end = if eq.end() { half } else { 0 };
                let slope = |v: &[F], k: usize| v[k + half] - v[k];
                let [at_end, leading] = eq.sum(|k| [a[k + end] * b[k + end] - c[k + end], slope(a, k) * slope(b, k)]);
                eq.cofactor(self.claim, at_end, leading)
            }
        };
        self.message.clone()
    }

    fn bind(&mut self, r: F) {
        self.claim = univariate::evaluate(&self.message, r);
        match &mut self.phase {
            Phase::Rows(eq, rows) => {
                eq.bind(r);
                for values in rows {
                    let half = values.len() / 2;
                    *values = (0..half).map(|i| values[i] + r * (values[i + half] - values[i])).collect();
                }
                return;
            }
            Phase::Columns if self.tau_step.len() > 1 => {
                let half = self.eq.half();
                self.phase = Phase::Tables(Quadratic::new(self.forms, &self.weights).bind(self.forms, half, r));
            }
            Phase::Columns => {}
            Phase::Tables(tables) => tables.bind(r),
        }
        self.eq.bind(r);
        self.r_step.push(r);
        if self.eq.num_vars() == 0 {
            self.enter_rows();
        }
    }

    fn openings(&self) -> Vec<F> {
        match &self.phase {
            Phase::Rows(_, [a, b, c]) => vec![a[0], b[0], c[0]],
            _ => unreachable!("all variables are bound"),
        }
    }
}

/// `Σ_x eq(x) v(x)` over values of one constraint, without reduction.
#[derive(Clone, Copy, Default)]
struct Accumulator {
    /// Low words, positive and negative; high words, positive and negative.
    words: [SmallSum; 4],
    elements: ProductSum,
    used: bool,
}

impl Accumulator {
    fn add<F: Scalar>(&mut self, weights: &[F], values: &Values<F>) {
        match values {
            Values::Integer(values) => {
                for (weight, value) in weights.iter().zip(values) {
                    if *value != 0 {
                        self.used = true;
                        let (sign, magnitude) = (usize::from(*value < 0), value.unsigned_abs());
                        weight.add_small(&mut self.words[sign], magnitude as u64);
                        if magnitude >> 64 != 0 {
                            weight.add_small(&mut self.words[2 + sign], (magnitude >> 64) as u64);
                        }
                    }
                }
            }
            Values::Field(values) => {
                self.used = true;
                for (weight, value) in weights.iter().zip(values) {
                    weight.add_product(&mut self.elements, value);
                }
            }
        }
    }

    fn reduce<F: Scalar>(&self) -> F {
        if !self.used {
            return F::zero();
        }
        let [low, minus_low, high, minus_high] = self.words.each_ref().map(F::reduce_small);
        low - minus_low + F::from(1u128 << 64) * (high - minus_high) + F::reduce_product(&self.elements)
    }
}

/// `Σ_x eq(x) Σ_c w_c (A_c B_c - C_c)(b, x)` for `b = 0, 1`, and `Σ_x eq(x) Σ_c w_c ΔA_c(x) ΔB_c(x)`.
fn first_sums<F: Scalar>(forms: &Forms<'_, F>, eq: &SplitEq<F>, weights: &[F]) -> [F; 3] {
    let (outer, inner) = eq.tables();
    let half = eq.half();
    let part = |o: usize| {
        let mut sums = vec![[Accumulator::default(); 3]; forms.rows().len()];
        for (k, eq_values) in inner.chunks(BLOCK).enumerate() {
            let (start, len) = (o * inner.len() + k * BLOCK, eq_values.len());
            let (low, high) = (forms.block(start, len), forms.block(start + half, len));
            let slopes = differences(&high, &low);
            for (row, [at_zero, at_one, leading]) in forms.rows().iter().zip(&mut sums) {
                for (sum, lanes) in [(at_zero, &low), (at_one, &high)] {
                    if let Some(values) = row.residual(lanes, len) {
                        sum.add(eq_values, &values);
                    }
                }
                leading.add(eq_values, &row.slopes(&slopes, len));
            }
        }
        let weighted = |k: usize| sums.iter().zip(weights).map(|(sum, w)| sum[k].reduce::<F>() * w).sum::<F>() * outer[o];
        [weighted(0), weighted(1), weighted(2)]
    };
    let add = |a: [F; 3], b: [F; 3]| std::array::from_fn(|k| a[k] + b[k]);
    let grain = (1usize << 9).div_ceil(inner.len());
    map_reduce(0..outer.len(), grain, |range| range.map(part).reduce(add).unwrap_or_default(), add).unwrap_or_default()
}

impl<F: Scalar> Evaluations<F> {
    /// A form at `r_step`.
    fn form(&self, form: &Linear) -> F {
        form.terms().map(|(cell, coefficient)| self.cell(cell) * F::from_i128(coefficient)).sum()
    }
}
