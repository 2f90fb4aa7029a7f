//! A table with one change, and the rule that it breaks.

use super::*;
use crate::{Isa, Program, Row, Segment};

const FORM: Option<TableRule> = Some(TableRule::Form);
const START: u32 = RAM_START;
const RAM_END: u64 = RAM_START as u64 + 0x100;

/// `addi; sll; sra; lb; lhu; sb; sh; lw; sw; beq; fence; ecall`: 1 + 2 + 2 + 9 = 14 rows and two trap rows.
fn table() -> Bytecode {
    let words = vec![
        0x0010_0093,
        0x0020_90B3,
        0x4020_D0B3,
        0x0000_8083,
        0x0000_D083,
        0x0010_8023,
        0x0010_9023,
        0x0000_A083,
        0x0010_A023,
        0x0020_8463,
        0x0FF0_000F,
        0x0000_0073,
    ];
    let text = vec![Segment { address: START, words }];
    Bytecode::build(&Program { isa: Isa::Rv32i, entry: START, text, data: vec![], tohost: None, symbols: vec![], stack_limit: None })
        .unwrap()
}

/// The rule that a change of the table breaks.
fn broken(change: impl FnOnce(&mut Vec<BytecodeRow>)) -> Option<TableRule> {
    let mut rows = table().rows().to_vec();
    change(&mut rows);
    match Bytecode::from_rows(Isa::Rv32i, rows).check(0, RAM_END) {
        Ok(()) => None,
        Err(BytecodeError::Row { rule, .. }) => Some(rule),
        Err(other) => panic!("{other}"),
    }
}

fn set(row: &mut BytecodeRow, flag: CircuitFlag) {
    row.flags = row.flags.union(CircuitFlags::of(&[flag]));
}

fn clear(row: &mut BytecodeRow, flag: CircuitFlag) {
    row.flags = row.flags.without(CircuitFlags::of(&[flag]));
}

const ADDI: usize = 0;
const SLL: usize = 1;
const SRA: usize = 3;
const LB: usize = 5;
const LHU: usize = 6;
const SB: usize = 7;
const SH: usize = 8;
const LW: usize = 9;
const SW: usize = 10;
const BEQ: usize = 11;
const FENCE: usize = 12;
const ECALL: usize = 13;
const TRAP: usize = 14;

#[test]
fn the_honest_table_passes() {
    let table = table();
    assert_eq!(table.check(0, RAM_END), Ok(()));
    assert_eq!(table.rows().len(), 16);
    assert_eq!(broken(|_| ()), None);
    assert_eq!((table.first_row(START + 8), table.row_count_of(START + 8)), (Some(SRA), 2));
    assert_eq!((table.first_row(START + 7), table.row_count_of(START + 48)), (None, 0));
    assert_eq!((table.first_row(0), table.first_row(u32::MAX - 3)), (None, None));
    assert_eq!((table.first_row(START + 12), table.row_count_of(START + 12)), (Some(LB), 1));
}

#[test]
fn lengths_and_entry_rows() {
    let table = table();
    assert_eq!(Bytecode::from_rows(Isa::Rv32i, table.rows()[..15].to_vec()).check(0, RAM_END), Err(BytecodeError::Length { rows: 15 }));
    assert_eq!(Bytecode::from_rows(Isa::Rv32i, vec![]).check(0, RAM_END), Err(BytecodeError::Length { rows: 0 }));
    assert_eq!(table.check(2, RAM_END), Err(BytecodeError::EntryRow { row: 2 }));
    assert_eq!(table.check(16, RAM_END), Err(BytecodeError::EntryRow { row: 16 }));
    assert_eq!(table.check(LB, RAM_END), Ok(()));
}

#[test]
fn fields_of_trap_rows() {
    assert_eq!(broken(|t| t[TRAP].imm = 1), Some(TableRule::TrapRow));
    assert_eq!(broken(|t| t[TRAP].rd = 1), Some(TableRule::TrapRow));
    assert_eq!(broken(|t| set(&mut t[TRAP], CircuitFlag::Ecall)), Some(TableRule::TrapRow));
    assert_eq!(broken(|t| t[TRAP].lookup = Some(LookupOp::Add)), Some(TableRule::TrapRow));
}

