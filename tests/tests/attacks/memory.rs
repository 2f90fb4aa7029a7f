//! Attacks on RAM: unmapped addresses, sizes, stale words.

use crate::defects::{at, data, workload};
use instructions::{Op, Program, Segment};
use jolt_core::{Machine, PreprocessError};
use joltlab_tests::attack::{Attack, Forgery, Mersenne127};
use joltlab_tests::programs::{asm, exit, immediate, li, pair, small_layout};

const LOG_STEPS: usize = 4;

/// An access that the machine traps on: its cell, as R3 wants it, has no initial tuple.
fn unmapped(op: Op, address: u32, imm: i32) -> Forgery {
    let access = if matches!(op, Op::Sw | Op::Sb) { pair(op, 6, 0, imm) } else { immediate(op, 5, 6, imm) };
    let program = workload(&[&li(6, address), &[access]]);
    assert!(program.trace().is_err(), "the machine traps at {address:#x}");
    let lie = at(2, |row| (row.a_ram, row.v_old, row.v_new, row.v_rd_new) = (0, 0, 0, 0));
    let mut forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, lie);
    let number = |value: i64| Mersenne127::from(value);
    let part = if matches!(op, Op::Lw | Op::Sw) { 0 } else { address.wrapping_add(imm as u32) % 4 };
    let offset = i64::from(address) + i64::from(imm) - i64::from(small_layout().base());
    forgery.set("a_ram", 2, number(offset - i64::from(part)) / number(4));
    forgery.derive_memory();
    forgery
}

/// Writes the last word of memory and reads it back.
fn last_word() -> Forgery {
    let last = (small_layout().end() - 4) as u32;
    let access = [pair(Op::Sw, 6, 6, 0), immediate(Op::Lw, 5, 6, 0)];
    Forgery::of_run(&workload(&[&li(6, last), &access]), LOG_STEPS, |_, _| ())
}

/// The same in a memory half as large.
fn small_memory() -> Forgery {
    let mut forgery = last_word();
    forgery.witness.statement.log_ram -= 1;
    forgery.derive_memory();
    forgery
}

/// Writes 1, then 2, then reads 1.
fn stale_word() -> Forgery {
    let store = |value| [immediate(Op::Addi, 5, 0, value), pair(Op::Sw, 6, 5, 0)];
    let program = workload(&[&li(6, data(&small_layout())), &store(1), &store(2), &[immediate(Op::Lw, 10, 6, 0)]]);
    Forgery::of_run(&program, LOG_STEPS, at(6, |row| (row.v_old, row.v_new, row.v_rd_new) = (1, 1, 1)))
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    let layout = small_layout();
    let cases: [(_, _, _, i32); 10] = [
        ("LW far below memory", Op::Lw, 0x1000, 0),
        ("SW below memory", Op::Sw, layout.base() - 4, 0),
        ("LW at an odd address", Op::Lw, data(&layout) + 1, 0),
        ("SW at half a word", Op::Sw, data(&layout) + 2, 0),
        ("LW behind memory", Op::Lw, layout.end() as u32, 0),
        ("SW at the end of the address space", Op::Sw, u32::MAX - 3, 0),
        ("LW at 2^32", Op::Lw, u32::MAX, 1),
        ("LB below memory", Op::Lb, layout.base() - 1, 0),
        ("SB behind memory", Op::Sb, layout.end() as u32, 0),
        ("LBU at 2^32", Op::Lbu, u32::MAX, 1),
    ];
    let mapped = ["RAM: the address is mapped"];
    let mut attacks: Vec<Attack> = cases
        .into_iter()
        .map(|(name, op, address, imm)| Attack::new(name, "memory: ram", &mapped, move || unmapped(op, address, imm)))
        .collect();
    attacks.extend([
        Attack::new("a faulting load into x0 is skipped", "memory: ram", &mapped, || {
            let mut forgery: Forgery = Forgery::of_run(&workload(&[&[immediate(Op::Lw, 0, 0, 16)]]), LOG_STEPS, at(0, |row| row.a_ram = 0));
            forgery.set("a_ram", 0, Mersenne127::from(16 - i64::from(small_layout().base())) / Mersenne127::from(4u64));
            forgery.derive_memory();
            forgery
        }),
        Attack::new("a memory without the touched cell", "memory: ram", &mapped, small_memory),
        Attack::new("a stale word", "memory: ram", &["RAM: the word at 0x7fffd800 is the last one written"], stale_word),
    ]);
    attacks
}

#[test]
fn the_largest_memory_ends_where_the_layout_says() {
    let forgery = last_word();
    assert_eq!(forgery.witness.statement.log_ram, small_layout().max_cells.ilog2() as usize);
    assert!(forgery.facts().is_empty());
}

/// A Harvard machine: a store to code changes data. The emulator refuses it, the constraints do not; the code stays.
#[test]
fn code_is_not_changed_by_stores() {
    let body = [immediate(Op::Auipc, 6, 0, 0), pair(Op::Sw, 6, 0, 8), immediate(Op::Addi, 10, 0, 7)];
    let program = workload(&[&body]);
    assert!(program.trace().is_err());
    let forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, |_, _| ());
    assert!(forgery.facts().is_empty());
    assert_eq!(forgery.verify(&forgery.prove()), Ok(()));
    assert_eq!(forgery.witness.statement.exit_code, 7);
}

/// Images that leave RAM proper or overlap, and tohost symbols that are no word of it, make no machine.
#[test]
fn images_lie_in_memory() {
    let layout = small_layout();
    let start = 1u32 << 31;
    let error = |tohost: Option<u32>, data: Option<u32>| {
        let data = data.into_iter().map(|address| Segment { address, words: vec![1] }).collect();
        Machine::<Mersenne127>::new(Program { tohost, data, ..asm(&exit()) }, layout).err()
    };
    assert_eq!(error(Some(start + 0x1000), Some(start + 0x2000)), None);
    for address in [layout.base(), start + 66, layout.end() as u32] {
        assert_eq!(error(Some(address), None), Some(PreprocessError::Tohost { address }));
    }
    for address in [data(&layout), start, start + 6, layout.end() as u32] {
        assert_eq!(error(None, Some(address)), Some(PreprocessError::Image { address, end: layout.end() }));
    }
}
