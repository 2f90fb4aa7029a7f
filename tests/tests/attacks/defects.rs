//! The defects of the public Lasso-era implementation (protocol section 0), those of the base set, and the regressions of the design review.

use instructions::{Bytecode, CircuitFlag, Instruction, Isa, LookupOp, MemoryLayout, Op, TableRule};
use jolt_core::StatementError;
use jolt_core::replay::Row;
use joltlab_tests::attack::{Attack, Configuration, Forgery, LassoSparse, Mersenne127, compute, look_up, verify};
use joltlab_tests::programs::{Workload, asm, exit, immediate, li, pair, register, small_layout};

/// Every run of this file fits.
const LOG_STEPS: usize = 4;

pub const FUTURE_READ: &str = "2: a read at its own time";
pub const UNSTORED_WORD: &str = "4: a row that is no store writes RAM elsewhere";
pub const SMUGGLED_CARRY: &str = "carry smuggling: 1 xor 0 = 256";

/// The word that attacks read and write, in the window between output and control page.
pub fn data(layout: &MemoryLayout) -> u32 {
    layout.base() + 0x1800
}

/// A program of these parts, which then exits with a0.
pub fn workload(parts: &[&[Instruction]]) -> Workload {
    Workload::new(asm(&[&parts.concat(), exit().as_slice()].concat()))
}

/// Lies about one row.
pub fn at(step: usize, mut lie: impl FnMut(&mut Row)) -> impl FnMut(usize, &mut Row) {
    move |t, row| {
        if t == step {
            lie(row);
        }
    }
}

/// 2: a read that carries its own write timestamp cancels in the multiset, for any value.
pub fn future_read<C: Configuration>() -> Forgery<C> {
    let program = workload(&[&[immediate(Op::Addi, 5, 0, 7), immediate(Op::Addi, 10, 5, 0)]]);
    let lie = at(1, |row| {
        row.v_rs1 = 99;
        row.product = 99 * u64::from(row.v_rs2);
        compute(row, LookupOp::Add, 99, 0);
    });
    let mut forgery = Forgery::<C>::of_run(&program, LOG_STEPS, lie);
    // rs1 of step t is put back at 3t + 1; the 7 of step 0 stays for the end
    forgery.set("ts_rs1", 1, 4u64);
    forgery.set("register v_final", 5, 7u64);
    forgery.set("register t_final", 5, 3u64);
    forgery.derive_limbs();
    forgery
}

/// 3: with one limb outside its table the result is free: `packed` is what the query calls for, `indices` give the result 1234, and the limb of
/// `chunk` makes up for the difference.
pub fn free_limb(op: Op, lookup: LookupOp, packed: i64, indices: [u16; 4], chunk: usize) -> Forgery {
    let program = workload(&[&[immediate(Op::Addi, 5, 0, 7), immediate(Op::Addi, 6, 0, 9), register(op, 10, 5, 6)]]);
    let mut forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, at(2, |row| look_up(row, lookup, indices)));
    assert_eq!(forgery.witness.statement.exit_code, 1234);
    let have = indices.into_iter().fold(0, |sum, limb| sum << 16 | i64::from(limb));
    let limb = Mersenne127::from(packed - have) / Mersenne127::from(1u64 << (16 * (3 - chunk)));
    forgery.read_subtable("IDENTITY", chunk, 2, limb, limb);
    forgery
}

/// 4: a row that neither loads nor stores changes a cell.
pub fn unstored_word<C: Configuration>() -> Forgery<C> {
    let layout = small_layout();
    let load = [immediate(Op::Addi, 5, 0, 1), immediate(Op::Lw, 10, 6, 0)];
    let program = workload(&[&li(6, data(&layout)), &load]);
    let lie = at(2, |row| (row.a_ram, row.v_new) = (layout.cell(data(&layout)), 666));
    let forgery = Forgery::<C>::of_run(&program, LOG_STEPS, lie);
    assert_eq!(forgery.witness.statement.exit_code, 666);
    forgery
}

fn unstored_word_at_zero() -> Forgery {
    Forgery::of_run(&workload(&[&[immediate(Op::Addi, 5, 0, 1)]]), LOG_STEPS, at(0, |row| row.v_new = 666))
}

/// 5: x0 is read as 5.
fn nonzero_zero() -> Forgery {
    let lie = at(1, |row| {
        row.v_rs1 = 5;
        row.product = 5 * u64::from(row.v_rs2);
        compute(row, LookupOp::Add, 5, 0);
    });
    Forgery::of_run(&workload(&[&[immediate(Op::Addi, 0, 0, 5), immediate(Op::Addi, 10, 0, 0)]]), LOG_STEPS, lie)
}

