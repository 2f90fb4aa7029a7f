//! The seam between a machine and a lookup argument.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::InstructionSet;
use poly::{Claims, OracleId, Scalar};
use transcript::{ProofError, VerifierOracles};
#[cfg(feature = "prover")]
use {poly::MultilinearPolynomial, std::sync::Arc, transcript::ProverOracles};

/// A column that the argument wants committed beside the machine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name in messages and reports.
    pub name: String,
    /// Number of variables.
    pub num_vars: usize,
}

/// The machine's columns that a lookup argument reads, `2^log_steps` values each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedOracles {
    /// One flag per instruction of the set, in its order.
    pub flags: Vec<OracleId>,
    /// The result of the lookup; 0 on a row whose flags are all 0.
    pub output: OracleId,
}

/// The columns behind [`SharedOracles`].
#[cfg(feature = "prover")]
#[derive(Clone, Debug)]
pub struct SharedColumns<F> {
    /// One flag per instruction of the set, in its order.
    pub flags: Vec<Arc<MultilinearPolynomial<F>>>,
    /// The result of the lookup.
    pub output: Arc<MultilinearPolynomial<F>>,
}

/// In [`Queries::instruction`]: this row looks nothing up.
#[cfg(feature = "prover")]
pub const NO_LOOKUP: u8 = u8::MAX;

/// What each row looks up.
#[cfg(feature = "prover")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queries {
    /// Number of the instruction in the set, or [`NO_LOOKUP`]; a power of two rows.
    pub instruction: Vec<u8>,
    /// The index at each chunk, by chunk and row; 0 where nothing is looked up.
    pub indices: Vec<Vec<u32>>,
}

/// An argument that every row's output is its instruction's table at the row's index.
///
/// All columns are sent before the argument begins; [`Self::verify`] leaves claims on them.
///
/// *Soundness*: the caller proves that the flags are boolean and at most one of a row is 1. Then `output = T_ℓ[index]` on a row with flag `ℓ`, for the index that
/// the argument's own columns say, and `output = 0` on a row without.
pub trait LookupArgument<F: Scalar>: Send + Sync + 'static {
    /// Name in configurations and reports.
    const NAME: &'static str;

    /// The argument's own columns, in the order of commitment.
    fn columns(set: &InstructionSet<F>, log_steps: usize) -> Vec<ColumnSpec>;

    /// Verifies the lookups, up to the returned claims.
    ///
    /// *Preconditions*: `own` are the oracles of [`Self::columns`], in order.
    /// *Errors*: a shape that the field or the set does not fit; a false or malformed proof.
    fn verify(
        set: &InstructionSet<F>,
        log_steps: usize,
        shared: &SharedOracles,
        own: &[OracleId],
        channel: &mut dyn VerifierOracles<F>,
    ) -> Result<Claims<F>, ProofError>;
}

/// The proving half of a [`LookupArgument`].
#[cfg(feature = "prover")]
pub trait ProveLookups<F: Scalar>: LookupArgument<F> {
    /// The argument's own columns for these queries, in the order of [`LookupArgument::columns`], each at its natural width.
    ///
    /// *Preconditions*: indices and instructions of the set.
    fn witness(set: &InstructionSet<F>, queries: &Queries) -> Vec<Arc<MultilinearPolynomial<F>>>;

    /// Proves the lookups. Columns that violate them are proved all the same, and rejected.
    ///
    /// *Preconditions*: columns of the right lengths, behind the oracles in order.
    fn prove(
        set: &InstructionSet<F>,
        shared: (&SharedOracles, &SharedColumns<F>),
        own: &[OracleId],
        own_columns: &[Arc<MultilinearPolynomial<F>>],
        channel: &mut dyn ProverOracles<F>,
    ) -> Claims<F>;
}
