//! The verifier, top to bottom.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::boundary::Finals;
use crate::{JoltColumns, JoltConfig, Shape, SparseTable, Statement, VerifyError, VerifyingKey, boundary, constraints, fetch};
use lookups::{InstructionSet, LookupArgument, SharedOracles};
use memory::{MemoryArgument, PublicTable, SharedColumns};
use pcs::{CommitmentScheme, channel::OracleVerifier};
use poly::{Claims, OracleId};
use transcript::{Label, MerlinVerifier, ProofError, VerifierChannel, VerifierOracles};

/// Label of the only batch of columns.
pub(crate) const COLUMNS: Label = "columns";
/// Labels that begin the blocks of a proof.
pub(crate) mod block {
    use transcript::Label;

    pub const COMMITMENTS: Label = "commitments";
    pub const BYTECODE: Label = "bytecode";
    pub const LOOKUPS: Label = "lookups";
    pub const MEMORY: Label = "memory";
    pub const R1CS: Label = "r1cs";
    pub const OPENING: Label = "opening";
    /// All of them, in order.
    pub const ALL: [Label; 6] = [COMMITMENTS, BYTECODE, LOOKUPS, MEMORY, R1CS, OPENING];
}

/// Accepts a proof that the program of `key` has a run as `statement` says.
///
/// *Errors*: a statement out of bounds, a malformed proof, or the first check that fails.
/// *Soundness*: about 100 bits, limited by the curve; the proof is not zero-knowledge.
pub fn verify<C: JoltConfig>(key: &VerifyingKey<C>, statement: &Statement, proof: &[u8]) -> Result<(), VerifyError> {
    let messages = verify_with(key, statement, MerlinVerifier::new(crate::PROTOCOL, proof))?;
    Ok(messages.finish()?)
}

/// [`verify`] over any channel, which it hands back: the caller rejects what is left in it.
pub fn verify_with<C: JoltConfig, M: VerifierChannel<C::Field>>(
    key: &VerifyingKey<C>,
    statement: &Statement,
    mut messages: M,
) -> Result<M, VerifyError> {
    let machine = key.machine();
    let (shape, halt) = statement.shape(machine)?;
    key.covers(&shape)?;
    let system = machine.constraint_system::<C>();
    let preamble = machine.preamble::<C>(&system, C::Pcs::parameter_digest(key.pcs()));
    statement.absorb(&preamble, |label, bytes| messages.absorb(label, bytes));

    let specs = shape.columns::<C>(machine.lookups());
    let mut channel = OracleVerifier::<C::Pcs, M>::new(messages, key.pcs(), shape.opening::<C>(machine.lookups()));
    channel.absorb(block::COMMITMENTS, b"");
    let ids = channel.receive_oracles(COLUMNS, &specs.iter().map(|spec| spec.num_vars).collect::<Vec<_>>())?;
    let oracles = assign::<C, _>(&shape, machine.lookups(), ids)?;
    let mut claims = Claims::new();

    // 1 bytecode: fetched rows are rows of the program
    channel.absorb(block::BYTECODE, b"");
    let tables = fetch::tables(machine).map(|table| move |point: &[C::Field]| table.evaluate(point));
    let publics: Vec<&dyn PublicTable<C::Field>> = tables.iter().map(|table| table as &dyn PublicTable<C::Field>).collect();
    claims.extend(fetch::instance(&shape)?.verify(&fetch::columns(&oracles.vm), &publics, &mut channel)?);
    // 2 lookups: the result of each row is the collation of subtable entries
    channel.absorb(block::LOOKUPS, b"");
    let shared = shared_with_lookups(&oracles);
    claims.extend(C::Lookups::verify(machine.lookups(), shape.log_steps, &shared, &oracles.lookups, &mut channel)?);
    // 3 memory: registers and RAM are read as they were last written; the output is what the statement says
    channel.absorb(block::MEMORY, b"");
    let initial = SparseTable { cells: machine.public_memory(statement) };
    let accesses = shared_with_memory(&oracles);
    claims.extend(C::Memory::verify(&shape.memory(), &accesses, &oracles.memory, &initial, &mut channel)?);
    let last = Finals::of::<C::Field, C::Memory>(&shape.memory(), &oracles.memory)?;
    claims.extend(statement.output_check(machine.layout())?.verify(last.ram, &mut channel)?);
    // 4 r1cs: every row obeys R0 to R21
    channel.absorb(block::R1CS, b"");
    let variables = constraints::variables::<C::Field, C::Lookups, _>(machine.lookups(), &oracles)?;
    claims.extend(spartan::verify(&system, &variables, shape.log_steps, &mut channel)?);
    // 5 opening: all claims, those on the run's ends included
    channel.absorb(block::OPENING, b"");
    claims.extend(boundary::claims(machine, statement, (&shape, halt), &oracles, last));
    Ok(channel.verify_openings(claims)?)
}

/// Gives each column its item, in the order of commitment.
///
/// *Errors*: fewer items than columns.
pub(crate) fn assign<C: JoltConfig, T>(
    shape: &Shape,
    lookups: &InstructionSet<C::Field>,
    items: impl IntoIterator<Item = T>,
) -> Result<JoltColumns<T>, ProofError> {
    let (mut items, mut assigned) = (items.into_iter(), 0);
    shape.try_columns::<C, _, _>(lookups, |_| {
        let missing = ProofError::Shape { what: "number of columns", actual: assigned, limit: assigned };
        assigned += 1;
        items.next().ok_or(missing)
    })
}

/// The VM's columns that the lookup argument reads.
pub(crate) fn shared_with_lookups(columns: &JoltColumns<OracleId>) -> SharedOracles {
    SharedOracles { flags: columns.vm.instruction_flags.clone(), output: columns.vm.lookup_output }
}

/// The VM's columns that the memory argument reads.
pub(crate) fn shared_with_memory<T: Clone>(columns: &JoltColumns<T>) -> SharedColumns<T> {
    let vm = &columns.vm;
    SharedColumns {
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
    }
}
