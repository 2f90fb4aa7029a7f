//! The fast prover of one layer.

use super::circuits::{LayerNodes, List, Table};
use crate::RoundProver;
use poly::{ProductSum, Scalar, SplitEq, eq, for_each_mut, map_reduce};
use rayon::prelude::*;

/// Proves `Σ_{x,j} eq(r, x) eq(c, j) L_j(x) R_j(x)` with `L_j(x) = V_j(2x)`, `R_j(x) = V_j(2x+1)`: first the variables of `x`, circuit by circuit,
/// then those of `j`.
pub(super) enum LayerProver<F> {
    Leaves(LeafRounds<F>),
    Circuits(CircuitRounds<F>),
}

impl<F: Scalar> LayerProver<F> {
    pub fn new(nodes: LayerNodes<F>, leaf_point: &[F], circuit_point: &[F]) -> Self {
        if leaf_point.is_empty() || leaf_point.iter().any(|w| w.is_zero() || w.is_one()) {
            let point = [leaf_point, circuit_point].concat();
            let size = 1 << circuit_point.len();
            let siblings = |side: usize| (0..nodes.len / 2).flat_map(|x| nodes.column(2 * x + side, size)).collect();
            return Self::Circuits(CircuitRounds { eq: SplitEq::new(&point, F::one()), left: siblings(0), right: siblings(1) });
        }
        Self::Leaves(LeafRounds::new(nodes, leaf_point, circuit_point))
    }
}

impl<F: Scalar> RoundProver<F> for LayerProver<F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        match self {
            Self::Leaves(rounds) => rounds.round(claim),
            Self::Circuits(rounds) => rounds.round(claim),
        }
    }

    fn bind(&mut self, r: F) {
        match self {
            Self::Leaves(rounds) => {
                rounds.bind(r);
                if rounds.point.is_empty() {
                    *self = Self::Circuits(rounds.circuits());
                }
            }
            Self::Circuits(rounds) => rounds.bind(r),
        }
    }

    fn openings(&self) -> Vec<F> {
        match self {
            Self::Leaves(_) => Vec::new(),
            Self::Circuits(rounds) => vec![rounds.left[0], rounds.right[0]],
        }
    }
}

/// The rounds that bind the variables of `x`.
///
/// The left siblings carry eq: `A_j(x) = κ eq(r, x) L_j(x)`, so that every sum of a round is one of products `A R`, with one reduction at its end. With `w` the coordinate of
/// the current variable and `e(x')` eq over the later ones, the round's cofactor is `q(X) = Σ_j eq(c, j) Σ_x' e(x') L_j(X, x') R_j(X, x')`, and
///
/// `q(X) = (1-X)^2 q(0) + X (1-X) (q_01 + q_10) + X^2 q(1)`, `κ (1-w) q(0) = Σ A(0) R(0)`, `κ (1-w) q_01 = Σ A(0) R(1)`, `κ w q_10 = Σ A(1) R(0)`;
///
/// `q(1)` follows from the claim. Binding to `ρ` takes one multiplication: `A(0) + β A(1)` with `β = ρ (1-w) / (w (1-ρ))` is `A(ρ)` with
/// `κ (1-w) / (1-ρ)` for `κ`. No coordinate may be 0 or 1, else a half of `A` would vanish.
///
/// A listed circuit contributes what it differs from its background: all ones, whose sums are known, or the circuit that it is based on, whose weight then
/// covers both.
pub(super) struct LeafRounds<F> {
    nodes: LayerNodes<F>,
    /// Coordinates of the variables that are left, the next one last, with their inverses and those of `1 - w`.
    point: Vec<Coordinate<F>>,
    /// `κ` and its inverse.
    kappa: [F; 2],
    /// `eq(c, j)`, by circuit.
    weights: Vec<F>,
    circuit_point: Vec<F>,
}

struct Coordinate<F> {
    w: F,
    inverse_w: F,
    inverse_not_w: F,
}

