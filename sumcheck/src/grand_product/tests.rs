//! The fast prover against the definition, honest and tampered proofs.

use super::verifier::{CIRCUIT, FOLD, Layer, circuit_vars, fold, split};
use super::*;
use crate::NaiveProver;
use crate::testing::{Prime31, Small};
use ark_bn254::Fr;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use poly::{MultilinearPolynomial, Scalar};
use transcript::testing::Skipping;
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

/// A circuit as the fast prover gets it, and all its leaves.
type Circuit<F> = (Leaves<F>, Vec<F>);

fn dense<F: Scalar>(rng: &mut StdRng, log_len: usize) -> Circuit<F> {
    let leaves: Vec<F> = (0..1 << log_len).map(|_| F::rand(rng)).collect();
    (Leaves::Dense(leaves.clone()), leaves)
}

fn entries<F: Scalar>(rng: &mut StdRng, leaves: &mut [F], density: f64) -> Vec<(u32, F)> {
    let listed: Vec<u32> = (0..leaves.len() as u32).filter(|_| rng.gen_bool(density)).collect();
    let entries: Vec<(u32, F)> = listed.into_iter().map(|i| (i, F::rand(rng))).collect();
    entries.iter().for_each(|(i, v)| leaves[*i as usize] = *v);
    entries
}

fn sparse<F: Scalar>(rng: &mut StdRng, log_len: usize, density: f64) -> Circuit<F> {
    let mut leaves = vec![F::one(); 1 << log_len];
    (Leaves::Sparse { log_len, entries: entries(rng, &mut leaves, density) }, leaves)
}

fn changed<F: Scalar>(rng: &mut StdRng, base: usize, of: &[F], density: f64) -> Circuit<F> {
    let mut leaves = of.to_vec();
    (Leaves::Changed { base, entries: entries(rng, &mut leaves, density) }, leaves)
}

/// The batches of a test: one circuit, one leaf, several of one kind, all kinds mixed.
fn batches<F: Scalar>() -> Vec<Vec<Circuit<F>>> {
    let rng = &mut StdRng::seed_from_u64(7);
    let mut out = Vec::new();
    for (count, log_len) in [(1, 0), (1, 1), (1, 4), (2, 0), (3, 0), (3, 3), (4, 2), (5, 5)] {
        out.push((0..count).map(|_| dense(rng, log_len)).collect::<Vec<_>>());
        for density in [0.0, 0.05, 0.3, 1.0] {
            out.push((0..count).map(|_| sparse(rng, log_len, density)).collect());
        }
    }
    for log_len in [0, 1, 3, 6] {
        for density in [0.02, 0.1, 0.4] {
            let first: Circuit<F> = dense(rng, log_len);
            let second: Circuit<F> = dense(rng, log_len);
            let mut batch = vec![sparse(rng, log_len, density), changed(rng, 2, &first.1, density)];
            batch.extend([first, changed(rng, 5, &second.1, density), sparse(rng, log_len, density), second]);
            batch.push(changed(rng, 2, &batch[2].1.clone(), density));
            out.push(batch);
        }
    }
    out
}

fn products<F: Scalar>(circuits: &[Vec<F>]) -> Vec<F> {
    circuits.iter().map(|leaves| leaves.iter().product()).collect()
}

fn fast<F: Scalar>(leaves: Vec<Leaves<F>>) -> (Vec<u8>, LeafClaim<F>) {
    let mut channel = MerlinProver::new("test");
    let products = GrandProducts::new(leaves);
    channel.send("roots", &products.roots());
    let claim = products.prove(&mut channel);
    (channel.finish(), claim)
}

/// The same proof from the definition: layers as tables over `(x, j)`.
fn naive<F: Scalar>(circuits: &[Vec<F>]) -> (Vec<u8>, LeafClaim<F>) {
    let (len, size) = (circuits[0].len(), circuits.len().next_power_of_two());
    let leaf = |i: usize| circuits.get(i % size).map_or(F::zero(), |c| c[i / size]);
    let mut layers: Vec<Vec<F>> = vec![(0..len * size).map(leaf).collect()];
    let children = |layer: &[F], side: usize| -> Vec<F> {
        layer.chunks(2 * size).flat_map(|pair| pair[side * size..(side + 1) * size].to_vec()).collect()
    };
    while layers.last().unwrap().len() > size {
        let below = layers.last().unwrap();
        layers.push(children(below, 0).iter().zip(&children(below, 1)).map(|(l, r)| *l * r).collect());
    }
    let mut channel = MerlinProver::new("test");
    let roots = layers.pop().unwrap();
    channel.send("roots", &roots[..circuits.len()]);
    let mut circuit_point = channel.challenges(CIRCUIT, circuit_vars(circuits.len()));
    let mut value = MultilinearPolynomial::Field(roots).evaluate(&circuit_point);
    let mut leaf_point = Vec::new();
    for below in layers.iter().rev() {
        let relation = Layer { point: [leaf_point.as_slice(), &circuit_point].concat() };
        let mut prover = NaiveProver::new(&relation, vec![children(below, 0), children(below, 1)]);
        assert_eq!(prover.sum(), value);
        let reduction = crate::prove(&relation, &mut prover, value, &mut channel);
        let rho = channel.challenge(FOLD);
        value = fold(&reduction.openings, rho);
        (leaf_point, circuit_point) = split(&reduction.point, leaf_point.len());
        leaf_point.push(rho);
    }
    (channel.finish(), LeafClaim { circuit_point: circuit_point.into(), leaf_point: leaf_point.into(), value })
}

