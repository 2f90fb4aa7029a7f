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
