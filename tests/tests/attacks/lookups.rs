//! Attacks on counters, multiplicities and timestamps, and what is free without harm.

use crate::defects::{at, workload};
use instructions::{LookupOp, Op};
use joltlab_tests::attack::{Attack, Forgery, Mersenne127, look_up};
use joltlab_tests::programs::{bare, immediate, register};

const LOG_STEPS: usize = 3;
/// The XOR of [`honest`].
const XOR: usize = 1;
/// A row without a lookup.
const FENCE: usize = 3;

/// `13 ^ 0` into the sink, 13 into a0.
fn honest() -> Forgery {
    let body = [immediate(Op::Addi, 7, 0, 13), register(Op::Xor, 0, 7, 0), immediate(Op::Addi, 10, 7, 0), bare(Op::Fence)];
    Forgery::of_run(&workload(&[&body]), LOG_STEPS, |_, _| ())
}

fn edited(edit: impl Fn(&mut Forgery)) -> Forgery {
    let mut forgery = honest();
    edit(&mut forgery);
    forgery
}

fn one(name: &'static str, at: usize) -> impl Fn(&mut Forgery) {
    move |forgery| forgery.add(name, at, Mersenne127::from(1u64))
}

/// XOR reads what OR's tables hold.
fn other_subtable() -> Forgery {
    let body = [immediate(Op::Addi, 7, 0, 13), register(Op::Xor, 10, 7, 7)];
    let mut forgery: Forgery = Forgery::of_run(&workload(&[&body]), LOG_STEPS, at(1, |row| (row.lookup_output, row.v_rd_new) = (13, 13)));
    forgery.set("E XOR@3", 1, 13u64);
    forgery
}

/// XOR collates as AND does: its own entries, another instruction's flag in the prover's head.
fn other_collation() -> Forgery {
    let body = [immediate(Op::Addi, 7, 0, 13), register(Op::Sub, 10, 7, 7)];
    Forgery::of_run(
        &workload(&[&body]),
        LOG_STEPS,
        at(1, |row| {
            let indices = row.indices;
            look_up(row, LookupOp::Sub, indices);
            (row.lookup_output, row.v_rd_new) = (1, 1);
        }),
    )
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    let attack =
        |name: &'static str, check, fact: &'static str, edit: fn(&mut Forgery)| Attack::new(name, check, &[fact], move || edited(edit));
    vec![
        attack("a subtable's counter starts at 1", "lookup multiset", "lookup: read_cts XOR@0", |f| one("read_cts XOR@0", XOR)(f)),
        attack("a subtable is read once more", "lookup multiset", "lookup: final_cts XOR@0", |f| one("final_cts XOR@0", 5)(f)),
        attack("a subtable that nobody reads is read", "lookup multiset", "lookup: final_cts SLL_0@3", |f| one("final_cts SLL_0@3", 0)(f)),
        attack("a row of the program is fetched once more", "memory: bytecode", "bytecode: t_final of row 2", |f| one("t_final", 2)(f)),
        attack("a row's counter starts at 1", "memory: bytecode", "bytecode: t_read", |f| one("t_read", 0)(f)),
        attack("another multiplicity", "range: sums", "memory: column mult", |f| one("mult", 77)(f)),
        attack("a high limb one too large", "range: sums", "memory: column dhi_rs1", |f| one("dhi_rs1", 2)(f)),
        attack("another timestamp of a register", "memory: registers", "memory: column ts_rs2", |f| {
            one("ts_rs2", XOR)(f);
            f.derive_limbs();
        }),
        attack("another final timestamp of RAM", "memory: ram", "memory: column ram t_final", |f| one("ram t_final", 9)(f)),
        Attack::new("the entry of another subtable", "lookup multiset", &["lookup: E XOR@3"], other_subtable),
        Attack::new(
            "another collation of the right entries",
            "lookup outputs",
            &["lookup: lookup_output is the collation"],
            other_collation,
        ),
    ]
}

/// What the protocol calls conventions: entries and counters of memories that a row does not read, indices on rows without a lookup, what
/// rows leave in the write sink. They are accepted, and nothing follows from them.
#[test]
fn idle_values_are_free() {
    let free = [("E XOR@3", FENCE), ("read_cts AND@0", XOR), ("E LTU@0", XOR), ("dim_0", FENCE), ("dim_3", FENCE), ("v_rd_new", FENCE)];
    let mut forgery = honest();
    for (name, at) in free {
        forgery.add(name, at, Mersenne127::from(1u64 << 40));
    }
    forgery.derive_operands();
    forgery.derive_memory();
    assert_eq!(forgery.verify(&forgery.prove()), Ok(()));
    assert_eq!(forgery.witness.statement, honest().witness.statement);
}
