//! What each part of the one equation rejects, and what would be accepted without it.

use super::{Quotients, Zeromorph, prover};
use crate::curve::encode_points;
use crate::kzg::{KzgClaim, KzgProverKey, KzgVerifierKey, Opening, PointSum};
use crate::{OpeningShape, ProvingScheme, Srs};
use ark_bn254::{Bn254, Fr, G1Affine, G1Projective};
use ark_ec::{AffineRepr, CurveGroup};
use ark_ff::{AdditiveGroup, Field, UniformRand, Zero};
use ark_poly::{DenseUVPolynomial, univariate::DenseOrSparsePolynomial};
use ark_poly::{Polynomial, univariate::DensePolynomial};
use poly::{MultilinearPolynomial, Point};
use std::sync::Arc;
use transcript::testing::{Frozen, Skipping, Tampering};
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

type Univariate = DensePolynomial<Fr>;

const PAIRING: Result<(), ProofError> = Err(ProofError::Check { name: "zeromorph pairing" });
const CHALLENGE: Result<(), ProofError> = Err(ProofError::Check { name: "zeromorph challenge" });
/// Positions among the challenges.
const Y: usize = 0;
const X: usize = 1;
const Z: usize = 2;
const D: usize = 3;
/// Message with the quotient by `X - 1/x`.
const SECOND_OPENING: usize = 4;

/// A claim about eight values, with a key that has more powers than these.
struct World {
    key: KzgProverKey<Bn254>,
    verifier_key: KzgVerifierKey<Bn254>,
    table: Vec<Fr>,
    point: Point<Fr>,
    value: Fr,
    challenges: [Fr; 4],
}

/// What a prover commits to, claims and sends.
#[derive(Clone)]
struct Attempt {
    committed: Vec<Fr>,
    table: Vec<Fr>,
    quotients: Vec<Arc<MultilinearPolynomial<Fr>>>,
    value: Fr,
    damaged: Option<usize>,
}

impl World {
    fn new() -> Self {
        let rng = &mut ark_std::test_rng();
        let shape = OpeningShape { max_num_vars: 4, total_len: 16 };
        let (key, verifier_key) = Zeromorph::<Bn254>::setup(&Srs::insecure_test(4), &shape).unwrap();
        let table: Vec<Fr> = (0..8).map(|_| Fr::rand(rng)).collect();
        let point: Point<Fr> = (0..3).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let value = MultilinearPolynomial::from(table.clone()).evaluate(&point);
        Self { key, verifier_key, table, point, value, challenges: std::array::from_fn(|_| Fr::rand(rng)) }
    }

    fn honest(&self) -> Attempt {
        let quotients = prover::quotients(&self.table, &self.point);
        Attempt { committed: self.table.clone(), table: self.table.clone(), quotients, value: self.value, damaged: None }
    }

    fn false_value(&self) -> Attempt {
        Attempt { value: self.value + Fr::ONE, ..self.honest() }
    }

    /// Quotients that satisfy `f = v Φ + Σ_k c_k q_k` for a false `v`, and are too long.
    fn high_degree(&self) -> Attempt {
        let value = self.value + Fr::ONE;
        let v = |k: usize| (k..3).fold(Univariate::from_coefficients_vec(vec![Fr::ONE]), |v, j| &v * &(&monomial(0) + &monomial(1 << j)));
        let c = |k: usize| &(&monomial(1 << k) * &v(k + 1)) - &(&v(k) * self.point[2 - k]);
        let target = &Univariate::from_coefficients_vec(self.table.clone()) - &(&v(0) * value);
        // q_0 = 0, so that `y = 0` hides the others.
        let q_1 = divide(&(&target * &inverse_modulo(&c(1), &c(2))), &c(2)).1;
        let (q_2, rest) = divide(&(&target - &(&c(1) * &q_1)), &c(2));
        assert!(rest.is_zero() && q_1.degree() >= 2 && q_2.degree() >= 4);
        let quotients = [Univariate::zero(), q_1, q_2].into_iter().map(|q| {
            let mut coefficients = q.coeffs;
            coefficients.resize(8, Fr::ZERO);
            Arc::new(coefficients.into())
        });
        let mut table = self.table.clone();
        table.resize(16, Fr::ZERO);
        Attempt { committed: self.table.clone(), table, quotients: quotients.collect(), value, damaged: None }
    }

