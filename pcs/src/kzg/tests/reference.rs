//! Known answers, and commitments by another implementation.

use super::*;
use crate::curve::encode_points;
use crate::{ProvingScheme, digest};
use ark_ff::Field;
use ark_poly::{DenseUVPolynomial, univariate::DensePolynomial};
use ark_poly_commit::kzg10::{KZG10, Powers};
use poly::MultilinearPolynomial;
use transcript::testing::Frozen;

/// The columns given by formulas of [`columns`], with the secret 99: computed from the definition with another language's integers.
const COMMITMENT: [&str; 3] = [
    "e37391a28b7d910b32c35e2f26157162f4f148c98ecd2d6342bf6f5c0d83e701",
    "7458de286e3e36abea3370a6cefcb7e09550dff9a8f9607c2055178679c21b8b",
    "b0989c91328c7166f9e5a8a6a48722b1b841ee602fdf5950a5068877e257461c",
];

/// Digests of openings at known challenges: computed in the same way, the quotients by long division.
const ZEROMORPH_OPENING: &str = "8975ff249d0be578fd98c17a92c5ee66b4568b079afe01ecd1377fccd80e28c9";
const HYPERKZG_OPENING: &str = "c71bc7c33eabca992e0e877bfb3851dd70b1cd5e6136f5690fe955f4e73f6ded";

/// Columns of 8, 8 and 2 values.
fn columns() -> Columns<Fr> {
    let columns: [MultilinearPolynomial<Fr>; 3] = [
        (0..8u16).map(|k| 1000 * k + 7).collect::<Vec<_>>().into(),
        (0..8u64).map(|k| Fr::from(k + 2).inverse().unwrap()).collect::<Vec<_>>().into(),
        vec![-5i64, 6].into(),
    ];
    columns.into_iter().map(Arc::new).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of the opening with coefficients 3, 4, 5 at the point (11, 12, 13), after the commitment has been compared.
fn opening_digest<O: Opening<Bn254>>(challenges: &[u64]) -> String {
    let shape = OpeningShape::of([3, 3, 1]);
    let (key, _) = Kzg::<Bn254, O>::setup(&Srs::from_secret(Fr::from(99u64), 3), &shape).unwrap();
    let (commitment, ()) = Kzg::<Bn254, O>::commit(&key, &shape, &columns()).unwrap();
    let points: Vec<String> = commitment.points.iter().map(|point| hex(&encode_points::<G1Projective>(&[*point]))).collect();
    assert_eq!(points, COMMITMENT);
    let challenges = challenges.iter().map(|challenge| Fr::from(*challenge)).collect();
    let mut channel = Frozen::new(MerlinProver::new("known answers"), challenges);
    let batch = OpeningBatch { columns: &columns(), hint: &(), coefficients: &[3u64, 4, 5].map(Fr::from) };
    let point: Point<Fr> = [11u64, 12, 13].map(Fr::from).to_vec().into();
    Kzg::<Bn254, O>::open(&key, &shape, &[batch], &point, &mut channel).unwrap();
    hex(&digest("proof", &[&channel.into_inner().finish()]))
}

#[test]
fn known_answers_are_reproduced() {
    assert_eq!(opening_digest::<Quotients>(&[3, 5, 7, 11]), ZEROMORPH_OPENING);
    assert_eq!(opening_digest::<Folding>(&[3, 5, 7]), HYPERKZG_OPENING);
}

#[test]
fn commitments_are_those_of_ark_poly_commit() {
    let rng = &mut ark_std::test_rng();
    let srs = Srs::<Bn254>::insecure_test(6);
    let shape = OpeningShape::of([6]);
    let (key, _) = HyperKzg::<Bn254>::setup(&srs, &shape).unwrap();
    let columns: Columns<Fr> = [random_columns(6, rng), constant_columns(6), random_columns(3, rng)].concat();
    let (ours, ()) = HyperKzg::<Bn254>::commit(&key, &shape, &columns).unwrap();
    let powers = Powers::<Bn254> { powers_of_g: srs.powers().into(), powers_of_gamma_g: srs.powers().into() };
    for (column, ours) in columns.iter().zip(ours.points) {
        let polynomial = DensePolynomial::from_coefficients_vec(column.to_field());
        let (theirs, _) = KZG10::<Bn254, DensePolynomial<Fr>>::commit(&powers, &polynomial, None, None).unwrap();
        assert_eq!(ours, theirs.0);
    }
}