#[test]
fn cells_of_operands() {
    assert_eq!(broken(|t| t[ADDI].rd = 64), Some(TableRule::Cell));
    assert_eq!(broken(|t| t[ADDI].rs1 = 255), Some(TableRule::Cell));
    assert_eq!(broken(|t| t[SLL + 1].rs2 = 64), Some(TableRule::Cell));
    assert_eq!(broken(|t| t[ADDI].rd = cell::ZERO), Some(TableRule::ZeroWritten));
    for row in [ADDI, SLL + 1, LB, SB, LW, SW, BEQ] {
        assert_eq!(broken(|t| t[row].rs1 = cell::SINK), Some(TableRule::SinkOperand), "rs1 of {row}");
    }
    for row in [SLL + 1, SB, SH, SW, BEQ] {
        assert_eq!(broken(|t| t[row].rs2 = cell::SINK), Some(TableRule::SinkOperand), "rs2 of {row}");
    }
}

/// divu x5, x6, x7: advice, two assertions, .., a move; then mulh: two moves of signs first.
fn division() -> Bytecode {
    let text = vec![Segment { address: START, words: vec![0x0273_52B3, 0x0273_12B3] }];
    let program = Program { isa: Isa::Rv32im, entry: START, text, data: vec![], tohost: None, symbols: vec![], stack_limit: None };
    Bytecode::build(&program).unwrap()
}

const DIV0: usize = 1;
const HIGH: usize = 2;
const MOVE: usize = 8;
const SIGN: usize = 9;

/// As [`broken`], of [`division`].
fn broken_division(change: impl FnOnce(&mut Vec<BytecodeRow>)) -> Option<TableRule> {
    let mut rows = division().rows().to_vec();
    change(&mut rows);
    match Bytecode::from_rows(Isa::Rv32im, rows).check(0, RAM_END) {
        Err(BytecodeError::Row { rule, .. }) => Some(rule),
        other => other.map(|()| None).unwrap(),
    }
}

#[test]
fn operands_of_multiplication_rows() {
    let table = division();
    assert_eq!(table.check(0, RAM_END), Ok(()));
    assert_eq!((table.rows()[MOVE].lookup, table.rows()[SIGN].lookup), (Some(LookupOp::Move), Some(LookupOp::Movsign)));
    assert_eq!(broken_division(|t| t[0].advice = None), None, "a hint for the prover");
    for (row, sink) in [(DIV0, 1), (HIGH, 2), (MOVE, 1), (SIGN, 1)] {
        let change = |t: &mut Vec<BytecodeRow>| *if sink == 1 { &mut t[row].rs1 } else { &mut t[row].rs2 } = cell::SINK;
        assert_eq!(broken_division(change), Some(TableRule::SinkOperand), "{row}");
    }
    assert_eq!(broken_division(|t| set(&mut t[0], CircuitFlag::MoveQuery)), FORM);
    assert_eq!(broken_division(|t| clear(&mut t[HIGH], CircuitFlag::MulQuery)), FORM);
    assert_eq!(broken_division(|t| t[HIGH].lookup = Some(LookupOp::Advice)), FORM);
    assert_eq!(broken_division(|t| set(&mut t[HIGH], CircuitFlag::RightIsImm)), FORM, "a product is one of registers (R10)");
    assert_eq!(broken_division(|t| set(&mut t[HIGH], CircuitFlag::LeftIsPc)), FORM);
    assert_eq!(broken_division(|t| t[MOVE].rs2 = 1), FORM, "no operand");
    assert_eq!(broken_division(|t| t[DIV0].rs2 = 33), Some(TableRule::VirtualRead));
}

#[test]
fn advice_stays_in_its_sequence() {
    let advice = Some(TableRule::Advice);
    for rd in [cell::SINK, 5, 31] {
        assert_eq!(broken_division(|t| t[0].rd = rd), advice, "{rd}");
    }
    let last = |row: &mut BytecodeRow| {
        let place = row.flags.intersection(CircuitFlag::PLACE);
        let choice = Row::from_left(LookupOp::Advice, 40, cell::SINK);
        (row.lookup, row.rd, row.rs1, row.flags) = (choice.lookup, choice.rd, choice.rs1, choice.flags.union(place));
    };
    assert_eq!(broken_division(|t| last(&mut t[MOVE])), advice);
    for flag in [CircuitFlag::Assert, CircuitFlag::Branch, CircuitFlag::Jump, CircuitFlag::RightIsImm, CircuitFlag::LeftIsPc] {
        assert_eq!(broken_division(|t| set(&mut t[0], flag)), FORM, "{flag:?}");
    }
    assert_eq!(broken_division(|t| clear(&mut t[0], CircuitFlag::WriteLookup)), FORM);
    assert_eq!(broken_division(|t| t[0].rs1 = 6), FORM, "a choice has no operand");
}

