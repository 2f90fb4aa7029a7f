//! The directed test programs: each passes here and on the simulators, reaches what it must, fails when it should, and is proved.
//!
//! `JOLTLAB_EVERY_CONFIGURATION=1 cargo test --release -p joltlab-tests --test conformance` proves each in every configuration.

mod simulators;

use instructions::{Halt, Isa, Op};
use jolt_core::CONFIGURATIONS;
use joltlab_tests::conformance::{directed, expectations};
use joltlab_tests::coverage::{Coverage, Feature, aliases, directions, lanes, limit_features, registers};
use joltlab_tests::guests::repository;
use joltlab_tests::proving::{by_turns, proved};
use simulators::lock_step;
use std::collections::BTreeSet;

const ALL: &[Op] = Op::all(Isa::Rv32im);

#[test]
fn every_instruction_has_a_program() {
    let files = std::fs::read_dir(repository("guests/conformance/elf")).expect("a folder");
    let files: BTreeSet<String> = files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let expected: BTreeSet<String> = ALL.iter().map(|op| format!("{}.elf", op.mnemonic())).collect();
    assert_eq!(files, expected);
    for op in ALL {
        assert!(repository(&format!("guests/conformance/src/{}.s", op.mnemonic())).is_file(), "{}", op.mnemonic());
    }
}

#[test]
fn every_program_passes() {
    let mut halts = [0, 0];
    for &op in ALL {
        let workload = directed(op);
        let steps = lock_step(&workload, op.mnemonic());
        let trace = workload.trace().unwrap();
        assert_eq!((trace.exit_code, trace.pcs.len()), (0, steps.len()), "{}", op.mnemonic());
        assert!(steps.len() < 2048, "{}: {} instructions", op.mnemonic(), steps.len());
        halts[usize::from(trace.halt == Halt::Tohost)] += 1;
        assert_eq!(workload.program.tohost.is_some(), trace.halt == Halt::Tohost, "{}", op.mnemonic());
    }
    assert_eq!(halts, [24, 23], "programs that end by ecall, by tohost");
}

/// Registers that the programs need for themselves: gp, t5 where an address or an operand stands, t6.
const OWN: [u8; 3] = [3, 30, 31];

fn is_free(feature: &Feature) -> bool {
    !matches!(feature, Feature::Rd(register) | Feature::Rs1(register) | Feature::Rs2(register) if OWN.contains(register))
}

#[test]
fn every_program_reaches_what_it_tests() {
    for &op in ALL {
        let mut coverage = Coverage::default();
        coverage.count(&lock_step(&directed(op), op.mnemonic()));
        let features = [registers(op), aliases(op), directions(op), lanes(op), limit_features(op)].concat();
        assert_eq!(coverage.missing(op, features.into_iter().filter(is_free), 1), [], "{}", op.mnemonic());
        let least = if op == Op::Ecall { 22 } else { 48 };
        let executed = coverage.of(op, Feature::Executed);
        assert!(executed >= least, "{} is executed {executed} times", op.mnemonic());
    }
}

/// With any wanted value changed, by any bit, the program ends with the number of the case that wants it.
#[test]
fn every_expectation_can_fail() {
    let mut broken = 0;
    for &op in ALL {
        let workload = directed(op);
        for (bit, expectation) in (0..).zip(expectations(&workload.program)) {
            let mut other = workload.clone();
            expectation.break_in(&mut other.program, bit);
            let run = other.machine().run(1 << 12).unwrap_or_else(|trap| panic!("{}, {expectation:?}: {trap}", op.mnemonic()));
            assert_eq!(run.exit_code, expectation.case, "{}, {expectation:?}", op.mnemonic());
            broken += 1;
        }
    }
    assert!(broken > 4000, "{broken} expectations");
}

/// Every fourth program with the configurations by turns, the others with the default one, which is the fastest.
#[test]
fn every_program_is_proved() {
    let every = std::env::var_os("JOLTLAB_EVERY_CONFIGURATION").is_some();
    for (number, &op) in ALL.iter().enumerate() {
        let turn = by_turns(if number % 4 == 0 { number / 4 } else { 0 });
        for configuration in CONFIGURATIONS.iter().filter(|name| every || **name == turn) {
            let proof = proved(configuration, &directed(op), op.mnemonic());
            println!("{:>6} {configuration:>16}: {:?}, verified in {:?}", op.mnemonic(), proof.prove, proof.verify);
            assert_eq!(proof.sizes.exit_code, 0);
            assert!(proof.sizes.log_steps <= 12, "{}: {:?}", op.mnemonic(), proof.sizes);
        }
    }
}

/// A program that fails is proved to fail, in both conventions.
#[test]
fn failures_are_proved() {
    for op in [Op::Add, Op::Sub] {
        let mut workload = directed(op);
        let expectation = expectations(&workload.program)[37];
        expectation.break_in(&mut workload.program, 0);
        assert_eq!(proved("lasso-hyrax", &workload, op.mnemonic()).sizes.exit_code, expectation.case);
    }
}
