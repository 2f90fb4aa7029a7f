//! Reference semantics: what an instruction does, as a pure function of its operand values.

use crate::definition::Semantics;
use crate::encoding::Format;
use crate::instruction::Instruction;

/// What an instruction asks for. The pc moves on by 4 unless it says otherwise.
#[derive(Clone, Copy, Debug)]
pub enum Effect {
    /// `rd = value`.
    Write(u32),
    /// `rd = pc + 4`, then on to this pc; a target that is no multiple of 4 traps.
    Jump(u32),
    /// On to this pc if the condition holds; a target that is no multiple of 4 traps.
    Branch(Option<u32>),
    /// `rd = extend(bytes at address)`; a misaligned or unmapped address traps.
    Load {
        /// First byte.
        address: u32,
        /// 1, 2 or 4.
        bytes: u32,
        /// Sign or zero extension of the bytes at the low end of a word.
        extend: fn(u32) -> u32,
    },
    /// Writes the low bytes of `value`; a misaligned or unmapped address traps.
    Store {
        /// First byte.
        address: u32,
        /// 1, 2 or 4.
        bytes: u32,
        /// Value of rs2.
        value: u32,
    },
    /// Nothing.
    Nothing,
    /// A request to the environment.
    Ecall,
}

/// The effect of an instruction at `pc` with register values `rs1` and `rs2`.
///
/// ```
/// use instructions::{Effect, Isa, decode, execute};
/// let addi = decode(0xFFD5_8513, Isa::Rv32i).unwrap(); // addi a0, a1, -3
/// assert!(matches!(execute(&addi, 0x8000_0000, 5, 0), Effect::Write(2)));
/// ```
pub fn execute(instruction: &Instruction, pc: u32, rs1: u32, rs2: u32) -> Effect {
    let definition = instruction.op.definition();
    let imm = instruction.imm as u32;
    let address = rs1.wrapping_add(imm);
    match definition.semantics {
        Semantics::Compute(f) => Effect::Write(match definition.encoding.format {
            Format::Register => f(rs1, rs2),
            Format::Upper => f(pc, imm),
            _ => f(rs1, imm),
        }),
        Semantics::Branch(taken) => Effect::Branch(taken(rs1, rs2).then(|| pc.wrapping_add(imm))),
        Semantics::Jump if definition.encoding.format == Format::Jump => Effect::Jump(pc.wrapping_add(imm)),
        Semantics::Jump => Effect::Jump(address & !1),
        Semantics::Load { bytes, extend } => Effect::Load { address, bytes, extend },
        Semantics::Store { bytes } => Effect::Store { address, bytes, value: rs2 },
        Semantics::Fence => Effect::Nothing,
        Semantics::Ecall => Effect::Ecall,
    }
}
