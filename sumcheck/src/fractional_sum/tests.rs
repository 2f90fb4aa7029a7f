//! The fast prover against the definition, honest, false and tampered proofs.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use super::*;
use crate::NaiveProver;
use crate::testing::{Five, Prime31, Small};
use ark_bn254::Fr;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use poly::MultilinearPolynomial;
use std::sync::Arc;
use transcript::testing::Skipping;
use transcript::{MerlinProver, MerlinVerifier, ProverChannel};

/// Leaves as the fast prover gets them, and as fractions.
struct Case<F> {
    numerators: Numerators<F>,
    p: Vec<F>,
    q: Vec<F>,
}

impl<F: Scalar> Case<F> {
    fn new(numerators: Numerators<F>, q: Vec<F>) -> Self {
        let p = match &numerators {
            Numerators::Ones => vec![F::one(); q.len()],
            Numerators::Column(column) => column.to_field(),
        };
        Self { numerators, p, q }
    }

    fn cases(seed: u64, log_lens: impl IntoIterator<Item = usize>) -> Vec<Self> {
        let rng = &mut StdRng::seed_from_u64(seed);
        let mut out = Vec::new();
        for log_len in log_lens {
            let len = 1 << log_len;
            let [p, q] = std::array::from_fn(|_| (0..len).map(|_| F::rand(rng)).collect::<Vec<F>>());
            out.push(Self::new(Numerators::Ones, q.clone()));
            out.push(Self::new(Numerators::Column(Arc::new(p.into())), q.clone()));
            let counts: Vec<u32> = (0..len).map(|_| if rng.gen_bool(0.5) { 0 } else { rng.gen_range(0..9) }).collect();
            out.push(Self::new(Numerators::Column(Arc::new(counts.into())), q));
        }
        out
    }

    fn log_len(&self) -> usize {
        self.q.len().trailing_zeros() as usize
    }

    fn fast(&self) -> (Vec<u8>, FractionClaim<F>) {
        let mut channel = MerlinProver::new("test");
        let sum = FractionalSum::new(self.numerators.clone(), self.q.clone());
        channel.send("root", &<[F; 2]>::from(sum.root()));
        let claim = sum.prove(&mut channel);
        (channel.finish(), claim)
    }

    /// The same proof from the definition.
    fn naive(&self) -> (Vec<u8>, FractionClaim<F>) {
        let side = |v: &[F], side: usize| v.iter().skip(side).step_by(2).copied().collect::<Vec<F>>();
        let mut layers = vec![(self.p.clone(), self.q.clone())];
        while layers.last().unwrap().0.len() > 1 {
            let (p, q) = layers.last().unwrap();
            let add = |x: usize| p[2 * x] * q[2 * x + 1] + p[2 * x + 1] * q[2 * x];
            let half = p.len() / 2;
            layers.push(((0..half).map(add).collect(), (0..half).map(|x| q[2 * x] * q[2 * x + 1]).collect()));
        }
        let mut channel = MerlinProver::new("test");
        let (p, q) = layers.pop().unwrap();
        let (mut numerator, mut denominator, mut point) = (p[0], q[0], Vec::new());
        channel.send("root", &[numerator, denominator]);
        for (p, q) in layers.iter().rev() {
            let relation = Layer { point, lambda: channel.challenge(COMBINE) };
            let mut prover = NaiveProver::new(&relation, vec![side(p, 0), side(p, 1), side(q, 0), side(q, 1)]);
            let claim = numerator + relation.lambda * denominator;
            assert_eq!(prover.sum(), claim);
            let reduction = crate::prove(&relation, &mut prover, claim, &mut channel);
            let rho = channel.challenge(FOLD);
            (numerator, denominator) = fold(&reduction.openings, rho);
            point = [&*reduction.point, &[rho]].concat();
        }
        (channel.finish(), FractionClaim { point: point.into(), numerator, denominator })
    }

