//! Multi-exponentiation by width of the values, beside `ark_ec` on the same values, on one core.
//!
//! `rows` is Hyrax' case: sixteen rows of 2^12 values under one set of bases for each of some columns. `long` is one row.
#![allow(missing_docs)]

use ark_bn254::{Fr, G1Affine, G1Projective as G};
use ark_ec::{CurveGroup, PrimeGroup, VariableBaseMSM};
use ark_std::rand::{RngCore, SeedableRng, rngs::StdRng};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use pcs::msm::{Bases, FixedBases};
use poly::MultilinearPolynomial;
use std::{sync::Arc, time::Duration};

const LOG_ROW: usize = 12;
const LOG_COLUMN: usize = 16;

fn bases(count: usize) -> Vec<G1Affine> {
    let points: Vec<G> = std::iter::successors(Some(G::generator()), |point| Some(*point + *point)).take(count).collect();
    G::normalize_batch(&points)
}

fn column(kind: &str, len: usize, rng: &mut StdRng) -> Arc<MultilinearPolynomial<Fr>> {
    let mut word = || rng.next_u64();
    let column: MultilinearPolynomial<Fr> = match kind {
        "bool" => (0..len).map(|_| word() & 1 == 1).collect::<Vec<_>>().into(),
        "u8" => (0..len).map(|_| word() as u8).collect::<Vec<_>>().into(),
        "u16" => (0..len).map(|_| word() as u16).collect::<Vec<_>>().into(),
        "u16, one in five" => (0..len).map(|_| if word() % 5 == 0 { word() as u16 } else { 0 }).collect::<Vec<_>>().into(),
        "u32" => (0..len).map(|_| word() as u32).collect::<Vec<_>>().into(),
        "u64" => (0..len).map(|_| word()).collect::<Vec<_>>().into(),
        _ => (0..len).map(|_| (0..4).fold(Fr::from(1u64), |x, _| x * Fr::from(word()))).collect::<Vec<_>>().into(),
    };
    Arc::new(column)
}

const KINDS: [(&str, usize); 7] = [("bool", 64), ("u8", 16), ("u16", 16), ("u16, one in five", 16), ("u32", 8), ("u64", 4), ("field", 1)];

fn library(bases: &[G1Affine], values: &MultilinearPolynomial<Fr>, row: usize) -> G {
    match values {
        MultilinearPolynomial::Bool(v) => v.chunks(row).map(|r| G::msm_u1(bases, r)).sum(),
        MultilinearPolynomial::U8(v) => v.chunks(row).map(|r| G::msm_u8(bases, r)).sum(),
        MultilinearPolynomial::U16(v) => v.chunks(row).map(|r| G::msm_u16(bases, r)).sum(),
        MultilinearPolynomial::U32(v) => v.chunks(row).map(|r| G::msm_u32(bases, r)).sum(),
        MultilinearPolynomial::U64(v) => v.chunks(row).map(|r| G::msm_u64(bases, r)).sum(),
        other => other.to_field().chunks(row).map(|r| G::msm_unchecked(bases, r)).sum(),
    }
}

fn one_core() -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread")
}

fn rows(criterion: &mut Criterion) {
    let (rng, pool) = (&mut StdRng::seed_from_u64(1), one_core());
    let bases = bases(1 << LOG_ROW);
    let fixed = FixedBases::<G>::new(&bases);
    let mut group = criterion.benchmark_group("rows");
    for (kind, count) in KINDS {
        let columns: Vec<_> = (0..count).map(|_| column(kind, 1 << LOG_COLUMN, rng)).collect();
        group.throughput(Throughput::Elements((count << LOG_COLUMN) as u64));
        group.bench_function(BenchmarkId::new("pcs", kind), |b| b.iter(|| pool.install(|| fixed.commit_rows(&columns, 1 << LOG_ROW))));
        group.throughput(Throughput::Elements(1 << LOG_COLUMN));
        group.bench_function(BenchmarkId::new("ark_ec", kind), |b| b.iter(|| library(&bases, &columns[0], 1 << LOG_ROW)));
    }
}

fn long(criterion: &mut Criterion) {
    let (rng, pool) = (&mut StdRng::seed_from_u64(2), one_core());
    let bases = bases(1 << LOG_COLUMN);
    let prepared = Bases::<G>::new(bases.clone());
    let mut group = criterion.benchmark_group("long");
    group.throughput(Throughput::Elements(1 << LOG_COLUMN));
    for (kind, _) in KINDS {
        let values = column(kind, 1 << LOG_COLUMN, rng);
        group.bench_function(BenchmarkId::new("pcs", kind), |b| b.iter(|| pool.install(|| prepared.sum(&values))));
        group.bench_function(BenchmarkId::new("ark_ec", kind), |b| b.iter(|| library(&bases, &values, 1 << LOG_COLUMN)));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    targets = rows, long
}
criterion_main!(benches);
