//! Grand products: dense, sparse and changed circuits.

use ark_bn254::Fr;
use ark_std::UniformRand;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use sumcheck::grand_product::{GrandProducts, Leaves};
use transcript::{MerlinProver, ProverChannel};

fn dense(rng: &mut StdRng, log_len: usize) -> Leaves<Fr> {
    Leaves::Dense((0..1 << log_len).map(|_| Fr::rand(rng)).collect())
}

fn entries(rng: &mut StdRng, log_len: usize, density: f64) -> Vec<(u32, Fr)> {
    let listed: Vec<u32> = (0..1 << log_len).filter(|_| rng.gen_bool(density)).collect();
    listed.into_iter().map(|i| (i, Fr::rand(rng))).collect()
}

fn prove(leaves: Vec<Leaves<Fr>>) -> Vec<u8> {
    let products = GrandProducts::new(leaves);
    let mut channel = MerlinProver::new("bench");
    channel.send("roots", &products.roots());
    let _ = products.prove(&mut channel);
    channel.finish()
}

fn grand_products(c: &mut Criterion) {
    let rng = &mut StdRng::seed_from_u64(1);
    let mut group = c.benchmark_group("grand product");
    group.sample_size(10);
    group.bench_function("dense 1 x 2^20", |b| b.iter_batched(|| vec![dense(rng, 20)], prove, BatchSize::PerIteration));
    group.bench_function("dense 8 x 2^16", |b| b.iter_batched(|| (0..8).map(|_| dense(rng, 16)).collect(), prove, BatchSize::PerIteration));
    for density in [0.01, 0.05, 0.15, 0.4] {
        let sparse = |rng: &mut StdRng| Leaves::Sparse { log_len: 16, entries: entries(rng, 16, density) };
        group.bench_function(format!("sparse {density} 16 x 2^16"), |b| {
            b.iter_batched(|| (0..16).map(|_| sparse(rng)).collect(), prove, BatchSize::PerIteration)
        });
    }
    let changed = |rng: &mut StdRng| Leaves::Changed { base: 0, entries: entries(rng, 16, 0.05) };
    group.bench_function("changed 0.05 16 x 2^16", |b| {
        let batch = |rng: &mut StdRng| std::iter::once(dense(rng, 16)).chain((1..16).map(|_| changed(rng)).collect::<Vec<_>>()).collect();
        b.iter_batched(|| batch(rng), prove, BatchSize::PerIteration)
    });
}

criterion_group!(benches, grand_products);
criterion_main!(benches);
