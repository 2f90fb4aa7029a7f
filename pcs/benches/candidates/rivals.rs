//! The schemes of `ark-poly-commit`, on the same curve and the same values.

use super::{Candidate, Claim, Column, RIVAL_KINDS};
use ark_bn254::{Bn254, Fr, G1Affine};
use ark_poly::{DenseMultilinearExtension, DenseUVPolynomial, Polynomial, univariate::DensePolynomial};
use ark_poly_commit::hyrax::{HyraxCommitment, HyraxCommitmentState, HyraxPC, HyraxProof, HyraxUniversalParams};
use ark_poly_commit::kzg10::{self, KZG10};
use ark_poly_commit::{LabeledCommitment, LabeledPolynomial, PolynomialCommitment};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use ark_std::rand::{SeedableRng, rngs::StdRng};
use merlin::Transcript;
use pcs::SetupKind;
use poly::Point;

const LIBRARY: &str = "ark-poly-commit";

fn rng() -> StdRng {
    StdRng::seed_from_u64(1)
}

fn encode(parts: &impl CanonicalSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    parts.serialize_compressed(&mut bytes).expect("a vector takes all bytes");
    bytes
}

fn decode<C: CanonicalDeserialize, O: CanonicalDeserialize>(proof: &[u8]) -> (C, O) {
    CanonicalDeserialize::deserialize_compressed(proof).expect("bytes of an honest prover")
}

type Multilinear = DenseMultilinearExtension<Fr>;
type Hyrax = HyraxPC<G1Affine, Multilinear>;

/// Hyrax with the opening of the paper's figure 6; the commitment hides the values, and the opening the row and the value.
pub struct ArkHyrax;

/// Its transcript is the same as ours.
fn transcript() -> Transcript {
    Transcript::new(b"comparison")
}

/// Its point: the first coordinate belongs to the least significant index bit.
fn reversed(point: &Point<Fr>) -> Vec<Fr> {
    point.iter().rev().copied().collect()
}

impl Candidate for ArkHyrax {
    const LIBRARY: &'static str = LIBRARY;
    const NAME: &'static str = "hyrax";
    const ASSUMPTION: &'static str = "discrete logarithm";
    const SETUP: SetupKind = SetupKind::Transparent;
    const KINDS: &'static [&'static str] = &RIVAL_KINDS;
    type Keys = HyraxUniversalParams<G1Affine>;
    type Input = LabeledPolynomial<Fr, Multilinear>;
    type Committed = (LabeledCommitment<HyraxCommitment<G1Affine>>, HyraxCommitmentState<Fr>);
    type Opening = Vec<HyraxProof<G1Affine>>;

    fn covers(num_vars: usize) -> bool {
        num_vars.is_multiple_of(2)
    }

    fn setup(num_vars: usize) -> Self::Keys {
        Hyrax::setup(1, Some(num_vars), &mut rng()).expect("keys of this size")
    }

    fn input(column: &Column) -> Self::Input {
        let polynomial = Multilinear::from_evaluations_vec(column.num_vars(), column.to_field());
        LabeledPolynomial::new("column".into(), polynomial, None, None)
    }

    fn claim(input: &Self::Input, point: &Point<Fr>) -> Claim {
        Claim { value: input.polynomial().evaluate(&reversed(point)), point: point.clone() }
    }

    fn commit(keys: &Self::Keys, input: &Self::Input) -> Self::Committed {
        let (mut commitments, mut states) = Hyrax::commit(keys, [input], Some(&mut rng())).expect("the key covers the column");
        commitments.pop().zip(states.pop()).expect("one commitment")
    }

    fn open(keys: &Self::Keys, input: &Self::Input, (commitment, state): &Self::Committed, claim: &Claim) -> Self::Opening {
        let point = reversed(&claim.point);
        Hyrax::open(keys, [input], [commitment], &point, &mut transcript(), [state], Some(&mut rng())).expect("an opening")
    }

    fn commitment_bytes((commitment, _): &Self::Committed) -> usize {
        commitment.commitment().compressed_size()
    }

    fn encode((commitment, _): &Self::Committed, opening: &Self::Opening) -> Vec<u8> {
        encode(&(commitment.commitment(), opening))
    }

    fn verify(keys: &Self::Keys, claim: &Claim, proof: &[u8]) -> bool {
        let (commitment, opening) = decode(proof);
        let commitment = LabeledCommitment::new("column".into(), commitment, Some(1));
        let point = reversed(&claim.point);
        Hyrax::check(keys, [&commitment], &point, [claim.value], &opening, &mut transcript(), None).expect("a proof of the right shape")
    }
}

type Univariate = DensePolynomial<Fr>;
type Kzg = KZG10<Bn254, Univariate>;

/// Univariate KZG: the values are coefficients, opened at one field element; no multilinear scheme, but the group operations of one.
pub struct ArkKzg;

/// Keys of both sides.
pub struct KzgKeys {
    powers: kzg10::Powers<'static, Bn254>,
    verifier: kzg10::VerifierKey<Bn254>,
}

impl Candidate for ArkKzg {
    const LIBRARY: &'static str = LIBRARY;
    const NAME: &'static str = "kzg";
    const ASSUMPTION: &'static str = "strong Diffie-Hellman";
    const SETUP: SetupKind = SetupKind::Universal;
    const KINDS: &'static [&'static str] = &RIVAL_KINDS;
    type Keys = KzgKeys;
    type Input = Univariate;
    type Committed = (kzg10::Commitment<Bn254>, kzg10::Randomness<Fr, Univariate>);
    type Opening = kzg10::Proof<Bn254>;

    fn covers(num_vars: usize) -> bool {
        num_vars > 0
    }

    fn setup(num_vars: usize) -> KzgKeys {
        let parameters = Kzg::setup((1 << num_vars) - 1, false, &mut rng()).expect("keys of this size");
        let verifier = kzg10::VerifierKey {
            g: parameters.powers_of_g[0],
            gamma_g: parameters.powers_of_gamma_g[&0],
            h: parameters.h,
            beta_h: parameters.beta_h,
            prepared_h: parameters.prepared_h,
            prepared_beta_h: parameters.prepared_beta_h,
        };
        let powers_of_gamma_g = parameters.powers_of_gamma_g.into_values().collect();
        KzgKeys { powers: kzg10::Powers { powers_of_g: parameters.powers_of_g.into(), powers_of_gamma_g }, verifier }
    }

    fn input(column: &Column) -> Univariate {
        Univariate::from_coefficients_vec(column.to_field())
    }

    fn claim(input: &Univariate, point: &Point<Fr>) -> Claim {
        Claim { value: input.evaluate(&point[0]), point: point.clone() }
    }

    fn commit(keys: &KzgKeys, input: &Univariate) -> Self::Committed {
        Kzg::commit(&keys.powers, input, None, None).expect("the key covers the column")
    }

    fn open(keys: &KzgKeys, input: &Univariate, (_, randomness): &Self::Committed, claim: &Claim) -> Self::Opening {
        Kzg::open(&keys.powers, input, claim.point[0], randomness).expect("an opening")
    }

    fn commitment_bytes((commitment, _): &Self::Committed) -> usize {
        commitment.compressed_size()
    }

    fn encode((commitment, _): &Self::Committed, opening: &Self::Opening) -> Vec<u8> {
        encode(&(commitment, opening))
    }

    fn verify(keys: &KzgKeys, claim: &Claim, proof: &[u8]) -> bool {
        let (commitment, opening) = decode(proof);
        Kzg::check(&keys.verifier, &commitment, claim.point[0], claim.value, &opening).expect("a proof of the right shape")
    }
}
