//! What one line of the instruction table says about an instruction.

use crate::encoding::Encoding;

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
}
