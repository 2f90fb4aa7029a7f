//! What makes a list of rows a bytecode table (protocol 4.4): checked when it is built, and by whoever loads a verifying key.

use crate::bytecode::{Bytecode, BytecodeRow};
use crate::flags::{CircuitFlag, CircuitFlags};
use crate::layout::RAM_START;
use crate::lookup::{LookupOp, Query};
use crate::program::Isa;
use crate::row::cell;

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
    /// Lookups are those of the instruction set.
    #[error("the lookup is not in the instruction set")]
    InstructionSet,
    /// All fields but the place in a sequence are those that a constructor of [`Row`](crate::Row) gives a row with this lookup: what is
    /// written, tested, loaded, stored, where it goes, and which operands it has.
    #[error("no instruction has a row with this lookup and these flags and operands")]
    Form,
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
    /// Jumps, branches and calls are rows of their own.
    #[error("a jump, a branch or a call is part of a sequence")]
    Alone,
    /// What the prover chooses stays in a virtual register, of a sequence that goes on.
    #[error("advice does not stay in a sequence")]
    Advice,
    /// A sequence writes virtual registers before it reads them.
    #[error("a virtual register is read before it is written")]
    VirtualRead,
}

/// What a pass over the table remembers.
struct Pass {
    isa: Isa,
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
    /// *Soundness*: the constraints are argued for tables that pass; a verifying key whose table fails is refused.
    pub fn check(&self, entry: usize, ram_end: u64) -> Result<(), BytecodeError> {
        let rows = self.rows();
        if !rows.len().is_power_of_two() {
            return Err(BytecodeError::Length { rows: rows.len() });
        }
        let mut pass = Pass { isa: self.isa(), ram_end, previous: 0, written: 0 };
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
        require(row.lookup.is_none_or(|op| LookupOp::all(self.isa).contains(&op)), TableRule::InstructionSet)?;
        cells(row)?;
        immediate(row)?;
        require(row.row().is_constructed(), TableRule::Form)?;
        operands(row)?;
        self.sequence(row, before, after)?;
        place(row)?;
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
    require(row.rd != cell::ZERO, TableRule::ZeroWritten)
}

fn operands(row: &BytecodeRow) -> Result<(), TableRule> {
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

/// The flags that access memory.
const ACCESSES: CircuitFlags = CircuitFlags::of(&[CircuitFlag::Load, CircuitFlag::Store, CircuitFlag::LoadPart, CircuitFlag::StorePart]);

/// Which rows may stand in a sequence, and which must.
fn place(row: &BytecodeRow) -> Result<(), TableRule> {
    use CircuitFlag::{Branch, Ecall, Jump, VirtualNotFirst, VirtualNotLast};
    const LEAVES: CircuitFlags = CircuitFlags::of(&[Jump, Branch, Ecall]);
    const SEQUENCE: CircuitFlags = CircuitFlags::of(&[VirtualNotFirst, VirtualNotLast]);
    require(!row.flags.intersects(LEAVES) || !row.flags.intersects(SEQUENCE), TableRule::Alone)?;
    let stays = (cell::VIRTUAL..cell::ZERO).contains(&row.rd) && row.has(VirtualNotLast);
    require(row.lookup != Some(LookupOp::Advice) || stays, TableRule::Advice)
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
mod tests;
