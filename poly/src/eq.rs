//! The Lagrange basis of the hypercube: `eq`, its tables, its successor `eq+1`, and the split form that provers sum against.

use crate::{ProductSum, Scalar, for_each_mut, map_reduce};

/// `eq(r, s) = Π_k (r_k s_k + (1-r_k)(1-s_k))`.
///
/// *Preconditions*: equal lengths.
pub fn evaluate<F: Scalar>(r: &[F], s: &[F]) -> F {
    debug_assert_eq!(r.len(), s.len());
    r.iter().zip(s).map(|(a, b)| F::one() - a - b + (*a * b).double()).product()
}

/// The table of `eq(r, i)` for all `i < 2^n`; `n = r.len()`.
///
/// *Shape*: `2^n` elements, `2^n` multiplications.
pub fn table<F: Scalar>(r: &[F]) -> Vec<F> {
    scaled_table(r, F::one())
}

/// The table of `scale * eq(r, i)`.
pub fn scaled_table<F: Scalar>(r: &[F], scale: F) -> Vec<F> {
    let mut out = vec![F::zero(); 1 << r.len()];
    out[0] = scale;
    // Least significant variable first: entries 0..2^k already hold eq over the last k variables.
    for (k, x) in r.iter().rev().enumerate() {
        let (low, rest) = out.split_at_mut(1 << k);
        let high = &mut rest[..1 << k];
        for_each_mut(high, |start, chunk| {
            for (h, l) in chunk.iter_mut().zip(&low[start..]) {
                *h = *l * x;
            }
        });
        let high = &rest[..1 << k];
        for_each_mut(low, |start, chunk| {
            for (l, h) in chunk.iter_mut().zip(&high[start..]) {
                *l -= h;
            }
        });
    }
    out
}

/// The multilinear extension of `i -> i`: `id~(r) = Σ_k 2^{n-1-k} r_k`.
pub fn identity<F: Scalar>(r: &[F]) -> F {
    r.iter().fold(F::zero(), |sum, x| sum.double() + x)
}

/// The multilinear extension of `[j = i + 1]` at `(r, s)`; `i = 2^n - 1` has no successor.
///
/// `Σ_k (Π_{l<k} r_l (1-s_l)) (1-r_k) s_k Π_{l>k} eq(r_l, s_l)`, counted from the least significant variable: `k` trailing ones of
/// `i` become zeros (Customizable constraint systems, Setty, Thaler, Wahby 2023; protocol section 1).
///
/// *Preconditions*: equal lengths.
pub fn plus_one<F: Scalar>(r: &[F], s: &[F]) -> F {
    debug_assert_eq!(r.len(), s.len());
    let n = r.len();
    // prefix[k] = eq over the k most significant variables
    let mut prefix = vec![F::one(); n + 1];
    for k in 0..n {
        prefix[k + 1] = prefix[k] * evaluate(&r[k..=k], &s[k..=k]);
    }
    let (mut sum, mut carry) = (F::zero(), F::one());
    for k in (0..n).rev() {
        sum += prefix[k] * (F::one() - r[k]) * s[k] * carry;
        carry *= r[k] * (F::one() - s[k]);
    }
    sum
}

/// The table of `eq+1(r, j)` over all `j`: the eq table moved up by one place.
pub fn plus_one_table<F: Scalar>(r: &[F]) -> Vec<F> {
    let mut out = table(r);
    out.rotate_right(1);
    out[0] = F::zero();
    out
}

/// `eq(w, x)` inside a sum-check `S Σ_x eq(w, x) q(x)` that binds the most significant variable first, without a table of size `2^n`.
///
/// In round `i` the summand is `S_i ℓ(X) q(X)` with `S_i = S Π_{j<i} eq(w_j, r_j)`, `ℓ(X) = eq(w_i, X)` and the cofactor
/// `q(X) = Σ_x eq(w_{i+1..}, x) q(r_{<i}, X, x)` (Gruen, eprint 2024/108, section 3.2), whose eq is a product of two tables of about `2^{n/2}`
/// entries (Dao, Thaler, eprint 2024/1210). One of `q(0)`, `q(1)` follows from the claim, so the prover evaluates `q` at [`Self::end`] only, and its
/// leading coefficient.
pub struct SplitEq<F> {
    point: Vec<F>,
    round: usize,
    middle: usize,
    scale: F,
    /// `outer[k]`: eq over variables `k..middle`; `inner[k]`: over `middle + k..n`.
    outer: Vec<Vec<F>>,
    inner: Vec<Vec<F>>,
}

