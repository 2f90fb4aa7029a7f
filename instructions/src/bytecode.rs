//! The bytecode table: the program as rows, sequences expanded in place (protocol 4.4).

use crate::check::BytecodeError;
use crate::decode::decode;
use crate::expand::expand;
use crate::flags::{CircuitFlag, CircuitFlags, pack_bitflags};
use crate::layout::RAM_START;
use crate::lookup::LookupOp;
use crate::program::{Isa, Program};
use crate::row::{Advice, Row};
use crate::table::Op;
use crate::trace::Halt;

/// One row of the table.
///
/// `imm` is signed for rows that load, store or branch, and an unsigned 32-bit value for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BytecodeRow {
    /// `E = 1 + (address - 2^31) / 4` of the instruction, or [`BytecodeRow::TRAP_INDEX`].
    pub address_index: u64,
    /// What is looked up.
    pub lookup: Option<LookupOp>,
    /// What the constraints do.
    pub flags: CircuitFlags,
    /// Cell written.
    pub rd: u8,
    /// Cell of the left operand.
    pub rs1: u8,
    /// Cell of the right operand.
    pub rs2: u8,
    /// Immediate.
    pub imm: i64,
    /// The instruction that the row is part of: for messages only, no part of the digest.
    pub op: Option<Op>,
    /// What the honest prover answers on an ADVICE row: for the prover only, no part of the digest.
    pub advice: Option<Advice>,
}

impl BytecodeRow {
    /// The address index of trap rows, which no next pc can equal.
    pub const TRAP_INDEX: u64 = 1 << 40;

    /// The row that pads the table.
    pub const TRAP: Self = Self {
        address_index: Self::TRAP_INDEX,
        lookup: None,
        flags: CircuitFlags::EMPTY,
        rd: 0,
        rs1: 0,
        rs2: 0,
        imm: 0,
        op: None,
        advice: None,
    };

    fn new(address: u32, op: Op, row: Row) -> Self {
        let Row { lookup, rd, rs1, rs2, imm, flags, advice } = row;
        Self { address_index: address_index(address), lookup, flags, rd, rs1, rs2, imm, op: Some(op), advice }
    }

    /// Address of the instruction, `4E + 2^31 - 4`; beyond 32 bits for a trap row.
    #[inline]
    pub const fn pc(&self) -> u64 {
        self.address_index.wrapping_mul(4).wrapping_add(RAM_START as u64 - 4)
    }

    /// The row without its place.
    pub(crate) fn row(&self) -> Row {
        let Self { lookup, rd, rs1, rs2, imm, flags, advice, .. } = *self;
        Row { lookup, rd, rs1, rs2, imm, flags, advice }
    }

    /// Whether a circuit flag is set.
    #[inline]
    pub const fn has(&self, flag: CircuitFlag) -> bool {
        self.flags.has(flag)
    }

    /// Circuit flag `k` at bit `k`, instruction flag `l` at bit [`CircuitFlag::COUNT`]` + l`.
    #[inline]
    pub const fn bitflags(&self) -> u64 {
        pack_bitflags(self.flags, self.lookup)
    }

    /// How a run that stays on this row for ever ends; `None` if it does not halt here (protocol 3.1).
    ///
    /// A property of the table alone: an ECALL, or in a program with `tohost` a `jal` to itself outside any sequence.
    pub fn halt_kind(&self, has_tohost: bool) -> Option<Halt> {
        const JAL: CircuitFlags = CircuitFlags::of(&[CircuitFlag::Jump, CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm]);
        const SEQUENCE: CircuitFlags = CircuitFlags::of(&[CircuitFlag::VirtualNotFirst, CircuitFlag::VirtualNotLast]);
        if self.has(CircuitFlag::Ecall) {
            return Some(Halt::Ecall);
        }
        let jumps = self.flags.intersection(JAL) == JAL && self.lookup == Some(LookupOp::Add);
        let jumps_to_itself = jumps && self.imm == 0 && !self.flags.intersects(SEQUENCE);
        (has_tohost && jumps_to_itself).then_some(Halt::Tohost)
    }
}

/// `E` of a byte address.
///
/// *Preconditions*: `address >= 2^31`.
pub const fn address_index(address: u32) -> u64 {
    1 + (address as u64).wrapping_sub(RAM_START as u64) / 4
}

