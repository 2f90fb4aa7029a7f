//! Provers who lie: a false witness with everything downstream derived from it, and what the verifier says.

mod catalogue;
mod configuration;
mod facts;
mod observer;
mod sparse;

pub use catalogue::{Attack, Outcome, matrix, run_all};
pub use configuration::Configuration;
pub use facts::violated;
pub use observer::{Notes, Observer};
pub use sparse::{LassoSparse, Mersenne127, Sparse};

use crate::programs::Workload;
use ark_ff::{BigInteger, PrimeField};
use instructions::LookupOp;
use jolt_core::replay::{Prover, Row};
use jolt_core::{Column, Machine, PROTOCOL, ProvingKey, Shape, Statement, VerifyError, VerifyingKey, Witness, WitnessError};
use memory::{OfflineColumns, ProveMemory, SharedColumns};
use poly::MultilinearPolynomial;
use std::convert::Infallible;
use std::sync::Arc;
use subtables::Word;
use transcript::{MerlinProver, MerlinVerifier, ProverChannel, VerifierChannel};

/// The lies of a prover: called on every row before the state is updated.
struct Lies<L>(L);

impl<L: FnMut(usize, &mut Row)> Prover for Lies<L> {
    fn row(&mut self, t: usize, row: &mut Row) {
        (self.0)(t, row);
    }
}

/// The collation of the subtable entries at these indices.
pub fn collate(op: LookupOp, indices: [u16; 4]) -> u32 {
    let decomposition = op.decomposition::<Mersenne127>(Word::RV32);
    let entry = |m: &subtables::Memory<Mersenne127>| m.subtable.entry(u64::from(indices[m.chunk]), Word::RV32.index_bits());
    let values: Vec<Mersenne127> = decomposition.memories().iter().map(|m| Mersenne127::from(entry(m))).collect();
    decomposition.collate(&values).into_bigint().as_ref()[0] as u32
}

/// Lets a row look something up at indices of the attacker's choice, and write the result.
pub fn look_up(row: &mut Row, op: LookupOp, indices: [u16; 4]) {
    row.indices = indices;
    row.lookup_output = collate(op, indices);
    row.v_rd_new = row.lookup_output;
}

/// Lets a row compute on operands of the attacker's choice, and write the result.
pub fn compute(row: &mut Row, op: LookupOp, left: u32, right: u32) {
    (row.left, row.right) = (left, right);
    look_up(row, op, op.query().indices(left, right));
}

/// A false witness and the machine that it is about.
pub struct Forgery<C: Configuration = LassoSparse> {
    /// The machine.
    pub machine: Arc<Machine<C::Field>>,
    /// Statement and columns.
    pub witness: Witness<C::Field>,
}

impl<C: Configuration> Clone for Forgery<C> {
    fn clone(&self) -> Self {
        Self { machine: self.machine.clone(), witness: self.witness.clone() }
    }
}

impl<C: Configuration> Forgery<C> {
    /// A run of `2^log_steps` rows from the entry by a prover who tells `lies` about rows by their number; the statement is what the columns
    /// then say.
    ///
    /// *Panics* if the program makes no machine, or if the run reaches a pc that no row has.
    pub fn of_run(workload: &Workload, log_steps: usize, lies: impl FnMut(usize, &mut Row)) -> Self {
        Self::from_row(workload, log_steps, None, lies)
    }

    /// [`Self::of_run`] from another row of the bytecode table than the entry.
    pub fn from_row(workload: &Workload, log_steps: usize, start: Option<u32>, lies: impl FnMut(usize, &mut Row)) -> Self {
        Self::try_from_row(workload, log_steps, start, lies).expect("every next pc has a row")
    }

