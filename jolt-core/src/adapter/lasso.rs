//! Lasso's query: limbs or byte pairs of the operands, four indices to a row.

use super::LookupAdapter;
use crate::{PartVariables, QueryVariables};
use instructions::CircuitFlag::{AddQuery, Concat, MoveQuery, MulQuery, ShiftQuery, SubQuery};
use lookups::{InstructionSet, Lasso};
use poly::Scalar;
use spartan::{Builder, Linear, Variable};
use subtables::Word;

/// Names of the subtables that link operands (R12).
const LINKS: [&str; 2] = ["LEFT_ID", "RIGHT_ID"];

impl<F: Scalar> LookupAdapter<F> for Lasso {
    fn variables(set: &InstructionSet<F>, builder: &mut Builder) -> Vec<Variable> {
        let chunks = set.word().chunks;
        ["dim", "L", "R"]
            .iter()
            .flat_map(|name| (0..chunks).map(move |i| format!("{name}_{i}")))
            .map(|name| builder.variable(name))
            .collect()
    }

    fn columns_of_variables(set: &InstructionSet<F>) -> Vec<usize> {
        let chunks = set.word().chunks;
        let dims = (0..chunks).map(|i| Lasso::dim(set, i));
        let links = LINKS.iter().flat_map(|name| (0..chunks).map(move |i| (name, i)));
        let links = links.map(|(name, i)| set.memory_index(name, i).map_or(usize::MAX, |m| Lasso::e(set, m)));
        dims.chain(links).collect()
    }

    /// R12 and R21 are sound because L_i, R_i are *proven* to be the two bytes of the same dim_i that indexes the instruction's subtables.
    fn constraints(set: &InstructionSet<F>, b: &mut Builder, query: &QueryVariables, own: &[Variable]) {
        let word = set.word();
        let (dims, links) = own.split_at(word.chunks);
        let (left_links, right_links) = links.split_at(word.chunks);
        let v = |x: Variable| Linear::from(x);
        let flag = |f| Linear::from(query.flag(f));
        let (left, right) = (query.left, query.right);
        let weighted = |columns: &[Variable], bits: usize| {
            let terms = columns.iter().enumerate();
            terms.fold(Linear::from(0), |sum, (i, x)| sum + v(*x) * (1i128 << (bits * (word.chunks - 1 - i))))
        };
        let packed = weighted(dims, word.index_bits());
        b.when("R8", flag(AddQuery), packed.clone() - (v(left) + v(right)));
        b.when("R9", flag(SubQuery), packed.clone() - (v(left) - v(right) + (1i128 << word.bits)));
        b.when("R10", flag(MulQuery), packed.clone() - v(query.product));
        b.when("R11", flag(MoveQuery), packed - v(left));
        let left_word = weighted(left_links, word.operand_bits());
        b.when("R12 concat left", flag(Concat), left_word.clone() - v(left));
        b.when("R12 concat right", flag(Concat), weighted(right_links, word.operand_bits()) - v(right));
        b.when("R12 shift left", flag(ShiftQuery), left_word - v(left));
        for (i, link) in right_links.iter().enumerate() {
            b.when(format!("R12 shift right {i}"), flag(ShiftQuery), v(*link) - v(right));
        }
        parts(b, word, &query.part, left_links, right_links);
    }
}

/// R21: the selected part of the word becomes the low end of the right operand. A load leaves the word as it is (R6), so there the low end of
/// the right operand *is* the part.
fn parts(b: &mut Builder, word: Word, part: &PartVariables, left: &[Variable], right: &[Variable]) {
    let change = Linear::from(part.v_new) - Linear::from(part.v_old);
    let chunks = word.chunks;
    // what taking the word's chunk `k` from the end to chunk `from` of the right operand adds to the word
    let replaced = |k: usize, from: usize| {
        let (new, old) = (right[chunks - 1 - from], left[chunks - 1 - k]);
        (Linear::from(new) - Linear::from(old)) * (1i128 << (word.operand_bits() * k))
    };
    for (k, lane) in part.lanes.iter().enumerate() {
        b.when(format!("R21 lane {k}"), lane.clone(), change.clone() - replaced(k, 0));
    }
    b.when("R21 lower", part.lower.clone(), change.clone() - replaced(0, 0) - replaced(1, 1));
    b.when("R21 upper", part.upper.clone(), change - replaced(2, 0) - replaced(3, 1));
}
