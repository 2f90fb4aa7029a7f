//! Values as sign and magnitude, and their signed digits.

use ark_ff::BigInteger;
use poly::{Scalar, SmallValue};
use std::ops::Range;

/// A value as a sign and a magnitude of `L` little-endian limbs.
pub(crate) trait Signed<const L: usize>: Copy + Send + Sync {
    /// `(negative, magnitude)`.
    fn signed(self) -> (bool, [u64; L]);
}

impl<T: SmallValue> Signed<1> for T {
    #[inline(always)]
    fn signed(self) -> (bool, [u64; 1]) {
        let (negative, magnitude) = self.parts();
        (negative, [magnitude])
    }
}

/// Magnitudes of negative field elements have at most so many bits.
const SMALL_BITS: u32 = 64;

/// Small negative numbers stay small; everything else is its least non-negative representative.
impl<F: Scalar> Signed<4> for F {
    #[inline]
    fn signed(self) -> (bool, [u64; 4]) {
        let mut magnitude = self.into_bigint();
        let mut opposite = F::MODULUS;
        opposite.sub_with_borrow(&magnitude);
        let negative = opposite.num_bits() <= SMALL_BITS && opposite < magnitude;
        if negative {
            magnitude = opposite;
        }
        let mut limbs = [0; 4];
        limbs.iter_mut().zip(magnitude.as_ref()).for_each(|(limb, m)| *limb = *m);
        (negative, limbs)
    }
}

/// A field element whose sign and magnitude have been found.
#[cfg(feature = "prover")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SignedLimbs(bool, [u64; 4]);

#[cfg(feature = "prover")]
impl SignedLimbs {
    pub(crate) fn of(value: impl Signed<4>) -> Self {
        let (negative, magnitude) = value.signed();
        Self(negative, magnitude)
    }
}

#[cfg(feature = "prover")]
impl Signed<4> for SignedLimbs {
    #[inline(always)]
    fn signed(self) -> (bool, [u64; 4]) {
        (self.0, self.1)
    }
}

/// Bits of a magnitude.
pub(crate) fn bit_length<const L: usize>(limbs: &[u64; L]) -> usize {
    (0..L).rev().find(|l| limbs[*l] != 0).map_or(0, |l| 64 * (l + 1) - limbs[l].leading_zeros() as usize)
}

/// How many magnitudes there are of each bit length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths(Vec<usize>);

impl Lengths {
    /// The lengths of these values.
    pub(crate) fn of<const L: usize>(values: &[impl Signed<L>]) -> Self {
        let mut counts = vec![0; 64 * L + 1];
        for value in values {
            counts[bit_length(&value.signed().1)] += 1;
        }
        Self(counts)
    }

    /// The lengths of these flags.
    #[cfg(feature = "prover")]
    pub(crate) fn of_flags(flags: &[bool]) -> Self {
        let set = flags.iter().filter(|flag| **flag).count();
        Self(vec![flags.len() - set, set])
    }

    /// So many magnitudes of one length.
    #[cfg(feature = "prover")]
    pub(crate) fn equal(bits: usize, count: usize) -> Self {
        let mut counts = vec![0; bits + 1];
        counts[bits] = count;
        Self(counts)
    }

    /// The lengths of both, of values of one type.
    #[cfg(feature = "prover")]
    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
        self
    }

    /// Bits of the longest magnitude.
    pub(crate) fn max(&self) -> usize {
        self.0.iter().rposition(|count| *count > 0).unwrap_or(0)
    }

    /// Digits of `width` bits that are not zero, at most: window by window.
    ///
    /// A magnitude that fills a window has a carry into the next.
    pub(crate) fn digits(&self, width: usize) -> impl Iterator<Item = usize> {
        (0..self.max()).step_by(width).map(|bits| self.0[bits.max(1)..].iter().sum())
    }
}

/// Windows of `width` bits each: digit `d_k` has weight `2^{width k}`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Windows<const L: usize> {
    width: usize,
    count: usize,
    /// `2^{width - 1}` in each window but the last.
    offset: [u64; L],
}

