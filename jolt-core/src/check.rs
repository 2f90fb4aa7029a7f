//! Is the witness what the statement says? Without cryptography, and in RISC-V terms.
//!
//! The prover never asks; this does. Facts are checked in the order in which the verifier relies on them, and each kind reports its first
//! violation only.

use crate::boundary::{ECALL_NUMBER, EXIT, EXIT_CODE};
use crate::verify::shared_with_memory;
use crate::witness::Column;
use crate::{Machine, ProvingConfig, Shape, VmColumns, Witness, constraints, fetch};
use instructions::Halt;
use lookups::{LookupArgument, NO_LOOKUP, ProveLookups, Queries};
use memory::{MemoryArgument, ProveMemory};
use poly::{MultilinearPolynomial, Scalar};
use std::fmt;

/// A fact that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which fact, by the name of its constraint or column.
    pub fact: String,
    /// Row of the trace, where it is about one.
    pub cycle: Option<usize>,
    /// That row's pc and instruction.
    pub instruction: Option<(u32, String)>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} does not hold", self.fact)?;
        if let Some(cycle) = self.cycle {
            write!(f, " at cycle {cycle}")?;
        }
        if let Some((pc, instruction)) = &self.instruction {
            write!(f, ", pc {pc:#010x}: {instruction}")?;
        }
        Ok(())
    }
}

/// The first violation of each kind of fact; empty for a true witness.
pub fn check<C: ProvingConfig>(machine: &Machine<C::Field>, witness: &Witness<C::Field>) -> Vec<Violation> {
    let (shape, halt) = match witness.statement.shape(machine) {
        Ok(shape) => shape,
        Err(error) => return vec![Violation { fact: format!("the statement's bound ({error})"), cycle: None, instruction: None }],
    };
    let checker = Checker::<C> { machine, witness, shape, halt };
    [checker.fetch(), checker.constraints(), checker.lookups(), checker.registers(), checker.ram(), checker.derived(), checker.boundary()]
        .into_iter()
        .flatten()
        .collect()
}

struct Checker<'a, C: ProvingConfig> {
    machine: &'a Machine<C::Field>,
    witness: &'a Witness<C::Field>,
    shape: Shape,
    halt: Halt,
}