/// Accepts a proof whose roots are the products and whose last claim is true of the leaves.
fn check<F: Scalar>(circuits: &[Vec<F>], channel: &mut dyn VerifierChannel<F>) -> Result<LeafClaim<F>, ProofError> {
    let roots = channel.receive("roots", circuits.len())?;
    let claim = verify(circuits.len(), circuits[0].len().trailing_zeros() as usize, &roots, channel)?;
    let value = |c: &Vec<F>| MultilinearPolynomial::Field(c.clone()).evaluate(&claim.leaf_point);
    let leaves: F = circuits.iter().zip(claim.weights()).map(|(c, weight)| weight * value(c)).sum();
    channel.check("leaves", leaves == claim.value)?;
    channel.check("roots", roots == products(circuits))?;
    Ok(claim)
}

fn fast_is_naive_and_verifies<F: Scalar>() {
    for batch in batches::<F>() {
        let (leaves, circuits): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let (proof, claim) = fast(leaves);
        assert_eq!((&proof, &claim), (&naive(&circuits).0, &naive(&circuits).1));
        let mut channel = MerlinVerifier::new("test", &proof);
        assert_eq!(check(&circuits, &mut channel), Ok(claim));
        assert_eq!(channel.finish(), Ok(()));
    }
}

#[test]
fn the_fast_prover_sends_what_the_naive_one_sends() {
    fast_is_naive_and_verifies::<Fr>();
    fast_is_naive_and_verifies::<Prime31>();
    fast_is_naive_and_verifies::<Small>();
}

/// Two challenges in five are 0 or 1, which hides an end of a round polynomial.
#[test]
fn the_fast_prover_survives_degenerate_challenges() {
    for seed in 0..200 {
        let rng = &mut StdRng::seed_from_u64(seed);
        let base = dense::<crate::testing::Five>(rng, 3);
        let batch = [sparse(rng, 3, 0.2), changed(rng, 2, &base.1, 0.2), base];
        let (leaves, circuits): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let (proof, claim) = fast(leaves);
        assert_eq!(check(&circuits, &mut MerlinVerifier::new("test", &proof)), Ok(claim));
    }
}

#[test]
fn every_changed_byte_is_rejected() {
    let rng = &mut StdRng::seed_from_u64(3);
    let batch = [dense::<Fr>(rng, 2), sparse(rng, 2, 0.5), dense(rng, 2)];
    let (leaves, circuits): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let (proof, _) = fast(leaves);
    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(check(&circuits, &mut MerlinVerifier::new("test", &bad)).is_err(), "byte {at}");
    }
    for len in 0..proof.len() {
        let truncated = check(&circuits, &mut MerlinVerifier::new("test", &proof[..len]));
        assert!(matches!(truncated, Err(ProofError::Truncated { .. })));
    }
}

/// A consistent prover of a false product is caught by the layers' check or by the leaves, and by nothing else.
#[test]
fn a_false_product_needs_a_false_layer() {
    let rng = &mut StdRng::seed_from_u64(5);
    let (leaves, circuit) = dense::<Fr>(rng, 3);
    let products = GrandProducts::new(vec![leaves]);
    let mut channel = MerlinProver::new("test");
    channel.send("roots", &[products.roots()[0] + Fr::from(1u64)]);
    let _ = products.prove(&mut channel);
    let proof = channel.finish();
    let run = |channel: &mut dyn VerifierChannel<Fr>| {
        let roots = channel.receive("roots", 1)?;
        verify(1, 3, &roots, channel)
    };
    assert_eq!(run(&mut MerlinVerifier::new("test", &proof)), Err(ProofError::Check { name: LAYER }));
    let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), LAYER);
    let claim = run(&mut mutant).unwrap();
    assert!(mutant.skipped);
    assert_eq!(claim.value, MultilinearPolynomial::Field(circuit).evaluate(&claim.leaf_point));
}

/// Other leaves than the product's: the layers are consistent, the leaf claim is false.
#[test]
fn false_leaves_are_left_to_the_leaf_claim() {
    let rng = &mut StdRng::seed_from_u64(6);
    let (_, circuit) = dense::<Fr>(rng, 3);
    let mut forged = circuit.clone();
    forged[5] += Fr::from(1u64);
    let (proof, _) = fast(vec![Leaves::Dense(forged)]);
    assert_eq!(check(&[circuit], &mut MerlinVerifier::new("test", &proof)), Err(ProofError::Check { name: "leaves" }));
}

#[test]
fn a_wrong_number_of_roots_is_an_error() {
    let mut channel = MerlinVerifier::new("test", &[]);
    let result = verify::<Fr>(2, 1, &[Fr::from(1u64)], &mut channel);
    assert!(matches!(result, Err(ProofError::Shape { .. })));
}
