//! RV32I as the proof system sees it: encoding, semantics, lookup decompositions, virtual sequences, the bytecode table.

mod layout;
mod program;
mod trace;

pub use layout::{CONTROL_PAGE, CONTROL_PAGE_BYTES, ControlWord, LayoutError, MemoryLayout, RAM_START, Region};
pub use program::{Isa, Program, Segment};
pub use trace::{ExecutionTrace, Halt};
