//! A whole run: emulation, witness, proof and verification of `sha256` on a message of a few blocks.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use instructions::{Isa, MemoryLayout, Program};
use jolt_core::{Inputs, LassoHyrax, Machine, Proof, ProvingKey, witness};
use pcs::Transparent;
use std::hint::black_box;
use std::sync::Arc;

const INPUT: &[u8] = &[0x5A; 128];

fn sha256(layout: &MemoryLayout) -> Program {
    tracer::load_elf(include_bytes!("../../guests/elf/sha256.elf"), Isa::default(), layout).expect("a guest of this repository loads")
}

fn machine(program: &Program, layout: &MemoryLayout, input: &[u8]) -> tracer::Machine {
    tracer::Machine::new(program, layout, input, b"").expect("the input fits")
}

fn emulator(c: &mut Criterion) {
    let layout = MemoryLayout::default();
    let program = sha256(&layout);
    let start = machine(&program, &layout, &[0x5A; 4096]);
    let run = start.clone().run(u64::MAX).expect("the guest halts");
    let mut group = c.benchmark_group("emulator");
    group.throughput(Throughput::Elements(run.instructions));
    group.bench_function("run", |b| b.iter(|| black_box(start.clone().run(u64::MAX))));
    group.bench_function("trace", |b| b.iter(|| black_box(start.clone().trace(u64::MAX))));
    group.finish();
}

fn proof(c: &mut Criterion) {
    let layout = MemoryLayout::default();
    let program = sha256(&layout);
    let trace = machine(&program, &layout, INPUT).trace(u64::MAX).expect("the guest halts");
    let machine = Arc::new(Machine::new(program, layout).expect("the program has a table"));
    let inputs = Inputs { input: INPUT, advice: b"" };
    let columns = witness::<LassoHyrax>(&machine, &trace, inputs).expect("the trace is one of the machine");
    let (shape, _) = columns.statement.shape(&machine).expect("a statement within bounds");
    let key = ProvingKey::<LassoHyrax>::new(machine, &shape, &Transparent).expect("keys exist for this size");
    let proof = Proof::prove(&key, &columns).expect("the key covers the proof");
    let mut group = c.benchmark_group("lasso-hyrax");
    group.sample_size(10).throughput(Throughput::Elements(columns.cycles as u64));
    group.bench_function("witness", |b| b.iter(|| black_box(witness::<LassoHyrax>(key.machine(), &trace, inputs))));
    group.bench_function("prove", |b| b.iter(|| black_box(Proof::prove(&key, &columns))));
    group.bench_function("verify", |b| b.iter(|| proof.verify(key.verifying(), INPUT).expect("an honest proof")));
    group.finish();
}

criterion_group!(benches, emulator, proof);
criterion_main!(benches);
