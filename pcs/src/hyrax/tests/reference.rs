//! Known answers, and commitments by another implementation.

use super::*;
use ark_ff::Field;
use ark_poly::DenseMultilinearExtension;
use ark_poly_commit::hyrax::{HyraxPC, HyraxUniversalParams};
use ark_poly_commit::{LabeledPolynomial, PolynomialCommitment};

/// Columns of 8, 8 and 2 values given by formulas.
fn columns() -> Vec<Arc<MultilinearPolynomial<Fr>>> {
    let columns: [MultilinearPolynomial<Fr>; 3] = [
        (0..8u16).map(|k| 1000 * k + 7).collect::<Vec<_>>().into(),
        (0..8u64).map(|k| Fr::from(k + 2).inverse().unwrap()).collect::<Vec<_>>().into(),
        vec![-5i64, 6].into(),
    ];
    columns.into_iter().map(Arc::new).collect()
}

/// The first two generators: computed from their definition with another language's integers.
const FIRST_GENERATORS: [&str; 2] = [
    "f43c1d6ce381268cb02eb9aafa5762ce05c6c34db4ad06e99c6037abc887941e",
    "2238e50f707dd53dbe5d046f6b8f02b168a010a89190fdbdeea3cfb06169bc07",
];

/// The rows of [`columns`], four values in each: computed in the same way.
const COMMITMENT: [&str; 5] = [
    "5ca31042edb05a5899d701009e6500aa278b94fff1fde69f87bd95adf5f80d15",
    "8177cf3dc71fac809a966de05dfc84eb1220364d818e6857c019b723c5c066a0",
    "d78c63e344f3b0f31bc1c6f89f4501a6500496c391b3e7d4e2bebbfb0ecd3d30",
    "8f550fd28fd0b9b9d66e8037c2c91304d032b7af349e8e06d11491a9a0453b09",
    "9ee9e2a0f6b93081c5c4614490a102377e635c1bdcc526c6354845704aecbf0a",
];

/// Digests of commitment and opening.
const PLAIN_PROOF: &str = "75b1b9ae6c83d3e5bebf8eea24c16b1ae3a1ed8e9aa8945539a9d93bbffea795";
const INNER_PRODUCT_PROOF: &str = "22aade3aabff6a86b5d8e89ec8fd4aa9dbc1c774b32e7e204b4554d0b54ca341";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of commitment and opening, after generators and commitment have been compared.
fn proof_digest<O: ProvingOpening<G1Projective>>() -> String {
    let shape = OpeningShape::of([3, 3, 1]);
    let (prover_key, verifier_key) = Scheme::<O>::setup_with(RowLength::Log2(2), &shape);
    let encode = |points: &[G1Affine]| points.iter().map(|point| hex(&encode_points::<G1Projective>(&[*point]))).collect::<Vec<_>>();
    assert_eq!(encode(&verifier_key.generators(1)), FIRST_GENERATORS);
    let commitment = Scheme::<O>::commit(&prover_key, &shape, &columns()).unwrap().0;
    assert_eq!(encode(&commitment.rows.concat()), COMMITMENT);
    let mut channel = MerlinProver::new("known answers");
    Scheme::<O>::send(&commitment, &mut channel);
    let coefficients = [3u64, 4, 5].map(Fr::from);
    let batch = OpeningBatch { columns: &columns(), hint: &(), coefficients: &coefficients };
    let point: Point<Fr> = [11u64, 12, 13].map(Fr::from).to_vec().into();
    Scheme::<O>::open(&prover_key, &shape, &[batch], &point, &mut channel).unwrap();
    hex(&digest("proof", &[&channel.finish()]))
}

#[test]
fn known_answers_are_reproduced() {
    assert_eq!(proof_digest::<Plain>(), PLAIN_PROOF);
    assert_eq!(proof_digest::<InnerProduct>(), INNER_PRODUCT_PROOF);
}

/// The rows of `ark_poly_commit`'s Hyrax under the same generators; its matrices are ours transposed, and its blinding is switched off.
#[test]
fn row_commitments_are_those_of_ark_poly_commit() {
    type Theirs = HyraxPC<G1Affine, DenseMultilinearExtension<Fr>>;
    let rng = &mut ark_std::test_rng();
    for column in random_columns::<Fr>(6, rng) {
        let shape = OpeningShape::of([6]);
        let (prover_key, verifier_key) = Scheme::<Plain>::setup_with(RowLength::Log2(3), &shape);
        let ours = Scheme::<Plain>::commit(&prover_key, &shape, std::slice::from_ref(&column)).unwrap().0;
        let values = column.to_field();
        let transposed = (0..64).map(|k| values[k % 8 * 8 + k / 8]).collect();
        let polynomial = LabeledPolynomial::new("".into(), DenseMultilinearExtension::from_evaluations_vec(6, transposed), None, None);
        let key = HyraxUniversalParams { com_key: verifier_key.generators(3), h: G1Affine::zero() };
        let (theirs, _) = Theirs::commit(&key, [&polynomial], Some(rng)).unwrap();
        assert_eq!(ours.rows[0], theirs[0].commitment().row_coms);
    }
}
