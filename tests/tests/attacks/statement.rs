//! Other statements than the proved one: by a consistent prover, by replaying a proof, and out of bounds.

use instructions::{Bytecode, ControlWord, Isa, MemoryLayout, Op, Program, Segment};
use jolt_core::{FormatError, JoltConfig, LassoTrivial, Machine, PROTOCOL, Proof, Statement, StatementError, VerifyError, VerifyingKey};
use joltlab_tests::attack::{Attack, Configuration, Forgery, LassoSparse, Mersenne127, Notes, Observer, verify, verify_with};
use joltlab_tests::programs::{Workload, asm, bare, exit, immediate, li, pair, register, small_layout};
use pcs::{CommitmentScheme, Transparent};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use transcript::{Label, MerlinVerifier, ProofError, VerifierChannel};

const LOG_STEPS: usize = 5;
const EXIT_CODE: u32 = 3;

/// Writes the exclusive or of the first words of input and advice, and exits with 3; a second ECALL is never reached.
fn mix() -> Workload {
    let layout = small_layout();
    let advice = layout.address(layout.advice.expect("the layout has advice"));
    let parts = [
        li(6, layout.address(layout.input)).to_vec(),
        li(8, advice).to_vec(),
        vec![immediate(Op::Lw, 7, 6, 0), immediate(Op::Lw, 9, 8, 0), register(Op::Xor, 7, 7, 9)],
        li(6, layout.address(layout.output)).to_vec(),
        vec![pair(Op::Sw, 6, 7, 0)],
        li(6, ControlWord::OutLen.address()).to_vec(),
        vec![immediate(Op::Addi, 7, 0, 4), pair(Op::Sw, 6, 7, 0), immediate(Op::Addi, 10, 0, EXIT_CODE as i32)],
        exit().to_vec(),
        vec![bare(Op::Fence), bare(Op::Ecall)],
    ];
    Workload { input: b"abcd".to_vec(), advice: b"\x01\x02\x03\x04".to_vec(), ..Workload::new(asm(&parts.concat())) }
}

fn key_of<C: JoltConfig>(program: Program, layout: MemoryLayout, max_log_steps: usize) -> VerifyingKey<C>
where
    C::Pcs: CommitmentScheme<Parameters = Transparent>,
{
    let machine = Machine::new(program, layout).expect("a program with a table");
    VerifyingKey::new(Arc::new(machine), max_log_steps, &Transparent).expect("a key")
}

fn honest<C: Configuration>() -> Forgery<C> {
    let forgery = Forgery::<C>::of_run(&mix(), LOG_STEPS, |_, _| ());
    let statement = &forgery.witness.statement;
    assert_eq!((&statement.output[..], statement.exit_code), (&b"````"[..], EXIT_CODE));
    forgery
}

/// The attacks of this file: true columns, another statement.
pub fn attacks() -> Vec<Attack> {
    let attack = |name: &'static str, check: Label, facts: &[&str], change: fn(&mut Statement)| {
        Attack::new(name, check, facts, move || {
            let mut forgery = honest();
            change(&mut forgery.witness.statement);
            forgery
        })
    };
    let advice_len = format!("RAM: final word of cell {}", small_layout().cell(ControlWord::AdvLen.address()));
    vec![
        attack("another exit code", "opening reduction", &["the exit code"], |s| s.exit_code += 1),
        attack("another halt row", "opening reduction", &["the last row is the halt row"], |s| s.halt_index += 2),
        attack("another output", "output", &["the output"], |s| s.output[0] ^= 1),
        attack("a longer output", "output", &["the output"], |s| s.output.push(0)),
        attack("a shorter output", "output", &["the output"], |s| s.output.truncate(3)),
        attack("no output", "output", &["the output"], |s| s.output.clear()),
        attack("another input", "memory: ram", &["RAM: the word at 0x7fffc000 is the last one written"], |s| s.input[0] ^= 1),
        attack("another length of the advice", "memory: ram", &[&advice_len, "memory: column ram v_final"], |s| s.advice_len += 1),
    ]
}

/// The preamble and the first challenge of a verifier of this statement; whatever comes after.
fn preamble<C: Configuration>(key: &VerifyingKey<C>, statement: &Statement, proof: &[u8]) -> Notes<C::Field> {
    let notes = RefCell::new(Notes::default());
    let _ = verify_with(key, statement, Observer::new(MerlinVerifier::new(PROTOCOL, proof), &notes));
    let mut notes = notes.into_inner();
    let end = notes.absorbed.iter().position(|(label, _)| *label == "commitments").unwrap_or_default();
    notes.absorbed.truncate(end);
    notes
}

fn first_challenge(notes: &Notes<Mersenne127>) -> Option<Mersenne127> {
    notes.challenges.first().map(|(_, value)| *value)
}

