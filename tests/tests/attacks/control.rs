//! Attacks on the order of rows, and on ECALL: sequences, trap rows, jumps, halting.

use crate::arithmetic::{STEP, advise, run};
use crate::defects::{at, data, workload};
use instructions::{BytecodeRow, CircuitFlag, Instruction, Op, Program, Segment};
use jolt_core::replay::Row;
use joltlab_tests::attack::{Attack, Forgery, LassoSparse, Mersenne127, violated};
use joltlab_tests::programs::{Workload, asm, bare, immediate, li, pair, program_of_words, register, small_layout};

const LOG_STEPS: usize = 5;
/// The row before the second sequence of [`two_shifts`], and its first row.
const BEFORE: usize = 5;
const FIRST: u32 = 6;

/// Two shifts by a register, of two rows each, and a jump between them; the first one leaves a good amount in the virtual register.
fn two_shifts() -> Workload {
    let operands = [immediate(Op::Addi, 6, 0, 13), immediate(Op::Addi, 7, 0, 2), bare(Op::Fence)];
    let shifts = [register(Op::Sll, 5, 6, 7), immediate(Op::Jal, 0, 0, 4), register(Op::Sra, 8, 6, 7), immediate(Op::Addi, 10, 0, 0)];
    workload(&[&operands, &shifts])
}

fn detour(step: usize, next: u32) -> Forgery {
    Forgery::of_run(&two_shifts(), LOG_STEPS, at(step, |row| row.goto = Some(next)))
}

fn sequences() -> Vec<Attack> {
    let attack = |name: &str, facts: &[&str], step: usize, next: u32| Attack::new(name, "spartan outer", facts, move || detour(step, next));
    vec![
        attack("a sequence entered at row 1", &["R19"], BEFORE, FIRST + 1),
        attack("a sequence left early", &["R16", "R18"], BEFORE + 1, FIRST + 2),
        attack("a sequence started again", &["R18"], BEFORE + 1, FIRST),
        attack("the last row of a sequence repeated", &["R16", "R19"], BEFORE + 2, FIRST + 1),
    ]
}

/// A division in the place of [`STEP`], with these words of advice, that goes from its row `from` to its row `to`; `result` is what it
/// writes.
struct Detour {
    op: Op,
    operands: (u32, u32),
    advice: &'static [u32],
    from: usize,
    to: u32,
    result: u32,
}

impl Detour {
    fn attack(self, name: &str, facts: &[&str]) -> Attack {
        let Self { op, operands, advice, from, to, result } = self;
        Attack::new(format!("{}: {name}", op.mnemonic()), "spartan outer", facts, move || {
            let mut gone = false;
            let forgery = run(op, operands, |t, row| {
                if let Some(value) = t.checked_sub(STEP).filter(|_| !gone).and_then(|k| advice.get(k)) {
                    advise(row, *value);
                }
                if t == STEP + from {
                    (row.goto, gone) = (Some(STEP as u32 + to), true);
                }
            });
            assert_eq!(forgery.witness.statement.exit_code, result);
            forgery
        })
    }
}

/// Rows in the middle of a sequence: they have the flags of both ends.
fn middles() -> Vec<Attack> {
    // the inverse of 3 modulo 2^32, times 7
    const WRAPPED: u32 = 0xAAAA_AAAB_u32.wrapping_mul(7);
    let (middle, by_zero) = (["R18", "R19"], (5, 0));
    let skipped = |name: &str, op, operands, advice, row: usize, result| {
        Detour { op, operands, advice, from: row - 1, to: row as u32 + 1, result }.attack(&format!("{name} skipped"), &middle)
    };
    let mut attacks = vec![
        skipped("ASSERT_VALID_DIV0", Op::Divu, by_zero, &[0], 1, 0),
        skipped("ASSERT_EQ of the high word", Op::Divu, (1, 2), &[1 << 31], 3, 1 << 31),
        skipped("ASSERT_LTE", Op::Divu, (0, u32::MAX), &[1], 5, 1),
        skipped("ASSERT_VALID_UREM", Op::Divu, (7, 2), &[2], 7, 2),
        skipped("ASSERT_VALID_DIV0", Op::Div, by_zero, &[1, 5], 2, 1),
        skipped("ASSERT_EQ of the high word", Op::Div, (7, 3), &[WRAPPED, 0], 13, WRAPPED),
        skipped("ASSERT_EQ of the sum", Op::Div, (7, 3), &[1, 1], 18, 1),
        skipped("ASSERT_VALID_UREM", Op::Div, (7, 3), &[1, 4], 22, 1),
        Detour { op: Op::Divu, operands: by_zero, advice: &[0], from: 0, to: 9, result: 0 }
            .attack("left after the first row", &["R16", "R18"]),
        Detour { op: Op::Divu, operands: (7, 2), advice: &[], from: 6, to: 6, result: 3 }.attack("a row in the middle repeated", &middle),
        Detour { op: Op::Divu, operands: (7, 2), advice: &[], from: 5, to: 2, result: 3 }.attack("rows in the middle done twice", &middle),
        Detour { op: Op::Divu, operands: (7, 2), advice: &[], from: 4, to: 0, result: 3 }.attack("started again in the middle", &["R18"]),
    ];
    // 5 / 0 = 0, the quotient being what the virtual register holds at reset
    attacks.extend((2..9).map(|k| {
        let name = format!("{}: the sequence entered at row {k}", Op::Divu.mnemonic());
        Attack::new(name, "spartan outer", &["R19"], move || {
            let forgery = run(Op::Divu, by_zero, at(STEP - 1, |row| row.goto = Some(STEP as u32 + k)));
            assert_eq!(forgery.witness.statement.exit_code, 0);
            forgery
        })
    }));
    attacks
}

