//! Every kernel of `bench_harness::kernels`, on one thread.
//!
//! `cargo bench -p bench-harness --bench kernels -- multi-exponentiation` runs those whose names contain the text.
#![allow(missing_docs)]

use bench_harness::kernels::ALL;
use criterion::{Criterion, criterion_group, criterion_main};
use std::time::Duration;

fn kernels(c: &mut Criterion) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    for kernel in ALL {
        let mut group = c.benchmark_group(kernel.name);
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        let mut prepared = None;
        group.bench_function(format!("2^{}", kernel.log_size), |bencher| {
            pool.install(|| {
                let prepared = prepared.get_or_insert_with(|| kernel.prepare());
                bencher.iter_custom(|times| prepared.run(times));
            });
        });
        group.finish();
    }
}

criterion_group!(benches, kernels);
criterion_main!(benches);
