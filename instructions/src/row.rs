//! Rows: what an instruction becomes in the bytecode table, before it has a place there.

use crate::flags::{CircuitFlag, CircuitFlags};
use crate::lookup::{LookupOp, Part, Query};

/// Register cells (protocol 3.1): cell `i` is `x_i` for `1 <= i < 32`.
pub mod cell {
    /// The write sink: rows that write nothing or x0 write here, and nobody reads it.
    pub const SINK: u8 = 0;
    /// The first virtual register.
    pub const VIRTUAL: u8 = 32;
    /// x0: read, never written.
    pub const ZERO: u8 = 63;
    /// Number of cells.
    pub const COUNT: usize = 64;
}

/// What the prover writes on an ADVICE row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdviceValue {
    /// `floor(x / y)` of unsigned words; `2^32 - 1` for `y = 0`.
    UnsignedQuotient,
    /// `x / y` of signed words, truncated; `-1` for `y = 0`, `x` for `x = -2^31, y = -1`.
    SignedQuotient,
    /// `|r|` for the remainder `r` of that division.
    RemainderMagnitude,
}

/// What the honest prover answers on an ADVICE row: a value of two registers. No constraint mentions it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Advice {
    /// Which value.
    pub value: AdviceValue,
    /// Cell of `x`.
    pub dividend: u8,
    /// Cell of `y`.
    pub divisor: u8,
}

impl AdviceValue {
    /// The value for a dividend and a divisor.
    ///
    /// ```
    /// use instructions::AdviceValue;
    /// assert_eq!(AdviceValue::SignedQuotient.of(-7i32 as u32, 2), -3i32 as u32);
    /// assert_eq!(AdviceValue::RemainderMagnitude.of(-7i32 as u32, 2), 1);
    /// ```
    pub fn of(self, dividend: u32, divisor: u32) -> u32 {
        let (x, y) = (dividend as i32, divisor as i32);
        match self {
            Self::UnsignedQuotient => dividend.checked_div(divisor).unwrap_or(u32::MAX),
            Self::SignedQuotient if y == 0 => u32::MAX,
            Self::SignedQuotient => x.wrapping_div(y) as u32,
            Self::RemainderMagnitude if y == 0 => x.unsigned_abs(),
            Self::RemainderMagnitude => x.wrapping_rem(y).unsigned_abs(),
        }
    }
}

/// A row without its place.
///
/// `imm` is signed for rows that load, store or branch, and an unsigned 32-bit value for all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Row {
    /// What is looked up.
    pub lookup: Option<LookupOp>,
    /// Cell written, [`cell::SINK`] for none.
    pub rd: u8,
    /// Cell of the left operand.
    pub rs1: u8,
    /// Cell of the right operand.
    pub rs2: u8,
    /// Immediate.
    pub imm: i64,
    /// What the constraints do.
    pub flags: CircuitFlags,
    /// What the honest prover answers on an ADVICE row.
    pub advice: Option<Advice>,
}

/// The flags of a lookup row: the given ones and its query's.
fn with_query(op: LookupOp, flags: &[CircuitFlag]) -> CircuitFlags {
    CircuitFlags::of(flags).union(op.query().flag())
}

/// The flags of a sub-word row: the given ones, its query's, and its width's.
fn with_part(op: LookupOp, flags: &[CircuitFlag]) -> CircuitFlags {
    let half: &[CircuitFlag] = if op.part() == Some(Part::Half) { &[CircuitFlag::Half] } else { &[] };
    with_query(op, flags).union(CircuitFlags::of(half))
}

/// An immediate as a 32-bit operand.
fn operand(imm: i32) -> i64 {
    i64::from(imm as u32)
}

impl Row {
    /// `rd = op(rs1, rs2)`.
    pub fn lookup(op: LookupOp, rd: u8, rs1: u8, rs2: u8) -> Self {
        Self { lookup: Some(op), rd, rs1, rs2, flags: with_query(op, &[CircuitFlag::WriteLookup]), ..Self::default() }
    }

    /// `rd = op(rs1)`, of a lookup that has no right operand.
    pub fn from_left(op: LookupOp, rd: u8, rs1: u8) -> Self {
        Self::lookup(op, rd, rs1, cell::SINK)
    }

    /// `rd` is the prover's choice; the honest one is `advice`.
    pub fn advice(rd: u8, advice: Advice) -> Self {
        Self { advice: Some(advice), ..Self::lookup(LookupOp::Advice, rd, cell::SINK, cell::SINK) }
    }

    /// `rd = op(rs1, imm)`.
    pub fn with_imm(op: LookupOp, rd: u8, rs1: u8, imm: i32) -> Self {
        let flags = with_query(op, &[CircuitFlag::WriteLookup, CircuitFlag::RightIsImm]);
        Self { lookup: Some(op), rd, rs1, imm: operand(imm), flags, ..Self::default() }
    }

