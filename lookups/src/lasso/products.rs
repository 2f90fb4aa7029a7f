//! The leaves of the grand products.

use super::Own;
use super::combination::Combination;
use super::fingerprint::Fingerprint;
use super::groups::{Group, union_of_supports};
use crate::InstructionSet;
use poly::{MultilinearPolynomial, Scalar};
use rayon::prelude::*;
use std::sync::Arc;
use subtables::Subtable;
use sumcheck::grand_product::Leaves;

type Column<F> = Arc<MultilinearPolynomial<F>>;

/// `flag h + 1 - flag` of the reads and the writes of each memory, in turn; a leaf is 1 where the flag is 0.
pub(super) fn over_rows<F: Scalar>(
    set: &InstructionSet<F>,
    fingerprint: &Fingerprint<F>,
    own: &Own<Column<F>>,
    groups: &[Group<F>],
) -> Vec<Leaves<F>> {
    let log_len = own.dim.first().map_or(0, |dim| dim.num_vars());
    let mut group_of = vec![0; set.memories().len()];
    for (g, group) in groups.iter().enumerate() {
        group.memories.iter().for_each(|m| group_of[*m] = g);
    }
    let circuits = |m: usize| {
        let (group, dim) = (&groups[group_of[m]], &own.dim[set.memories()[m].chunk]);
        let mut reads = Vec::with_capacity(group.rows.len());
        let mut writes = Vec::with_capacity(group.rows.len());
        for (row, flag) in group.rows.iter().zip(&group.flags).filter(|(_, flag)| !flag.is_zero()) {
            let at = *row as usize;
            let mut h = Combination::new(-fingerprint.tau);
            h.add_column(&F::one(), dim, at);
            h.add_column(&fingerprint.gamma, &own.e[m], at);
            h.add_column(&fingerprint.gamma_squared, &own.read_cts[m], at);
            let read = h.value();
            let gate = |h: F| if flag.is_one() { h } else { *flag * (h - F::one()) + F::one() };
            reads.push((*row, gate(read)));
            writes.push((*row, gate(read + fingerprint.gamma_squared)));
        }
        [reads, writes].map(|entries| Leaves::Sparse { log_len, entries })
    };
    (0..set.memories().len()).into_par_iter().flat_map_iter(circuits).collect()
}

/// The initial state of each subtable, followed by the final states of its memories, which differ where an entry was read.
pub(super) fn over_tables<F: Scalar>(set: &InstructionSet<F>, fingerprint: &Fingerprint<F>, final_cts: &[Column<F>]) -> Vec<Leaves<F>> {
    let circuits = |(subtable, memories): (usize, Vec<usize>), base: usize| {
        let init = initial_state(&*set.subtables()[subtable], set.word().index_bits(), fingerprint);
        let last = |m: usize| Leaves::Changed { base, entries: final_changes(&init, &final_cts[m], fingerprint) };
        let finals: Vec<Leaves<F>> = memories.into_par_iter().map(last).collect();
        std::iter::once(Leaves::Dense(init)).chain(finals)
    };
    let memories = set.memories_by_subtable();
    let starts: Vec<usize> = memories.iter().scan(0, |next, m| Some(std::mem::replace(next, *next + m.len() + 1))).collect();
    memories.into_par_iter().enumerate().zip(starts).flat_map_iter(|(of, base)| circuits(of, base)).collect()
}

/// `h(v, s(v), 0) = v - τ + γ s(v)` for all `v`, by additions where the entries are small.
fn initial_state<F: Scalar>(subtable: &dyn Subtable<F>, bits: usize, fingerprint: &Fingerprint<F>) -> Vec<F> {
    let entries: Vec<u64> = (0..1u64 << bits).map(|v| subtable.entry(v, bits)).collect();
    let largest = entries.iter().copied().max().unwrap_or(0);
    let multiples: Vec<F> = if largest >> bits == 0 { multiples(fingerprint.gamma, largest as usize + 1) } else { Vec::new() };
    let mut address = -fingerprint.tau;
    let state = |entry: u64| {
        let value = multiples.get(entry as usize).copied().unwrap_or_else(|| fingerprint.gamma.mul_u64(entry));
        let h = address + value;
        address += F::one();
        h
    };
    entries.into_iter().map(state).collect()
}

/// `0, c, 2c, ..`.
fn multiples<F: Scalar>(c: F, count: usize) -> Vec<F> {
    std::iter::successors(Some(F::zero()), |sum| Some(*sum + c)).take(count).collect()
}

/// The states that `γ² final_cts(v)` moves.
fn final_changes<F: Scalar>(init: &[F], final_cts: &MultilinearPolynomial<F>, fingerprint: &Fingerprint<F>) -> Vec<(u32, F)> {
    let rows = union_of_supports(std::iter::once(final_cts));
    let change = |v: u32| {
        let mut state = Combination::new(init[v as usize]);
        state.add_column(&fingerprint.gamma_squared, final_cts, v as usize);
        (v, state.value())
    };
    rows.into_iter().map(change).collect()
}
