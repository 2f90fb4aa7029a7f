//! Multi-exponentiation typed by the width of the values.
//!
//! | what | how | additions for `n` values of `b` bits |
//! |---|---|---|
//! | [`FixedBases`]: many rows under one set of bases | tables of subset sums, `w` bits an addition | `n b / w`, `w = 11` at 2^12 bases |
//! | its rows with many zeros | signed digits into buckets, `2^{8k}` multiples of the bases | `b / 8` per value that is not zero, and 256 |
//! | [`Bases`]: one long row | signed digits into buckets, window by window | `n b / c`, and `2^c` per window |
//! | [`sum_of_products`]: a verifier's one sum | the same, on one core | |
//!
//! All additions are affine, with an inversion shared by a thousand of them.
//!
//! Measured on one core over BN254, nanoseconds for each value in rows of 2^12 and in one row of 2^20, beside `ark_ec` 0.6's typed
//! functions in the same run (`cargo bench -p pcs --bench msm`):
//!
//! | values | rows | `ark_ec` | one row | `ark_ec` |
//! |---|---|---|---|---|
//! | `bool` | 20 | 122 | 106 | 139 |
//! | `u8` | 138 | 285 | 193 | 280 |
//! | `u16` | 263 | 641 | 246 | 508 |
//! | `u16`, one in five not zero | 105 | 242 | | |
//! | `u32` | 517 | 1382 | 478 | 837 |
//! | `u64` | 1201 | 2455 | 1079 | 1586 |
//! | field | 4104 | 8689 | 5424 | 6309 |

pub(crate) mod affine;
mod buckets;
pub(crate) mod digits;
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