/// Four rows and a trap row: addi, fence, ecall, fence, fence, padded to eight.
fn with_trap_rows() -> Workload {
    let fence = bare(Op::Fence);
    Workload::new(asm(&[immediate(Op::Addi, 17, 0, 93), fence, bare(Op::Ecall), fence, fence]))
}

const TRAP: u32 = 5;

/// The trap row's address and what follows from it, which are no machine words.
fn true_trap(mut forgery: Forgery, step: usize) -> Forgery {
    let index = BytecodeRow::TRAP_INDEX;
    forgery.set("E", step, index);
    for name in ["next_pc_jump", "next_pc"] {
        forgery.set(name, step, 4 * index + (1 << 31));
    }
    forgery
}

fn jumps() -> Vec<Attack> {
    let call = immediate(Op::Addi, 17, 0, 93);
    let mut attacks = vec![
        Attack::new("a trap row is fallen into", "spartan outer", &["R16"], || {
            let lie = |t, row: &mut Row| row.goto = [None, Some(TRAP), Some(2)].get(t).copied().flatten();
            true_trap(Forgery::of_run(&with_trap_rows(), 3, lie), 2)
        }),
        Attack::by_all(
            "a trap row is the first row",
            &["spartan outer", "opening reduction"],
            &["R16", "the first row is the entry"],
            || true_trap(Forgery::from_row(&with_trap_rows(), 3, Some(TRAP), at(0, |row| row.goto = Some(0))), 0),
        ),
        Attack::new("an undecodable word is skipped", "spartan outer", &["R16"], || {
            let words = [instructions::encode(&immediate(Op::Addi, 17, 0, 93)), u32::MAX, instructions::encode(&bare(Op::Ecall))];
            Forgery::of_run(&Workload::new(program_of_words(words.to_vec())), 2, at(0, |row| row.goto = Some(1)))
        }),
    ];
    let base = small_layout().base();
    let cases: [(&str, Vec<Instruction>); 5] = [
        ("JALR to a misaligned pc", vec![immediate(Op::Auipc, 6, 0, 0), immediate(Op::Addi, 6, 6, 2), immediate(Op::Jalr, 0, 6, 0)]),
        ("JALR behind the code", vec![immediate(Op::Auipc, 6, 0, 0), immediate(Op::Addi, 6, 6, 64), immediate(Op::Jalr, 0, 6, 0)]),
        ("JALR into the data", [&li(6, base), [immediate(Op::Jalr, 0, 6, 0)].as_slice()].concat()),
        ("JAL to a misaligned pc", vec![immediate(Op::Jal, 0, 0, 2)]),
        ("a branch behind the code", vec![pair(Op::Beq, 0, 0, 64)]),
    ];
    for (name, jump) in cases {
        let jumps_at = jump.len();
        let program = Workload::new(asm(&[&[call], jump.as_slice(), &[bare(Op::Ecall)]].concat()));
        let ecall = jumps_at as u32 + 1;
        attacks.push(Attack::new(format!("{name} ends in a halt"), "spartan outer", &["R16"], move || {
            Forgery::of_run(&program, 3, at(jumps_at, |row| row.goto = Some(ecall)))
        }));
    }
    attacks
}

/// Claims that a row halts, whatever a7 is.
fn halt_early(row: &mut Row) {
    row.halt = true;
    row.keep = i64::from(row.v_rd_old) - i64::from(row.v_rs2);
    (row.v_rd_new, row.next_pc_jump) = (row.v_rd_old, row.next_pc_jump - 4);
    row.next_pc = row.next_pc_jump;
}

/// Claims that an ECALL does not halt.
fn go_on(row: &mut Row) {
    (row.halt, row.keep, row.v_rd_new) = (false, 0, row.v_rs2);
    row.next_pc_jump += 4;
    row.next_pc = row.next_pc_jump;
}

/// a0 = 5, a2 = 9, write, exit.
fn writes() -> Workload {
    let write = [immediate(Op::Addi, 10, 0, 5), immediate(Op::Addi, 12, 0, 9), immediate(Op::Addi, 17, 0, 64), bare(Op::Ecall)];
    workload(&[&write])
}

