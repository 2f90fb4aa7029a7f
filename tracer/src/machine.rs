//! The machine of protocol 3.1: registers, memory, and one loop that runs with or without a trace.

use crate::code::{Action, Code, NOWHERE, Slot};
use crate::ram::Ram;
use crate::trap::{Cause, Trap};
use instructions::{ControlWord, ExecutionTrace, Halt, LayoutError, MemoryLayout, Program, RAM_START, Region, Segment};
use std::collections::BTreeMap;

/// Bytes of host log that are kept; what a guest writes beyond is dropped.
pub const LOG_CAPACITY: usize = 1 << 20;

/// `ecall` that writes to the host's log.
const WRITE: u32 = 64;
/// `ecall` that halts.
const EXIT: u32 = 93;
const A0: usize = 10;
const A1: usize = 11;
const A2: usize = 12;
const A7: usize = 17;
/// x0 to x31, then the sink of writes to x0; the rest makes every 6-bit index valid.
const REGISTERS: usize = 64;

/// Why a machine cannot be set up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MachineError {
    /// The memory layout itself.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// The public input does not fit its region.
    #[error("the input has {bytes} bytes but its region holds {capacity}; give less or enlarge --io-window")]
    InputTooLarge {
        /// Bytes given.
        bytes: usize,
        /// Bytes of the region.
        capacity: u32,
    },
    /// The advice does not fit its region.
    #[error("the advice has {bytes} bytes but its region holds {capacity}; give less or enlarge --io-window")]
    AdviceTooLarge {
        /// Bytes given.
        bytes: usize,
        /// Bytes of the region, 0 without one.
        capacity: u32,
    },
    /// The program was loaded for another memory.
    #[error("the program's segment at {address:#010x} is outside memory [{RAM_START:#x}, {end:#x}); load it with this layout")]
    OutsideMemory {
        /// First byte of the segment.
        address: u32,
        /// One past the last byte of memory.
        end: u64,
    },
    /// The entry point has no instruction.
    #[error("the entry point {entry:#010x} is not the address of a word of the program's text")]
    Entry {
        /// Its address.
        entry: u32,
    },
}

/// What a finished run leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How the run ended.
    pub halt: Halt,
    /// Exit code.
    pub exit_code: u32,
    /// Output bytes.
    pub output: Vec<u8>,
    /// Instructions executed, the halting one included.
    pub instructions: u64,
    /// How often each instruction was executed, the most frequent first.
    pub mix: Vec<(&'static str, u64)>,
}

/// A program in memory with its input, ready to run.
///
/// ```
/// use instructions::{Isa, MemoryLayout};
/// use tracer::{Machine, load_elf};
///
/// let layout = MemoryLayout::default();
/// let program = load_elf(include_bytes!("../../guests/elf/fibonacci.elf"), Isa::Rv32i, &layout)?;
/// let trace = Machine::new(&program, &layout, b"20", b"")?.trace(1 << 16)?;
/// assert_eq!(trace.output, 6765u64.to_le_bytes());
/// assert_eq!(trace.pcs[0], program.entry);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Machine {
    layout: MemoryLayout,
    code: Code,
    tohost: Option<u32>,
    symbols: Vec<(u32, u32, String)>,
    registers: [u32; REGISTERS],
    ram: Ram,
    /// Slot of the next instruction.
    at: u32,
    log: Vec<u8>,
}

/// What is noted of every executed instruction.
trait Observer {
    fn retire(&mut self, slot: u32, pc: u32);
}

/// How often each slot was executed.
struct Profile(Vec<u64>);

impl Observer for Profile {
    #[inline(always)]
    fn retire(&mut self, slot: u32, _: u32) {
        self.0[slot as usize] += 1;
    }
}

/// The program counters.
struct Pcs(Vec<u32>);

impl Observer for Pcs {
    #[inline(always)]
    fn retire(&mut self, _: u32, pc: u32) {
        self.0.push(pc);
    }
}

