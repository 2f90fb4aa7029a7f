//! The field as provers need it: sums of products with one reduction at the end.

use ark_ff::{BigInt, BigInteger, Fp, MontBackend, MontConfig, PrimeField};

/// A prime field with deferred reduction; every generic bound of the project is this trait.
///
/// An element `x` is held as its Montgomery form `xR mod p`. A sum `Σ x_i u_i` with machine words `u_i` is accumulated over the
/// integers as `Σ (x_i R mod p) u_i` ([`SmallSum`]), a sum `Σ x_i y_i` as `Σ (x_i R mod p)(y_i R mod p)` ([`ProductSum`]); each is
/// reduced once ("delayed reduction"). Both accumulators hold at least 2^60 terms.
///
/// ```
/// use ark_bn254::Fr;
/// use poly::{ProductSum, Scalar, SmallSum};
/// let x = Fr::from(7u64);
/// let mut small = SmallSum::default();
/// x.add_small(&mut small, 6);
/// assert_eq!(Fr::reduce_small(&small), Fr::from(42u64));
/// let mut wide = ProductSum::default();
/// x.add_product(&mut wide, &x);
/// assert_eq!(Fr::reduce_product(&wide), Fr::from(49u64));
/// ```
pub trait Scalar: PrimeField {
    /// `sum += self * u`, without reduction.
    fn add_small(&self, sum: &mut SmallSum, u: u64);
    /// The field element that a [`SmallSum`] stands for.
    fn reduce_small(sum: &SmallSum) -> Self;
    /// `sum += self * other`, without reduction.
    fn add_product(&self, sum: &mut ProductSum, other: &Self);
    /// The field element that a [`ProductSum`] stands for.
    fn reduce_product(sum: &ProductSum) -> Self;

    /// `self * u` for a machine word.
    #[inline]
    fn mul_u64(&self, u: u64) -> Self {
        let mut sum = SmallSum::default();
        self.add_small(&mut sum, u);
        Self::reduce_small(&sum)
    }

    /// `self * v` for a signed machine word.
    #[inline]
    fn mul_i64(&self, v: i64) -> Self {
        let product = self.mul_u64(v.unsigned_abs());
        if v < 0 { -product } else { product }
    }

    /// The image of a signed integer of at most 127 bits.
    #[inline]
    fn from_i128(v: i128) -> Self {
        let magnitude = Self::from(v.unsigned_abs());
        if v < 0 { -magnitude } else { magnitude }
    }

    /// `Σ x_i y_i` over two slices, with one reduction.
    #[inline]
    fn inner_product(x: &[Self], y: &[Self]) -> Self {
        let mut sum = ProductSum::default();
        for (x, y) in x.iter().zip(y) {
            x.add_product(&mut sum, y);
        }
        Self::reduce_product(&sum)
    }
}

/// Unreduced `Σ x_i u_i` with `u_i < 2^64`: six little-endian limbs.
#[derive(Clone, Copy, Debug, Default)]
pub struct SmallSum([u64; 6]);

/// Unreduced `Σ x_i y_i`: nine little-endian limbs.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProductSum([u64; 9]);

#[inline(always)]
fn multiply_add(limb: &mut u64, a: u64, b: u64, carry: u64) -> u64 {
    let t = u128::from(*limb) + u128::from(a) * u128::from(b) + u128::from(carry);
    *limb = t as u64;
    (t >> 64) as u64
}

#[inline(always)]
fn propagate(limbs: &mut [u64], mut carry: u64) {
    for limb in limbs {
        let (sum, overflow) = limb.overflowing_add(carry);
        *limb = sum;
        carry = u64::from(overflow);
    }
}

