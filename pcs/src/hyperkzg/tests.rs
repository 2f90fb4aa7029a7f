//! What the checks reject, and what would be accepted without them.

use super::{Folding, HyperKzg, prover};
use crate::kzg::{KzgClaim, KzgProverKey, KzgVerifierKey, Opening, PointSum};
use crate::{OpeningShape, ProvingScheme, Srs};
use ark_bn254::{Bn254, Fr};
use ark_ec::CurveGroup;
use ark_ff::{AdditiveGroup, Field, UniformRand};
use poly::{MultilinearPolynomial, Point};
use std::sync::Arc;
use transcript::testing::{Frozen, Skipping};
use transcript::{MerlinProver, MerlinVerifier, ProofError, VerifierChannel};

const PAIRING: Result<(), ProofError> = Err(ProofError::Check { name: "hyperkzg pairing" });
const CHALLENGE: Result<(), ProofError> = Err(ProofError::Check { name: "hyperkzg challenge" });
/// Positions among the challenges.
const R: usize = 0;
const Q: usize = 1;

/// Eight values, with a key that has more powers than these.
struct World {
    key: KzgProverKey<Bn254>,
    verifier_key: KzgVerifierKey<Bn254>,
    table: Vec<Fr>,
    point: Point<Fr>,
    value: Fr,
    challenges: Vec<Fr>,
}

/// What a prover commits to, claims and sends.
#[derive(Clone)]
struct Attempt {
    committed: Vec<Fr>,
    table: Vec<Fr>,
    foldings: Vec<Arc<MultilinearPolynomial<Fr>>>,
    value: Fr,
}

impl World {
    fn new() -> Self {
        let rng = &mut ark_std::test_rng();
        let shape = OpeningShape { max_num_vars: 4, total_len: 16 };
        let (key, verifier_key) = HyperKzg::<Bn254>::setup(&Srs::insecure_test(4), &shape).unwrap();
        let table: Vec<Fr> = (0..8).map(|_| Fr::rand(rng)).collect();
        let point: Point<Fr> = (0..3).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let value = MultilinearPolynomial::from(table.clone()).evaluate(&point);
        Self { key, verifier_key, table, point, value, challenges: (0..3).map(|_| Fr::rand(rng)).collect() }
    }

    /// An honest proof about a table that may be longer than the point asks for.
    fn about(&self, table: Vec<Fr>, value: Fr) -> Attempt {
        Attempt { foldings: prover::foldings(&table, &self.point), committed: table.clone(), table, value }
    }

    fn honest(&self) -> Attempt {
        self.about(self.table.clone(), self.value)
    }

    fn prove_and_verify(&self, attempt: &Attempt) -> Result<(), ProofError> {
        let mut channel = MerlinProver::new("test");
        prover::prove(&self.key, &attempt.table, &attempt.foldings, &mut channel);
        self.verify(attempt, &mut MerlinVerifier::new("test", &channel.finish()))
    }

    /// The same with the world's challenges, one of them replaced, and where a check is skipped.
    fn frozen(&self, attempt: &Attempt, (index, challenge): (usize, Fr), skipped: &'static str) -> Result<(), ProofError> {
        let mut challenges = self.challenges.clone();
        challenges[index] = challenge;
        let mut channel = Frozen::new(MerlinProver::new("test"), challenges.clone());
        prover::prove(&self.key, &attempt.table, &attempt.foldings, &mut channel);
        let proof = channel.into_inner().finish();
        self.verify(attempt, &mut Skipping::new(Frozen::new(MerlinVerifier::new("test", &proof), challenges), skipped))
    }

    fn verify(&self, attempt: &Attempt, channel: &mut dyn VerifierChannel<Fr>) -> Result<(), ProofError> {
        let mut commitment = PointSum::new();
        commitment.add(self.key.bases.sum_field(&attempt.committed).into_affine(), Fr::ONE);
        Folding::verify(&self.verifier_key, KzgClaim { commitment, point: &self.point, value: attempt.value }, channel)
    }
}

