//! From instructions to rows: operands to cells, and the flags of sequences.

use crate::definition::Rows;
use crate::flags::{CircuitFlag, CircuitFlags};
use crate::instruction::Instruction;
use crate::row::{Row, cell};

/// The operands of an instruction as cells: a written x0 is the sink, a read x0 is [`cell::ZERO`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operands {
    /// Cell of the destination.
    pub rd: u8,
    /// Cell of the first source.
    pub x: u8,
    /// Cell of the second source.
    pub y: u8,
    /// Immediate.
    pub imm: i32,
}

impl Operands {
    fn new(instruction: &Instruction) -> Self {
        let read = |register: u8| if register == 0 { cell::ZERO } else { register };
        let Instruction { rd, rs1, rs2, imm, .. } = *instruction;
        Self { rd, x: read(rs1), y: read(rs2), imm }
    }
}

/// The rows of an instruction, in order; more than one are a virtual sequence (protocol 8).
///
/// All rows of a sequence but the last have `DoNotUpdatePc` and `VirtualNotLast`; all but the first have `VirtualNotFirst`.
///
/// ```
/// use instructions::{Isa, LookupOp, decode, expand};
/// let rows = expand(&decode(0x00A5_9533, Isa::Rv32i).unwrap()); // sll a0, a1, a0
/// assert_eq!(rows.iter().map(|row| row.lookup).collect::<Vec<_>>(), [Some(LookupOp::And), Some(LookupOp::Sll)]);
/// ```
pub fn expand(instruction: &Instruction) -> Vec<Row> {
    let o = Operands::new(instruction);
    let mut rows = match instruction.op.definition().rows {
        Rows::Registers(op) => vec![Row::lookup(op, o.rd, o.x, o.y)],
        Rows::Immediate(op) => vec![Row::with_imm(op, o.rd, o.x, o.imm)],
        Rows::Branch(op) => vec![Row::branch(op, o.x, o.y, o.imm)],
        Rows::Single(row) => vec![row(o)],
        Rows::Sequence(rows) => rows(o),
    };
    let last = rows.len().saturating_sub(1);
    for (k, row) in rows.iter_mut().enumerate() {
        if k < last {
            row.flags = row.flags.union(CircuitFlags::of(&[CircuitFlag::DoNotUpdatePc, CircuitFlag::VirtualNotLast]));
        }
        if k > 0 {
            row.flags = row.flags.union(CircuitFlags::of(&[CircuitFlag::VirtualNotFirst]));
        }
    }
    rows
}
