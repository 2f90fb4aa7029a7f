//! Why challenges come after the values they combine: a change that keeps all algebra true at recorded challenges is accepted by a verifier
//! with frozen coins, and rejected by a live one.
//!
//! Combinations inside one crate have their own tests: the reduction's ρ in `pcs`, Spartan's ρ in `spartan`, the memories' γ and τ in `memory`.

use crate::defects::{self, workload};
use ark_bn254::Fr;
use ark_ff::{Field, UniformRand};
use ark_std::rand::{SeedableRng, rngs::StdRng};
use instructions::Op;
use jolt_core::{PROTOCOL, VerifyError};
use joltlab_tests::attack::{Forgery, Mersenne127, Notes, Observer};
use joltlab_tests::programs::{immediate, register};
use pcs::reduction::{self, Combination};
use poly::{Claims, MultilinearPolynomial, OracleId, Point, eq};
use std::cell::RefCell;
use std::sync::Arc;
use sumcheck::fractional_sum::{self, FractionalSum, Numerators};
use sumcheck::grand_product::{self, GrandProducts, Leaves};
use transcript::testing::Frozen;
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

const LOG_STEPS: usize = 4;
/// Two rows that write the sink.
const SINKS: [usize; 2] = [1, 3];

fn honest() -> Forgery {
    let xor = register(Op::Xor, 0, 7, 7);
    let body = [immediate(Op::Addi, 7, 0, 13), xor, immediate(Op::Addi, 10, 7, 0), xor];
    Forgery::of_run(&workload(&[&body]), LOG_STEPS, |_, _| ())
}

/// Forges with the challenges of another proof in hand: accepted with these, rejected by `check` with others.
fn assert_needs_live_coins(proved: &Forgery, forge: impl FnOnce(&Notes<Mersenne127>) -> Forgery, check: Label) {
    let notes = RefCell::new(Notes::default());
    proved.prove_with(Observer::new(MerlinProver::new(PROTOCOL), &notes));
    let forgery = forge(&notes.borrow());
    let coins = notes.borrow().coins();
    let proof = forgery.prove_with(Frozen::new(MerlinProver::new(PROTOCOL), coins.clone())).into_inner().finish();
    let frozen = forgery.verify_with(Frozen::new(MerlinVerifier::new(PROTOCOL, &proof), coins));
    assert_eq!(frozen.map(|channel| channel.into_inner().finish()).ok(), Some(Ok(())), "the algebra holds at the recorded challenges");
    assert!(forgery.verify(&proof).is_err());
    assert_eq!(forgery.verify(&forgery.prove()), Err(VerifyError::Proof(ProofError::Check { name: check })));
}

/// LogUp's α: a multiplicity pays for a value outside the table, and a register returns 99 instead of 7.
#[test]
fn multiplicities_before_alpha() {
    let forge = |notes: &Notes<Mersenne127>| {
        let alpha = notes.drawn("range alpha")[0];
        let mut forgery: Forgery = defects::future_read();
        // the gap -1 lacks 1/(α + 1); the table's entry 0 is worth 1/α
        forgery.add("mult", 0, alpha / (alpha + Mersenne127::ONE));
        assert_eq!(forgery.witness.statement.exit_code, 99);
        forgery
    };
    assert_needs_live_coins(&defects::future_read(), forge, "range: sums");
}

/// The lookups' γ: an earlier counter pays for another entry.
#[test]
fn entries_before_the_fingerprint() {
    let forge = |notes: &Notes<Mersenne127>| {
        let gamma = notes.drawn("lookup fingerprint")[0];
        let (mut forgery, row) = (honest(), SINKS[0]);
        forgery.add("read_cts XOR@3", row, -Mersenne127::ONE);
        for name in ["E XOR@3", "lookup_output", "v_rd_new"] {
            forgery.add(name, row, gamma);
        }
        forgery.derive_operands();
        forgery.derive_memory();
        forgery
    };
    assert_needs_live_coins(&honest(), forge, "lookup multiset");
}

/// Changes on two rows that cancel at a point over the rows.
fn cancelling(forgery: &mut Forgery, names: &[&str], point: &[Mersenne127]) {
    let weights = eq::table(&point[..LOG_STEPS]);
    for name in names {
        forgery.add(name, SINKS[0], weights[SINKS[1]]);
        forgery.add(name, SINKS[1], -weights[SINKS[0]]);
    }
    forgery.derive_operands();
    forgery.derive_memory();
}

