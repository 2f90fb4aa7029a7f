//! Keys, strings and commitments, for both ways of opening.

mod reference;

use super::{Kzg, KzgVerifierKey, Opening};
use crate::hyperkzg::Folding;
use crate::testing::{Columns, Example, Lie, constant_columns, random_columns};
use crate::zeromorph::Quotients;
use crate::{
    Ceremony, CommitmentScheme, HyperKzg, OpeningBatch, OpeningShape, Parameters, PcsError, Provenance, ProvingScheme, SetupKind, Srs,
    SrsError, SrsSource, Zeromorph,
};
use ark_bls12_381::Bls12_381;
use ark_bn254::{Bn254, Fq2, Fr, G1Projective, G2Affine, G2Projective};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup, pairing::Pairing};
use ark_ff::UniformRand;
use poly::{Point, univariate};
use std::sync::Arc;
use transcript::{MerlinProver, MerlinVerifier, ProofError};

const SHAPE: OpeningShape = OpeningShape { max_num_vars: 4, total_len: 7 << 4 };

fn point(n: usize) -> Point<Fr> {
    let rng = &mut ark_std::test_rng();
    (0..n).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into()
}

#[test]
fn commitments_are_values_at_the_secret() {
    let rng = &mut ark_std::test_rng();
    let tau = Fr::rand(rng);
    let (key, _) = Zeromorph::<Bn254>::setup(&Srs::from_secret(tau, 4), &SHAPE).unwrap();
    for n in 0..=4 {
        let columns: Columns<Fr> = [random_columns(n, rng), constant_columns(n)].concat();
        let (commitment, ()) = Zeromorph::<Bn254>::commit(&key, &SHAPE, &columns).unwrap();
        for (column, point) in columns.iter().zip(commitment.points) {
            assert_eq!(point, (G1Projective::generator() * univariate::evaluate(&column.to_field(), tau)).into_affine());
        }
    }
}

#[test]
fn strings_are_found_or_the_error_says_what_is_missing() {
    let file = Srs::<Bn254>::from_secret(Fr::from(99u64), 5).encode();
    let shape = |n| OpeningShape { max_num_vars: n, total_len: 1 << n };
    assert_eq!(<Srs<Bn254> as Parameters>::KIND, SetupKind::Universal);
    assert_eq!(Srs::<Bn254>::for_prover(SrsSource::None, &shape(1)).err(), Some(PcsError::NoSrs));
    assert_eq!(Srs::<Bn254>::for_verifier(SrsSource::None).err(), Some(PcsError::NoSrs));
    for n in 0..=5 {
        assert_eq!(Srs::<Bn254>::for_prover(SrsSource::File(&file), &shape(n)).unwrap().len(), 1 << n);
        assert_eq!(Srs::<Bn254>::for_prover(SrsSource::InsecureTest, &shape(n)).unwrap().len(), 1 << n);
    }
    let error = Srs::<Bn254>::for_prover(SrsSource::File(&file), &shape(6)).err();
    assert_eq!(error, Some(PcsError::Srs(SrsError::TooShort { available: 32, needed: 6 })));
    // A verifier reads no power.
    let mut damaged = file.clone();
    *damaged.last_mut().unwrap() ^= 1;
    assert_eq!(Srs::<Bn254>::for_prover(SrsSource::File(&damaged), &shape(5)).err(), Some(PcsError::Srs(SrsError::Checksum)));
    let verifier = Srs::<Bn254>::for_verifier(SrsSource::File(&damaged)).unwrap();
    let prover = Srs::<Bn254>::for_prover(SrsSource::File(&file), &shape(5)).unwrap();
    assert_eq!(KzgVerifierKey::new(&verifier), KzgVerifierKey::new(&prover));
    assert!(Srs::<Bls12_381>::for_verifier(SrsSource::File(&file)).is_err());
}

fn keys_are_those_of_one_scheme_and_string<O: Opening<Bn254>, P: Opening<Bn254>>() {
    let strings: [Srs<Bn254>; 2] = [Srs::insecure_test(4), Srs::from_secret(Fr::from(99u64), 4)];
    let example = Example::new(vec![random_columns(4, &mut ark_std::test_rng())]);
    let keys = strings.clone().map(|srs| Kzg::<Bn254, O>::setup(&srs, &SHAPE).unwrap());
    assert_eq!(Kzg::<Bn254, O>::provenance(&keys[0].1), Some(Provenance::InsecureTest));
    assert_ne!(Kzg::<Bn254, O>::parameter_digest(&keys[0].1), Kzg::<Bn254, O>::parameter_digest(&keys[1].1));
    assert_ne!(Kzg::<Bn254, O>::parameter_digest(&keys[0].1), Kzg::<Bn254, P>::parameter_digest(&keys[0].1));
    let proof = example.prove::<Kzg<Bn254, O>>(&keys[0].0, Lie::None).unwrap();
    assert_eq!(example.verify::<Kzg<Bn254, O>>(&keys[0].1, &proof), Ok(()));
    let name = if O::NAME == "zeromorph" { "zeromorph pairing" } else { "hyperkzg pairing" };
    assert_eq!(example.verify::<Kzg<Bn254, O>>(&keys[1].1, &proof), Err(ProofError::Check { name }));
    assert!(example.verify::<Kzg<Bn254, P>>(&keys[0].1, &proof).is_err());
    let bytes = Kzg::<Bn254, O>::encode_key(&keys[0].1);
    assert_eq!(Kzg::<Bn254, O>::decode_key(&bytes), Ok(keys[0].1));
    assert_eq!(Kzg::<Bn254, P>::decode_key(&bytes), Err(PcsError::KeyEncoding { scheme: P::NAME }));
    let too_short = Kzg::<Bn254, O>::setup(&strings[0], &OpeningShape { max_num_vars: 5, ..SHAPE });
    assert_eq!(too_short.err(), Some(PcsError::Srs(SrsError::TooShort { available: 16, needed: 5 })));
}