    /// [`Self::from_row`] for lies that may lead anywhere.
    ///
    /// *Errors*: a next pc that no row has. *Panics* if the program makes no machine.
    pub fn try_from_row(
        workload: &Workload,
        log_steps: usize,
        start: Option<u32>,
        lies: impl FnMut(usize, &mut Row),
    ) -> Result<Self, WitnessError> {
        let machine = Arc::new(Machine::new(workload.program.clone(), workload.layout).expect("a program with a table"));
        let statement = Statement {
            input: workload.input.clone(),
            output: Vec::new(),
            exit_code: 0,
            halt_index: 0,
            log_steps,
            log_ram: 0,
            advice_len: workload.advice.len() as u32,
        };
        let advice = workload.advice.chunks(4).map(|word| word.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte))).collect();
        let start = start.unwrap_or(machine.entry_index());
        let witness = C::witness(&machine, statement, advice, start, &mut Lies(lies))?;
        let mut forgery = Self { machine, witness };
        forgery.claim();
        Ok(forgery)
    }

    /// Makes the statement what the final state says: the exit code a0, the output as long as `out_len`; where they are no machine words, their
    /// lowest bits.
    pub fn claim(&mut self) {
        let word =
            |value: C::Field| value.into_bigint().to_bytes_le()[..4].iter().rev().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte));
        self.witness.statement.exit_code = word(self.get("register v_final", 10));
        let layout = self.machine.layout();
        let ram = self.column("ram v_final");
        let len = word(ram.get(layout.cell(instructions::ControlWord::OutLen.address()) as usize)).min(layout.output.bytes);
        let first = layout.cell(layout.address(layout.output)) as usize;
        let bytes = (0..len.div_ceil(4) as usize).flat_map(|k| word(ram.get(first + k)).to_le_bytes());
        self.witness.statement.output = bytes.take(len as usize).collect();
    }

    /// The sizes of the statement.
    pub fn shape(&self) -> Shape {
        self.machine.shape(self.witness.statement.log_steps, self.witness.statement.log_ram)
    }

    /// Names of all columns, in the order of commitment.
    pub fn column_names(&self) -> Vec<String> {
        self.shape().columns::<C>(self.machine.lookups()).into_iter().map(|spec| spec.name).collect()
    }

    /// A column by its name.
    ///
    /// *Panics* if there is none.
    pub fn column(&self, name: &str) -> Column<C::Field> {
        let place = self.column_names().iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"));
        self.witness.columns.as_refs()[place].clone()
    }

    /// One value of a column.
    pub fn get(&self, name: &str, at: usize) -> C::Field {
        self.column(name).get(at)
    }

    /// Replaces a column.
    ///
    /// *Panics* if there is none of this name.
    pub fn replace(&mut self, name: &str, column: MultilinearPolynomial<C::Field>) {
        let mut column = Some(Arc::new(column));
        let mut columns = self.witness.columns.as_refs().into_iter().cloned().collect::<Vec<_>>().into_iter();
        let Ok(edited) = self.shape().try_columns::<C, _, Infallible>(self.machine.lookups(), |spec| {
            let old = columns.next().expect("as many columns as the shape has");
            Ok(if spec.name == name { column.take().unwrap_or(old) } else { old })
        });
        assert!(column.is_none(), "no column {name}");
        self.witness.columns = edited;
    }

    /// Overwrites one value of a column, which stays a column of machine words where it is one.
    pub fn set(&mut self, name: &str, at: usize, value: impl Into<C::Field>) {
        let mut values = self.column(name).to_field();
        values[at] = value.into();
        let word = |value: &C::Field| Some(value.into_bigint().as_ref()[0]).filter(|word| C::Field::from(*word) == *value);
        let words: Option<Vec<u64>> = values.iter().map(word).collect();
        self.replace(name, words.map_or(MultilinearPolynomial::Field(values), MultilinearPolynomial::U64));
    }

    /// Adds to one value of a column.
    pub fn add(&mut self, name: &str, at: usize, value: C::Field) {
        self.set(name, at, self.get(name, at) + value);
    }

    /// Lets a row read any value from a subtable's memory, at any index; the counters follow.
    pub fn read_subtable(&mut self, subtable: &str, chunk: usize, step: usize, index: C::Field, value: C::Field) {
        self.set(&format!("dim_{chunk}"), step, index);
        self.set(&format!("E {subtable}@{chunk}"), step, value);
        self.count_reads(subtable, chunk);
    }

    /// Derives the counters of a subtable's memory from its readers and their indices again; an index outside the table is not counted.
    fn count_reads(&mut self, subtable: &str, chunk: usize) {
        let set = self.machine.lookups();
        let memory = set.memory_index(subtable, chunk).expect("a memory of this name");
        let vm = &self.witness.columns.vm;
        let readers: Vec<_> = set.instructions().iter().zip(&vm.instruction_flags).filter(|(i, _)| i.memories.contains(&memory)).collect();
        let dim = self.column(&format!("dim_{chunk}"));
        let mut counts = vec![0u32; 1 << set.word().index_bits()];
        let mut read_cts = vec![0u32; dim.len()];
        for (t, time) in read_cts.iter_mut().enumerate() {
            let index = dim.get(t).into_bigint().as_ref()[0];
            let in_table = dim.get(t) == C::Field::from(index) && (index as usize) < counts.len();
            if in_table && readers.iter().any(|(_, flag)| flag.get(t) == C::Field::from(1u64)) {
                *time = counts[index as usize];
                counts[index as usize] += 1;
            }
        }
        self.replace(&format!("read_cts {subtable}@{chunk}"), read_cts.into());
        self.replace(&format!("final_cts {subtable}@{chunk}"), counts.into());
    }

    /// Derives what every row reads from registers from what the rows write, and the operands and products that follow; results stay.
    pub fn derive_operands(&mut self) {
        let names = ["rs1", "rs2", "rd", "v_rd_new", "LeftIsPC", "RightIsImm", "LoadPart", "StorePart", "halt"];
        let [rs1, rs2, rd, v_rd_new, left_is_pc, right_is_imm, load_part, store_part, halt] = names.map(|name| self.column(name));
        let place = |column: &Column<C::Field>, t: usize| column.get_small(t).expect("cells are small") as usize;
        let on = |column: &Column<C::Field>, t: usize| column.get(t) == C::Field::from(1u64);
        let mut cells = [C::Field::from(0u64); 64];
        let outputs = ["v_rs1", "v_rs2", "v_rd_old", "left", "right", "product", "keep"];
        let mut columns = outputs.map(|name| self.column(name).to_field());
        for t in 0..rs1.len() {
            let (x, y, old) = (cells[place(&rs1, t)], cells[place(&rs2, t)], cells[place(&rd, t)]);
            let left = if on(&left_is_pc, t) || on(&load_part, t) || on(&store_part, t) { columns[3][t] } else { x };
            let right = if on(&right_is_imm, t) || on(&load_part, t) { columns[4][t] } else { y };
            let values = [x, y, old, left, right, x * y, halt.get(t) * (old - y)];
            columns.iter_mut().zip(values).for_each(|(column, value)| column[t] = value);
            cells[place(&rd, t)] = v_rd_new.get(t);
        }
        for (name, column) in outputs.into_iter().zip(columns) {
            self.replace(name, MultilinearPolynomial::Field(column));
        }
    }

    /// Derives timestamps, final states, limbs and multiplicities from the VM's columns again.
    pub fn derive_memory(&mut self) {
        let vm = &self.witness.columns.vm;
        let columns = [&vm.rs1, &vm.rs2, &vm.rd, &vm.v_rs1, &vm.v_rs2, &vm.v_rd_old, &vm.v_rd_new, &vm.a_ram, &vm.v_old, &vm.v_new];
        let [rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new] = columns.map(Arc::clone);
        let shared = SharedColumns { rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new };
        let initial = self.machine.initial_ram(&self.witness.statement);
        self.witness.columns.memory = C::Memory::witness(&self.shape().memory(), &shared, &initial, &self.witness.advice);
    }

    /// Derives limbs and multiplicities from the timestamps and the advice again.
    pub fn derive_limbs(&mut self) {
        let shape = self.shape().memory();
        let mut columns = self.witness.columns.memory.iter().cloned();
        let mut own = OfflineColumns::build(&shape, |_, _| columns.next().expect("the columns of the memory argument"));
        own.count(&shape);
        self.witness.columns.memory = own.into_vec();
    }

    /// Keys for proofs of this size.
    pub fn key(&self) -> ProvingKey<C> {
        C::key(self.machine.clone(), self.witness.statement.log_steps)
    }

    /// A proof of the forgery through any channel.
    ///
    /// *Panics* if the statement is out of bounds.
    pub fn prove_with<M: ProverChannel<C::Field>>(&self, mut channel: M) -> M {
        C::prove(&self.key(), &self.witness, &mut channel);
        channel
    }

    /// A proof of the forgery.
    pub fn prove(&self) -> Vec<u8> {
        self.prove_with(MerlinProver::new(PROTOCOL)).finish()
    }

    /// The verifier's answer through any channel.
    pub fn verify_with<M: VerifierChannel<C::Field>>(&self, channel: M) -> Result<M, VerifyError> {
        verify_with(self.key().verifying(), &self.witness.statement, channel)
    }

    /// The verifier's answer.
    pub fn verify(&self, proof: &[u8]) -> Result<(), VerifyError> {
        verify(self.key().verifying(), &self.witness.statement, proof)
    }
}

/// [`jolt_core::verify_with`].
pub fn verify_with<C: Configuration, M: VerifierChannel<C::Field>>(
    key: &VerifyingKey<C>,
    statement: &Statement,
    mut channel: M,
) -> Result<M, VerifyError> {
    C::verify(key, statement, &mut channel)?;
    Ok(channel)
}

/// [`jolt_core::verify`].
pub fn verify<C: Configuration>(key: &VerifyingKey<C>, statement: &Statement, proof: &[u8]) -> Result<(), VerifyError> {
    Ok(verify_with(key, statement, MerlinVerifier::new(PROTOCOL, proof))?.finish()?)
}
