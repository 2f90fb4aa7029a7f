//! Lasso with several instructions: one primary sum-check, then offline memory checking of the subtables (Setty, Thaler, Wahby, eprint 2023/1216, sections 4
//! and 5; Arun, Setty, Thaler, eprint 2023/1217, section 5; protocol 6.3 and 6.4).
//!
//! Own columns: `dim_c` (the index at each chunk), and for each memory `m` the value read `E_m` and how often that entry was read before, `read_cts_m`, all three
//! of length `T = 2^n`; and how often each entry was read in all, `final_cts_m`, of length `2^{index_bits}`. By convention `E_m` and `read_cts_m` are 0 on rows that do
//! not read `m`, and `dim_c` is 0 on rows without a lookup.
//!
//! 1. *Outputs* ([`relations::Outputs`]): `Σ_ℓ flag_ℓ(x) g_ℓ(E(x)) = output(x)` on every row, as a sum-check of `0` against a random `eq`.
//! 2. *Reads*: with `h(a, v, t) = a + γ v + γ² t - τ`, for each memory `m` with subtable `s`
//!    `Π_v h(v, s(v), 0) · Π_{x reads m} h(dim, E_m, read_cts_m + 1) = Π_{x reads m} h(dim, E_m, read_cts_m) · Π_v h(v, s(v), final_cts_m(v))`,
//!    the four products by [`sumcheck::grand_product`]. If it holds, every `E_m(x)` is `s(dim(x))` (Blum et al. 1991; Setty, eprint 2019/550, section 7.2.1).
//! 3. The products over rows have leaves `flag_m h + 1 - flag_m`, where `flag_m` adds the flags of the instructions that read `m`; one more sum-check
//!    ([`relations::Toggles`]) leads from them to the columns.
//!
//! *Soundness*: with `n` variables of rows, `b` of tables and `d` the largest degree of a collation, a false output survives with probability at most
//! `(n + n (d + 1)) / |F|`, a false read with `2 (T + 2^b) / |F|` for the fingerprints (a vanishing leaf included) plus the errors of the two batches of grand products
//! and `2 n / |F|` for the toggles. The number of rows stays below the characteristic, so that counters cannot wrap. It is the caller who proves that
//! flags are boolean and at most one of a row is set.
//!
//! *Deviation* from the papers: 3 evaluates the fingerprints from the opened columns inside the relation, without sending them; `dim_c` is shared by
//! all memories of a chunk.

#[cfg(feature = "prover")]
mod combination;
mod fingerprint;
#[cfg(feature = "prover")]
mod groups;
#[cfg(feature = "prover")]
mod outputs;
#[cfg(feature = "prover")]
mod products;
#[cfg(feature = "prover")]
mod prove;
pub mod relations;
#[cfg(feature = "prover")]
mod toggles;
mod verify;
#[cfg(feature = "prover")]
mod witness;

#[cfg(all(test, feature = "prover"))]
mod attacks;
#[cfg(all(test, feature = "prover"))]
mod tests;

use crate::{ColumnSpec, InstructionSet};
use poly::Scalar;
use transcript::Label;

/// Block label: outputs are collations of subtable values.
pub const OUTPUTS: Label = "lookup outputs";
/// Block label: subtable values are entries of their subtables.
pub const READS: Label = "lookup reads";
/// Name of the check that each memory's multisets agree.
pub const MULTISET: Label = "lookup multiset";
/// Name of the check of the leaves of the products over subtables.
pub const TABLES: Label = "lookup tables";

/// Lasso.
///
/// Its own columns, in order: `dim_c` for every chunk, `read_cts_m` for every memory, `E_m` for every memory, `final_cts_m` for every memory.
#[derive(Clone, Copy, Debug)]
pub struct Lasso;

impl Lasso {
    /// Where `dim_c` stands among the own columns.
    pub fn dim<F: Scalar>(_set: &InstructionSet<F>, chunk: usize) -> usize {
        chunk
    }

    /// Where `read_cts_m` stands among the own columns.
    pub fn read_cts<F: Scalar>(set: &InstructionSet<F>, memory: usize) -> usize {
        set.word().chunks + memory
    }

    /// Where `E_m` stands among the own columns.
    pub fn e<F: Scalar>(set: &InstructionSet<F>, memory: usize) -> usize {
        set.word().chunks + set.memories().len() + memory
    }

    /// Where `final_cts_m` stands among the own columns.
    pub fn final_cts<F: Scalar>(set: &InstructionSet<F>, memory: usize) -> usize {
        set.word().chunks + 2 * set.memories().len() + memory
    }

    /// Names and lengths of the own columns.
    fn specs<F: Scalar>(set: &InstructionSet<F>, log_steps: usize) -> Vec<ColumnSpec> {
        let column = |name: String, num_vars| ColumnSpec { name, num_vars };
        let per_memory = |kind: &'static str, num_vars| {
            set.memories().iter().map(move |m| ColumnSpec { name: format!("{kind} {}@{}", m.subtable.name(), m.chunk), num_vars })
        };
        let mut out: Vec<ColumnSpec> = (0..set.word().chunks).map(|i| column(format!("dim_{i}"), log_steps)).collect();
        out.extend(per_memory("read_cts", log_steps));
        out.extend(per_memory("E", log_steps));
        out.extend(per_memory("final_cts", set.word().index_bits()));
        out
    }
}

/// The own columns, by kind.
struct Own<'a, T> {
    dim: &'a [T],
    read_cts: &'a [T],
    e: &'a [T],
    final_cts: &'a [T],
}

impl<'a, T> Own<'a, T> {
    /// Splits columns in the order of [`Lasso::specs`]; `None` if there are not as many.
    fn split<F: Scalar>(set: &InstructionSet<F>, columns: &'a [T]) -> Option<Self> {
        let memories = set.memories().len();
        let (dim, rest) = columns.split_at_checked(set.word().chunks)?;
        let (read_cts, rest) = rest.split_at_checked(memories)?;
        let (e, final_cts) = rest.split_at_checked(memories)?;
        (final_cts.len() == memories).then_some(Self { dim, read_cts, e, final_cts })
    }
}
