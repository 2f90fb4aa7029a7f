//! Every committed column is bound: there is a value of it that no prover changes unnoticed.

use crate::defects::{data, workload};
use instructions::{Instruction, LookupOp, Op};
use jolt_core::{PROTOCOL, VerifyError};
use joltlab_tests::attack::{Forgery, Mersenne127, Notes, Observer};
use joltlab_tests::programs::{Workload, immediate, li, pair, register, small_layout};
use std::cell::RefCell;
use std::collections::BTreeMap;
use transcript::{MerlinVerifier, ProofError};

const LOG_STEPS: usize = 7;

/// Every lookup instruction once or more.
fn every_lookup() -> Workload {
    let registers = [Op::Add, Op::Sub, Op::And, Op::Or, Op::Xor, Op::Sll, Op::Srl, Op::Sra, Op::Slt, Op::Sltu];
    let branches = [Op::Beq, Op::Bne, Op::Blt, Op::Bge, Op::Bltu, Op::Bgeu];
    let mut body: Vec<Instruction> = registers.map(|op| register(op, 5, 7, 8)).to_vec();
    body.extend(branches.map(|op| pair(op, 7, 8, 4)));
    body.extend([pair(Op::Sw, 6, 7, 0), pair(Op::Sb, 6, 8, 1), pair(Op::Sh, 6, 8, 2)]);
    body.extend([Op::Lb, Op::Lbu, Op::Lh, Op::Lhu].map(|op| immediate(op, 5, 6, 2)));
    body.extend([Op::Mul, Op::Mulhu, Op::Divu, Op::Div].map(|op| register(op, 5, 7, 8)));
    body.push(immediate(Op::Addi, 10, 0, 0));
    let operands = [immediate(Op::Addi, 7, 0, -5), immediate(Op::Addi, 8, 0, 3)];
    workload(&[&li(6, data(&small_layout())), &operands, &body])
}

/// A place in a column that counts: for what a lookup reads the first row that reads it, for all others the first place.
fn place(forgery: &Forgery, name: &str) -> usize {
    let Some((kind, memory)) = name.split_once(' ').filter(|(kind, _)| ["E", "read_cts"].contains(kind)) else { return 0 };
    let set = forgery.machine.lookups();
    let (subtable, chunk) = memory.split_once('@').expect("a memory has a chunk");
    let memory = set.memory_index(subtable, chunk.parse().expect("a chunk is a number")).expect("a memory");
    let flags = set.instructions().iter().zip(LookupOp::all(instructions::Isa::default()));
    let readers: Vec<_> =
        flags.filter(|(i, _)| i.memories.contains(&memory)).map(|(_, op)| forgery.column(&format!("flag {}", op.name()))).collect();
    let row = (0..1 << LOG_STEPS).find(|t| readers.iter().any(|flag| flag.get_small(*t) == Some(1)));
    row.unwrap_or_else(|| panic!("no row reads {kind} {name}"))
}

#[test]
fn no_column_is_free() {
    let step = std::env::var("JOLTLAB_COLUMNS").map_or(9, |step| step.parse().expect("JOLTLAB_COLUMNS is a number"));
    let honest: Forgery = Forgery::of_run(&every_lookup(), LOG_STEPS, |_, _| ());
    assert!(honest.facts().is_empty());
    let mut killers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in honest.column_names().into_iter().step_by(step) {
        let mut forgery = honest.clone();
        forgery.add(&name, place(&honest, &name), Mersenne127::from(1u64));
        let proof = forgery.prove();
        let notes = RefCell::new(Notes::default());
        let _ = forgery.verify_with(Observer::new(MerlinVerifier::new(PROTOCOL, &proof), &notes));
        let failed = notes.into_inner().failed;
        let answer = forgery.verify(&proof);
        assert!(matches!(answer, Err(VerifyError::Proof(ProofError::Check { name })) if failed.contains(name)), "{name}: {answer:?}");
        killers.entry(failed.into_iter().collect::<Vec<_>>().join(", ")).or_default().push(name);
    }
    for (checks, columns) in killers {
        println!("{checks}: {}", columns.join(", "));
    }
}
