//! For each constraint a witness that violates nothing else; the same for the primary sum-check, a subtable, and the bytecode.

use crate::defects::{at, data, workload};
use instructions::{CircuitFlag, Instruction, LookupOp, Op};
use jolt_core::replay::{Row, set_lookup};
use joltlab_tests::attack::{Attack, Forgery, LassoSparse, Mersenne127, compute, look_up};
use joltlab_tests::programs::{bare, immediate, li, pair, register, small_layout};

const LOG_STEPS: usize = 5;
/// Rows before the one that is attacked.
const STEP: usize = 5;

/// x6 = the address of a word that holds 13, x7 = 13, x8 = 3.
fn setup() -> Vec<Instruction> {
    let word = [immediate(Op::Addi, 7, 0, 13), pair(Op::Sw, 6, 7, 0), immediate(Op::Addi, 8, 0, 3)];
    [&li(6, data(&small_layout())), word.as_slice()].concat()
}

/// The cell of that word.
fn cell() -> u32 {
    small_layout().cell(data(&small_layout()))
}

/// A run of these instructions after the set-up, with a lie about the row `offset` after it.
fn run(body: &[Instruction], offset: usize, lie: impl FnMut(&mut Row)) -> Forgery {
    Forgery::of_run(&workload(&[&setup(), body, &[immediate(Op::Addi, 10, 0, 0)]]), LOG_STEPS, at(STEP + offset, lie))
}

/// A run without a lie.
pub fn honest() -> Forgery {
    run(&[bare(Op::Fence)], 0, |_| ())
}

/// A lie about the only row of an instruction.
fn row(name: &'static str, instruction: Instruction, lie: fn(&mut Row)) -> Attack {
    Attack::new(name, "spartan outer", &[name], move || run(&[instruction], 0, lie))
}

/// As [`row`], under another title and with a row to jump over.
fn jump(title: &'static str, name: &'static str, instruction: Instruction, lie: fn(&mut Row)) -> Attack {
    Attack::new(format!("{name}: {title}"), "spartan outer", &[name], move || run(&[instruction, bare(Op::Fence)], 0, lie))
}

/// The pc two instructions behind the attacked one.
fn behind(row: &Row) -> u32 {
    (1 << 31) + 4 * (row.a + 2)
}

fn operands() -> Vec<Attack> {
    let add = register(Op::Add, 5, 7, 8);
    vec![
        row("R1 rs1", add, |row| compute(row, LookupOp::Add, 99, row.right)),
        row("R1 pc", immediate(Op::Auipc, 5, 0, 0x1000), |row| compute(row, LookupOp::Add, 99, row.right)),
        row("R2 rs2", add, |row| compute(row, LookupOp::Add, row.left, 99)),
        row("R2 imm", immediate(Op::Addi, 5, 7, 1), |row| compute(row, LookupOp::Add, row.left, 99)),
        row("R3", immediate(Op::Lw, 5, 6, 4), |row| (row.a_ram, row.v_old, row.v_new, row.v_rd_new) = (cell(), 13, 13, 13)),
        row("R4", immediate(Op::Lw, 5, 6, 0), |row| row.v_rd_new = 14),
        row("R5", pair(Op::Sw, 6, 8, 0), |row| row.v_new = 14),
        row("R7", add, |row| (row.a_ram, row.v_old, row.v_new) = (cell(), 13, 13)),
        row("R8", add, |row| look_up(row, LookupOp::Add, [0, 0, 0, 1234])),
        row("R9", register(Op::Sub, 5, 7, 8), |row| look_up(row, LookupOp::Sub, [0, 0, 0, 1234])),
        row("R10 product", add, |row| row.product = 1234),
        row("R14 lookup", register(Op::Xor, 5, 7, 8), |row| row.v_rd_new = 1),
        row("R14 jump", immediate(Op::Jal, 5, 0, 4), |row| row.v_rd_new = 1),
    ]
}

