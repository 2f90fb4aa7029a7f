//! RV32IM as the proof system sees it: encoding, semantics, lookup decompositions, virtual sequences, the bytecode table.
//!
//! | object | item |
//! |---|---|
//! | the instruction table: one line per instruction | [`Op`], [`Definition`] |
//! | words to instructions and back | [`decode`], [`encode`], [`Instruction`] |
//! | reference semantics | [`execute`], [`Effect`] |
//! | lookup instructions: native result, query, decomposition | [`LookupOp`], [`Query`], [`LookupDecomposition`], [`memories`] |
//! | rows and virtual sequences | [`expand`], [`Row`], [`cell`], [`CircuitFlag`]; what the prover advises: [`Advice`] |
//! | everything about an instruction as text | [`explain`], [`reference()`] |
//! | the bytecode table and what makes it one | [`Bytecode`], [`BytecodeRow`], [`BytecodeError`] |
//! | what `tracer` leaves for the prover | [`Program`], [`MemoryLayout`], [`ExecutionTrace`] |
//!
//! To add an instruction, write its constant (and its lookup, if it needs a new one) into a file of `set/`, and list it in `table.rs` (the
//! lookup in `lookup/mod.rs`). Nothing else names an instruction.

mod bytecode;
mod check;
mod decode;
mod definition;
mod encoding;
mod expand;
mod explain;
mod flags;
mod instruction;
mod layout;
mod lookup;
mod program;
mod reference;
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
pub use explain::explain;
pub use flags::{CircuitFlag, CircuitFlags, pack_bitflags, unpack_bitflags};
pub use instruction::{Instruction, register_name};
pub use layout::{CONTROL_PAGE, CONTROL_PAGE_BYTES, ControlWord, LayoutError, MemoryLayout, RAM_START, Region};
pub use lookup::{LookupDecomposition, LookupOp, Part, Query, memories, query_indices};
pub use program::{Isa, Program, Segment};
pub use reference::reference;
pub use row::{Advice, AdviceValue, Row, cell};
pub use semantics::{Effect, execute};
pub use table::Op;
pub use trace::{ExecutionTrace, Halt};
