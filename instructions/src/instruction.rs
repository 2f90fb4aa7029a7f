//! A decoded instruction and its disassembly.

use crate::encoding::{Fields, Format};
use crate::table::Op;
use std::fmt;

/// An instruction with its operands; those that its format lacks are 0.
///
/// Immediates are sign-extended; LUI and AUIPC hold the 32-bit value, its lowest 12 bits 0.
///
/// ```
/// use instructions::{Instruction, Isa, Op, decode, encode};
/// let i = Instruction { op: Op::Addi, rd: 10, rs1: 11, rs2: 0, imm: -3 };
/// assert_eq!(i.to_string(), "addi a0, a1, -3");
/// assert_eq!(decode(encode(&i), Isa::Rv32i), Ok(i));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instruction {
    /// Which instruction.
    pub op: Op,
    /// Destination register.
    pub rd: u8,
    /// First source register.
    pub rs1: u8,
    /// Second source register.
    pub rs2: u8,
    /// Immediate.
    pub imm: i32,
}

impl Instruction {
    pub(crate) fn new(op: Op, Fields { rd, rs1, rs2, imm }: Fields) -> Self {
        Self { op, rd, rs1, rs2, imm }
    }

    pub(crate) fn fields(&self) -> Fields {
        Fields { rd: self.rd, rs1: self.rs1, rs2: self.rs2, imm: self.imm }
    }
}

const ABI_NAMES: [&str; 32] = [
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7", "s2", "s3", "s4", "s5",
    "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
];

/// The ABI name of a register (`x40` and the like for a number that is none).
pub fn register_name(register: u8) -> String {
    ABI_NAMES.get(usize::from(register)).map_or_else(|| format!("x{register}"), ToString::to_string)
}

impl fmt::Display for Instruction {
    /// The disassembly; offsets of branches and jumps are relative to the pc.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, imm) = (self.op.mnemonic(), self.imm);
        let [rd, rs1, rs2] = [self.rd, self.rs1, self.rs2].map(register_name);
        match self.op.definition().encoding.format {
            Format::Register => write!(f, "{name} {rd}, {rs1}, {rs2}"),
            Format::Immediate | Format::ShiftImmediate => write!(f, "{name} {rd}, {rs1}, {imm}"),
            Format::Load => write!(f, "{name} {rd}, {imm}({rs1})"),
            Format::Store => write!(f, "{name} {rs2}, {imm}({rs1})"),
            Format::Branch => write!(f, "{name} {rs1}, {rs2}, {imm}"),
            Format::Upper => write!(f, "{name} {rd}, {:#x}", imm as u32 >> 12),
            Format::Jump => write!(f, "{name} {rd}, {imm}"),
            Format::Bare { .. } => f.write_str(name),
        }
    }
}