fn calls() -> Vec<Attack> {
    let (call, ecall) = (immediate(Op::Addi, 17, 0, 93), bare(Op::Ecall));
    let (exit_code, a7) = ("the exit code", "R20 a7");
    vec![
        Attack::new("a trace cut at a write", "opening reduction", &[exit_code], || Forgery::of_run(&writes(), 2, |_, _| ())),
        Attack::by_all("a write halts", &["spartan outer", "opening reduction"], &[a7, exit_code], || {
            Forgery::of_run(&writes(), 2, at(3, halt_early))
        }),
        Attack::new("an unknown call goes on", "spartan outer", &[a7], || {
            Forgery::of_run(&workload(&[&[immediate(Op::Addi, 17, 0, 1), bare(Op::Ecall)]]), LOG_STEPS, |_, _| ())
        }),
        Attack::new("a halt goes on", "spartan outer", &[a7], move || {
            let program = Workload::new(asm(&[call, ecall, immediate(Op::Addi, 10, 0, 1), ecall]));
            let forgery = Forgery::of_run(&program, 3, at(1, go_on));
            assert_eq!(forgery.witness.statement.exit_code, 1);
            forgery
        }),
        Attack::new("a fence halts", "spartan outer", &["R20 halt"], || {
            Forgery::of_run(&workload(&[&[bare(Op::Fence)]]), 3, at(0, halt_early))
        }),
    ]
}

/// Halts by jumping to itself, with `tohost` beyond the window and this word in it.
pub fn tohost(word: u32) -> Workload {
    let address = small_layout().base() + 0x5000;
    let program = asm(&[immediate(Op::Addi, 17, 0, 93), immediate(Op::Jal, 0, 0, 0)]);
    let data = vec![Segment { address, words: vec![word] }];
    Workload::new(Program { tohost: Some(address), data, ..program })
}

fn tohosts() -> Vec<Attack> {
    let attack =
        |name, word| Attack::new(name, "opening reduction", &["the exit code"], move || Forgery::of_run(&tohost(word), 1, |_, _| ()));
    vec![attack("a halt with tohost 0", 0), attack("a halt with an even tohost", 2), attack("tohost decides, not a0", 7)]
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    [sequences(), middles(), jumps(), calls(), tohosts()].into_iter().flatten().collect()
}

#[test]
fn tohost_names_the_exit_code() {
    let mut forgery: Forgery = Forgery::of_run(&tohost(7), 1, |_, _| ());
    forgery.witness.statement.exit_code = 3;
    assert!(forgery.facts().is_empty());
    assert_eq!(forgery.verify(&forgery.prove()), Ok(()));
}

/// Every kind of control flow: single rows, sequences of two rows and of more, branches both ways, jumps, a host call.
fn every_transition() -> Workload {
    let fence = bare(Op::Fence);
    let mut body = li(6, data(&small_layout())).to_vec();
    body.extend([immediate(Op::Addi, 7, 0, 3), register(Op::Sll, 5, 7, 7), register(Op::Sra, 5, 7, 7)]);
    body.extend([register(Op::Divu, 5, 6, 7), register(Op::Div, 5, 6, 7)]);
    body.extend([pair(Op::Sb, 6, 7, 1), pair(Op::Sh, 6, 7, 2), pair(Op::Sw, 6, 7, 4)]);
    body.extend([immediate(Op::Lb, 5, 6, 1), immediate(Op::Lhu, 5, 6, 2), immediate(Op::Lw, 5, 6, 4)]);
    for op in [Op::Beq, Op::Bne, Op::Blt, Op::Bgeu] {
        body.extend([pair(op, 7, 7, 8), fence, pair(op, 0, 7, 8), fence]);
    }
    body.extend([immediate(Op::Auipc, 5, 0, 0), immediate(Op::Jalr, 1, 5, 13), fence, immediate(Op::Jal, 1, 0, 8), fence]);
    body.extend([immediate(Op::Addi, 17, 0, 64), bare(Op::Ecall)]);
    workload(&[&body])
}

/// Over all pairs of a step and a row of the table: the row may follow only if it did.
#[test]
fn only_the_next_row_follows() {
    let forgery: Forgery<LassoSparse> = Forgery::of_run(&every_transition(), 7, |_, _| ());
    assert!(forgery.facts().is_empty());
    let system = forgery.machine.constraint_system::<LassoSparse>();
    let place = |name: &str| system.variables().find(|v| system.name(*v) == name).expect("a variable").index();
    let (a, address, not_first) = (place("a"), place("E"), place(CircuitFlag::VirtualNotFirst.name()));
    let rows = forgery.machine.bytecode().rows();
    let number = Mersenne127::from;
    let assignments = forgery.assignments(&system);
    for (step, now) in assignments.iter().enumerate().take(forgery.witness.cycles - 1) {
        let follows = forgery.get("a", step + 1);
        for (index, row) in rows.iter().enumerate() {
            let mut next = vec![number(0u64); now.len()];
            (next[a], next[address]) = (number(index as u64), number(row.address_index));
            next[not_first] = number(u64::from(row.has(CircuitFlag::VirtualNotFirst)));
            let violated = violated(&system, now, &next);
            assert!(violated.iter().all(|name| ["R16", "R18", "R19"].contains(name)), "{step} {index}: {violated:?}");
            assert_eq!(violated.is_empty(), follows == number(index as u64), "row {index} after step {step}");
        }
    }
}