impl<F: Scalar> LeafRounds<F> {
    fn new(mut nodes: LayerNodes<F>, leaf_point: &[F], circuit_point: &[F]) -> Self {
        nodes.weigh_left_siblings(eq::table(leaf_point));
        let coordinate = |w: &F| {
            // 1 / (w (1 - w)) = 1/w + 1/(1 - w)
            let both = (*w * (F::one() - w)).inverse().unwrap_or_default();
            Coordinate { w: *w, inverse_w: both * (F::one() - w), inverse_not_w: both * w }
        };
        let point = leaf_point.iter().rev().map(coordinate).collect();
        let (weights, circuit_point) = (eq::table(circuit_point), circuit_point.to_vec());
        Self { nodes, point, kappa: [F::one(); 2], weights, circuit_point }
    }

    /// `[Σ A(0) R(0), Σ A(0) R(1), Σ A(1) R(0)]` of one table.
    fn table_sums(&self, table: &Table<F>) -> [F; 3] {
        let (low, high) = table.nodes.split_at(table.nodes.len() / 2);
        let part = |range: std::ops::Range<usize>| {
            let mut sums = Sums::default();
            let range = 2 * range.start..2 * range.end;
            for (low, high) in low[range.clone()].chunks_exact(2).zip(high[range].chunks_exact(2)) {
                sums.add([low[0], low[1]], [high[0], high[1]]);
            }
            sums.reduce()
        };
        map_reduce(0..low.len() / 2, 1 << 10, part, add).unwrap_or([F::zero(); 3])
    }

    /// The same of one list, less what its background has on the pairs that it touches.
    fn list_sums(&self, list: &List<F>) -> [F; 3] {
        let (mut own, mut other) = (Sums::default(), Sums::default());
        let mut ones = [F::zero(); 2];
        let background = list.background(&self.nodes.tables, &self.nodes.weights);
        let half = self.nodes.len / 2;
        list.nodes.for_each_quad(half, &background, |x, low, high| {
            own.add(low, high);
            if list.base.is_some() {
                let [low, high] = [2 * x, 2 * x + half].map(|y| [background(y), background(y + 1)]);
                other.add(low, high);
            } else {
                ones[0] += self.nodes.weights[x];
                ones[1] += self.nodes.weights[x + half / 2];
            }
        });
        let (own, other): ([F; 3], [F; 3]) = (own.reduce(), other.reduce());
        [own[0] - other[0] - ones[0], own[1] - other[1] - ones[0], own[2] - other[2] - ones[1]]
    }

    /// `[Σ A(0) R(0), Σ A(0) R(1), Σ A(1) R(0)]` over all circuits.
    fn sums(&self, w: F) -> [F; 3] {
        let mut table_weights: Vec<F> = self.nodes.tables.iter().map(|t| self.weights[t.circuit]).collect();
        let mut ones = F::zero();
        for list in &self.nodes.lists {
            *list.base.map_or(&mut ones, |b| &mut table_weights[b]) += self.weights[list.circuit];
        }
        let scaled = |weight: F, sums: [F; 3]| sums.map(|s| weight * s);
        let zero = || [F::zero(); 3];
        let (tables, lists) = rayon::join(
            || self.nodes.tables.par_iter().zip(&table_weights).map(|(t, w)| scaled(*w, self.table_sums(t))).reduce(zero, add),
            || self.nodes.lists.par_iter().map(|l| scaled(self.weights[l.circuit], self.list_sums(l))).reduce(zero, add),
        );
        // L = R = 1: Σ A(0) = κ (1 - w), Σ A(1) = κ w
        let (low, high) = (ones * self.kappa[0] * (F::one() - w), ones * self.kappa[0] * w);
        add(add(tables, lists), [low, low, high])
    }

    fn round(&self, claim: F) -> Vec<F> {
        let Some(Coordinate { w, inverse_w, inverse_not_w }) = self.point.last() else { return Vec::new() };
        let [at_zero, low_high, high_low] = self.sums(*w).map(|sum| sum * self.kappa[1]);
        let (at_zero, cross) = (at_zero * inverse_not_w, low_high * inverse_not_w + high_low * inverse_w);
        let at_one = (claim - (F::one() - w) * at_zero) * inverse_w;
        let leading = at_zero - cross + at_one;
        vec![at_zero, at_one - at_zero - leading, leading]
    }

