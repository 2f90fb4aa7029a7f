//! The conformance suite of commitment schemes: `pcs::testing::conformance!(name, Scheme)` in a crate's tests makes a module of tests.
//!
//! Every test runs the whole path, from columns through channels and reduction to the opening. Fields may be small: a changed proof may
//! then be accepted now and then, within the soundness error.

use crate::channel::{OracleProver, OracleVerifier};
use crate::{CommitmentScheme, OpeningShape, Parameters, PcsError, ProvingScheme, SrsSource};
use ark_std::rand::{RngCore, SeedableRng, rngs::StdRng};
use poly::{Claims, MultilinearPolynomial, OracleId, Point, Scalar};
use std::{collections::BTreeSet, sync::Arc};
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};

/// Columns of one batch.
pub type Columns<F> = Vec<Arc<MultilinearPolynomial<F>>>;

/// One column of each kind, with `2^num_vars` random values; zeros and extreme values occur.
pub fn random_columns<F: Scalar>(num_vars: usize, rng: &mut impl RngCore) -> Columns<F> {
    let len = 1 << num_vars;
    let mut words = || -> Vec<u64> {
        let edges = [0, u64::MAX, 1, 1 << 63];
        (0..len).map(|_| if rng.next_u32().is_multiple_of(8) { edges[rng.next_u32() as usize % 4] } else { rng.next_u64() }).collect()
    };
    let mut columns: Vec<MultilinearPolynomial<F>> = vec![
        words().into_iter().map(|w| w & 1 == 1).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u8).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u16).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u32).collect::<Vec<_>>().into(),
        words().into(),
        words().into_iter().map(|w| w as i64).collect::<Vec<_>>().into(),
    ];
    columns.push((0..len).map(|k| if k % 5 == 1 { -F::one() } else { F::rand(rng) }).collect::<Vec<_>>().into());
    columns.into_iter().map(Arc::new).collect()
}

/// Zero and constant polynomials of all kinds.
pub fn constant_columns<F: Scalar>(num_vars: usize) -> Columns<F> {
    let len = 1 << num_vars;
    let columns: Vec<MultilinearPolynomial<F>> = vec![
        vec![false; len].into(),
        vec![true; len].into(),
        vec![0u8; len].into(),
        vec![u16::MAX; len].into(),
        vec![u32::MAX; len].into(),
        vec![u64::MAX; len].into(),
        vec![i64::MIN; len].into(),
        vec![-1i64; len].into(),
        vec![F::zero(); len].into(),
        vec![-F::one(); len].into(),
        vec![-F::one().double().inverse().unwrap_or_default(); len].into(),
    ];
    columns.into_iter().map(Arc::new).collect()
}

/// Batches of columns; every column is opened at a point that all columns of its length share, and the first one at a point of its own too.
pub struct Example<F> {
    /// The batches.
    pub batches: Vec<Columns<F>>,
}

/// What a dishonest prover changes before it opens; it derives everything else consistently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Nothing.
    None,
    /// The value of a claim.
    Value(usize),
    /// A claim is about the next column.
    Column(usize),
    /// The point of a claim.
    Point(usize),
}

impl<F: Scalar> Example<F> {
    /// An example of these columns.
    pub fn new(batches: Vec<Columns<F>>) -> Self {
        Self { batches }
    }

    /// The shape of its opening.
    pub fn shape(&self) -> OpeningShape {
        OpeningShape::of(self.batches.iter().flatten().map(|column| column.num_vars()))
    }

    /// Variables of the columns, batch by batch.
    fn lengths(&self) -> Vec<Vec<usize>> {
        self.batches.iter().map(|batch| batch.iter().map(|column| column.num_vars()).collect()).collect()
    }

    /// Commits to the columns and opens them.
    pub fn prove<S: ProvingScheme<Field = F>>(&self, key: &S::ProverKey, lie: Lie) -> Result<Vec<u8>, PcsError> {
        self.prove_bound::<S>(None, key, lie)
    }

