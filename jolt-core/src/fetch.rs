//! Fetched rows are rows of the program: read-only offline checking of the bytecode table (protocol 6.5).
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::{Machine, Shape, VmColumns};
use memory::multiset::{Instance, Memory, Operation};
use memory::{LinearForm, MemoryError};
use poly::{MultilinearPolynomial, Scalar};
use std::sync::Arc;

/// Fields of a tuple after the row's index, in order: E, bitflags, rd, rs1, rs2, imm; the public tables of the instance.
const FIELDS: usize = 6;
/// Numbers of the counters among [`columns`].
pub(crate) const T_READ: usize = 7;
pub(crate) const T_FINAL: usize = 8;
const COLUMNS: usize = 9;

/// The columns of the check, in the order in which [`instance`] numbers them.
pub(crate) fn columns<T: Clone>(vm: &VmColumns<T>) -> Vec<T> {
    let columns: [&T; COLUMNS] = [&vm.a, &vm.address, &vm.bitflags, &vm.rd, &vm.rs1, &vm.rs2, &vm.imm, &vm.t_read, &vm.t_final];
    columns.map(T::clone).to_vec()
}

/// Tuples `(a, E, bitflags, rd, rs1, rs2, imm, t)`; a row is read at `t` and put back at `t + 1`.
///
/// *Soundness*: a read-only memory whose counters only ever grow by one returns table rows alone, as long as the number of steps is below the
/// field's characteristic (Lasso, section 4).
pub(crate) fn instance<F: Scalar>(shape: &Shape) -> Result<Instance<F>, MemoryError> {
    let fetched = |counter: LinearForm<F>| (0..=FIELDS).map(LinearForm::column).chain([counter]).collect();
    let table = |counter| std::iter::once(LinearForm::identity()).chain((0..FIELDS).map(LinearForm::public)).chain([counter]).collect();
    let t_read = LinearForm::column(T_READ);
    let bytecode = Memory {
        name: "memory: bytecode",
        log_rows: shape.log_steps,
        operations: vec![Operation { read: fetched(t_read.clone()), write: fetched(t_read + LinearForm::from(1)) }],
        log_cells: shape.log_bytecode,
        init: table(LinearForm::from(0)),
        last: table(LinearForm::column(T_FINAL)),
    };
    Instance::new("fetch", COLUMNS, FIELDS, vec![bytecode])
}

/// The bytecode table as public tables, computed by both sides.
pub(crate) fn tables<F: Scalar>(machine: &Machine<F>) -> [Arc<MultilinearPolynomial<F>>; FIELDS] {
    let rows = machine.bytecode().rows();
    [
        Arc::new(rows.iter().map(|row| row.address_index).collect::<Vec<u64>>().into()),
        Arc::new(rows.iter().map(|row| row.bitflags()).collect::<Vec<u64>>().into()),
        Arc::new(rows.iter().map(|row| row.rd).collect::<Vec<u8>>().into()),
        Arc::new(rows.iter().map(|row| row.rs1).collect::<Vec<u8>>().into()),
        Arc::new(rows.iter().map(|row| row.rs2).collect::<Vec<u8>>().into()),
        Arc::new(rows.iter().map(|row| row.imm).collect::<Vec<i64>>().into()),
    ]
}
