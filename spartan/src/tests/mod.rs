//! Whole proofs over ideal oracles: claims are compared with the columns themselves.
#![allow(non_local_definitions)]

mod attacks;
mod completeness;
mod reference;

use crate::{Builder, Linear, Public, UniformR1cs, Variable, prove, verify};
use ark_bn254::Fr;
use ark_ff::{Fp64, MontBackend, MontConfig};
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use poly::{Claims, MultilinearPolynomial, OracleId, Scalar};
use std::sync::Arc;
use transcript::{MerlinProver, MerlinVerifier, ProofError};

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
struct SmallConfig;
type Small = Fp64<MontBackend<SmallConfig, 1>>;

/// Name of the protocol in these tests.
const PROTOCOL: &str = "spartan tests";

/// A system and columns for its variables.
#[derive(Clone)]
struct World<F> {
    system: UniformR1cs,
    columns: Vec<Arc<MultilinearPolynomial<F>>>,
    log_steps: usize,
}

impl<F: Scalar> World<F> {
    fn oracles(&self) -> Vec<OracleId> {
        (0..self.columns.len() as u32).map(OracleId).collect()
    }

    fn pairs(&self) -> Vec<(OracleId, Arc<MultilinearPolynomial<F>>)> {
        self.oracles().into_iter().zip(self.columns.iter().cloned()).collect()
    }

    fn prove(&self) -> Vec<u8> {
        let mut channel = MerlinProver::new(PROTOCOL);
        let _ = prove(&self.system, &self.pairs(), self.log_steps, &mut channel);
        channel.finish()
    }

    fn verify(&self, proof: &[u8]) -> Result<(), ProofError> {
        let mut channel = MerlinVerifier::new(PROTOCOL, proof);
        let claims = verify(&self.system, &self.oracles(), self.log_steps, &mut channel)?;
        channel.finish()?;
        self.open(claims)
    }

    /// The ideal oracles' answer.
    fn open(&self, claims: Claims<F>) -> Result<(), ProofError> {
        let holds = claims.into_vec().into_iter().all(|c| self.columns[c.oracle.0 as usize].evaluate(&c.point) == c.value);
        if holds { Ok(()) } else { Err(ProofError::Check { name: "ideal oracle" }) }
    }

    /// A column's value by definition; 0 after the last step.
    fn value(&self, variable: Variable, step: usize) -> F {
        if step >= 1 << self.log_steps {
            return F::zero();
        }
        match self.system.public(variable) {
            Some(public) => F::from(public.value(step, self.log_steps)),
            None => self.system.committed().position(|v| v == variable).map_or(F::one(), |k| self.columns[k].get(step)),
        }
    }

    fn form(&self, form: &Linear, step: usize) -> F {
        form.terms().map(|(cell, k)| F::from_i128(k) * self.value(cell.variable, step + usize::from(cell.next))).sum()
    }

    /// The first violated constraint by definition.
    fn violated(&self) -> Option<(usize, usize)> {
        let holds = |t: usize, c: &crate::Constraint| self.form(&c.a, t) * self.form(&c.b, t) == self.form(&c.c, t);
        let wrong = |t: usize| self.system.constraints().iter().position(|c| !holds(t, c)).map(|c| (t, c));
        (0..1 << self.log_steps).find_map(wrong)
    }

    fn with(&self, column: usize, step: usize, value: F) -> Self {
        let mut out = self.clone();
        Arc::make_mut(&mut out.columns[column]).set(step, value);
        out
    }
}

/// Builds a system together with a witness.
struct Maker<F> {
    builder: Builder,
    committed: Vec<(Variable, MultilinearPolynomial<F>)>,
    publics: Vec<(Variable, Public)>,
    log_steps: usize,
}

impl<F: Scalar> Maker<F> {
    fn new(log_steps: usize) -> Self {
        Self { builder: Builder::new(), committed: Vec::new(), publics: Vec::new(), log_steps }
    }

    fn column<T>(&mut self, name: &str, values: Vec<T>) -> Variable
    where
        MultilinearPolynomial<F>: From<Vec<T>>,
    {
        let variable = self.builder.variable(name);
        self.committed.push((variable, values.into()));
        variable
    }

    fn public(&mut self, name: &str, public: Public) -> Variable {
        let variable = self.builder.public(name, public);
        self.publics.push((variable, public));
        variable
    }

    fn value(&self, variable: Variable, step: usize) -> F {
        if step >= 1 << self.log_steps {
            return F::zero();
        }
        let committed = self.committed.iter().find(|(v, _)| *v == variable).map(|(_, table)| table.get(step));
        let public = self.publics.iter().find(|(v, _)| *v == variable).map(|(_, p)| F::from(p.value(step, self.log_steps)));
        committed.or(public).unwrap_or_else(F::one)
    }

