//! The two operands of an index and of a point, and the functions of them that several tables share.

use poly::Scalar;

/// `(x, y)` of `index = x * 2^{log_size/2} + y`.
pub(crate) fn split_index(index: u64, log_size: usize) -> (u64, u64) {
    let bits = log_size / 2;
    (index >> bits, index & ((1 << bits) - 1))
}

/// The coordinates `(x_0.., y_0..)` of the two operands.
pub(crate) fn split_point<F>(point: &[F]) -> (&[F], &[F]) {
    point.split_at(point.len() / 2)
}

/// `x` without its most significant of `log_size / 2` bits.
pub(crate) fn without_top_bit(x: u64, log_size: usize) -> u64 {
    x & ((1 << (log_size / 2 - 1)) - 1)
}

/// The most significant of `log_size / 2` bits.
pub(crate) fn top_bit(x: u64, log_size: usize) -> u64 {
    x >> (log_size / 2 - 1)
}

/// The largest operand of `log_size / 2` bits.
pub(crate) fn all_ones(log_size: usize) -> u64 {
    (1 << (log_size / 2)) - 1
}

/// `Π_i (1-x_i)`: the extension of `[x = 0]`.
pub(crate) fn all_zero<F: Scalar>(x: &[F]) -> F {
    x.iter().map(|x| F::one() - x).product()
}

/// `Σ_i 2^i gate(x_i', y_i')`, bits counted from the least significant.
pub(crate) fn bitwise<F: Scalar>(point: &[F], gate: impl Fn(F, F) -> F) -> F {
    let (x, y) = split_point(point);
    x.iter().zip(y).fold(F::zero(), |sum, (x, y)| sum.double() + gate(*x, *y))
}

/// `Π_i e_i` with `e_i = x_i y_i + (1-x_i)(1-y_i)`: the extension of `[x = y]`.
pub(crate) fn equal<F: Scalar>(x: &[F], y: &[F]) -> F {
    poly::eq::evaluate(x, y)
}

/// `Σ_i (1-x_i) y_i Π_{j<i} e_j`: the extension of `[x < y]`.
pub(crate) fn less_than<F: Scalar>(x: &[F], y: &[F]) -> F {
    x.iter().zip(y).rev().fold(F::zero(), |below, (x, y)| {
        let both = *x * y;
        *y - both + (F::one() - x - y + both.double()) * below
    })
}
