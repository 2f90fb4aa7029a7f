//! Seeded inputs.

use crate::digest::bytes_of;
use ark_bn254::Fr;
use ark_ff::PrimeField;
use poly::MultilinearPolynomial;
use std::sync::Arc;
use sumcheck::fractional_sum::Numerators;

/// Pseudo-random bytes.
pub fn bytes(len: usize) -> Vec<u8> {
    bytes_of("kernels", 1, len)
}

/// Field elements.
pub fn scalars(len: usize) -> Vec<Fr> {
    bytes(32 * len).chunks(32).map(Fr::from_le_bytes_mod_order).collect()
}

/// 32-bit words.
pub fn words(len: usize) -> Vec<u32> {
    integers(len, |word| word as u32)
}

/// Integers made of 64-bit words.
pub fn integers<T>(len: usize, make: impl Fn(u64) -> T) -> Vec<T> {
    let bytes = bytes(8 * len);
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().map(|word| make(u64::from_le_bytes(*word))).collect()
}

/// A point for columns of so many values.
pub fn point(len: usize) -> Vec<Fr> {
    scalars(len.ilog2() as usize)
}

/// A column of values of so many bits: 1, 8, 16, 32, 64, and field elements for anything else.
pub fn column(bits: u32, len: usize) -> MultilinearPolynomial<Fr> {
    match bits {
        1 => integers(len, |word| word & 1 == 1).into(),
        8 => integers(len, |word| word as u8).into(),
        16 => integers(len, |word| word as u16).into(),
        32 => integers(len, |word| word as u32).into(),
        64 => integers(len, |word| word).into(),
        _ => scalars(len).into(),
    }
}

/// Small numerators.
pub fn counts(len: usize) -> Numerators<Fr> {
    Numerators::Column(Arc::new(integers(len, |word| (word % 7) as u32).into()))
}
