//! Commit, open and verify for any scheme: columns of 2^14 values of all kinds, at three points.
#![allow(missing_docs)]

use ark_bn254::{Bn254, Fr, G1Projective};
use ark_std::rand::{SeedableRng, rngs::StdRng};
use criterion::{Criterion, criterion_group, criterion_main};
use pcs::testing::{Example, Lie, random_columns};
use pcs::{HyperKzg, Hyrax, Parameters, ProvingScheme, SrsSource, Trivial, Zeromorph};
use std::time::Duration;

const NUM_VARS: usize = 14;

fn scheme<S: ProvingScheme<Field = Fr>>(criterion: &mut Criterion) {
    let rng = &mut StdRng::seed_from_u64(1);
    let example = Example::new(vec![(0..4).flat_map(|_| random_columns(NUM_VARS, rng)).collect(), random_columns(NUM_VARS / 2, rng)]);
    let shape = example.shape();
    let mut group = criterion.benchmark_group(S::NAME);
    let parameters = S::Parameters::for_prover(SrsSource::InsecureTest, &shape).expect("parameters");
    group.bench_function("setup", |b| b.iter(|| S::setup(&parameters, &shape).expect("keys")));
    let (prover_key, verifier_key) = S::setup(&parameters, &shape).expect("keys");
    group.bench_function("commit", |b| b.iter(|| S::commit(&prover_key, &shape, &example.batches[0]).expect("commitment")));
    group.bench_function("commit, evaluate, open", |b| b.iter(|| example.prove::<S>(&prover_key, Lie::None).expect("proof")));
    let proof = example.prove::<S>(&prover_key, Lie::None).expect("proof");
    println!("{}: {} bytes", S::NAME, proof.len());
    group.bench_function("verify", |b| b.iter(|| example.verify::<S>(&verifier_key, &proof).expect("accepted")));
}

fn schemes(criterion: &mut Criterion) {
    scheme::<Trivial<Fr>>(criterion);
    scheme::<Hyrax<G1Projective>>(criterion);
    scheme::<Zeromorph<Bn254>>(criterion);
    scheme::<HyperKzg<Bn254>>(criterion);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    targets = schemes
}
criterion_main!(benches);
