//! What a proof says, and the shape that follows from it (protocol 2.2, 3.1).
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::{Machine, StatementError};
use instructions::{ControlWord, Halt, Isa, MemoryLayout};
use memory::MemoryError;
use memory::output::OutputCheck;
use poly::Scalar;
use transcript::Label;

/// The public side of a run: for some contents of the advice region, the program turns `input` into `output` and exits with `exit_code`.
///
/// `halt_index`, `log_steps`, `log_ram` and `advice_len` are the prover's choice within bounds; [`Statement::shape`] checks them before anything
/// of that size is allocated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Public input.
    pub input: Vec<u8>,
    /// Output, as long as the guest's `out_len`.
    pub output: Vec<u8>,
    /// Exit code.
    pub exit_code: u32,
    /// Row of the bytecode table on which the trace ends.
    pub halt_index: u32,
    /// log2 of the number of steps, `n`.
    pub log_steps: usize,
    /// log2 of the number of RAM cells, `log2 K_ram`.
    pub log_ram: usize,
    /// Bytes of advice.
    pub advice_len: u32,
}

/// Every size of a proof, computed from the verifying key and the statement before one message is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Instruction set.
    pub isa: Isa,
    /// log2 of the number of steps.
    pub log_steps: usize,
    /// log2 of the length of the bytecode table.
    pub log_bytecode: usize,
    /// log2 of the number of RAM cells.
    pub log_ram: usize,
    /// The advice region: log2 of its words, and its first cell.
    pub advice: Option<(usize, u32)>,
}

/// Largest `log_steps`.
pub const MAX_LOG_STEPS: usize = 30;

impl Statement {
    /// Checks the bounds of protocol 2.2 and the static kind of the halt row, and computes the shape.
    ///
    /// *Errors*: the first bound that fails.
    pub fn shape<F: Scalar>(&self, machine: &Machine<F>) -> Result<(Shape, Halt), StatementError> {
        let layout = machine.layout();
        let bound = |what, value: u64, min: u64, max: u64| {
            if (min..=max).contains(&value) { Ok(()) } else { Err(StatementError::OutOfRange { what, value, min, max }) }
        };
        bound("log2 of the number of steps", self.log_steps as u64, 1, MAX_LOG_STEPS as u64)?;
        let min_ram = layout.min_cells(machine.program().tohost).ilog2();
        bound("log2 of the number of RAM cells", self.log_ram as u64, u64::from(min_ram), u64::from(layout.max_cells.ilog2()))?;
        bound("the length of the input", self.input.len() as u64, 0, u64::from(layout.input.bytes))?;
        bound("the length of the advice", u64::from(self.advice_len), 0, layout.advice.map_or(0, |r| u64::from(r.bytes)))?;
        bound("the length of the output", self.output.len() as u64, 0, u64::from(layout.output.bytes))?;
        let halt = machine.halt_kind(self.halt_index).ok_or(StatementError::NotAHaltRow { index: self.halt_index })?;
        let max_code = match halt {
            Halt::Ecall => u32::MAX,
            Halt::Tohost => u32::MAX >> 1,
        };
        bound("the exit code", u64::from(self.exit_code), 0, u64::from(max_code))?;
        Ok((machine.shape(self.log_steps, self.log_ram), halt))
    }

    /// Absorbs everything that the verifier knows before the first message: protocol, parameters, program, statement (P0).
    pub(crate) fn absorb(&self, preamble: &[(Label, Vec<u8>)], mut absorb: impl FnMut(Label, &[u8])) {
        for (label, bytes) in preamble {
            absorb(label, bytes);
        }
        absorb("halt index", &self.halt_index.to_le_bytes());
        absorb("exit code", &self.exit_code.to_le_bytes());
        absorb("log steps", &(self.log_steps as u32).to_le_bytes());
        absorb("log ram", &(self.log_ram as u32).to_le_bytes());
        absorb("advice length", &self.advice_len.to_le_bytes());
        absorb("input", &self.input);
        absorb("output", &self.output);
    }

    /// The cells that the output check compares: the output's words, the last one padded with zeros, and `out_len`.
    pub fn output_cells(&self, layout: &MemoryLayout) -> Vec<(u32, u32)> {
        let first = layout.cell(layout.address(layout.output));
        let mut cells: Vec<(u32, u32)> = words(&self.output).enumerate().map(|(k, word)| (first + k as u32, word)).collect();
        cells.push((layout.cell(ControlWord::OutLen.address()), self.output.len() as u32));
        cells
    }
}

impl Statement {
    /// The output check of protocol 6.8.
    pub(crate) fn output_check<F: Scalar>(&self, layout: &MemoryLayout) -> Result<OutputCheck<F>, MemoryError> {
        OutputCheck::new(self.log_ram, self.output_cells(layout).into_iter().map(|(cell, word)| (cell as usize, word)))
    }
}

/// Bytes as little-endian words, the last one padded with zeros.
pub(crate) fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks(4).map(|chunk| chunk.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte)))
}
