//! What ties a run's ends to the statement: first and last row, exit code (protocol 5.3, boundary claims).
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::{JoltColumns, Machine, Shape, Statement};
use instructions::Halt;
use memory::{MemoryArgument, MemoryShape};
use poly::{Claims, OracleId, Point, Scalar};
use transcript::ProofError;

/// REG cells that hold the exit code (a0) and the number of the ecall (a7).
pub(crate) const EXIT_CODE: usize = 10;
pub(crate) const ECALL_NUMBER: usize = 17;
/// The ecall that halts.
pub(crate) const EXIT: u64 = 93;

/// The memory argument's columns that say what registers and RAM hold at the end.
#[derive(Clone, Copy)]
pub(crate) struct Finals<T> {
    pub registers: T,
    pub ram: T,
}

impl<T: Copy> Finals<T> {
    /// Finds them among the argument's own columns.
    ///
    /// *Errors*: an argument that has fewer columns than it says.
    pub fn of<F: Scalar, M: MemoryArgument<F>>(shape: &MemoryShape, own: &[T]) -> Result<Self, ProofError> {
        let boundary = M::boundary(shape);
        let find = |index: usize| {
            let missing = ProofError::Shape { what: "number of columns of the memory argument", actual: own.len(), limit: index };
            own.get(index).copied().ok_or(missing)
        };
        Ok(Self { registers: find(boundary.register_final)?, ram: find(boundary.ram_final)? })
    }
}

/// Claims whose values the verifier knows; they are opened with all others.
///
/// `a~(0, .., 0)` is the entry row, `a~(1, .., 1)` the halt row. Kind (i): register cell 10 ends as the exit code and cell 17 as 93; kind
/// (ii): the word at tohost ends as `2 code + 1`. Which kind applies is a property of the halt row in the table.
pub(crate) fn claims<F: Scalar>(
    machine: &Machine<F>,
    statement: &Statement,
    (shape, halt): (&Shape, Halt),
    oracles: &JoltColumns<OracleId>,
    last: Finals<OracleId>,
) -> Claims<F> {
    let mut claims = Claims::new();
    let n = shape.log_steps;
    claims.push(oracles.vm.a, Point::from_index(0, n), F::from(machine.entry_index()));
    claims.push(oracles.vm.a, Point::from_index((1 << n) - 1, n), F::from(statement.halt_index));
    let memory: MemoryShape = shape.memory();
    match (halt, machine.program().tohost) {
        (Halt::Tohost, Some(address)) => {
            let point = Point::from_index(machine.layout().cell(address) as usize, shape.log_ram);
            claims.push(last.ram, point, F::from(2 * u64::from(statement.exit_code) + 1));
        }
        _ => {
            let cell = |index| Point::from_index(index, memory.log_register_cells);
            claims.push(last.registers, cell(EXIT_CODE), F::from(statement.exit_code));
            claims.push(last.registers, cell(ECALL_NUMBER), F::from(EXIT));
        }
    }
    claims
}
