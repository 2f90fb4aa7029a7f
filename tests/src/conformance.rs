//! The directed test programs of `guests/conformance`, one for each instruction.

use crate::guests::repository;
use crate::programs::Workload;
use instructions::{Instruction, Isa, MemoryLayout, Op, Program, decode};

/// Holds the number of the running case.
const GP: u8 = 3;
/// Holds the value that a case wants.
const T6: u8 = 31;
/// Bit of an instruction word where its 12-bit immediate begins.
const IMMEDIATE_AT: u32 = 20;

/// The program of an instruction, as a workload without input in the default layout.
///
/// *Panics* if there is none, or if it is no valid program.
pub fn directed(op: Op) -> Workload {
    let name = op.mnemonic();
    let path = repository(&format!("guests/conformance/elf/{name}.elf"));
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("the test program of {name}: {error}"));
    let layout = MemoryLayout::default();
    let program = tracer::load_elf(&bytes, Isa::Rv32im, &layout).unwrap_or_else(|error| panic!("the test program of {name}: {error}"));
    Workload { program, layout, input: Vec::new(), advice: Vec::new() }
}

/// A place where a case makes the value that it wants.
#[derive(Clone, Copy, Debug)]
pub struct Expectation {
    /// Number of the case.
    pub case: u32,
    segment: usize,
    word: usize,
}

/// All expectations of a program: `addi t6, t6, _` before `beq _, t6, _`, each in the case of the last `li gp, _` before it.
pub fn expectations(program: &Program) -> Vec<Expectation> {
    let mut all = Vec::new();
    for (segment, text) in program.text.iter().enumerate() {
        let code: Vec<Option<Instruction>> = text.words.iter().map(|&word| decode(word, program.isa).ok()).collect();
        let mut case = 0;
        for (word, two) in code.windows(2).enumerate() {
            let Some(first) = two[0] else { continue };
            if (first.op, first.rd, first.rs1) == (Op::Addi, GP, 0) {
                case = first.imm as u32;
            }
            let compared = two[1].is_some_and(|second| (second.op, second.rs2) == (Op::Beq, T6));
            if compared && (first.op, first.rd, first.rs1) == (Op::Addi, T6, T6) {
                all.push(Expectation { case, segment, word });
            }
        }
    }
    all
}

impl Expectation {
    /// Changes the wanted value in the image, by one bit below 12 of the immediate that completes it.
    pub fn break_in(&self, program: &mut Program, bit: u32) {
        program.text[self.segment].words[self.word] ^= 1 << (IMMEDIATE_AT + bit % 12);
    }
}
