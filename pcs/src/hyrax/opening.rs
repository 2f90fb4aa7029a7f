//! What an opening has to show, and the one that sends the row.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::curve::Curve;
use crate::msm;
use ark_ff::AdditiveGroup;
use ark_serialize::CanonicalSerialize;
use poly::{Scalar, eq};
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {super::HyraxProverKey, transcript::ProverChannel};

const COMBINATION: Label = "hyrax row";

/// `P = Σ_k weights_k rows_k` commits to a row `t` with `Σ_j t_j eq(point, j) = value`.
pub struct RowClaim<'a, G: Curve> {
    /// The bases of the commitment, `2^n` for the `n` coordinates of the point.
    pub generators: Vec<G::Affine>,
    /// Committed rows.
    pub rows: Vec<G::Affine>,
    /// The rows' weights.
    pub weights: Vec<G::ScalarField>,
    /// The variables of a row.
    pub point: &'a [G::ScalarField],
    /// The claimed inner product.
    pub value: G::ScalarField,
}

impl<G: Curve> RowClaim<'_, G> {
    /// `Σ_j scalars_j G_j + Σ_k extra_scalars_k extra_bases_k - P`, as one sum.
    pub(super) fn difference(self, mut scalars: Vec<G::ScalarField>, extra_bases: &[G::Affine], extra_scalars: &[G::ScalarField]) -> G {
        let mut bases = self.generators;
        bases.extend_from_slice(&self.rows);
        bases.extend_from_slice(extra_bases);
        scalars.extend(self.weights.iter().map(|weight| -*weight));
        scalars.extend_from_slice(extra_scalars);
        msm::sum_of_products::<G>(&bases, &scalars)
    }
}

/// How Hyrax opens a combination of committed rows: the verifier's half.
pub trait Opening<G: Curve>: Send + Sync + 'static {
    /// Name of the scheme with this opening.
    const NAME: &'static str;
    /// What one more row costs in terms of one more column: see [`super::RowLength::Balanced`].
    const ROW_WEIGHT: usize;

    /// Bytes of the opening of a row of `2^log_columns` values.
    fn proof_bytes(log_columns: usize) -> usize;

    /// Verifies the claim.
    ///
    /// *Preconditions*: everything in the claim is absorbed or derived from absorbed values.
    fn verify(claim: RowClaim<'_, G>, channel: &mut dyn VerifierChannel<G::ScalarField>) -> Result<(), ProofError>;
}

/// The prover's half.
#[cfg(feature = "prover")]
pub trait ProvingOpening<G: Curve>: Opening<G> {
    /// Proves what [`Opening::verify`] verifies, for the row itself.
    ///
    /// *Preconditions*: as many values in the row as the point has corners, and at most as many as the key has generators.
    fn open(key: &HyraxProverKey<G>, row: Vec<G::ScalarField>, point: &[G::ScalarField], channel: &mut dyn ProverChannel<G::ScalarField>);
}

/// Sends the row: `C` scalars and no group operation.
///
/// The verifier checks `Σ_j t_j eq(r_lo, j) = y` and `Σ_j t_j G_j = P`. *Deviation*: the paper opens with an inner-product argument.
/// *Soundness*: no error of its own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl<G: Curve> Opening<G> for Plain {
    const NAME: &'static str = "hyrax";
    /// A row costs a group element in the proof and one in the verifier's sum, a column a scalar and a group element.
    const ROW_WEIGHT: usize = 1;

    fn proof_bytes(log_columns: usize) -> usize {
        G::ScalarField::ZERO.compressed_size() << log_columns
    }

    fn verify(claim: RowClaim<'_, G>, channel: &mut dyn VerifierChannel<G::ScalarField>) -> Result<(), ProofError> {
        let row = channel.receive(COMBINATION, claim.generators.len())?;
        let opened = G::ScalarField::inner_product(&row, &eq::table(claim.point));
        channel.check("hyrax value", opened == claim.value)?;
        channel.check("hyrax row combination", claim.difference(row, &[], &[]).is_zero())
    }
}

#[cfg(feature = "prover")]
impl<G: Curve> ProvingOpening<G> for Plain {
    fn open(
        _key: &HyraxProverKey<G>,
        row: Vec<G::ScalarField>,
        _point: &[G::ScalarField],
        channel: &mut dyn ProverChannel<G::ScalarField>,
    ) {
        channel.send(COMBINATION, &row);
    }
}