impl<C: ProvingConfig> Checker<'_, C> {
    fn vm(&self) -> &VmColumns<Column<C::Field>> {
        &self.witness.columns.vm
    }

    fn steps(&self) -> usize {
        1 << self.shape.log_steps
    }

    fn at(&self, cycle: usize, fact: impl Into<String>) -> Violation {
        let row = self.vm().a.get_small(cycle).and_then(|a| self.machine.bytecode().rows().get(usize::try_from(a).ok()?));
        let instruction = row.map(|row| (row.pc() as u32, row.op.map_or("trap row", |op| op.mnemonic()).to_string()));
        Violation { fact: fact.into(), cycle: Some(cycle), instruction }
    }

    fn of_run(fact: impl Into<String>) -> Violation {
        Violation { fact: fact.into(), cycle: None, instruction: None }
    }

    /// Every fetched row is a row of the program, counted rightly.
    fn fetch(&self) -> Option<Violation> {
        let columns = fetch::columns(self.vm());
        let tables = fetch::tables(self.machine);
        let names = ["E", "bitflags", "rd", "rs1", "rs2", "imm"];
        let mut counts = vec![0u64; 1 << self.shape.log_bytecode];
        for t in 0..self.steps() {
            let Some(a) = index(&columns[0], t, counts.len()) else { return Some(self.at(t, "bytecode: a is a row of the table")) };
            let differs = (0..tables.len()).find(|k| columns[k + 1].get(t) != tables[*k].get(a));
            if let Some(k) = differs {
                return Some(self.at(t, format!("bytecode: {} of the fetched row", names[k])));
            }
            if columns[fetch::T_READ].get(t) != C::Field::from(counts[a]) {
                return Some(self.at(t, "bytecode: t_read"));
            }
            counts[a] += 1;
        }
        let wrong = (0..counts.len()).find(|a| columns[fetch::T_FINAL].get(*a) != C::Field::from(counts[*a]));
        wrong.map(|a| Self::of_run(format!("bytecode: t_final of row {a}")))
    }

    /// Every row obeys the constraint system.
    fn constraints(&self) -> Option<Violation> {
        let columns = match constraints::variables::<C::Field, C::Lookups, _>(self.machine.lookups(), &self.witness.columns) {
            Ok(columns) => columns,
            Err(error) => return Some(Self::of_run(error.to_string())),
        };
        let system = self.machine.constraint_system::<C>();
        system.violated(&columns, self.shape.log_steps).map(|found| self.at(found.step, format!("constraint {}", found.name)))
    }

    /// Every lookup reads its subtables where its indices say, and its result is their collation.
    fn lookups(&self) -> Option<Violation> {
        let set = self.machine.lookups();
        let vm = self.vm();
        let word = set.word();
        let own = &self.witness.columns.lookups;
        let instruction = (0..self.steps())
            .map(|t| vm.instruction_flags.iter().position(|f| f.get_small(t) == Some(1)).map_or(NO_LOOKUP, |k| k as u8))
            .collect();
        let limit = 1 << word.index_bits();
        let mut indices = Vec::new();
        for i in 0..word.chunks {
            let column = &own[lookups::Lasso::dim(set, i)];
            let values = (0..self.steps()).map(|t| index(column, t, limit).map(|v| v as u32)).collect::<Option<Vec<u32>>>();
            match values {
                Some(values) => indices.push(values),
                None => {
                    let t = (0..self.steps()).find(|t| index(column, *t, limit).is_none()).unwrap_or_default();
                    return Some(self.at(t, format!("lookup: dim_{i} is an index")));
                }
            }
        }
        let expected = C::Lookups::witness(set, &Queries { instruction, indices });
        let specs = C::Lookups::columns(set, self.shape.log_steps);
        for (k, (have, want)) in own.iter().zip(&expected).enumerate() {
            if let Some(t) = first_difference(have, want) {
                let fact = format!("lookup: {}", specs[k].name);
                return Some(if specs[k].num_vars == self.shape.log_steps { self.at(t, fact) } else { Self::of_run(fact) });
            }
        }
        (0..self.steps()).find(|t| !self.collates(*t)).map(|t| self.at(t, "lookup: lookup_output is the collation"))
    }

    fn collates(&self, t: usize) -> bool {
        let (set, own, vm) = (self.machine.lookups(), &self.witness.columns.lookups, self.vm());
        let mut sum = C::Field::from(0u64);
        for (instruction, flag) in set.instructions().iter().zip(&vm.instruction_flags) {
            if flag.get_small(t) != Some(0) {
                let values: Vec<_> = instruction.collation.iter().map(|m| own[lookups::Lasso::e(set, *m)].get(t)).collect();
                sum += flag.get(t) * instruction.decomposition.collate(&values);
            }
        }
        sum == vm.lookup_output.get(t)
    }

    /// Registers are read as they were last written.
    fn registers(&self) -> Option<Violation> {
        let vm = self.vm();
        let mut cells = [C::Field::from(0u64); 64];
        for t in 0..self.steps() {
            for (name, cell, read, written) in
                [("rs1", &vm.rs1, &vm.v_rs1, &vm.v_rs1), ("rs2", &vm.rs2, &vm.v_rs2, &vm.v_rs2), ("rd", &vm.rd, &vm.v_rd_old, &vm.v_rd_new)]
            {
                let Some(k) = index(cell, t, 64) else { return Some(self.at(t, format!("registers: {name} is a cell"))) };
                if read.get(t) != cells[k] {
                    return Some(self.at(t, format!("registers: the value of {name} is the last one written to cell {k}")));
                }
                cells[k] = written.get(t);
            }
        }
        let last = &self.witness.columns.memory[C::Memory::boundary(&self.shape.memory()).register_final];
        (0..64).find(|k| last.get(*k) != cells[*k]).map(|k| Self::of_run(format!("registers: final value of cell {k}")))
    }

    /// RAM is read as it was last written.
    fn ram(&self) -> Option<Violation> {
        let vm = self.vm();
        let mut cells = vec![C::Field::from(0u64); 1 << self.shape.log_ram];
        for (cell, word) in self.machine.public_memory(&self.witness.statement) {
            cells[cell as usize] = C::Field::from(word);
        }
        if let Some((_, first)) = self.shape.advice {
            for (k, word) in self.witness.advice.iter().enumerate() {
                cells[first as usize + k] += C::Field::from(*word);
            }
        }
        for t in 0..self.steps() {
            let Some(k) = index(&vm.a_ram, t, cells.len()) else { return Some(self.at(t, "RAM: the address is mapped")) };
            if vm.v_old.get(t) != cells[k] {
                return Some(
                    self.at(t, format!("RAM: the word at {:#010x} is the last one written", self.machine.layout().base() as usize + 4 * k)),
                );
            }
            cells[k] = vm.v_new.get(t);
        }
        let last = &self.witness.columns.memory[C::Memory::boundary(&self.shape.memory()).ram_final];
        (0..cells.len()).find(|k| last.get(*k) != cells[*k]).map(|k| Self::of_run(format!("RAM: final word of cell {k}")))
    }

    /// Timestamps, final states and multiplicities are those of the accesses.
    fn derived(&self) -> Option<Violation> {
        let memory = self.shape.memory();
        let initial = self.machine.initial_ram(&self.witness.statement);
        let expected = C::Memory::witness(&memory, &shared_with_memory(&self.witness.columns), &initial, &self.witness.advice);
        let specs = C::Memory::columns(&memory);
        let wrong = self.witness.columns.memory.iter().zip(&expected).position(|(have, want)| first_difference(have, want).is_some());
        wrong.map(|k| Self::of_run(format!("memory: column {}", specs[k].name)))
    }

    /// The run starts at the entry, ends on its halt row with its exit code, and leaves the output.
    fn boundary(&self) -> Option<Violation> {
        let (vm, statement) = (self.vm(), &self.witness.statement);
        let memory = self.shape.memory();
        let own = &self.witness.columns.memory;
        let boundary = C::Memory::boundary(&memory);
        let (registers, ram) = (&own[boundary.register_final], &own[boundary.ram_final]);
        let field = |v: u64| C::Field::from(v);
        if vm.a.get(0) != field(u64::from(self.machine.entry_index())) {
            return Some(self.at(0, "the first row is the entry"));
        }
        if vm.a.get(self.steps() - 1) != field(u64::from(statement.halt_index)) {
            return Some(self.at(self.steps() - 1, "the last row is the halt row"));
        }
        let code = u64::from(statement.exit_code);
        let holds = match (self.halt, self.machine.program().tohost) {
            (Halt::Tohost, Some(address)) => ram.get(self.machine.layout().cell(address) as usize) == field(2 * code + 1),
            _ => registers.get(EXIT_CODE) == field(code) && registers.get(ECALL_NUMBER) == field(EXIT),
        };
        if !holds {
            return Some(Self::of_run("the exit code"));
        }
        let cells = statement.output_cells(self.machine.layout());
        cells.iter().find(|(cell, word)| ram.get(*cell as usize) != field(u64::from(*word))).map(|_| Self::of_run("the output"))
    }
}

/// A column's value as an index below `limit`.
fn index<F: Scalar>(column: &MultilinearPolynomial<F>, t: usize, limit: usize) -> Option<usize> {
    let value = match column.get_small(t) {
        Some(value) => usize::try_from(value).ok()?,
        None => {
            let value = column.get(t).into_bigint();
            let low = value.as_ref()[0];
            usize::try_from(low).ok().filter(|_| column.get(t) == F::from(low))?
        }
    };
    (value < limit).then_some(value)
}

fn first_difference<F: Scalar>(have: &MultilinearPolynomial<F>, want: &MultilinearPolynomial<F>) -> Option<usize> {
    if have.len() != want.len() {
        return Some(0);
    }
    if have == want { None } else { (0..have.len()).find(|i| have.get(*i) != want.get(*i)) }
}
