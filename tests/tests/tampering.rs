//! Damaged proofs of whole runs: no acceptance, no panic; every leaf of a proof is listed.
//!
//! `JOLTLAB_TAMPER=50` changes so many seeded bytes of every message instead of one; `JOLTLAB_BLESS=1` writes `tests/golden/leaves.txt` anew.

use ark_std::rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use instructions::{Op, Program};
use jolt_core::{FormatError, LassoHyrax, Machine, PROTOCOL, Proof, ProvingKey, Statement, VerifyError, VerifyingKey};
use joltlab_tests::attack::{Configuration, Forgery, LassoSparse, verify};
use joltlab_tests::guests::repository;
use joltlab_tests::programs::{Workload, asm, bare, exit, immediate};
use pcs::Transparent;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use transcript::{MerlinProver, Message, ProofError, Recording};

/// A proof with everything that it takes to verify it, and its messages.
struct Recorded<C: Configuration> {
    key: ProvingKey<C>,
    statement: Statement,
    proof: Vec<u8>,
    messages: Vec<Message>,
}

impl<C: Configuration> Recorded<C> {
    fn of(workload: &Workload, log_steps: usize) -> Self {
        let forgery = Forgery::<C>::of_run(workload, log_steps, |_, _| ());
        let key = forgery.key();
        let (messages, record) = forgery.prove_with(Recording::new(MerlinProver::new(PROTOCOL))).into_parts();
        let statement = forgery.witness.statement;
        let recorded = Self { key, statement, proof: messages.finish(), messages: record.messages };
        assert_eq!(recorded.verify(&recorded.proof), Ok(()));
        assert_eq!(recorded.messages.iter().map(|m| m.bytes).sum::<usize>(), recorded.proof.len());
        recorded
    }

    fn verify(&self, proof: &[u8]) -> Result<(), VerifyError> {
        verify(self.key.verifying(), &self.statement, proof)
    }

    /// Asserts that a change of the first, the last and any seeded byte of each of these messages is rejected.
    fn assert_rejects_changes_of(&self, messages: &[Message])
    where
        Self: Sync,
    {
        let seeded = std::env::var("JOLTLAB_TAMPER").map_or(1, |count| count.parse().expect("JOLTLAB_TAMPER is a number"));
        let next = AtomicUsize::new(0);
        let work = || {
            let mut bad = self.proof.clone();
            while let Some((k, message)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|k| Some((k, messages.get(k)?))) {
                let rng = &mut StdRng::seed_from_u64(k as u64);
                let Some(last) = message.bytes.checked_sub(1) else { continue };
                let bytes: Vec<usize> = (0..seeded).map(|_| rng.gen_range(0..message.bytes)).collect();
                for at in [0, last].into_iter().chain(bytes) {
                    let at = message.offset + at;
                    bad[at] ^= rng.gen_range(1..=255u8);
                    assert!(self.verify(&bad).is_err(), "byte {at} of {}", message.label);
                    bad[at] = self.proof[at];
                }
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(work);
            work();
        });
    }
}

/// Two rows and a call: four steps.
fn three_rows() -> Workload {
    Workload::new(asm(&[&[immediate(Op::Addi, 10, 0, 3)], exit().as_slice()].concat()))
}

/// A trace of one row: a jump to itself with `tohost`, whose word says 0.
fn one_row() -> Workload {
    let address = 0x8000_0100;
    let data = vec![instructions::Segment { address, words: vec![1] }];
    Workload::new(Program { tohost: Some(address), data, ..asm(&[immediate(Op::Jal, 0, 0, 0)]) })
}

/// Exactly two rows.
fn two_rows() -> Workload {
    Workload::new(asm(&exit()))
}

#[test]
fn every_message_is_bound() {
    let recorded = Recorded::<LassoSparse>::of(&three_rows(), 2);
    recorded.assert_rejects_changes_of(&recorded.messages);
}

#[test]
fn every_message_of_a_proof_with_hyrax_is_bound() {
    let recorded = Recorded::<LassoHyrax>::of(&three_rows(), 2);
    recorded.assert_rejects_changes_of(&recorded.messages);
}

