//! The committing and opening half.

use super::{COMBINATION, Hyrax, HyraxCommitment, HyraxVerifierKey, ROWS, log_columns};
use crate::combination::linear_combination;
use crate::curve::{Curve, encode_points};
use crate::msm::FixedBases;
use crate::{Batch, CommitmentScheme, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Transparent};
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

    fn setup(_parameters: &Transparent, shape: &OpeningShape) -> Result<(HyraxProverKey<G>, HyraxVerifierKey<G>), PcsError> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::random_columns;
    use ark_bn254::{Fr, G1Projective};
    use ark_ff::Field;
    use ark_std::UniformRand;
    use std::sync::Arc;
    use transcript::testing::Skipping;
    use transcript::{MerlinProver, MerlinVerifier, ProofError, VerifierChannel};

    type Scheme = Hyrax<G1Projective>;
    /// Seven columns of 2^6 values in rows of 2^4.
    const SHAPE: OpeningShape = OpeningShape { max_num_vars: 6, total_len: 7 << 6 };

    struct World {
        columns: Vec<Arc<poly::MultilinearPolynomial<Fr>>>,
        coefficients: Vec<Fr>,
        point: Point<Fr>,
        value: Fr,
    }

    fn world() -> World {
        let rng = &mut ark_std::test_rng();
        let columns = random_columns::<Fr>(6, rng);
        let coefficients: Vec<Fr> = columns.iter().map(|_| Fr::rand(rng)).collect();
        let point: Point<Fr> = (0..6).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let value = columns.iter().zip(&coefficients).map(|(f, c)| *c * f.evaluate(&point)).sum();
        World { columns, coefficients, point, value }
    }

    /// What the verifier says to an opening, and whether it would accept without the named check.
    fn verify(
        world: &World,
        columns: &Batch<Fr>,
        value: Fr,
        edit: impl Fn(&mut [Fr]),
        name: &'static str,
    ) -> (Result<(), ProofError>, bool) {
        let (prover_key, verifier_key) = Scheme::setup(&Transparent, &SHAPE).unwrap();
        let (commitment, hint) = Scheme::commit(&prover_key, &SHAPE, columns).unwrap();
        let mut recorded = MerlinProver::new("test");
        let batch = OpeningBatch { columns: &world.columns, hint: &hint, coefficients: &world.coefficients };
        Scheme::open(&prover_key, &SHAPE, &[batch], &world.point, &mut recorded).unwrap();
        let bytes = recorded.finish();
        let mut row = MerlinVerifier::new("test", &bytes).receive(COMBINATION, bytes.len() / 32).unwrap();
        edit(&mut row);
        let mut changed = MerlinProver::new("test");
        Scheme::send(&commitment, &mut changed);
        changed.send(COMBINATION, &row);
        let proof = changed.finish();
        let run = |channel: &mut dyn VerifierChannel<Fr>| {
            let commitment = Scheme::receive(&verifier_key, &SHAPE, &[6; 7], channel)?;
            Scheme::verify(&verifier_key, &SHAPE, &[(&commitment, &world.coefficients)], &world.point, value, channel)
        };
        let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), name);
        (run(&mut MerlinVerifier::new("test", &proof)), run(&mut mutant).is_ok())
    }

    #[test]
    fn each_check_rejects_what_the_other_lets_pass() {
        let world = world();
        let low = eq::table(&world.point[2..]);
        assert_eq!(log_columns(&SHAPE), 4);
        let (value, rows) = ("hyrax value", "hyrax row combination");
        for name in [value, rows] {
            assert_eq!(verify(&world, &world.columns, world.value, |_| {}, name), (Ok(()), true));
        }
        let rejected = |name| (Err(ProofError::Check { name }), true);
        let false_value = world.value + Fr::from(1u64);
        assert_eq!(verify(&world, &world.columns, false_value, |_| {}, value), rejected(value));
        // A row with the same value at the low point.
        let kernel = |row: &mut [Fr]| {
            row[0] += low[1];
            row[1] -= low[0];
        };
        assert_eq!(verify(&world, &world.columns, world.value, kernel, rows), rejected(rows));
        // A row made for the false value, and the commitment to another polynomial.
        let forged = |row: &mut [Fr]| row[0] += low[0].inverse().unwrap();
        assert_eq!(verify(&world, &world.columns, false_value, forged, rows), rejected(rows));
        let mut others = world.columns.clone();
        others.swap(2, 3);
        assert_eq!(verify(&world, &others, world.value, |_| {}, rows), rejected(rows));
    }

    #[test]
    fn matrices_balance_rows_and_columns() {
        let log = |count: usize, n: usize| log_columns(&OpeningShape { max_num_vars: n, total_len: count << n });
        assert_eq!([log(208, 16), log(208, 18), log(208, 20), log(1, 16), log(1, 17), log(1, 0), log(50, 2)], [12, 13, 14, 8, 9, 0, 2]);
        // A key for a larger shape has at least as many generators.
        for max_num_vars in 0..8 {
            let sizes = (0..3000).map(|total_len| log_columns(&OpeningShape { max_num_vars, total_len }));
            assert!(sizes.clone().zip(sizes.skip(1)).all(|(a, b)| a <= b));
        }
    }
}
