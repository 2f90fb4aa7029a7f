//! Lasso without commitments, on rows of RV32I: witness, prover, verifier.

mod rv32i;

use ark_bn254::Fr;
use criterion::{Criterion, criterion_group, criterion_main};
use lookups::{Lasso, LookupArgument, ProveLookups, SharedColumns, SharedOracles};
use poly::{MultilinearPolynomial, OracleId};
use std::sync::Arc;
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};

/// A channel that takes columns for granted.
struct Uncommitted<C>(C);

impl<C: ProverChannel<Fr>> ProverChannel<Fr> for Uncommitted<C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.0.send_bytes(label, bytes);
    }
    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }
    fn challenge(&mut self, label: Label) -> Fr {
        self.0.challenge(label)
    }
}

impl<C: ProverChannel<Fr>> ProverOracles<Fr> for Uncommitted<C> {
    fn send_oracles(&mut self, _: Label, columns: Vec<Arc<MultilinearPolynomial<Fr>>>) -> Vec<OracleId> {
        (0..columns.len() as u32).map(OracleId).collect()
    }
}

impl<C: VerifierChannel<Fr>> VerifierChannel<Fr> for Uncommitted<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.0.receive_bytes(label, len)
    }
    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }
    fn challenge(&mut self, label: Label) -> Fr {
        self.0.challenge(label)
    }
    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.0.check(name, holds)
    }
}

impl<C: VerifierChannel<Fr>> VerifierOracles<Fr> for Uncommitted<C> {
    fn receive_oracles(&mut self, _: Label, num_vars: &[usize]) -> Result<Vec<OracleId>, ProofError> {
        Ok((0..num_vars.len() as u32).map(OracleId).collect())
    }
}

fn lasso(c: &mut Criterion) {
    let set = rv32i::set::<Fr>();
    let mut group = c.benchmark_group("lasso rv32i");
    group.sample_size(10);
    for log_steps in [16, 18] {
        let queries = rv32i::queries(log_steps);
        group.bench_function(format!("witness 2^{log_steps}"), |b| b.iter(|| Lasso::witness(&set, &queries)));
        let own = Lasso::witness(&set, &queries);
        let flag = |k| Arc::new(queries.instruction.iter().map(|i| usize::from(*i) == k).collect::<Vec<_>>().into());
        let flags = (0..set.instructions().len()).map(flag).collect();
        let output = outputs(&set, &queries, &own);
        let columns = SharedColumns { flags, output: Arc::new(output.into()) };
        let ids = |start: usize, count: usize| (start..start + count).map(|i| OracleId(i as u32)).collect::<Vec<_>>();
        let oracles = SharedOracles { flags: ids(0, columns.flags.len()), output: OracleId(columns.flags.len() as u32) };
        let own_ids = ids(columns.flags.len() + 1, own.len());
        let prove = || {
            let mut channel = Uncommitted(MerlinProver::new("bench"));
            let _ = Lasso::prove(&set, (&oracles, &columns), &own_ids, &own, &mut channel);
            channel.0.finish()
        };
        group.bench_function(format!("prove 2^{log_steps}"), |b| b.iter(prove));
        let proof = prove();
        group.bench_function(format!("verify 2^{log_steps}"), |b| {
            b.iter(|| Lasso::verify(&set, log_steps, &oracles, &own_ids, &mut Uncommitted(MerlinVerifier::new("bench", &proof))).unwrap())
        });
    }
}

/// Each row's output, collated from its own values.
fn outputs(set: &lookups::InstructionSet<Fr>, queries: &lookups::Queries, own: &[Arc<MultilinearPolynomial<Fr>>]) -> Vec<Fr> {
    let output = |(row, instruction): (usize, &u8)| {
        set.instructions().get(usize::from(*instruction)).map_or(Fr::default(), |instruction| {
            let values: Vec<Fr> = instruction.collation.iter().map(|m| own[Lasso::e(set, *m)].get(row)).collect();
            instruction.decomposition.collate(&values)
        })
    };
    queries.instruction.iter().enumerate().map(output).collect()
}

criterion_group!(benches, lasso);
criterion_main!(benches);
