//! Multiplication by machine words against multiplication of field elements.

use ark_bn254::Fr;
use ark_std::UniformRand;
use criterion::{Criterion, criterion_group, criterion_main};
use poly::{MultilinearPolynomial, Scalar};
use std::hint::black_box;

fn scalar(c: &mut Criterion) {
    let rng = &mut ark_std::test_rng();
    let (x, y) = (Fr::rand(rng), Fr::rand(rng));
    c.bench_function("field x field", |b| b.iter(|| black_box(x) * black_box(y)));
    c.bench_function("field x u32", |b| b.iter(|| black_box(x).mul_u64(black_box(0xDEAD_BEEF))));
    c.bench_function("field x Fr::from(u32)", |b| b.iter(|| black_box(x) * Fr::from(black_box(0xDEAD_BEEFu32))));
    let column = MultilinearPolynomial::<Fr>::from((0..1u32 << 16).map(|i| i.wrapping_mul(0x9E37_79B9)).collect::<Vec<_>>());
    let weights: Vec<Fr> = (0..1 << 16).map(|_| Fr::rand(rng)).collect();
    c.bench_function("dot of 2^16 u32", |b| b.iter(|| column.dot(black_box(&weights))));
    c.bench_function("first bind of 2^16 u32", |b| b.iter(|| column.bind(black_box(x))));
}

criterion_group!(benches, scalar);
criterion_main!(benches);
