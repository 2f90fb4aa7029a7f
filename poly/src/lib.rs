//! Multilinear polynomials over prime fields, as provers and verifiers of sum-check arguments need them.
//!
//! | object | notation | item |
//! |---|---|---|
//! | field | `F` | [`Scalar`]: a prime field with deferred reduction |
//! | point | `r = (r_0, .., r_{n-1})`, `r_0` belongs to the most significant index bit | [`Point`] |
//! | table of values on the hypercube | `f(i)`, `i < 2^n` | [`MultilinearPolynomial`] (typed by width) |
//! | Lagrange basis | `eq(r, i) = Π_k (r_k i_k + (1-r_k)(1-i_k))` | [`eq`] |
//! | multilinear extension | `f~(r) = Σ_i f(i) eq(r, i)` | [`MultilinearPolynomial::evaluate`] |
//! | claim `f~(r) = y` | | [`EvaluationClaim`], [`Claims`] |
//! | how much a prover does | | [`operations`], and the field [`Counted`] |
//!
//! One variable order holds everywhere: big-endian. Conversions live in [`Point`] alone.

mod claim;
mod counted;
pub mod eq;
mod multilinear;
pub mod operations;
mod parallel;
mod point;
mod scalar;
pub mod univariate;

pub use claim::{Claims, EvaluationClaim, OracleId};
pub use counted::Counted;
pub use eq::SplitEq;
pub use multilinear::{MultilinearPolynomial, SmallValue};
pub use parallel::{for_each_mut, map_range, map_reduce};
pub use point::Point;
pub use scalar::{ProductSum, Scalar, SmallSum};

#[cfg(test)]
mod testing;
