//! How many positions of the codewords are opened, and which.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use super::code::codeword_len;
use poly::Scalar;
use std::collections::BTreeSet;

/// Positions where a false proof may still look right: `a = ⌊(n + k) / 2⌋` of `n`, for messages of `k` values.
///
/// Let `e = ⌈(n - k) / 2⌉ - 1`, below half the distance `n - k + 1`. If the rows are no interleaved codeword up to `e` positions, then
/// their combination differs from every codeword in at least `e + 1` positions: at most `n - e - 1 = a` agree with the claimed one. If
/// they are one, and the claimed combination is not that of their messages: two codewords agree in at most `k - 1` positions, and `k - 1
/// + e <= a`.
pub(super) fn max_agreement(log_message: usize) -> usize {
    (codeword_len(log_message) + (1 << log_message)) / 2
}

/// The least number `t` of distinct positions for which a false proof is accepted with probability at most `2^-bits`:
/// `Π_{i<t} (a - i) / (n - i)`, which is at most `((1 + ρ) / 2)^t`, and 0 from `t = a + 1` on.
///
/// One part in 2^20 of the bound is left to the proximity test's term of the field, and to rounding. Doubles under the four basic
/// operations alone are the same on every machine.
pub(super) fn num_queries(log_message: usize, bits: u32) -> usize {
    let (n, a) = (codeword_len(log_message), max_agreement(log_message));
    let bound = (0..bits).fold(1.0 - 1.0 / f64::from(1u32 << 20), |bound, _| bound / 2.0);
    let mut error = 1.0;
    for t in 0..=a {
        if error <= bound {
            return t;
        }
        error *= (a - t) as f64 / (n - t) as f64;
    }
    a + 1
}

/// `count` distinct positions below `n`, sorted, each set of them with equal probability up to `count n / |F|`.
///
/// Floyd's sampling (Bentley, Floyd 1987, "A sample of brilliance"): one challenge for each position, reduced modulo the number of choices.
///
/// *Preconditions*: `count <= n`.
pub(super) fn draw_positions<F: Scalar>(n: usize, count: usize, mut challenge: impl FnMut() -> F) -> Vec<usize> {
    let mut chosen = BTreeSet::new();
    for last in n.saturating_sub(count)..n {
        let position = remainder(challenge(), last as u64 + 1);
        if !chosen.insert(position) {
            chosen.insert(last);
        }
    }
    chosen.into_iter().collect()
}

/// The canonical integer of a field element modulo `m`.
fn remainder<F: Scalar>(x: F, m: u64) -> usize {
    let limbs = x.into_bigint();
    let step = |rest: u64, limb: &u64| ((u128::from(rest) << 64 | u128::from(*limb)) % u128::from(m)) as u64;
    limbs.as_ref().iter().rev().fold(0, step) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_ff::{BigInteger, PrimeField};
    use ark_std::UniformRand;

    /// A natural number times a small one, in limbs.
    fn multiply(number: &mut Vec<u64>, factor: u64) {
        let mut carry = 0u128;
        for limb in number.iter_mut() {
            let t = u128::from(*limb) * u128::from(factor) + carry;
            *limb = t as u64;
            carry = t >> 64;
        }
        number.push(carry as u64);
    }

    /// `2^bits a (a-1) .. (a-t+1) <= n (n-1) .. (n-t+1)`.
    fn suffices(n: usize, a: usize, t: usize, bits: u32) -> bool {
        let (mut left, mut right) = (vec![1], vec![1]);
        (0..bits).for_each(|_| multiply(&mut left, 2));
        for i in 0..t {
            multiply(&mut left, a.saturating_sub(i) as u64);
            multiply(&mut right, (n - i) as u64);
        }
        let len = left.len().max(right.len());
        [&mut left, &mut right].into_iter().for_each(|number| number.resize(len, 0));
        left.iter().rev().le(right.iter().rev())
    }

    #[test]
    fn the_number_of_queries_is_the_least_that_suffices() {
        for k in 0..=27 {
            // unique decoding, with the distance spelled out
            let (n, message) = (codeword_len(k), 1usize << k);
            let distance = n - message + 1;
            let errors = (1..).take_while(|e| 2 * e + 1 < distance).last().unwrap_or(0);
            let (far, close) = (n - errors - 1, message - 1 + errors);
            assert_eq!(max_agreement(k), far.max(close), "{k}");
            for bits in [8, 40, 100, 128] {
                let t = num_queries(k, bits);
                assert!(suffices(n, far, t, bits) && !suffices(n, far, t - 1, bits), "{k} {bits} {t}");
            }
        }
        // 100 / log2(4/3) = 240.9, and fewer where positions are few
        assert_eq!([0, 1, 2, 3, 6, 8, 10, 15, 27].map(|k| num_queries(k, 100)), [2, 4, 7, 13, 96, 186, 226, 241, 241]);
    }

    #[test]
    fn positions_are_distinct_and_every_set_is_as_likely() {
        let rng = &mut ark_std::test_rng();
        for (n, count) in [(1, 1), (4, 0), (4, 4), (1 << 20, 148)] {
            let positions = draw_positions(n, count, || Fr::rand(rng));
            assert!(positions.len() == count && positions.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(positions.iter().all(|x| *x < n));
        }
        // Challenges that are constant, as no transcript has them, end too.
        assert_eq!(draw_positions(8, 3, || Fr::from(0u64)), [0, 6, 7]);
        let mut counts = [0u32; 64];
        for _ in 0..20_000 {
            counts[draw_positions(6, 3, || Fr::rand(rng)).into_iter().map(|x| 1usize << x).sum::<usize>()] += 1;
        }
        // 20 sets, each 1000 times: standard deviation 31.
        for (set, count) in counts.into_iter().enumerate() {
            assert!(if set.count_ones() == 3 { (850..1150).contains(&count) } else { count == 0 }, "{set:b}: {count}");
        }
    }

    #[test]
    fn remainders_agree_with_division() {
        let rng = &mut ark_std::test_rng();
        for m in [1u64, 2, 3, 1000, 1 << 30, u64::MAX] {
            let x = Fr::rand(rng);
            let bits = x.into_bigint().to_bits_be();
            let expected = bits.into_iter().fold(0u128, |rest, bit| (2 * rest + u128::from(bit)) % u128::from(m));
            assert_eq!(remainder(x, m) as u128, expected);
        }
    }
}
