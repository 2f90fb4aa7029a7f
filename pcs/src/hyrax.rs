//! Hyrax: a polynomial is a matrix, and its commitment one group element per row.
//!
//! Wahby, Tzialla, shelat, Thaler, Walfish 2018 ("Doubly-efficient zkSNARKs without trusted setup"), section 6.1; protocol 9.1. The table
//! of `N` values is a matrix `M` of `N / C` rows; row `i` belongs to the high variables. With generators `G_0, .., G_{C-1}` of unknown
//! relations the commitment is `C_i = Σ_j M_ij G_j` for each row. To open at `(r_hi, r_lo)` the prover sends `t = Σ_i eq(r_hi, i) M_i`,
//! and the verifier checks `Σ_j t_j eq(r_lo, j) = y` and `Σ_j t_j G_j = Σ_i eq(r_hi, i) C_i`.
//!
//! All columns of a proof share one `C`, so that rows of different columns combine: a shorter column has fewer rows, one shorter than `C`
//! has one row of its own length. A column padded at the low indices thus has the same commitment, up to rows of zeros, which are not
//! sent.
//!
//! *Soundness*: a short column's row may be committed with values beyond the column's length; the opening reduction's factor for short columns makes
//! its claims speak of the first values alone (the last term of its bound). Otherwise no error of its own; two openings of one commitment give a relation between the generators (discrete logarithm).
//! *Deviation*: the paper opens with an inner-product argument; here `t` is sent, which costs `C` scalars and no group operation.

#[cfg(feature = "prover")]
mod prover;

#[cfg(feature = "prover")]
pub use prover::HyraxProverKey;

use crate::curve::{Curve, decode_points, encode_points, generators, point_bytes};
use crate::{CommitmentScheme, OpeningShape, PcsError, Transparent, digest, msm};
use ark_ff::{BigInteger, PrimeField};
use poly::{Point, Scalar, eq};
use std::{
    marker::PhantomData,
    sync::{Arc, OnceLock},
};
use transcript::{Label, ProofError, VerifierChannel};

const ROWS: Label = "hyrax rows";
const COMBINATION: Label = "hyrax row";
/// Domain of the generators' hash.
const GENERATORS: &str = "joltlab hyrax generators 1";

/// No key has more generators than 2^24.
const MAX_LOG_COLUMNS: usize = 24;

/// Row commitments over a curve, opened by sending one combination of the rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hyrax<G>(PhantomData<G>);

/// The number of generators it may use; they are hashed to the curve when a proof first needs them.
#[derive(Clone, Debug)]
pub struct HyraxVerifierKey<G: Curve> {
    log_columns: usize,
    /// Generators 0, then 1, then 2 and 3, then 4 to 7, and so on.
    segments: Arc<[OnceLock<Vec<G::Affine>>]>,
}

/// Each column's row commitments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HyraxCommitment<G: Curve> {
    rows: Vec<Vec<G::Affine>>,
}

/// log2 of the matrices' number of columns `C`: the power of two that minimises `total_len / C + C`, the number of group elements and
/// scalars sent, and among equals the larger one, which has fewer points to decode. At most the longest column.
///
/// The prover's cost per value hardly depends on it from `C = 2^9` on; the verifier's is proportional to the same sum.
fn log_columns(shape: &OpeningShape) -> usize {
    let cost = |c: usize| shape.total_len.div_ceil(1 << c) + (1 << c);
    (0..=shape.max_num_vars.min(MAX_LOG_COLUMNS)).rev().min_by_key(|c| cost(*c)).unwrap_or(0)
}

/// Rows of a column with `num_vars` variables.
fn num_rows(num_vars: usize, log_columns: usize) -> usize {
    1 << num_vars.saturating_sub(log_columns)
}

impl<G: Curve> CommitmentScheme for Hyrax<G> {
    const NAME: &'static str = "hyrax";
    const ASSUMPTION: &'static str = "discrete logarithm";
    type Field = G::ScalarField;
    type Parameters = Transparent;
    type VerifierKey = HyraxVerifierKey<G>;
    type Commitment = HyraxCommitment<G>;

    fn parameter_digest(key: &HyraxVerifierKey<G>) -> [u8; 32] {
        let first = encode_points::<G>(&key.generators(0));
        digest(Self::NAME, &[GENERATORS.as_bytes(), &G::BaseField::MODULUS.to_bytes_le(), &G::ScalarField::MODULUS.to_bytes_le(), &first])
    }

    fn verifier_key(_parameters: &Transparent, shape: &OpeningShape) -> Result<HyraxVerifierKey<G>, PcsError> {
        Ok(HyraxVerifierKey::new(shape))
    }

    fn encode_key(key: &HyraxVerifierKey<G>) -> Vec<u8> {
        vec![key.log_columns as u8]
    }

    fn decode_key(bytes: &[u8]) -> Result<HyraxVerifierKey<G>, PcsError> {
        match bytes {
            [log_columns] if usize::from(*log_columns) <= MAX_LOG_COLUMNS => {
                Ok(HyraxVerifierKey::with_log_columns(usize::from(*log_columns)))
            }
            _ => Err(PcsError::KeyEncoding { scheme: Self::NAME }),
        }
    }

    fn receive(
        key: &HyraxVerifierKey<G>,
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<G::ScalarField>,
    ) -> Result<HyraxCommitment<G>, ProofError> {
        let c = key.log_columns(shape)?;
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
        let c = key.log_columns(shape)?;
        let (high, low) = point.split_at(point.len().saturating_sub(c));
        let combination = channel.receive(COMBINATION, 1 << c)?;
        let opened = G::ScalarField::inner_product(&combination, &eq::table(low));
        channel.check("hyrax value", opened == value)?;

        let weights = eq::table(high);
        let mut bases = key.generators(c);
        let mut scalars = combination;
        for (commitment, coefficients) in batches {
            for (rows, coefficient) in commitment.rows.iter().zip(*coefficients) {
                bases.extend_from_slice(rows);
                scalars.extend(weights[..rows.len()].iter().map(|weight| -(*weight * coefficient)));
            }
        }
        channel.check("hyrax row combination", msm::sum_of_products::<G>(&bases, &scalars).is_zero())
    }
}

impl<G: Curve> HyraxVerifierKey<G> {
    /// A key for proofs up to this shape.
    pub fn new(shape: &OpeningShape) -> Self {
        Self::with_log_columns(log_columns(shape))
    }

    fn with_log_columns(log_columns: usize) -> Self {
        Self { log_columns, segments: vec![OnceLock::new(); log_columns + 1].into() }
    }

    /// [`log_columns`], if the key has so many generators.
    fn log_columns(&self, shape: &OpeningShape) -> Result<usize, ProofError> {
        let (actual, limit) = (log_columns(shape), self.log_columns);
        let what = "logarithm of the number of hyrax generators";
        if actual > limit { Err(ProofError::Shape { what, actual, limit }) } else { Ok(actual) }
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
