//! What one line of the instruction table says about an instruction.

use crate::encoding::Encoding;
use crate::expand::Operands;
use crate::lookup::LookupOp;
use crate::row::Row;

/// What an instruction does, as functions of its operand values; [`crate::execute`] selects the operands by the encoding's format.
#[derive(Clone, Copy, Debug)]
pub enum Semantics {
    /// `rd = f(x, y)` with `x = rs1`, `y = rs2` or the immediate; without a source register `x` is the pc.
    Compute(fn(u32, u32) -> u32),
    /// Jumps by the immediate if `f(rs1, rs2)`.
    Branch(fn(u32, u32) -> bool),
    /// `rd = pc + 4`, then jumps to `pc + imm`, or to `rs1 + imm` without its lowest bit.
    Jump,
    /// `rd = ` the bytes at `rs1 + imm`, extended by `extend`, which takes the bytes at the low end of a word.
    Load {
        /// 1, 2 or 4.
        bytes: u32,
        /// Sign or zero extension.
        extend: fn(u32) -> u32,
    },
    /// Writes the low bytes of rs2 at `rs1 + imm`.
    Store {
        /// 1, 2 or 4.
        bytes: u32,
    },
    /// Nothing.
    Fence,
    /// Asks the environment (protocol 3.1).
    Ecall,
}

/// An instruction: one constant per instruction, listed once in the table.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Assembly name.
    pub mnemonic: &'static str,
    /// Format and identifying bits.
    pub encoding: Encoding,
    /// Reference semantics.
    pub semantics: Semantics,
    /// What it becomes in the bytecode table.
    pub rows: Rows,
}

/// The rows of an instruction.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    /// `rd = lookup(rs1, rs2)`.
    Registers(LookupOp),
    /// `rd = lookup(rs1, imm)`.
    Immediate(LookupOp),
    /// A branch if `lookup(rs1, rs2)`.
    Branch(LookupOp),
    /// Another single row.
    Single(fn(Operands) -> Row),
    /// A virtual sequence.
    Sequence(fn(Operands) -> Vec<Row>),
}