    /// [`Self::prove`], bound to the digest of parameters.
    fn prove_bound<S: ProvingScheme<Field = F>>(
        &self,
        digest: Option<[u8; 32]>,
        key: &S::ProverKey,
        lie: Lie,
    ) -> Result<Vec<u8>, PcsError> {
        let mut channel = OracleProver::<S, _>::new(MerlinProver::new("conformance"), key, self.shape());
        digest.iter().for_each(|digest| channel.absorb("parameters", digest));
        let ids: Vec<OracleId> = self.batches.iter().flat_map(|batch| channel.send_oracles("columns", batch.clone())).collect();
        let columns: Columns<F> = self.batches.iter().flatten().cloned().collect();
        let openings = openings(self.lengths().concat(), |n| channel.challenges("point", n).into());
        let mut claims = Claims::new();
        for (k, (column, mut point)) in openings.into_iter().enumerate() {
            if lie == Lie::Point(k) {
                point = point.iter().map(|r| *r + F::one()).collect::<Vec<_>>().into();
            }
            let about = if lie == Lie::Column(k) { (column + 1) % columns.len() } else { column };
            let mut value = columns[about].evaluate(&point);
            if lie == Lie::Value(k) {
                value += F::one();
            }
            channel.send("value", &[value]);
            claims.push(ids[column], point, value);
        }
        channel.open(claims).map(MerlinProver::finish)
    }

    /// Verifies a proof of [`Self::prove`].
    pub fn verify<S: CommitmentScheme<Field = F>>(&self, key: &S::VerifierKey, proof: &[u8]) -> Result<(), ProofError> {
        self.verify_bound::<S>(None, key, proof)
    }

    fn verify_bound<S: CommitmentScheme<Field = F>>(
        &self,
        digest: Option<[u8; 32]>,
        key: &S::VerifierKey,
        proof: &[u8],
    ) -> Result<(), ProofError> {
        let mut channel = OracleVerifier::<S, _>::new(MerlinVerifier::new("conformance", proof), key, self.shape());
        digest.iter().for_each(|digest| channel.absorb("parameters", digest));
        let mut ids = Vec::new();
        for lengths in self.lengths() {
            ids.extend(channel.receive_oracles("columns", &lengths)?);
        }
        let openings = openings(self.lengths().concat(), |n| channel.challenges("point", n).into());
        let mut claims = Claims::new();
        for (column, point) in openings {
            claims.push(ids[column], point, channel.receive_one("value")?);
        }
        channel.verify_openings(claims)?.finish()
    }

    /// Bytes of a proof that are not the scheme's: the claimed values, and the opening reduction with two coefficients a round and one value
    /// for each point.
    fn other_bytes(&self) -> usize {
        let lengths = self.lengths().concat();
        // A column of one value has only one point.
        let points = lengths.iter().collect::<BTreeSet<_>>().len() + usize::from(lengths.first().is_some_and(|n| *n > 0));
        (lengths.len() + 1 + 2 * self.shape().max_num_vars + points) * F::ZERO.compressed_size()
    }

    /// Upper bound of the probability that a false proof of this example is accepted, over the field's size.
    fn error_numerator(&self) -> usize {
        let claims = self.lengths().concat().len() + 1;
        4 * claims + 4 * self.shape().max_num_vars
    }
}

/// `(column, point)` of every claim.
fn openings<F: Scalar>(lengths: Vec<usize>, mut draw: impl FnMut(usize) -> Point<F>) -> Vec<(usize, Point<F>)> {
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let points: Vec<Point<F>> = (0..=longest).map(&mut draw).collect();
    let mut openings: Vec<_> = lengths.iter().enumerate().map(|(column, n)| (column, points[*n].clone())).collect();
    openings.extend(lengths.first().map(|n| (0, draw(*n))));
    openings
}

/// Counts wrongly accepted proofs and compares with the soundness error.
struct Attacks {
    tried: usize,
    accepted: usize,
}

impl Attacks {
    fn record(&mut self, result: Result<(), ProofError>) {
        self.tried += 1;
        self.accepted += usize::from(result.is_ok());
    }

