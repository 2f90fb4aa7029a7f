//! Programs that bring one instruction together with every edge operand.

use super::{EDGES, IMMEDIATES, Workload, asm, exit, immediate, li, pair, register};
use instructions::{Format, Instruction, Isa, Op};

const LEFT: u8 = 11;
const RIGHT: u8 = 12;
const RESULT: u8 = 10;

impl Workload {
    /// An instruction on every pair of [`EDGES`]; if it has an immediate, on each of them with every edge immediate or shift amount.
    ///
    /// `None` for an instruction that does not compute or compare.
    pub fn on_edges(op: Op) -> Option<Self> {
        let mut code = Vec::new();
        let left = EDGES.iter().map(|&x| li(LEFT, x));
        match op.definition().encoding.format {
            Format::Register => left.for_each(|x| with_every_right(&mut code, x, &[register(op, RESULT, LEFT, RIGHT)])),
            Format::Branch => {
                let body = [pair(op, LEFT, RIGHT, 8), immediate(Op::Addi, RESULT, RESULT, 1)];
                left.for_each(|x| with_every_right(&mut code, x, &body));
            }
            Format::Immediate => left.for_each(|x| with_immediates(&mut code, op, x, IMMEDIATES)),
            Format::ShiftImmediate => left.for_each(|x| with_immediates(&mut code, op, x, 0..32)),
            Format::Load | Format::Store | Format::Upper | Format::Jump | Format::Bare { .. } => return None,
        }
        code.extend(exit());
        let mut program = asm(&code);
        program.isa = Isa::Rv32im;
        Some(Self::new(program))
    }
}

fn with_every_right(code: &mut Vec<Instruction>, left: [Instruction; 2], body: &[Instruction]) {
    code.extend(left);
    for y in EDGES {
        code.extend(li(RIGHT, y));
        code.extend(body);
    }
}

fn with_immediates(code: &mut Vec<Instruction>, op: Op, left: [Instruction; 2], immediates: impl IntoIterator<Item = i32>) {
    code.extend(left);
    code.extend(immediates.into_iter().map(|imm| immediate(op, RESULT, LEFT, imm)));
}
