//! Memories that the same instructions read: their flags, and where they are not idle.

use crate::InstructionSet;
use poly::{MultilinearPolynomial, Scalar, for_width};
use rayon::prelude::*;
use std::sync::Arc;

/// The memories that one set of instructions reads; `flag` is the sum of these instructions' flags for all of them.
pub(super) struct Group<F> {
    pub memories: Vec<usize>,
    /// Rows where the flag or a column of one of the memories is not 0, in order.
    pub rows: Vec<u32>,
    /// The flag on these rows.
    pub flags: Vec<F>,
}

/// The groups of an instruction set over the given columns. `columns(m)` are those of memory `m` that must be 0 where it is idle; nothing is assumed
/// of them.
pub(super) fn groups<'a, F: Scalar>(
    set: &InstructionSet<F>,
    flags: &[Arc<MultilinearPolynomial<F>>],
    columns: impl Fn(usize) -> [&'a MultilinearPolynomial<F>; 2] + Sync,
) -> Vec<Group<F>> {
    let readers =
        |m: usize| -> Vec<usize> { (0..set.instructions().len()).filter(|i| set.instructions()[*i].memories.contains(&m)).collect() };
    let mut keys: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for m in 0..set.memories().len() {
        let instructions = readers(m);
        match keys.iter_mut().find(|(known, _)| *known == instructions) {
            Some((_, memories)) => memories.push(m),
            None => keys.push((instructions, vec![m])),
        }
    }
    let group = |(instructions, memories): (Vec<usize>, Vec<usize>)| {
        let own: Vec<&MultilinearPolynomial<F>> = instructions.iter().map(|i| &*flags[*i]).collect();
        let others = memories.iter().flat_map(|m| columns(*m));
        let rows = union_of_supports(own.iter().copied().chain(others));
        let flags = rows.iter().map(|row| own.iter().map(|flag| flag.get(*row as usize)).sum()).collect();
        Group { memories, rows, flags }
    };
    keys.into_par_iter().map(group).collect()
}

/// The rows where some column is not 0.
pub(super) fn union_of_supports<'a, F: Scalar>(columns: impl Iterator<Item = &'a MultilinearPolynomial<F>>) -> Vec<u32> {
    let mut support: Vec<bool> = Vec::new();
    for column in columns {
        support.resize(column.len(), false);
        for_width!(column, v => mark(&mut support, v, Default::default()), v => mark(&mut support, v, F::zero()));
    }
    (0..support.len() as u32).filter(|row| support[*row as usize]).collect()
}

fn mark<T: PartialEq>(support: &mut [bool], values: &[T], zero: T) {
    for (mark, value) in support.iter_mut().zip(values) {
        *mark |= *value != zero;
    }
}