impl Machine {
    /// Loads program, input and advice, and sets the control words.
    ///
    /// *Errors*: an invalid layout, a program outside it, or bytes that do not fit their region.
    pub fn new(program: &Program, layout: &MemoryLayout, input: &[u8], advice: &[u8]) -> Result<Self, MachineError> {
        layout.validate()?;
        let outside = |s: &&Segment| s.address < RAM_START || u64::from(s.address) + 4 * s.words.len() as u64 > layout.end();
        if let Some(segment) = program.text.iter().chain(&program.data).find(outside) {
            return Err(MachineError::OutsideMemory { address: segment.address, end: layout.end() });
        }
        let code = Code::new(program);
        let at = code.find(program.entry);
        if at == NOWHERE {
            return Err(MachineError::Entry { entry: program.entry });
        }
        let mut machine = Self {
            layout: *layout,
            code,
            tohost: program.tohost,
            symbols: program.symbols.clone(),
            registers: [0; REGISTERS],
            ram: Ram::new(program, layout),
            at,
            log: Vec::new(),
        };
        machine.load_io(input, advice)?;
        Ok(machine)
    }

    fn load_io(&mut self, input: &[u8], advice: &[u8]) -> Result<(), MachineError> {
        let layout = self.layout;
        let private = layout.advice.unwrap_or(Region { offset: 0, bytes: 0 });
        if input.len() as u64 > u64::from(layout.input.bytes) {
            return Err(MachineError::InputTooLarge { bytes: input.len(), capacity: layout.input.bytes });
        }
        if advice.len() as u64 > u64::from(private.bytes) {
            return Err(MachineError::AdviceTooLarge { bytes: advice.len(), capacity: private.bytes });
        }
        self.ram.write_bytes(layout.address(layout.input), input);
        self.ram.write_bytes(layout.address(private), advice);
        let advice_address = layout.advice.map_or(0, |region| layout.address(region));
        for (word, value) in [
            (ControlWord::InPtr, layout.address(layout.input)),
            (ControlWord::InLen, input.len() as u32),
            (ControlWord::AdvPtr, advice_address),
            (ControlWord::AdvLen, advice.len() as u32),
            (ControlWord::OutPtr, layout.address(layout.output)),
            (ControlWord::OutCap, layout.output.bytes),
        ] {
            self.ram.write_bytes(word.address(), &value.to_le_bytes());
        }
        Ok(())
    }

    /// Runs to the end, counting.
    ///
    /// *Preconditions*: `limit` counts executed instructions.
    ///
    /// *Errors*: a [`Trap`], the limit being one; registers, memory and log stay as they were when it struck, so that they can be looked at.
    pub fn run(&mut self, limit: u64) -> Result<Run, Trap> {
        let mut profile = Profile(vec![0; self.code.slots.len()]);
        let (halt, instructions) = self.execute(limit, &mut profile)?;
        let (exit_code, output) = self.result(halt, instructions)?;
        Ok(Run { halt, exit_code, output, instructions, mix: self.mix(&profile) })
    }

    /// Runs to the end, recording the program counters.
    ///
    /// *Preconditions* and *Errors*: those of [`Self::run`].
    pub fn trace(&mut self, limit: u64) -> Result<ExecutionTrace, Trap> {
        let mut pcs = Pcs(Vec::new());
        let (halt, instructions) = self.execute(limit, &mut pcs)?;
        let (exit_code, output) = self.result(halt, instructions)?;
        Ok(ExecutionTrace { pcs: pcs.0, halt, exit_code, output })
    }

    /// x0 to x31.
    pub fn registers(&self) -> [u32; 32] {
        std::array::from_fn(|register| self.registers[register])
    }

    /// Address of the next instruction; after the end, of the halting one.
    pub fn pc(&self) -> u32 {
        self.code.slots[self.at as usize].pc
    }

    /// The word of memory that holds a byte address; `None` where nothing is mapped.
    pub fn word(&self, address: u32) -> Option<u32> {
        self.ram.get(self.ram.cell(address))
    }

