//! Honest runs are accepted: thousands by `check`, two dozen by the verifier.
//!
//! `JOLTLAB_PROGRAMS=100000 cargo test --release -p joltlab-tests --test completeness random_programs` checks more of them;
//! `JOLTLAB_EVERY_CONFIGURATION=1 cargo test --release -p joltlab-tests --test completeness guests` proves every guest with every configuration.

use instructions::{Op, Segment};
use jolt_core::{
    CONFIGURATIONS, Inputs, LassoHyrax, LassoTrivial, Machine, Proof, ProvingConfig, ProvingKey, VerifyingKey, Visitor, Witness, check,
    parameters, with_configuration, witness,
};
use joltlab_tests::guests;
use joltlab_tests::programs::{DATA, Workload, asm, bare, exit, immediate, li, pair};
use pcs::SrsSource;
use std::sync::Arc;

/// Random programs in a chain: a witness has costs that do not depend on its length.
const CHAIN: usize = 16;
/// Fragments of a random program: about 50 executed instructions.
const FRAGMENTS: usize = 12;

/// Number of random programs that are checked.
fn program_count() -> usize {
    std::env::var("JOLTLAB_PROGRAMS").map_or(2000, |count| count.parse().expect("JOLTLAB_PROGRAMS is a number"))
}

/// The witness of a workload, which must satisfy everything that is checked.
fn checked<C: ProvingConfig>(workload: &Workload, what: &str) -> (Arc<Machine<C::Field>>, Witness<C::Field>) {
    let trace = workload.trace().unwrap_or_else(|trap| panic!("{what}: {trap}"));
    let machine = Machine::new(workload.program.clone(), workload.layout).unwrap_or_else(|error| panic!("{what}: {error}"));
    let inputs = Inputs { input: &workload.input, advice: &workload.advice };
    let witness = witness::<C>(&machine, &trace, inputs).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(check::<C>(&machine, &witness), [], "{what}");
    let statement = &witness.statement;
    assert_eq!((&statement.output, statement.exit_code), (&trace.output, trace.exit_code), "{what}");
    assert_eq!(machine.halt_kind(statement.halt_index), Some(trace.halt), "{what}");
    (Arc::new(machine), witness)
}

/// Proves a workload, and verifies the proof as another process would: from its bytes, with a key that covers more. Gives the witness.
fn proved<C: ProvingConfig>(workload: &Workload, what: &str) -> Witness<C::Field> {
    let what = format!("{what}, {}", C::NAME);
    let (machine, witness) = checked::<C>(workload, &what);
    let steps = witness.statement.log_steps;
    let (shape, _) = witness.statement.shape(&machine).unwrap_or_else(|error| panic!("{what}: {error}"));
    let parameters = parameters::<C>(&machine, &shape, SrsSource::InsecureTest).unwrap_or_else(|error| panic!("{what}: {error}"));
    let key = ProvingKey::<C>::new(machine.clone(), &shape, &parameters).unwrap_or_else(|error| panic!("{what}: {error}"));
    let proof = Proof::prove(&key, &witness).unwrap_or_else(|error| panic!("{what}: {error}"));
    let read = Proof::decode(&proof.encode()).unwrap_or_else(|error| panic!("{what}: {error}"));
    let verifier = VerifyingKey::<C>::new(machine, steps + 3, &parameters).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(read.verify(&verifier, &workload.input), Ok(()), "{what}");
    let found = (&read.statement.output, read.statement.exit_code);
    assert_eq!(found, (&witness.statement.output, witness.statement.exit_code), "{what}");
    witness
}

/// [`proved`] with the configurations by turns, or with all of them; gives the number of rows.
fn proved_by_turns(number: usize, workload: &Workload, what: &str) -> usize {
    struct Prove<'a>(&'a Workload, &'a str);
    impl Visitor for Prove<'_> {
        type Output = usize;
        fn visit<C: ProvingConfig>(self) -> usize {
            proved::<C>(self.0, self.1).cycles
        }
    }
    let every = std::env::var_os("JOLTLAB_EVERY_CONFIGURATION").is_some();
    let turn = |(index, _): &(usize, &&str)| every || *index == number % CONFIGURATIONS.len();
    let prove = |(_, name): (usize, &&str)| with_configuration(name, Prove(workload, what)).expect("a configuration of this name");
    let rows: Vec<usize> = CONFIGURATIONS.iter().enumerate().filter(turn).map(prove).collect();
    assert!(rows.iter().all(|count| *count == rows[0]));
    rows[0]
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
        checked::<LassoTrivial>(&Workload::random_chain(seed as u64, CHAIN, FRAGMENTS), &format!("seed {seed}"));
    }
}

#[test]
fn short_random_programs() {
    for seed in 0..100 {
        checked::<LassoTrivial>(&Workload::random(seed, seed as usize % 8), &format!("seed {seed}"));
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
    for witness in [proved::<LassoTrivial>(&one_row(), "one row"), proved::<LassoHyrax>(&one_row(), "one row")] {
        assert_eq!((witness.cycles, witness.statement.log_steps, witness.statement.exit_code), (1, 1, 5));
    }
}

#[test]
fn proofs_of_two_rows_and_around_a_power_of_two() {
    for (number, (count, log_steps)) in [(2, 1), (3, 2), (15, 4), (16, 4), (17, 5)].into_iter().enumerate() {
        let (workload, what) = (rows(count), format!("{count} rows"));
        assert_eq!(checked::<LassoTrivial>(&workload, &what).1.statement.log_steps, log_steps);
        assert_eq!(proved_by_turns(number, &workload, &what), count);
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
    let witness = proved::<LassoHyrax>(&far, "the last word");
    assert_eq!(1 << witness.statement.log_ram, far.layout.max_cells);
}

/// A program with `tohost` may exit by a call; what stands at `tohost` is then no exit code.
#[test]
fn a_call_beside_tohost() {
    let mut workload = one_row();
    workload.program.text = asm(&[&[immediate(Op::Addi, 10, 0, 9)][..], &exit()].concat()).text;
    assert_eq!(proved::<LassoHyrax>(&workload, "a call beside tohost").statement.exit_code, 9);
}