/// 6: LUI writes something else.
fn false_upper() -> Forgery {
    Forgery::of_run(&workload(&[&[immediate(Op::Lui, 10, 0, 0x1000)]]), LOG_STEPS, at(0, |row| row.v_rd_new = 4))
}

/// Counts up a word of memory; a second run in the same memory counts on.
fn counter() -> [Vec<Instruction>; 2] {
    let count = vec![immediate(Op::Lw, 10, 6, 0), immediate(Op::Addi, 10, 10, 1), pair(Op::Sw, 6, 10, 0)];
    [li(6, data(&small_layout())).to_vec(), count]
}

/// 9: the run starts on its second row.
fn other_start() -> Forgery {
    let [address, count] = counter();
    Forgery::from_row(&workload(&[&[immediate(Op::Addi, 10, 0, 0)], &address, &count]), LOG_STEPS, Some(1), |_, _| ())
}

/// 9: the padding is left again, and the program restarts with dirty memory.
fn left_padding() -> Forgery {
    let [address, count] = counter();
    let forgery = Forgery::of_run(&workload(&[&address, &count]), LOG_STEPS, at(7, |row| row.goto = Some(0)));
    assert_eq!(forgery.witness.statement.exit_code, 2);
    forgery
}

/// 11: a store that lands in register 10 balances a common product, but neither memory alone.
fn store_to_register() -> Forgery {
    let layout = small_layout();
    let store = [immediate(Op::Addi, 7, 0, 77), pair(Op::Sw, 6, 7, 40)];
    let lie = |_, row: &mut Row| {
        if row.halt {
            (row.v_rd_old, row.v_rd_new, row.keep) = (77, 77, 77 - i64::from(row.v_rs2));
        }
    };
    let mut forgery: Forgery = Forgery::of_run(&workload(&[&li(6, layout.base()), &store]), LOG_STEPS, lie);
    // the store is step 3, its RAM timestamp 4; the first ECALL is step 5
    forgery.set("ts_rd", 5, 4u64);
    forgery.set("ram v_final", 10, 0u64);
    forgery.set("ram t_final", 10, 0u64);
    forgery.derive_limbs();
    forgery
}

/// 12 and carry smuggling: operand chunks that are no bytes of the operands.
fn smuggled<C: Configuration>(x: u32, y: u32, indices: [u16; 4], result: u32) -> Forgery<C> {
    let program = workload(&[&li(6, x), &li(7, y), &[register(Op::Xor, 10, 6, 7)]]);
    let forgery = Forgery::of_run(&program, LOG_STEPS, at(4, |row| look_up(row, LookupOp::Xor, indices)));
    assert_eq!(forgery.witness.statement.exit_code, result);
    forgery
}

/// x = 1, y = 0 as the chunks (0, 0, 0, 1), (0, 0, 1, -256): the same sums, other indices.
pub fn smuggled_carry<C: Configuration>() -> Forgery<C> {
    smuggled(1, 0, [0, 0, 1, 0], 256)
}

/// The same with links that claim the right bytes.
fn smuggled_links() -> Forgery {
    let mut forgery = smuggled_carry::<LassoSparse>();
    for (subtable, values) in [("LEFT_ID", [0u64, 1]), ("RIGHT_ID", [0, 0])] {
        for (chunk, value) in [2, 3].into_iter().zip(values) {
            forgery.set(&format!("E {subtable}@{chunk}"), 4, value);
        }
    }
    forgery
}