    /// What the guest wrote with `ecall` 64, up to [`LOG_CAPACITY`] bytes: no part of the statement.
    pub fn log(&self) -> &[u8] {
        &self.log
    }

    /// Executes up to and including a halting instruction; gives the number of instructions.
    fn execute(&mut self, limit: u64, observer: &mut impl Observer) -> Result<(Halt, u64), Trap> {
        let (text_start, text_end) = self.code.span();
        let text_start = self.ram.cell(text_start);
        let text_cells = self.ram.cell(text_end) - text_start;
        let mut executed = 0;
        loop {
            let Slot { action, rd, rs1, rs2, imm, target, pc } = self.code.slots[self.at as usize];
            if executed == limit {
                return Err(self.trap(executed, Cause::CycleLimit { limit }));
            }
            executed += 1;
            observer.retire(self.at, pc);
            let x = self.registers[rs1 as usize % REGISTERS];
            let y = self.registers[rs2 as usize % REGISTERS];
            let rd = &mut self.registers[rd as usize % REGISTERS];
            let mut next = self.at + 1;
            match action {
                Action::Compute(f) => *rd = f(x, y.wrapping_add(imm)),
                Action::Constant => *rd = imm,
                Action::Branch(f) => {
                    if f(x, y) {
                        if target == NOWHERE || target == self.at {
                            return Err(self.trap(executed, jump_cause(pc, pc.wrapping_add(imm))));
                        }
                        next = target;
                    }
                }
                Action::Load { bytes, extend } => {
                    let address = x.wrapping_add(imm);
                    let word = self.ram.get(self.ram.cell(address));
                    match word {
                        Some(word) if address & (bytes - 1) == 0 => *rd = extend(word >> (8 * (address & 3))),
                        _ => return Err(self.trap(executed, self.access_cause(address, bytes))),
                    }
                }
                Action::Store { bytes } => {
                    let address = x.wrapping_add(imm);
                    let cell = self.ram.cell(address);
                    let code = cell.wrapping_sub(text_start) < text_cells && self.code.contains(address);
                    if address & (bytes - 1) != 0 || code {
                        return Err(self.trap(executed, self.access_cause(address, bytes)));
                    }
                    let Some(word) = self.ram.get_mut(cell) else {
                        return Err(self.trap(executed, self.access_cause(address, bytes)));
                    };
                    let lane = 8 * (address & 3);
                    let mask = (u32::MAX >> (32 - 8 * bytes)) << lane;
                    *word = (*word & !mask) | ((y << lane) & mask);
                }
                Action::Jump => {
                    if target == NOWHERE {
                        return Err(self.trap(executed, jump_cause(pc, pc.wrapping_add(imm))));
                    }
                    *rd = pc.wrapping_add(4);
                    if target == self.at {
                        return match self.tohost {
                            Some(_) => Ok((Halt::Tohost, executed)),
                            None => Err(self.trap(executed, Cause::EndlessLoop)),
                        };
                    }
                    next = target;
                }
                Action::JumpRegister => {
                    let address = x.wrapping_add(imm) & !1;
                    next = self.code.find(address);
                    if next == NOWHERE || (next == self.at && *rd == pc.wrapping_add(4)) {
                        return Err(self.trap(executed, jump_cause(pc, address)));
                    }
                    *rd = pc.wrapping_add(4);
                }
                Action::Fence => {}
                Action::Ecall => {
                    if self.registers[A7] == EXIT {
                        return Ok((Halt::Ecall, executed));
                    }
                    self.call_host(executed)?;
                }
                Action::Undecodable | Action::EndOfCode => return Err(self.trap(executed, self.fetch_cause(pc))),
            }
            self.at = next;
        }
    }

