//! Programs as tests write them: an assembler of one line, and workloads, programs with everything that a run of them needs.

mod edges;
mod linux;
mod random;

pub use linux::{LINUX_DATA, STATE_BYTES};
pub use random::{EDGES, IMMEDIATES};

use instructions::{ExecutionTrace, Instruction, Isa, MemoryLayout, Op, Program, RAM_START, Region, Segment, encode};
use tracer::{Machine, Trap};

/// First byte of the data that random programs load and store.
pub const DATA: u32 = RAM_START + 0x3000;

/// A program, the memory it runs in, and what it is given.
#[derive(Clone, Debug)]
pub struct Workload {
    /// The program.
    pub program: Program,
    /// Memory layout.
    pub layout: MemoryLayout,
    /// Public input.
    pub input: Vec<u8>,
    /// Private advice.
    pub advice: Vec<u8>,
}

impl Workload {
    /// A program in [`small_layout`] that is given nothing.
    pub fn new(program: Program) -> Self {
        Self { program, layout: small_layout(), input: Vec::new(), advice: Vec::new() }
    }

    /// The machine before its first instruction.
    ///
    /// *Panics* if the program does not fit the layout.
    pub fn machine(&self) -> Machine {
        Machine::new(&self.program, &self.layout, &self.input, &self.advice).expect("a valid workload")
    }

    /// The run, in at most 2^20 instructions.
    ///
    /// *Errors*: a trap.
    pub fn trace(&self) -> Result<ExecutionTrace, Trap> {
        self.machine().trace(1 << 20)
    }
}

/// A layout with regions of 1 KiB and 256 KiB of memory: witnesses of small runs stay small.
pub fn small_layout() -> MemoryLayout {
    MemoryLayout {
        window: 1 << 14,
        max_cells: 1 << 16,
        input: Region { offset: 0, bytes: 0x400 },
        advice: Some(Region { offset: 0x400, bytes: 0x400 }),
        output: Region { offset: 0x800, bytes: 0x800 },
    }
}

/// A program of these instructions at the start of RAM proper.
pub fn asm(instructions: &[Instruction]) -> Program {
    program_of_words(instructions.iter().map(encode).collect())
}

/// A program of these words at the start of RAM proper, of the largest instruction set.
pub fn program_of_words(words: Vec<u32>) -> Program {
    let text = vec![Segment { address: RAM_START, words }];
    Program { isa: Isa::default(), entry: RAM_START, text, data: Vec::new(), tohost: None, symbols: Vec::new(), stack_limit: None }
}

/// `op rd, rs1, rs2`.
pub fn register(op: Op, rd: u8, rs1: u8, rs2: u8) -> Instruction {
    Instruction { op, rd, rs1, rs2, imm: 0 }
}

/// `op rd, rs1, imm`; also loads, LUI and AUIPC (`imm` is the 32-bit value), JAL and JALR.
pub fn immediate(op: Op, rd: u8, rs1: u8, imm: i32) -> Instruction {
    Instruction { op, rd, rs1, rs2: 0, imm }
}

/// Stores and branches: `op rs1, rs2, imm`.
pub fn pair(op: Op, rs1: u8, rs2: u8, imm: i32) -> Instruction {
    Instruction { op, rd: 0, rs1, rs2, imm }
}

/// An instruction without operands.
pub fn bare(op: Op) -> Instruction {
    immediate(op, 0, 0, 0)
}

/// Two instructions that load any value.
pub fn li(rd: u8, value: u32) -> [Instruction; 2] {
    let upper = value.wrapping_add(0x800) & 0xFFFF_F000;
    [immediate(Op::Lui, rd, 0, upper as i32), immediate(Op::Addi, rd, rd, value.wrapping_sub(upper) as i32)]
}

/// Exits with the code in a0.
pub fn exit() -> [Instruction; 2] {
    [immediate(Op::Addi, 17, 0, 93), bare(Op::Ecall)]
}