#[test]
fn a_proof_is_for_one_statement() {
    let forgery = honest::<LassoSparse>();
    let (statement, proof) = (forgery.witness.statement.clone(), forgery.prove());
    let key = &VerifyingKey::<LassoSparse>::new(forgery.machine.clone(), LOG_STEPS + 1, &Transparent).expect("a key");
    assert_eq!(verify(key, &statement, &proof), Ok(()));
    let changes: [fn(&mut Statement); 13] = [
        |s| s.exit_code = 0,
        |s| s.halt_index += 2,
        |s| s.output[3] ^= 0x80,
        |s| s.output.push(0),
        |s| s.output.truncate(2),
        |s| s.input[1] ^= 1,
        |s| s.input.push(0),
        |s| s.input.clear(),
        |s| s.advice_len = 0,
        |s| s.advice_len += 1,
        |s| s.log_steps += 1,
        |s| s.log_steps -= 1,
        |s| s.log_ram += 1,
    ];
    let mut firsts = BTreeSet::from([first_challenge(&preamble(key, &statement, &proof))]);
    for (k, change) in changes.into_iter().enumerate() {
        let mut other = statement.clone();
        change(&mut other);
        assert!(matches!(verify(key, &other, &proof), Err(VerifyError::Proof(_))), "change {k}");
        assert!(firsts.insert(first_challenge(&preamble(key, &other, &proof))), "change {k} leaves the first challenge");
    }
}

#[test]
fn a_proof_is_for_one_program_in_one_layout() {
    let forgery = honest::<LassoSparse>();
    let (statement, proof) = (forgery.witness.statement.clone(), forgery.prove());
    let file = LassoSparse::prove_file(&forgery.key(), &forgery.witness);
    assert_eq!(file.bytes, proof);
    let (program, layout) = (mix().program, small_layout());
    let words = &program.text[0].words;
    let last = words.len() - 1;
    let with = |k: usize, word: u32| {
        let mut words = words.clone();
        words[k] = word;
        Program { text: vec![Segment { words, ..program.text[0].clone() }], ..program.clone() }
    };
    let address = 0x8000_2000;
    // no word of M: the same table in both instruction sets, but other lookups beside it
    let smaller_set = Program { isa: Isa::Rv32i, ..program.clone() };
    assert_eq!(program.isa, Isa::Rv32im);
    let rows = |program: &Program| Bytecode::build(program).expect("a table").rows().to_vec();
    assert_eq!(rows(&smaller_set), rows(&program));
    let programs = [
        with(last - 1, instructions::encode(&immediate(Op::Addi, 5, 0, 0))),
        with(last - 1, u32::MAX),
        Program { entry: program.entry + 4, ..program.clone() },
        smaller_set,
        Program { tohost: Some(address), ..program.clone() },
        Program { tohost: Some(address + 4), ..program.clone() },
        Program { data: vec![Segment { address, words: vec![1] }], ..program.clone() },
    ];
    let layouts = [
        instructions::MemoryLayout { max_cells: layout.max_cells * 2, ..layout },
        instructions::MemoryLayout { output: instructions::Region { bytes: 0x7FC, ..layout.output }, ..layout },
        instructions::MemoryLayout { input: instructions::Region { bytes: 0x3FC, ..layout.input }, ..layout },
        instructions::MemoryLayout { advice: None, ..layout },
    ];
    let others = programs.map(|program| (program, layout)).into_iter().chain(layouts.map(|layout| (program.clone(), layout)));
    let mut digests = BTreeSet::from([forgery.machine.digest()]);
    for (k, (program, layout)) in others.enumerate() {
        let key = key_of::<LassoSparse>(program, layout, LOG_STEPS);
        assert!(digests.insert(key.machine().digest()), "variant {k} has the digest of another");
        assert_eq!(LassoSparse::verify_file(&key, &file, &statement.input), Err(VerifyError::OtherProgram));
        assert!(verify(&key, &statement, &proof).is_err(), "variant {k} is accepted");
    }
    // symbols are for messages only
    let named = Program { symbols: vec![(program.entry, 4, "start".into())], ..program };
    let key = key_of::<LassoSparse>(named, layout, LOG_STEPS);
    assert_eq!(verify(&key, &statement, &proof), Ok(()));
}

#[test]
fn a_proof_is_for_one_configuration() {
    let forgery = honest::<LassoSparse>();
    let file = LassoSparse::prove_file(&forgery.key(), &forgery.witness);
    let statement = &forgery.witness.statement;
    let other = key_of::<LassoTrivial>(mix().program, small_layout(), LOG_STEPS);
    let error = FormatError::Config { what: "proof", found: LassoSparse::NAME.into(), expected: LassoTrivial::<Mersenne127>::NAME };
    assert_eq!(LassoTrivial::verify_file(&other, &file, &statement.input), Err(VerifyError::Format(error)));
    assert!(matches!(verify(&other, statement, &file.bytes), Err(VerifyError::Proof(_))));
    // and a proof that was renamed is one for other parameters
    let renamed = Proof { config: LassoTrivial::<Mersenne127>::NAME.into(), ..file.clone() };
    assert!(matches!(LassoTrivial::verify_file(&other, &renamed, &statement.input), Err(VerifyError::Proof(_))));
    let (ours, theirs) = (preamble(forgery.key().verifying(), statement, &file.bytes), preamble(&other, statement, &file.bytes));
    let differing: Vec<Label> =
        ours.absorbed.iter().zip(&theirs.absorbed).filter(|(ours, theirs)| ours != theirs).map(|(ours, _)| ours.0).collect();
    assert_eq!(differing, ["field", "configuration", "scheme", "scheme parameters"]);
}

