//! The circuits of a batch and all their layers.

use super::layer::LayerProver;
use super::nodes::Nodes;
use super::verifier::{CIRCUIT, FOLD, Layer, LeafClaim, circuit_vars, fold, split};
use poly::{Scalar, for_each_mut, map_range};
use rayon::prelude::*;
use transcript::ProverChannel;

/// The leaves of one circuit; `2^l` of them in each circuit of a batch.
pub enum Leaves<F> {
    /// All leaves.
    Dense(Vec<F>),
    /// Leaves that are 1 except for the entries.
    Sparse {
        /// `l`.
        log_len: usize,
        /// `(index, value)` by strictly increasing index.
        entries: Vec<(u32, F)>,
    },
    /// The leaves of another circuit of the batch except for the entries: only what is above them costs work.
    Changed {
        /// Number of that circuit, which is [`Leaves::Dense`].
        base: usize,
        /// `(index, value)` by strictly increasing index.
        entries: Vec<(u32, F)>,
    },
}

impl<F> Leaves<F> {
    /// `2^l`, where these leaves say it.
    fn len(&self) -> Option<usize> {
        match self {
            Self::Dense(leaves) => Some(leaves.len()),
            Self::Sparse { log_len, .. } => Some(1 << log_len),
            Self::Changed { .. } => None,
        }
    }
}

/// A circuit's nodes in one layer, all of them.
pub(super) struct Table<F> {
    pub circuit: usize,
    pub nodes: Vec<F>,
}

/// A circuit's nodes in one layer, where they differ from its background.
pub(super) struct List<F> {
    pub circuit: usize,
    /// The background: a table of the same layer, or 1 everywhere.
    pub base: Option<usize>,
    pub nodes: Nodes<F>,
    pub spare: Nodes<F>,
}

impl<F: Scalar> List<F> {
    /// The background, given the layer's tables and weights.
    pub fn background<'a>(&self, tables: &'a [Table<F>], weights: &'a [F]) -> impl Fn(usize) -> F + Sync + use<'a, F> {
        let base = self.base.map(|b| tables[b].nodes.as_slice());
        move |index| match base {
            Some(nodes) => nodes[index],
            None if index % 2 == 0 => weights.get(index / 2).copied().unwrap_or(F::one()),
            None => F::one(),
        }
    }
}

/// The nodes of all circuits in one layer. A table keeps its place as lists turn into tables.
pub(super) struct LayerNodes<F> {
    /// Nodes of each circuit, a power of two.
    pub len: usize,
    pub tables: Vec<Table<F>>,
    pub lists: Vec<List<F>>,
    /// What the left siblings were multiplied by, if they were; one weight for each pair of siblings.
    pub weights: Vec<F>,
}

impl<F: Scalar> LayerNodes<F> {
    fn from_leaves(circuits: Vec<Leaves<F>>) -> Self {
        let len = circuits.iter().find_map(Leaves::len).expect("a batch of grand products has a circuit with a length");
        assert!(len.is_power_of_two(), "a grand product has a power of two leaves");
        assert!(circuits.iter().all(|c| c.len().is_none_or(|l| l == len)), "circuits of a batch have equally many leaves");
        let mut place = vec![None; circuits.len()];
        for (table, circuit) in (0..circuits.len()).filter(|c| matches!(circuits[*c], Leaves::Dense(_))).enumerate() {
            place[circuit] = Some(table);
        }
        let mut out = Self { len, tables: Vec::new(), lists: Vec::new(), weights: Vec::new() };
        for (circuit, leaves) in circuits.into_iter().enumerate() {
            let (base, entries) = match leaves {
                Leaves::Dense(nodes) => {
                    out.tables.push(Table { circuit, nodes });
                    continue;
                }
                Leaves::Sparse { entries, .. } => (None, entries),
                Leaves::Changed { base, entries } => {
                    (Some(place.get(base).copied().flatten().expect("the base of a changed circuit is a dense circuit")), entries)
                }
            };
            out.lists.push(List { circuit, base, nodes: Nodes::new(entries, len), spare: Nodes::default() });
        }
        out.settle();
        out
    }

