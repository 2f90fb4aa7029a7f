//! Every commitment scheme on one column, beside those of `ark-poly-commit` on the same values, on one core.
//!
//! Keys, commitments by the values' width, and, for values of 32 bits, opening and verification; verification begins with the bytes. The
//! environment variable `LOG_SIZES` names sizes other than 2^12 and 2^16:
//! `LOG_SIZES=14,18 cargo bench -p pcs --bench schemes -- commit`.
mod candidates;

use candidates::{Candidate, column, each_candidate, point};
use criterion::{BenchmarkId, Criterion, SamplingMode};
use std::time::Duration;

/// Kind of the values that are opened.
const OPENED: &str = "u32";

fn sizes() -> Vec<usize> {
    let sizes = std::env::var("LOG_SIZES").unwrap_or_else(|_| "12,16".into());
    sizes.split(',').map(|size| size.parse().expect("LOG_SIZES is a list of logarithms, such as 12,16")).collect()
}

fn scheme<C: Candidate>(criterion: &mut Criterion, num_vars: usize) {
    if !C::covers(num_vars) {
        return;
    }
    let mut group = criterion.benchmark_group(format!("2^{num_vars}"));
    let id = |what: &str| BenchmarkId::new(what, format!("{} {}", C::LIBRARY, C::NAME));
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function(id("setup"), |b| b.iter(|| C::setup(num_vars)));
    let keys = C::setup(num_vars);
    for kind in C::KINDS {
        let input = C::input(&column(kind, num_vars));
        group.bench_function(id(&format!("commit {kind}")), |b| b.iter(|| C::commit(&keys, &input)));
    }
    let input = C::input(&column(OPENED, num_vars));
    let claim = C::claim(&input, &point(num_vars));
    let committed = C::commit(&keys, &input);
    group.bench_function(id("open"), |b| b.iter(|| C::open(&keys, &input, &committed, &claim)));
    let proof = C::encode(&committed, &C::open(&keys, &input, &committed, &claim));
    let (all, commitment) = (proof.len(), C::commitment_bytes(&committed));
    println!("{} ({}, {}): commitment {commitment} bytes, opening {} bytes", C::NAME, C::ASSUMPTION, C::SETUP, all - commitment);
    assert!(C::verify(&keys, &claim, &proof), "{}", C::NAME);
    group.bench_function(id("verify"), |b| b.iter(|| C::verify(&keys, &claim, &proof)));
}

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    pool.install(|| {
        let times = (Duration::from_millis(50), Duration::from_millis(200));
        let config = Criterion::default().sample_size(10).warm_up_time(times.0).measurement_time(times.1).without_plots();
        let criterion = &mut config.configure_from_args();
        for num_vars in sizes() {
            each_candidate!(scheme(criterion, num_vars));
        }
        criterion.final_summary();
    });
}
