//! Tables of values on the hypercube, stored at their natural width.

use crate::{Point, Scalar, SmallSum, eq, map_range, map_reduce};

/// What a narrow table holds: a machine integer with a sign.
pub trait SmallValue: Copy + Send + Sync + 'static {
    /// `(negative, magnitude)`.
    fn parts(self) -> (bool, u64);

    /// The field element.
    #[inline]
    fn to_field<F: Scalar>(self) -> F {
        let (negative, magnitude) = self.parts();
        let value = F::from(magnitude);
        if negative { -value } else { value }
    }
}

macro_rules! small_values {
    ($($t:ty: $v:ident => $parts:expr;)*) => { $(impl SmallValue for $t {
        #[inline]
        fn parts(self) -> (bool, u64) { let $v = self; $parts }
    })* };
}

small_values! {
    bool: v => (false, u64::from(v));
    u8: v => (false, u64::from(v));
    u16: v => (false, u64::from(v));
    u32: v => (false, u64::from(v));
    u64: v => (false, v);
    i64: v => (v < 0, v.unsigned_abs());
}

/// A multilinear polynomial, given by its values on the hypercube in index order; `point[0]` belongs to the most significant index bit.
///
/// Columns of a witness are small numbers: they are stored and multiplied as such, and become field elements where a challenge binds them.
///
/// ```
/// use ark_bn254::Fr;
/// use poly::{MultilinearPolynomial, Point};
/// let f = MultilinearPolynomial::<Fr>::from(vec![1u8, 2, 3, 4]);
/// assert_eq!(f.num_vars(), 2);
/// // x_0 is the high bit: f(x_0, x_1) = 1 + 2 x_0 + x_1
/// let r = Point::new(vec![Fr::from(10u64), Fr::from(100u64)]);
/// assert_eq!(f.evaluate(&r), Fr::from(121u64));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MultilinearPolynomial<F> {
    /// One bit a value.
    Bool(Vec<bool>),
    /// Values below 2^8.
    U8(Vec<u8>),
    /// Values below 2^16.
    U16(Vec<u16>),
    /// Values below 2^32.
    U32(Vec<u32>),
    /// Values below 2^64.
    U64(Vec<u64>),
    /// Signed values.
    I64(Vec<i64>),
    /// Anything.
    Field(Vec<F>),
}

/// Runs `$body` with `$values` bound to the slice of small values, or the second one with the slice of field elements.
#[macro_export]
macro_rules! for_width {
    ($polynomial:expr, $values:ident => $body:expr, $field:ident => $otherwise:expr) => {
        match $polynomial {
            $crate::MultilinearPolynomial::Bool($values) => $body,
            $crate::MultilinearPolynomial::U8($values) => $body,
            $crate::MultilinearPolynomial::U16($values) => $body,
            $crate::MultilinearPolynomial::U32($values) => $body,
            $crate::MultilinearPolynomial::U64($values) => $body,
            $crate::MultilinearPolynomial::I64($values) => $body,
            $crate::MultilinearPolynomial::Field($field) => $otherwise,
        }
    };
}

macro_rules! from_vectors {
    ($($variant:ident: $t:ty),*) => { $(
        impl<F: Scalar> From<Vec<$t>> for MultilinearPolynomial<F> {
            /// *Preconditions*: the length is a power of two.
            fn from(values: Vec<$t>) -> Self {
                assert!(values.len().is_power_of_two(), "a multilinear polynomial has a power of two values, not {}", values.len());
                Self::$variant(values)
            }
        }
    )* };
}

from_vectors!(Bool: bool, U8: u8, U16: u16, U32: u32, U64: u64, I64: i64, Field: F);

impl<F: Scalar> MultilinearPolynomial<F> {
    /// Number of values, `2^num_vars`.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        for_width!(self, v => v.len(), v => v.len())
    }

    /// Number of variables.
    pub fn num_vars(&self) -> usize {
        self.len().trailing_zeros() as usize
    }

    /// The value at a boolean point.
    #[inline]
    pub fn get(&self, index: usize) -> F {
        for_width!(self, v => v[index].to_field(), v => v[index])
    }

    /// The value at a boolean point as an integer, where the table is narrow.
    #[inline]
    pub fn get_small(&self, index: usize) -> Option<i128> {
        for_width!(self, v => { let (negative, m) = v[index].parts(); Some(if negative { -i128::from(m) } else { i128::from(m) }) }, _v => None)
    }

    /// All values as field elements.
    pub fn to_field(&self) -> Vec<F> {
        for_width!(self, v => map_range(0..v.len(), |i| v[i].to_field()), v => v.clone())
    }

    /// Overwrites one value; the table becomes one of field elements, whatever its width was.
    pub fn set(&mut self, index: usize, value: F) {
        let mut values = self.to_field();
        values[index] = value;
        *self = Self::Field(values);
    }

    /// `f~(r) = Σ_i f(i) eq(r, i)`.
    ///
    /// *Shape*: `2^n` small multiplications (full ones for a field table). *Preconditions*: `r.len() == self.num_vars()`.
    pub fn evaluate(&self, r: &[F]) -> F {
        self.dot(&eq::table(r))
    }

    /// `Σ_i f(i) w_i` with one reduction for each part: evaluation where the eq table is shared between columns.
    ///
    /// *Preconditions*: as many weights as values.
    pub fn dot(&self, weights: &[F]) -> F {
        debug_assert_eq!(self.len(), weights.len());
        const PART: usize = 1 << 12;
        let sum = for_width!(self,
            v => map_reduce(0..v.len(), PART, |range| small_dot(&v[range.clone()], &weights[range]), |a, b| a + b),
            v => map_reduce(0..v.len(), PART, |range| F::inner_product(&v[range.clone()], &weights[range]), |a, b| a + b));
        sum.unwrap_or_default()
    }

    /// `out_i += c f(i)` for all `i`: one step of a random linear combination of columns.
    ///
    /// *Preconditions*: `out` is at least as long as the table; a shorter table stands at the low indices.
    pub fn add_scaled(&self, out: &mut [F], c: F) {
        for_width!(self,
            v => for (out, x) in out.iter_mut().zip(v.iter()) { add_scaled_value(out, *x, &c) },
            v => for (out, x) in out.iter_mut().zip(v.iter()) { *out += *x * c });
    }

    /// The table after its most significant variable is bound to `r`: `f(0, x) + r (f(1, x) - f(0, x))`.
    pub fn bind(&self, r: F) -> Vec<F> {
        let half = self.len() / 2;
        for_width!(self,
            v => map_range(0..half, |i| bind_small(v[i], v[i + half], &r)),
            v => map_range(0..half, |i| v[i] + r * (v[i + half] - v[i])))
    }

    /// `f~(point)` by the definition, one eq at a time: the reference of [`Self::evaluate`].
    pub fn evaluate_by_definition(&self, point: &Point<F>) -> F {
        (0..self.len()).map(|i| self.get(i) * eq::evaluate(point, &Point::from_index(i, self.num_vars()))).sum()
    }
}

