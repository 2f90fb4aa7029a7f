//! From an execution trace to the values of every row: the machine run again, row by row.

use crate::boundary::EXIT;
use crate::{Machine, Statement, WitnessError};
use instructions::{Bytecode, BytecodeRow, CircuitFlag, LookupOp};
use poly::Scalar;

/// Everything a row computes, in machine words (protocol 5.1); what the bytecode table holds is not repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Index of the bytecode row.
    pub a: u32,
    /// First operand register.
    pub v_rs1: u32,
    /// Second operand register.
    pub v_rs2: u32,
    /// Value of rd before the row.
    pub v_rd_old: u32,
    /// Value written to rd.
    pub v_rd_new: u32,
    /// RAM cell.
    pub a_ram: u32,
    /// Word before the row.
    pub v_old: u32,
    /// Word after the row.
    pub v_new: u32,
    /// The byte that the row accesses is at offset 1, 2, 3 of its word.
    pub lanes: [bool; 3],
    /// The half-word that the row accesses is at offset 2.
    pub upper: bool,
    /// Left operand.
    pub left: u32,
    /// Right operand.
    pub right: u32,
    /// `v_rs1 * v_rs2`.
    pub product: u64,
    /// The lookup's four indices.
    pub indices: [u16; 4],
    /// Its result.
    pub lookup_output: u32,
    /// Next pc if no branch is taken.
    pub next_pc_jump: u32,
    /// Next pc.
    pub next_pc: u32,
    /// A branch that is taken.
    pub should_branch: bool,
    /// Bit that JALR clears.
    pub jalr_lsb: bool,
    /// An ECALL that halts.
    pub halt: bool,
    /// What keeps a0 on a halt.
    pub keep: i64,
    /// Row that follows, where it is not the one that the values call for: for false witnesses only.
    pub goto: Option<u32>,
}

/// The rows of a run, padded with the halt row to a power of two, and the sizes that follow.
#[derive(Clone, Debug)]
pub struct Replay {
    /// One entry per step.
    pub rows: Vec<Row>,
    /// Rows before the padding, the halt row included.
    pub cycles: usize,
    /// Largest RAM cell that was touched.
    pub top_cell: u32,
    /// The machine's state after the last row.
    pub registers: [u32; 64],
    /// Words of RAM after the last row, as far as they were touched.
    pub ram: Vec<u32>,
}

/// A prover who may lie: called on every row before the state is updated.
pub trait Prover {
    /// May change any value of the row number `t`.
    fn row(&mut self, t: usize, row: &mut Row);
}

/// The prover who does not lie.
pub struct Honest;

impl Prover for Honest {
    fn row(&mut self, _t: usize, _row: &mut Row) {}
}

struct Replayer<'a, F: Scalar> {
    machine: &'a Machine<F>,
    registers: [u32; 64],
    ram: Vec<u32>,
    top_cell: u32,
    /// What an access beyond the memory finds: such a row is false, and costs no memory.
    unmapped: u32,
}

/// Runs the machine for `steps` rows from the entry row; `advice` holds the words of the advice region.
///
/// *Errors*: a next pc that no row has, before `steps` rows are done.
pub fn replay<F: Scalar>(
    machine: &Machine<F>,
    statement: &Statement,
    advice: &[u32],
    start: u32,
    prover: &mut dyn Prover,
) -> Result<Replay, WitnessError> {
    let steps = 1usize << statement.log_steps;
    let mut replayer = Replayer { machine, registers: [0; 64], ram: Vec::new(), top_cell: 0, unmapped: 0 };
    for (cell, word) in machine.public_memory(&Statement { log_ram: 31, ..statement.clone() }) {
        *replayer.cell(cell) = word;
    }
    if let Some(region) = machine.layout().advice {
        let first = machine.layout().cell(machine.layout().address(region));
        for (k, word) in advice.iter().enumerate() {
            *replayer.cell(first + k as u32) = *word;
        }
    }
    let bytecode = machine.bytecode();
    let (mut rows, mut cycles, mut a) = (Vec::with_capacity(steps), None, start);
    for t in 0..steps {
        let mut row = replayer.values(a);
        prover.row(t, &mut row);
        replayer.commit(&row, a);
        if cycles.is_none() && (row.halt || machine.halt_kind(a) == Some(instructions::Halt::Tohost)) {
            cycles = Some(t + 1);
        }
        a = match row.goto {
            Some(next) => next,
            None if bytecode.rows()[a as usize].has(CircuitFlag::VirtualNotLast) => a + 1,
            None if t + 1 < steps => next_row(bytecode, row.next_pc).ok_or(WitnessError::NoRow { cycle: t, pc: row.next_pc })?,
            None => a,
        };
        rows.push(row);
    }
    Ok(Replay { rows, cycles: cycles.unwrap_or(steps), top_cell: replayer.top_cell, registers: replayer.registers, ram: replayer.ram })
}

fn next_row(bytecode: &Bytecode, pc: u32) -> Option<u32> {
    bytecode.first_row(pc).map(|a| a as u32)
}

