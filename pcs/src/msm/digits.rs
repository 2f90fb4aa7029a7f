//! Values as sign and magnitude, and their signed digits.

use ark_ff::BigInteger;
use poly::{Scalar, SmallValue};

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

/// Bits of a magnitude.
pub(crate) fn bit_length<const L: usize>(limbs: &[u64; L]) -> usize {
    (0..L).rev().find(|l| limbs[*l] != 0).map_or(0, |l| 64 * (l + 1) - limbs[l].leading_zeros() as usize)
}

/// The bits `start..start + width` of a magnitude; `width < 64`.
#[inline]
fn bits<const L: usize>(limbs: &[u64; L], start: usize, width: usize) -> u64 {
    let (limb, shift) = (start / 64, start % 64);
    if limb >= L {
        return 0;
    }
    let mut value = limbs[limb] >> shift;
    if shift + width > 64 && limb + 1 < L {
        value |= limbs[limb + 1] << (64 - shift);
    }
    value & ((1 << width) - 1)
}

/// Windows of `width` bits each: digit `d_k` has weight `2^{width k}`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Windows {
    pub(crate) width: usize,
    pub(crate) count: usize,
}

impl Windows {
    /// Calls `visit(k, negative, |d_k|)` for the digits that are not zero, where `magnitude = Σ_k d_k 2^{width k}` and
    /// `|d_k| <= 2^{width - 1}`; the last digit takes whatever is left and is not negative.
    #[inline]
    pub(crate) fn for_each_digit<const L: usize>(self, magnitude: &[u64; L], mut visit: impl FnMut(usize, bool, usize)) {
        let mut carry = 0;
        for k in 0..self.count {
            let value = bits(magnitude, k * self.width, self.width) + carry;
            let negative = k + 1 < self.count && value > 1 << (self.width - 1);
            carry = u64::from(negative);
            let digit = if negative { (1 << self.width) - value } else { value };
            if digit != 0 {
                visit(k, negative, digit as usize);
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
                let windows = Windows { width, count: bit_length(&magnitude).div_ceil(width) };
                let mut sum = Fr::from(0u64);
                windows.for_each_digit(&magnitude, |k, minus, digit| {
                    assert!(digit <= 1 << (if k + 1 < windows.count { width - 1 } else { width }));
                    let term = Fr::from(digit as u64) * Fr::from(2u64).pow([(k * width) as u64]);
                    sum += if minus { -term } else { term };
                });
                assert_eq!(if negative { -sum } else { sum }, value);
                assert!(!negative || bit_length(&magnitude) <= 64);
                assert_eq!(negative, (8..12).contains(&k));
            }
        }
    }
}
