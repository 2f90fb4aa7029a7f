//! From an execution trace to the committed columns (protocol 4.1 to 4.3).

use crate::columns::LANES;
use crate::replay::{Prover, Replay, Row, replay};
use crate::statement::words;
use crate::verify::shared_with_memory;
use crate::{JoltColumns, Machine, ProvingConfig, Shape, Statement, VmColumns, WitnessError};
use instructions::{CircuitFlag, ExecutionTrace, LookupOp};
use lookups::{NO_LOOKUP, ProveLookups, Queries};
use memory::ProveMemory;
use poly::{MultilinearPolynomial, Scalar, map_range};
use std::sync::Arc;

/// A column behind a shared pointer: the commitment scheme keeps it until it is opened.
pub type Column<F> = Arc<MultilinearPolynomial<F>>;

/// A statement and the columns that should make it true.
#[derive(Clone, Debug)]
pub struct Witness<F: Scalar> {
    /// What is to be proved.
    pub statement: Statement,
    /// All committed columns.
    pub columns: JoltColumns<Column<F>>,
    /// Rows before the padding, the halt row included.
    pub cycles: usize,
    /// Words of the advice region.
    pub advice: Vec<u32>,
}

/// What a run was given.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// Public input.
    pub input: &'a [u8],
    /// Private advice.
    pub advice: &'a [u8],
}

/// The witness of a run that the tracer has recorded.
///
/// *Errors*: a trace that is not one of this machine.
pub fn witness<C: ProvingConfig>(
    machine: &Machine<C::Field>,
    trace: &ExecutionTrace,
    inputs: Inputs<'_>,
) -> Result<Witness<C::Field>, WitnessError> {
    let cycles: usize = trace.pcs.iter().map(|pc| machine.bytecode().row_count_of(*pc)).sum();
    let log_steps = cycles.max(2).next_power_of_two().ilog2() as usize;
    let statement = Statement {
        input: inputs.input.to_vec(),
        output: trace.output.clone(),
        exit_code: trace.exit_code,
        halt_index: 0,
        log_steps,
        log_ram: 0,
        advice_len: inputs.advice.len() as u32,
    };
    let advice: Vec<u32> = words(inputs.advice).collect();
    witness_of_prover::<C>(machine, statement, advice, machine.entry_index(), &mut crate::replay::Honest)
}

/// The witness of a prover who may lie about any value of any row, with everything derived from it: what soundness tests attack with.
///
/// `statement` gives input, output, exit code, number of steps and advice length; halt index and RAM size follow from the run. Timestamps,
/// counters and multiplicities are those of the lie.
///
/// *Errors*: a next pc that no row has.
pub fn witness_of_prover<C: ProvingConfig>(
    machine: &Machine<C::Field>,
    mut statement: Statement,
    advice: Vec<u32>,
    start: u32,
    prover: &mut dyn Prover,
) -> Result<Witness<C::Field>, WitnessError> {
    let run = replay(machine, &statement, &advice, start, prover)?;
    statement.halt_index = run.rows.last().map_or(0, |row| row.a);
    let min_ram = machine.layout().min_cells(machine.program().tohost);
    statement.log_ram = (run.top_cell + 1).next_power_of_two().max(min_ram).ilog2() as usize;
    let shape = machine.shape(statement.log_steps, statement.log_ram);
    let vm = vm_columns(machine, &run);
    let mut columns = JoltColumns { vm, lookups: C::Lookups::witness(machine.lookups(), &queries(machine, &run)), memory: Vec::new() };
    columns.memory = memory_columns::<C>(machine, &statement, &shape, &columns, &advice);
    Ok(Witness { statement, columns, cycles: run.cycles, advice })
}

/// The memory argument's columns for whatever the VM's columns hold.
fn memory_columns<C: ProvingConfig>(
    machine: &Machine<C::Field>,
    statement: &Statement,
    shape: &Shape,
    columns: &JoltColumns<Column<C::Field>>,
    advice: &[u32],
) -> Vec<Column<C::Field>> {
    C::Memory::witness(&shape.memory(), &shared_with_memory(columns), &machine.initial_ram(statement), advice)
}

fn queries<F: Scalar>(machine: &Machine<F>, run: &Replay) -> Queries {
    let rows = machine.bytecode().rows();
    let position = |row: &Row| rows[row.a as usize].lookup.map_or(NO_LOOKUP, |op| op.index() as u8);
    let indices = (0..4).map(|i| map_range(0..run.rows.len(), |t| u32::from(run.rows[t].indices[i]))).collect();
    Queries { instruction: map_range(0..run.rows.len(), |t| position(&run.rows[t])), indices }
}

/// The VM's own columns, each at its natural width.
fn vm_columns<F: Scalar>(machine: &Machine<F>, run: &Replay) -> VmColumns<Column<F>> {
    let table = machine.bytecode().rows();
    let (rows, steps) = (&run.rows, run.rows.len());
    let entry = |t: usize| &table[rows[t].a as usize];
    let (t_read, t_final) = fetch_counts(rows, table.len());
    macro_rules! column {
        (|$t:ident| $value:expr) => {
            Arc::new(MultilinearPolynomial::from(map_range(0..steps, |$t| $value)))
        };
    }
    let isa = machine.program().isa;
    VmColumns {
        a: column!(|t| rows[t].a),
        address: column!(|t| entry(t).address_index as u32),
        bitflags: column!(|t| entry(t).bitflags()),
        rd: column!(|t| entry(t).rd),
        rs1: column!(|t| entry(t).rs1),
        rs2: column!(|t| entry(t).rs2),
        imm: column!(|t| entry(t).imm),
        t_read: Arc::new(t_read.into()),
        t_final: Arc::new(t_final.into()),
        circuit_flags: CircuitFlag::ALL.iter().map(|f| column!(|t| entry(t).has(*f))).collect(),
        instruction_flags: LookupOp::all(isa).iter().map(|l| column!(|t| entry(t).lookup == Some(*l))).collect(),
        lookup_output: column!(|t| rows[t].lookup_output),
        v_rs1: column!(|t| rows[t].v_rs1),
        v_rs2: column!(|t| rows[t].v_rs2),
        v_rd_old: column!(|t| rows[t].v_rd_old),
        v_rd_new: column!(|t| rows[t].v_rd_new),
        a_ram: column!(|t| rows[t].a_ram),
        v_old: column!(|t| rows[t].v_old),
        v_new: column!(|t| rows[t].v_new),
        left: column!(|t| rows[t].left),
        right: column!(|t| rows[t].right),
        product: column!(|t| rows[t].product),
        next_pc_jump: column!(|t| rows[t].next_pc_jump),
        next_pc: column!(|t| rows[t].next_pc),
        should_branch: column!(|t| rows[t].should_branch),
        jalr_lsb: column!(|t| rows[t].jalr_lsb),
        halt: column!(|t| rows[t].halt),
        keep: column!(|t| rows[t].keep),
        lanes: (0..LANES.len()).map(|k| column!(|t| rows[t].lanes[k])).collect(),
        upper: column!(|t| rows[t].upper),
    }
}

/// How often each fetched row was fetched before, and each row of the table in all.
fn fetch_counts(rows: &[Row], table: usize) -> (Vec<u32>, Vec<u32>) {
    let mut counts = vec![0u32; table];
    let reads = rows
        .iter()
        .map(|row| {
            let count = &mut counts[row.a as usize];
            let before = *count;
            *count += 1;
            before
        })
        .collect();
    (reads, counts)
}
