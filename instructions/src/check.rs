//! What makes a list of rows a bytecode table (protocol 4.4): checked when it is built, and by whoever loads a verifying key.

use crate::bytecode::{Bytecode, BytecodeRow};
use crate::flags::{CircuitFlag, CircuitFlags};
use crate::layout::RAM_START;
use crate::lookup::{LookupOp, Query};
use crate::row::{Row, cell};

/// Why a program or a list of rows has no bytecode table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BytecodeError {
    /// A segment of text is unaligned or leaves `[2^31, 2^32)`.
    #[error("text at {address:#010x} is not word-aligned or outside of memory")]
    Text {
        /// First byte of the segment.
        address: u32,
    },
    /// More rows than a program may have.
    #[error("the program has more than {limit} rows of bytecode; leave out code that is never called")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// There is no instruction at the entry point.
    #[error("there is no instruction at the entry point {pc:#010x}")]
    EntryPoint {
        /// The entry point.
        pc: u32,
    },
    /// The number of rows is no power of two.
    #[error("{rows} rows are not a power of two")]
    Length {
        /// The number of rows.
        rows: usize,
    },
    /// The entry row does not exist or is inside a sequence.
    #[error("row {row} cannot be the entry row")]
    EntryRow {
        /// The entry row.
        row: usize,
    },
    /// A row breaks a rule.
    #[error("row {row} of the bytecode table (pc {pc:#x}): {rule}")]
    Row {
        /// Index of the row.
        row: usize,
        /// Its address.
        pc: u64,
        /// What it breaks.
        rule: TableRule,
    },
}

/// The rules for single rows of a table and their neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum TableRule {
    /// All fields of a trap row but its index are 0.
    #[error("a trap row has another field")]
    TrapRow,
    /// Cells are below 64.
    #[error("a register cell is not below 64")]
    Cell,
    /// Nothing writes the cell of x0.
    #[error("x0 is written")]
    ZeroWritten,
    /// No operand in use is the write sink.
    #[error("the write sink is read as an operand")]
    SinkOperand,
    /// A lookup row has exactly its query's flag (ADVICE none), another row none.
    #[error("the query flags are not those of the lookup")]
    QueryFlag,
    /// A product is one of two registers (protocol R10).
    #[error("an operand of a product is no register")]
    Product,
    /// A row that writes a register has exactly one of WriteLookup, Load, Jump, Ecall.
    #[error("not exactly one flag says what rd receives")]
    Writer,
    /// A row has at most one of Load, Store, LoadPart, StorePart.
    #[error("a row accesses memory more than once")]
    Accesses,
    /// A sub-word row looks up a part of its width and has the flags of its kind, and no other row has either.
    #[error("a sub-word access does not have its flags and its lookup")]
    Part,
    /// The immediate is in the range of its use.
    #[error("the immediate is out of range")]
    Immediate,
    /// `DoNotUpdatePC` is set on all rows of a sequence but the last, and nowhere else.
    #[error("DoNotUpdatePC is not VirtualNotLast")]
    DoNotUpdatePc,
    /// Sequences are contiguous and have one address.
    #[error("a sequence is interrupted")]
    Sequence,
    /// Addresses of first rows increase.
    #[error("addresses do not increase")]
    Order,
    /// Addresses are in RAM proper.
    #[error("the address is outside of RAM")]
    Range,
    /// A sequence writes virtual registers before it reads them.
    #[error("a virtual register is read before it is written")]
    VirtualRead,
}

/// What a pass over the table remembers.
struct Pass {
    ram_end: u64,
    previous: u64,
    /// Cells written by the current sequence, as a bit set.
    written: u64,
}

impl Bytecode {
    /// Every condition of protocol 4.4 on the table, with its entry row and the end of RAM (in bytes, at most `2^32`).
    ///
    /// *Errors*: the first violation.
    ///
    /// *Soundness*: the constraints rely on all of them; a verifying key whose table fails is refused.
    pub fn check(&self, entry: usize, ram_end: u64) -> Result<(), BytecodeError> {
        let rows = self.rows();
        if !rows.len().is_power_of_two() {
            return Err(BytecodeError::Length { rows: rows.len() });
        }
        let mut pass = Pass { ram_end, previous: 0, written: 0 };
        for (a, row) in rows.iter().enumerate() {
            let before = a.checked_sub(1).and_then(|b| rows.get(b));
            pass.row(row, before, rows.get(a + 1)).map_err(|rule| BytecodeError::Row { row: a, pc: row.pc(), rule })?;
        }
        match rows.get(entry) {
            Some(row) if !row.has(CircuitFlag::VirtualNotFirst) => Ok(()),
            _ => Err(BytecodeError::EntryRow { row: entry }),
        }
    }
}

