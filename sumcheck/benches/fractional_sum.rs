//! Sums of 2^18 fractions whose numerators are 1, and of 2^16 with small numerators.

use ark_bn254::Fr;
use ark_std::{UniformRand, rand::SeedableRng, rand::rngs::StdRng};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::sync::Arc;
use sumcheck::fractional_sum::{FractionalSum, Numerators};
use transcript::MerlinProver;

fn fractional_sum(c: &mut Criterion) {
    let rng = &mut StdRng::seed_from_u64(1);
    let counts: Arc<_> = Arc::new((0..1u32 << 16).map(|i| i % 7).collect::<Vec<_>>().into());
    let mut group = c.benchmark_group("fractional sum");
    group.sample_size(10);
    for (name, log_len, numerators) in [("2^18 ones", 18, Numerators::Ones), ("2^16 counts", 16, Numerators::Column(counts))] {
        let denominators: Vec<Fr> = (0..1 << log_len).map(|_| Fr::rand(rng)).collect();
        let leaves = || (numerators.clone(), denominators.clone());
        let prove = |(numerators, denominators)| FractionalSum::new(numerators, denominators).prove(&mut MerlinProver::new("bench"));
        group.bench_function(name, |b| b.iter_batched(leaves, prove, BatchSize::LargeInput));
    }
    group.finish();
}

criterion_group!(benches, fractional_sum);
criterion_main!(benches);
