//! Values and quotients of univariate polynomials, in linear time on all cores.

use poly::{Scalar, map_reduce, univariate};
use rayon::prelude::*;

/// Coefficients that one core works on at a time.
const PART: usize = 1 << 12;

/// `Σ_{i < len} c(i) x^i`.
pub(crate) fn evaluate<F: Scalar>(len: usize, c: impl Fn(usize) -> F + Sync + Send, x: F) -> F {
    let part = |range: std::ops::Range<usize>| {
        let start = x.pow([range.start as u64]);
        start * range.rev().fold(F::zero(), |sum, index| sum * x + c(index))
    };
    map_reduce(0..len, PART, part, |a, b| a + b).unwrap_or_default()
}

/// Quotient and remainder by `X - x`.
///
/// With `h_i = Σ_{j >= i} c_j x^{j-i}` the remainder is `h_0`, the value at `x`, and the quotient has the coefficients `h_1, h_2, ..`: each
/// part of them follows from the value of the parts above it.
pub(crate) fn divide<F: Scalar>(mut polynomial: Vec<F>, x: F) -> (Vec<F>, F) {
    if polynomial.is_empty() {
        return (polynomial, F::zero());
    }
    // The value of all parts above each part, in the order of parts.
    let mut above: Vec<F> = polynomial.par_chunks(PART).map(|part| univariate::evaluate(part, x)).collect();
    let (step, mut sum) = (x.pow([PART as u64]), F::zero());
    for value in above.iter_mut().rev() {
        let next = *value + sum * step;
        *value = std::mem::replace(&mut sum, next);
    }
    polynomial.par_chunks_mut(PART).zip(above).for_each(|(part, mut sum)| {
        for coefficient in part.iter_mut().rev() {
            sum = sum * x + *coefficient;
            *coefficient = sum;
        }
    });
    polynomial.remove(0);
    (polynomial, sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn quotients_times_divisors_are_polynomials() {
        let rng = &mut ark_std::test_rng();
        for len in [0, 1, 2, 3, 100, PART - 1, PART, PART + 1, 3 * PART + 5] {
            let polynomial: Vec<Fr> = (0..len).map(|_| Fr::rand(rng)).collect();
            for x in [Fr::from(0u64), Fr::from(1u64), Fr::rand(rng)] {
                let value = univariate::evaluate(&polynomial, x);
                assert_eq!(evaluate(len, |index| polynomial[index], x), value);
                let (quotient, remainder) = divide(polynomial.clone(), x);
                assert_eq!((quotient.len(), remainder), (len.saturating_sub(1), value));
                let at = |index: usize| quotient.get(index).copied().unwrap_or_default();
                for (index, coefficient) in polynomial.iter().enumerate() {
                    let (constant, shifted) = if index == 0 { (remainder, Fr::from(0u64)) } else { (Fr::from(0u64), at(index - 1)) };
                    assert_eq!(*coefficient, constant + shifted - x * at(index));
                }
            }
        }
    }
}