#[test]
fn keys_are_those_of_one_scheme_and_one_string() {
    keys_are_those_of_one_scheme_and_string::<Quotients, Folding>();
    keys_are_those_of_one_scheme_and_string::<Folding, Quotients>();
}

#[test]
fn damaged_keys_are_refused() {
    type Scheme = Zeromorph<Bn254>;
    let refused = Err(PcsError::KeyEncoding { scheme: "zeromorph" });
    let tau_g2 = |number: u64| (G2Projective::generator() * Fr::from(number)).into_affine();
    let ceremony = Provenance::Ceremony(Ceremony::of::<Bn254>(9, tau_g2(99), 2));
    let key = KzgVerifierKey::<Bn254> { tau_g2: tau_g2(99), provenance: ceremony };
    let bytes = Scheme::encode_key(&key);
    assert_eq!(Scheme::decode_key(&bytes), Ok(key));
    for at in 0..bytes.len() {
        assert_eq!(Scheme::decode_key(&bytes[..at]), refused);
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            // Another ceremony, or the negative secret, is another key; no two encodings are the same key.
            assert!(Scheme::decode_key(&changed).is_ok_and(|other| other != key) || Scheme::decode_key(&changed) == refused);
        }
    }
    let mut twist = (1u64..).filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(x.into(), 1u64.into()), false));
    let outside = twist.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap();
    let insecure = Srs::<Bn254>::insecure_test(0).tau_g2();
    for (tau_g2, provenance) in [
        (outside, ceremony),
        (G2Affine::zero(), ceremony),
        (G2Affine::zero(), Provenance::InsecureTest),
        (insecure, ceremony),
        (tau_g2(2), ceremony),
    ] {
        assert_eq!(Scheme::decode_key(&Scheme::encode_key(&KzgVerifierKey { tau_g2, provenance })), refused);
    }
    let other_curve = KzgVerifierKey::<Bls12_381>::new(&Srs::insecure_test(0));
    assert_eq!(Scheme::decode_key(&Zeromorph::<Bls12_381>::encode_key(&other_curve)), refused);
}

fn swapped_columns_are_rejected<O: Opening<Bn254>>(name: &'static str) {
    let rng = &mut ark_std::test_rng();
    let (key, verifier_key) = Kzg::<Bn254, O>::setup(&Srs::insecure_test(4), &SHAPE).unwrap();
    let columns = random_columns::<Fr>(4, rng);
    let coefficients: Vec<Fr> = columns.iter().map(|_| Fr::rand(rng)).collect();
    let point = point(4);
    let value: Fr = columns.iter().zip(&coefficients).map(|(column, c)| *c * column.evaluate(&point)).sum();
    let mut channel = MerlinProver::new("test");
    let batch = OpeningBatch { columns: &columns, hint: &(), coefficients: &coefficients };
    Kzg::<Bn254, O>::open(&key, &SHAPE, &[batch], &point, &mut channel).unwrap();
    let proof = channel.finish();
    let verify = |columns: &Columns<Fr>| {
        let (commitment, ()) = Kzg::<Bn254, O>::commit(&key, &SHAPE, columns).unwrap();
        let batches = [(&commitment, &coefficients[..])];
        Kzg::<Bn254, O>::verify(&verifier_key, &SHAPE, &batches, &point, value, &mut MerlinVerifier::new("test", &proof))
    };
    assert_eq!(verify(&columns), Ok(()));
    for index in 1..columns.len() {
        let mut swapped = columns.clone();
        swapped.swap(index - 1, index);
        assert_eq!(verify(&swapped), Err(ProofError::Check { name }));
    }
}

#[test]
fn other_columns_are_rejected() {
    swapped_columns_are_rejected::<Quotients>("zeromorph pairing");
    swapped_columns_are_rejected::<Folding>("hyperkzg pairing");
}

/// Bytes of an opening of one column.
fn opening_bytes<E: Pairing<G1: crate::Curve>, O: Opening<E>>(n: usize) -> usize {
    let rng = &mut ark_std::test_rng();
    let shape = OpeningShape::of([n]);
    let (key, _) = Kzg::<E, O>::setup(&Srs::insecure_test(n), &shape).unwrap();
    let columns = [Arc::new((0..1 << n).map(|_| E::ScalarField::rand(rng)).collect::<Vec<_>>().into())];
    let point: Point<E::ScalarField> = (0..n).map(|_| E::ScalarField::rand(rng)).collect::<Vec<_>>().into();
    let batch = OpeningBatch { columns: &columns, hint: &(), coefficients: &[E::ScalarField::from(1u64)] };
    let mut channel = MerlinProver::new("test");
    Kzg::<E, O>::open(&key, &shape, &[batch], &point, &mut channel).unwrap();
    channel.finish().len()
}

#[test]
fn openings_are_as_long_as_stated() {
    for n in 0..7 {
        assert_eq!(opening_bytes::<Bn254, Quotients>(n), 32 * (n + 4));
        assert_eq!(opening_bytes::<Bls12_381, Quotients>(n), 48 * (n + 3) + 32);
        assert_eq!(opening_bytes::<Bn254, Folding>(n), 96 * n);
    }
    assert_eq!(opening_bytes::<Bls12_381, Folding>(0), 0);
    assert_eq!(opening_bytes::<Bls12_381, Folding>(5), 48 * 6 + 32 * 9);
    assert_eq!((Zeromorph::<Bn254>::NAME, HyperKzg::<Bn254>::NAME), ("zeromorph", "hyperkzg"));
}
