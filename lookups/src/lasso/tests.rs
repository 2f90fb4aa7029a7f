//! Honest proofs, the fast provers against the naive one, tampered proofs.

use super::fingerprint::Fingerprint;
use super::groups::groups;
use super::outputs::OutputsProver;
use super::relations::{Outputs, Toggles};
use super::toggles::TogglesProver;
use super::*;
use crate::testing::{Prime31, Small, rows, set, word};
use crate::{InstructionSet, LookupArgument, ProveLookups, SharedColumns, SharedOracles};
use ark_bn254::Fr;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use pcs::channel::{OracleProver, OracleVerifier};
use pcs::{OpeningShape, Trivial};
use poly::{Claims, MultilinearPolynomial, OracleId};
use std::sync::Arc;
use sumcheck::{NaiveProver, Relation, RoundProver};
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverOracles, VerifierChannel, VerifierOracles};

pub(super) type Column<F> = Arc<MultilinearPolynomial<F>>;

/// A set, the machine's columns and Lasso's own.
#[derive(Clone)]
pub(super) struct Instance<F: Scalar> {
    pub set: InstructionSet<F>,
    pub log_steps: usize,
    pub shared: SharedColumns<F>,
    pub own: Vec<Column<F>>,
}

impl<F: Scalar> Instance<F> {
    pub fn honest(chunks: usize, log_steps: usize, seed: u64) -> Self {
        let set = set(word(chunks));
        let (queries, outputs) = rows(word(chunks), log_steps, &mut StdRng::seed_from_u64(seed));
        let flag = |k| Arc::new(queries.instruction.iter().map(|i| usize::from(*i) == k).collect::<Vec<_>>().into());
        let flags = (0..set.instructions().len()).map(flag).collect();
        let own = Lasso::witness(&set, &queries);
        Self { set, log_steps, shared: SharedColumns { flags, output: Arc::new(outputs.into()) }, own }
    }

    fn shape(&self) -> OpeningShape {
        OpeningShape::of(self.specs())
    }

    fn specs(&self) -> Vec<usize> {
        let own = Lasso::columns(&self.set, self.log_steps).into_iter().map(|spec| spec.num_vars);
        vec![self.log_steps; self.set.instructions().len() + 1].into_iter().chain(own).collect()
    }

    pub fn prove(&self) -> Vec<u8> {
        self.prove_by(|shared, own, channel| Lasso::prove(&self.set, (shared, &self.shared), own, &self.own, channel))
    }

    /// Sends the columns, then does what `argument` does, then opens.
    pub fn prove_by(&self, argument: impl FnOnce(&SharedOracles, &[OracleId], &mut dyn ProverOracles<F>) -> Claims<F>) -> Vec<u8> {
        let mut channel = OracleProver::<Trivial<F>, _>::new(MerlinProver::new("lasso"), &(), self.shape());
        let columns = self.shared.flags.iter().chain([&self.shared.output]).chain(&self.own).cloned().collect();
        let ids = channel.send_oracles("columns", columns);
        let (flags, rest) = ids.split_at(self.shared.flags.len());
        let shared = SharedOracles { flags: flags.to_vec(), output: rest[0] };
        let claims = argument(&shared, &rest[1..], &mut channel);
        channel.open(claims).unwrap().finish()
    }

    /// Verifies through a channel that wraps the byte channel.
    pub fn verify_through<C: VerifierChannel<F>>(&self, channel: C) -> Result<C, ProofError> {
        let mut channel = OracleVerifier::<Trivial<F>, C>::new(channel, &(), self.shape());
        let ids = channel.receive_oracles("columns", &self.specs())?;
        let (flags, rest) = ids.split_at(self.set.instructions().len());
        let shared = SharedOracles { flags: flags.to_vec(), output: rest[0] };
        let claims = Lasso::verify(&self.set, self.log_steps, &shared, &rest[1..], &mut channel)?;
        channel.verify_openings(claims)
    }

    pub fn verify(&self, proof: &[u8]) -> Result<(), ProofError> {
        self.verify_through(MerlinVerifier::new("lasso", proof))?.finish()
    }
}

fn honest_proofs_verify<F: Scalar>() {
    for chunks in [1, 2] {
        for log_steps in [0, 1, 2, 5] {
            let instance = Instance::<F>::honest(chunks, log_steps, log_steps as u64);
            assert_eq!(instance.verify(&instance.prove()), Ok(()), "{chunks} chunks, {log_steps}");
        }
    }
}

#[test]
fn honest_lookups_are_accepted() {
    honest_proofs_verify::<Fr>();
    honest_proofs_verify::<Prime31>();
    honest_proofs_verify::<Small>();
}

