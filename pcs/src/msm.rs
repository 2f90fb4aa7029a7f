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
//! | `bool` | 25 | 166 | 27 | 168 | 45 | 187 |
//! | `bool`, one in ten set | 12 | 29 | 16 | 45 | 20 | 52 |
//! | `u8` | 135 | 357 | 195 | 323 | 180 | 352 |
//! | `u16` | 273 | 689 | 378 | 681 | 197 | 618 |
//! | `u16`, one in five not zero | 103 | 249 | 86 | 150 | 58 | 155 |
//! | `u32` | 603 | 1777 | 557 | 1000 | 390 | 1128 |
//! | `u64` | 1039 | 2690 | 964 | 1759 | 776 | 1788 |
//! | `i64` | 1431 | 3230 | 979 | 1993 | 771 | 1832 |
//! | `i64` of 16 bits | 360 | 825 | 368 | 637 | 195 | 428 |
//! | field | 4551 | 9662 | 4012 | 7108 | 3303 | 6384 |
//!
//! Two hundred columns of 2^16 values, mostly flags, take 1.2 times as long as long rows as they do as rows of 2^12.

#[cfg(feature = "prover")]
use poly::{
    MultilinearPolynomial, Scalar,
    operations::{Operation, count},
};

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

/// Reports the terms of a sum over bases by the width of the values.
#[cfg(feature = "prover")]
fn count_terms<F: Scalar>(column: &MultilinearPolynomial<F>) {
    let operation = match column {
        MultilinearPolynomial::Bool(_) => Operation::Term1,
        MultilinearPolynomial::U8(_) => Operation::Term8,
        MultilinearPolynomial::U16(_) => Operation::Term16,
        MultilinearPolynomial::U32(_) => Operation::Term32,
        MultilinearPolynomial::U64(_) | MultilinearPolynomial::I64(_) => Operation::Term64,
        MultilinearPolynomial::Field(_) => Operation::TermField,
    };
    count(operation, column.len() as u64);
}
