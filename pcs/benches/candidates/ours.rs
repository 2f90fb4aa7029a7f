//! The schemes of this crate.

use super::{Candidate, Claim, Column, KINDS};
use ark_bn254::Fr;
use ark_ff::One;
use ark_serialize::CanonicalSerialize;
use pcs::{CommitmentScheme, OpeningBatch, OpeningShape, Parameters, ProvingScheme, SetupKind, SrsSource};
use poly::Point;
use std::marker::PhantomData;
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

const PROTOCOL: &str = "comparison";
const CLAIM: &str = "claim";

/// A scheme of this crate, alone: the opening reduction is not in it.
pub struct Ours<S>(PhantomData<S>);

/// Keys for one column.
pub struct Keys<S: ProvingScheme> {
    shape: OpeningShape,
    prover: S::ProverKey,
    verifier: S::VerifierKey,
}

/// A commitment with its hint.
type Committed<S> = (<S as CommitmentScheme>::Commitment, <S as ProvingScheme>::Hint);

fn claim_bytes(claim: &Claim) -> Vec<u8> {
    let mut bytes = Vec::new();
    for element in claim.point.iter().chain([&claim.value]) {
        element.serialize_compressed(&mut bytes).expect("a vector takes all bytes");
    }
    bytes
}

fn verify<S: ProvingScheme<Field = Fr>>(keys: &Keys<S>, claim: &Claim, proof: &[u8]) -> Result<(), ProofError> {
    let mut channel = MerlinVerifier::new(PROTOCOL, proof);
    let commitment = S::receive(&keys.verifier, &keys.shape, &[keys.shape.max_num_vars], &mut channel)?;
    VerifierChannel::<Fr>::absorb(&mut channel, CLAIM, &claim_bytes(claim));
    S::verify(&keys.verifier, &keys.shape, &[(&commitment, &[Fr::one()])], &claim.point, claim.value, &mut channel)?;
    channel.finish()
}

impl<S: ProvingScheme<Field = Fr>> Candidate for Ours<S> {
    const LIBRARY: &'static str = "pcs";
    const NAME: &'static str = S::NAME;
    const ASSUMPTION: &'static str = S::ASSUMPTION;
    const SETUP: SetupKind = S::Parameters::KIND;
    const KINDS: &'static [&'static str] = &KINDS;
    type Keys = Keys<S>;
    type Input = [Column; 1];
    type Committed = Committed<S>;
    type Opening = Vec<u8>;

    fn covers(_num_vars: usize) -> bool {
        true
    }

    fn setup(num_vars: usize) -> Keys<S> {
        let shape = OpeningShape::of([num_vars]);
        let parameters = S::Parameters::for_prover(SrsSource::InsecureTest, &shape).expect("parameters of this size");
        let (prover, verifier) = S::setup(&parameters, &shape).expect("keys of this size");
        Keys { shape, prover, verifier }
    }

    fn input(column: &Column) -> [Column; 1] {
        [column.clone()]
    }

    fn claim([column]: &[Column; 1], point: &Point<Fr>) -> Claim {
        Claim { value: column.evaluate(point), point: point.clone() }
    }

    fn commit(keys: &Keys<S>, input: &[Column; 1]) -> Committed<S> {
        S::commit(&keys.prover, &keys.shape, input).expect("the key covers the column")
    }

    fn open(keys: &Keys<S>, input: &[Column; 1], (commitment, hint): &Committed<S>, claim: &Claim) -> Vec<u8> {
        let mut channel = MerlinProver::new(PROTOCOL);
        S::send(commitment, &mut channel);
        ProverChannel::<Fr>::absorb(&mut channel, CLAIM, &claim_bytes(claim));
        let batch = OpeningBatch { columns: input, hint, coefficients: &[Fr::one()] };
        S::open(&keys.prover, &keys.shape, &[batch], &claim.point, &mut channel).expect("the key covers the column");
        channel.finish()
    }

    fn commitment_bytes((commitment, _): &Committed<S>) -> usize {
        let mut channel = MerlinProver::new(PROTOCOL);
        S::send(commitment, &mut channel);
        channel.finish().len()
    }

    fn encode(_committed: &Committed<S>, opening: &Vec<u8>) -> Vec<u8> {
        opening.clone()
    }

    fn verify(keys: &Keys<S>, claim: &Claim, proof: &[u8]) -> bool {
        verify(keys, claim, proof).is_ok()
    }
}