fn links() -> Vec<Attack> {
    let (xor, shift) = (register(Op::Xor, 5, 7, 8), immediate(Op::Slli, 5, 7, 3));
    let mut attacks = vec![
        row("R12 concat left", xor, |row| look_up(row, LookupOp::Xor, LookupOp::Xor.query().indices(14, 3))),
        row("R12 concat right", xor, |row| look_up(row, LookupOp::Xor, LookupOp::Xor.query().indices(13, 4))),
        row("R12 shift left", shift, |row| look_up(row, LookupOp::Sll, LookupOp::Sll.query().indices(14, 3))),
    ];
    for chunk in 0..4 {
        let name = format!("R12 shift right {chunk}");
        attacks.push(Attack::new(name.clone(), "spartan outer", &[&name], move || {
            run(&[shift], 0, |row| {
                let mut indices = row.indices;
                indices[chunk] += 1;
                look_up(row, LookupOp::Sll, indices);
            })
        }));
    }
    attacks
}

fn program_counter() -> Vec<Attack> {
    let addi = immediate(Op::Addi, 5, 0, 0);
    vec![
        jump("JAL elsewhere", "R15 jump", immediate(Op::Jal, 0, 0, 4), |row| (row.next_pc_jump, row.next_pc) = (behind(row), behind(row))),
        jump("ADDI jumps", "R15 jump", addi, |row| (row.next_pc_jump, row.next_pc) = (behind(row), behind(row))),
        jump("a taken BNE goes on", "R15 branch", pair(Op::Bne, 7, 8, 8), |row| {
            (row.should_branch, row.next_pc) = (false, row.next_pc_jump)
        }),
        jump("BEQ jumps", "R15 branch", pair(Op::Beq, 7, 8, 8), |row| (row.should_branch, row.next_pc) = (true, behind(row))),
        jump("an untaken BEQ jumps", "R15 next_pc", pair(Op::Beq, 7, 8, 8), |row| row.next_pc = behind(row)),
        jump("not a JALR", "R15 jalr_lsb", addi, |row| row.jalr_lsb = true),
    ]
}

/// `ecall` 64 with a2 = 9: a0 becomes 9.
fn write_call(lie: fn(&mut Row)) -> Forgery {
    let body = [immediate(Op::Addi, 12, 0, 9), immediate(Op::Addi, 17, 0, 64), bare(Op::Ecall)];
    run(&body, 2, lie)
}

/// Flags that pack to the same bits, 2 of one instead of 1 of the next: a store to cell 0 with Load = 2 and Store = 0 leaves the word as it is.
fn doubled_flag() -> Forgery {
    let store = [immediate(Op::Addi, 7, 0, 13), pair(Op::Sw, 6, 7, 0)];
    let program = workload(&[&li(6, small_layout().base()), &store, &[immediate(Op::Lw, 10, 6, 0)]]);
    let place = 3;
    let mut forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, at(place, |row| (row.v_new, row.v_rd_new) = (row.v_old, row.v_old)));
    forgery.set("Load", place, 2u64);
    forgery.set("Store", place, 0u64);
    assert_eq!(forgery.witness.statement.exit_code, 0);
    forgery
}

/// a7 = 122 = 64 + 2 * 29: an ECALL that is no call, with `halt` = 2, steps back; the next one halts.
fn double_halt() -> Forgery {
    let body = [immediate(Op::Addi, 10, 0, 4), immediate(Op::Addi, 17, 0, 151), immediate(Op::Addi, 17, 17, -29), bare(Op::Ecall)];
    let call = STEP + 3;
    let lie = at(call, |row| {
        row.keep = 2 * (i64::from(row.v_rd_old) - i64::from(row.v_rs2));
        row.v_rd_new = (i64::from(row.v_rs2) + row.keep) as u32;
        row.next_pc_jump -= 8;
        row.next_pc = row.next_pc_jump;
    });
    let mut forgery: Forgery = Forgery::of_run(&workload(&[&setup(), &body]), LOG_STEPS, lie);
    forgery.set("halt", call, 2u64);
    assert_eq!(forgery.witness.statement.exit_code, 8);
    forgery
}

/// A JALR whose target loses 4 instead of its lowest bit.
fn wide_lsb() -> Forgery {
    let body = [immediate(Op::Auipc, 5, 0, 0), immediate(Op::Jalr, 0, 5, 12), bare(Op::Fence)];
    let mut forgery = run(&body, 1, |row| {
        row.next_pc_jump -= 4;
        row.next_pc = row.next_pc_jump;
    });
    forgery.set("jalr_lsb", STEP + 1, 4u64);
    forgery
}

