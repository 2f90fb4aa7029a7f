//! Single steps: what one instruction did to registers and memory, as data and as text.

use crate::execute::Blind;
use crate::machine::Machine;
use crate::trap::{Cause, Trap};
use instructions::{Effect, Format, Instruction, execute, register_name};
use std::fmt;

/// A place in the code: the function and the offset in it, where the program has symbols.
pub type Location = Option<(String, u32)>;

/// What an instruction read from or wrote to memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A load of bytes; their value is the register's.
    Load {
        /// First byte.
        address: u32,
    },
    /// A store.
    Store {
        /// First byte.
        address: u32,
        /// 1, 2 or 4.
        bytes: u32,
        /// What was stored.
        value: u32,
    },
}

/// A register that an instruction wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Write {
    /// Its number, never 0.
    pub register: u8,
    /// Its value before.
    pub before: u32,
    /// Its value after.
    pub after: u32,
}

/// One executed instruction, or the one that trapped.
///
/// As text it is one line: number, pc, function, disassembly, effects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Number of the instruction, the first being 1.
    pub number: u64,
    /// Its address.
    pub pc: u32,
    /// Where that is.
    pub location: Location,
    /// The instruction; `None` where none stands.
    pub instruction: Option<Instruction>,
    /// Where a branch or `jal` leads to, taken or not.
    pub target: Option<(u32, Location)>,
    /// The register that it wrote.
    pub write: Option<Write>,
    /// The memory that it accessed.
    pub access: Option<Access>,
}

impl Machine {
    /// Runs to the end or past instruction number `last`, whichever comes first, and shows the steps `first..=last`; numbers count from 1.
    ///
    /// *Preconditions*: the machine has not run yet, so that its numbers are those of [`Machine::run`].
    ///
    /// *Errors*: the trap that ended the run, if it came before `last`; its step was shown.
    ///
    /// ```
    /// use instructions::{Isa, MemoryLayout};
    /// use tracer::{Machine, load_elf};
    ///
    /// let layout = MemoryLayout::default();
    /// let program = load_elf(include_bytes!("../../guests/elf/fibonacci.elf"), Isa::Rv32im, &layout)?;
    /// let mut numbers = Vec::new();
    /// Machine::new(&program, &layout, b"20", b"")?.window(10, 12, |step| numbers.push(step.number))?;
    /// assert_eq!(numbers, [10, 11, 12]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn window(&mut self, first: u64, last: u64, mut show: impl FnMut(Step)) -> Result<(), Trap> {
        let before = first.saturating_sub(1).min(last);
        match self.execute(0, before, &mut Blind) {
            Err(Trap { cause: Cause::InstructionLimit { .. }, .. }) => {}
            Err(trap) => return Err(trap),
            Ok(_) => return Ok(()),
        }
        for number in before + 1..=last {
            let (step, end) = self.step(number);
            show(step);
            match end {
                Err(Trap { cause: Cause::InstructionLimit { .. }, .. }) => {}
                Err(trap) => return Err(trap),
                Ok(_) => return Ok(()),
            }
        }
        Ok(())
    }

    /// Executes instruction number `number`; a step after which the run goes on ends in the trap of its limit.
    fn step(&mut self, number: u64) -> (Step, Result<(), Trap>) {
        let (pc, registers) = (self.pc(), self.registers());
        let instruction = self.code.instruction(pc).and_then(Result::ok);
        let end = self.execute(number - 1, number, &mut Blind).map(|_| ());
        let trapped = matches!(&end, Err(trap) if !matches!(trap.cause, Cause::InstructionLimit { .. }));
        let effect = instruction.map(|i| (i, execute(&i, pc, registers[usize::from(i.rs1)], registers[usize::from(i.rs2)])));
        let (mut write, mut access) = (None, None);
        if let Some((instruction, effect)) = effect.filter(|_| !trapped) {
            let register = match effect {
                Effect::Write(_) | Effect::Jump(_) | Effect::Load { .. } => instruction.rd,
                // The host's answer.
                Effect::Ecall => 10,
                Effect::Branch(_) | Effect::Store { .. } | Effect::Nothing => 0,
            };
            let (before, after) = (registers[usize::from(register)], self.registers()[usize::from(register)]);
            let silent = register == 0 || (matches!(effect, Effect::Ecall) && before == after);
            write = (!silent).then_some(Write { register, before, after });
            access = match effect {
                Effect::Load { address, .. } => Some(Access::Load { address }),
                Effect::Store { address, bytes, value } => {
                    Some(Access::Store { address, bytes, value: value & (u32::MAX >> (32 - 8 * bytes)) })
                }
                _ => None,
            };
        }
        let target = instruction.filter(|i| matches!(i.op.definition().encoding.format, Format::Branch | Format::Jump)).map(|i| {
            let target = pc.wrapping_add(i.imm as u32);
            (target, self.symbols.locate(target))
        });
        (Step { number, pc, location: self.symbols.locate(pc), instruction, target, write, access }, end)
    }
}

/// `name+0x10`, or nothing.
pub(crate) fn place(location: &Location) -> String {
    location.as_ref().map_or(String::new(), |(name, offset)| format!("{name}+{offset:#x}"))
}

impl Step {
    /// The disassembly; a branch or jump names its target's address and place instead of an offset.
    pub fn disassembly(&self) -> String {
        let Some(instruction) = self.instruction else { return "(no instruction)".to_owned() };
        let text = instruction.to_string();
        let Some((target, location)) = &self.target else { return text };
        let operands = text.rfind(' ').map_or("", |end| &text[..end]);
        let named = if location.is_some() { format!(" <{}>", place(location)) } else { String::new() };
        format!("{operands} {target:#010x}{named}")
    }

    /// What it did to registers and memory.
    fn effects(&self) -> String {
        let write = self.write.map(|w| {
            let was = if w.before == w.after { String::new() } else { format!(" (was {:#x})", w.before) };
            format!("{} = {:#010x}{was}", register_name(w.register), w.after)
        });
        let access = self.access.map(|access| match access {
            Access::Load { address } => format!("from [{address:#010x}]"),
            Access::Store { address, bytes, value } => format!("[{address:#010x}] = {value:#0width$x}", width = 2 + 2 * bytes as usize),
        });
        [write, access].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, disassembly) = (place(&self.location), self.disassembly());
        let line = format!("{:>10}  {:#010x}  {place:<24}  {disassembly:<40}  {}", self.number, self.pc, self.effects());
        f.write_str(line.trim_end())
    }
}