fn require(holds: bool, rule: TableRule) -> Result<(), TableRule> {
    if holds { Ok(()) } else { Err(rule) }
}

impl Pass {
    fn row(&mut self, row: &BytecodeRow, before: Option<&BytecodeRow>, after: Option<&BytecodeRow>) -> Result<(), TableRule> {
        if row.address_index == BytecodeRow::TRAP_INDEX {
            return require(BytecodeRow { op: None, advice: None, ..*row } == BytecodeRow::TRAP, TableRule::TrapRow);
        }
        cells(row)?;
        flags(row)?;
        immediate(row)?;
        self.sequence(row, before, after)?;
        let virtual_and_unwritten = |c: u8| (cell::VIRTUAL..cell::ZERO).contains(&c) && self.written >> c & 1 == 0;
        require(!virtual_and_unwritten(row.rs1) && !virtual_and_unwritten(row.rs2), TableRule::VirtualRead)?;
        self.written |= 1 << row.rd;
        Ok(())
    }

    /// The row's place: in its sequence, and in the order of addresses.
    fn sequence(&mut self, row: &BytecodeRow, before: Option<&BytecodeRow>, after: Option<&BytecodeRow>) -> Result<(), TableRule> {
        let (first, last) = (!row.has(CircuitFlag::VirtualNotFirst), !row.has(CircuitFlag::VirtualNotLast));
        require(row.has(CircuitFlag::DoNotUpdatePc) != last, TableRule::DoNotUpdatePc)?;
        let same_sequence = |neighbour: Option<&BytecodeRow>, flag| {
            neighbour.is_some_and(|other| other.has(flag) && other.address_index == row.address_index)
        };
        require(first || same_sequence(before, CircuitFlag::VirtualNotLast), TableRule::Sequence)?;
        require(last || same_sequence(after, CircuitFlag::VirtualNotFirst), TableRule::Sequence)?;
        if first {
            require(row.address_index > self.previous, TableRule::Order)?;
            let in_ram = row.address_index < BytecodeRow::TRAP_INDEX && row.pc() >= u64::from(RAM_START) && row.pc() + 4 <= self.ram_end;
            require(in_ram, TableRule::Range)?;
            (self.previous, self.written) = (row.address_index, 0);
        }
        Ok(())
    }
}

fn cells(row: &BytecodeRow) -> Result<(), TableRule> {
    let cells = [row.rd, row.rs1, row.rs2];
    require(cells.into_iter().all(|c| usize::from(c) < cell::COUNT), TableRule::Cell)?;
    require(row.rd != cell::ZERO, TableRule::ZeroWritten)?;
    let (uses_rs1, uses_rs2) = operands_in_use(row);
    let reads_sink = (uses_rs1 && row.rs1 == cell::SINK) || (uses_rs2 && row.rs2 == cell::SINK);
    require(!reads_sink, TableRule::SinkOperand)
}

/// Whether the row uses the values at rs1 and at rs2.
fn operands_in_use(row: &BytecodeRow) -> (bool, bool) {
    use CircuitFlag::{Ecall, LeftIsPc, Load, LoadPart, RightIsImm, Store};
    let query = row.lookup.map(LookupOp::query);
    let left = row.flags.intersects(CircuitFlags::of(&[Load, Store, Ecall])) || (query.is_some_and(Query::uses_left) && !row.has(LeftIsPc));
    let free = row.flags.intersects(CircuitFlags::of(&[RightIsImm, LoadPart]));
    let right = row.flags.intersects(CircuitFlags::of(&[Store, Ecall])) || (query.is_some_and(Query::uses_right) && !free);
    (left, right)
}

