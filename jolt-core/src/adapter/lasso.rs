//! Lasso's query: limbs or byte pairs of the operands, four indices to a row.

use super::LookupAdapter;
use crate::QueryVariables;
use instructions::CircuitFlag::{AddQuery, Concat, MoveQuery, MulQuery, ShiftQuery, SubQuery};
use lookups::{InstructionSet, Lasso};
use poly::Scalar;
use spartan::{Builder, Linear, Variable};

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

    /// R12 is sound because L_i, R_i are *proven* to be the two bytes of the same dim_i that indexes the instruction's subtables.
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
    }
}