    /// The verifier's answer; live challenges, or the world's with one of them zero.
    fn run(&self, attempt: &Attempt, zeroed: Option<usize>, frozen: bool) -> Result<(), ProofError> {
        let mut challenges = self.challenges.to_vec();
        zeroed.into_iter().for_each(|index| challenges[index] = Fr::ZERO);
        let damage = |bytes: &mut Vec<u8>| *bytes = encode_points::<G1Projective>(&[G1Affine::generator()]);
        let prove = |channel: &mut dyn ProverChannel<Fr>| {
            prover::prove(&self.key, attempt.table.clone(), &attempt.quotients, (&self.point, attempt.value), channel);
        };
        let index = attempt.damaged.unwrap_or(usize::MAX);
        let proof = if frozen {
            let mut channel = Tampering::new(Frozen::new(MerlinProver::new("test"), challenges.clone()), index, damage);
            prove(&mut channel);
            channel.into_parts().0.into_inner().finish()
        } else {
            let mut channel = Tampering::new(MerlinProver::new("test"), index, damage);
            prove(&mut channel);
            channel.into_parts().0.finish()
        };
        let mut verifier = MerlinVerifier::new("test", &proof);
        if frozen { self.verify(attempt, &mut Frozen::new(verifier, challenges)) } else { self.verify(attempt, &mut verifier) }
    }

    /// The answer at the world's challenges where the check of `x` is skipped.
    fn unchecked(&self, attempt: &Attempt) -> Result<(), ProofError> {
        let mut channel = Frozen::new(MerlinProver::new("test"), self.challenges.to_vec());
        prover::prove(&self.key, attempt.table.clone(), &attempt.quotients, (&self.point, attempt.value), &mut channel);
        let proof = channel.into_inner().finish();
        let verifier = Frozen::new(MerlinVerifier::new("test", &proof), self.challenges.to_vec());
        self.verify(attempt, &mut Skipping::new(verifier, "zeromorph challenge"))
    }

    fn verify(&self, attempt: &Attempt, channel: &mut dyn VerifierChannel<Fr>) -> Result<(), ProofError> {
        let mut commitment = PointSum::new();
        commitment.add(self.key.bases.sum_field(&attempt.committed).into_affine(), Fr::ONE);
        Quotients::verify(&self.verifier_key, KzgClaim { commitment, point: &self.point, value: attempt.value }, channel)
    }
}

fn monomial(degree: usize) -> Univariate {
    let mut coefficients = vec![Fr::ZERO; degree];
    coefficients.push(Fr::ONE);
    Univariate::from_coefficients_vec(coefficients)
}

fn divide(a: &Univariate, b: &Univariate) -> (Univariate, Univariate) {
    DenseOrSparsePolynomial::from(a).divide_with_q_and_r(&b.into()).unwrap()
}

/// The inverse of `a` modulo `m`, by Euclid's algorithm.
fn inverse_modulo(a: &Univariate, m: &Univariate) -> Univariate {
    let (mut rest, mut factor) = ((m.clone(), a.clone()), (Univariate::zero(), monomial(0)));
    while !rest.1.is_zero() {
        let (quotient, remainder) = divide(&rest.0, &rest.1);
        factor = (factor.1.clone(), &factor.0 - &(&quotient * &factor.1));
        rest = (rest.1, remainder);
    }
    assert_eq!(rest.0.degree(), 0);
    &factor.0 * rest.0.coeffs[0].inverse().unwrap()
}

