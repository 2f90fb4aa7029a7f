//! The committing and opening half.

use super::opening::ProvingOpening;
use super::{Hyrax, HyraxCommitment, HyraxVerifierKey, ROWS, RowLength};
use crate::combination::row_combination;
use crate::curve::{Curve, encode_points};
use crate::msm::FixedBases;
use crate::{Batch, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Transparent};
use poly::{Point, eq};
use transcript::ProverChannel;

/// The generators with the prover's tables.
pub struct HyraxProverKey<G: Curve> {
    verifier: HyraxVerifierKey<G>,
    pub(super) bases: FixedBases<G>,
}

impl<G: Curve> HyraxProverKey<G> {
    /// The first `count` generators, a power of two.
    pub(super) fn generators(&self, count: usize) -> Vec<G::Affine> {
        self.verifier.generators(count.ilog2() as usize)
    }
}

impl<G: Curve, O: ProvingOpening<G>> Hyrax<G, O> {
    /// Keys for proofs up to this shape with matrices of this row length.
    ///
    /// ```
    /// use pcs::{Hyrax, InnerProduct, OpeningShape, RowLength};
    /// let shape = OpeningShape::of([10; 3]);
    /// let (prover_key, verifier_key) = Hyrax::<ark_bn254::G1Projective, InnerProduct>::setup_with(RowLength::Log2(8), &shape);
    /// ```
    pub fn setup_with(row_length: RowLength, shape: &OpeningShape) -> (HyraxProverKey<G>, HyraxVerifierKey<G>) {
        let verifier = Self::verifier_key_with(row_length, shape);
        let bases = FixedBases::new(&verifier.generators(verifier.log_columns));
        (HyraxProverKey { verifier: verifier.clone(), bases }, verifier)
    }

    /// log2 of `C` for proofs of this shape.
    fn prover_log_columns(key: &HyraxProverKey<G>, shape: &OpeningShape) -> Result<usize, PcsError> {
        let needed = key.verifier.row_length.log_columns(O::ROW_WEIGHT, shape);
        let available = key.verifier.log_columns;
        if needed > available { Err(PcsError::KeyTooSmall { scheme: O::NAME, needed, available }) } else { Ok(needed) }
    }
}

impl<G: Curve, O: ProvingOpening<G>> ProvingScheme for Hyrax<G, O> {
    type ProverKey = HyraxProverKey<G>;
    type Hint = ();

    fn setup(_parameters: &Transparent, shape: &OpeningShape) -> Result<(HyraxProverKey<G>, HyraxVerifierKey<G>), PcsError> {
        Ok(Self::setup_with(RowLength::Balanced, shape))
    }

    fn commit(key: &HyraxProverKey<G>, shape: &OpeningShape, batch: &Batch<G::ScalarField>) -> Result<(HyraxCommitment<G>, ()), PcsError> {
        let c = Self::prover_log_columns(key, shape)?;
        Ok((HyraxCommitment { rows: key.bases.commit_rows(batch, 1 << c) }, ()))
    }

    fn send(commitment: &HyraxCommitment<G>, channel: &mut dyn ProverChannel<G::ScalarField>) {
        commitment.rows.iter().for_each(|rows| channel.send_bytes(ROWS, &encode_points::<G>(rows)));
    }

    fn open(
        key: &HyraxProverKey<G>,
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, G::ScalarField, ()>],
        point: &Point<G::ScalarField>,
        channel: &mut dyn ProverChannel<G::ScalarField>,
    ) -> Result<(), PcsError> {
        let c = Self::prover_log_columns(key, shape)?;
        let terms: Vec<_> =
            batches.iter().flat_map(|batch| batch.coefficients.iter().copied().zip(batch.columns.iter().map(|f| &**f))).collect();
        let (high, low) = point.split_at(point.len() - c);
        O::open(key, row_combination(1 << c, &eq::table(high), &terms), low, channel);
        Ok(())
    }
}