#[test]
fn lookups_are_those_of_the_instruction_set() {
    let wrong = Some(TableRule::InstructionSet);
    let rows = division().rows().to_vec();
    let error = Bytecode::from_rows(Isa::Rv32i, rows).check(0, RAM_END);
    assert_eq!(error, Err(BytecodeError::Row { row: 0, pc: START.into(), rule: TableRule::InstructionSet }));
    for op in LookupOp::all(Isa::Rv32im).iter().filter(|op| !LookupOp::all(Isa::Rv32i).contains(op)) {
        assert_eq!(broken(|t| t[SLL].lookup = Some(*op)), wrong, "{op:?}");
    }
}

#[test]
fn flags_of_queries_and_writers() {
    assert_eq!(broken(|t| set(&mut t[ADDI], CircuitFlag::MulQuery)), FORM);
    assert_eq!(broken(|t| clear(&mut t[BEQ], CircuitFlag::Concat)), FORM);
    assert_eq!(broken(|t| set(&mut t[FENCE], CircuitFlag::AddQuery)), FORM);
    assert_eq!(broken(|t| clear(&mut t[ADDI], CircuitFlag::WriteLookup)), FORM);
    assert_eq!(broken(|t| t[BEQ].rd = 1), FORM);
    for row in [LB, SB, LW, SW] {
        let accesses = ACCESSES.without(table().rows()[row].flags).iter();
        accesses.for_each(|flag| assert_eq!(broken(|t| set(&mut t[row], flag)), FORM, "{flag:?} on {row}"));
    }
}

/// What a row does to rd, to the pc and to memory excludes everything else that it might do; so does what it takes as operands.
#[test]
fn one_more_flag_is_one_too_many() {
    let others = |row: usize| CircuitFlags::of(&CircuitFlag::ALL).without(CircuitFlag::PLACE).without(table().rows()[row].flags);
    for row in [ADDI, SLL, SLL + 1, LB, LHU, SB, SH, LW, SW, BEQ, FENCE, ECALL] {
        for flag in others(row).iter() {
            let rule = broken(|t| {
                set(&mut t[row], flag);
                t[row].imm = t[row].imm.abs();
            });
            // without lookup, cell or immediate the row is a load or a store by the sink
            let by_sink = row == FENCE && [CircuitFlag::Load, CircuitFlag::Store].contains(&flag);
            assert_eq!(rule, if by_sink { Some(TableRule::SinkOperand) } else { FORM }, "{flag:?} on {row}");
        }
    }
}

fn make(place: &mut BytecodeRow, row: Row) {
    let Row { lookup, rd, rs1, rs2, imm, flags, advice } = row;
    *place = BytecodeRow { lookup, rd, rs1, rs2, imm, flags, advice, ..*place };
}

#[test]
fn branches_and_assertions_test_bits() {
    for op in LookupOp::all(Isa::Rv32i) {
        let rule = if op.is_boolean() { None } else { FORM };
        assert_eq!(broken(|t| make(&mut t[BEQ], Row::branch(*op, 1, 2, 8))), rule, "{op:?}");
        assert_eq!(broken(|t| make(&mut t[BEQ], Row::assert(*op, 1, 2))), rule, "{op:?}");
    }
    assert_eq!(broken(|t| set(&mut t[BEQ], CircuitFlag::RightIsImm)), FORM);
}

#[test]
fn jumps_are_sums() {
    for jump in [Row::jump(1, 8), Row::jump_register(1, 2, 8)] {
        assert_eq!(broken(|t| make(&mut t[ADDI], jump)), None);
        for op in LookupOp::all(Isa::Rv32i).iter().filter(|op| **op != LookupOp::Add) {
            let flags = jump.flags.without(CircuitFlag::QUERIES).union(op.query().flag());
            assert_eq!(broken(|t| make(&mut t[ADDI], Row { lookup: Some(*op), flags, ..jump })), FORM, "{op:?}");
        }
        for flag in [CircuitFlag::RightIsImm, CircuitFlag::AddQuery] {
            let flags = jump.flags.without(CircuitFlags::of(&[flag]));
            assert_eq!(broken(|t| make(&mut t[ADDI], Row { flags, imm: 0, ..jump })), FORM, "{flag:?}");
        }
    }
}

#[test]
fn calls_have_their_registers() {
    for change in [|row: &mut BytecodeRow| row.rd = 11, |row: &mut BytecodeRow| row.rs1 = 16, |row: &mut BytecodeRow| row.rs2 = 0] {
        assert_eq!(broken(|t| change(&mut t[ECALL])), FORM);
    }
    assert_eq!(broken(|t| t[ECALL].imm = 1), FORM);
}