#[test]
fn each_part_of_the_equation_rejects_what_the_others_let_pass() {
    let world = World::new();
    let honest = world.honest();
    let mut other = world.table.clone();
    other.swap(2, 5);
    let false_value = Attempt { value: world.value + Fr::ONE, ..honest.clone() };
    // The second folding is that of another table, with its value.
    let other_value = MultilinearPolynomial::from(other.clone()).evaluate(&world.point);
    let mut foldings = honest.foldings.clone();
    foldings[1] = prover::foldings(&other, &world.point).remove(1);
    let false_folding = Attempt { foldings, value: other_value, ..honest.clone() };
    let other_foldings = Attempt { foldings: prover::foldings(&other, &world.point), value: other_value, ..honest.clone() };
    let other_commitment = Attempt { committed: other, ..honest.clone() };
    // Without `q` only the polynomial itself is opened, at ±r, which the value of the first folding enters.
    for (name, attempt, expected, without_q) in [
        ("an honest proof", honest, Ok(()), Ok(())),
        ("a false value", false_value, PAIRING, Ok(())),
        ("a false folding", false_folding, PAIRING, Ok(())),
        ("foldings of another table", other_foldings, PAIRING, PAIRING),
        ("another commitment", other_commitment, PAIRING, PAIRING),
    ] {
        assert_eq!(world.prove_and_verify(&attempt), expected, "{name}");
        assert_eq!(world.frozen(&attempt, (Q, world.challenges[Q]), "none"), expected, "{name}");
        assert_eq!(world.frozen(&attempt, (Q, Fr::ZERO), "none"), without_q, "{name}");
    }
}

#[test]
fn challenges_with_equal_points_are_refused() {
    let mut world = World::new();
    for r in [Fr::ZERO, Fr::ONE, -Fr::ONE] {
        assert_eq!(world.frozen(&world.honest(), (R, r), "none"), CHALLENGE);
    }
    // At r = 0 only the first two coefficients of each polynomial are seen, and the third one of their sum.
    world.point = world.point.last(2);
    world.table = vec![Fr::from(5u64), Fr::ZERO, Fr::from(7u64), Fr::from(8u64)];
    let [high, low] = [world.point[0], world.point[1]];
    let value = MultilinearPolynomial::from(world.table.clone()).evaluate(&world.point) + Fr::ONE;
    let first = world.table[0] * (Fr::ONE - low);
    let folding = vec![first, (value - (Fr::ONE - high) * first) * high.inverse().unwrap()];
    let attempt = Attempt { foldings: vec![Arc::new(folding.into())], ..world.about(world.table.clone(), value) };
    assert_eq!(world.prove_and_verify(&attempt), PAIRING);
    assert_eq!(world.frozen(&attempt, (R, Fr::ZERO), "none"), CHALLENGE);
    assert_eq!(world.frozen(&attempt, (R, Fr::ZERO), "hyperkzg challenge"), Ok(()));
}

#[test]
fn values_beyond_the_last_must_vanish_at_the_point() {
    let world = World::new();
    let mut high = vec![Fr::ZERO; 8];
    high[0] = world.point[2];
    assert_eq!(world.prove_and_verify(&world.about([&world.table[..], &high].concat(), world.value)), PAIRING);
    high[1] = world.point[2] - Fr::ONE;
    assert_eq!(world.prove_and_verify(&world.about([&world.table[..], &high].concat(), world.value)), Ok(()));
    assert_eq!(world.prove_and_verify(&world.about([&world.table[..], &high].concat(), world.value + Fr::ONE)), PAIRING);
}

#[test]
fn a_constant_is_its_commitment() {
    let mut world = World::new();
    world.point = world.point.last(0);
    let run = |committed: &[Fr], value| {
        let attempt = Attempt { committed: committed.to_vec(), table: Vec::new(), foldings: Vec::new(), value };
        world.verify(&attempt, &mut MerlinVerifier::new("test", &[]))
    };
    assert_eq!(run(&[world.value], world.value), Ok(()));
    for (committed, value) in [(&[world.value][..], Fr::ZERO), (&[world.value, Fr::ONE], world.value)] {
        assert_eq!(run(committed, value), Err(ProofError::Check { name: "hyperkzg constant" }));
    }
}

#[test]
fn foldings_bind_the_low_variables() {
    let rng = &mut ark_std::test_rng();
    for n in 1..6usize {
        let polynomial = MultilinearPolynomial::<Fr>::from((0..1 << n).map(|_| Fr::rand(rng)).collect::<Vec<_>>());
        let point: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
        let foldings = prover::foldings(&polynomial.to_field(), &point);
        assert_eq!(foldings.len(), n - 1);
        for (i, folding) in foldings.iter().enumerate() {
            assert_eq!(folding.evaluate(&point[..n - 1 - i]), polynomial.evaluate(&point));
        }
    }
}
