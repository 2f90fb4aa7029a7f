//! RV32I as the proof system sees it: encoding, semantics, lookup decompositions, virtual sequences, the bytecode table.

mod decode;
mod definition;
mod encoding;
mod instruction;
mod layout;
mod program;
mod set;
mod table;
mod trace;

pub use decode::{DecodeError, decode, encode};
pub use definition::{Definition, Semantics};
pub use encoding::{Encoding, Fields, Format};
pub use instruction::{Instruction, register_name};
pub use layout::{CONTROL_PAGE, CONTROL_PAGE_BYTES, ControlWord, LayoutError, MemoryLayout, RAM_START, Region};
pub use program::{Isa, Program, Segment};
pub use table::Op;
pub use trace::{ExecutionTrace, Halt};
