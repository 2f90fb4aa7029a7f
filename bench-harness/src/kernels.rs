//! Every kernel of the provers in one list: for micro-benchmarks, and for what operations take on this machine ([`units`]).
//!
//! A new kernel is one line of [`ALL`]: its name, log2 of its size, and how its input is made and what runs on it. Everything runs on one thread,
//! over BN254, on seeded inputs; making the input is never timed. `cargo bench -p bench-harness --bench kernels -- NAME` measures those
//! whose names contain the text.

mod arguments;
mod inputs;
mod multi;
mod units;

pub(crate) use units::rounded;
pub use units::{Units, UnitsError, units};

use ark_bn254::{Bn254, Fr, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ec::pairing::Pairing;
use ark_ff::Field;
use inputs::{bytes, column, counts, point, scalars, words};
use lookups::InstructionSet;
use poly::operations::Operation;
use poly::{Scalar, SmallSum, eq};
use std::hint::black_box;
use std::time::{Duration, Instant};
use sumcheck::fractional_sum::Numerators;
use sumcheck::grand_product::Leaves;

/// Something that provers spend time with.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Its name.
    pub name: &'static str,
    /// log2 of its size: of the number of values, leaves, steps or bytes.
    pub log_size: u32,
    /// The operation whose unit it measures, if any.
    pub operation: Option<Operation>,
    prepare: fn(usize) -> Prepared,
}

/// A kernel with its input.
pub struct Prepared {
    /// Products, inverses, values, leaves, steps, points or bytes that one run takes in.
    pub operations: u64,
    run: Box<dyn FnMut(u64) -> Duration + Send>,
}

impl Kernel {
    /// Makes the input.
    pub fn prepare(&self) -> Prepared {
        (self.prepare)(1 << self.log_size)
    }
}

impl Prepared {
    /// Runs on one input.
    fn new<T: Send + 'static, U>(operations: usize, input: T, work: impl Fn(&T) -> U + Send + 'static) -> Self {
        let run = move |times| {
            let start = Instant::now();
            for _ in 0..times {
                black_box(work(black_box(&input)));
            }
            start.elapsed()
        };
        Self { operations: operations as u64, run: Box::new(run) }
    }

    /// Runs that consume their input.
    fn consuming<T: Clone + Send + 'static, U>(operations: usize, input: T, work: impl Fn(T) -> U + Send + 'static) -> Self {
        let run = move |times| {
            let once = |_| {
                let input = input.clone();
                let start = Instant::now();
                black_box(work(black_box(input)));
                start.elapsed()
            };
            (0..times).map(once).sum()
        };
        Self { operations: operations as u64, run: Box::new(run) }
    }

    /// Runs the kernel so often, and says how long that took.
    pub fn run(&mut self, times: u64) -> Duration {
        (self.run)(times)
    }
}

/// A kernel.
const fn kernel(name: &'static str, log_size: u32, prepare: fn(usize) -> Prepared) -> Kernel {
    Kernel { name, log_size, operation: None, prepare }
}

/// A kernel that measures the unit of an operation.
const fn unit(operation: Operation, name: &'static str, log_size: u32, prepare: fn(usize) -> Prepared) -> Kernel {
    Kernel { name, log_size, operation: Some(operation), prepare }
}