#[inline]
fn add_scaled_value<F: Scalar, T: SmallValue>(out: &mut F, x: T, c: &F) {
    match x.parts() {
        (_, 0) => {}
        (false, 1) => *out += c,
        (false, m) => *out += c.mul_u64(m),
        (true, m) => *out -= c.mul_u64(m),
    }
}

#[inline]
fn bind_small<F: Scalar, T: SmallValue>(low: T, high: T, r: &F) -> F {
    let signed = |v: T| {
        let (negative, m) = v.parts();
        if negative { -i128::from(m) } else { i128::from(m) }
    };
    let difference = signed(high) - signed(low);
    if difference == 0 {
        return low.to_field();
    }
    let magnitude = difference.unsigned_abs();
    let product = match u64::try_from(magnitude) {
        Ok(1) => *r,
        Ok(m) => r.mul_u64(m),
        Err(_) => *r * F::from(magnitude),
    };
    let low = if low.parts().1 == 0 { F::zero() } else { low.to_field() };
    if difference < 0 { low - product } else { low + product }
}

fn small_dot<F: Scalar, T: SmallValue>(values: &[T], weights: &[F]) -> F {
    let (mut positive, mut negative) = (SmallSum::default(), SmallSum::default());
    for (x, w) in values.iter().zip(weights) {
        match x.parts() {
            (_, 0) => {}
            (false, m) => w.add_small(&mut positive, m),
            (true, m) => w.add_small(&mut negative, m),
        }
    }
    F::reduce_small(&positive) - F::reduce_small(&negative)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_ff::Field;
    use ark_std::{UniformRand, rand::RngCore};

    fn columns(n: usize) -> Vec<MultilinearPolynomial<Fr>> {
        let rng = &mut ark_std::test_rng();
        let size = 1 << n;
        let mut words = || (0..size).map(|_| rng.next_u64()).collect::<Vec<_>>();
        vec![
            words().iter().map(|w| w & 1 == 1).collect::<Vec<_>>().into(),
            words().iter().map(|w| *w as u8).collect::<Vec<_>>().into(),
            words().iter().map(|w| *w as u16).collect::<Vec<_>>().into(),
            words().iter().map(|w| *w as u32).collect::<Vec<_>>().into(),
            words().into(),
            words().iter().map(|w| *w as i64).collect::<Vec<_>>().into(),
            vec![i64::MIN; size].into(),
            words().iter().map(|w| Fr::from(*w).inverse().unwrap()).collect::<Vec<_>>().into(),
        ]
    }

    #[test]
    fn evaluation_binding_and_combination_agree_with_the_definition() {
        let rng = &mut ark_std::test_rng();
        for n in [0usize, 1, 2, 5, 13] {
            let r: Vec<Fr> = (0..n).map(|_| Fr::rand(rng)).collect();
            for f in columns(n) {
                let value = f.evaluate(&r);
                if n <= 5 {
                    assert_eq!(value, f.evaluate_by_definition(&Point::new(r.clone())));
                }
                if n > 0 {
                    assert_eq!(MultilinearPolynomial::Field(f.bind(r[0])).evaluate(&r[1..]), value);
                }
                let mut sum = vec![Fr::from(9u64); 1 << n];
                f.add_scaled(&mut sum, Fr::from(7u64));
                assert!((0..1 << n).all(|i| sum[i] == Fr::from(9u64) + Fr::from(7u64) * f.get(i)));
                if let Some(small) = f.get_small(0) {
                    assert_eq!(Fr::from_i128(small), f.get(0));
                }
            }
        }
    }

    #[test]
    #[should_panic(expected = "a power of two values, not 3")]
    fn other_lengths_are_refused() {
        let _ = MultilinearPolynomial::<Fr>::from(vec![1u8, 2, 3]);
    }
}