    /// Turns crowded lists into tables.
    pub fn settle(&mut self) {
        let (crowded, lists): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.lists).into_iter().partition(|list| list.nodes.is_crowded(self.len));
        self.lists = lists;
        let tables: Vec<_> = crowded
            .into_par_iter()
            .map(|list| Table { circuit: list.circuit, nodes: list.nodes.to_table(self.len, list.background(&self.tables, &self.weights)) })
            .collect();
        self.tables.extend(tables);
    }

    /// The next layer towards the roots.
    fn parents(&self) -> Self {
        let table = |t: &Table<F>| Table { circuit: t.circuit, nodes: map_range(0..self.len / 2, |x| t.nodes[2 * x] * t.nodes[2 * x + 1]) };
        let list = |l: &List<F>| {
            let nodes = l.nodes.parents(l.background(&self.tables, &self.weights));
            List { circuit: l.circuit, base: l.base, nodes, spare: Nodes::default() }
        };
        let mut out = Self {
            len: self.len / 2,
            tables: self.tables.par_iter().map(table).collect(),
            lists: self.lists.par_iter().map(list).collect(),
            weights: Vec::new(),
        };
        out.settle();
        out
    }

    /// Multiplies the left sibling of pair `x` by `weights[x]`, in every circuit.
    pub fn weigh_left_siblings(&mut self, weights: Vec<F>) {
        self.tables.par_iter_mut().for_each(|table| {
            for_each_mut(&mut table.nodes, |start, chunk| {
                for (pair, weight) in chunk.chunks_exact_mut(2).zip(&weights[start / 2..]) {
                    pair[0] *= weight;
                }
            });
        });
        self.lists.par_iter_mut().for_each(|list| {
            list.nodes.update(|index, value| {
                if index % 2 == 0 {
                    *value *= weights[index / 2];
                }
            });
        });
        self.weights = weights;
    }

    /// The node at `index` of each circuit, and 0 for the padding circuits.
    pub fn column(&self, index: usize, num_circuits: usize) -> Vec<F> {
        let mut out = vec![F::zero(); num_circuits];
        for table in &self.tables {
            out[table.circuit] = table.nodes[index];
        }
        for list in &self.lists {
            out[list.circuit] = list.nodes.get(index, list.background(&self.tables, &self.weights));
        }
        out
    }
}

/// A batch of circuits with all their layers.
///
/// *Shape*: `k` circuits of `2^l` leaves; memory `2 k 2^l` elements where circuits are dense. A sparse circuit costs what its entries and the
/// nodes above them cost.
pub struct GrandProducts<F> {
    num_circuits: usize,
    /// From the leaves to the roots.
    layers: Vec<LayerNodes<F>>,
}

impl<F: Scalar> GrandProducts<F> {
    /// Multiplies all circuits out.
    ///
    /// *Preconditions*: at least one circuit that is not [`Leaves::Changed`]; equal lengths, a power of two of at most `2^32`; entries by
    /// strictly increasing index; the base of a changed circuit is dense.
    pub fn new(circuits: Vec<Leaves<F>>) -> Self {
        let num_circuits = circuits.len();
        let mut layers = vec![LayerNodes::from_leaves(circuits)];
        while let Some(layer) = layers.last().filter(|layer| layer.len > 1) {
            layers.push(layer.parents());
        }
        Self { num_circuits, layers }
    }

    /// The products, in the order of the circuits. The caller sends them before [`Self::prove`].
    pub fn roots(&self) -> Vec<F> {
        self.layers.last().map_or_else(Vec::new, |layer| layer.column(0, self.num_circuits))
    }

    /// Proves the products, layer by layer; each layer's memory is freed once it is proved.
    ///
    /// *Preconditions*: the roots were sent.
    pub fn prove(mut self, channel: &mut dyn ProverChannel<F>) -> LeafClaim<F> {
        let _span = tracing::debug_span!("grand product", circuits = self.num_circuits, layers = self.layers.len() - 1).entered();
        let mut circuit_point = channel.challenges(CIRCUIT, circuit_vars(self.num_circuits));
        let mut leaf_point = Vec::with_capacity(self.layers.len());
        let mut value = poly::eq::table(&circuit_point).iter().zip(self.roots()).map(|(weight, root)| *weight * root).sum();
        self.layers.pop();
        while let Some(layer) = self.layers.pop() {
            let mut prover = LayerProver::new(layer, &leaf_point, &circuit_point);
            let relation = Layer { point: [leaf_point.as_slice(), &circuit_point].concat() };
            let reduction = crate::prove(&relation, &mut prover, value, channel);
            let rho = channel.challenge(FOLD);
            value = fold(&reduction.openings, rho);
            (leaf_point, circuit_point) = split(&reduction.point, leaf_point.len());
            leaf_point.push(rho);
        }
        LeafClaim { circuit_point: circuit_point.into(), leaf_point: leaf_point.into(), value }
    }
}