#[test]
fn nothing_leaves_a_sequence() {
    let alone = Some(TableRule::Alone);
    for row in [Row::jump(1, 8), Row::jump_register(1, 2, 8), Row::branch(LookupOp::Beq, 1, 2, 8), Row::ecall()] {
        for place in [SLL, SLL + 1] {
            let inside = |t: &mut Vec<BytecodeRow>| {
                let flags = row.flags.union(t[place].flags.intersection(CircuitFlag::PLACE));
                make(&mut t[place], Row { flags, ..row });
            };
            assert_eq!(broken(inside), alone, "{row:?} at {place}");
        }
    }
}

#[test]
fn parts_have_their_flags_and_lookups() {
    for row in [ADDI, SLL + 1, FENCE, BEQ] {
        for flag in [CircuitFlag::LoadPart, CircuitFlag::StorePart, CircuitFlag::Half] {
            assert_eq!(broken(|t| set(&mut t[row], flag)), FORM, "{flag:?} on {row}");
        }
    }
    for row in [LB, LHU, SB, SH] {
        assert_eq!(broken(|t| t[row].lookup = Some(LookupOp::And)), FORM);
    }
    for (row, other) in [(LB, LookupOp::SextH), (LHU, LookupOp::ZextB), (SB, LookupOp::ZextH), (SB, LookupOp::SextB), (SH, LookupOp::SextH)]
    {
        assert_eq!(broken(|t| t[row].lookup = Some(other)), FORM, "{other:?} on {row}");
    }
    for (row, flag) in [(LB, CircuitFlag::LoadPart), (LHU, CircuitFlag::Half), (SB, CircuitFlag::StorePart), (SH, CircuitFlag::Half)] {
        assert_eq!(broken(|t| clear(&mut t[row], flag)), FORM, "{flag:?} on {row}");
    }
    let sink_without_writer = |row: &mut BytecodeRow| {
        row.rd = cell::SINK;
        clear(row, CircuitFlag::WriteLookup);
    };
    assert_eq!(broken(|t| sink_without_writer(&mut t[LB])), FORM);
    assert_eq!(broken(|t| t[SLL].lookup = Some(LookupOp::ZextB)), FORM, "a register operation");
    assert_eq!(broken(|t| t[LB].lookup = Some(LookupOp::ZextB)), None, "lbu");
}

#[test]
fn ranges_of_immediates() {
    assert_eq!(broken(|t| t[ADDI].imm = -1), Some(TableRule::Immediate));
    assert_eq!(broken(|t| t[ADDI].imm = 1 << 32), Some(TableRule::Immediate));
    assert_eq!(broken(|t| t[ADDI].imm = (1 << 32) - 1), None);
    let shift = |row: &mut BytecodeRow, imm| {
        (row.lookup, row.flags, row.imm) = (Some(LookupOp::Sll), Row::with_imm(LookupOp::Sll, 1, 1, 0).flags, imm)
    };
    assert_eq!(broken(|t| shift(&mut t[ADDI], 31)), None);
    assert_eq!(broken(|t| shift(&mut t[ADDI], 32)), Some(TableRule::Immediate));
    for row in [LB, SB, LW, SW, BEQ] {
        assert_eq!(broken(|t| t[row].imm = 1 << 12), Some(TableRule::Immediate));
        assert_eq!(broken(|t| t[row].imm = -(1 << 12) - 1), Some(TableRule::Immediate));
        assert_eq!(broken(|t| t[row].imm = -(1 << 12)), None);
    }
}

#[test]
fn sequences_are_whole() {
    assert_eq!(broken(|t| clear(&mut t[SLL], CircuitFlag::DoNotUpdatePc)), Some(TableRule::DoNotUpdatePc));
    assert_eq!(broken(|t| set(&mut t[ADDI], CircuitFlag::DoNotUpdatePc)), Some(TableRule::DoNotUpdatePc));
    assert_eq!(broken(|t| set(&mut t[ADDI], CircuitFlag::VirtualNotFirst)), Some(TableRule::Sequence));
    assert_eq!(broken(|t| t[SLL + 1].address_index += 1), Some(TableRule::Sequence));
    assert_eq!(broken(|t| clear(&mut t[SLL + 1], CircuitFlag::VirtualNotFirst)), Some(TableRule::Sequence));
    let open = |row: &mut BytecodeRow| {
        set(row, CircuitFlag::VirtualNotLast);
        set(row, CircuitFlag::DoNotUpdatePc);
    };
    assert_eq!(broken(|t| open(&mut t[ECALL])), Some(TableRule::Sequence));
    assert_eq!(broken(|t| t.swap(SRA, SRA + 1)), Some(TableRule::Sequence));
}

