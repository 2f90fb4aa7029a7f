//! Multi-exponentiation typed by the width of the values.
//!
//! | what | how | additions for `n` values of `b` bits |
//! |---|---|---|
//! | [`FixedBases`]: many rows under one set of bases | tables of subset sums, `w` bits an addition | `n b / w`, `w = 11` at 2^12 bases |
//! | the same, rows with many zeros | signed digits into buckets, with `2^{8k}` multiples of the bases | `b / 8` per value that is not zero, and 256 |
//! | [`Bases`]: one long row | signed digits into buckets, window by window | `n b / c`, and `2^c` per window |
//! | [`sum_of_products`]: a verifier's one sum | the same, on one core | |
//!
//! All additions are affine, with an inversion shared by a thousand of them.

mod affine;
mod buckets;
mod digits;
#[cfg(feature = "prover")]
mod fixed;
#[cfg(feature = "prover")]
mod multiples;
mod pippenger;
#[cfg(feature = "prover")]
mod subsets;

#[cfg(feature = "prover")]
pub use fixed::FixedBases;
#[cfg(feature = "prover")]
pub use pippenger::Bases;
pub use pippenger::sum_of_products;