/// An integer below 2^(64 N), reduced modulo p.
#[inline]
fn reduce_limbs<P: MontConfig<N>, const N: usize>(limbs: [u64; N]) -> BigInt<N> {
    let mut value = BigInt::new(limbs);
    if P::MODULUS.num_bits() + 4 >= 64 * N as u32 {
        while value >= P::MODULUS {
            value.sub_with_borrow(&P::MODULUS);
        }
        value
    } else {
        Fp::<MontBackend<P, N>, N>::from_le_bytes_mod_order(&value.to_bytes_le()).into_bigint()
    }
}

/// Bits of the modulus.
const fn modulus_bits<P: MontConfig<N>, const N: usize>() -> u32 {
    P::MODULUS.const_num_bits()
}

/// `M = 2^{63+b} / p` rounded down to more than `M - 3`, for a modulus of `b > 64` bits.
const fn reciprocal<P: MontConfig<N>, const N: usize>() -> u64 {
    let bits = modulus_bits::<P, N>() as usize;
    let (limb, shift) = ((bits - 64) / 64, (bits - 64) % 64);
    let low = P::MODULUS.0[limb] as u128;
    let high = if limb + 1 < N { P::MODULUS.0[limb + 1] as u128 } else { 0 };
    let top = ((high << 64 | low) >> shift) as u64 as u128;
    ((1u128 << 127) / (top + 1)) as u64
}

/// An integer of `N + 1` limbs below `2^{62+b}`, reduced modulo a `b`-bit p that fills its limbs but for a few bits (Barrett reduction of one word);
/// `None` for other integers or moduli.
#[inline(always)]
fn reduce_word<P: MontConfig<N>, const N: usize>(limbs: &[u64]) -> Option<BigInt<N>> {
    let bits = const { modulus_bits::<P, N>() };
    let spare = 64 * N as u32 - bits;
    if N < 2 || !(2..=4).contains(&spare) || limbs[N] >> (62 - spare) != 0 {
        return None;
    }
    let top = limbs[N] << spare | limbs[N - 1] >> (64 - spare);
    let reciprocal = const { if N < 2 { 0 } else { reciprocal::<P, N>() } };
    let quotient = ((u128::from(top) * u128::from(reciprocal)) >> 63) as u64;
    let mut rest = [0; N];
    let (mut carry, mut borrow) = (0, 0);
    for i in 0..N {
        let product = u128::from(quotient) * u128::from(P::MODULUS.0[i]) + u128::from(carry);
        carry = (product >> 64) as u64;
        let (difference, first) = limbs[i].overflowing_sub(product as u64);
        let (difference, second) = difference.overflowing_sub(borrow);
        rest[i] = difference;
        borrow = u64::from(first | second);
    }
    // With v = limbs and top = v >> b < 2^62: v/p < (top + 1) M / 2^63 and quotient > top (M - 3) / 2^63 - 1, so that the quotient is too small by less
    // than M / 2^63 + 5/2, and the remainder below (2^b/p + 5/2) p < 2^{b+2} fits N limbs.
    let mut value = BigInt::new(rest);
    while value >= P::MODULUS {
        value.sub_with_borrow(&P::MODULUS);
    }
    Some(value)
}

/// Up to three N-limb digits of an accumulator, each reduced modulo p.
#[inline]
fn digits<P: MontConfig<N>, const N: usize>(limbs: &[u64]) -> [BigInt<N>; 3] {
    let mut out = [BigInt::new([0; N]); 3];
    for (digit, chunk) in out.iter_mut().zip(limbs.chunks(N)) {
        let mut padded = [0; N];
        padded[..chunk.len()].copy_from_slice(chunk);
        *digit = reduce_limbs::<P, N>(padded);
    }
    out
}

impl<P: MontConfig<N>, const N: usize> Scalar for Fp<MontBackend<P, N>, N> {
    #[inline(always)]
    fn add_small(&self, sum: &mut SmallSum, u: u64) {
        const { assert!(N <= 4) };
        let mut carry = 0;
        for i in 0..N {
            carry = multiply_add(&mut sum.0[i], self.0.0[i], u, carry);
        }
        propagate(&mut sum.0[N..N + 2], carry);
    }

