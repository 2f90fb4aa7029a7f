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
