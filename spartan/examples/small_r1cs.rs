//! A small R1CS repeated 2^14 times, proved with Spartan over Hyrax commitments.
//!
//! Step `t` knows `x` with `x^3 + x + 5 = y`, and `x` counts up by one. Public: that the first `x` is 3.
//!
//! `cargo run --release -p spartan --example small_r1cs`

use ark_bn254::{Fr, G1Projective};
use pcs::channel::{OracleProver, OracleVerifier};
use pcs::{CommitmentScheme, Hyrax, OpeningShape, ProvingScheme, Transparent};
use poly::{Claims, MultilinearPolynomial, OracleId, Point};
use spartan::{Builder, Public, UniformR1cs};
use std::sync::Arc;
use std::time::Instant;
use transcript::{MerlinProver, MerlinVerifier, ProverOracles, VerifierOracles};

const LOG_STEPS: usize = 14;
const FIRST: u64 = 3;
const COLUMNS: usize = 3;
const PROTOCOL: &str = "small r1cs";

fn system() -> UniformR1cs {
    let mut b = Builder::new();
    let [x, square, y] = ["x", "square", "y"].map(|name| b.variable(name));
    let last = b.public("last", Public::LastStep);
    b.constraint("square", x, x, square);
    b.constraint("x^3 + x + 5 = y", square, x, y - x - 5);
    b.when("x counts up", 1 - last, b.next(x) - x - 1);
    b.build()
}

/// The statement's own claim: the first `x` is public.
fn first_step(claims: &mut Claims<Fr>, x: OracleId) {
    claims.push(x, Point::from_index(0, LOG_STEPS), Fr::from(FIRST));
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let system = system();
    let shape = OpeningShape::of([LOG_STEPS; COLUMNS]);
    let (prover_key, verifier_key) = Hyrax::<G1Projective>::setup(&Transparent, &shape)?;

    let xs = || (0..1u64 << LOG_STEPS).map(|t| FIRST + t);
    let columns: Vec<Arc<MultilinearPolynomial<Fr>>> =
        [xs().collect::<Vec<_>>(), xs().map(|x| x * x).collect(), xs().map(|x| x * x * x + x + 5).collect()]
            .map(|column| Arc::new(column.into()))
            .to_vec();
    if let Some(violation) = system.violated(&columns, LOG_STEPS) {
        println!("step {}: `{}` does not hold", violation.step, violation.name);
    }

    let start = Instant::now();
    let mut channel = OracleProver::<Hyrax<G1Projective>, _>::new(MerlinProver::new(PROTOCOL), &prover_key, shape);
    let oracles = channel.send_oracles("columns", columns.clone());
    let pairs: Vec<_> = oracles.iter().copied().zip(columns).collect();
    let mut claims = spartan::prove(&system, &pairs, LOG_STEPS, &mut channel);
    first_step(&mut claims, oracles[0]);
    let proof = channel.open(claims)?.finish();
    println!("proved 2^{LOG_STEPS} steps in {:.1?}, {} bytes", start.elapsed(), proof.len());

    let start = Instant::now();
    let mut channel = OracleVerifier::<Hyrax<G1Projective>, _>::new(MerlinVerifier::new(PROTOCOL, &proof), &verifier_key, shape);
    let oracles = channel.receive_oracles("columns", &[LOG_STEPS; COLUMNS])?;
    let mut claims = spartan::verify(&system, &oracles, LOG_STEPS, &mut channel)?;
    first_step(&mut claims, oracles[0]);
    channel.verify_openings(claims)?.finish()?;
    println!("verified with {} in {:.1?}", Hyrax::<G1Projective>::NAME, start.elapsed());
    Ok(())
}
