//! Products of many numbers by GKR: `k` circuits of `2^l` leaves each, proved together (Goldwasser, Kalai, Rothblum 2008; Thaler, Time-optimal
//! interactive proofs for circuit evaluation, CRYPTO 2013, section 5; protocol 6.2).
//!
//! A circuit is a binary tree of multiplications. Layer `i` of circuit `j` has nodes `V_{i,j}(x)`, `x < 2^i`, with `V_{i,j}(x) = V_{i+1,j}(x,0) V_{i+1,j}(x,1)`;
//! layer 0 is the root, layer `l` the leaves. With `kappa = ceil(log2 k)` and `V_{i,j} = 0` for the padding circuits `j >= k`, a claim on
//! `Σ_j eq(c, j) V_{i,j}~(r)` becomes one on layer `i + 1` by a sum-check over `i + kappa` variables, in eq form with a cofactor of degree 2,
//!
//! `Σ_{x,j} eq((r, c), (x, j)) V_{i+1,j}(x,0) V_{i+1,j}(x,1)`,
//!
//! whose two openings `L = Σ_j eq(c', j) V_{i+1,j}~(r', 0)` and `R` (the same at 1) fold with a challenge `ρ`: the new point is `(r', ρ)`, `c'`,
//! the new claim `L + ρ (R - L)`.
//!
//! *Deviation* from protocol 6.2, which puts the number of the circuit into the most significant bits: here it stands in the least
//! significant ones, `index = (x, j)`, and is bound **last**. The statement proved is the same. Binding the bits of `x` first keeps every circuit
//! a table of its own: circuits whose leaves are mostly 1 stay sparse without being merged with others, all circuits share one eq table,
//! and they are worked on in parallel; only `2^kappa` values are left for the last `kappa` rounds.
//!
//! The caller sends the roots before anything else, those of all batches whose challenges are related before the first of them.
//!
//! ```
//! use ark_bn254::Fr;
//! use sumcheck::grand_product::{self, GrandProducts, Leaves};
//! use transcript::{MerlinProver, MerlinVerifier, ProverChannel, VerifierChannel};
//!
//! // the product of 1, .., 8
//! let numbers: Vec<Fr> = (1..=8u64).map(Fr::from).collect();
//! let products = GrandProducts::new(vec![Leaves::Dense(numbers.clone())]);
//! let mut prover = MerlinProver::new("factorial");
//! prover.send("root", &products.roots());
//! let _ = products.prove(&mut prover);
//! let proof = prover.finish();
//!
//! let mut verifier = MerlinVerifier::new("factorial", &proof);
//! let roots: Vec<Fr> = verifier.receive("root", 1)?;
//! let claim = grand_product::verify(1, 3, &roots, &mut verifier)?;
//! assert_eq!(roots, [Fr::from(40320u64)]);
//! // still to be proved: the value of the leaves' multilinear extension 1 + id(x)
//! assert_eq!(claim.value, Fr::from(1u64) + poly::eq::identity(&claim.leaf_point));
//! # Ok::<(), transcript::ProofError>(())
//! ```

#[cfg(feature = "prover")]
mod circuits;
#[cfg(feature = "prover")]
mod layer;
#[cfg(feature = "prover")]
mod nodes;
#[cfg(all(test, feature = "prover"))]
mod tests;
mod verifier;

#[cfg(feature = "prover")]
pub use circuits::{GrandProducts, Leaves};
pub use verifier::{LAYER, LeafClaim, verify};