/// All kernels.
///
/// A kernel of a unit performs its operation alone; that of group additions has terms of full width, too.
pub const ALL: &[Kernel] = &[
    unit(Operation::Multiplication, "field multiplication", 12, |n| Prepared::new(n, (scalars(n), scalars(n)), products)),
    unit(Operation::ProductTerm, "deferred product", 12, |n| Prepared::new(n, (scalars(n), scalars(n)), |(x, y)| Fr::inner_product(x, y))),
    unit(Operation::SmallTerm, "small product", 12, |n| Prepared::new(n, (scalars(n), words(n)), small_products)),
    unit(Operation::Inversion, "field inversion", 8, |n| Prepared::new(n, scalars(n), |x| x.iter().filter_map(Fr::inverse).sum::<Fr>())),
    kernel("eq table", 16, |n| Prepared::new(n, point(n), |r| eq::table(r))),
    kernel("split eq sum", 16, |n| Prepared::new(n, (scalars(n), point(2 * n)), split_eq)),
    kernel("bind of field elements", 16, |n| Prepared::new(n, column(256, n), |f| f.bind(Fr::from(3u64)))),
    kernel("first bind of 32 bits", 16, |n| Prepared::new(n, column(32, n), |f| f.bind(Fr::from(3u64)))),
    kernel("evaluation of flags", 16, |n| Prepared::new(n, (column(1, n), point(n)), |(f, r)| f.evaluate(r))),
    kernel("evaluation of 32 bits", 16, |n| Prepared::new(n, (column(32, n), point(n)), |(f, r)| f.evaluate(r))),
    kernel("evaluation of field elements", 16, |n| Prepared::new(n, (column(256, n), point(n)), |(f, r)| f.evaluate(r))),
    kernel("subtable extensions", 16, |n| {
        Prepared::new(arguments::set().subtables().len(), (arguments::set(), point(n)), subtable_extensions)
    }),
    kernel("transcript: absorb scalars", 12, |n| Prepared::new(32 * n, scalars(n), |x| arguments::absorb(x))),
    kernel("transcript: squeeze challenges", 10, |n| Prepared::new(64 * n, n, |n| arguments::squeeze(*n))),
    unit(Operation::HashedByte, "hash of long strings", 14, |n| Prepared::new(n, bytes(n), |b| crate::digest::digest(b))),
    unit(Operation::GroupAddition, "multi-exponentiation, full width", 14, |n| multi::long(256, n)),
    kernel("multi-exponentiation, 1 bit", 14, |n| multi::long(1, n)),
    kernel("multi-exponentiation, 8 bits", 14, |n| multi::long(8, n)),
    kernel("multi-exponentiation, 16 bits", 14, |n| multi::long(16, n)),
    kernel("multi-exponentiation, 32 bits", 14, |n| multi::long(32, n)),
    kernel("multi-exponentiation, 64 bits", 14, |n| multi::long(64, n)),
    kernel("rows of multi-exponentiations, 1 bit", 14, |n| multi::rows(1, n)),
    kernel("rows of multi-exponentiations, 8 bits", 14, |n| multi::rows(8, n)),
    kernel("rows of multi-exponentiations, 16 bits", 14, |n| multi::rows(16, n)),
    kernel("rows of multi-exponentiations, 32 bits", 14, |n| multi::rows(32, n)),
    kernel("rows of multi-exponentiations, 64 bits", 14, |n| multi::rows(64, n)),
    kernel("rows of multi-exponentiations, full width", 14, |n| multi::rows(256, n)),
    unit(Operation::Term1, "terms without additions, 1 bit", 16, |n| multi::zeros(1, n)),
    unit(Operation::Term8, "terms without additions, 8 bits", 16, |n| multi::zeros(8, n)),
    unit(Operation::Term16, "terms without additions, 16 bits", 16, |n| multi::zeros(16, n)),
    unit(Operation::Term32, "terms without additions, 32 bits", 16, |n| multi::zeros(32, n)),
    unit(Operation::Term64, "terms without additions, 64 bits", 16, |n| multi::zeros(64, n)),
    unit(Operation::TermField, "terms without additions, full width", 16, |n| multi::zeros(256, n)),
    kernel("a verifier's multi-exponentiation", 8, |n| Prepared::new(n, (multi::points(n), scalars(n)), verifier_sum)),
    unit(Operation::Pairing, "pairing", 1, |n| Prepared::new(n, vec![(G1Affine::generator(), G2Affine::generator()); n], pairings)),
    kernel("grand product, dense", 16, |n| Prepared::consuming(n, scalars(n), |leaves| arguments::grand_product(Leaves::Dense(leaves)))),
    kernel("grand product, one leaf in twenty", 16, |n| {
        Prepared::consuming(n, scalars(n / 20), |leaves| arguments::sparse_product(16, leaves))
    }),
    kernel("fractional sum of ones", 16, |n| Prepared::consuming(n, scalars(n), |q| arguments::fractional_sum(Numerators::Ones, q))),
    kernel("fractional sum of counts", 16, |n| Prepared::consuming(n, scalars(n), |q| arguments::fractional_sum(counts(q.len()), q))),
    kernel("sum-check: opening reduction", 14, arguments::opening_reduction),
    kernel("sum-checks: Spartan", 12, arguments::spartan),
    kernel("sum-checks: lookups", 12, arguments::lookups),
    kernel("sum-checks: memory", 12, arguments::memory),
    kernel("sum-checks: range", 14, arguments::range),
    kernel("sum-check: output", 14, arguments::output),
];

/// `x_i y_i` for all `i`.
fn products((x, y): &(Vec<Fr>, Vec<Fr>)) -> Vec<Fr> {
    x.iter().zip(y).map(|(x, y)| *x * y).collect()
}

/// `Σ_i x_i u_i` with 32-bit `u_i`.
fn small_products((x, u): &(Vec<Fr>, Vec<u32>)) -> Fr {
    let mut sum = SmallSum::default();
    x.iter().zip(u).for_each(|(x, u)| x.add_small(&mut sum, u64::from(*u)));
    Fr::reduce_small(&sum)
}

/// The first round of a sum-check over `f`, in eq form.
fn split_eq((f, r): &(Vec<Fr>, Vec<Fr>)) -> Fr {
    let [sum] = eq::SplitEq::new(r, Fr::from(1u64)).sum(|x| [f[x]]);
    sum
}

/// The extensions of all subtables at one point.
fn subtable_extensions((set, r): &(InstructionSet<Fr>, Vec<Fr>)) -> Fr {
    set.subtables().iter().map(|subtable| subtable.evaluate_mle(r)).sum()
}

/// `Σ_i x_i G_i` on one core, without tables.
fn verifier_sum((bases, x): &(Vec<G1Affine>, Vec<Fr>)) -> ark_bn254::G1Projective {
    pcs::msm::sum_of_products(bases, x)
}

/// The product of pairings, with one final exponentiation.
fn pairings(pairs: &Vec<(G1Affine, G2Affine)>) -> ark_ec::pairing::PairingOutput<Bn254> {
    Bn254::multi_pairing(pairs.iter().map(|(a, _)| *a), pairs.iter().map(|(_, b)| *b))
}
