//! Openings by provers who lie.

use super::*;
use crate::hyrax::inner_product::value_generator;
use ark_ff::{AdditiveGroup, Field};
use transcript::testing::{Challenges, Frozen, Skipping, Tampering};

/// What the verifier says to an opening of the world's columns, and whether it would accept without the named check.
fn outcome<O: ProvingOpening<G1Projective>>(
    world: &World,
    committed: &Batch<Fr>,
    value: Fr,
    edit: impl Fn(&mut [Fr]),
    name: Label,
) -> (Result<(), ProofError>, bool) {
    let keys = Scheme::<O>::setup_with(RowLength::Balanced, &SHAPE);
    let commitment = world.commit::<O>(&keys, committed);
    let c = Scheme::<O>::log_columns(&keys.1, &SHAPE).unwrap();
    let (high, low) = world.point.split_at(6 - c);
    let terms = world.columns.iter().zip(&world.coefficients);
    let mut matrix = vec![Fr::ZERO; 1 << 6];
    terms.for_each(|(column, coefficient)| column.add_scaled(&mut matrix, *coefficient));
    let mut row = vec![Fr::ZERO; 1 << c];
    for (weight, values) in eq::table(high).iter().zip(matrix.chunks(1 << c)) {
        row.iter_mut().zip(values).for_each(|(t, value)| *t += *weight * value);
    }
    edit(&mut row);
    let mut prover = MerlinProver::new("test");
    Scheme::<O>::send(&commitment, &mut prover);
    O::open(&keys.0, row, low, &mut prover);
    let proof = prover.finish();
    let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), name);
    let accepted = world.verify::<O>(&keys, value, &mut mutant).is_ok();
    (world.verify::<O>(&keys, value, &mut MerlinVerifier::new("test", &proof)), accepted)
}

const VALUE: Label = "hyrax value";
const ROW: Label = "hyrax row combination";
const INNER_PRODUCT: Label = "hyrax inner product";

#[test]
fn each_check_rejects_what_the_other_lets_pass() {
    let world = World::new();
    let low = |log_columns: usize| eq::table(&world.point[6 - log_columns..]);
    for name in [VALUE, ROW] {
        assert_eq!(outcome::<Plain>(&world, &world.columns, world.value, |_| {}, name), (Ok(()), true));
    }
    assert_eq!(outcome::<InnerProduct>(&world, &world.columns, world.value, |_| {}, INNER_PRODUCT), (Ok(()), true));

    let rejected = |name| (Err(ProofError::Check { name }), true);
    let false_value = world.value + Fr::from(1u64);
    assert_eq!(outcome::<Plain>(&world, &world.columns, false_value, |_| {}, VALUE), rejected(VALUE));
    assert_eq!(outcome::<InnerProduct>(&world, &world.columns, false_value, |_| {}, INNER_PRODUCT), rejected(INNER_PRODUCT));
    // A row with the same value at the low point.
    let kernel = |row: &mut [Fr]| {
        let low = low(row.len().ilog2() as usize);
        row[0] += low[1];
        row[1] -= low[0];
    };
    assert_eq!(outcome::<Plain>(&world, &world.columns, world.value, kernel, ROW), rejected(ROW));
    assert_eq!(outcome::<InnerProduct>(&world, &world.columns, world.value, kernel, INNER_PRODUCT), rejected(INNER_PRODUCT));
    // A row made for the false value, and the commitment to another polynomial.
    let forged = |row: &mut [Fr]| row[0] += low(row.len().ilog2() as usize)[0].inverse().unwrap();
    assert_eq!(outcome::<Plain>(&world, &world.columns, false_value, forged, ROW), rejected(ROW));
    assert_eq!(outcome::<InnerProduct>(&world, &world.columns, false_value, forged, INNER_PRODUCT), rejected(INNER_PRODUCT));
    let mut others = world.columns.clone();
    others.swap(2, 3);
    assert_eq!(outcome::<Plain>(&world, &others, world.value, |_| {}, ROW), rejected(ROW));
    assert_eq!(outcome::<InnerProduct>(&world, &others, world.value, |_| {}, INNER_PRODUCT), rejected(INNER_PRODUCT));
}

