//! The machine of protocol 3.1: program, input and registers before a run, exit code and output after it.

use crate::code::{Code, NOWHERE};
use crate::execute::{Counts, Pcs};
use crate::ram::Ram;
use crate::symbols::Symbols;
use crate::trap::{Cause, Trap};
use instructions::{ControlWord, ExecutionTrace, Halt, LayoutError, MemoryLayout, Program, RAM_START, Region, Segment, expand};
use std::collections::BTreeMap;

/// Bytes of host log that are kept; what a guest writes beyond is dropped.
pub const LOG_CAPACITY: usize = 1 << 20;

const A0: usize = 10;
/// x0 to x31, then the sink of writes to x0; the rest makes every 6-bit index valid.
pub(crate) const REGISTERS: usize = 64;

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
    /// Rows of the trace, those of virtual sequences included, padding not.
    pub rows: u64,
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
/// let program = load_elf(include_bytes!("../../guests/elf/fibonacci.elf"), Isa::default(), &layout)?;
/// let trace = Machine::new(&program, &layout, b"20", b"")?.trace(1 << 16)?;
/// assert_eq!(trace.output, 6765u64.to_le_bytes());
/// assert_eq!(trace.pcs[0], program.entry);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Machine {
    pub(crate) layout: MemoryLayout,
    pub(crate) code: Code,
    pub(crate) tohost: Option<u32>,
    pub(crate) symbols: Symbols,
    /// Lowest value that the stack pointer may take; 0 without a limit.
    pub(crate) stack_limit: u32,
    pub(crate) registers: [u32; REGISTERS],
    pub(crate) ram: Ram,
    /// Slot of the next instruction.
    pub(crate) at: u32,
    pub(crate) log: Vec<u8>,
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
            symbols: Symbols::new(program),
            stack_limit: program.stack_limit.unwrap_or(0),
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
        let mut counts = Counts(vec![0; self.code.slots.len()]);
        let (halt, instructions) = self.execute(0, limit, &mut counts)?;
        self.finished(halt, instructions, &counts.0)
    }

    /// Runs to the end, recording the program counters.
    ///
    /// *Preconditions* and *Errors*: those of [`Self::run`].
    pub fn trace(&mut self, limit: u64) -> Result<ExecutionTrace, Trap> {
        let mut pcs = Pcs(Vec::new());
        let (halt, instructions) = self.execute(0, limit, &mut pcs)?;
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

    /// Exit code and output after the halting instruction.
    fn result(&self, halt: Halt, executed: u64) -> Result<(u32, Vec<u8>), Trap> {
        let word = |address| self.word(address).unwrap_or(0);
        let exit_code = match (halt, self.tohost) {
            (Halt::Tohost, Some(tohost)) if word(tohost) % 2 == 0 => {
                return Err(self.trap(executed, Cause::MissingExitCode { tohost, value: word(tohost) }));
            }
            (Halt::Tohost, Some(tohost)) => word(tohost) >> 1,
            _ => self.registers[A0],
        };
        let Region { bytes: capacity, .. } = self.layout.output;
        let length = word(ControlWord::OutLen.address());
        if length > capacity {
            return Err(self.trap(executed, Cause::OutputTooLong { length, capacity }));
        }
        let start = self.layout.address(self.layout.output);
        let mut output: Vec<u8> = (0..length.div_ceil(4)).flat_map(|k| word(start + 4 * k).to_le_bytes()).collect();
        if output[length as usize..].iter().any(|&byte| byte != 0) {
            return Err(self.trap(executed, Cause::DirtyOutputTail { length, word: word(start + length) }));
        }
        output.truncate(length as usize);
        Ok((exit_code, output))
    }

    /// The result of a run, from the number of times that each slot was executed.
    pub(crate) fn finished(&self, halt: Halt, instructions: u64, counts: &[u64]) -> Result<Run, Trap> {
        let (exit_code, output) = self.result(halt, instructions)?;
        let (mut mix, mut rows) = (BTreeMap::new(), 0);
        for (slot, &count) in self.code.slots.iter().zip(counts).filter(|(_, count)| **count > 0) {
            if let Some(Ok(instruction)) = self.code.instruction(slot.pc) {
                *mix.entry(instruction.op.mnemonic()).or_insert(0) += count;
                rows += count * expand(&instruction).len() as u64;
            }
        }
        let mut mix: Vec<_> = mix.into_iter().collect();
        mix.sort_by_key(|&(name, count)| (u64::MAX - count, name));
        Ok(Run { halt, exit_code, output, instructions, rows, mix })
    }
}
