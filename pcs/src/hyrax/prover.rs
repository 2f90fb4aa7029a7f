//! The committing and opening half.

use super::{COMBINATION, Hyrax, HyraxCommitment, HyraxVerifierKey, ROWS, log_columns};
use crate::combination::linear_combination;
use crate::curve::{Curve, encode_points};
use crate::msm::FixedBases;
use crate::{Batch, CommitmentScheme, OpeningBatch, OpeningShape, PcsError, ProvingScheme};
use poly::{Point, ProductSum, Scalar, eq, for_each_mut};
use transcript::ProverChannel;

/// The generators with the prover's tables.
pub struct HyraxProverKey<G: Curve> {
    bases: FixedBases<G>,
}

impl<G: Curve> HyraxProverKey<G> {
    fn log_columns(&self, shape: &OpeningShape) -> Result<usize, PcsError> {
        let (needed, available) = (log_columns(shape), self.bases.len().ilog2() as usize);
        if needed > available {
            return Err(PcsError::KeyTooSmall { scheme: Hyrax::<G>::NAME, needed, available });
        }
        Ok(needed)
    }
}

impl<G: Curve> ProvingScheme for Hyrax<G> {
    type ProverKey = HyraxProverKey<G>;
    type Hint = ();

    fn setup(shape: &OpeningShape) -> Result<(HyraxProverKey<G>, HyraxVerifierKey<G>), PcsError> {
        let verifier = HyraxVerifierKey::new(shape);
        Ok((HyraxProverKey { bases: FixedBases::new(&verifier.generators(verifier.log_columns)) }, verifier))
    }

    fn commit(key: &HyraxProverKey<G>, shape: &OpeningShape, batch: &Batch<G::ScalarField>) -> Result<(HyraxCommitment<G>, ()), PcsError> {
        let c = key.log_columns(shape)?;
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
        let c = key.log_columns(shape)?;
        let terms: Vec<_> =
            batches.iter().flat_map(|batch| batch.coefficients.iter().copied().zip(batch.columns.iter().map(|f| &**f))).collect();
        let matrix = linear_combination(1 << point.len(), &terms);
        channel.send(COMBINATION, &combine_rows(&matrix, &eq::table(&point[..point.len() - c]), 1 << c));
        Ok(())
    }
}

/// `Σ_i weights_i M_i` over the rows of a matrix.
fn combine_rows<F: Scalar>(matrix: &[F], weights: &[F], columns: usize) -> Vec<F> {
    let mut out = vec![F::zero(); columns];
    for_each_mut(&mut out, |start, chunk| {
        let mut sums = vec![ProductSum::default(); chunk.len()];
        for (row, weight) in matrix.chunks_exact(columns).zip(weights) {
            sums.iter_mut().zip(&row[start..]).for_each(|(sum, x)| x.add_product(sum, weight));
        }
        chunk.iter_mut().zip(&sums).for_each(|(out, sum)| *out = F::reduce_product(sum));
    });
    out
}