/// Messages of the inner-product argument that belong to other rounds or places; the prover goes on with the live transcript.
#[test]
fn changed_rounds_are_rejected() {
    let world = World::new();
    let keys = Scheme::<InnerProduct>::setup_with(RowLength::Balanced, &SHAPE);
    let commitment = world.commit::<InnerProduct>(&keys, &world.columns);
    let tampered = |index: usize, edit: &dyn Fn(&mut Vec<u8>)| {
        let mut channel = Tampering::new(MerlinProver::new("test"), index, |bytes: &mut Vec<u8>| edit(bytes));
        world.prove::<InnerProduct>(&keys, &commitment, &mut channel);
        let (channel, messages) = channel.into_parts();
        // The rows of seven columns, five rounds, and the last scalar.
        assert_eq!(messages, 7 + 5 + 1);
        world.verify::<InnerProduct>(&keys, world.value, &mut MerlinVerifier::new("test", &channel.finish()))
    };
    assert_eq!(tampered(usize::MAX, &|_| {}), Ok(()));
    let rejected = Err(ProofError::Check { name: INNER_PRODUCT });
    for round in 7..12 {
        assert_eq!(tampered(round, &|bytes| bytes.rotate_left(32)), rejected, "L and R exchanged");
        assert_eq!(tampered(round, &|bytes| bytes.copy_within(..32, 32)), rejected, "L sent twice");
        let identity = encode_points::<G1Projective>(&[G1Affine::zero()]);
        assert_eq!(tampered(round, &|bytes| bytes[..32].copy_from_slice(&identity)), rejected, "L left out");
    }
    assert_eq!(tampered(12, &|bytes| bytes[0] ^= 1), rejected, "the last scalar");
    // A round more, and a round less.
    let longer = |bytes: &mut Vec<u8>| bytes.extend_from_within(..);
    assert!(tampered(11, &longer).is_err() && tampered(11, &Vec::clear).is_err());
}

/// The base of the value is drawn when the rows are fixed: whoever knows it beforehand shifts a row by a multiple of it, and the value with
/// it.
#[test]
fn the_base_of_the_value_depends_on_the_rows() {
    let world = World::new();
    let keys = Scheme::<InnerProduct>::setup_with(RowLength::Balanced, &SHAPE);
    let mut commitment = world.commit::<InnerProduct>(&keys, &world.columns);
    let mut channel = Challenges::new(MerlinProver::new("test"));
    world.prove::<InnerProduct>(&keys, &commitment, &mut channel);
    let drawn = channel.drawn;
    let false_value = world.value + Fr::from(1u64);
    let c = Scheme::<InnerProduct>::log_columns(&keys.1, &SHAPE).unwrap();
    let weight = world.coefficients[0] * eq::table(&world.point[..6 - c])[0];
    let shift = value_generator::<G1Projective>() * (drawn[0] * weight.inverse().unwrap());
    commitment.rows[0][0] = (commitment.rows[0][0] - shift).into();

    let mut frozen = Frozen::new(MerlinProver::new("test"), drawn.clone());
    world.prove::<InnerProduct>(&keys, &commitment, &mut frozen);
    let proof = frozen.into_inner().finish();
    let mut frozen = Frozen::new(MerlinVerifier::new("test", &proof), drawn);
    assert_eq!(world.verify::<InnerProduct>(&keys, false_value, &mut frozen), Ok(()));
    let mut live = MerlinProver::new("test");
    world.prove::<InnerProduct>(&keys, &commitment, &mut live);
    for proof in [proof, live.finish()] {
        let result = world.verify::<InnerProduct>(&keys, false_value, &mut MerlinVerifier::new("test", &proof));
        assert_eq!(result, Err(ProofError::Check { name: INNER_PRODUCT }));
    }
}

/// With the base 0 nothing binds the value: a coin that must be refused.
#[test]
fn challenges_are_not_zero() {
    let world = World::new();
    let keys = Scheme::<InnerProduct>::setup_with(RowLength::Balanced, &SHAPE);
    let commitment = world.commit::<InnerProduct>(&keys, &world.columns);
    let unit = "hyrax inner product unit";
    let false_value = world.value + Fr::from(1u64);
    for zero in 0..6 {
        let coins: Vec<Fr> = (0..6).map(|k| if k == zero { Fr::ZERO } else { Fr::from(7 + k as u64) }).collect();
        let mut prover = Frozen::new(MerlinProver::new("test"), coins.clone());
        world.prove::<InnerProduct>(&keys, &commitment, &mut prover);
        let proof = prover.into_inner().finish();
        let verifier = || Frozen::new(MerlinVerifier::new("test", &proof), coins.clone());
        assert_eq!(world.verify::<InnerProduct>(&keys, false_value, &mut verifier()), Err(ProofError::Check { name: unit }));
        let mutant = world.verify::<InnerProduct>(&keys, false_value, &mut Skipping::new(verifier(), unit));
        assert_eq!(mutant.is_ok(), zero == 0);
    }
}