fn flags(row: &BytecodeRow) -> Result<(), TableRule> {
    use CircuitFlag::{Ecall, Jump, LeftIsPc, Load, MulQuery, RightIsImm, WriteLookup};
    let query = row.lookup.map_or(CircuitFlags::EMPTY, |op| op.query().flag());
    require(row.flags.intersection(CircuitFlag::QUERIES) == query, TableRule::QueryFlag)?;
    require(!row.has(MulQuery) || !row.flags.intersects(CircuitFlags::of(&[LeftIsPc, RightIsImm])), TableRule::Product)?;
    let writers = row.flags.intersection(CircuitFlags::of(&[WriteLookup, Load, Jump, Ecall]));
    require(row.rd == cell::SINK || writers.len() == 1, TableRule::Writer)?;
    require(row.flags.intersection(ACCESSES).len() <= 1, TableRule::Accesses)?;
    part(row)
}

/// The flags that access memory.
const ACCESSES: CircuitFlags = CircuitFlags::of(&[CircuitFlag::Load, CircuitFlag::Store, CircuitFlag::LoadPart, CircuitFlag::StorePart]);

/// A sub-word row has, but for its place in a sequence, exactly the flags that [`Row::load_part`] or [`Row::store_part`] gives it.
fn part(row: &BytecodeRow) -> Result<(), TableRule> {
    use CircuitFlag::{DoNotUpdatePc, Half, LoadPart, StorePart, VirtualNotFirst, VirtualNotLast};
    const PLACE: CircuitFlags = CircuitFlags::of(&[DoNotUpdatePc, VirtualNotLast, VirtualNotFirst]);
    let Some(op) = row.lookup.filter(|op| op.part().is_some()) else {
        return require(!row.flags.intersects(CircuitFlags::of(&[LoadPart, StorePart, Half])), TableRule::Part);
    };
    let flags = match op {
        _ if row.has(LoadPart) => Row::load_part(op, 0, 0, 0).flags,
        LookupOp::ZextB | LookupOp::ZextH => Row::store_part(op, 0, 0, 0).flags,
        _ => return Err(TableRule::Part),
    };
    require(row.flags.union(PLACE) == flags.union(PLACE), TableRule::Part)
}

