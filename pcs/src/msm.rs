//! Multi-exponentiation typed by the width of the values.
//!
//! | what | how | additions for `n` values of `b` bits |
//! |---|---|---|
//! | [`FixedBases`]: many rows under one set of bases | tables of subset sums, `w` bits an addition | `n b / w`, `w = 11` at 2^12 bases |
//! | its rows with many zeros | signed digits into buckets, `2^{8k}` multiples of the bases | `b / 8` per value that is not zero, and 256 |
//! | [`Bases`]: long rows | signed digits of `c <= 16` bits into buckets, window by window | `n b / c`, and `2^c` per window |
//! | its rows of flags and other short values | tables of subset sums | `n b / w`, `w = 4` at 2^20 bases, 8 at 2^16 |
//! | [`sum_of_products`]: a verifier's one sum | signed digits into buckets, on one core | |
//!
//! All additions are affine, with an inversion shared by a thousand of them: five multiplications and a squaring of coordinates, which is
//! what nine tenths of the time goes into.
//!
//! Measured on one core over BN254, nanoseconds for each value in rows of 2^12 beside `ark_ec` 0.6's functions typed by width, and in one
//! row beside its `msm` of the same values as field elements, each pair in turns (`cargo bench -p pcs --bench msm`):
//!
//! | values | rows of 2^12 | `ark_ec` | one row of 2^16 | `ark_ec` | one row of 2^20 | `ark_ec` |
//! |---|---|---|---|---|---|---|
//! | `bool` | 17 | 139 | 29 | 160 | 45 | 186 |
//! | `bool`, one in ten set | 13 | 29 | 18 | 44 | 22 | 54 |
//! | `u8` | 132 | 320 | 191 | 318 | 229 | 457 |
//! | `u16` | 260 | 678 | 370 | 630 | 290 | 843 |
//! | `u16`, one in five not zero | 101 | 248 | 86 | 150 | 92 | 184 |
//! | `u32` | 520 | 1724 | 552 | 994 | 381 | 988 |
//! | `u64` | 1630 | 3713 | 940 | 1720 | 786 | 1866 |
//! | `i64` | 1936 | 4375 | 941 | 1965 | 802 | 2107 |
//! | `i64` of 16 bits | 357 | 826 | 354 | 634 | 285 | 648 |
//! | field | 4099 | 8839 | 3800 | 6648 | 4973 | 8980 |

pub(crate) mod affine;
mod buckets;
pub(crate) mod digits;
#[cfg(feature = "prover")]
mod fixed;
#[cfg(feature = "prover")]
mod long;
#[cfg(feature = "prover")]
mod multiples;
mod pippenger;
#[cfg(feature = "prover")]
mod plan;
#[cfg(feature = "prover")]
mod subsets;

#[cfg(feature = "prover")]
pub use fixed::FixedBases;
#[cfg(feature = "prover")]
pub use long::Bases;
pub use pippenger::sum_of_products;