impl<const L: usize> Windows<L> {
    /// `count` windows of `width < 64` bits.
    pub(crate) fn new(width: usize, count: usize) -> Self {
        let mut offset = [0; L];
        for bit in (1..count).map(|k| width * k - 1) {
            offset[bit / 64] |= 1 << (bit % 64);
        }
        Self { width, count, offset }
    }

    /// Bits of a digit.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Number of windows.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Calls `visit(k, negative, |d_k|)` for the digits in the given windows that are not zero, where `magnitude = Σ_k d_k 2^{width k}`.
    ///
    /// With an offset of `2^{width - 1}` in each window, a digit is what the sum has there, less the offset: `|d_k| <= 2^{width - 1}`. The
    /// last digit takes whatever is left and is not negative.
    ///
    /// *Preconditions*: the magnitude has at most `width count` bits.
    #[inline]
    pub(crate) fn for_each_digit(&self, magnitude: &[u64; L], range: Range<usize>, mut visit: impl FnMut(usize, bool, usize)) {
        let (mut limbs, mut carry) = (*magnitude, 0);
        for (limb, offset) in limbs.iter_mut().zip(&self.offset) {
            let sum = u128::from(*limb) + u128::from(*offset) + u128::from(carry);
            (*limb, carry) = (sum as u64, (sum >> 64) as u64);
        }
        let limb = |index: usize| u128::from(limbs.get(index).copied().unwrap_or(if index == L { carry } else { 0 }));
        for k in range {
            let (first, shift) = (self.width * k / 64, self.width * k % 64);
            let rest = ((limb(first + 1) << 64 | limb(first)) >> shift) as u64;
            let half = 1 << (self.width - 1);
            let digit = if k + 1 == self.count { rest as i64 } else { (rest & (2 * half - 1)) as i64 - half as i64 };
            if digit != 0 {
                visit(k, digit < 0, digit.unsigned_abs() as usize);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_ff::Field;
    use ark_std::{UniformRand, rand::RngCore};

    #[test]
    fn lengths_are_counted() {
        let lengths = Lengths::of(&[0u16, 1, 255, 256, 65535]).merge(Lengths::of(&[0u16, 2]));
        assert_eq!(lengths.max(), 16);
        assert_eq!(lengths.digits(8).collect::<Vec<_>>(), [5, 3]);
        assert_eq!(Lengths::of_flags(&[true, false, true]).digits(8).collect::<Vec<_>>(), [2]);
        assert_eq!(Lengths::of(&[0u8]).digits(8).count(), 0);
        assert_eq!(Lengths::of(&[Fr::from(-3i64), Fr::from(8u64)]).digits(3).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn signed_digits_sum_to_the_value() {
        let rng = &mut ark_std::test_rng();
        for width in 2..20 {
            for k in 0..50u64 {
                let value = match k {
                    0..8 => Fr::from(k),
                    8..12 => -Fr::from(k),
                    12..20 => Fr::from(rng.next_u64()),
                    _ => Fr::rand(rng),
                };
                let (negative, magnitude) = value.signed();
                let windows = Windows::new(width, bit_length(&magnitude).div_ceil(width));
                let mut sum = Fr::from(0u64);
                let mut visit = |k, minus, digit| {
                    assert!(digit <= 1 << (if k + 1 < windows.count { width - 1 } else { width }));
                    let term = Fr::from(digit as u64) * Fr::from(2u64).pow([(k * width) as u64]);
                    sum += if minus { -term } else { term };
                };
                let middle = windows.count / 2;
                windows.for_each_digit(&magnitude, middle..windows.count, &mut visit);
                windows.for_each_digit(&magnitude, 0..middle, &mut visit);
                assert_eq!(if negative { -sum } else { sum }, value);
                assert!(!negative || bit_length(&magnitude) <= 64);
                assert_eq!(negative, (8..12).contains(&k));
            }
        }
    }
}