/// A word of advice beyond 2^32; the low word of its sum is in range all the same.
fn wide_advice() -> Forgery {
    let layout = small_layout();
    let advice = layout.address(layout.advice.expect("the layout has advice"));
    let mut program = workload(&[&li(6, advice), &[immediate(Op::Lw, 5, 6, 0), immediate(Op::Addi, 10, 5, 0)]]);
    program.advice = vec![5, 0, 0, 0];
    let mut forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, |_, _| ());
    let wide = (1u64 << 32) + 5;
    for name in ["v_old", "v_new", "v_rd_new"] {
        forgery.set(name, 2, wide);
    }
    forgery.derive_operands();
    forgery.read_subtable("IDENTITY", 1, 3, Mersenne127::from(1u64), Mersenne127::from(1u64));
    forgery.derive_memory();
    forgery.set("adv_hi", 0, 1u64 << 16);
    forgery.derive_limbs();
    forgery
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    let links = ["R12 concat left", "R12 concat right"];
    vec![
        Attack::new(
            FUTURE_READ,
            "range: sums",
            &["registers: the value of rs1 is the last one written to cell 5", "memory: column ts_rs1"],
            future_read,
        ),
        Attack::new("3: a limb of ADD outside its table", "lookup multiset", &["lookup: dim_0 is an index"], || {
            free_limb(Op::Add, LookupOp::Add, 16, [0, 0, 0, 1234], 0)
        }),
        Attack::new("3: a limb of SUB outside its table", "lookup multiset", &["lookup: dim_0 is an index"], || {
            free_limb(Op::Sub, LookupOp::Sub, (1 << 32) - 2, [0, 0, 0, 1234], 0)
        }),
        Attack::new(UNSTORED_WORD, "spartan outer", &["R6", "R7"], unstored_word),
        Attack::new("4: a row that is no store writes RAM at 0", "spartan outer", &["R6"], unstored_word_at_zero),
        Attack::new(
            "5: x0 is read as 5",
            "memory: registers",
            &["registers: the value of rs1 is the last one written to cell 63"],
            nonzero_zero,
        ),
        Attack::new("6: LUI writes something else", "spartan outer", &["R14 lookup"], false_upper),
        Attack::new("9: another first row", "opening reduction", &["the first row is the entry"], other_start),
        Attack::new("9: the padding is left", "spartan outer", &["R16"], left_padding),
        Attack::by_all(
            "11: a store that lands in a register",
            &["memory: registers", "memory: ram"],
            &["registers: the value of rd is the last one written to cell 10", "RAM: final word of cell 10", "memory: column ts_rd"],
            store_to_register,
        ),
        Attack::new("12: chunks that are no bytes: 0 xor 2^24 = 2^16", "spartan outer", &links, || {
            smuggled(0, 1 << 24, [0, 256, 0, 0], 1 << 16)
        }),
        Attack::new(SMUGGLED_CARRY, "spartan outer", &links, smuggled_carry),
        Attack::new("carry smuggling with links that lie", "lookup multiset", &["lookup: E LEFT_ID@3"], smuggled_links),
        Attack::new("an advice word of 2^32 + 5", "range: sums", &ADVICE_FACTS, wide_advice),
    ]
}

/// What `check` sees of a wide advice word: the word that it is told of is another one.
const ADVICE_FACTS: [&str; 2] = ["RAM: the word at 0x7fffc400 is the last one written", "memory: column adv_hi"];

/// 5: a table that writes the cell of x0 is no table.
#[test]
fn tables_do_not_write_x0() {
    let program = asm(&[&[immediate(Op::Addi, 5, 0, 5)], exit().as_slice()].concat());
    let mut rows = Bytecode::build(&program).expect("a program").rows().to_vec();
    rows[0].rd = 63;
    let error = Bytecode::from_rows(Isa::default(), rows).check(0, small_layout().end());
    assert!(matches!(error, Err(instructions::BytecodeError::Row { row: 0, rule: TableRule::ZeroWritten, .. })), "{error:?}");
    // and a program that wants to write x0 writes the sink
    let rows = Bytecode::build(&asm(&[immediate(Op::Addi, 0, 0, 5)])).expect("a program").rows().to_vec();
    assert_eq!((rows[0].rd, rows[0].has(CircuitFlag::WriteLookup)), (0, true));
}

/// The dynamic halt: a trace that stops on a row which repeats itself, but is no halt row.
#[test]
fn only_halt_rows_end_a_trace() {
    let call = immediate(Op::Addi, 17, 0, 93);
    let one = immediate(Op::Addi, 10, 0, 1);
    let ecall = exit()[1];
    let address = [immediate(Op::Auipc, 5, 0, 0), immediate(Op::Addi, 5, 5, 8)];
    let cases: [(Vec<Instruction>, usize, u32); 5] = [
        // an untaken branch to itself
        (vec![call, pair(Op::Beq, 17, 0, 0), one, ecall], 1, 1),
        // a jump to itself in a program without tohost
        (vec![call, immediate(Op::Jal, 0, 0, 0)], 1, 1),
        // a JALR to itself
        ([&[call], address.as_slice(), &[immediate(Op::Jalr, 0, 5, 0), one, ecall]].concat(), 2, 3),
        // the first row of a sequence
        (vec![call, register(Op::Sll, 5, 17, 17), one, ecall], 1, 1),
        // any other row
        (vec![call, one, ecall], 1, 1),
    ];
    for (program, log_steps, index) in cases {
        let forgery: Forgery = Forgery::of_run(&Workload::new(asm(&program)), log_steps, |_, _| ());
        let error = StatementError::NotAHaltRow { index };
        assert_eq!(forgery.witness.statement.halt_index, index);
        assert_eq!(forgery.witness.statement.shape(&forgery.machine), Err(error.clone()));
        let key = forgery.key();
        assert_eq!(verify(key.verifying(), &forgery.witness.statement, &[]), Err(error.into()));
    }
}
