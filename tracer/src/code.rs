//! The program decoded once, before the run.

use instructions::{DecodeError, Format, Instruction, Isa, Program, Segment, Semantics, decode};

/// Register that writes to x0 go to; operands never name it.
const SINK: u8 = 32;
/// The stack pointer.
const SP: u8 = 2;
/// Successor of a jump whose target is no instruction.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// What to do, with its operands' places chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    /// `rd = f(rs1, rs2 + imm)`: an instruction with a register has no immediate, one with an immediate has rs2 = x0.
    Compute(fn(u32, u32) -> u32),
    /// [`Action::Compute`] of the stack pointer, in a program whose stack has a limit.
    MoveStack(fn(u32, u32) -> u32),
    /// `rd = imm`: a result that depends on the pc alone.
    Constant,
    /// To `target` if `f(rs1, rs2)`.
    Branch(fn(u32, u32) -> bool),
    /// `rd = pc + 4`, to `target`.
    Jump,
    /// `rd = pc + 4`, to `rs1 + imm`.
    JumpRegister,
    /// `rd = extend(memory[rs1 + imm])`.
    Load { bytes: u32, extend: fn(u32) -> u32 },
    /// `sp = memory[rs1 + imm]`, in a program whose stack has a limit.
    LoadStack,
    /// `memory[rs1 + imm] = rs2`.
    Store { bytes: u32 },
    /// Nothing.
    Fence,
    /// The environment.
    Ecall,
    /// No instruction.
    Undecodable,
    /// The word after a segment.
    EndOfCode,
}

/// One word of the text, or the end of a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub action: Action,
    pub rd: u8,
    pub rs1: u8,
    pub rs2: u8,
    pub imm: u32,
    /// Slot of the static target of a jump or branch.
    pub target: u32,
    pub pc: u32,
}

/// The slots of all segments, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub slots: Vec<Slot>,
    isa: Isa,
    /// Whether the stack pointer is watched.
    watch: bool,
    /// Address of each segment, number of its words, its first slot; sorted by address.
    segments: Vec<(u32, u32, u32)>,
    text: Vec<Segment>,
}

impl Code {
    /// Decodes the text.
    pub fn new(program: &Program) -> Self {
        let mut text = program.text.clone();
        text.sort_by_key(|s| s.address);
        let mut first = 0;
        let mut segments = Vec::new();
        for s in &text {
            segments.push((s.address, s.words.len() as u32, first));
            first += s.words.len() as u32 + 1;
        }
        let mut code = Self { slots: Vec::new(), isa: program.isa, watch: program.stack_limit.is_some(), segments, text };
        let mut slots = Vec::with_capacity(first as usize);
        for segment in &code.text {
            let mut pc = segment.address;
            for &word in &segment.words {
                slots.push(match decode(word, code.isa) {
                    Ok(instruction) => code.slot(pc, &instruction),
                    Err(_) => Slot::at(pc, Action::Undecodable),
                });
                pc += 4;
            }
            slots.push(Slot::at(pc, Action::EndOfCode));
        }
        code.slots = slots;
        code
    }

    fn slot(&self, pc: u32, instruction: &Instruction) -> Slot {
        let imm = instruction.imm as u32;
        let definition = instruction.op.definition();
        let (mut value, mut target) = (imm, NOWHERE);
        let action = match (definition.semantics, definition.encoding.format) {
            (Semantics::Compute(f), Format::Upper) => {
                value = f(pc, imm);
                Action::Constant
            }
            (Semantics::Compute(f), _) if self.watch && instruction.rd == SP => Action::MoveStack(f),
            (Semantics::Compute(f), _) => Action::Compute(f),
            (Semantics::Branch(f), _) => {
                target = self.find(pc.wrapping_add(imm));
                Action::Branch(f)
            }
            (Semantics::Jump, Format::Jump) => {
                target = self.find(pc.wrapping_add(imm));
                Action::Jump
            }
            (Semantics::Jump, _) => Action::JumpRegister,
            (Semantics::Load { bytes: 4, .. }, _) if self.watch && instruction.rd == SP => Action::LoadStack,
            (Semantics::Load { bytes, extend }, _) => Action::Load { bytes, extend },
            (Semantics::Store { bytes }, _) => Action::Store { bytes },
            (Semantics::Fence, _) => Action::Fence,
            (Semantics::Ecall, _) => Action::Ecall,
        };
        let rd = if instruction.rd == 0 { SINK } else { instruction.rd };
        Slot { action, rd, rs1: instruction.rs1, rs2: instruction.rs2, imm: value, target, pc }
    }

    /// Slot of a byte address, or [`NOWHERE`].
    #[inline]
    pub fn find(&self, pc: u32) -> u32 {
        let after = self.segments.partition_point(|&(address, _, _)| address <= pc);
        match self.segments.get(after.wrapping_sub(1)) {
            Some(&(address, words, first)) if pc.is_multiple_of(4) && (pc - address) / 4 < words => first + (pc - address) / 4,
            _ => NOWHERE,
        }
    }

    /// Whether a byte address belongs to the text.
    pub fn contains(&self, address: u32) -> bool {
        self.find(address & !3) != NOWHERE
    }

    /// First byte of the text and one past its last.
    pub fn span(&self) -> (u32, u32) {
        let start = self.segments.first().map_or(0, |s| s.0);
        let end = self.segments.last().map_or(0, |s| s.0 + 4 * s.1);
        (start, end)
    }

    /// The instruction at a byte address; `None` where there is no text.
    pub fn instruction(&self, pc: u32) -> Option<Result<Instruction, DecodeError>> {
        let segment = self.text.get(self.text.partition_point(|s| s.address <= pc).checked_sub(1)?)?;
        let word = segment.words.get(((pc - segment.address) / 4) as usize)?;
        Some(decode(*word, self.isa))
    }
}

impl Slot {
    fn at(pc: u32, action: Action) -> Self {
        Self { action, rd: SINK, rs1: 0, rs2: 0, imm: 0, target: NOWHERE, pc }
    }
}
