//! What the comparisons of commitment schemes compare, behind one interface: the schemes of this crate, and those of `ark-poly-commit`.
//!
//! A new scheme is one line in [`each_candidate`].

mod ours;
mod rivals;

pub use ours::Ours;
pub use rivals::{ArkHyrax, ArkKzg};

use ark_bn254::Fr;
use ark_std::{
    UniformRand,
    rand::{RngCore, SeedableRng, rngs::StdRng},
};
use pcs::SetupKind;
use poly::{MultilinearPolynomial, Point};
use std::sync::Arc;

/// Calls a function that is generic over a [`Candidate`], once for each of them.
///
/// [`pcs::Trivial`] is none: it opens nothing.
macro_rules! each_candidate {
    ($visit:ident($($argument:expr),*)) => {{
        use $crate::candidates::{ArkHyrax, ArkKzg, Ours};
        $visit::<Ours<pcs::Hyrax<ark_bn254::G1Projective>>>($($argument),*);
        $visit::<Ours<pcs::Hyrax<ark_bn254::G1Projective, pcs::InnerProduct>>>($($argument),*);
        $visit::<Ours<pcs::Zeromorph<ark_bn254::Bn254>>>($($argument),*);
        $visit::<Ours<pcs::HyperKzg<ark_bn254::Bn254>>>($($argument),*);
        $visit::<Ours<pcs::Ligero<ark_bn254::Fr>>>($($argument),*);
        $visit::<ArkHyrax>($($argument),*);
        $visit::<ArkKzg>($($argument),*);
    }};
}
pub(crate) use each_candidate;

/// A column of values.
pub type Column = Arc<MultilinearPolynomial<Fr>>;

/// Widths of values, as in the names of a column's kinds.
pub const KINDS: [&str; 6] = ["bool", "u8", "u16", "u32", "u64", "field"];

/// Widths that the schemes of others commit to: they know field elements only, so that other widths cost what these do.
pub const RIVAL_KINDS: [&str; 2] = ["u32", "field"];

/// `2^num_vars` random values of one of the [`KINDS`].
pub fn column(kind: &str, num_vars: usize) -> Column {
    let rng = &mut StdRng::seed_from_u64(num_vars as u64);
    let mut words = (0..1 << num_vars).map(|_| rng.next_u64());
    Arc::new(match kind {
        "bool" => words.map(|word| word & 1 == 1).collect::<Vec<_>>().into(),
        "u8" => words.map(|word| word as u8).collect::<Vec<_>>().into(),
        "u16" => words.map(|word| word as u16).collect::<Vec<_>>().into(),
        "u32" => words.map(|word| word as u32).collect::<Vec<_>>().into(),
        "u64" => words.collect::<Vec<_>>().into(),
        "field" => words.by_ref().map(|word| Fr::rand(&mut StdRng::seed_from_u64(word))).collect::<Vec<_>>().into(),
        other => unreachable!("{other} is no kind of a column"),
    })
}

/// A random point.
pub fn point(num_vars: usize) -> Point<Fr> {
    let rng = &mut StdRng::seed_from_u64(1 << 32 | num_vars as u64);
    Point::new((0..num_vars).map(|_| Fr::rand(rng)).collect())
}

/// What an opening says: the value at the point.
pub struct Claim {
    /// The point.
    pub point: Point<Fr>,
    /// The value.
    pub value: Fr,
}

/// A commitment scheme for one column; all methods expect inputs that the ones before them made.
pub trait Candidate: 'static {
    /// The crate that it is from.
    const LIBRARY: &'static str;
    /// Its name.
    const NAME: &'static str;
    /// What binding rests on.
    const ASSUMPTION: &'static str;
    /// How its parameters come about.
    const SETUP: SetupKind;
    /// The kinds of values to measure.
    const KINDS: &'static [&'static str];
    /// Keys of both sides.
    type Keys;
    /// A column, in the form that the scheme takes.
    type Input;
    /// A commitment, with what the prover keeps of it.
    type Committed;
    /// An opening.
    type Opening;

    /// Whether it has columns with so many variables.
    fn covers(num_vars: usize) -> bool;
    /// Parameters and keys for a column with `2^num_vars` values.
    fn setup(num_vars: usize) -> Self::Keys;
    /// Converts a column.
    fn input(column: &Column) -> Self::Input;
    /// The true claim about this point.
    fn claim(input: &Self::Input, point: &Point<Fr>) -> Claim;
    /// Commits.
    fn commit(keys: &Self::Keys, input: &Self::Input) -> Self::Committed;
    /// Opens a commitment.
    fn open(keys: &Self::Keys, input: &Self::Input, committed: &Self::Committed, claim: &Claim) -> Self::Opening;
    /// Length of the commitment's compressed encoding.
    fn commitment_bytes(committed: &Self::Committed) -> usize;
    /// What the prover sends: commitment and opening, compressed.
    fn encode(committed: &Self::Committed, opening: &Self::Opening) -> Vec<u8>;
    /// Reads commitment and opening and verifies.
    fn verify(keys: &Self::Keys, claim: &Claim, proof: &[u8]) -> bool;
}
