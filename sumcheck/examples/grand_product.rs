//! Proves the product of a million numbers.
//!
//! ```text
//! cargo run --release -p sumcheck --example grand_product
//! ```

use ark_bn254::Fr;
use poly::eq;
use std::time::Instant;
use sumcheck::grand_product::{self, GrandProducts, Leaves};
use transcript::{MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

/// 2^20 numbers: 1, 2, 3, ..
const LOG_LEN: usize = 20;

fn main() -> Result<(), ProofError> {
    let numbers: Vec<Fr> = (1..=1u64 << LOG_LEN).map(Fr::from).collect();
    let direct: Fr = numbers.iter().product();

    let start = Instant::now();
    let products = GrandProducts::new(vec![Leaves::Dense(numbers)]);
    let mut channel = MerlinProver::new("million");
    channel.send("product", &products.roots());
    let _ = products.prove(&mut channel);
    let proof = channel.finish();
    println!("proved the product of 2^{LOG_LEN} numbers in {:.2?}: {} bytes", start.elapsed(), proof.len());

    let start = Instant::now();
    let mut channel = MerlinVerifier::new("million", &proof);
    let roots: Vec<Fr> = channel.receive("product", 1)?;
    let claim = grand_product::verify(1, LOG_LEN, &roots, &mut channel)?;
    // The numbers are public and have a short extension: 1 + id(x).
    let value = Fr::from(1u64) + eq::identity(&claim.leaf_point);
    VerifierChannel::<Fr>::check(&mut channel, "numbers", claim.value == value)?;
    channel.finish()?;
    println!("verified in {:.2?}: the product is {}", start.elapsed(), roots[0]);
    assert_eq!(roots, [direct]);
    Ok(())
}
