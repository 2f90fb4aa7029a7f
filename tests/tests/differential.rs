//! The emulator against two independent simulators: registers and pc after every instruction, all of memory at the end.
//!
//! `JOLTLAB_PROGRAMS=100000 cargo test --release -p joltlab-tests --test differential` runs that many random programs.

mod simulators;

use instructions::{Isa, Op};
use joltlab_tests::coverage::{Coverage, Feature, aliases, directions, edges, lanes, registers};
use joltlab_tests::guests;
use joltlab_tests::programs::{EDGES, Workload};
use simulators::lock_step;

/// Random programs in a chain, about 120 instructions each.
const CHAIN: usize = 10;

/// Number of chains.
fn chain_count() -> u64 {
    std::env::var("JOLTLAB_PROGRAMS")
        .map_or(4000, |count| count.parse::<u64>().expect("JOLTLAB_PROGRAMS is a number").div_ceil(CHAIN as u64))
}

#[test]
fn random_programs() {
    let mut coverage = Coverage::default();
    for seed in 0..chain_count() {
        let workload = Workload::random_chain(seed, CHAIN, 24);
        let what = format!("seed {seed}");
        let steps = lock_step(&workload, &what);
        let pcs: Vec<u32> = steps.iter().map(|step| step.pc).collect();
        assert_eq!(workload.trace().unwrap().pcs, pcs, "{what}: the trace");
        coverage.count(&steps);
    }
    for &op in Op::all(Isa::Rv32im) {
        let features = [vec![Feature::Executed], registers(op), aliases(op), directions(op), lanes(op), edges(op)].concat();
        assert_eq!(coverage.missing(op, features, 1), [], "{}", op.mnemonic());
    }
    println!("{} instructions in lock step", coverage.total());
    assert!(coverage.total() > 1000 * chain_count(), "{} instructions", coverage.total());
}

#[test]
fn every_pair_of_edge_operands() {
    let mut coverage = Coverage::default();
    let mut count = 0;
    for &op in Op::all(Isa::Rv32im) {
        let Some(workload) = Workload::on_edges(op) else { continue };
        coverage.count(&lock_step(&workload, op.mnemonic()));
        assert_eq!(coverage.missing(op, edges(op), EDGES.len().min(8) as u64), [], "{}", op.mnemonic());
        count += 1;
    }
    assert_eq!(count, 33, "instructions that compute or compare");
}

#[test]
fn guests() {
    let mut met = Vec::new();
    for run in guests::runs() {
        let workload = run.workload();
        let steps = lock_step(&workload, &run.name);
        let trace = workload.trace().unwrap();
        assert_eq!(trace.pcs.len(), steps.len(), "{}", run.name);
        assert_eq!((trace.exit_code, trace.output), (run.exit_code, run.output), "{}", run.name);
        met.push(run.name);
    }
    met.sort();
    met.dedup();
    assert_eq!(met, guests::names(), "every guest runs");
}
