//! The seam between arguments and commitment schemes.

use crate::{Provenance, SrsError};
use poly::{Point, Scalar};
use std::{fmt, ops::RangeInclusive};
use transcript::{ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {poly::MultilinearPolynomial, std::sync::Arc, transcript::ProverChannel};

/// What one proof opens together; known to both sides before the first message, computed from the statement alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpeningShape {
    /// Variables of the longest column.
    pub max_num_vars: usize,
    /// Number of values in all columns of all batches together.
    pub total_len: usize,
}

impl OpeningShape {
    /// The shape of columns with these numbers of variables.
    pub fn of(num_vars: impl IntoIterator<Item = usize>) -> Self {
        num_vars.into_iter().fold(Self { max_num_vars: 0, total_len: 0 }, |shape, n| Self {
            max_num_vars: shape.max_num_vars.max(n),
            total_len: shape.total_len + (1 << n),
        })
    }

    /// The shape that covers both: what a key for several proofs is made for.
    pub fn max(self, other: Self) -> Self {
        Self { max_num_vars: self.max_num_vars.max(other.max_num_vars), total_len: self.total_len.max(other.total_len) }
    }
}

/// Why a scheme cannot commit, open or make a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PcsError {
    /// The key is made for smaller proofs.
    #[error("the key of {scheme} has 2^{available} group elements and this proof needs 2^{needed}; make a larger key")]
    KeyTooSmall {
        /// Name of the scheme.
        scheme: &'static str,
        /// log2 of the number that is needed.
        needed: usize,
        /// log2 of the number that the key has.
        available: usize,
    },
    /// No structured reference string where one is needed.
    #[error("the scheme needs a structured reference string, and none is given")]
    NoSrs,
    /// The structured reference string cannot be used.
    #[error(transparent)]
    Srs(#[from] SrsError),
    /// Bytes that are no key.
    #[error("this is no key of {scheme}")]
    KeyEncoding {
        /// Name of the scheme.
        scheme: &'static str,
    },
    /// A column that the shape of the proof does not cover.
    #[error("a column has 2^{actual} values and the shape of the proof allows 2^{limit}")]
    ColumnTooLong {
        /// log2 of the column's length.
        actual: usize,
        /// log2 of the longest allowed length.
        limit: usize,
    },
}

/// How a scheme's public parameters come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetupKind {
    /// From public coins: nobody needs to be trusted.
    Transparent,
    /// From a structured reference string, which serves every program up to its size; whoever knows its secret can prove anything.
    Universal,
}

impl fmt::Display for SetupKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transparent => "transparent",
            Self::Universal => "universal",
        })
    }
}

/// The structured reference string that a user names, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SrsSource<'a> {
    /// None.
    None,
    /// Made on the spot from a public seed, as large as needed.
    InsecureTest,
    /// The bytes of a file.
    File(&'a [u8]),
}

