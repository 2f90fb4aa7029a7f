//! Uniform R1CS and the Spartan PIOP for it.
//!
//! A [`UniformR1cs`] is a small R1CS that holds on every step of a long computation; its constraints may also read columns one step on. [`prove`]
//! and [`verify`] reduce "all constraints hold on all steps" to claims about the committed columns at two points (Setty, eprint 2019/550, for
//! uniform systems as in Jolt, eprint 2023/1217). The crate names no commitment scheme: claims go to whoever opens columns.
//!
//! | paper | here |
//! |---|---|
//! | `A, B, C` of one step | [`UniformR1cs`], stated through [`Builder`] |
//! | `z = (1, io, w)` | the constant column, [`Public`] columns, committed columns |
//! | first sum-check, `0 = Σ_x eq(τ,x)(A~z B~z - C~z)` | check `spartan outer` |
//! | second sum-check, `v_A + ρ v_B + ρ² v_C` | check `spartan inner` |
//! | cross-step reads, `eq+1` | check `spartan shift` |
//!
//! The Fibonacci numbers, proved with a scheme that sends columns in the clear:
//!
//! ```
//! use ark_bn254::Fr;
//! use pcs::channel::{OracleProver, OracleVerifier};
//! use pcs::{OpeningShape, Trivial};
//! use poly::{MultilinearPolynomial, Point};
//! use spartan::{Builder, Public};
//! use std::sync::Arc;
//! use transcript::{MerlinProver, MerlinVerifier, ProverOracles, VerifierOracles};
//!
//! let mut b = Builder::new();
//! let (x, y) = (b.variable("x"), b.variable("y"));
//! let last = b.public("last", Public::LastStep);
//! b.when("x becomes y", 1 - last, b.next(x) - y);
//! b.when("y becomes the sum", 1 - last, b.next(y) - x - y);
//! let system = b.build();
//!
//! let (log_steps, shape) = (3, OpeningShape::of([3, 3]));
//! let numbers = [0u64, 1, 1, 2, 3, 5, 8, 13, 21];
//! let columns: Vec<Arc<MultilinearPolynomial<Fr>>> = [&numbers[..8], &numbers[1..]].map(|c| Arc::new(c.to_vec().into())).to_vec();
//! assert_eq!(system.violated(&columns, log_steps), None);
//!
//! let mut channel = OracleProver::<Trivial<Fr>, _>::new(MerlinProver::new("fibonacci"), &(), shape);
//! let oracles = channel.send_oracles("columns", columns.clone());
//! let pairs: Vec<_> = oracles.iter().copied().zip(columns).collect();
//! let mut claims = spartan::prove(&system, &pairs, log_steps, &mut channel);
//! claims.push(oracles[1], Point::from_index(0, log_steps), Fr::from(1u64)); // the first y is 1
//! let proof = channel.open(claims)?.finish();
//!
//! let mut channel = OracleVerifier::<Trivial<Fr>, _>::new(MerlinVerifier::new("fibonacci", &proof), &(), shape);
//! let oracles = channel.receive_oracles("columns", &[log_steps; 2])?;
//! let mut claims = spartan::verify(&system, &oracles, log_steps, &mut channel)?;
//! claims.push(oracles[1], Point::from_index(0, log_steps), Fr::from(1u64));
//! channel.verify_openings(claims)?.finish()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "prover")]
mod check;
#[cfg(feature = "prover")]
mod forms;
mod linear;
#[cfg(feature = "prover")]
mod prover;
mod public;
mod relation;
mod system;
#[cfg(all(test, feature = "prover"))]
mod tests;
mod verifier;

#[cfg(feature = "prover")]
pub use check::Violation;
pub use linear::{Cell, Linear, Variable};
#[cfg(feature = "prover")]
pub use prover::prove;
pub use public::Public;
pub use system::{Builder, Constraint, UniformR1cs};
pub use verifier::verify;
