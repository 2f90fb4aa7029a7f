//! Small programs and ELF files, made by hand.
#![allow(dead_code, reason = "each test binary uses its part")]

use instructions::{Instruction, Isa, MemoryLayout, Op, Program, RAM_START, Segment, encode};
use tracer::{Machine, Run, Trap};

pub const ZERO: u8 = 0;
pub const RA: u8 = 1;
pub const SP: u8 = 2;
pub const T0: u8 = 5;
pub const A0: u8 = 10;
pub const A1: u8 = 11;
pub const A2: u8 = 12;
pub const A7: u8 = 17;

pub fn register(op: Op, rd: u8, rs1: u8, rs2: u8) -> Instruction {
    Instruction { op, rd, rs1, rs2, imm: 0 }
}

pub fn immediate(op: Op, rd: u8, rs1: u8, imm: i32) -> Instruction {
    Instruction { op, rd, rs1, rs2: 0, imm }
}

/// Stores and branches.
pub fn pair(op: Op, rs1: u8, rs2: u8, imm: i32) -> Instruction {
    Instruction { op, rd: 0, rs1, rs2, imm }
}

pub fn jump(rd: u8, offset: i32) -> Instruction {
    immediate(Op::Jal, rd, 0, offset)
}

pub fn ecall() -> Instruction {
    immediate(Op::Ecall, 0, 0, 0)
}

/// Two instructions that load any value.
pub fn load_value(rd: u8, value: u32) -> [Instruction; 2] {
    let upper = value.wrapping_add(0x800) & 0xFFFF_F000;
    [immediate(Op::Lui, rd, 0, upper as i32), immediate(Op::Addi, rd, rd, value.wrapping_sub(upper) as i32)]
}

/// `exit(code)` with the code in a0.
pub fn exit() -> [Instruction; 2] {
    [immediate(Op::Addi, A7, ZERO, 93), ecall()]
}

pub fn code(parts: &[&[Instruction]]) -> Vec<Instruction> {
    parts.concat()
}

/// A program with its text at the start of RAM proper.
pub fn program(instructions: &[Instruction]) -> Program {
    let words = instructions.iter().map(encode).collect();
    Program {
        isa: Isa::Rv32i,
        entry: RAM_START,
        text: vec![Segment { address: RAM_START, words }],
        data: Vec::new(),
        tohost: None,
        symbols: vec![(RAM_START, 4 * instructions.len() as u32, "main".to_owned())],
        stack_limit: None,
    }
}

pub fn machine(program: &Program) -> Machine {
    Machine::new(program, &MemoryLayout::default(), b"", b"").unwrap()
}

pub fn run(program: &Program) -> Result<Run, Trap> {
    machine(program).run(1 << 16)
}

pub const LOAD: u32 = 1;
pub const TEXT: u32 = 5;
pub const DATA: u32 = 6;

/// A program header and the bytes it loads.
#[derive(Clone)]
pub struct Header {
    pub kind: u32,
    pub flags: u32,
    pub address: u32,
    pub memory: u32,
    pub bytes: Vec<u8>,
}

impl Header {
    pub fn load(flags: u32, address: u32, bytes: &[u8]) -> Self {
        Self { kind: LOAD, flags, address, memory: bytes.len() as u32, bytes: bytes.to_vec() }
    }
}

/// An ELF32 file.
#[derive(Clone)]
pub struct Elf {
    pub kind: u16,
    pub machine: u16,
    pub flags: u32,
    pub entry: u32,
    pub headers: Vec<Header>,
    /// Name, value, type (2: function).
    pub symbols: Vec<(&'static str, u32, u8)>,
    /// Address and size of sections of code.
    pub code: Vec<(u32, u32)>,
    /// What `.riscv.attributes` says.
    pub architecture: Option<&'static str>,
}

impl Elf {
    /// `exit(0)` in one segment.
    pub fn small() -> Self {
        let text: Vec<u8> = exit().iter().flat_map(|i| encode(i).to_le_bytes()).collect();
        let headers = vec![Header::load(TEXT, RAM_START, &text)];
        Self { kind: 2, machine: 243, flags: 0, entry: RAM_START, headers, symbols: Vec::new(), code: Vec::new(), architecture: None }
    }

