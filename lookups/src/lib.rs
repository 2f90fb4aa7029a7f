//! Lookup arguments behind one trait: each row of a table of steps names an instruction and an index, and its output is what the instruction's
//! table holds there.
//!
//! An [`InstructionSet`] says what the tables are (decompositions into subtables, from [`subtables`]); a [`LookupArgument`] proves that the outputs are
//! right. [`Lasso`] commits to the subtable values of every row and proves them by offline memory checking (Setty, Thaler, Wahby, eprint 2023/1216).
//!
//! | object | notation | item |
//! |---|---|---|
//! | instruction's table | `T[r] = g(T_1[r_1], .., T_a[r_a])` | [`subtables::Decomposition`] |
//! | memory: a subtable read at a chunk | `m = (s, c)` | [`subtables::Memory`], [`InstructionSet::memories`] |
//! | index of a row at chunk `c` | `dim_c(x)` | [`Queries`], [`Lasso::dim`] |
//! | value read | `E_m(x)` | [`Lasso::e`] |
//! | how often that entry was read before | `read_cts_m(x)` | [`Lasso::read_cts`] |
//! | how often each entry was read in all | `final_cts_m(v)` | [`Lasso::final_cts`] |

mod argument;
mod instruction_set;
pub mod lasso;
#[cfg(all(test, feature = "prover"))]
mod testing;

pub use argument::{ColumnSpec, LookupArgument, SharedOracles};
#[cfg(feature = "prover")]
pub use argument::{NO_LOOKUP, ProveLookups, Queries, SharedColumns};
pub use instruction_set::{Instruction, InstructionSet};
pub use lasso::Lasso;