    /// `rd = op(pc, imm)`.
    pub fn pc_relative(op: LookupOp, rd: u8, imm: i32) -> Self {
        let flags = with_query(op, &[CircuitFlag::WriteLookup, CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm]);
        Self { lookup: Some(op), rd, imm: operand(imm), flags, ..Self::default() }
    }

    /// `rd = pc + 4` and a jump to `pc + imm`.
    pub fn jump(rd: u8, imm: i32) -> Self {
        let flags = with_query(LookupOp::Add, &[CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm, CircuitFlag::Jump]);
        Self { lookup: Some(LookupOp::Add), rd, imm: operand(imm), flags, ..Self::default() }
    }

    /// `rd = pc + 4` and a jump to `rs1 + imm`, its lowest bit cleared.
    pub fn jump_register(rd: u8, rs1: u8, imm: i32) -> Self {
        let flags = with_query(LookupOp::Add, &[CircuitFlag::RightIsImm, CircuitFlag::Jump]);
        Self { lookup: Some(LookupOp::Add), rd, rs1, imm: operand(imm), flags, ..Self::default() }
    }

    /// A jump by `imm` if `op(rs1, rs2)`.
    pub fn branch(op: LookupOp, rs1: u8, rs2: u8, imm: i32) -> Self {
        Self { lookup: Some(op), rs1, rs2, imm: i64::from(imm), flags: with_query(op, &[CircuitFlag::Branch]), ..Self::default() }
    }

    /// `op(rs1, rs2)` must be 1.
    pub fn assert(op: LookupOp, rs1: u8, rs2: u8) -> Self {
        Self { lookup: Some(op), rs1, rs2, flags: with_query(op, &[CircuitFlag::Assert]), ..Self::default() }
    }

    /// `rd = RAM[rs1 + imm]`.
    pub fn load(rd: u8, rs1: u8, imm: i32) -> Self {
        Self { rd, rs1, imm: i64::from(imm), flags: CircuitFlags::of(&[CircuitFlag::Load]), ..Self::default() }
    }

    /// `RAM[rs1 + imm] = rs2`.
    pub fn store(rs1: u8, rs2: u8, imm: i32) -> Self {
        Self { rs1, rs2, imm: i64::from(imm), flags: CircuitFlags::of(&[CircuitFlag::Store]), ..Self::default() }
    }

    /// `rd = op(part)`, where `part` is the byte or half-word at `rs1 + imm`.
    pub fn load_part(op: LookupOp, rd: u8, rs1: u8, imm: i32) -> Self {
        let flags = with_part(op, &[CircuitFlag::LoadPart, CircuitFlag::WriteLookup]);
        Self { lookup: Some(op), rd, rs1, imm: i64::from(imm), flags, ..Self::default() }
    }

    /// The byte or half-word at `rs1 + imm` becomes the low end of rs2; `op` says which.
    pub fn store_part(op: LookupOp, rs1: u8, rs2: u8, imm: i32) -> Self {
        Self { lookup: Some(op), rs1, rs2, imm: i64::from(imm), flags: with_part(op, &[CircuitFlag::StorePart]), ..Self::default() }
    }

    /// The call of the environment: reads a7 and a2, writes a0.
    pub fn ecall() -> Self {
        Self { rd: 10, rs1: 17, rs2: 12, flags: CircuitFlags::of(&[CircuitFlag::Ecall]), ..Self::default() }
    }

    /// Nothing happens.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Whether one of the constructors above makes this row for its lookup, all fields included; the flags of its place in a sequence,
    /// which [`crate::expand()`] adds, and the honest prover's advice are left out of the comparison.
    ///
    /// *Soundness*: what the constraints do with a row is argued for these rows alone.
    pub(crate) fn is_constructed(&self) -> bool {
        let row = Self { flags: self.flags.without(CircuitFlag::PLACE), advice: None, ..*self };
        let Self { lookup, rd, rs1, rs2, .. } = row;
        let imm = row.imm as i32;
        let Some(op) = lookup else {
            return [Self::load(rd, rs1, imm), Self::store(rs1, rs2, imm), Self::ecall(), Self::nothing()].contains(&row);
        };
        let stores = matches!(op, LookupOp::ZextB | LookupOp::ZextH);
        let jumps = op == LookupOp::Add;
        match op.query() {
            _ if op.part().is_some() => row == Self::load_part(op, rd, rs1, imm) || stores && row == Self::store_part(op, rs1, rs2, imm),
            Query::Advice => row == Self::from_left(op, rd, cell::SINK),
            Query::Move => row == Self::from_left(op, rd, rs1),
            Query::Mul => row == Self::lookup(op, rd, rs1, rs2),
            Query::Concat | Query::Shift | Query::Add | Query::Sub => {
                [Self::lookup(op, rd, rs1, rs2), Self::with_imm(op, rd, rs1, imm), Self::pc_relative(op, rd, imm)].contains(&row)
                    || op.is_boolean() && [Self::branch(op, rs1, rs2, imm), Self::assert(op, rs1, rs2)].contains(&row)
                    || jumps && [Self::jump(rd, imm), Self::jump_register(rd, rs1, imm)].contains(&row)
            }
        }
    }
}
