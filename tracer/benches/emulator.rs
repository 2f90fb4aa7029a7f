//! Instructions a second of the emulator on one core: counting, tracing, and with call stacks.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use instructions::{Isa, MemoryLayout, Program};
use std::hint::black_box;
use tracer::{Machine, load_elf};

/// Instructions of a measured run, about.
const INSTRUCTIONS: u64 = 1 << 24;

/// Runs of 2^24 instructions: a compiled loop of additions and branches, and one of loads and stores.
fn workloads() -> [(&'static str, Program, Vec<u8>); 2] {
    let layout = MemoryLayout::default();
    let load = |elf: &[u8]| load_elf(elf, Isa::default(), &layout).expect("a guest");
    let words: Vec<u8> = (0..4096u32).flat_map(|k| k.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    [
        ("fibonacci", load(include_bytes!("../../guests/elf/fibonacci.elf")), b"1677000".to_vec()),
        ("sort", load(include_bytes!("../../guests/elf/sort.elf")), words),
    ]
}

fn emulator(c: &mut Criterion) {
    let layout = MemoryLayout::default();
    for (name, program, input) in workloads() {
        let machine = Machine::new(&program, &layout, &input, b"").expect("a machine");
        let executed = machine.clone().run(2 * INSTRUCTIONS).expect("a run").instructions;
        let mut group = c.benchmark_group(name);
        group.throughput(Throughput::Elements(executed)).sample_size(10);
        group.bench_function("run", |b| b.iter(|| black_box(machine.clone().run(2 * INSTRUCTIONS))));
        group.bench_function("trace", |b| b.iter(|| black_box(machine.clone().trace(2 * INSTRUCTIONS))));
        group.finish();
    }
}

criterion_group!(benches, emulator);
criterion_main!(benches);
