//! Sum-check: one relation, stated once, used by prover, verifier and the naive reference prover.
//!
//! A [`Relation`] is a summand: a polynomial in a point and in the values ("openings") of some multilinear polynomials at that point.
//! [`verify`] reduces the claim `Σ_{x in {0,1}^n} summand(x, openings(x)) = claim` to the openings at a random point; it reads them from the
//! proof and checks the summand itself, so that no caller can forget to (Lund, Fortnow, Karloff, Nisan 1992; Thaler, Proofs, Arguments,
//! and Zero-Knowledge, chapter 4).
//!
//! ```
//! use ark_bn254::Fr;
//! use sumcheck::{NaiveProver, Relation};
//! use transcript::{MerlinProver, MerlinVerifier};
//!
//! /// Σ_x f(x) g(x)
//! struct InnerProduct { num_vars: usize }
//! impl Relation<Fr> for InnerProduct {
//!     fn name(&self) -> &'static str { "inner product" }
//!     fn num_vars(&self) -> usize { self.num_vars }
//!     fn degree(&self) -> usize { 2 }
//!     fn num_openings(&self) -> usize { 2 }
//!     fn summand(&self, _point: &[Fr], openings: &[Fr]) -> Fr { openings[0] * openings[1] }
//! }
//! let relation = InnerProduct { num_vars: 2 };
//! let (f, g): (Vec<Fr>, Vec<Fr>) = ([1u64, 2, 3, 4].map(Fr::from).to_vec(), [5u64, 6, 7, 8].map(Fr::from).to_vec());
//! let claim = Fr::from(70u64);
//!
//! let mut prover = MerlinProver::new("example");
//! let proved = sumcheck::prove(&relation, &mut NaiveProver::new(&relation, vec![f, g]), claim, &mut prover);
//! let proof = prover.finish();
//! let verified = sumcheck::verify(&relation, claim, &mut MerlinVerifier::new("example", &proof))?;
//! assert_eq!(proved, verified); // still to be proved: that f and g have these values at this point
//! # Ok::<(), transcript::ProofError>(())
//! ```

pub mod fractional_sum;
pub mod grand_product;
mod naive;
mod relation;
#[cfg(test)]
mod testing;

pub use naive::NaiveProver;
pub use relation::{Reduction, Relation, RoundProver, prove, verify};
