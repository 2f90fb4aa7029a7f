//! The prover, top to bottom: the same list as [`crate::verify`].

use crate::boundary::Finals;
use crate::verify::{COLUMNS, assign, block, shared_with_lookups, shared_with_memory};
use crate::{Column, ProveError, ProvingConfig, ProvingKey, Witness, boundary, constraints, fetch};
use lookups::ProveLookups;
use memory::{Committed, MemoryArgument, ProveMemory, Tables};
use pcs::{CommitmentScheme, channel::OracleProver};
use poly::{Claims, OracleId};
use tracing::info_span;
use transcript::{MerlinProver, ProverChannel, ProverOracles};

/// Proves a run. A witness that violates the statement is proved all the same, and rejected.
///
/// *Errors*: a statement out of bounds, or a key that is too small.
pub fn prove<C: ProvingConfig>(key: &ProvingKey<C>, witness: &Witness<C::Field>) -> Result<Vec<u8>, ProveError> {
    Ok(prove_with(key, witness, MerlinProver::new(crate::PROTOCOL))?.finish())
}

/// [`prove`] over any channel, which it hands back.
pub fn prove_with<C: ProvingConfig, M: ProverChannel<C::Field>>(
    key: &ProvingKey<C>,
    witness: &Witness<C::Field>,
    mut messages: M,
) -> Result<M, ProveError> {
    let (machine, statement, columns) = (key.machine(), &witness.statement, &witness.columns);
    let (shape, halt) = statement.shape(machine)?;
    let system = machine.constraint_system::<C>();
    let preamble = machine.preamble::<C>(&system, C::Pcs::parameter_digest(key.verifying().pcs()));
    statement.absorb(&preamble, |label, bytes| messages.absorb(label, bytes));

    let mut channel = OracleProver::<C::Pcs, M>::new(messages, key.pcs(), shape.opening::<C>(machine.lookups()));
    let span = info_span!("commit").entered();
    channel.absorb(block::COMMITMENTS, b"");
    let ids = channel.send_oracles(COLUMNS, columns.as_refs().into_iter().cloned().collect());
    drop(span);
    let committed = |(id, values): (&OracleId, &Column<C::Field>)| Committed { id: *id, values: values.clone() };
    let committed = assign::<C, _>(&shape, machine.lookups(), ids.iter().zip(columns.as_refs()).map(committed))?;
    let oracles = assign::<C, _>(&shape, machine.lookups(), ids)?;
    let mut claims = Claims::new();

    // 1 bytecode: fetched rows are rows of the program
    channel.absorb(block::BYTECODE, b"");
    let span = info_span!("bytecode").entered();
    let (ids, fetched) = (fetch::columns(&oracles.vm), fetch::columns(&columns.vm));
    let tables = Tables { columns: &fetched, publics: &fetch::tables(machine) };
    claims.extend(fetch::instance(&shape)?.prove(&tables, &ids, &mut channel));
    drop(span);
    // 2 lookups: the result of each row is the collation of subtable entries
    channel.absorb(block::LOOKUPS, b"");
    let span = info_span!("lookups").entered();
    let shared = shared_with_lookups(&oracles);
    let values = lookups::SharedColumns { flags: columns.vm.instruction_flags.clone(), output: columns.vm.lookup_output.clone() };
    claims.extend(C::Lookups::prove(machine.lookups(), (&shared, &values), &oracles.lookups, &columns.lookups, &mut channel));
    drop(span);
    // 3 memory: registers and RAM are read as they were last written; the output is what the statement says
    channel.absorb(block::MEMORY, b"");
    let span = info_span!("memory").entered();
    let (accesses, own) = (shared_with_memory(&committed), &committed.memory);
    claims.extend(C::Memory::prove(&shape.memory(), &accesses, own, &machine.initial_ram(statement), &mut channel));
    let last = Finals::of::<C::Field, C::Memory>(&shape.memory(), &oracles.memory)?;
    let final_ram = &columns.memory[C::Memory::boundary(&shape.memory()).ram_final];
    claims.extend(statement.output_check(machine.layout())?.prove(final_ram, last.ram, &mut channel));
    drop(span);
    // 4 r1cs: every row obeys R0 to R21
    channel.absorb(block::R1CS, b"");
    let span = info_span!("r1cs").entered();
    let ids = constraints::variables::<C::Field, C::Lookups, _>(machine.lookups(), &oracles)?;
    let values = constraints::variables::<C::Field, C::Lookups, _>(machine.lookups(), columns)?;
    let variables: Vec<_> = ids.into_iter().zip(values).collect();
    claims.extend(spartan::prove(&system, &variables, shape.log_steps, &mut channel));
    drop(span);
    // 5 opening: all claims, those on the run's ends included
    channel.absorb(block::OPENING, b"");
    let _span = info_span!("opening").entered();
    claims.extend(boundary::claims(machine, statement, (&shape, halt), &oracles, last));
    Ok(channel.open(claims)?)
}
