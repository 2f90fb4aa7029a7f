//! Rows: what an instruction becomes in the bytecode table, before it has a place there.

use crate::flags::{CircuitFlag, CircuitFlags};
use crate::lookup::LookupOp;

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
}

/// The flags of a lookup row: the given ones and its query's.
fn with_query(op: LookupOp, flags: &[CircuitFlag]) -> CircuitFlags {
    CircuitFlags::of(flags).union(CircuitFlags::of(&[op.query().flag()]))
}

/// An immediate as a 32-bit operand.
fn operand(imm: i32) -> i64 {
    i64::from(imm as u32)
}

impl Row {
    /// `rd = op(rs1, rs2)`.
    pub fn lookup(op: LookupOp, rd: u8, rs1: u8, rs2: u8) -> Self {
        Self { lookup: Some(op), rd, rs1, rs2, imm: 0, flags: with_query(op, &[CircuitFlag::WriteLookup]) }
    }

    /// `rd = op(rs1, imm)`.
    pub fn with_imm(op: LookupOp, rd: u8, rs1: u8, imm: i32) -> Self {
        let flags = with_query(op, &[CircuitFlag::WriteLookup, CircuitFlag::RightIsImm]);
        Self { lookup: Some(op), rd, rs1, rs2: 0, imm: operand(imm), flags }
    }

    /// `rd = op(pc, imm)`.
    pub fn pc_relative(op: LookupOp, rd: u8, imm: i32) -> Self {
        let flags = with_query(op, &[CircuitFlag::WriteLookup, CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm]);
        Self { lookup: Some(op), rd, rs1: 0, rs2: 0, imm: operand(imm), flags }
    }

    /// `rd = pc + 4` and a jump to `pc + imm`.
    pub fn jump(rd: u8, imm: i32) -> Self {
        let flags = with_query(LookupOp::Add, &[CircuitFlag::LeftIsPc, CircuitFlag::RightIsImm, CircuitFlag::Jump]);
        Self { lookup: Some(LookupOp::Add), rd, rs1: 0, rs2: 0, imm: operand(imm), flags }
    }

    /// `rd = pc + 4` and a jump to `rs1 + imm`, its lowest bit cleared.
    pub fn jump_register(rd: u8, rs1: u8, imm: i32) -> Self {
        let flags = with_query(LookupOp::Add, &[CircuitFlag::RightIsImm, CircuitFlag::Jump]);
        Self { lookup: Some(LookupOp::Add), rd, rs1, rs2: 0, imm: operand(imm), flags }
    }

    /// A jump by `imm` if `op(rs1, rs2)`.
    pub fn branch(op: LookupOp, rs1: u8, rs2: u8, imm: i32) -> Self {
        Self { lookup: Some(op), rd: cell::SINK, rs1, rs2, imm: i64::from(imm), flags: with_query(op, &[CircuitFlag::Branch]) }
    }

    /// `op(rs1, imm)` must be 1.
    pub fn assert_with_imm(op: LookupOp, rs1: u8, imm: i32) -> Self {
        let flags = with_query(op, &[CircuitFlag::RightIsImm, CircuitFlag::Assert]);
        Self { lookup: Some(op), rd: cell::SINK, rs1, rs2: 0, imm: operand(imm), flags }
    }

    /// `rd = RAM[rs1 + imm]`.
    pub fn load(rd: u8, rs1: u8, imm: i32) -> Self {
        Self { lookup: None, rd, rs1, rs2: 0, imm: i64::from(imm), flags: CircuitFlags::of(&[CircuitFlag::Load]) }
    }

    /// `RAM[rs1 + imm] = rs2`.
    pub fn store(rs1: u8, rs2: u8, imm: i32) -> Self {
        Self { lookup: None, rd: cell::SINK, rs1, rs2, imm: i64::from(imm), flags: CircuitFlags::of(&[CircuitFlag::Store]) }
    }

    /// The call of the environment: reads a7 and a2, writes a0.
    pub fn ecall() -> Self {
        Self { lookup: None, rd: 10, rs1: 17, rs2: 12, imm: 0, flags: CircuitFlags::of(&[CircuitFlag::Ecall]) }
    }

    /// Nothing happens.
    pub fn nothing() -> Self {
        Self::default()
    }
}