impl<F: Scalar> SplitEq<F> {
    /// `scale * eq(point, x)`.
    pub fn new(point: &[F], scale: F) -> Self {
        let middle = point.len() / 2;
        let suffixes = |part: &[F]| (0..=part.len()).map(|k| table(&part[k..])).collect();
        Self { point: point.to_vec(), round: 0, middle, scale, outer: suffixes(&point[..middle]), inner: suffixes(&point[middle..]) }
    }

    /// Rounds left.
    pub fn num_vars(&self) -> usize {
        self.point.len() - self.round
    }

    /// Tables `(outer, inner)` with `eq(w_{i+1..}, x) = outer[x / inner.len()] * inner[x % inner.len()]` for the variables after the
    /// current round's; both are `[1]` once no variable is left.
    pub fn tables(&self) -> (&[F], &[F]) {
        let next = (self.round + 1).min(self.point.len());
        (&self.outer[next.min(self.middle)], &self.inner[next.max(self.middle) - self.middle])
    }

    /// Length of the sum of one round: `2^{num_vars - 1}`.
    pub fn half(&self) -> usize {
        let (outer, inner) = self.tables();
        outer.len() * inner.len()
    }

    /// The boolean value of the current variable at which the prover evaluates `q`: 0, or 1 where `w_i = 0` hides `q(1)`.
    pub fn end(&self) -> bool {
        self.point[self.round].is_zero()
    }

    /// `Σ_x eq(w_{i+1..}, x) f(x)` for several `f` at once, in parallel, with deferred reduction.
    pub fn sum<const K: usize>(&self, f: impl Fn(usize) -> [F; K] + Sync) -> [F; K] {
        let (outer, inner) = self.tables();
        let grain = (1usize << 9).div_ceil(inner.len());
        map_reduce(
            0..outer.len(),
            grain,
            |range| {
                let mut total = [F::zero(); K];
                for o in range {
                    let mut sums = [ProductSum::default(); K];
                    for (i, weight) in inner.iter().enumerate() {
                        let values = f(o * inner.len() + i);
                        for k in 0..K {
                            weight.add_product(&mut sums[k], &values[k]);
                        }
                    }
                    for k in 0..K {
                        total[k] += outer[o] * F::reduce_product(&sums[k]);
                    }
                }
                total
            },
            |a, b| std::array::from_fn(|k| a[k] + b[k]),
        )
        .unwrap_or([F::zero(); K])
    }

    /// Coefficients of a cofactor `q(X)` of degree two, from `(1-w_i) q(0) + w_i q(1) = claim`, `at_end = q(end)` and `leading`, that of `X^2`. The
    /// factor `S_i` has no part in it.
    pub fn cofactor(&self, claim: F, at_end: F, leading: F) -> Vec<F> {
        let [q0, q1] = self.ends(claim, at_end, F::one());
        vec![q0, q1 - q0 - leading, leading]
    }

    /// Coefficients of the whole round polynomial `s(X) = S_i ℓ(X) q(X)` for `q` of degree one, from `s(0) + s(1) = claim` and `at_end = q(end)`.
    pub fn round_linear(&self, claim: F, at_end: F) -> Vec<F> {
        let [q0, q1] = self.ends(claim, at_end, self.scale);
        let w = self.point[self.round];
        let (constant, slope) = (self.scale * (F::one() - w), self.scale * (w.double() - F::one()));
        let linear = q1 - q0;
        vec![constant * q0, constant * linear + slope * q0, slope * linear]
    }