    fn bind(&mut self, r: F) {
        let Some(Coordinate { w, inverse_w, inverse_not_w }) = self.point.pop() else { return };
        match (F::one() - r).inverse() {
            Some(inverse) => {
                let beta = r * (F::one() - w) * inverse_w * inverse;
                self.halve(r, |low, high| low + beta * high);
                self.kappa[0] *= (F::one() - w) * inverse;
                self.kappa[1] *= inverse_not_w * (F::one() - r);
            }
            None => {
                self.halve(r, |_, high| high);
                self.kappa[0] *= w;
                self.kappa[1] *= inverse_w;
            }
        }
        self.nodes.settle();
    }

    /// Binds left siblings by `left`, right ones to `r`.
    fn halve(&mut self, r: F, left: impl Fn(F, F) -> F + Sync + Send) {
        let LayerNodes { len, tables, lists, weights } = &mut self.nodes;
        *len /= 2;
        let right = |low: F, high: F| low + r * (high - low);
        lists.par_iter_mut().for_each(|list| {
            let background = list.background(tables, weights);
            let combine = |y: usize, low, high| if y.is_multiple_of(2) { left(low, high) } else { right(low, high) };
            list.nodes.halve(*len, background, combine, &mut list.spare);
        });
        tables.par_iter_mut().for_each(|table| {
            let (low, high) = table.nodes.split_at_mut(*len);
            for_each_mut(low, |start, chunk| {
                for (low, high) in chunk.chunks_exact_mut(2).zip(high[start..].chunks_exact(2)) {
                    (low[0], low[1]) = (left(low[0], high[0]), right(low[1], high[1]));
                }
            });
            table.nodes.truncate(*len);
        });
        let half = weights.len() / 2;
        for x in 0..half {
            weights[x] = left(weights[x], weights[x + half]);
        }
        weights.truncate(half);
    }

    /// Goes over to the circuits' variables, once those of `x` are bound.
    fn circuits(&self) -> CircuitRounds<F> {
        let size = self.weights.len();
        let left = self.nodes.column(0, size).into_iter().map(|a| a * self.kappa[1]).collect();
        CircuitRounds { eq: SplitEq::new(&self.circuit_point, F::one()), left, right: self.nodes.column(1, size) }
    }
}

/// `[Σ A(0) R(0), Σ A(0) R(1), Σ A(1) R(0)]`, not reduced.
#[derive(Default)]
struct Sums([ProductSum; 3]);

impl Sums {
    /// Adds the siblings `[A, R]` at both values of the current variable.
    #[inline]
    fn add<F: Scalar>(&mut self, low: [F; 2], high: [F; 2]) {
        low[0].add_product(&mut self.0[0], &low[1]);
        low[0].add_product(&mut self.0[1], &high[1]);
        high[0].add_product(&mut self.0[2], &low[1]);
    }

    fn reduce<F: Scalar>(&self) -> [F; 3] {
        self.0.each_ref().map(F::reduce_product)
    }
}

fn add<F: Scalar>(a: [F; 3], b: [F; 3]) -> [F; 3] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// Rounds over tables of all siblings: the last ones, when a single pair is left of each circuit, or all of a small or degenerate layer.
pub(super) struct CircuitRounds<F> {
    eq: SplitEq<F>,
    left: Vec<F>,
    right: Vec<F>,
}

impl<F: Scalar> CircuitRounds<F> {
    fn round(&self, claim: F) -> Vec<F> {
        let half = self.left.len() / 2;
        let end = if self.eq.end() { half } else { 0 };
        let [at_end, leading] = self.eq.sum(|j| {
            let slope = |v: &[F]| v[j + half] - v[j];
            [self.left[j + end] * self.right[j + end], slope(&self.left) * slope(&self.right)]
        });
        self.eq.cofactor(claim, at_end, leading)
    }

    fn bind(&mut self, r: F) {
        for table in [&mut self.left, &mut self.right] {
            let half = table.len() / 2;
            for x in 0..half {
                table[x] = table[x] + r * (table[x + half] - table[x]);
            }
            table.truncate(half);
        }
        self.eq.bind(r);
    }
}