/// What a scheme's keys are made from: [`Transparent`], or a structured reference string.
pub trait Parameters: Clone + Send + Sync + 'static {
    /// How they come about.
    const KIND: SetupKind;

    /// What proofs up to this shape need.
    ///
    /// *Errors*: a structured reference string is needed, and none is given, or one that is damaged or too small. Transparent parameters
    /// ignore the source.
    #[cfg(feature = "prover")]
    fn for_prover(source: SrsSource<'_>, shape: &OpeningShape) -> Result<Self, PcsError>;

    /// What verifying proofs of any shape needs.
    ///
    /// *Errors*: as [`Self::for_prover`], sizes aside.
    fn for_verifier(source: SrsSource<'_>) -> Result<Self, PcsError>;
}

/// Parameters of a scheme that needs none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transparent;

impl Parameters for Transparent {
    const KIND: SetupKind = SetupKind::Transparent;

    #[cfg(feature = "prover")]
    fn for_prover(_source: SrsSource<'_>, _shape: &OpeningShape) -> Result<Self, PcsError> {
        Ok(Self)
    }

    fn for_verifier(_source: SrsSource<'_>) -> Result<Self, PcsError> {
        Ok(Self)
    }
}

/// The verifier's half of a commitment scheme for multilinear polynomials.
///
/// One commitment object stands for a batch of columns (a hash-based scheme has one root for it). An opening proves a *linear combination
/// over all columns of all batches at one point*: homomorphic schemes combine commitments, others codewords.
pub trait CommitmentScheme: Send + Sync + 'static {
    /// Name in configurations, files and reports.
    const NAME: &'static str;
    /// What binding rests on, in a few words.
    const ASSUMPTION: &'static str;
    /// The scalar field.
    type Field: Scalar;
    /// What keys are made from.
    type Parameters: Parameters;
    /// What the verifier needs for proofs up to some size.
    type VerifierKey: Clone + Send + Sync;
    /// Commitment to a batch of columns.
    type Commitment;

    /// Where the structured reference string behind a key comes from, for schemes that have one.
    fn provenance(_key: &Self::VerifierKey) -> Option<Provenance> {
        None
    }

    /// Binds scheme and parameters to the transcript; does not depend on the largest size that the key covers.
    fn parameter_digest(key: &Self::VerifierKey) -> [u8; 32];

    /// The verifier's key for proofs up to this shape.
    ///
    /// *Errors*: parameters that do not cover the shape; some schemes have keys for all shapes.
    fn verifier_key(parameters: &Self::Parameters, shape: &OpeningShape) -> Result<Self::VerifierKey, PcsError>;

    /// A verifier's key as bytes, for files.
    fn encode_key(key: &Self::VerifierKey) -> Vec<u8>;

    /// Reads what [`Self::encode_key`] wrote.
    ///
    /// *Errors*: [`PcsError::KeyEncoding`].
    fn decode_key(bytes: &[u8]) -> Result<Self::VerifierKey, PcsError>;

    /// Bytes of a proof's commitments and opening, for batches of columns with these numbers of variables. More than one number only where
    /// the transcript decides: the length of a Merkle multiproof depends on the positions that are drawn.
    ///
    /// *Preconditions*: the shape is that of the columns.
    fn proof_bytes(key: &Self::VerifierKey, shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize>;

    /// Reads the commitment to columns with these numbers of variables.
    ///
    /// *Errors*: truncated messages, badly encoded group elements, a key that is too small.
    fn receive(
        key: &Self::VerifierKey,
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<Self::Field>,
    ) -> Result<Self::Commitment, ProofError>;

    /// Verifies `Σ_j s_j f_j^{pad}(point) = value` over all columns of all batches, each batch with its coefficients `s_j`; a shorter
    /// column stands at the low indices: `f^{pad}(x_hi, x_lo) = f(x_lo) Π (1 - x_hi)`.
    ///
    /// *Preconditions*: coefficients, point and value are absorbed or derived from absorbed values; `point.len() = shape.max_num_vars`.
    fn verify(
        key: &Self::VerifierKey,
        shape: &OpeningShape,
        batches: &[(&Self::Commitment, &[Self::Field])],
        point: &Point<Self::Field>,
        value: Self::Field,
        channel: &mut dyn VerifierChannel<Self::Field>,
    ) -> Result<(), ProofError>;
}

/// Columns that were committed together.
#[cfg(feature = "prover")]
pub type Batch<F> = [Arc<MultilinearPolynomial<F>>];

/// A batch's part in an opening.
#[cfg(feature = "prover")]
pub struct OpeningBatch<'a, F, H> {
    /// The columns.
    pub columns: &'a Batch<F>,
    /// What the scheme kept of their commitment.
    pub hint: &'a H,
    /// One coefficient for each column.
    pub coefficients: &'a [F],
}

/// The prover's half.
#[cfg(feature = "prover")]
pub trait ProvingScheme: CommitmentScheme {
    /// What the prover needs for proofs up to some size.
    type ProverKey: Send + Sync;
    /// What the prover keeps of a commitment for the opening.
    type Hint;

    /// Keys for proofs up to this shape.
    ///
    /// *Errors*: parameters that do not cover the shape.
    fn setup(parameters: &Self::Parameters, shape: &OpeningShape) -> Result<(Self::ProverKey, Self::VerifierKey), PcsError>;

    /// Commits to a batch of columns.
    fn commit(key: &Self::ProverKey, shape: &OpeningShape, batch: &Batch<Self::Field>) -> Result<(Self::Commitment, Self::Hint), PcsError>;

    /// Sends a commitment, in the form that [`CommitmentScheme::receive`] reads.
    fn send(commitment: &Self::Commitment, channel: &mut dyn ProverChannel<Self::Field>);

    /// Proves what [`CommitmentScheme::verify`] verifies.
    fn open(
        key: &Self::ProverKey,
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, Self::Field, Self::Hint>],
        point: &Point<Self::Field>,
        channel: &mut dyn ProverChannel<Self::Field>,
    ) -> Result<(), PcsError>;
}
