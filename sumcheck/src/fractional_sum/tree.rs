//! The prover's tree and its layers.
#![allow(clippy::indexing_slicing)]

use super::{COMBINE, FOLD, FractionClaim, Layer, fold};
use crate::RoundProver;
use poly::{MultilinearPolynomial, Scalar, SplitEq, for_each_mut, map_range};
use std::sync::Arc;
use transcript::ProverChannel;

/// The numerators of the leaves.
#[derive(Clone, Debug)]
pub enum Numerators<F> {
    /// All 1, as where every leaf is one lookup.
    Ones,
    /// A column, as the multiplicities of a table.
    Column(Arc<MultilinearPolynomial<F>>),
}

/// Fractions `p_i / q_i` and the tree of their sums.
///
/// *Shape*: `2^l` leaves, `2^{l+2}` field elements (a quarter less where all numerators are 1).
pub struct FractionalSum<F> {
    root: Nodes<F>,
    /// The layers below the root, down to the leaves.
    layers: Vec<Nodes<F>>,
}

/// Numerators and denominators of one layer; a node's children stand side by side.
struct Nodes<F> {
    /// Empty where all are 1.
    p: Vec<F>,
    q: Vec<F>,
}

impl<F: Scalar> Nodes<F> {
    /// The layer above.
    fn parents(&self) -> Self {
        let half = self.q.len() / 2;
        let q = map_range(0..half, |x| self.q[2 * x] * self.q[2 * x + 1]);
        let p = if self.p.is_empty() {
            map_range(0..half, |x| self.q[2 * x] + self.q[2 * x + 1])
        } else {
            map_range(0..half, |x| F::sum_of_products(&[self.p[2 * x], self.p[2 * x + 1]], &[self.q[2 * x + 1], self.q[2 * x]]))
        };
        Self { p, q }
    }
}

impl<F: Scalar> FractionalSum<F> {
    /// Adds up the fractions.
    ///
    /// *Preconditions*: a power of two denominators, as many numerators as denominators.
    pub fn new(numerators: Numerators<F>, denominators: Vec<F>) -> Self {
        assert!(denominators.len().is_power_of_two());
        let p = match numerators {
            Numerators::Ones => Vec::new(),
            Numerators::Column(column) => column.to_field(),
        };
        assert!(p.is_empty() || p.len() == denominators.len());
        let mut root = Nodes { p, q: denominators };
        let mut layers = Vec::new();
        while root.q.len() > 1 {
            let parents = root.parents();
            layers.push(std::mem::replace(&mut root, parents));
        }
        layers.reverse();
        Self { root, layers }
    }

    /// Numerator and denominator of the sum, not reduced.
    pub fn root(&self) -> (F, F) {
        (self.root.p.first().copied().unwrap_or(F::one()), self.root.q[0])
    }

    /// Proves the root, which was sent before; returns the claim on the leaves.
    pub fn prove(self, channel: &mut dyn ProverChannel<F>) -> FractionClaim<F> {
        let (mut numerator, mut denominator) = self.root();
        let mut point = Vec::new();
        for nodes in self.layers {
            let lambda = channel.challenge(COMBINE);
            let layer = Layer { point, lambda };
            let mut prover = LayerProver::new(&layer, nodes);
            let reduction = crate::prove(&layer, &mut prover, numerator + lambda * denominator, channel);
            let rho = channel.challenge(FOLD);
            (numerator, denominator) = fold(&reduction.openings, rho);
            point = [&*reduction.point, &[rho]].concat();
        }
        FractionClaim { point: point.into(), numerator, denominator }
    }
}

/// The rounds of one layer; all tables are bound at once, in place. With `s_R = p_R + λ q_R` the sum is `Σ eq (p_L q_R + s_R q_L)`.
///
/// Leaves are often equal over long stretches (the high halves of small numbers), and so are the nodes above them: what is constant in the bound
/// variable costs no multiplication.
struct LayerProver<F> {
    eq: SplitEq<F>,
    lambda: F,
    /// `p_L` and `s_R` side by side; empty where all numerators are 1.
    p: Vec<F>,
    q: Vec<F>,
}

impl<F: Scalar> LayerProver<F> {
    fn new(layer: &Layer<F>, nodes: Nodes<F>) -> Self {
        let (Nodes { mut p, q }, lambda) = (nodes, layer.lambda);
        for_each_mut(&mut p, |start, chunk| {
            for (s, q) in chunk.iter_mut().zip(&q[start..]).skip(1).step_by(2) {
                *s += lambda * q;
            }
        });
        Self { eq: SplitEq::new(&layer.point, F::one()), lambda, p, q }
    }
}

impl<F: Scalar> RoundProver<F> for LayerProver<F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        let (p, q, lambda) = (&self.p, &self.q, self.lambda);
        let half = self.eq.half();
        let end = if self.eq.end() { half } else { 0 };
        let slope = |v: &[F], i: usize| if v[i] == v[i + 2 * half] { F::zero() } else { v[i + 2 * half] - v[i] };
        let [at_end, leading] = if p.is_empty() {
            // q_L + q_R + λ q_L q_R, whose leading coefficient is that of the product.
            let [linear, product, leading] = self.eq.sum(|x| {
                let (e, l, r) = (2 * (x + end), 2 * x, 2 * x + 1);
                [q[e] + q[e + 1], q[e] * q[e + 1], product_of_slopes([(slope(q, l), slope(q, r))])]
            });
            [linear + lambda * product, lambda * leading]
        } else {
            self.eq.sum(|x| {
                let (e, l, r) = (2 * (x + end), 2 * x, 2 * x + 1);
                let at_end = F::sum_of_products(&[p[e], q[e]], &[q[e + 1], p[e + 1]]);
                [at_end, product_of_slopes([(slope(p, l), slope(q, r)), (slope(q, l), slope(p, r))])]
            })
        };
        self.eq.cofactor(claim, at_end, leading)
    }

    fn bind(&mut self, r: F) {
        bind_in_place(&mut self.p, r);
        bind_in_place(&mut self.q, r);
        self.eq.bind(r);
    }

    fn openings(&self) -> Vec<F> {
        let (p, q) = (&self.p, &self.q);
        match p[..] {
            [] => vec![F::one(), F::one(), q[0], q[1]],
            _ => vec![p[0], p[1] - self.lambda * q[1], q[0], q[1]],
        }
    }
}

/// `Σ_k a_k b_k`, where most are 0.
fn product_of_slopes<F: Scalar, const K: usize>(slopes: [(F, F); K]) -> F {
    let products = slopes.into_iter().filter(|(a, b)| !a.is_zero() && !b.is_zero());
    products.fold(F::zero(), |sum, (a, b)| sum + a * b)
}

/// `v(r, x)` for the most significant variable, into the lower half.
fn bind_in_place<F: Scalar>(v: &mut Vec<F>, r: F) {
    let half = v.len() / 2;
    let (low, high) = v.split_at_mut(half);
    for_each_mut(low, |start, chunk| {
        for (l, h) in chunk.iter_mut().zip(&high[start..]) {
            if l != h {
                *l += r * (*h - *l);
            }
        }
    });
    v.truncate(half);
}