/// The point of the lookups' zero check: two false results cancel.
#[test]
fn results_before_their_point() {
    let forge = |notes: &Notes<Mersenne127>| {
        let mut forgery = honest();
        cancelling(&mut forgery, &["lookup_output", "v_rd_new"], &notes.drawn("lookup row"));
        forgery
    };
    assert_needs_live_coins(&honest(), forge, "lookup outputs");
}

/// Spartan's τ: two violations of R14 cancel.
#[test]
fn rows_before_tau() {
    let forge = |notes: &Notes<Mersenne127>| {
        let mut forgery = honest();
        cancelling(&mut forgery, &["v_rd_new"], &notes.drawn("spartan tau"));
        assert!(forgery.facts().iter().eq(["R14 lookup"]));
        forgery
    };
    assert_needs_live_coins(&honest(), forge, "spartan outer");
}

/// Three columns of four variables, each with a claim at a point of its own.
struct Openings {
    columns: Vec<Arc<MultilinearPolynomial<Fr>>>,
    points: Vec<Point<Fr>>,
    values: Vec<Fr>,
    coins: Vec<Fr>,
    proof: Vec<u8>,
}

const VARS: usize = 4;

impl Openings {
    fn new() -> Self {
        let rng = &mut StdRng::seed_from_u64(1);
        let columns: Vec<Arc<MultilinearPolynomial<Fr>>> =
            (0..3).map(|_| Arc::new((0..1 << VARS).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into())).collect();
        let points: Vec<Point<Fr>> = (0..3).map(|_| Point::new((0..VARS).map(|_| Fr::rand(rng)).collect())).collect();
        let values = columns.iter().zip(&points).map(|(column, point)| column.evaluate(point)).collect();
        let mut openings = Self { columns, points, values, coins: Vec::new(), proof: Vec::new() };
        let notes = RefCell::new(Notes::default());
        let mut channel = Observer::new(MerlinProver::new("reduction"), &notes);
        let _ = reduction::prove(&openings.columns, openings.claims().as_slice(), VARS, &mut channel);
        openings.proof = channel.into_inner().finish();
        openings.coins = notes.into_inner().coins();
        openings
    }

    fn claims(&self) -> Claims<Fr> {
        let mut claims = Claims::new();
        (0..3).for_each(|k| claims.push(OracleId(k as u32), self.points[k].clone(), self.values[k]));
        claims
    }

    fn verify(&self, channel: &mut dyn VerifierChannel<Fr>) -> Result<Combination<Fr>, ProofError> {
        reduction::verify(&[VARS; 3], self.claims().as_slice(), VARS, channel)
    }

    /// Whether the reduction ends in a true claim.
    fn holds(&self, channel: &mut dyn VerifierChannel<Fr>) -> bool {
        let value = |c: &Combination<Fr>| c.coefficients.iter().zip(&self.columns).map(|(k, f)| *k * f.evaluate(&c.point)).sum::<Fr>();
        self.verify(channel).is_ok_and(|combination| value(&combination) == combination.value)
    }

    fn assert_needs_live_coins(&self) {
        assert!(self.holds(&mut Frozen::new(MerlinVerifier::new("reduction", &self.proof), self.coins.clone())));
        assert!(!self.holds(&mut MerlinVerifier::new("reduction", &self.proof)));
    }
}

/// The reduction's μ: false values at two points cancel.
#[test]
fn values_before_mu() {
    let mut openings = Openings::new();
    assert!(openings.holds(&mut MerlinVerifier::new("reduction", &openings.proof)));
    let mu = openings.coins[1];
    openings.values[0] += mu;
    openings.values[1] -= Fr::ONE;
    openings.assert_needs_live_coins();
}