/// BNE with the flag of BEQ.
fn other_branch() -> Forgery {
    let mut forgery = run(&[pair(Op::Bne, 7, 8, 8), bare(Op::Fence)], 0, |row| {
        set_lookup(row, LookupOp::Beq);
        (row.should_branch, row.next_pc) = (false, row.next_pc_jump);
    });
    forgery.set("flag BNE", STEP, 0u64);
    forgery.set("flag BEQ", STEP, 1u64);
    forgery
}

fn other_immediate() -> Forgery {
    let mut forgery = run(&[immediate(Op::Addi, 5, 7, 2)], 0, |row| compute(row, LookupOp::Add, row.left, 3));
    forgery.set("imm", STEP, 3u64);
    forgery
}

/// An XOR whose lowest table returns 77.
fn other_entry() -> Forgery {
    let mut forgery = run(&[register(Op::Xor, 5, 7, 8)], 0, |row| (row.lookup_output, row.v_rd_new) = (77, 77));
    forgery.set("E XOR@3", STEP, 77u64);
    forgery
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    let collation = ["lookup: lookup_output is the collation"];
    let mut attacks = [operands(), links(), program_counter()].into_iter().flatten().collect::<Vec<_>>();
    attacks.extend([
        Attack::new("a result that is no collation", "lookup outputs", &collation, || {
            run(&[register(Op::Xor, 5, 7, 8)], 0, |row| (row.lookup_output, row.v_rd_new) = (77, 77))
        }),
        Attack::new("a result without a lookup", "lookup outputs", &collation, || run(&[bare(Op::Fence)], 0, |row| row.lookup_output = 77)),
        Attack::new("another immediate than the program's", "memory: bytecode", &["bytecode: imm of the fetched row"], other_immediate),
        Attack::new("R0: the flag of another branch", "spartan outer", &["R0"], other_branch),
        Attack::new("an entry that is not in its table", "lookup multiset", &["lookup: E XOR@3"], other_entry),
        Attack::new("boolean: a flag of 2", "spartan outer", &["boolean Load"], doubled_flag),
        Attack::new("boolean: halt = 2", "spartan outer", &["boolean halt"], double_halt),
        Attack::new("boolean: jalr_lsb = 4", "spartan outer", &["boolean jalr_lsb"], wide_lsb),
        Attack::new("R20 keep", "spartan outer", &["R20 keep"], || write_call(|row| (row.keep, row.v_rd_new) = (1, row.v_rs2 + 1))),
        Attack::new("R20 a0", "spartan outer", &["R20 a0"], || write_call(|row| row.v_rd_new = row.v_rs2 + 1)),
    ]);
    attacks
}

/// Every flag, set to 2, -1 or 1/2 on any row, violates its own constraint.
#[test]
fn every_flag_is_boolean() {
    let forgery = honest();
    let system = forgery.machine.constraint_system::<LassoSparse>();
    let half = Mersenne127::from(1u64) / Mersenne127::from(2u64);
    let mut flags: Vec<String> = CircuitFlag::ALL.iter().map(|flag| flag.name().to_owned()).collect();
    flags.extend(LookupOp::all(instructions::Isa::default()).iter().map(|op| format!("flag {}", op.name())));
    flags.extend(["halt", "jalr_lsb", "lane_1", "lane_2", "lane_3", "upper"].map(String::from));
    let booleans = system.constraints().iter().filter(|c| c.name.starts_with("boolean ")).count();
    // lane 0 and the lower half-word are forms in the others
    assert_eq!(booleans, flags.len() + 2);
    for pair in forgery.assignments(&system).windows(2) {
        let (now, next) = (&pair[0], &pair[1]);
        for flag in &flags {
            let place = system.variables().find(|v| system.name(*v) == flag).expect("a variable").index();
            for value in [Mersenne127::from(2u64), -Mersenne127::from(1u64), half] {
                let mut now = now.clone();
                now[place] = value;
                assert!(joltlab_tests::attack::violated(&system, &now, next).contains(&format!("boolean {flag}").as_str()));
            }
        }
    }
}