    /// An `ecall` that does not halt.
    #[cold]
    fn call_host(&mut self, cycle: u64) -> Result<(), Trap> {
        let number = self.registers[A7];
        if number != WRITE {
            return Err(self.trap(cycle, Cause::UnknownEcall { number }));
        }
        let (start, length) = (self.registers[A1], self.registers[A2]);
        let room = LOG_CAPACITY - self.log.len();
        for address in (0..length).take(room).map(|k| start.wrapping_add(k)) {
            let Some(word) = self.word(address) else { break };
            self.log.push((word >> (8 * (address & 3))) as u8);
        }
        self.registers[A0] = length;
        Ok(())
    }

    /// Exit code and output after the halting instruction.
    fn result(&self, halt: Halt, cycle: u64) -> Result<(u32, Vec<u8>), Trap> {
        let word = |address| self.word(address).unwrap_or(0);
        let exit_code = match (halt, self.tohost) {
            (Halt::Tohost, Some(tohost)) if word(tohost) % 2 == 0 => {
                return Err(self.trap(cycle, Cause::MissingExitCode { tohost, value: word(tohost) }));
            }
            (Halt::Tohost, Some(tohost)) => word(tohost) >> 1,
            _ => self.registers[A0],
        };
        let Region { bytes: capacity, .. } = self.layout.output;
        let length = word(ControlWord::OutLen.address());
        if length > capacity {
            return Err(self.trap(cycle, Cause::OutputTooLong { length, capacity }));
        }
        let start = self.layout.address(self.layout.output);
        let mut output: Vec<u8> = (0..length.div_ceil(4)).flat_map(|k| word(start + 4 * k).to_le_bytes()).collect();
        if output[length as usize..].iter().any(|&byte| byte != 0) {
            return Err(self.trap(cycle, Cause::DirtyOutputTail { length, word: word(start + length) }));
        }
        output.truncate(length as usize);
        Ok((exit_code, output))
    }

    /// Executed instructions by name.
    fn mix(&self, profile: &Profile) -> Vec<(&'static str, u64)> {
        let mut counts = BTreeMap::new();
        for (slot, &count) in self.code.slots.iter().zip(&profile.0).filter(|(_, count)| **count > 0) {
            if let Some(Ok(instruction)) = self.code.instruction(slot.pc) {
                *counts.entry(instruction.op.mnemonic()).or_insert(0) += count;
            }
        }
        let mut mix: Vec<_> = counts.into_iter().collect();
        mix.sort_by_key(|&(name, count)| (u64::MAX - count, name));
        mix
    }

    /// The trap of the instruction at the current slot.
    #[cold]
    fn trap(&self, cycle: u64, cause: Cause) -> Trap {
        let pc = self.pc();
        let before = self.symbols.partition_point(|&(address, _, _)| address <= pc);
        let near = self.symbols[..before].iter().rev().find(|(address, size, _)| pc - address < *size);
        let function = near.map(|(address, _, name)| (name.clone(), pc - address));
        let instruction = self.code.instruction(pc).and_then(Result::ok);
        Trap { cycle, pc, instruction, function, cause }
    }

    /// Why a load or store fails: alignment first, then code, then the mapping.
    #[cold]
    fn access_cause(&self, address: u32, bytes: u32) -> Cause {
        if !address.is_multiple_of(bytes) {
            Cause::MisalignedAccess { address, bytes }
        } else if self.code.contains(address) {
            Cause::StoreToCode { address }
        } else {
            Cause::Unmapped { address, base: self.layout.base(), end: self.layout.end() }
        }
    }

    /// Why nothing can be executed at an address.
    #[cold]
    fn fetch_cause(&self, pc: u32) -> Cause {
        match self.code.instruction(pc) {
            Some(Err(error)) => Cause::Undecodable(error),
            _ => Cause::EndOfCode,
        }
    }
}

/// Why a jump fails.
#[cold]
fn jump_cause(pc: u32, target: u32) -> Cause {
    if !target.is_multiple_of(4) {
        Cause::MisalignedJump { target }
    } else if target == pc {
        Cause::EndlessLoop
    } else {
        Cause::JumpOutOfCode { target }
    }
}
