//! Both openings: attacks, shapes, and other implementations.

mod attacks;
mod reference;
mod short_columns;

use super::*;
use crate::testing::{Example, Lie, random_columns};
use crate::{Batch, OpeningBatch, ProvingScheme};
use ark_bn254::{Fr, G1Affine, G1Projective};
use ark_ec::AffineRepr;
use ark_std::UniformRand;
use poly::MultilinearPolynomial;
use std::sync::Arc;
use transcript::{MerlinProver, MerlinVerifier, ProverChannel};

type Scheme<O> = Hyrax<G1Projective, O>;
type Keys = (HyraxProverKey<G1Projective>, HyraxVerifierKey<G1Projective>);

/// Seven columns of 2^6 values, a coefficient for each, and a point.
struct World {
    columns: Vec<Arc<MultilinearPolynomial<Fr>>>,
    coefficients: Vec<Fr>,
    point: Point<Fr>,
    value: Fr,
}

const SHAPE: OpeningShape = OpeningShape { max_num_vars: 6, total_len: 7 << 6 };

impl World {
    fn new() -> Self {
        let rng = &mut ark_std::test_rng();
        let columns = random_columns::<Fr>(6, rng);
        let coefficients: Vec<Fr> = columns.iter().map(|_| Fr::rand(rng)).collect();
        let point: Point<Fr> = (0..6).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let value = columns.iter().zip(&coefficients).map(|(f, c)| *c * f.evaluate(&point)).sum();
        Self { columns, coefficients, point, value }
    }

    fn commit<O: ProvingOpening<G1Projective>>(&self, keys: &Keys, columns: &Batch<Fr>) -> HyraxCommitment<G1Projective> {
        Scheme::<O>::commit(&keys.0, &SHAPE, columns).unwrap().0
    }

    /// Sends the commitment, and opens the columns.
    fn prove<O: ProvingOpening<G1Projective>>(
        &self,
        keys: &Keys,
        commitment: &HyraxCommitment<G1Projective>,
        channel: &mut dyn ProverChannel<Fr>,
    ) {
        Scheme::<O>::send(commitment, channel);
        let batch = OpeningBatch { columns: &self.columns, hint: &(), coefficients: &self.coefficients };
        Scheme::<O>::open(&keys.0, &SHAPE, &[batch], &self.point, channel).unwrap();
    }

    fn verify<O: ProvingOpening<G1Projective>>(
        &self,
        keys: &Keys,
        value: Fr,
        channel: &mut dyn VerifierChannel<Fr>,
    ) -> Result<(), ProofError> {
        let commitment = Scheme::<O>::receive(&keys.1, &SHAPE, &[6; 7], channel)?;
        Scheme::<O>::verify(&keys.1, &SHAPE, &[(&commitment, &self.coefficients)], &self.point, value, channel)
    }
}

/// One equality of points is all that an inner-product argument checks, and its transcript must be that of the definition.
#[test]
fn the_rounds_are_those_of_the_definition() {
    let rng = &mut ark_std::test_rng();
    for n in [0, 1, 2, 5, 8] {
        let shape = OpeningShape::of([n]);
        let (prover_key, verifier_key) = Scheme::<InnerProduct>::setup_with(RowLength::Log2(n as u8), &shape);
        let row: Vec<Fr> = (0..1 << n).map(|_| Fr::rand(rng)).collect();
        let point: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
        let mut fast = MerlinProver::new("test");
        InnerProduct::open(&prover_key, row.clone(), &point, &mut fast);
        let mut naive = MerlinProver::new("test");
        inner_product::open_by_definition::<G1Projective>(verifier_key.generators(n), row, eq::table(&point), &mut naive);
        assert_eq!(fast.finish(), naive.finish());
    }
}

#[test]
fn matrices_balance_rows_and_columns() {
    let log =
        |weight, count: usize, n: usize| RowLength::Balanced.log_columns(weight, &OpeningShape { max_num_vars: n, total_len: count << n });
    let logs = |weight| [(208, 16), (208, 18), (208, 20), (1, 16), (1, 17), (1, 0), (50, 2)].map(|(count, n)| log(weight, count, n));
    assert_eq!(logs(<Plain as Opening<G1Projective>>::ROW_WEIGHT), [12, 13, 14, 8, 9, 0, 2]);
    assert_eq!(logs(<InnerProduct as Opening<G1Projective>>::ROW_WEIGHT), [13, 14, 15, 9, 10, 0, 2]);
    // A key for a larger shape has at least as many generators.
    for (max_num_vars, row_length) in (0..8).flat_map(|n| [(n, RowLength::Balanced), (n, RowLength::Log2(5))]) {
        for weight in [1, 4] {
            let sizes = (0..3000).map(|total_len| row_length.log_columns(weight, &OpeningShape { max_num_vars, total_len }));
            assert!(sizes.clone().zip(sizes.skip(1)).all(|(a, b)| a <= b));
        }
    }
}

fn every_row_length<O: ProvingOpening<G1Projective>>() {
    let rng = &mut ark_std::test_rng();
    let example = Example::new(vec![random_columns::<Fr>(5, rng), random_columns(2, rng)]);
    let mut digests = vec![Scheme::<O>::parameter_digest(&Scheme::<O>::verifier_key(&Transparent, &example.shape()).unwrap())];
    for k in 0..7 {
        let (prover_key, verifier_key) = Scheme::<O>::setup_with(RowLength::Log2(k), &example.shape());
        let proof = example.prove::<Scheme<O>>(&prover_key, Lie::None).unwrap();
        let bytes = Scheme::<O>::encode_key(&verifier_key);
        let verifier_key = Scheme::<O>::decode_key(&bytes).unwrap();
        assert_eq!(example.verify::<Scheme<O>>(&verifier_key, &proof), Ok(()));
        // Another row length is another parameter.
        let other = Scheme::<O>::verifier_key_with(RowLength::Log2((k + 1) % 6), &example.shape());
        assert!(example.verify::<Scheme<O>>(&other, &proof).is_err() || k == 6);
        digests.push(Scheme::<O>::parameter_digest(&verifier_key));
        // A key for matrices of this row length and shorter columns.
        let (small_prover_key, small_verifier_key) = Scheme::<O>::setup_with(RowLength::Log2(k), &OpeningShape::of([0]));
        if k > 0 {
            let error = PcsError::KeyTooSmall { scheme: Scheme::<O>::NAME, needed: usize::from(k).min(5), available: 0 };
            assert_eq!(example.prove::<Scheme<O>>(&small_prover_key, Lie::None), Err(error));
            assert!(matches!(example.verify::<Scheme<O>>(&small_verifier_key, &proof), Err(ProofError::Shape { .. })));
        }
    }
    digests.sort();
    digests.dedup();
    assert_eq!(digests.len(), 8);
    for bad in [&[][..], &[0], &[25, 3], &[254, 3], &[255, 25], &[255, 3, 0]] {
        assert_eq!(Scheme::<O>::decode_key(bad).err(), Some(PcsError::KeyEncoding { scheme: Scheme::<O>::NAME }));
    }
}

#[test]
fn rows_may_have_any_length() {
    every_row_length::<Plain>();
    every_row_length::<InnerProduct>();
}
