//! The leaves of the grand products.

use super::Own;
use super::combination::Combination;
use super::fingerprint::Fingerprint;
use super::groups::Group;
use crate::InstructionSet;
use poly::{MultilinearPolynomial, Scalar, map_range};
use rayon::prelude::*;
use std::sync::Arc;
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
    let bits = set.word().index_bits();
    let circuits = |(subtable, memories): (usize, Vec<usize>), base: usize| {
        let table = &set.subtables()[subtable];
        let init = map_range(0..1 << bits, |v| {
            let mut h = Combination::new(-fingerprint.tau);
            h.add(&F::one(), v as u64);
            h.add(&fingerprint.gamma, table.entry(v as u64, bits));
            h.value()
        });
        let last = |m: usize| {
            let changed = |v: &usize| {
                let mut count = Combination::new(F::zero());
                count.add_column(&fingerprint.gamma_squared, &final_cts[m], *v);
                let moved = count.value();
                (!moved.is_zero()).then(|| (*v as u32, init[*v] + moved))
            };
            Leaves::Changed { base, entries: (0..init.len()).filter_map(|v| changed(&v)).collect() }
        };
        let finals: Vec<Leaves<F>> = memories.into_par_iter().map(last).collect();
        std::iter::once(Leaves::Dense(init)).chain(finals)
    };
    let memories = set.memories_by_subtable();
    let starts: Vec<usize> = memories.iter().scan(0, |next, m| Some(std::mem::replace(next, *next + m.len() + 1))).collect();
    memories.into_par_iter().enumerate().zip(starts).flat_map_iter(|(of, base)| circuits(of, base)).collect()
}