#[test]
fn each_part_of_the_equation_rejects_what_the_others_let_pass() {
    let world = World::new();
    let honest = world.honest();
    let mut other = world.table.clone();
    other.swap(2, 5);
    let other_commitment = Attempt { committed: other, ..honest.clone() };
    let damaged = Attempt { damaged: Some(SECOND_OPENING), ..honest.clone() };
    // A challenge that is zero removes what it weighs: `y` the bounds of all quotients but the first, `z` the identity, `d` the opening at
    // 1/x.
    let cases: [(&str, Attempt, &[usize]); 5] = [
        ("an honest proof", honest, &[Y, Z, D]),
        ("a false value", world.false_value(), &[Z, D]),
        ("quotients that are too long", world.high_degree(), &[Y, D]),
        ("another commitment", other_commitment, &[Z]),
        ("another opening at 1/x", damaged, &[D]),
    ];
    for (name, attempt, accepted_without) in cases {
        let expected = if accepted_without.len() == 3 { Ok(()) } else { PAIRING };
        assert_eq!(world.run(&attempt, None, false), expected, "{name}");
        assert_eq!(world.run(&attempt, None, true), expected, "{name}");
        for part in [Y, Z, D] {
            let expected = if accepted_without.contains(&part) { Ok(()) } else { PAIRING };
            assert_eq!(world.run(&attempt, Some(part), true), expected, "{name}, challenge {part} zero");
        }
    }
}

#[test]
fn the_challenge_zero_is_refused() {
    let mut world = World::new();
    assert_eq!(world.run(&world.honest(), Some(X), true), CHALLENGE);
    // At x = 0 the identity is `f_0 = v - Σ u_k q_k(0)`, which a constant in place of `q_1` satisfies for every `v`.
    world.challenges[X] = Fr::ZERO;
    let mut attempt = world.false_value();
    let constant = (attempt.value - world.table[0]) * world.point[1].inverse().unwrap();
    let quotients = [vec![Fr::ZERO], vec![constant, Fr::ZERO], vec![Fr::ZERO; 4]];
    attempt.quotients = quotients.into_iter().map(|quotient| Arc::new(quotient.into())).collect();
    assert_eq!(world.run(&attempt, None, true), CHALLENGE);
    assert_eq!(world.unchecked(&attempt), Ok(()));
}

#[test]
fn challenges_that_hide_the_value_are_refused() {
    let mut world = World::new();
    world.challenges[X] = Fr::ONE;
    assert_eq!(world.run(&world.honest(), None, true), Ok(()));
    assert_eq!(world.run(&world.false_value(), None, true), PAIRING);
    let root = <Fr as ark_ff::FftField>::get_root_of_unity(8).unwrap();
    for x in [-Fr::ONE, root, root.square()] {
        world.challenges[X] = x;
        for attempt in [world.honest(), world.false_value()] {
            assert_eq!(world.run(&attempt, None, true), CHALLENGE);
            assert_eq!(world.unchecked(&attempt), Ok(()));
        }
    }
}

#[test]
fn values_beyond_the_last_are_refused() {
    let world = World::new();
    // Another eight values, whose polynomial vanishes at the point.
    let mut high = vec![Fr::ZERO; 8];
    (high[0], high[1]) = (world.point[2], world.point[2] - Fr::ONE);
    let committed = [world.table.clone(), high].concat();
    let longer = Attempt { table: committed.clone(), committed: committed.clone(), ..world.honest() };
    assert_eq!(world.run(&longer, None, false), PAIRING);
    assert_eq!(world.run(&Attempt { committed, ..world.honest() }, None, false), PAIRING);
}

#[test]
fn quotients_divide() {
    let rng = &mut ark_std::test_rng();
    for n in 0..6usize {
        let polynomial = MultilinearPolynomial::<Fr>::from((0..1 << n).map(|_| Fr::rand(rng)).collect::<Vec<_>>());
        let point: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
        let quotients = prover::quotients(&polynomial.to_field(), &point);
        let at: Point<Fr> = (0..n).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let term = |k: usize| (at[n - 1 - k] - point[n - 1 - k]) * quotients[k].evaluate(&at.last(k));
        assert_eq!(polynomial.evaluate(&at) - polynomial.evaluate(&point), (0..n).map(term).sum::<Fr>());
    }
}