#[test]
fn addresses_increase_inside_ram() {
    assert_eq!(broken(|t| t.swap(FENCE, ECALL)), Some(TableRule::Order));
    assert_eq!(broken(|t| t[FENCE].address_index -= 1), Some(TableRule::Order));
    assert_eq!(broken(|t| t[ADDI].address_index = 0), Some(TableRule::Order));
    assert_eq!(broken(|t| t[ECALL].address_index = 0x40), None);
    assert_eq!(broken(|t| t[ECALL].address_index = 0x41), Some(TableRule::Range));
    assert_eq!(broken(|t| t[ECALL].address_index = BytecodeRow::TRAP_INDEX + 1), Some(TableRule::Range));
    assert_eq!(broken(|t| t[ECALL].address_index = u64::MAX), Some(TableRule::Range));
}

#[test]
fn virtual_registers_are_written_first() {
    assert_eq!(broken(|t| t[SLL + 1].rs2 = 33), Some(TableRule::VirtualRead));
    assert_eq!(broken(|t| t[SRA + 1].rs1 = 40), Some(TableRule::VirtualRead));
    assert_eq!(broken(|t| t[BEQ].rs1 = 32), Some(TableRule::VirtualRead), "another sequence's register");
}

#[test]
fn programs_without_a_table() {
    let program = |address, entry| Program {
        isa: Isa::Rv32i,
        entry,
        text: vec![Segment { address, words: vec![0x0FF0_000F, 0] }],
        data: vec![],
        tohost: None,
        symbols: vec![],
        stack_limit: None,
    };
    assert!(Bytecode::build(&program(START, START)).is_ok());
    assert_eq!(Bytecode::build(&program(START, START + 4)), Err(BytecodeError::EntryPoint { pc: START + 4 }));
    for address in [0, START - 4, START + 2, u32::MAX - 3] {
        assert_eq!(Bytecode::build(&program(address, address)), Err(BytecodeError::Text { address }));
    }
    let mut twice = program(START, START);
    twice.text.push(twice.text[0].clone());
    assert!(matches!(Bytecode::build(&twice), Err(BytecodeError::Row { rule: TableRule::Order, .. })));
    let mut none = program(START, START);
    none.text.clear();
    assert_eq!(Bytecode::build(&none), Err(BytecodeError::EntryPoint { pc: START }));
}

#[test]
fn halt_rows() {
    use crate::{Halt, decode, expand};
    let kind = |word, has_tohost| {
        let instruction = decode(word, Isa::Rv32i).unwrap();
        let row = expand(&instruction)[0];
        let row = BytecodeRow { lookup: row.lookup, flags: row.flags, imm: row.imm, address_index: 1, ..BytecodeRow::TRAP };
        row.halt_kind(has_tohost)
    };
    assert_eq!(kind(0x0000_0073, false), Some(Halt::Ecall));
    assert_eq!(kind(0x0000_006F, true), Some(Halt::Tohost));
    assert_eq!(kind(0x0000_006F, false), None);
    assert_eq!(kind(0x0040_006F, true), None);
    assert_eq!(kind(0x0000_0063, true), None, "a branch to itself");
    assert_eq!(kind(0x0000_0067, true), None, "jalr");
    assert_eq!(kind(0x0000_0017, true), None, "auipc");
    let jal = BytecodeRow { address_index: 1, ..BytecodeRow::TRAP };
    let with = |lookup, flags: CircuitFlags| BytecodeRow { lookup, flags, ..jal }.halt_kind(true);
    let flags = Row::jump(0, 0).flags;
    assert_eq!(with(Some(LookupOp::Add), flags), Some(Halt::Tohost));
    for flag in [CircuitFlag::Jump, CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm] {
        assert_eq!(with(Some(LookupOp::Add), flags.without(CircuitFlags::of(&[flag]))), None, "{flag:?}");
    }
    for lookup in [None, Some(LookupOp::Sub), Some(LookupOp::And)] {
        assert_eq!(with(lookup, flags), None, "{lookup:?}");
    }
    for flag in CircuitFlag::PLACE.without(CircuitFlags::of(&[CircuitFlag::DoNotUpdatePc])).iter() {
        assert_eq!(with(Some(LookupOp::Add), flags.union(CircuitFlags::of(&[flag]))), None, "{flag:?}");
    }
}
