//! Provers who lie: a false witness with everything downstream derived from it, and what the verifier says.

use crate::programs::Workload;
use ark_ff::{Fp128, MontBackend, MontConfig};
use jolt_core::replay::{Prover, Row};
use jolt_core::{
    Column, JoltColumns, LassoTrivial, Machine, ProvingConfig, ProvingKey, Statement, VerifyError, Witness, check, prove_with, verify_with,
    witness_of_prover,
};
use memory::{MemoryArgument, ProveMemory, SharedColumns};
use poly::Scalar;
use spartan::{Linear, UniformR1cs};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;
use transcript::testing::Skipping;
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

#[allow(non_local_definitions)]
mod field {
    use super::{MontBackend, MontConfig};

    #[derive(MontConfig)]
    #[modulus = "170141183460469231731687303715884105727"]
    #[generator = "43"]
    pub struct Mersenne127Config;
    pub type Backend = MontBackend<Mersenne127Config, 2>;
}

/// Integers modulo 2^127 - 1: above 2^64, so that no argument about integers breaks, and fast.
pub type Mersenne127 = Fp128<field::Backend>;

/// The configuration of most attacks: no commitment scheme, columns in the clear.
pub type Clear = LassoTrivial<Mersenne127>;

/// The lies of a prover: called on every row before the state is updated.
struct Lies<L>(L);

impl<L: FnMut(usize, &mut Row)> Prover for Lies<L> {
    fn row(&mut self, t: usize, row: &mut Row) {
        (self.0)(t, row);
    }
}

/// A false witness and the machine that it is about.
#[derive(Clone)]
pub struct Forgery<C: ProvingConfig = Clear> {
    /// The machine.
    pub machine: Arc<Machine<C::Field>>,
    /// Statement and columns.
    pub witness: Witness<C::Field>,
}

impl<C: ProvingConfig> Forgery<C> {
    /// A run of `2^log_steps` rows from row `start` of the bytecode table by a prover who tells `lies` about rows by their number; the statement is
    /// what the columns then say.
    ///
    /// *Panics* if the program makes no machine, or if the run reaches a pc that no row has.
    pub fn of_run(workload: &Workload, log_steps: usize, start: u32, lies: impl FnMut(usize, &mut Row)) -> Self {
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
        let advice = workload.advice.chunks(4).map(|chunk| chunk.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte))).collect();
        let witness = witness_of_prover::<C>(&machine, statement, advice, start, &mut Lies(lies)).expect("every next pc has a row");
        let mut forgery = Self { machine, witness };
        forgery.claim_exit_code();
        forgery
    }

    /// Makes the statement's exit code the final a0, where that is a machine word.
    pub fn claim_exit_code(&mut self) {
        let code = self.get("register v_final", 10).into_bigint();
        self.witness.statement.exit_code = code.as_ref()[0] as u32;
    }

    /// Names of all columns, in the order of commitment.
    pub fn column_names(&self) -> Vec<String> {
        let statement = &self.witness.statement;
        let shape = self.machine.shape(statement.log_steps, statement.log_ram);
        shape.columns::<C>(self.machine.lookups()).into_iter().map(|spec| spec.name).collect()
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

    /// Changes columns: `edit` is shown each with its name, in the order of commitment.
    fn edit(&mut self, mut edit: impl FnMut(&str, &mut Column<C::Field>)) {
        let statement = &self.witness.statement;
        let shape = self.machine.shape(statement.log_steps, statement.log_ram);
        let mut columns = self.witness.columns.as_refs().into_iter().cloned().collect::<Vec<_>>().into_iter();
        let Ok(edited) = shape.try_columns::<C, _, Infallible>(self.machine.lookups(), |spec| {
            let mut column = columns.next().expect("as many columns as the shape has");
            edit(&spec.name, &mut column);
            Ok(column)
        });
        self.witness.columns = edited;
    }

    /// Overwrites one value of a column.
    pub fn set(&mut self, name: &str, at: usize, value: C::Field) {
        let mut found = false;
        self.edit(|column_name, column| {
            if column_name == name {
                found = true;
                Arc::make_mut(column).set(at, value);
            }
        });
        assert!(found, "no column {name}");
    }

    /// Derives timestamps, final states, limbs and multiplicities from the VM's columns again.
    pub fn derive_memory(&mut self) {
        let (vm, statement) = (&self.witness.columns.vm, &self.witness.statement);
        let shared = SharedColumns {
            rs1: vm.rs1.clone(),
            rs2: vm.rs2.clone(),
            rd: vm.rd.clone(),
            v_rs1: vm.v_rs1.clone(),
            v_rs2: vm.v_rs2.clone(),
            v_rd_old: vm.v_rd_old.clone(),
            v_rd_new: vm.v_rd_new.clone(),
            a_ram: vm.a_ram.clone(),
            v_old: vm.v_old.clone(),
            v_new: vm.v_new.clone(),
        };
        let shape = self.machine.shape(statement.log_steps, statement.log_ram).memory();
        self.witness.columns.memory = C::Memory::witness(&shape, &shared, &self.machine.initial_ram(statement), &self.witness.advice);
    }

    /// A proof of the forgery through any channel.
    ///
    /// *Panics* if the statement is out of bounds.
    pub fn prove_with<M: ProverChannel<C::Field>>(&self, channel: M) -> M {
        prove_with(&self.key(), &self.witness, channel).expect("a statement within its bounds")
    }

    /// Keys for exactly this size.
    pub fn key(&self) -> ProvingKey<C> {
        ProvingKey::of_machine(self.machine.clone(), self.witness.statement.log_steps).expect("keys exist for this size")
    }

    /// A proof of the forgery.
    pub fn prove(&self) -> Vec<u8> {
        self.prove_with(MerlinProver::new(jolt_core::PROTOCOL)).finish()
    }

    /// The verifier's answer through any channel.
    pub fn verify_with<M: VerifierChannel<C::Field>>(&self, channel: M) -> Result<M, VerifyError> {
        verify_with(self.key().verifying(), &self.witness.statement, channel)
    }
}
