//! The fast prover of [`Toggles`].

use super::Own;
use super::combination::Combination;
use super::groups::Group;
use super::relations::Toggles;
use poly::{MultilinearPolynomial, ProductSum, Scalar, SplitEq, eq};
use rayon::prelude::*;
use std::sync::Arc;
use sumcheck::RoundProver;

type Column<F> = Arc<MultilinearPolynomial<F>>;

/// A group's list becomes a table when it holds more than one row in `SPARSITY`.
const SPARSITY: usize = 3;

/// The rounds are of `q(x) = Σ_j eq(c, j) (flag_j h_j + 1 - flag_j)`. Both circuits of a memory have one flag, and `h` of the second is
/// `h` of the first plus `γ²`; memories that the same instructions read share their flag. With `u_m = eq(c, 2m) + eq(c, 2m+1)` and a group `G` of such memories,
///
/// `q(x) = Σ_{j<2M} eq(c, j) + Σ_G flag_G(x) P_G(x)`, `P_G(x) = Σ_{m in G} (u_m (h_{2m}(x) - 1) + eq(c, 2m+1) γ²)`.
///
/// Where no memory of `G` is read, `P_G = Σ_c U_{G,c} dim_c(x) + K_G` follows from the indices alone and is computed only beside a row that is listed.
pub(super) struct TogglesProver<'a, F: Scalar> {
    own: &'a Own<'a, Column<F>>,
    flags: &'a [Column<F>],
    dims: Dims<F>,
    groups: Vec<BoundGroup<F>>,
    /// `Σ_{j<2M} eq(c, j)`.
    constant: F,
    eq: SplitEq<F>,
    /// eq over the variables after the current one.
    list_eq: Vec<F>,
    row: Vec<F>,
}

/// The indices as they are bound.
enum Dims<F> {
    Typed(Vec<Column<F>>),
    Bound(Vec<Vec<F>>),
}

/// `Σ_c U_c dim_c(x) + K`: `P_G` on a row where no memory of `G` is read.
struct Idle<F> {
    coefficients: Vec<(usize, F)>,
    constant: F,
}

struct BoundGroup<F> {
    idle: Idle<F>,
    rows: Rows<F>,
}

/// `(flag_G, P_G)` by row: where they are not idle, or everywhere.
enum Rows<F> {
    List { index: Vec<u32>, value: Vec<[F; 2]> },
    Table { flag: Vec<F>, value: Vec<F> },
}

impl<F: Scalar> Idle<F> {
    #[inline]
    fn at(&self, dims: &Dims<F>, row: usize) -> F {
        match dims {
            Dims::Typed(dims) => {
                let mut sum = Combination::new(self.constant);
                self.coefficients.iter().for_each(|(chunk, c)| sum.add_column(c, &dims[*chunk], row));
                sum.value()
            }
            Dims::Bound(dims) => {
                let mut sum = ProductSum::default();
                self.coefficients.iter().for_each(|(chunk, c)| c.add_product(&mut sum, &dims[*chunk][row]));
                self.constant + F::reduce_product(&sum)
            }
        }
    }
}

impl<'a, F: Scalar> TogglesProver<'a, F> {
    pub fn new(relation: &Toggles<'_, F>, own: &'a Own<'a, Column<F>>, flags: &'a [Column<F>], groups: &[Group<F>]) -> Self {
        let constant = relation.weights.iter().sum();
        let groups = groups.par_iter().map(|group| bind_group(relation, own, group)).collect();
        let list_eq = eq::table(relation.leaf_point.get(1..).unwrap_or_default());
        let mut out = Self {
            own,
            flags,
            dims: Dims::Typed(own.dim.to_vec()),
            groups,
            constant,
            eq: SplitEq::new(&relation.leaf_point, F::one()),
            list_eq,
            row: Vec::new(),
        };
        out.settle();
        out
    }

    /// Turns crowded lists into tables.
    fn settle(&mut self) {
        let len = 1 << self.eq.num_vars();
        let dims = &self.dims;
        self.groups.par_iter_mut().for_each(|group| group.settle(len, dims));
    }

    /// `[q(end), leading coefficient of q]`.
    fn sums(&self) -> [F; 2] {
        let (end, half) = (self.eq.end(), self.eq.half());
        let sums = |group: &BoundGroup<F>| match &group.rows {
            Rows::Table { flag, value } => self.eq.sum(|x| pair_values(end, [flag[x], value[x]], [flag[x + half], value[x + half]])),
            Rows::List { .. } => {
                let mut sums = [ProductSum::default(); 2];
                group.for_each_pair(half, &self.dims, |x, low, high| {
                    for (sum, value) in sums.iter_mut().zip(pair_values(end, low, high)) {
                        self.list_eq[x].add_product(sum, &value);
                    }
                });
                sums.map(|sum| F::reduce_product(&sum))
            }
        };
        let add = |a: [F; 2], b: [F; 2]| [a[0] + b[0], a[1] + b[1]];
        let total = self.groups.par_iter().map(sums).reduce(|| [F::zero(); 2], add);
        add(total, [self.constant, F::zero()])
    }
}

/// `[flag P at the end, slope of flag times slope of P]`.
#[inline]
fn pair_values<F: Scalar>(end: bool, low: [F; 2], high: [F; 2]) -> [F; 2] {
    let [flag, value] = if end { high } else { low };
    let at_end = if flag.is_zero() { F::zero() } else { flag * value };
    [at_end, (high[0] - low[0]) * (high[1] - low[1])]
}