    fn form(&self, form: &Linear) -> Vec<F> {
        let at = |t: usize| form.terms().map(|(cell, k)| F::from_i128(k) * self.value(cell.variable, t + usize::from(cell.next))).sum();
        (0..1 << self.log_steps).map(at).collect()
    }

    /// A column that is the product of two forms.
    fn product(&mut self, name: &str, a: impl Into<Linear>, b: impl Into<Linear>) -> Variable {
        let (a, b) = (a.into(), b.into());
        let values: Vec<F> = self.form(&a).into_iter().zip(self.form(&b)).map(|(a, b)| a * b).collect();
        let column = self.column(name, values);
        self.builder.constraint(format!("{name} is a product"), a, b, column);
        column
    }

    fn finish(self) -> World<F> {
        let columns = self.committed.into_iter().map(|(_, table)| Arc::new(table)).collect();
        World { system: self.builder.build(), columns, log_steps: self.log_steps }
    }
}

/// A random form over some of `cells`.
fn random_form(cells: &[Linear], rng: &mut StdRng) -> Linear {
    let pick = |rng: &mut StdRng| cells[rng.gen_range(0..cells.len())].clone() * i128::from(rng.gen_range(-1000..1000i64));
    (0..rng.gen_range(1..5)).map(|_| pick(rng)).sum::<Linear>() + i128::from(rng.gen_range(-3..3i64))
}

/// A satisfied system with columns of every width and constraints of every kind.
fn world<F: Scalar>(log_steps: usize, seed: u64) -> World<F> {
    let rng = &mut StdRng::seed_from_u64(seed);
    let steps = 1usize << log_steps;
    let mut m = Maker::<F>::new(log_steps);
    let words: Vec<u64> = (0..16 * steps).map(|_| rng.r#gen()).collect();
    let word = |k: usize, t: usize| words[k * steps + t];
    let f = m.column("f", (0..steps).map(|t| word(0, t) & 1 == 1).collect::<Vec<_>>());
    let g = m.column("g", (0..steps).map(|t| word(1, t) & 1 == 1).collect::<Vec<_>>());
    let wide_bit = m.column("wide bit", (0..steps).map(|t| (word(2, t) & 1) as u8).collect::<Vec<_>>());
    let [last, first, step] =
        [("last", Public::LastStep), ("first", Public::FirstStep), ("step", Public::Step)].map(|(n, p)| m.public(n, p));
    let byte = m.column("byte", (0..steps).map(|t| word(3, t) as u8).collect::<Vec<_>>());
    let half = m.column("half", (0..steps).map(|t| word(4, t) as u16).collect::<Vec<_>>());
    let int = m.column("int", (0..steps).map(|t| word(5, t) as u32).collect::<Vec<_>>());
    let long = m.column("long", (0..steps).map(|t| word(6, t)).collect::<Vec<_>>());
    let signed = m.column("signed", (0..steps).map(|t| word(7, t) as i64 >> 20).collect::<Vec<_>>());
    let any = m.column("any", (0..steps).map(|_| F::rand(rng)).collect::<Vec<F>>());
    let carry = m.column("carry", (0..steps).map(|t| if t + 1 < steps { word(5, t + 1) as u32 } else { 7 }).collect::<Vec<_>>());
    let gated = m.column("gated", (0..steps).map(|t| if word(0, t) & 1 == 1 { word(8, t) } else { 0 }).collect::<Vec<_>>());
    let sum = m.column("sum", (0..steps).map(|t| u64::from(word(3, t) as u8) + 2 * u64::from(word(4, t) as u16)).collect::<Vec<_>>());
    let square = m.column("square", (0..steps).map(|t| u64::from(word(5, t) as u32).pow(2)).collect::<Vec<_>>());
    for bit in [f, g, wide_bit] {
        m.builder.boolean(bit);
    }
    let next_int = m.builder.next(int);
    m.builder.when("carry", 1 - last, next_int - carry);
    m.builder.when("gate", 1 - f, gated);
    m.builder.when("sum where f", f, byte + 2 * half - sum);
    m.builder.when("double where f", f, 2 * (sum - byte) - 4 * half);
    m.builder.when("sum where f or g", f + g, sum - byte - half - half);
    m.builder.constraint("sum always", 1, 3 * sum, 3 * byte + 6 * half);
    m.builder.constraint("square", int, int, square);
    m.builder.constraint("square again", int - 1, int + 1, square - 1);
    let mut cells: Vec<Linear> = [f, wide_bit, last, first, step, byte, half, int, signed, any, carry].map(Linear::from).to_vec();
    cells.extend([byte, signed, any, step].map(|v| m.builder.next(v)));
    for k in 0..rng.gen_range(1..6) {
        let (a, b) = (random_form(&cells, rng), random_form(&cells, rng));
        m.product(&format!("product {k}"), a, b);
    }
    m.product("long product", long, long - 3);
    m.product("wide product", long + int * (1 << 64), f - 2 * g);
    m.finish()
}
