//! Lasso's own columns.

use crate::{InstructionSet, NO_LOOKUP, Queries};
use poly::{MultilinearPolynomial, Scalar, map_range};
use rayon::prelude::*;
use std::sync::Arc;

/// The columns of [`super::Lasso`], in order.
pub(super) fn columns<F: Scalar>(set: &InstructionSet<F>, queries: &Queries) -> Vec<Arc<MultilinearPolynomial<F>>> {
    let size = 1usize << set.word().index_bits();
    let tables: Vec<Vec<u64>> = set
        .subtables()
        .par_iter()
        .map(|subtable| map_range(0..size, |index| subtable.entry(index as u64, set.word().index_bits())))
        .collect();
    let mut table_of = vec![0; set.memories().len()];
    for (table, memories) in set.memories_by_subtable().into_iter().enumerate() {
        memories.into_iter().for_each(|m| table_of[m] = table);
    }
    let mut readers = vec![[false; 256]; set.memories().len()];
    for (number, instruction) in set.instructions().iter().enumerate() {
        instruction.memories.iter().for_each(|m| readers[*m][number] = true);
    }
    let memory =
        |m: usize| Accesses::replay(&queries.instruction, &queries.indices[set.memories()[m].chunk], &readers[m], &tables[table_of[m]]);
    let memories: Vec<Accesses<F>> = (0..set.memories().len()).into_par_iter().map(memory).collect();

    let mut out: Vec<_> = queries.indices.iter().map(|indices| narrow(indices.iter().map(|i| u64::from(*i)), size as u64 - 1)).collect();
    out.extend(memories.iter().map(|m| m.read_cts.clone()));
    out.extend(memories.iter().map(|m| m.values.clone()));
    out.extend(memories.into_iter().map(|m| m.final_cts));
    out
}

/// What the rows do with one memory.
struct Accesses<F> {
    read_cts: Arc<MultilinearPolynomial<F>>,
    values: Arc<MultilinearPolynomial<F>>,
    final_cts: Arc<MultilinearPolynomial<F>>,
}

impl<F: Scalar> Accesses<F> {
    fn replay(instructions: &[u8], indices: &[u32], readers: &[bool; 256], table: &[u64]) -> Self {
        debug_assert!(!readers[usize::from(NO_LOOKUP)]);
        let (mut counts, mut highest) = (vec![0u32; table.len()], 0);
        let mut read_cts = vec![0u32; instructions.len()];
        for (time, (instruction, index)) in read_cts.iter_mut().zip(instructions.iter().zip(indices)) {
            if readers[usize::from(*instruction)] {
                let count = &mut counts[*index as usize];
                *time = *count;
                *count += 1;
                highest = highest.max(*count);
            }
        }
        let value = |(instruction, index): (&u8, &u32)| if readers[usize::from(*instruction)] { table[*index as usize] } else { 0 };
        let largest = table.iter().copied().max().unwrap_or(0);
        Self {
            read_cts: narrow(read_cts.iter().map(|t| u64::from(*t)), u64::from(highest)),
            values: narrow(instructions.iter().zip(indices).map(value), largest),
            final_cts: narrow(counts.iter().map(|t| u64::from(*t)), u64::from(highest)),
        }
    }
}

/// A column at the width of its largest possible value.
fn narrow<F: Scalar>(values: impl Iterator<Item = u64>, largest: u64) -> Arc<MultilinearPolynomial<F>> {
    Arc::new(match largest {
        0..=1 => values.map(|v| v == 1).collect::<Vec<_>>().into(),
        2..=0xFF => values.map(|v| v as u8).collect::<Vec<_>>().into(),
        0x100..=0xFFFF => values.map(|v| v as u16).collect::<Vec<_>>().into(),
        0x1_0000..=0xFFFF_FFFF => values.map(|v| v as u32).collect::<Vec<_>>().into(),
        _ => values.collect::<Vec<_>>().into(),
    })
}
