//! What ties a run's ends to the statement: first and last row, exit code (protocol 5.3, boundary claims).

use crate::{JoltColumns, Machine, Shape, Statement};
use instructions::Halt;
use memory::{MemoryArgument, MemoryShape};
use poly::{Claims, OracleId, Point, Scalar};

/// REG cells that hold the exit code (a0) and the number of the ecall (a7).
const EXIT_CODE: usize = 10;
const ECALL_NUMBER: usize = 17;
/// The ecall that halts.
const EXIT: u64 = 93;

/// Claims whose values the verifier knows; they are opened with all others.
///
/// `a~(0, .., 0)` is the entry row, `a~(1, .., 1)` the halt row. Kind (i): register cell 10 ends as the exit code and cell 17 as 93; kind
/// (ii): the word at tohost ends as `2 code + 1`. Which kind applies is a property of the halt row in the table.
pub(crate) fn claims<F: Scalar, M: MemoryArgument<F>>(
    machine: &Machine<F>,
    statement: &Statement,
    (shape, halt): (&Shape, Halt),
    oracles: &JoltColumns<OracleId>,
) -> Claims<F> {
    let mut claims = Claims::new();
    let n = shape.log_steps;
    claims.push(oracles.vm.a, Point::from_index(0, n), F::from(machine.entry_index()));
    claims.push(oracles.vm.a, Point::from_index((1 << n) - 1, n), F::from(statement.halt_index));
    let memory: MemoryShape = shape.memory();
    let own = M::boundary(&memory);
    match (halt, machine.program().tohost) {
        (Halt::Tohost, Some(address)) => {
            let point = Point::from_index(machine.layout().cell(address) as usize, shape.log_ram);
            claims.push(oracles.memory[own.ram_final], point, F::from(2 * u64::from(statement.exit_code) + 1));
        }
        _ => {
            let registers = oracles.memory[own.register_final];
            let cell = |index| Point::from_index(index, memory.log_register_cells);
            claims.push(registers, cell(EXIT_CODE), F::from(statement.exit_code));
            claims.push(registers, cell(ECALL_NUMBER), F::from(EXIT));
        }
    }
    claims
}
