//! Proofs of workloads, compiled once for all tests.

use crate::programs::Workload;
use jolt_core::{
    CONFIGURATIONS, Inputs, LassoTrivial, Machine, Proof, ProvingConfig, ProvingKey, VerifyingKey, Visitor, Witness, check, parameters,
    with_configuration, witness,
};
use pcs::SrsSource;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Sizes of a run, as its witness has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Rows before padding.
    pub rows: usize,
    /// log2 of the number of steps.
    pub log_steps: usize,
    /// log2 of the number of RAM cells.
    pub log_ram: usize,
    /// Exit code.
    pub exit_code: u32,
}

/// A proof that was verified.
#[derive(Clone, Copy, Debug)]
pub struct Proved {
    /// Sizes of the run.
    pub sizes: Sizes,
    /// From the program and its inputs to the proof's bytes, keys apart.
    pub prove: Duration,
    /// From the proof's bytes to the verdict.
    pub verify: Duration,
    /// Bytes of the proof.
    pub bytes: usize,
}

fn witness_of<C: ProvingConfig>(workload: &Workload, what: &str) -> (Arc<Machine<C::Field>>, Witness<C::Field>) {
    let trace = workload.trace().unwrap_or_else(|trap| panic!("{what}: {trap}"));
    let machine = Machine::new(workload.program.clone(), workload.layout).unwrap_or_else(|error| panic!("{what}: {error}"));
    let inputs = Inputs { input: &workload.input, advice: &workload.advice };
    let witness = witness::<C>(&machine, &trace, inputs).unwrap_or_else(|error| panic!("{what}: {error}"));
    let statement = &witness.statement;
    assert_eq!((&statement.output, statement.exit_code), (&trace.output, trace.exit_code), "{what}");
    assert_eq!(machine.halt_kind(statement.halt_index), Some(trace.halt), "{what}");
    (Arc::new(machine), witness)
}

fn sizes<F: poly::Scalar>(witness: &Witness<F>) -> Sizes {
    let statement = &witness.statement;
    Sizes { rows: witness.cycles, log_steps: statement.log_steps, log_ram: statement.log_ram, exit_code: statement.exit_code }
}

/// Runs a workload and looks whether its witness satisfies everything that is checked, without a proof.
///
/// *Panics* if it does not.
pub fn checked(workload: &Workload, what: &str) -> Sizes {
    let (machine, witness) = witness_of::<LassoTrivial>(workload, what);
    assert_eq!(check::<LassoTrivial>(&machine, &witness), [], "{what}");
    sizes(&witness)
}

/// Proves a workload in the configuration of a name, and verifies the proof as another process would: from its bytes, with a key that covers
/// more.
///
/// *Panics* if there is no such configuration, or if anything fails.
pub fn proved(configuration: &str, workload: &Workload, what: &str) -> Proved {
    struct Prove<'a>(&'a Workload, &'a str);
    impl Visitor for Prove<'_> {
        type Output = Proved;
        fn visit<C: ProvingConfig>(self) -> Proved {
            prove::<C>(self.0, &format!("{}, {}", self.1, C::NAME))
        }
    }
    with_configuration(configuration, Prove(workload, what)).unwrap_or_else(|| panic!("no configuration is called {configuration}"))
}

fn prove<C: ProvingConfig>(workload: &Workload, what: &str) -> Proved {
    let start = Instant::now();
    let (machine, witness) = witness_of::<C>(workload, what);
    let mut prove = start.elapsed();
    let statement = &witness.statement;
    let (shape, _) = statement.shape(&machine).unwrap_or_else(|error| panic!("{what}: {error}"));
    let parameters = parameters::<C>(&machine, &shape, SrsSource::InsecureTest).unwrap_or_else(|error| panic!("{what}: {error}"));
    let key = ProvingKey::<C>::new(machine.clone(), &shape, &parameters).unwrap_or_else(|error| panic!("{what}: {error}"));
    let verifier = VerifyingKey::<C>::new(machine, statement.log_steps + 3, &parameters).unwrap_or_else(|error| panic!("{what}: {error}"));
    let start = Instant::now();
    let bytes = Proof::prove(&key, &witness).unwrap_or_else(|error| panic!("{what}: {error}")).encode();
    prove += start.elapsed();
    let start = Instant::now();
    let read = Proof::decode(&bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    let verdict = read.verify(&verifier, &workload.input);
    let verify = start.elapsed();
    assert_eq!(verdict, Ok(()), "{what}");
    assert_eq!((&read.statement.output, read.statement.exit_code), (&statement.output, statement.exit_code), "{what}");
    Proved { sizes: sizes(&witness), prove, verify, bytes: bytes.len() }
}

/// The configuration whose turn it is.
pub fn by_turns(number: usize) -> &'static str {
    CONFIGURATIONS[number % CONFIGURATIONS.len()]
}