    /// Accepts a proof whose root is the sum and whose last claims are true of the leaves.
    fn check(&self, channel: &mut dyn VerifierChannel<F>) -> Result<FractionClaim<F>, ProofError> {
        let root = channel.receive("root", 2)?;
        let claim = verify(self.log_len(), (root[0], root[1]), channel)?;
        let value = |v: &[F]| MultilinearPolynomial::Field(v.to_vec()).evaluate(&claim.point);
        channel.check("leaves", (value(&self.p), value(&self.q)) == (claim.numerator, claim.denominator))?;
        channel.check("denominator", root[1] == self.q.iter().product())?;
        let others = |x: usize| (0..self.q.len()).filter(|y| *y != x).map(|y| self.q[y]).product::<F>();
        channel.check("numerator", root[0] == (0..self.q.len()).map(|x| self.p[x] * others(x)).sum())?;
        Ok(claim)
    }
}

fn fast_is_naive_and_verifies<F: Scalar>() {
    for case in Case::<F>::cases(1, [0, 1, 2, 3, 6]) {
        let (proof, claim) = case.fast();
        assert_eq!((&proof, &claim), (&case.naive().0, &case.naive().1));
        let mut channel = MerlinVerifier::new("test", &proof);
        assert_eq!(case.check(&mut channel), Ok(claim));
        assert_eq!(channel.finish(), Ok(()));
    }
}

#[test]
fn the_fast_prover_sends_what_the_naive_one_sends() {
    fast_is_naive_and_verifies::<Fr>();
    fast_is_naive_and_verifies::<Prime31>();
    fast_is_naive_and_verifies::<Small>();
}

/// Two challenges in five are 0 or 1, which hides an end of a round polynomial.
#[test]
fn the_fast_prover_survives_degenerate_challenges() {
    for seed in 0..100 {
        for case in Case::<Five>::cases(seed, [3]) {
            let (proof, claim) = case.fast();
            assert_eq!(case.check(&mut MerlinVerifier::new("test", &proof)), Ok(claim));
        }
    }
}

#[test]
fn every_changed_byte_is_rejected() {
    for case in Case::<Fr>::cases(2, [3]) {
        let (proof, _) = case.fast();
        for at in 0..proof.len() {
            let mut bad = proof.clone();
            bad[at] ^= 1 << (at % 8);
            assert!(case.check(&mut MerlinVerifier::new("test", &bad)).is_err(), "byte {at}");
        }
        for len in 0..proof.len() {
            let truncated = case.check(&mut MerlinVerifier::new("test", &proof[..len]));
            assert!(matches!(truncated, Err(ProofError::Truncated { .. })));
        }
    }
}

/// A consistent prover of another root is caught by the layers' check, and by nothing else.
#[test]
fn a_false_root_needs_a_false_layer() {
    for false_numerator in [true, false] {
        let case = &Case::<Fr>::cases(3, [3])[0];
        let sum = FractionalSum::new(case.numerators.clone(), case.q.clone());
        let mut channel = MerlinProver::new("test");
        let (p, q) = sum.root();
        channel.send("root", &if false_numerator { [p + Fr::from(1u64), q] } else { [p, q + Fr::from(1u64)] });
        let _ = sum.prove(&mut channel);
        let proof = channel.finish();
        let run = |channel: &mut dyn VerifierChannel<Fr>| {
            let root = channel.receive("root", 2)?;
            verify(3, (root[0], root[1]), channel)
        };
        assert_eq!(run(&mut MerlinVerifier::new("test", &proof)), Err(ProofError::Check { name: LAYER }));
        let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), LAYER);
        let claim = run(&mut mutant).unwrap();
        assert!(mutant.skipped);
        assert_eq!(claim.denominator, MultilinearPolynomial::Field(case.q.clone()).evaluate(&claim.point));
    }
}

/// Other leaves: the layers are consistent, the claims on the leaves are false.
#[test]
fn false_leaves_are_left_to_the_leaf_claim() {
    for case in &Case::<Fr>::cases(4, [3]) {
        let mut forged = case.q.clone();
        forged[5] += Fr::from(1u64);
        let (proof, _) = Case::new(case.numerators.clone(), forged).fast();
        assert_eq!(case.check(&mut MerlinVerifier::new("test", &proof)), Err(ProofError::Check { name: "leaves" }));
    }
}
