//! A short column has a row of its own in matrices with longer rows, and nothing stops a prover from committing to more values than the
//! column has. Whatever the prover does with them, the whole path (channel, reduction, opening) rejects.

use super::*;
use crate::channel::{OracleProver, OracleVerifier};
use ark_ff::{AdditiveGroup, Field};
use poly::Claims;
use std::marker::PhantomData;
use transcript::testing::{Challenges, Skipping, Tampering};
use transcript::{ProverOracles, VerifierOracles};

const ROW_LENGTH: RowLength = RowLength::Log2(4);
const SHAPE: OpeningShape = OpeningShape { max_num_vars: 4, total_len: 16 + 4 };

/// Hyrax by a prover who commits to other columns than the argument speaks of, and opens others again.
struct Dishonest<O>(PhantomData<O>);

struct DishonestKey {
    honest: HyraxProverKey<G1Projective>,
    committed: Vec<Arc<MultilinearPolynomial<Fr>>>,
    opened: Vec<Arc<MultilinearPolynomial<Fr>>>,
}

impl<O: Opening<G1Projective>> CommitmentScheme for Dishonest<O> {
    const NAME: &'static str = O::NAME;
    const ASSUMPTION: &'static str = Scheme::<O>::ASSUMPTION;
    type Field = Fr;
    type Parameters = Transparent;
    type VerifierKey = HyraxVerifierKey<G1Projective>;
    type Commitment = HyraxCommitment<G1Projective>;

    fn parameter_digest(key: &Self::VerifierKey) -> [u8; 32] {
        Scheme::<O>::parameter_digest(key)
    }

    fn verifier_key(parameters: &Transparent, shape: &OpeningShape) -> Result<Self::VerifierKey, PcsError> {
        Scheme::<O>::verifier_key(parameters, shape)
    }

    fn encode_key(key: &Self::VerifierKey) -> Vec<u8> {
        Scheme::<O>::encode_key(key)
    }

    fn decode_key(bytes: &[u8]) -> Result<Self::VerifierKey, PcsError> {
        Scheme::<O>::decode_key(bytes)
    }

    fn proof_bytes(key: &Self::VerifierKey, shape: &OpeningShape, batches: &[Vec<usize>]) -> std::ops::RangeInclusive<usize> {
        Scheme::<O>::proof_bytes(key, shape, batches)
    }

    fn receive(
        key: &Self::VerifierKey,
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<Fr>,
    ) -> Result<Self::Commitment, ProofError> {
        Scheme::<O>::receive(key, shape, num_vars, channel)
    }

    fn verify(
        key: &Self::VerifierKey,
        shape: &OpeningShape,
        batches: &[(&Self::Commitment, &[Fr])],
        point: &Point<Fr>,
        value: Fr,
        channel: &mut dyn VerifierChannel<Fr>,
    ) -> Result<(), ProofError> {
        Scheme::<O>::verify(key, shape, batches, point, value, channel)
    }
}

impl<O: ProvingOpening<G1Projective>> ProvingScheme for Dishonest<O> {
    type ProverKey = DishonestKey;
    type Hint = ();

    fn setup(_parameters: &Transparent, shape: &OpeningShape) -> Result<(DishonestKey, Self::VerifierKey), PcsError> {
        let (honest, verifier_key) = Scheme::<O>::setup_with(ROW_LENGTH, shape);
        Ok((DishonestKey { honest, committed: Vec::new(), opened: Vec::new() }, verifier_key))
    }

    fn commit(key: &DishonestKey, shape: &OpeningShape, _batch: &Batch<Fr>) -> Result<(Self::Commitment, ()), PcsError> {
        Scheme::<O>::commit(&key.honest, shape, &key.committed)
    }

    fn send(commitment: &Self::Commitment, channel: &mut dyn ProverChannel<Fr>) {
        Scheme::<O>::send(commitment, channel);
    }

    fn open(
        key: &DishonestKey,
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, Fr, ()>],
        point: &Point<Fr>,
        channel: &mut dyn ProverChannel<Fr>,
    ) -> Result<(), PcsError> {
        let batch = OpeningBatch { columns: &key.opened, hint: &(), coefficients: batches[0].coefficients };
        Scheme::<O>::open(&key.honest, shape, &[batch], point, channel)
    }
}

/// A column of 16 values, one of 4, and the latter with a tail; the claims' values; what the prover commits to and opens.
struct Attack {
    committed: usize,
    opened: usize,
    lie: Fr,
    /// What replaces the short column's value at the end of the reduction, from the reduction's point.
    adapt: Option<fn(&[Fr]) -> Fr>,
}

fn long() -> Arc<MultilinearPolynomial<Fr>> {
    Arc::new((0..16u16).map(|k| 31 * k * k + 5).collect::<Vec<_>>().into())
}

/// The short column alone, and with a tail.
fn short(index: usize) -> Arc<MultilinearPolynomial<Fr>> {
    let tail = if index == 0 { vec![] } else { (0..12u64).map(|k| 1000 + k * k * k).collect() };
    Arc::new([vec![7u64, 11, 2, 300], tail].concat().into())
}