#[test]
fn proofs_end_where_they_end() {
    let recorded = Recorded::<LassoSparse>::of(&three_rows(), 2);
    for message in &recorded.messages {
        let answer = recorded.verify(&recorded.proof[..message.offset]);
        let empty = message.bytes == 0;
        assert!(empty || matches!(answer, Err(VerifyError::Proof(ProofError::Truncated { .. }))), "before {}: {answer:?}", message.label);
    }
    for count in [1, 2, 1000] {
        let longer = [recorded.proof.as_slice(), &vec![0; count]].concat();
        assert_eq!(recorded.verify(&longer), Err(ProofError::TrailingBytes { count }.into()));
    }
    assert!(matches!(recorded.verify(&[]), Err(VerifyError::Proof(ProofError::Truncated { .. }))));
    let rng = &mut StdRng::seed_from_u64(1);
    for len in [1, 100, recorded.proof.len()] {
        let mut noise = vec![0; len];
        rng.fill_bytes(&mut noise);
        assert!(recorded.verify(&noise).is_err());
        assert!(recorded.verify(&vec![0; len]).is_err());
        assert!(recorded.verify(&vec![0xFF; len]).is_err());
    }
}

#[test]
fn one_two_and_three_rows_are_bound() {
    for (workload, log_steps) in [(one_row(), 1), (two_rows(), 1), (three_rows(), 2)] {
        let recorded = Recorded::<LassoSparse>::of(&workload, log_steps);
        let chosen: Vec<Message> = recorded.messages.iter().step_by(5).cloned().collect();
        recorded.assert_rejects_changes_of(&chosen);
        for log_steps in [1, 2, 3].into_iter().filter(|n| *n != recorded.statement.log_steps) {
            let machine = Machine::new(workload.program.clone(), workload.layout).expect("a program with a table");
            let key = VerifyingKey::<LassoSparse>::new(Arc::new(machine), 3, &Transparent).expect("a key");
            let statement = Statement { log_steps, ..recorded.statement.clone() };
            assert!(verify(&key, &statement, &recorded.proof).is_err());
        }
    }
}

#[test]
fn every_byte_of_the_header_counts() {
    let forgery = Forgery::<LassoSparse>::of_run(&three_rows(), 2, |_, _| ());
    let key = forgery.key();
    let proof = LassoSparse::prove_file(&key, &forgery.witness);
    let bytes = proof.encode();
    let read = Proof::decode(&bytes).expect("the encoding is read back");
    assert_eq!((&read, read.encode()), (&proof, bytes.clone()));
    assert_eq!(LassoSparse::verify_file(key.verifying(), &read, b""), Ok(()));
    let header = bytes.len() - proof.bytes.len();
    let answer = |bytes: &[u8]| {
        Proof::decode(bytes).map_err(VerifyError::from).and_then(|proof| LassoSparse::verify_file(key.verifying(), &proof, b""))
    };
    for at in 0..header {
        for mask in [1, 0x80] {
            let mut bad = bytes.clone();
            bad[at] ^= mask;
            assert!(answer(&bad).is_err(), "byte {at} of the header");
        }
    }
    for len in (0..header).chain([bytes.len() - 1]) {
        assert!(matches!(Proof::decode(&bytes[..len]), Err(FormatError::Magic { .. } | FormatError::Truncated { .. })), "{len}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(Proof::decode(&longer), Err(FormatError::Trailing { what: "proof", count: 1 }));
}

/// The leaves of a proof: the label and the size of every message, equal neighbours counted.
fn leaves(messages: &[Message]) -> String {
    let mut text = String::new();
    let mut rest = messages;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|m| m.label == first.label && m.bytes == first.bytes).count();
        let _ = writeln!(text, "{:>4} x {:>7} bytes  {}", same, first.bytes, first.label);
        rest = &rest[same..];
    }
    text
}

/// The golden file lists every message of a small proof in the default configuration: whoever adds one must list it, and ask what binds it.
#[test]
fn every_leaf_is_listed() {
    let body = [immediate(Op::Addi, 10, 0, 0), bare(Op::Fence)];
    let recorded = Recorded::<LassoHyrax>::of(&Workload::new(asm(&[&body, exit().as_slice()].concat())), 2);
    let found = leaves(&recorded.messages);
    let path = repository("tests/golden/leaves.txt");
    if std::env::var_os("JOLTLAB_BLESS").is_some() {
        std::fs::write(&path, &found).expect("the golden file is written");
    }
    let listed = std::fs::read_to_string(&path).expect("the golden file is there");
    assert_eq!(found, listed, "a proof has other messages than tests/golden/leaves.txt lists");
}
