//! An interpreter for the bytecode of guests/README.md.
#![no_std]
#![no_main]

use joltlab_guest::{entry, write_output};
use programs::{input_words, malformed};

entry!(main);

const MOST_INSTRUCTIONS: usize = 4095;

struct Machine {
    registers: [u32; 16],
    memory: [u32; 256],
}

enum Next {
    End,
    Skip(i16),
}

impl Machine {
    /// Executes one instruction, its first byte the lowest one; nothing if there is no such operation.
    fn step(&mut self, instruction: u32) -> Option<Next> {
        let [op, a, b, c] = instruction.to_le_bytes();
        let a = usize::from(a % 16);
        let left = self.registers[usize::from(b % 16)];
        let right = self.registers[usize::from(c % 16)];
        let cell = (left.wrapping_add(u32::from(c)) % 256) as usize;
        let signed = (instruction >> 16) as i16;
        self.registers[a] = match op {
            0 => return Some(Next::End),
            1 => i32::from(signed) as u32,
            2 => left.wrapping_add(right),
            3 => left.wrapping_sub(right),
            4 => left.wrapping_mul(right),
            5 => left & right,
            6 => left | right,
            7 => left ^ right,
            8 => left.wrapping_shl(right),
            9 => left.wrapping_shr(right),
            10 => u32::from(left < right),
            11 => self.memory[cell],
            12 => {
                self.memory[cell] = self.registers[a];
                self.registers[a]
            }
            13 if self.registers[a] != 0 => return Some(Next::Skip(signed)),
            13 => self.registers[a],
            14 => {
                write_output(&self.registers[a].to_le_bytes());
                self.registers[a]
            }
            _ => return None,
        };
        Some(Next::Skip(0))
    }
}

fn main() {
    let Some((argument, program)) = input_words().split_first() else { malformed() };
    if program.len() > MOST_INSTRUCTIONS {
        malformed();
    }
    let mut machine = Machine { registers: [0; 16], memory: [0; 256] };
    machine.registers[0] = *argument;
    let mut at = 0usize;
    loop {
        let instruction = program.get(at).copied().unwrap_or_else(|| malformed());
        match machine.step(instruction) {
            Some(Next::End) => return,
            Some(Next::Skip(count)) => at = (at + 1).wrapping_add_signed(isize::from(count)),
            None => malformed(),
        }
    }
}
