//! The Reed-Solomon code: a row's values are the coefficients of a polynomial, its codeword the values at all n-th roots of unity.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use ark_poly::{EvaluationDomain, Radix2EvaluationDomain};
use poly::Scalar;

/// log2 of the length of a codeword over the length of its message: rate 1/2.
///
/// Measured for 207 columns of 2^14 values of 1, 16 and 32 bits (processor time of commitment, opening and verifier, and bytes of the
/// opening):
///
/// | rate | commit | open | verify | bytes | queries |
/// |---|---|---|---|---|---|
/// | 1/2 | 2.7 s | 1.5 s | 30 ms | 2.69 MB | 240 |
/// | 1/4 | 5.2 s | 2.2 s | 40 ms | 2.07 MB | 148 |
/// | 1/8 | 10.2 s | 3.4 s | 40 ms | 1.89 MB | 121 |
///
/// A lower rate doubles the prover's work each time, and saves a quarter of the bytes at most.
pub(super) const LOG_INVERSE_RATE: usize = 1;

/// Length of the codewords of messages of `2^log_message` values.
pub(super) const fn codeword_len(log_message: usize) -> usize {
    1 << (log_message + LOG_INVERSE_RATE)
}

/// The code of one message length.
pub(super) struct Code<F: Scalar> {
    /// The positions.
    domain: Radix2EvaluationDomain<F>,
    /// About as many roots of unity as there are queries.
    part: Radix2EvaluationDomain<F>,
}

impl<F: Scalar> Code<F> {
    /// The code of messages of `2^log_message` values, if the field has so many roots of unity; codewords are wanted at `num_queries`
    /// positions.
    pub(super) fn new(log_message: usize, num_queries: usize) -> Option<Self> {
        let len = codeword_len(log_message);
        let part = num_queries.next_power_of_two().clamp(codeword_len(0), len);
        Some(Self { domain: Radix2EvaluationDomain::new(len)?, part: Radix2EvaluationDomain::new(part)? })
    }

    /// Length of the codewords.
    pub(super) fn len(&self) -> usize {
        self.domain.size()
    }

    /// The codeword of a message.
    #[cfg(feature = "prover")]
    pub(super) fn encode(&self, mut message: Vec<F>) -> Vec<F> {
        if message.iter().all(F::is_zero) {
            return vec![F::zero(); self.len()];
        }
        self.domain.fft_in_place(&mut message);
        message
    }

    /// The code at some positions.
    pub(super) fn at<'c>(&'c self, positions: &'c [usize]) -> Punctured<'c, F> {
        Punctured { code: self, positions, points: positions.iter().map(|x| self.domain.element(*x)).collect() }
    }
}

/// A code of which only some positions are wanted.
pub(super) struct Punctured<'c, F: Scalar> {
    code: &'c Code<F>,
    positions: &'c [usize],
    /// The roots of unity at the positions.
    points: Vec<F>,
}

impl<F: Scalar> Punctured<'_, F> {
    /// The codeword of a message at the positions.
    ///
    /// `f(X) = Σ_{i<b} X^i f_i(X^b)` with `b = n / t` for about `t` of `n` positions: transforms of the `f_i` at the `t`-th roots of
    /// unity and steps of Horner's rule, about `n (log2(t) + 3) / 2` multiplications in place of `n (log2(n) + 1) / 2`.
    pub(super) fn encode(&self, message: &[F]) -> Vec<F> {
        let mut values = vec![F::zero(); self.positions.len()];
        if message.iter().all(F::is_zero) {
            return values;
        }
        let size = self.code.part.size();
        let parts = self.code.len() / size;
        for i in (0..parts).rev() {
            let mut part: Vec<F> = message.iter().skip(i).step_by(parts).copied().collect();
            self.code.part.fft_in_place(&mut part);
            for ((value, x), point) in values.iter_mut().zip(self.positions).zip(&self.points) {
                *value = *value * point + part.get(x % size).copied().unwrap_or_default();
            }
        }
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn codewords_are_values_of_the_polynomial() {
        let rng = &mut ark_std::test_rng();
        for log_message in 0..8 {
            let code = Code::<Fr>::new(log_message, 20).unwrap();
            let message: Vec<Fr> = (0..1 << log_message).map(|_| Fr::rand(rng)).collect();
            let codeword = code.encode(message.clone());
            let len = codeword_len(log_message);
            assert_eq!((codeword.len(), code.len()), (len, len));
            let root = code.domain.element(1);
            let mut x = Fr::from(1u64);
            for value in &codeword {
                assert_eq!(*value, poly::univariate::evaluate(&message, x));
                x *= root;
            }
            assert_eq!(x, Fr::from(1u64));
            for step in [1, 2, 3, 7, 1 << log_message] {
                let positions: Vec<usize> = (0..codeword.len()).step_by(step).collect();
                let expected: Vec<Fr> = positions.iter().map(|x| codeword[*x]).collect();
                assert_eq!(code.at(&positions).encode(&message), expected);
            }
            assert_eq!(code.at(&[]).encode(&message), []);
            assert_eq!(code.encode(vec![Fr::from(0u64); 1 << log_message]), vec![Fr::from(0u64); code.len()]);
        }
        let largest = 28 - LOG_INVERSE_RATE;
        assert!(Code::<Fr>::new(largest, 240).is_some() && Code::<Fr>::new(largest + 1, 240).is_none());
    }
}