fn immediate(row: &BytecodeRow) -> Result<(), TableRule> {
    use CircuitFlag::{Branch, RightIsImm, ShiftQuery};
    const OFFSET: i64 = 1 << 12;
    let range = if row.has(RightIsImm) {
        0..if row.has(ShiftQuery) { 32 } else { 1 << 32 }
    } else if row.flags.intersects(ACCESSES.union(CircuitFlags::of(&[Branch]))) {
        -OFFSET..OFFSET
    } else {
        return Ok(());
    };
    require(range.contains(&row.imm), TableRule::Immediate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Isa, Program, Segment};

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
        row.flags = row.flags.iter().filter(|f| *f != flag).map(|f| CircuitFlags::of(&[f])).fold(CircuitFlags::EMPTY, CircuitFlags::union);
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
        for row in [ADDI, SLL + 1, LB, SB, LW, SW, BEQ, ECALL] {
            assert_eq!(broken(|t| t[row].rs1 = cell::SINK), Some(TableRule::SinkOperand), "rs1 of {row}");
        }
        for row in [SLL + 1, SB, SH, SW, BEQ, ECALL] {
            assert_eq!(broken(|t| t[row].rs2 = cell::SINK), Some(TableRule::SinkOperand), "rs2 of {row}");
        }
    }

    #[test]
    fn operands_of_multiplication_rows() {
        // divu x5, x6, x7: advice, two assertions, .., a move; then mulh: two moves of signs first.
        let text = vec![Segment { address: START, words: vec![0x0273_52B3, 0x0273_12B3] }];
        let program = Program { isa: Isa::Rv32im, entry: START, text, data: vec![], tohost: None, symbols: vec![], stack_limit: None };
        let table = Bytecode::build(&program).unwrap();
        assert_eq!(table.check(0, RAM_END), Ok(()));
        let broken = |change: fn(&mut Vec<BytecodeRow>)| {
            let mut rows = table.rows().to_vec();
            change(&mut rows);
            match Bytecode::from_rows(Isa::Rv32im, rows).check(0, RAM_END) {
                Err(BytecodeError::Row { rule, .. }) => Some(rule),
                other => other.map(|()| None).unwrap(),
            }
        };
        const DIV0: usize = 1;
        const HIGH: usize = 2;
        const MOVE: usize = 8;
        const SIGN: usize = 9;
        assert_eq!(table.rows()[MOVE].lookup, Some(LookupOp::Move));
        assert_eq!(table.rows()[SIGN].lookup, Some(LookupOp::Movsign));
        assert_eq!(broken(|t| t[0].advice = None), None, "a hint for the prover");
        assert_eq!(broken(|t| t[DIV0].rs1 = cell::SINK), Some(TableRule::SinkOperand));
        assert_eq!(broken(|t| t[HIGH].rs2 = cell::SINK), Some(TableRule::SinkOperand));
        assert_eq!(broken(|t| t[MOVE].rs1 = cell::SINK), Some(TableRule::SinkOperand));
        assert_eq!(broken(|t| t[SIGN].rs1 = cell::SINK), Some(TableRule::SinkOperand));
        assert_eq!(broken(|t| set(&mut t[0], CircuitFlag::MoveQuery)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| clear(&mut t[HIGH], CircuitFlag::MulQuery)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| t[HIGH].lookup = Some(LookupOp::Advice)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| set(&mut t[HIGH], CircuitFlag::RightIsImm)), Some(TableRule::Product));
        assert_eq!(broken(|t| set(&mut t[HIGH], CircuitFlag::LeftIsPc)), Some(TableRule::Product));
        assert_eq!(broken(|t| t[DIV0].rs2 = 33), Some(TableRule::VirtualRead));
    }

    #[test]
    fn flags_of_queries_and_writers() {
        assert_eq!(broken(|t| set(&mut t[ADDI], CircuitFlag::MulQuery)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| clear(&mut t[BEQ], CircuitFlag::Concat)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| set(&mut t[FENCE], CircuitFlag::AddQuery)), Some(TableRule::QueryFlag));
        assert_eq!(broken(|t| clear(&mut t[ADDI], CircuitFlag::WriteLookup)), Some(TableRule::Writer));
        assert_eq!(broken(|t| set(&mut t[ADDI], CircuitFlag::Load)), Some(TableRule::Writer));
        assert_eq!(broken(|t| t[BEQ].rd = 1), Some(TableRule::Writer));
        assert_eq!(broken(|t| set(&mut t[SW], CircuitFlag::Load)), Some(TableRule::Accesses));
        assert_eq!(broken(|t| set(&mut t[SW], CircuitFlag::LoadPart)), Some(TableRule::Accesses));
        assert_eq!(broken(|t| set(&mut t[SB], CircuitFlag::LoadPart)), Some(TableRule::Accesses));
    }

    #[test]
    fn parts_have_their_flags_and_lookups() {
        let part = Some(TableRule::Part);
        for row in [ADDI, SLL + 1, FENCE, BEQ] {
            for flag in [CircuitFlag::LoadPart, CircuitFlag::StorePart, CircuitFlag::Half] {
                assert_eq!(broken(|t| set(&mut t[row], flag)), part, "{flag:?} on {row}");
            }
        }
        for row in [LB, LHU, SB, SH] {
            for flag in [CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm, CircuitFlag::Branch, CircuitFlag::Assert] {
                assert_eq!(broken(|t| set(&mut t[row], flag)), part, "{flag:?} on {row}");
            }
            assert_eq!(broken(|t| t[row].lookup = Some(LookupOp::And)), part);
        }
        for (row, other) in
            [(LB, LookupOp::SextH), (LHU, LookupOp::ZextB), (SB, LookupOp::ZextH), (SB, LookupOp::SextB), (SH, LookupOp::SextH)]
        {
            assert_eq!(broken(|t| t[row].lookup = Some(other)), part, "{other:?} on {row}");
        }
        assert_eq!(broken(|t| clear(&mut t[LB], CircuitFlag::LoadPart)), Some(TableRule::SinkOperand), "no register is the right operand");
        for (row, flag) in [(LHU, CircuitFlag::Half), (SB, CircuitFlag::StorePart), (SH, CircuitFlag::Half)] {
            assert_eq!(broken(|t| clear(&mut t[row], flag)), part, "{flag:?} on {row}");
        }
        assert_eq!(broken(|t| set(&mut t[LB], CircuitFlag::Half)), part);
        assert_eq!(broken(|t| set(&mut t[SB], CircuitFlag::WriteLookup)), part);
        let sink_without_writer = |row: &mut BytecodeRow| {
            row.rd = cell::SINK;
            clear(row, CircuitFlag::WriteLookup);
        };
        assert_eq!(broken(|t| sink_without_writer(&mut t[LB])), part);
        // a register operation with the lookup of a sub-word row
        assert_eq!(broken(|t| t[SLL].lookup = Some(LookupOp::ZextB)), part);
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
    }
}
