//! Commits to one polynomial of 2^16 values, opens it at a random point, and verifies: no virtual machine involved.

use ark_bn254::{Fr, G1Projective};
use pcs::channel::{OracleProver, OracleVerifier};
use pcs::{Hyrax, OpeningShape, ProvingScheme, Transparent};
use poly::{Claims, MultilinearPolynomial, Point};
use std::{error::Error, sync::Arc, time::Instant};
use transcript::{MerlinProver, MerlinVerifier, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};

type Scheme = Hyrax<G1Projective>;
const NUM_VARS: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let values: Vec<u32> = (0..1 << NUM_VARS).map(|i: u32| i.wrapping_mul(0x9E37_79B9)).collect();
    let polynomial = Arc::new(MultilinearPolynomial::<Fr>::from(values));
    // What both sides know before the first message: one column of this length.
    let shape = OpeningShape::of([NUM_VARS]);
    let start = Instant::now();
    let (prover_key, verifier_key) = Scheme::setup(&Transparent, &shape)?;
    println!("keys            {:>9.2?}", start.elapsed());

    let start = Instant::now();
    let mut prover = OracleProver::<Scheme, _>::new(MerlinProver::new("open one polynomial"), &prover_key, shape);
    let ids = prover.send_oracles("polynomial", vec![polynomial.clone()]);
    println!("commit          {:>9.2?}", start.elapsed());
    let start = Instant::now();
    let point = Point::new(prover.challenges("point", NUM_VARS));
    let value = polynomial.evaluate(&point);
    prover.send("value", &[value]);
    let mut claims = Claims::new();
    claims.push(ids[0], point, value);
    let proof = prover.open(claims)?.finish();
    println!("evaluate, open  {:>9.2?}", start.elapsed());

    let start = Instant::now();
    let mut verifier = OracleVerifier::<Scheme, _>::new(MerlinVerifier::new("open one polynomial", &proof), &verifier_key, shape);
    let ids = verifier.receive_oracles("polynomial", &[NUM_VARS])?;
    let point = Point::new(verifier.challenges("point", NUM_VARS));
    let value: Fr = verifier.receive_one("value")?;
    let mut claims = Claims::new();
    claims.push(ids[0], point, value);
    verifier.verify_openings(claims)?.finish()?;
    println!("verify          {:>9.2?}", start.elapsed());
    println!("{} bytes prove that the committed polynomial is {value} at the point of the transcript", proof.len());
    Ok(())
}