#[test]
fn columns_have_the_lengths_that_their_specifications_say() {
    let instance = Instance::<Fr>::honest(2, 3, 0);
    let specs = Lasso::columns(&instance.set, 3);
    assert_eq!(specs.len(), instance.own.len());
    assert!(specs.iter().zip(&instance.own).all(|(spec, column)| spec.num_vars == column.num_vars()));
    let m = instance.set.memory_index("XOR", 1).unwrap();
    assert_eq!(specs[Lasso::dim(&instance.set, 1)].name, "dim_1");
    assert_eq!(specs[Lasso::read_cts(&instance.set, m)].name, "read_cts XOR@1");
    assert_eq!(specs[Lasso::e(&instance.set, m)].name, "E XOR@1");
    assert_eq!(specs[Lasso::final_cts(&instance.set, m)].name, "final_cts XOR@1");
    assert_eq!(instance.set.memory_index("XOR", 2), None);
    assert_eq!(instance.set.names()[0], "And: AND@0 AND@1 LEFT_ID@0 LEFT_ID@1");
}

/// Columns that no honest prover sends: anything anywhere.
fn scrambled<F: Scalar>(mut instance: Instance<F>, rng: &mut StdRng) -> Instance<F> {
    let columns = instance.shared.flags.iter_mut().chain([&mut instance.shared.output]).chain(&mut instance.own);
    for column in columns {
        let mut values = column.to_field();
        for value in &mut values {
            if rng.gen_bool(0.3) {
                *value = F::rand(rng);
            }
        }
        *column = Arc::new(values.into());
    }
    instance
}

/// Round by round, with the same challenges, over honest columns and over scrambled ones.
fn rounds_agree<F: Scalar>(relation: &dyn Relation<F>, fast: &mut dyn RoundProver<F>, tables: Vec<Vec<F>>, rng: &mut StdRng) {
    let mut naive = NaiveProver::new(relation, tables);
    let mut claim = naive.sum();
    for round in 0..relation.num_vars() {
        let message = naive.round(claim);
        assert_eq!(fast.round(claim), message, "{} round {round}", relation.name());
        let r = F::rand(rng);
        claim = poly::univariate::evaluate(&message, r);
        naive.bind(r);
        fast.bind(r);
    }
    assert_eq!(fast.openings(), naive.openings());
}

fn fast_provers_are_naive<F: Scalar>() {
    let rng = &mut StdRng::seed_from_u64(11);
    for (chunks, log_steps) in [(1, 0), (1, 4), (2, 1), (2, 6)] {
        let honest = Instance::<F>::honest(chunks, log_steps, 3);
        for instance in [honest.clone(), scrambled(honest, rng)] {
            let Instance { set, shared, own, .. } = &instance;
            let own = Own::split(set, own).unwrap();
            let point: Vec<F> = (0..log_steps).map(|_| F::rand(rng)).collect();

            let outputs = Outputs { set, point: point.clone() };
            let columns = own.e.iter().chain(&shared.flags).chain([&shared.output]);
            let tables = columns.map(|column| column.to_field()).collect();
            rounds_agree(&outputs, &mut OutputsProver::new(&outputs, own.e, shared), tables, rng);

            let weights = (0..2 * set.memories().len()).map(|_| F::rand(rng)).collect();
            let fingerprint = Fingerprint::new(F::rand(rng), F::rand(rng));
            let toggles = Toggles { set, fingerprint, leaf_point: point, weights };
            let columns = [own.dim, own.read_cts, own.e, &shared.flags].into_iter().flatten();
            let tables = columns.map(|column| column.to_field()).collect();
            let groups = groups(set, &shared.flags, |m| [&*own.e[m], &*own.read_cts[m]]);
            rounds_agree(&toggles, &mut TogglesProver::new(&toggles, &own, &shared.flags, &groups), tables, rng);
        }
    }
}

#[test]
fn the_fast_provers_send_what_the_naive_one_sends() {
    fast_provers_are_naive::<Fr>();
    fast_provers_are_naive::<Small>();
}

#[test]
fn proofs_of_scrambled_columns_are_rejected_without_panic() {
    for seed in 0..20 {
        let rng = &mut StdRng::seed_from_u64(seed);
        let instance = scrambled(Instance::<Prime31>::honest(2, 4, seed), rng);
        let result = instance.verify(&instance.prove());
        assert_eq!(result, Err(ProofError::Check { name: OUTPUTS }));
    }
}

#[test]
fn every_changed_byte_is_rejected() {
    let instance = Instance::<Fr>::honest(1, 1, 1);
    let proof = instance.prove();
    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(instance.verify(&bad).is_err(), "byte {at} of {}", proof.len());
    }
    for len in (0..proof.len()).step_by(31) {
        assert!(matches!(instance.verify(&proof[..len]), Err(ProofError::Truncated { .. })));
    }
}
