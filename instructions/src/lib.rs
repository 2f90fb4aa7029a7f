//! RV32I as the proof system sees it: encoding, semantics, lookup decompositions, virtual sequences, the bytecode table.

mod bytecode;
mod check;
mod decode;
mod definition;
mod encoding;
mod expand;
mod flags;
mod instruction;
mod layout;
mod lookup;
mod program;
mod row;
mod semantics;
mod set;
mod table;
mod trace;

pub use bytecode::{Bytecode, BytecodeRow, address_index};
pub use check::{BytecodeError, TableRule};
pub use decode::{DecodeError, decode, encode};
pub use definition::{Definition, Rows, Semantics};
pub use encoding::{Encoding, Fields, Format};
pub use expand::{Operands, expand};
pub use flags::{CircuitFlag, CircuitFlags, pack_bitflags, unpack_bitflags};
pub use instruction::{Instruction, register_name};
pub use layout::{CONTROL_PAGE, CONTROL_PAGE_BYTES, ControlWord, LayoutError, MemoryLayout, RAM_START, Region};
pub use lookup::{LookupDecomposition, LookupOp, Query, memories, query_indices};
pub use program::{Isa, Program, Segment};
pub use row::{Row, cell};
pub use semantics::{Effect, execute};
pub use table::Op;
pub use trace::{ExecutionTrace, Halt};