    /// At most the expected number and four standard deviations; 0 over large fields.
    fn assert_within_error<F: Scalar>(&self, example: &Example<F>) {
        let expected = self.tried as f64 * example.error_numerator() as f64 / 2f64.powi(F::MODULUS_BIT_SIZE as i32 - 1);
        let bound = if expected < 1e-9 { 0.0 } else { expected + 4.0 * expected.sqrt() + 1.0 };
        assert!(self.accepted as f64 <= bound, "{} of {} false proofs accepted, at most {bound} expected", self.accepted, self.tried);
    }
}

fn keys<S: ProvingScheme>(shape: &OpeningShape) -> (S::ProverKey, S::VerifierKey) {
    let setup = |parameters| S::setup(&parameters, shape);
    S::Parameters::for_prover(SrsSource::InsecureTest, shape).and_then(setup).unwrap_or_else(|error| panic!("{error}"))
}

fn complete<S: ProvingScheme>(batches: Vec<Columns<S::Field>>) {
    let example = Example::new(batches);
    let (prover_key, verifier_key) = keys::<S>(&example.shape());
    let proof = example.prove::<S>(&prover_key, Lie::None).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(example.verify::<S>(&verifier_key, &proof), Ok(()));
    let bytes = S::proof_bytes(&verifier_key, &example.shape(), &example.lengths());
    let own = proof.len() - example.other_bytes();
    assert!(bytes.contains(&own), "commitments and opening have {own} bytes, not {bytes:?}");
}

/// Honest proofs over all sizes up to 12 variables, column kinds, mixed lengths and constants are accepted.
pub fn completeness<S: ProvingScheme>() {
    let rng = &mut StdRng::seed_from_u64(1);
    for n in 0..=12 {
        complete::<S>(vec![random_columns(n, rng)]);
    }
    for lengths in [&[0, 3][..], &[7, 2, 7], &[1, 9, 4]] {
        complete::<S>(lengths.iter().map(|n| random_columns(*n, rng)).collect());
    }
    complete::<S>(vec![[random_columns(2, rng), random_columns(8, rng), random_columns(0, rng)].concat()]);
    for n in [0, 1, 6] {
        complete::<S>(vec![constant_columns(n)]);
        complete::<S>(vec![vec![Arc::new(vec![S::Field::default(); 1 << n].into())]]);
    }
}

/// No false claim and no changed proof is accepted, beyond the soundness error.
pub fn soundness<S: ProvingScheme>() {
    let rng = &mut StdRng::seed_from_u64(2);
    let mut columns = random_columns::<S::Field>(3, rng);
    let example = Example::new(vec![columns.split_off(3), vec![random_columns(1, rng).remove(6)]]);
    let (prover_key, verifier_key) = keys::<S>(&example.shape());
    let prove = |lie| example.prove::<S>(&prover_key, lie).unwrap_or_else(|error| panic!("{error}"));
    let proof = prove(Lie::None);
    let mut attacks = Attacks { tried: 0, accepted: 0 };
    for at in 0..proof.len() {
        for change in [1, 0x80] {
            let mut bad = proof.clone();
            bad[at] ^= change;
            attacks.record(example.verify::<S>(&verifier_key, &bad));
        }
    }
    for claim in 0..6 {
        attacks.record(example.verify::<S>(&verifier_key, &prove(Lie::Value(claim))));
        attacks.record(example.verify::<S>(&verifier_key, &prove(Lie::Point(claim))));
    }
    for claim in 0..3 {
        attacks.record(example.verify::<S>(&verifier_key, &prove(Lie::Column(claim))));
    }
    attacks.assert_within_error(&example);
    assert!(example.verify::<S>(&verifier_key, &proof[..proof.len() - 1]).is_err());
    assert!(example.verify::<S>(&verifier_key, &[&proof[..], &[0]].concat()).is_err());
    assert!(example.verify::<S>(&verifier_key, &[]).is_err());
}