/// Changes what is absorbed under one label.
struct Misheard<C>(C, Label);

impl<C: VerifierChannel<Mersenne127>> VerifierChannel<Mersenne127> for Misheard<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.0.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        if label == self.1 { self.0.absorb(label, &[bytes, &[0]].concat()) } else { self.0.absorb(label, bytes) }
    }

    fn challenge(&mut self, label: Label) -> Mersenne127 {
        self.0.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.0.check(name, holds)
    }
}

#[test]
fn every_field_of_the_preamble_reaches_the_first_challenge() {
    let forgery = honest::<LassoSparse>();
    let (key, proof) = (forgery.key(), forgery.prove());
    let statement = &forgery.witness.statement;
    let honest = preamble(key.verifying(), statement, &proof);
    let labels: Vec<Label> = honest.absorbed.iter().map(|(label, _)| *label).collect();
    let expected = "protocol|field|configuration|scheme|scheme parameters|chunks|log table|instruction set|program|halt index|exit code|\
                    log steps|log ram|advice length|input|output";
    assert_eq!(labels.join("|"), expected);
    let mut firsts = BTreeSet::from([first_challenge(&honest)]);
    for label in labels {
        let notes = RefCell::new(Notes::default());
        let channel = Observer::new(Misheard(MerlinVerifier::new(PROTOCOL, &proof), label), &notes);
        assert!(verify_with(key.verifying(), statement, channel).is_ok(), "with all checks off");
        assert!(firsts.insert(first_challenge(&notes.borrow())), "{label}");
        let strict = verify_with(key.verifying(), statement, Misheard(MerlinVerifier::new(PROTOCOL, &proof), label));
        assert!(matches!(strict.err(), Some(VerifyError::Proof(ProofError::Check { .. }))), "{label}");
    }
}

#[test]
fn bounds_are_checked_before_anything_else() {
    let forgery = honest::<LassoSparse>();
    let key = forgery.key();
    let range = |what, value, min, max| StatementError::OutOfRange { what, value, min, max };
    let (steps, ram) = ("log2 of the number of steps", "log2 of the number of RAM cells");
    let (input, advice, output) = ("the length of the input", "the length of the advice", "the length of the output");
    type Case = (fn(&mut Statement), StatementError);
    let cases: [Case; 13] = [
        (|s| s.log_steps = 0, range(steps, 0, 1, 30)),
        (|s| s.log_steps = 31, range(steps, 31, 1, 30)),
        (|s| s.log_steps = usize::MAX, range(steps, u64::MAX, 1, 30)),
        (|s| s.log_ram = 11, range(ram, 11, 12, 16)),
        (|s| s.log_ram = 17, range(ram, 17, 12, 16)),
        (|s| s.log_ram = usize::MAX, range(ram, u64::MAX, 12, 16)),
        (|s| s.input = vec![0; 0x401], range(input, 0x401, 0, 0x400)),
        (|s| s.advice_len = 0x401, range(advice, 0x401, 0, 0x400)),
        (|s| s.advice_len = u32::MAX, range(advice, u64::from(u32::MAX), 0, 0x400)),
        (|s| s.output = vec![0; 0x801], range(output, 0x801, 0, 0x800)),
        (|s| s.halt_index = 0, StatementError::NotAHaltRow { index: 0 }),
        (|s| s.halt_index = 99, StatementError::NotAHaltRow { index: 99 }),
        (|s| s.halt_index = u32::MAX, StatementError::NotAHaltRow { index: u32::MAX }),
    ];
    for (change, error) in cases {
        let mut statement = forgery.witness.statement.clone();
        change(&mut statement);
        assert_eq!(verify(key.verifying(), &statement, &[]), Err(VerifyError::Statement(error)));
    }
    // a longer run than the key covers is refused by the key; a key that covers it allocates nothing of its size before it has read it
    let mut statement = forgery.witness.statement.clone();
    statement.log_steps = 30;
    assert!(matches!(verify(key.verifying(), &statement, &[]), Err(VerifyError::Statement(StatementError::KeyTooSmall { .. }))));
    let key = key_of::<LassoSparse>(mix().program, small_layout(), 30);
    assert!(matches!(verify(&key, &statement, &[0; 100]), Err(VerifyError::Proof(ProofError::Truncated { .. }))));
    // an exit code by tohost has 31 bits
    let forgery: Forgery = Forgery::of_run(&crate::control::tohost(7), 1, |_, _| ());
    let mut statement = forgery.witness.statement.clone();
    statement.exit_code = 1 << 31;
    let error = range("the exit code", 1 << 31, 0, (1 << 31) - 1);
    assert_eq!(verify(forgery.key().verifying(), &statement, &[]), Err(VerifyError::Statement(error)));
}
