//! The fast prover of one layer.

use super::circuits::{LayerNodes, List, Table};
use super::nodes::bind_table;
use crate::RoundProver;
use poly::{ProductSum, Scalar, SplitEq, eq};
use rayon::prelude::*;

/// Proves `Σ_{x,j} eq(r, x) eq(c, j) L_j(x) R_j(x)` with `L_j(x) = V_j(2x)`, `R_j(x) = V_j(2x+1)`.
///
/// While a variable of `x` is bound, `q` is a sum over circuits, evaluated at one end and at infinity. A listed circuit contributes what it differs
/// from its background: `Σ_x eq L R = Σ_x eq B + Σ_{listed x} eq (L R - B)`, where `B` is 1 (so that the first sum is 1), or `L R` of the circuit it is based
/// on, whose weight then covers both.
pub(super) struct LayerProver<F> {
    nodes: LayerNodes<F>,
    /// eq over the variables of `x`.
    eq: SplitEq<F>,
    /// eq over the variables of `x` after the current one, as one table for all lists.
    list_eq: Vec<F>,
    /// `eq(c, j)`, by circuit.
    weights: Vec<F>,
    circuit_point: Vec<F>,
    /// Once `x` is bound.
    circuits: Option<Circuits<F>>,
}

/// One value of L and of R per circuit: the last rounds.
struct Circuits<F> {
    eq: SplitEq<F>,
    left: Vec<F>,
    right: Vec<F>,
}

impl<F: Scalar> LayerProver<F> {
    pub fn new(nodes: LayerNodes<F>, leaf_point: &[F], circuit_point: &[F]) -> Self {
        let list_eq = if nodes.lists.is_empty() || leaf_point.is_empty() { Vec::new() } else { eq::table(&leaf_point[1..]) };
        let (eq, weights) = (SplitEq::new(leaf_point, F::one()), eq::table(circuit_point));
        let mut out = Self { nodes, eq, list_eq, weights, circuit_point: circuit_point.to_vec(), circuits: None };
        out.finish_leaves();
        out
    }

    /// `[q(end), leading coefficient of q]` of one table.
    fn table_sums(&self, table: &Table<F>) -> [F; 2] {
        let (low, high) = table.nodes.split_at(table.nodes.len() / 2);
        let ends = if self.eq.end() { high } else { low };
        self.eq.sum(|x| {
            let (left, right) = (2 * x, 2 * x + 1);
            [ends[left] * ends[right], (high[left] - low[left]) * (high[right] - low[right])]
        })
    }

    /// The same of one list, less what its background has.
    fn list_sums(&self, list: &List<F>) -> [F; 2] {
        let (end, mut at_end, mut leading) = (self.eq.end(), ProductSum::default(), ProductSum::default());
        let background = list.background(&self.nodes.tables);
        let half = self.nodes.len / 2;
        list.nodes.for_each_quad(half, &background, |x, low, high| {
            let ends = if end { &high } else { &low };
            let (mut value, mut slope) = (ends[0] * ends[1], (high[0] - low[0]) * (high[1] - low[1]));
            if list.base.is_some() {
                let [low, high] = [2 * x, 2 * x + half].map(|y| [background(y), background(y + 1)]);
                let ends = if end { &high } else { &low };
                value -= ends[0] * ends[1];
                slope -= (high[0] - low[0]) * (high[1] - low[1]);
            } else {
                value -= F::one();
            }
            self.list_eq[x].add_product(&mut at_end, &value);
            self.list_eq[x].add_product(&mut leading, &slope);
        });
        [F::reduce_product(&at_end), F::reduce_product(&leading)]
    }

    /// `[q(end), leading coefficient of q]` over all circuits.
    fn leaf_sums(&self) -> [F; 2] {
        let mut table_weights: Vec<F> = self.nodes.tables.iter().map(|t| self.weights[t.circuit]).collect();
        let mut ones = F::zero();
        for list in &self.nodes.lists {
            *list.base.map_or(&mut ones, |b| &mut table_weights[b]) += self.weights[list.circuit];
        }
        let scaled = |weight: F, sums: [F; 2]| sums.map(|s| weight * s);
        let add = |a: [F; 2], b: [F; 2]| [a[0] + b[0], a[1] + b[1]];
        let zero = || [F::zero(); 2];
        let (tables, lists) = rayon::join(
            || self.nodes.tables.par_iter().zip(&table_weights).map(|(t, w)| scaled(*w, self.table_sums(t))).reduce(zero, add),
            || self.nodes.lists.par_iter().map(|l| scaled(self.weights[l.circuit], self.list_sums(l))).reduce(zero, add),
        );
        add(add(tables, lists), [ones, F::zero()])
    }

    fn bind_leaves(&mut self, r: F) {
        let LayerNodes { len, tables, lists } = &mut self.nodes;
        *len /= 2;
        lists.par_iter_mut().for_each(|list| {
            let background = list.background(tables);
            list.nodes.bind(*len, r, background, &mut list.spare);
        });
        tables.par_iter_mut().for_each(|table| bind_table(&mut table.nodes, r));
        self.nodes.settle();
        self.eq.bind(r);
        let half = self.list_eq.len() / 2;
        for x in 0..half {
            // (1 - w) + w = 1 removes a variable
            let high = self.list_eq[x + half];
            self.list_eq[x] += high;
        }
        self.list_eq.truncate(half.max(1));
        self.finish_leaves();
    }

    /// Goes over to the circuits' variables once those of the leaves are bound.
    fn finish_leaves(&mut self) {
        if self.eq.num_vars() == 0 {
            let size = self.weights.len();
            let (left, right) = (self.nodes.column(0, size), self.nodes.column(1, size));
            self.circuits = Some(Circuits { eq: SplitEq::new(&self.circuit_point, self.eq.scale()), left, right });
        }
    }
}

impl<F: Scalar> Circuits<F> {
    fn sums(&self) -> [F; 2] {
        let half = self.left.len() / 2;
        let end = if self.eq.end() { half } else { 0 };
        self.eq.sum(|j| {
            let slope = |v: &[F]| v[j + half] - v[j];
            [self.left[j + end] * self.right[j + end], slope(&self.left) * slope(&self.right)]
        })
    }
}

impl<F: Scalar> RoundProver<F> for LayerProver<F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        match &self.circuits {
            None => {
                let [at_end, leading] = self.leaf_sums();
                self.eq.round(claim, at_end, &[], leading)
            }
            Some(circuits) => {
                let [at_end, leading] = circuits.sums();
                circuits.eq.round(claim, at_end, &[], leading)
            }
        }
    }

    fn bind(&mut self, r: F) {
        match &mut self.circuits {
            None => self.bind_leaves(r),
            Some(circuits) => {
                bind_table(&mut circuits.left, r);
                bind_table(&mut circuits.right, r);
                circuits.eq.bind(r);
            }
        }
    }

    fn openings(&self) -> Vec<F> {
        self.circuits.as_ref().map_or_else(Vec::new, |circuits| vec![circuits.left[0], circuits.right[0]])
    }
}