/// The reduction's ν: values at the common point in the kernel of the last check and of the combination.
#[test]
fn common_values_before_nu() {
    let mut openings = Openings::new();
    let (mu, point, nu) = (openings.coins[1], &openings.coins[2..2 + VARS], openings.coins[2 + VARS]);
    let u: Vec<Fr> = (0..3).map(|g| mu.pow([g]) * eq::evaluate(&openings.points[g as usize], point)).collect();
    let w = [Fr::ONE, nu, nu * nu];
    let kernel = [u[1] * w[2] - u[2] * w[1], u[2] * w[0] - u[0] * w[2], u[0] * w[1] - u[1] * w[0]];
    let start = openings.proof.len() - 3 * 32;
    let values = elements(&openings.proof[start..]);
    let changed: Vec<Fr> = values.iter().zip(kernel).map(|(value, change)| *value + change).collect();
    openings.proof.truncate(start);
    openings.proof.extend(encoded(&changed));
    openings.assert_needs_live_coins();
}

/// A product's layer: L and R exchanged so that `L R` and `L + ρ (R - L)` stay.
#[test]
fn halves_before_their_fold() {
    let rng = &mut StdRng::seed_from_u64(2);
    let leaves: Vec<Fr> = (0..8).map(|_| Fr::rand(rng)).collect();
    let products = GrandProducts::new(vec![Leaves::Dense(leaves.clone())]);
    let roots = products.roots();
    let notes = RefCell::new(Notes::default());
    let mut channel = Observer::new(MerlinProver::new("product"), &notes);
    channel.send("roots", &roots);
    let _ = products.prove(&mut channel);
    let mut proof = channel.into_inner().finish();
    let (coins, rho) = (notes.borrow().coins(), notes.borrow().drawn("grand product fold")[2]);

    let start = proof.len() - 2 * 32;
    let halves = elements(&proof[start..]);
    let ratio = rho / (Fr::ONE - rho);
    proof.truncate(start);
    proof.extend(encoded(&[ratio * halves[1], halves[0] / ratio]));
    let holds = |channel: &mut dyn VerifierChannel<Fr>| {
        let roots = channel.receive("roots", 1).expect("a root");
        let claim = grand_product::verify(1, 3, &roots, channel).expect("the layers hold");
        claim.value == MultilinearPolynomial::from(leaves.clone()).evaluate(&claim.leaf_point)
    };
    assert!(holds(&mut Frozen::new(MerlinVerifier::new("product", &proof), coins)));
    assert!(!holds(&mut MerlinVerifier::new("product", &proof)));
}

/// A fraction's λ: a false numerator and a false denominator with the same combination.
#[test]
fn fractions_before_lambda() {
    let rng = &mut StdRng::seed_from_u64(3);
    let q: Vec<Fr> = (0..8).map(|_| Fr::rand(rng)).collect();
    let prove = |change: Option<Fr>, channel: &mut dyn ProverChannel<Fr>| {
        let sum = FractionalSum::new(Numerators::Ones, q.clone());
        let (numerator, denominator) = sum.root();
        let lambda = change.unwrap_or_default();
        let one = Fr::from(u64::from(change.is_some()));
        channel.send("root", &[numerator + lambda, denominator - one]);
        let _ = sum.prove(channel);
    };
    let verify = |channel: &mut dyn VerifierChannel<Fr>| {
        let root = channel.receive("root", 2)?;
        fractional_sum::verify(3, (root[0], root[1]), channel).map(|_| ())
    };
    let notes = RefCell::new(Notes::default());
    prove(None, &mut Observer::new(MerlinProver::new("sum"), &notes));
    let (coins, lambda) = (notes.borrow().coins(), notes.borrow().drawn("fractional sum combination")[0]);
    let mut frozen = Frozen::new(MerlinProver::new("sum"), coins.clone());
    prove(Some(lambda), &mut frozen);
    let proof = frozen.into_inner().finish();
    assert_eq!(verify(&mut Frozen::new(MerlinVerifier::new("sum", &proof), coins)), Ok(()));
    assert_eq!(verify(&mut MerlinVerifier::new("sum", &proof)), Err(ProofError::Check { name: fractional_sum::LAYER }));
}

/// Field elements as messages hold them.
fn elements(bytes: &[u8]) -> Vec<Fr> {
    VerifierChannel::receive(&mut MerlinVerifier::new("", bytes), "", bytes.len() / 32).expect("field elements")
}

fn encoded(elements: &[Fr]) -> Vec<u8> {
    let mut channel = MerlinProver::new("");
    channel.send("", elements);
    channel.finish()
}
