//! Offline memory checking, range checks, and the argument for a machine's registers and RAM behind one trait.
//!
//! | object | item | reference |
//! |---|---|---|
//! | multiset of tuples `(a, v_1, .., v_w, t)` | [`multiset::Memory`], of [`LinearForm`]s | Blum et al. 1991 |
//! | equality of the multisets of each memory | [`multiset::Instance`] | Setty, Thaler, Wahby 2023 (Lasso), section 4; protocol 6.1, 6.2 |
//! | `u in [0, 2^b)` | [`range::RangeCheck`] | Papini, Haböck, eprint 2023/1930; protocol 6.7 |
//! | registers and RAM of a machine | [`MemoryArgument`], [`Offline`] | protocol 6.6 |
//! | final words of the output | [`output::OutputCheck`] | protocol 6.8 |
//!
//! [`multiset`] and [`range`] know no machine; the arguments take columns by number and leave [`poly::Claims`] about them.

mod argument;
mod error;
mod form;
pub mod multiset;
pub mod offline;
pub mod output;
pub mod range;
#[cfg(feature = "prover")]
mod replay;

pub use argument::{AdviceShape, BoundaryColumns, ColumnSpec, InitialRam, MemoryArgument, MemoryShape, SharedColumns};
#[cfg(feature = "prover")]
pub use argument::{Committed, ProveMemory};
pub use error::MemoryError;
#[cfg(feature = "prover")]
pub use form::Tables;
pub use form::{LinearForm, PublicTable, Source};
pub use offline::{Offline, OfflineColumns};