    /// `q(0)` and `q(1)`, from `scale ((1-w_i) q(0) + w_i q(1)) = claim` and `q(end)`.
    fn ends(&self, claim: F, at_end: F, scale: F) -> [F; 2] {
        let w = self.point[self.round];
        let (l0, l1) = (scale * (F::one() - w), scale * w);
        // A vanishing scale makes the whole round polynomial 0, whatever q is.
        let other = |known: F, other: F| other.inverse().map_or(F::zero(), |inverse| (claim - known * at_end) * inverse);
        if self.end() { [other(l1, l0), at_end] } else { [at_end, other(l0, l1)] }
    }

    /// Binds the current variable to `r`.
    pub fn bind(&mut self, r: F) {
        self.scale *= evaluate(&self.point[self.round..=self.round], &[r]);
        self.round += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::univariate::{evaluate as evaluate_univariate, interpolate};
    use crate::{Point, testing::Small};
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn tables_hold_eq_at_boolean_points() {
        let rng = &mut ark_std::test_rng();
        for n in 0..12 {
            let r: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
            let (eq, next) = (table(&r), plus_one_table(&r));
            for i in 0..1 << n {
                let s = Point::from_index(i, n);
                assert_eq!(eq[i], evaluate(&r, &s));
                assert_eq!(next[i], plus_one(&r, &s));
                assert_eq!(identity(&s), Fr::from(i as u64));
            }
        }
    }

    #[test]
    fn plus_one_is_the_successor() {
        for n in 0..5 {
            for i in 0..1usize << n {
                for j in 0..1usize << n {
                    let value = plus_one::<Fr>(&Point::from_index(i, n), &Point::from_index(j, n));
                    assert_eq!(value, Fr::from(u64::from(j == i + 1)), "{n} {i} {j}");
                }
            }
        }
    }

    /// Runs the rounds of `Σ eq(w,x) a(x) b(x)`, cofactor by cofactor, and of `3 Σ eq(w,x) a(x)`, by the split form and by brute force.
    fn rounds_agree<F: Scalar>(w: Vec<F>) {
        let rng = &mut ark_std::test_rng();
        let n = w.len();
        let (mut a, mut b): (Vec<F>, Vec<F>) = (0..1 << n).map(|_| (F::rand(rng), F::rand(rng))).unzip();
        let mut full = scaled_table(&w, F::from(3u64));
        let mut eq = SplitEq::new(&w, F::from(3u64));
        let eq_table = table(&w);
        let mut claims: [F; 2] = [(0..1 << n).map(|x| eq_table[x] * a[x] * b[x]).sum(), F::inner_product(&full, &a)];
        for i in 0..n {
            let half = a.len() / 2;
            let line = |v: &[F], x: usize, at: u64| v[x] + F::from(at) * (v[x + half] - v[x]);
            let later = table(&w[i + 1..]);
            let cofactor = |at| (0..half).map(|x| later[x] * line(&a, x, at) * line(&b, x, at)).sum();
            let product = |at| (0..half).map(|x| line(&full, x, at) * line(&a, x, at)).sum();
            assert_eq!(eq.half(), half);
            let end = if eq.end() { half } else { 0 };
            let slope = |v: &[F], x: usize| v[x + half] - v[x];
            let [at_end, leading, linear] = eq.sum(|x| [a[x + end] * b[x + end], slope(&a, x) * slope(&b, x), a[x + end]]);
            let rounds = [eq.cofactor(claims[0], at_end, leading), eq.round_linear(claims[1], linear)];
            assert_eq!(rounds, [interpolate(&[0, 1, 2].map(cofactor)), interpolate(&[0, 1, 2].map(product))]);
            let r = F::rand(rng);
            claims = rounds.map(|round| evaluate_univariate(&round, r));
            eq.bind(r);
            for v in [&mut a, &mut b, &mut full] {
                *v = (0..half).map(|x| v[x] + r * (v[x + half] - v[x])).collect();
            }
        }
        assert_eq!(claims, [a[0] * b[0], full[0] * a[0]]);
    }

    #[test]
    fn split_rounds_agree_with_brute_force() {
        let rng = &mut ark_std::test_rng();
        for n in 0..8 {
            rounds_agree((0..n).map(|_| Fr::rand(rng)).collect());
        }
        // coordinates 0 and 1, which hide one end of q
        for w in 0..16usize {
            rounds_agree::<Small>(Point::from_index(w, 4).to_vec());
        }
    }
}
