//! Hyrax: a polynomial is a matrix, and its commitment one group element per row.
//!
//! Wahby, Tzialla, shelat, Thaler, Walfish 2018 ("Doubly-efficient zkSNARKs without trusted setup"), section 6.1; protocol 9.1. The table
//! of `N` values is a matrix `M` of `N / C` rows; row `i` belongs to the high variables. With generators `G_0, .., G_{C-1}` of unknown
//! relations the commitment is `C_i = Σ_j M_ij G_j` for each row. A point is `(r_hi, r_lo)`, and the verifier can make the commitment
//! `Σ_i eq(r_hi, i) C_i` to the combination of rows `t = Σ_i eq(r_hi, i) M_i` itself; an [`Opening`] shows that `Σ_j t_j eq(r_lo, j)` is
//! the claimed value: [`Plain`] sends `t`, [`InnerProduct`] two group elements for each variable of `r_lo`.
//!
//! All columns of a proof share one `C`, so that rows of different columns combine: a shorter column has fewer rows, one shorter than `C`
//! has one row of its own length. A column padded at the low indices thus has the same commitment, up to rows of zeros, which are not
//! sent.
//!
//! Sizes at the shapes of a machine's run of 2^16 and 2^18 steps, 207 columns, over BN254:
//!
//! | opening | steps | `C` | row commitments | opening | verifier's sum |
//! |---|---|---|---|---|---|
//! | plain | 2^16 | 2^12 | 3,312, 106 kB | 131 kB | 7,408 terms |
//! | inner product | 2^16 | 2^13 | 1,656, 53 kB | 0.9 kB | 9,875 terms |
//! | plain | 2^18 | 2^13 | 6,624, 212 kB | 262 kB | 14,816 terms |
//! | inner product | 2^18 | 2^14 | 3,312, 106 kB | 0.9 kB | 19,725 terms |
//!
//! *Soundness*: a short column's row may be committed with values beyond the column's length; the opening reduction's factor for short
//! columns makes its claims speak of the first values alone (the last term of its bound). Otherwise the opening's error; two openings of
//! one commitment give a relation between the generators (discrete logarithm).
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

mod inner_product;
mod opening;
#[cfg(feature = "prover")]
#[allow(clippy::indexing_slicing)]
mod prover;
#[cfg(all(test, feature = "prover"))]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests;

pub use inner_product::InnerProduct;
#[cfg(feature = "prover")]
pub use opening::ProvingOpening;
pub use opening::{Opening, Plain, RowClaim};
#[cfg(feature = "prover")]
pub use prover::HyraxProverKey;

use crate::curve::{Curve, decode_points, encode_points, generators, point_bytes};
use crate::{CommitmentScheme, OpeningShape, PcsError, Transparent, digest};
use ark_ff::{BigInteger, PrimeField};
use poly::{Point, eq};
use std::{
    marker::PhantomData,
    ops::RangeInclusive,
    sync::{Arc, OnceLock},
};
use transcript::{Label, ProofError, VerifierChannel};

const ROWS: Label = "hyrax rows";
/// Domain of the generators' hash.
const GENERATORS: &str = "joltlab hyrax generators 1";

/// No key has more generators than 2^24.
const MAX_LOG_COLUMNS: usize = 24;

/// Row commitments over a curve, opened as `O` says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hyrax<G, O = Plain>(PhantomData<(G, O)>);

/// How long the rows of the matrices are: a parameter of the scheme, part of its keys and of [`CommitmentScheme::parameter_digest`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowLength {
    /// `C` is the power of two that minimises `weight total_len / C + C` with [`Opening::ROW_WEIGHT`], and among equals the larger one;
    /// at most the longest column.
    #[default]
    Balanced,
    /// `C = 2^k`, or the longest column where that is shorter.
    Log2(u8),
}

/// The number of generators it may use; they are hashed to the curve when a proof first needs them.
#[derive(Clone, Debug)]
pub struct HyraxVerifierKey<G: Curve> {
    row_length: RowLength,
    log_columns: usize,
    /// Generators 0, then 1, then 2 and 3, then 4 to 7, and so on.
    segments: Arc<[OnceLock<Vec<G::Affine>>]>,
}

/// Each column's row commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HyraxCommitment<G: Curve> {
    rows: Vec<Vec<G::Affine>>,
}

impl RowLength {
    /// log2 of the matrices' number of columns `C`.
    fn log_columns(self, weight: usize, shape: &OpeningShape) -> usize {
        let longest = shape.max_num_vars.min(MAX_LOG_COLUMNS);
        let cost = |c: &usize| weight.saturating_mul(shape.total_len.div_ceil(1 << c)).saturating_add(1 << c);
        match self {
            Self::Balanced => (0..=longest).rev().min_by_key(cost).unwrap_or(0),
            Self::Log2(k) => longest.min(k.into()),
        }
    }

    fn to_byte(self) -> u8 {
        match self {
            Self::Balanced => u8::MAX,
            Self::Log2(k) => k.min(MAX_LOG_COLUMNS as u8),
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            u8::MAX => Some(Self::Balanced),
            k => (usize::from(k) <= MAX_LOG_COLUMNS).then_some(Self::Log2(k)),
        }
    }
}

/// Rows of a column with `num_vars` variables.
fn num_rows(num_vars: usize, log_columns: usize) -> usize {
    1 << num_vars.saturating_sub(log_columns)
}

