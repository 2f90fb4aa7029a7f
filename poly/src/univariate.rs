//! Univariate polynomials as coefficient vectors, lowest degree first.

use crate::Scalar;

/// `Σ c_k x^k`.
pub fn evaluate<F: Scalar>(coefficients: &[F], x: F) -> F {
    coefficients.iter().rev().fold(F::zero(), |sum, c| sum * x + c)
}

/// The polynomial of degree below `values.len()` with `values[i]` at `x = i`.
///
/// Newton's divided differences on equally spaced points; `O(d^2)` for a handful of points.
///
/// ```
/// use ark_bn254::Fr;
/// let f = |x: u64| Fr::from(3 * x * x + 5);
/// assert_eq!(poly::univariate::interpolate(&[f(0), f(1), f(2)]), [5u64, 0, 3].map(Fr::from));
/// ```
pub fn interpolate<F: Scalar>(values: &[F]) -> Vec<F> {
    let n = values.len();
    let mut difference = values.to_vec();
    for k in 1..n {
        let scale = inverse_of::<F>(k as u64);
        for i in (k..n).rev() {
            difference[i] = (difference[i] - difference[i - 1]) * scale;
        }
    }
    let mut out = vec![F::zero(); n];
    for k in (0..n).rev() {
        // out = out * (x - k) + difference[k]
        let shift = F::from(k as u64);
        for i in (0..n).rev() {
            let below = if i == 0 { difference[k] } else { out[i - 1] };
            out[i] = below - out[i] * shift;
        }
    }
    out
}

/// `1/k` for a small `k` that the field's characteristic exceeds.
fn inverse_of<F: Scalar>(k: u64) -> F {
    F::from(k).inverse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn interpolation_recovers_coefficients() {
        let rng = &mut ark_std::test_rng();
        for n in 1..10usize {
            let coefficients: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
            let values: Vec<Fr> = (0..n as u64).map(|x| evaluate(&coefficients, Fr::from(x))).collect();
            assert_eq!(interpolate(&values), coefficients);
        }
    }
}