/// Proofs depend on nothing but the columns: not on the run, the number of threads, or the size of the key.
pub fn determinism<S: ProvingScheme>()
where
    S::ProverKey: Sync,
{
    let rng = &mut StdRng::seed_from_u64(3);
    let example = Example::new(vec![random_columns::<S::Field>(6, rng), random_columns(2, rng)]);
    let (prover_key, verifier_key) = keys::<S>(&example.shape());
    let larger = example.shape().max(OpeningShape::of([11; 40]));
    let (large_prover_key, large_verifier_key) = keys::<S>(&larger);
    assert_eq!(S::parameter_digest(&verifier_key), S::parameter_digest(&large_verifier_key));
    let key_bytes = S::encode_key(&large_verifier_key);
    assert!(S::decode_key(&[&key_bytes[..], &[7]].concat()).is_err());
    damaged_keys_are_rejected::<S>(&example, &prover_key, &key_bytes);
    let large_verifier_key = S::decode_key(&key_bytes).unwrap_or_else(|error| panic!("{error}"));
    let proof = example.prove::<S>(&prover_key, Lie::None);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap_or_else(|error| panic!("{error}"));
        assert!(pool.install(|| example.prove::<S>(&prover_key, Lie::None)) == proof, "{threads} threads");
    }
    assert!(example.prove::<S>(&large_prover_key, Lie::None) == proof, "larger key");
    let proof = proof.unwrap_or_default();
    assert_eq!(example.verify::<S>(&large_verifier_key, &proof), Ok(()));
    // A key that is too small is an error on both sides, if the scheme has such a thing.
    let (small_prover_key, small_verifier_key) = keys::<S>(&OpeningShape::of([0]));
    match example.prove::<S>(&small_prover_key, Lie::None) {
        Ok(same) => assert!(same == proof),
        Err(error) => {
            assert!(matches!(error, PcsError::KeyTooSmall { .. }), "{error}");
            // Some schemes have one verifier's key for all sizes.
            assert!(matches!(example.verify::<S>(&small_verifier_key, &proof), Ok(()) | Err(ProofError::Shape { .. })));
        }
    }
}

/// A key of which one bit is changed is no key, or one for another size, or one of other parameters, which rejects.
fn damaged_keys_are_rejected<S: ProvingScheme>(example: &Example<S::Field>, prover_key: &S::ProverKey, key_bytes: &[u8]) {
    let digest = S::decode_key(key_bytes).map_or_else(|error| panic!("{error}"), |key| S::parameter_digest(&key));
    let proof = example.prove_bound::<S>(Some(digest), prover_key, Lie::None).unwrap_or_else(|error| panic!("{error}"));
    for at in 0..8 * key_bytes.len() {
        let mut bytes = key_bytes.to_vec();
        bytes[at / 8] ^= 1 << (at % 8);
        let Ok(key) = S::decode_key(&bytes) else { continue };
        assert_eq!(S::encode_key(&key), bytes, "bit {at}");
        let found = S::parameter_digest(&key);
        let result = example.verify_bound::<S>(Some(digest), &key, &proof);
        // Keys with one digest differ in size alone. One with another digest is refused by it, if not by itself.
        let of_another_size = matches!(result, Ok(()) | Err(ProofError::Shape { .. }));
        assert!(found != digest || of_another_size, "bit {at}: {result:?}");
        assert!(found == digest || example.verify_bound::<S>(Some(found), &key, &proof).is_err(), "bit {at}");
    }
}

/// A module of tests that a commitment scheme must pass.
///
/// ```
/// pcs::testing::conformance!(trivial, pcs::Trivial<ark_bn254::Fr>);
/// ```
#[macro_export]
#[doc(hidden)]
macro_rules! __conformance {
    ($name:ident, $scheme:ty) => {
        #[cfg(test)]
        mod $name {
            use super::*;

            #[test]
            fn honest_proofs_are_accepted() {
                $crate::testing::completeness::<$scheme>();
            }

            #[test]
            fn false_proofs_are_rejected() {
                $crate::testing::soundness::<$scheme>();
            }

            #[test]
            fn proofs_depend_on_the_columns_alone() {
                $crate::testing::determinism::<$scheme>();
            }
        }
    };
}

#[doc(inline)]
pub use __conformance as conformance;