impl<F: Scalar> Replayer<'_, F> {
    /// A RAM word; memory grows with the touched range. Beyond the layout every word is 0 and stays 0.
    fn cell(&mut self, cell: u32) -> &mut u32 {
        if cell >= self.machine.layout().max_cells {
            self.unmapped = 0;
            return &mut self.unmapped;
        }
        let index = cell as usize;
        if index >= self.ram.len() {
            self.ram.resize((index + 1).next_power_of_two().max(1 << 14), 0);
        }
        &mut self.ram[index]
    }

    /// The values of a row from the state before it.
    fn values(&mut self, a: u32) -> Row {
        let machine = self.machine;
        let entry = &machine.bytecode().rows()[a as usize];
        let on = |f| entry.has(f);
        let pc = entry.pc() as u32;
        let mut row = Row { a, ..Row::default() };
        row.v_rs1 = self.registers[usize::from(entry.rs1)];
        row.v_rs2 = self.registers[usize::from(entry.rs2)];
        row.v_rd_old = self.registers[usize::from(entry.rd)];
        row.left = if on(CircuitFlag::LeftIsPc) { pc } else { row.v_rs1 };
        row.right = if on(CircuitFlag::RightIsImm) { entry.imm as u32 } else { row.v_rs2 };
        row.product = u64::from(row.v_rs1) * u64::from(row.v_rs2);
        self.access(entry, &mut row);
        if let Some(lookup) = entry.lookup {
            set_lookup(&mut row, lookup);
        }
        if let Some(advice) = entry.advice {
            let [dividend, divisor] = [advice.dividend, advice.divisor].map(|cell| self.registers[usize::from(cell)]);
            set_advice(&mut row, advice.value.of(dividend, divisor));
        }
        if on(CircuitFlag::Ecall) {
            row.halt = u64::from(row.v_rs1) == EXIT;
            row.keep = if row.halt { i64::from(row.v_rd_old) - i64::from(row.v_rs2) } else { 0 };
            row.v_rd_new = if row.halt { row.v_rd_old } else { row.v_rs2 };
        } else if on(CircuitFlag::WriteLookup) {
            row.v_rd_new = row.lookup_output;
        } else if on(CircuitFlag::Load) {
            row.v_rd_new = row.v_old;
        } else if on(CircuitFlag::Jump) {
            row.v_rd_new = pc.wrapping_add(4);
        }
        self.set_next_pc(&mut row);
        row
    }

    /// The RAM operation of a row; of a sub-word row also the operands: the word, and what is stored or the part that is loaded.
    fn access(&mut self, entry: &BytecodeRow, row: &mut Row) {
        let on = |f| entry.has(f);
        let (loads_part, stores_part) = (on(CircuitFlag::LoadPart), on(CircuitFlag::StorePart));
        let mut offset = 0;
        if on(CircuitFlag::Load) || on(CircuitFlag::Store) || loads_part || stores_part {
            let address = row.v_rs1.wrapping_add(entry.imm as u32).wrapping_sub(self.machine.layout().base());
            (row.a_ram, offset) = (address / 4, address % 4);
        }
        row.v_old = *self.cell(row.a_ram);
        row.v_new = if on(CircuitFlag::Store) { row.v_rs2 } else { row.v_old };
        if !loads_part && !stores_part {
            return;
        }
        let (shift, mask) = if on(CircuitFlag::Half) {
            row.upper = offset >= 2;
            (16 * u32::from(row.upper), 0xFFFF)
        } else {
            row.lanes = [1, 2, 3].map(|lane| offset == lane);
            (8 * offset, 0xFF)
        };
        row.left = row.v_old;
        if loads_part {
            row.right = row.v_old >> shift & mask;
        } else {
            row.v_new = row.v_old & !(mask << shift) | (row.v_rs2 & mask) << shift;
        }
    }

    fn set_next_pc(&self, row: &mut Row) {
        set_next_pc(self.machine.bytecode(), row);
    }

    /// Writes what the row writes.
    fn commit(&mut self, row: &Row, a: u32) {
        let rd = self.machine.bytecode().rows()[a as usize].rd;
        self.registers[usize::from(rd)] = row.v_rd_new;
        *self.cell(row.a_ram) = row.v_new;
        if row.a_ram < self.machine.layout().max_cells {
            self.top_cell = self.top_cell.max(row.a_ram);
        }
    }
}

/// Indices and result of a lookup on the row's operands.
pub fn set_lookup(row: &mut Row, lookup: LookupOp) {
    row.indices = lookup.query().indices(row.left, row.right);
    row.lookup_output = lookup.output(row.left, row.right);
}

/// Indices and result of an ADVICE row whose prover chooses `value`; its operands say nothing about it.
pub fn set_advice(row: &mut Row, value: u32) {
    row.indices = LookupOp::Advice.query().indices(value, 0);
    row.lookup_output = LookupOp::Advice.output(value, 0);
}

/// The pc after a row, from its other values (R15).
pub fn set_next_pc(bytecode: &Bytecode, row: &mut Row) {
    let entry = &bytecode.rows()[row.a as usize];
    let on = |f| entry.has(f);
    let pc = entry.pc() as u32;
    row.should_branch = on(CircuitFlag::Branch) && row.lookup_output == 1;
    row.jalr_lsb = on(CircuitFlag::Jump) && !on(CircuitFlag::LeftIsPc) && row.lookup_output & 1 == 1;
    row.next_pc_jump = if on(CircuitFlag::Jump) {
        row.lookup_output.wrapping_sub(u32::from(row.jalr_lsb))
    } else if on(CircuitFlag::DoNotUpdatePc) || row.halt {
        pc
    } else {
        pc.wrapping_add(4)
    };
    row.next_pc = if row.should_branch { pc.wrapping_add(entry.imm as u32) } else { row.next_pc_jump };
}