    #[inline]
    fn reduce_small(sum: &SmallSum) -> Self {
        if sum.0[N + 1] == 0
            && let Some(value) = reduce_word::<P, N>(&sum.0[..=N])
        {
            return Self::new_unchecked(value);
        }
        // The digits d_k mean Σ d_k R^k = xR, and the element with Montgomery form d is d / R.
        let [d0, d1, d2] = digits::<P, N>(&sum.0[..N + 2]);
        let mut out = Self::new_unchecked(d0);
        if d1 != BigInt::new([0; N]) {
            out += Self::from_bigint(d1).unwrap_or_default();
        }
        if N < 2 && d2 != BigInt::new([0; N]) {
            out += Self::from_bigint(d2).unwrap_or_default() * Self::from_bigint(P::R).unwrap_or_default();
        }
        out
    }

    #[inline(always)]
    fn add_product(&self, sum: &mut ProductSum, other: &Self) {
        const { assert!(N <= 4) };
        for i in 0..N {
            let mut carry = 0;
            for j in 0..N {
                carry = multiply_add(&mut sum.0[i + j], self.0.0[j], other.0.0[i], carry);
            }
            propagate(&mut sum.0[i + N..2 * N + 1], carry);
        }
    }

    #[inline]
    fn reduce_product(sum: &ProductSum) -> Self {
        // Σ d_k R^k = xR^2: x = d_0 R^-2 + d_1 R^-1 + d_2.
        let [d0, d1, d2] = digits::<P, N>(&sum.0[..2 * N + 1]);
        let mut one = [0; N];
        one[0] = 1;
        let inverse_r = Self::new_unchecked(BigInt::new(one));
        let mut out = Self::new_unchecked(d0) * inverse_r + Self::new_unchecked(d1);
        if d2 != BigInt::new([0; N]) {
            out += Self::from_bigint(d2).unwrap_or_default();
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Mersenne127, Small};
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    fn sums_agree<F: Scalar>() {
        let rng = &mut ark_std::test_rng();
        let edges = [F::zero(), F::one(), -F::one(), F::from(2u64), -F::from(2u64)];
        for terms in [0usize, 1, 2, 3, 1000] {
            let xs: Vec<F> = (0..terms).map(|i| edges.get(i).copied().unwrap_or_else(|| F::rand(rng))).collect();
            let ys: Vec<F> = (0..terms).map(|i| if i % 7 == 0 { -F::one() } else { F::rand(rng) }).collect();
            let us: Vec<u64> = (0..terms).map(|i| if i % 3 == 0 { u64::MAX } else { u64::rand(rng) }).collect();
            for (x, u) in xs.iter().zip(&us) {
                // all lengths of words, so that both ways of reduction are met, at their borders too
                for shift in 0..64 {
                    assert_eq!(x.mul_u64(u >> shift), *x * F::from(u >> shift));
                }
            }
            let (mut small, mut wide) = (SmallSum::default(), ProductSum::default());
            for i in 0..terms {
                xs[i].add_small(&mut small, us[i]);
                xs[i].add_product(&mut wide, &ys[i]);
            }
            assert_eq!(F::reduce_small(&small), (0..terms).map(|i| xs[i] * F::from(us[i])).sum::<F>());
            assert_eq!(F::reduce_product(&wide), (0..terms).map(|i| xs[i] * ys[i]).sum::<F>());
        }
        assert_eq!(F::from_i128(-5), -F::from(5u64));
        assert_eq!(F::from(3u64).mul_i64(i64::MIN), -F::from(3u64) * F::from(1u64 << 63));
    }

    #[test]
    fn deferred_reduction_agrees_with_field_arithmetic() {
        sums_agree::<Fr>();
        sums_agree::<Small>();
        sums_agree::<Mersenne127>();
    }
}