/// The bytecode table of a program.
///
/// ```
/// use instructions::{Bytecode, Isa, Program, Segment};
/// let text = Segment { address: 0x8000_0000, words: vec![0x05D0_0893, 0x0000_0073] }; // addi a7, zero, 93; ecall
/// let program = Program {
///     isa: Isa::Rv32i, entry: 0x8000_0000, text: vec![text], data: vec![], tohost: None, symbols: vec![], stack_limit: None,
/// };
/// let bytecode = Bytecode::build(&program).unwrap();
/// assert_eq!(bytecode.rows().len(), 2);
/// assert_eq!(bytecode.first_row(0x8000_0004), Some(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bytecode {
    isa: Isa,
    rows: Vec<BytecodeRow>,
    index: RowIndex,
}

impl Bytecode {
    /// Most rows of a program, before padding.
    pub const MAX_ROWS: usize = 1 << 24;

    /// The table of a program: the words that decode, in order, padded to a power of two with trap rows.
    ///
    /// *Errors*: text that is unaligned, unsorted, overlapping or outside RAM proper; an entry point without an instruction.
    pub fn build(program: &Program) -> Result<Self, BytecodeError> {
        let mut rows = Vec::new();
        for segment in &program.text {
            let end = u64::from(segment.address) + 4 * segment.words.len() as u64;
            if segment.address < RAM_START || !segment.address.is_multiple_of(4) || end > 1 << 32 {
                return Err(BytecodeError::Text { address: segment.address });
            }
            for (k, word) in segment.words.iter().enumerate() {
                let address = segment.address + 4 * k as u32;
                if let Ok(instruction) = decode(*word, program.isa) {
                    if rows.len() >= Self::MAX_ROWS {
                        return Err(BytecodeError::TooManyRows { limit: Self::MAX_ROWS });
                    }
                    rows.extend(expand(&instruction).into_iter().map(|row| BytecodeRow::new(address, instruction.op, row)));
                }
            }
        }
        let size = rows.len().next_power_of_two();
        rows.resize(size, BytecodeRow::TRAP);
        let bytecode = Self::from_rows(program.isa, rows);
        let entry = bytecode.first_row(program.entry).ok_or(BytecodeError::EntryPoint { pc: program.entry })?;
        bytecode.check(entry, 1 << 32)?;
        Ok(bytecode)
    }

    /// A table as somebody else built it; [`Self::check`] says whether it is one.
    pub fn from_rows(isa: Isa, rows: Vec<BytecodeRow>) -> Self {
        let index = RowIndex::new(&rows);
        Self { isa, rows, index }
    }

    /// The rows; row `a` has index `a`.
    #[inline]
    pub fn rows(&self) -> &[BytecodeRow] {
        &self.rows
    }

    /// Instruction set.
    pub fn isa(&self) -> Isa {
        self.isa
    }

    /// The first row of the instruction at `pc`; `None` if there is none.
    #[inline]
    pub fn first_row(&self, pc: u32) -> Option<usize> {
        self.index.get(pc)
    }

    /// Number of rows of the instruction at `pc`, 0 if there is none.
    pub fn row_count_of(&self, pc: u32) -> usize {
        let Some(first) = self.first_row(pc) else { return 0 };
        let more = self.rows[first..].iter().take_while(|row| row.has(CircuitFlag::VirtualNotLast)).count();
        (more + 1).min(self.rows.len() - first)
    }
}

/// First rows of instructions, by ascending `E`: as large as the program, wherever its pieces of text lie.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RowIndex(Vec<(u32, u32)>);

impl RowIndex {
    fn new(rows: &[BytecodeRow]) -> Self {
        let first = |(a, row): (usize, &BytecodeRow)| match u32::try_from(row.address_index) {
            Ok(index) if !row.has(CircuitFlag::VirtualNotFirst) => Some((index, a as u32)),
            _ => None,
        };
        let mut entries: Vec<(u32, u32)> = rows.iter().enumerate().filter_map(first).collect();
        entries.sort_unstable();
        Self(entries)
    }

    #[inline]
    fn get(&self, pc: u32) -> Option<usize> {
        if !pc.is_multiple_of(4) || pc < RAM_START {
            return None;
        }
        let wanted = 1 + (pc - RAM_START) / 4;
        let at = self.0.partition_point(|(index, _)| *index < wanted);
        self.0.get(at).filter(|(index, _)| *index == wanted).map(|(_, row)| *row as usize)
    }
}
