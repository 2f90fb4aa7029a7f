//! Multi-exponentiation typed by the width of the values.

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
pub use pippenger::long_row;
pub use pippenger::sum_of_products;
