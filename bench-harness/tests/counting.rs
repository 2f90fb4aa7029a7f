//! Counted configurations: the proofs of their twins, and counts that can be known otherwise.
//!
//! One test, for operations are counted on all threads of the process.

use bench_harness::counting::with_counted_configuration;
use instructions::{ExecutionTrace, Isa, MemoryLayout, Program};
use jolt_core::{CONFIGURATIONS, Inputs, Machine, Proof, ProvingConfig, ProvingKey, Visitor, with_configuration, witness};
use pcs::SrsSource;
use poly::MultilinearPolynomial;
use poly::operations::{Counts, Operation, measure};
use std::sync::Arc;

/// A short run.
struct Job {
    program: Program,
    layout: MemoryLayout,
    trace: ExecutionTrace,
}

/// What proving and verifying it comes to.
struct Outcome {
    bytes: Vec<u8>,
    prover: Counts,
    verifier: Counts,
    /// Values of all columns but those of field elements.
    small_values: u64,
}

const INPUT: &[u8] = b"3";

impl Visitor for &Job {
    type Output = Outcome;

    fn visit<C: ProvingConfig>(self) -> Outcome {
        let machine = Arc::new(Machine::<C::Field>::new(self.program.clone(), self.layout).expect("a program"));
        let witness = witness::<C>(&machine, &self.trace, Inputs { input: INPUT, advice: b"" }).expect("a witness");
        let (shape, _) = witness.statement.shape(&machine).expect("a shape");
        let source = if C::NAME.ends_with("kzg") || C::NAME.ends_with("zeromorph") { SrsSource::InsecureTest } else { SrsSource::None };
        let parameters = jolt_core::parameters::<C>(&machine, &shape, source).expect("parameters");
        let key = ProvingKey::<C>::new(machine, &shape, &parameters).expect("a key");
        let columns = witness.columns.as_refs();
        let small = columns.iter().filter(|column| !matches!(column.as_ref(), MultilinearPolynomial::Field(_)));
        let small_values = small.map(|column| column.len() as u64).sum();
        let (proof, prover) = measure(|| Proof::prove(&key, &witness).expect("a proof"));
        let (verified, verifier) = measure(|| proof.verify(key.verifying(), INPUT));
        verified.expect("an honest proof");
        Outcome { bytes: proof.encode(), prover, verifier, small_values }
    }
}

#[test]
fn counted_proofs_are_those_of_their_twins() {
    let layout = MemoryLayout::default();
    let elf = include_bytes!("../../guests/elf/fibonacci.elf");
    let program = tracer::load_elf(elf, Isa::default(), &layout).expect("a program");
    let trace = tracer::Machine::new(&program, &layout, INPUT, b"").expect("a machine").trace(1 << 20).expect("a run");
    let job = Job { program, layout, trace };
    for name in CONFIGURATIONS {
        let plain = with_configuration(name, &job).expect("the configuration");
        let counted = with_counted_configuration(name, &job).expect("its twin");
        assert_eq!(plain.bytes, counted.bytes, "{name}");
        let on_curve = !["lasso-ligero", "lasso-trivial"].contains(name);
        let of = |counts: &Counts, operation| counts.get(operation);
        for (who, without, with) in [("prover", &plain.prover, &counted.prover), ("verifier", &plain.verifier, &counted.verifier)] {
            println!("{name} {who}: {with}");
            assert_eq!(of(without, Operation::Multiplication), 0, "{name}: no other field counts");
            assert!(of(with, Operation::Multiplication) > 0 && of(with, Operation::SmallTerm) > 0, "{name}");
            // What kernels report in bulk does not depend on the field.
            for operation in [Operation::GroupAddition, Operation::Term32, Operation::TermField, Operation::Pairing, Operation::HashedByte]
            {
                assert_eq!(of(without, operation), of(with, operation), "{name}: {}", operation.name());
            }
            assert_eq!(of(with, Operation::GroupAddition) > 0, on_curve, "{name}");
            assert!(of(with, Operation::HashedByte) as usize > plain.bytes.len() / 2, "{name}: a proof's messages are absorbed");
        }
        let widths = [Operation::Term1, Operation::Term8, Operation::Term16, Operation::Term32, Operation::Term64];
        let terms: u64 = widths.iter().map(|width| of(&counted.prover, *width)).sum();
        assert_eq!(terms, if on_curve { plain.small_values } else { 0 }, "{name}: every small value is a term once");
        let pairings = if name.ends_with("kzg") || name.ends_with("zeromorph") { 2 } else { 0 };
        assert_eq!(of(&counted.verifier, Operation::Pairing), pairings, "{name}");
        // Multiplications are the same on any number of threads.
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let alone = alone.install(|| with_counted_configuration(name, &job)).expect("its twin");
        assert_eq!(of(&alone.prover, Operation::ProductTerm), of(&counted.prover, Operation::ProductTerm), "{name}");
    }
}
