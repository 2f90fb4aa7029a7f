//! Honest runs are accepted: thousands by `check`, two dozen by the verifier.
//!
//! `JOLTLAB_PROGRAMS=100000 cargo test --release -p joltlab-tests --test completeness random_programs` checks more of them;
//! `JOLTLAB_EVERY_CONFIGURATION=1 cargo test --release -p joltlab-tests --test completeness guests` proves every guest with every configuration.

use instructions::{Op, Segment};
use jolt_core::CONFIGURATIONS;
use joltlab_tests::guests;
use joltlab_tests::programs::{DATA, Workload, asm, bare, exit, immediate, li, pair};
use joltlab_tests::proving::{Sizes, by_turns, checked, proved};

/// Random programs in a chain: a witness has costs that do not depend on its length.
const CHAIN: usize = 16;
/// Fragments of a random program: about 50 executed instructions.
const FRAGMENTS: usize = 12;

/// Number of random programs that are checked.
fn program_count() -> usize {
    std::env::var("JOLTLAB_PROGRAMS").map_or(2000, |count| count.parse().expect("JOLTLAB_PROGRAMS is a number"))
}

/// Whether every proof is made in every configuration.
fn every_configuration() -> bool {
    std::env::var_os("JOLTLAB_EVERY_CONFIGURATION").is_some()
}

/// Proves a workload with the configurations by turns, or with all of them.
fn proved_by_turns(number: usize, workload: &Workload, what: &str) -> Sizes {
    let expected = checked(workload, what);
    for configuration in CONFIGURATIONS.iter().filter(|name| every_configuration() || **name == by_turns(number)) {
        assert_eq!(proved(configuration, workload, what).sizes, expected, "{what}, {configuration}");
    }
    expected
}

/// A program of exactly so many rows.
fn rows(count: usize) -> Workload {
    let fences = vec![bare(Op::Fence); count - 2];
    Workload::new(asm(&[fences.as_slice(), &exit()].concat()))
}

/// A program that jumps to itself at once; its exit code is there from the start.
fn one_row() -> Workload {
    let mut program = asm(&[immediate(Op::Jal, 0, 0, 0)]);
    program.tohost = Some(DATA);
    program.data = vec![Segment { address: DATA, words: vec![2 * 5 + 1] }];
    Workload::new(program)
}

#[test]
fn random_programs() {
    for seed in 0..program_count().div_ceil(CHAIN) {
        checked(&Workload::random_chain(seed as u64, CHAIN, FRAGMENTS), &format!("seed {seed}"));
    }
}

#[test]
fn short_random_programs() {
    for seed in 0..100 {
        checked(&Workload::random(seed, seed as usize % 8), &format!("seed {seed}"));
    }
}

#[test]
fn proofs_of_random_programs() {
    for seed in 0..8 {
        let workload = Workload::random(1_000_000 + seed as u64, 8 << (seed % 3));
        proved_by_turns(seed, &workload, &format!("seed {seed}"));
    }
}

#[test]
fn proofs_of_one_row() {
    for configuration in ["lasso-trivial", "lasso-hyrax"] {
        let sizes = proved(configuration, &one_row(), "one row").sizes;
        assert_eq!((sizes.rows, sizes.log_steps, sizes.exit_code), (1, 1, 5));
    }
}

#[test]
fn proofs_of_two_rows_and_around_a_power_of_two() {
    for (number, (count, log_steps)) in [(2, 1), (3, 2), (15, 4), (16, 4), (17, 5)].into_iter().enumerate() {
        let (workload, what) = (rows(count), format!("{count} rows"));
        let sizes = proved_by_turns(number, &workload, &what);
        assert_eq!((sizes.rows, sizes.log_steps), (count, log_steps), "{what}");
    }
}

#[test]
fn proofs_of_guests() {
    for (number, run) in guests::runs().iter().enumerate() {
        proved_by_turns(number, &run.workload(), &run.name);
    }
}

#[test]
fn the_last_word_of_memory() {
    let mut far = Workload::new(asm(&exit()));
    let last = (far.layout.end() - 4) as u32;
    far.program = asm(&[li(5, last).as_slice(), &[pair(Op::Sw, 5, 5, 0)], &exit()].concat());
    let sizes = proved("lasso-hyrax", &far, "the last word").sizes;
    assert_eq!(1 << sizes.log_ram, far.layout.max_cells);
}

/// A program with `tohost` may exit by a call; what stands at `tohost` is then no exit code.
#[test]
fn a_call_beside_tohost() {
    let mut workload = one_row();
    workload.program.text = asm(&[&[immediate(Op::Addi, 10, 0, 9)][..], &exit()].concat()).text;
    assert_eq!(proved("lasso-hyrax", &workload, "a call beside tohost").sizes.exit_code, 9);
}