    pub fn with(mut self, header: Header) -> Self {
        self.headers.push(header);
        self
    }

    pub fn symbol(mut self, name: &'static str, value: u32, kind: u8) -> Self {
        self.symbols.push((name, value, kind));
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        let mut table = Vec::new();
        let start = 52 + 32 * self.headers.len();
        for h in &self.headers {
            let offset = (start + body.len()) as u32;
            for field in [h.kind, offset, h.address, h.address, h.bytes.len() as u32, h.memory, h.flags, 4] {
                table.extend(field.to_le_bytes());
            }
            body.extend(&h.bytes);
        }
        let (sections, section_offset, section_count) = self.sections(start + body.len());
        let section_offset = if section_count == 0 { 0 } else { section_offset };
        let mut file = vec![0x7F, b'E', b'L', b'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        file.extend(self.kind.to_le_bytes());
        file.extend(self.machine.to_le_bytes());
        for field in [1, self.entry, 52, section_offset, self.flags] {
            file.extend(field.to_le_bytes());
        }
        for field in [52, 32, self.headers.len() as u16, 40, section_count, if section_count == 0 { 0 } else { 2 }] {
            file.extend(field.to_le_bytes());
        }
        [file, table, body, sections].concat()
    }

    /// Symbol table, names, attributes and section headers at a file offset; the offset of the headers, and their number.
    fn sections(&self, start: usize) -> (Vec<u8>, u32, u16) {
        if self.symbols.is_empty() && self.code.is_empty() && self.architecture.is_none() {
            return (Vec::new(), 0, 0);
        }
        let mut names = vec![0u8];
        let mut table = vec![0u8; 16];
        for &(name, value, kind) in &self.symbols {
            for field in [names.len() as u32, value, 4] {
                table.extend(field.to_le_bytes());
            }
            table.extend([0x10 | kind, 0, 0xF1, 0xFF]);
            names.extend(name.bytes());
            names.push(0);
        }
        let attributes = self.architecture.map_or(Vec::new(), attributes);
        let (symbols_at, names_at) = (start as u32, (start + table.len()) as u32);
        let (symbols_size, names_size, attributes_size) = (table.len() as u32, names.len() as u32, attributes.len() as u32);
        let attributes_at = names_at + names_size;
        let mut bytes = [table, names, attributes].concat();
        let symbols = [0, 2, 0, 0, symbols_at, symbols_size, 2, 0, 4, 16];
        let strings = [0, 3, 0, 0, names_at, names_size, 0, 0, 1, 0];
        let riscv = [0, 0x7000_0003, 0, 0, attributes_at, attributes_size, 0, 0, 1, 0];
        let mut headers = vec![[0u32; 10], symbols, strings];
        headers.extend(self.architecture.map(|_| riscv));
        headers.extend(self.code.iter().map(|&(address, size)| [0, 1, 6, address, 0, size, 0, 0, 4, 0]));
        for field in headers.concat() {
            bytes.extend(field.to_le_bytes());
        }
        (bytes, attributes_at + attributes_size, headers.len() as u16)
    }
}

/// A section of attributes with an alignment of the stack and the name of an instruction set.
fn attributes(name: &str) -> Vec<u8> {
    let values = [&[4, 16, 5], name.as_bytes(), &[0]].concat();
    let file = [&[1][..], &(values.len() as u32 + 5).to_le_bytes(), &values].concat();
    let vendor = [&b"riscv\0"[..], &file].concat();
    [&b"A"[..], &(vendor.len() as u32 + 4).to_le_bytes(), &vendor].concat()
}