impl<G: Curve, O: Opening<G>> CommitmentScheme for Hyrax<G, O> {
    const NAME: &'static str = O::NAME;
    const ASSUMPTION: &'static str = "discrete logarithm";
    type Field = G::ScalarField;
    type Parameters = Transparent;
    type VerifierKey = HyraxVerifierKey<G>;
    type Commitment = HyraxCommitment<G>;

    fn parameter_digest(key: &HyraxVerifierKey<G>) -> [u8; 32] {
        let first = encode_points::<G>(&key.generators(0));
        let (base, scalar) = (G::BaseField::MODULUS.to_bytes_le(), G::ScalarField::MODULUS.to_bytes_le());
        digest(Self::NAME, &[GENERATORS.as_bytes(), &base, &scalar, &first, &[key.row_length.to_byte()]])
    }

    fn verifier_key(_parameters: &Transparent, shape: &OpeningShape) -> Result<HyraxVerifierKey<G>, PcsError> {
        Ok(Self::verifier_key_with(RowLength::Balanced, shape))
    }

    fn encode_key(key: &HyraxVerifierKey<G>) -> Vec<u8> {
        vec![key.row_length.to_byte(), key.log_columns as u8]
    }

    fn decode_key(bytes: &[u8]) -> Result<HyraxVerifierKey<G>, PcsError> {
        let read = |bytes: &[u8]| match bytes {
            [row_length, log_columns] if usize::from(*log_columns) <= MAX_LOG_COLUMNS => {
                Some(HyraxVerifierKey::new(RowLength::from_byte(*row_length)?, usize::from(*log_columns)))
            }
            _ => None,
        };
        read(bytes).ok_or(PcsError::KeyEncoding { scheme: Self::NAME })
    }

    fn proof_bytes(key: &HyraxVerifierKey<G>, shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        let c = key.row_length.log_columns(O::ROW_WEIGHT, shape);
        let rows: usize = batches.iter().flatten().map(|n| num_rows(*n, c)).sum();
        let bytes = rows * point_bytes::<G>() + O::proof_bytes(c);
        bytes..=bytes
    }

    fn receive(
        key: &HyraxVerifierKey<G>,
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<G::ScalarField>,
    ) -> Result<HyraxCommitment<G>, ProofError> {
        let c = Self::log_columns(key, shape)?;
        let receive = |n: &usize| {
            if *n > shape.max_num_vars {
                return Err(ProofError::Shape { what: "number of variables of a column", actual: *n, limit: shape.max_num_vars });
            }
            let bytes = channel.receive_bytes(ROWS, num_rows(*n, c).saturating_mul(point_bytes::<G>()))?;
            decode_points::<G>(ROWS, &bytes)
        };
        Ok(HyraxCommitment { rows: num_vars.iter().map(receive).collect::<Result<_, _>>()? })
    }

    fn verify(
        key: &HyraxVerifierKey<G>,
        shape: &OpeningShape,
        batches: &[(&HyraxCommitment<G>, &[G::ScalarField])],
        point: &Point<G::ScalarField>,
        value: G::ScalarField,
        channel: &mut dyn VerifierChannel<G::ScalarField>,
    ) -> Result<(), ProofError> {
        let c = Self::log_columns(key, shape)?;
        let (high, low) = point.split_at(point.len().saturating_sub(c));
        let eq_high = eq::table(high);
        let (mut rows, mut weights) = (Vec::new(), Vec::new());
        for (commitment, coefficients) in batches {
            for (column, coefficient) in commitment.rows.iter().zip(*coefficients) {
                rows.extend_from_slice(column);
                weights.extend(column.iter().zip(&eq_high).map(|(_, weight)| *weight * coefficient));
            }
        }
        O::verify(RowClaim { generators: key.generators(c), rows, weights, point: low, value }, channel)
    }
}

impl<G: Curve, O: Opening<G>> Hyrax<G, O> {
    /// A key for proofs up to this shape with matrices of this row length.
    pub fn verifier_key_with(row_length: RowLength, shape: &OpeningShape) -> HyraxVerifierKey<G> {
        HyraxVerifierKey::new(row_length, row_length.log_columns(O::ROW_WEIGHT, shape))
    }

    /// log2 of `C` for proofs of this shape, if the key has so many generators.
    fn log_columns(key: &HyraxVerifierKey<G>, shape: &OpeningShape) -> Result<usize, ProofError> {
        let (actual, limit) = (key.row_length.log_columns(O::ROW_WEIGHT, shape), key.log_columns);
        let what = "logarithm of the number of hyrax generators";
        if actual > limit { Err(ProofError::Shape { what, actual, limit }) } else { Ok(actual) }
    }
}

impl<G: Curve> HyraxVerifierKey<G> {
    fn new(row_length: RowLength, log_columns: usize) -> Self {
        Self { row_length, log_columns, segments: vec![OnceLock::new(); log_columns + 1].into() }
    }

    /// The first `2^log_columns` generators.
    fn generators(&self, log_columns: usize) -> Vec<G::Affine> {
        let segment = |(k, cell): (usize, &OnceLock<Vec<G::Affine>>)| {
            let range = if k == 0 { 0..1 } else { 1 << (k - 1)..1 << k };
            cell.get_or_init(|| generators::<G>(GENERATORS, range)).clone()
        };
        self.segments.iter().enumerate().take(log_columns + 1).flat_map(segment).collect()
    }
}
