//! The committing half.

use super::{COLUMNS, Kzg, KzgCommitment, KzgVerifierKey, Opening, STATEMENT, statement_bytes};
use crate::combination::linear_combination;
use crate::curve::{Curve, encode_points};
use crate::msm::Bases;
use crate::{Batch, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Srs};
use ark_ec::pairing::Pairing;
use poly::{Point, Scalar, eq};
use transcript::ProverChannel;

/// The powers of the secret in the first group.
pub struct KzgProverKey<E: Pairing<G1: Curve>> {
    pub(crate) bases: Bases<E::G1>,
}

impl<E: Pairing<G1: Curve>> KzgProverKey<E> {
    fn check_size(&self, scheme: &'static str, shape: &OpeningShape) -> Result<(), PcsError> {
        let (needed, available) = (shape.max_num_vars, self.bases.len().ilog2() as usize);
        if needed > available { Err(PcsError::KeyTooSmall { scheme, needed, available }) } else { Ok(()) }
    }
}

impl<E: Pairing<G1: Curve>, O: Opening<E>> ProvingScheme for Kzg<E, O> {
    type ProverKey = KzgProverKey<E>;
    type Hint = ();

    fn setup(parameters: &Srs<E>, shape: &OpeningShape) -> Result<(KzgProverKey<E>, KzgVerifierKey<E>), PcsError> {
        let powers = parameters.truncate(shape.max_num_vars)?;
        Ok((KzgProverKey { bases: Bases::new(powers.powers().to_vec()) }, KzgVerifierKey::new(&powers)))
    }

    fn commit(key: &KzgProverKey<E>, shape: &OpeningShape, batch: &Batch<E::ScalarField>) -> Result<(KzgCommitment<E>, ()), PcsError> {
        key.check_size(O::NAME, shape)?;
        Ok((KzgCommitment { points: key.bases.commit(batch) }, ()))
    }

    fn send(commitment: &KzgCommitment<E>, channel: &mut dyn ProverChannel<E::ScalarField>) {
        channel.send_bytes(COLUMNS, &encode_points::<E::G1>(&commitment.points));
    }

    fn open(
        key: &KzgProverKey<E>,
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, E::ScalarField, ()>],
        point: &Point<E::ScalarField>,
        channel: &mut dyn ProverChannel<E::ScalarField>,
    ) -> Result<(), PcsError> {
        key.check_size(O::NAME, shape)?;
        let terms: Vec<_> =
            batches.iter().flat_map(|batch| batch.coefficients.iter().copied().zip(batch.columns.iter().map(|f| &**f))).collect();
        let table = linear_combination(1 << point.len(), &terms);
        let value = E::ScalarField::inner_product(&table, &eq::table(point));
        channel.absorb(STATEMENT, &statement_bytes(point, value));
        O::prove(key, table, point, value, channel);
        Ok(())
    }
}