fn points() -> [Point<Fr>; 2] {
    let rng = &mut ark_std::test_rng();
    [4, 2].map(|n| (0..n).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into())
}

/// Messages up to the openings of the reduction: two commitments, the values, four rounds.
const OPENINGS_MESSAGE: usize = 7;

fn prove<O: ProvingOpening<G1Projective>>(attack: &Attack, openings: Option<Vec<Fr>>) -> (Vec<u8>, Vec<Fr>) {
    let (mut key, _) = Dishonest::<O>::setup(&Transparent, &SHAPE).unwrap();
    key.committed = vec![long(), short(attack.committed)];
    key.opened = vec![long(), short(attack.opened)];
    let edit = |bytes: &mut Vec<u8>| {
        if let Some(openings) = &openings {
            bytes.clear();
            crate::field_bytes(bytes, openings);
        }
    };
    let inner = Challenges::new(Tampering::new(MerlinProver::new("test"), OPENINGS_MESSAGE, edit));
    let mut channel = OracleProver::<Dishonest<O>, _>::new(inner, &key, SHAPE);
    let ids = channel.send_oracles("columns", vec![long(), short(0)]);
    let [point, short_point] = points();
    let values = [long().evaluate(&point), short(0).evaluate(&short_point) + attack.lie];
    channel.send("values", &values);
    let mut claims = Claims::new();
    claims.push(ids[0], point, values[0]);
    claims.push(ids[1], short_point, values[1]);
    let Challenges { inner, drawn } = channel.open(claims).unwrap();
    (inner.into_parts().0.finish(), drawn)
}

fn verify<O: ProvingOpening<G1Projective>>(proof: &[u8], skipped: Label) -> Result<(), ProofError> {
    let key = Scheme::<O>::verifier_key_with(ROW_LENGTH, &SHAPE);
    let inner = Skipping::new(MerlinVerifier::new("test", proof), skipped);
    let mut channel = OracleVerifier::<Scheme<O>, _>::new(inner, &key, SHAPE);
    let ids = channel.receive_oracles("columns", &[4, 2])?;
    let values = channel.receive("values", 2)?;
    let mut claims = Claims::new();
    points().into_iter().zip(ids).zip(values).for_each(|((point, id), value)| claims.push(id, point, value));
    channel.verify_openings(claims)?.into_inner().finish()
}

/// The check that rejects the attack, and whether that check alone stands in its way.
fn outcome<O: ProvingOpening<G1Projective>>(attack: &Attack) -> (Result<(), ProofError>, bool) {
    let (mut proof, drawn) = prove::<O>(attack, None);
    if let Some(adapt) = attack.adapt {
        // After rho and mu come the coordinates of the reduction's point.
        let point = &drawn[2..6];
        let openings = vec![long().evaluate(&Point::new(point.to_vec())), adapt(point)];
        proof = prove::<O>(attack, Some(openings)).0;
    }
    let result = verify::<O>(&proof, "");
    let name = if let Err(ProofError::Check { name }) = result { name } else { "" };
    (result, verify::<O>(&proof, name).is_ok())
}

/// The value that makes the committed tail fit: `g(r) / ((1 - r_0) (1 - r_1))`.
fn fitting_value(point: &[Fr]) -> Fr {
    let factor = (Fr::from(1u64) - point[0]) * (Fr::from(1u64) - point[1]);
    short(1).evaluate(&Point::new(point.to_vec())) * factor.inverse().unwrap()
}

fn tails<O: ProvingOpening<G1Projective>>(value: Label, row: Label) {
    let (none, one) = (Fr::ZERO, Fr::from(1u64));
    let rejected = |name| (Err(ProofError::Check { name }), true);
    // Without a tail the column opens, and a false claim about it does not.
    let honest = Attack { committed: 0, opened: 0, lie: none, adapt: None };
    assert_eq!(outcome::<O>(&honest), (Ok(()), true));
    assert_eq!(outcome::<O>(&Attack { lie: one, ..honest }).0, Err(ProofError::Check { name: "opening reduction" }));
    for lie in [none, one] {
        // The claim is about the first values, the opening about the whole row.
        let whole_row = Attack { committed: 1, opened: 1, lie, adapt: None };
        // The opening is about the first values, and the commitment is not.
        let first_values = Attack { committed: 1, opened: 0, lie, adapt: None };
        if lie == none {
            assert_eq!(outcome::<O>(&whole_row), rejected(value));
            assert_eq!(outcome::<O>(&first_values), rejected(row));
        } else {
            assert!(outcome::<O>(&whole_row).0.is_err() && outcome::<O>(&first_values).0.is_err());
        }
        // The reduction ends with the value that fits the whole row, whatever was claimed: its last equality speaks of the first values.
        let adapted = Attack { adapt: Some(fitting_value), ..whole_row };
        assert_eq!(outcome::<O>(&adapted), rejected("opening reduction"));
    }
}

#[test]
fn values_beyond_a_short_column_do_not_help() {
    tails::<Plain>("hyrax value", "hyrax row combination");
    tails::<InnerProduct>("hyrax inner product", "hyrax inner product");
}