/// `P_G` on the rows of a group, and what it is elsewhere.
fn bind_group<F: Scalar>(relation: &Toggles<F>, own: &Own<Column<F>>, group: &Group<F>) -> BoundGroup<F> {
    let (fingerprint, weights) = (&relation.fingerprint, &relation.weights);
    let mut idle = Idle { coefficients: Vec::new(), constant: F::zero() };
    let mut terms: Vec<(F, &Column<F>)> = Vec::new();
    for m in &group.memories {
        let u = weights[2 * m] + weights[2 * m + 1];
        idle.constant += weights[2 * m + 1] * fingerprint.gamma_squared - u * (fingerprint.tau + F::one());
        let chunk = relation.set.memories()[*m].chunk;
        match idle.coefficients.iter_mut().find(|(known, _)| *known == chunk) {
            Some((_, sum)) => *sum += u,
            None => idle.coefficients.push((chunk, u)),
        }
        terms.push((u * fingerprint.gamma, &own.e[*m]));
        terms.push((u * fingerprint.gamma_squared, &own.read_cts[*m]));
    }
    terms.extend(idle.coefficients.iter().map(|(chunk, u)| (*u, &own.dim[*chunk])));
    let value = |(row, flag): (&u32, &F)| {
        let mut sum = Combination::new(idle.constant);
        terms.iter().for_each(|(c, column)| sum.add_column(c, column, *row as usize));
        [*flag, sum.value()]
    };
    let value = group.rows.par_iter().zip(&group.flags).map(value).collect();
    BoundGroup { idle, rows: Rows::List { index: group.rows.clone(), value } }
}

impl<F: Scalar> BoundGroup<F> {
    fn settle(&mut self, len: usize, dims: &Dims<F>) {
        let Rows::List { index, value } = &self.rows else { return };
        if index.len() * SPARSITY <= len {
            return;
        }
        let mut listed = index.iter().zip(value).peekable();
        let (mut flag, mut product) = (Vec::with_capacity(len), Vec::with_capacity(len));
        for row in 0..len {
            let [f, p] = match listed.next_if(|(index, _)| **index as usize == row) {
                Some((_, value)) => *value,
                None => [F::zero(), self.idle.at(dims, row)],
            };
            flag.push(f);
            product.push(p);
        }
        self.rows = Rows::Table { flag, value: product };
    }

    /// Calls `visit(x, (flag, P)(x), (flag, P)(x + half))` for every `x < half` of which one of the two rows is listed, in order.
    fn for_each_pair(&self, half: usize, dims: &Dims<F>, mut visit: impl FnMut(usize, [F; 2], [F; 2])) {
        let Rows::List { index, value } = &self.rows else { return };
        let middle = index.partition_point(|row| (*row as usize) < half);
        let ((low_index, high_index), (low_value, high_value)) = (index.split_at(middle), value.split_at(middle));
        let (mut a, mut b) = (0, 0);
        loop {
            let low = low_index.get(a).map(|row| *row as usize);
            let high = high_index.get(b).map(|row| *row as usize - half);
            let x = match (low, high) {
                (None, None) => return,
                (Some(x), None) | (None, Some(x)) => x,
                (Some(x), Some(y)) => x.min(y),
            };
            let at_low = if low == Some(x) { low_value[a] } else { [F::zero(), self.idle.at(dims, x)] };
            let at_high = if high == Some(x) { high_value[b] } else { [F::zero(), self.idle.at(dims, x + half)] };
            a += usize::from(low == Some(x));
            b += usize::from(high == Some(x));
            visit(x, at_low, at_high);
        }
    }

    fn bind(&mut self, half: usize, r: F, dims: &Dims<F>) {
        let bound = |low: F, high: F| if low == high { low } else { low + r * (high - low) };
        if let Rows::Table { flag, value } = &mut self.rows {
            for table in [flag, value] {
                let (low, high) = table.split_at_mut(half);
                low.iter_mut().zip(high).for_each(|(low, high)| *low = bound(*low, *high));
                table.truncate(half);
            }
            return;
        }
        let (mut index, mut value) = (Vec::new(), Vec::new());
        self.for_each_pair(half, dims, |x, low, high| {
            index.push(x as u32);
            value.push([bound(low[0], high[0]), bound(low[1], high[1])]);
        });
        self.rows = Rows::List { index, value };
    }
}

impl<F: Scalar> RoundProver<F> for TogglesProver<'_, F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        let [at_end, leading] = self.sums();
        self.eq.cofactor(claim, at_end, leading)
    }

    fn bind(&mut self, r: F) {
        let (dims, half) = (&self.dims, self.eq.half());
        self.groups.par_iter_mut().for_each(|group| group.bind(half, r, dims));
        self.dims = Dims::Bound(match &self.dims {
            Dims::Typed(dims) => dims.iter().map(|dim| dim.bind(r)).collect(),
            Dims::Bound(dims) => dims.iter().map(|dim| (0..half).map(|x| dim[x] + r * (dim[x + half] - dim[x])).collect()).collect(),
        });
        self.eq.bind(r);
        self.row.push(r);
        let quarter = self.list_eq.len() / 2;
        for x in 0..quarter {
            let high = self.list_eq[x + quarter];
            self.list_eq[x] += high;
        }
        self.list_eq.truncate(quarter.max(1));
        self.settle();
    }

    fn openings(&self) -> Vec<F> {
        let weights = eq::table(&self.row);
        let columns: Vec<&Column<F>> = [self.own.dim, self.own.read_cts, self.own.e, self.flags].into_iter().flatten().collect();
        columns.par_iter().map(|column| column.dot(&weights)).collect()
    }
}
