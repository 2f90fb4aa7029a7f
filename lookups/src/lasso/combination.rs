//! Linear combinations of columns at one row, with deferred reduction.

use poly::{MultilinearPolynomial, Scalar, SmallSum};

/// `Σ c v` over coefficients and values of columns; narrow columns are summed as integers.
#[derive(Clone, Copy)]
pub(super) struct Combination<F> {
    small: SmallSum,
    rest: F,
}

impl<F: Scalar> Combination<F> {
    /// The constant to start from.
    pub fn new(constant: F) -> Self {
        Self { small: SmallSum::default(), rest: constant }
    }

    /// Adds `c v`.
    #[inline]
    pub fn add(&mut self, c: &F, v: u64) {
        c.add_small(&mut self.small, v);
    }

    /// Adds `c column[row]`.
    #[inline]
    pub fn add_column(&mut self, c: &F, column: &MultilinearPolynomial<F>, row: usize) {
        match column {
            MultilinearPolynomial::Bool(v) => self.add(c, u64::from(v[row])),
            MultilinearPolynomial::U8(v) => self.add(c, u64::from(v[row])),
            MultilinearPolynomial::U16(v) => self.add(c, u64::from(v[row])),
            MultilinearPolynomial::U32(v) => self.add(c, u64::from(v[row])),
            MultilinearPolynomial::U64(v) => self.add(c, v[row]),
            MultilinearPolynomial::I64(v) => self.rest += c.mul_i64(v[row]),
            MultilinearPolynomial::Field(v) => self.rest += *c * v[row],
        }
    }

    /// The sum.
    #[inline]
    pub fn value(&self) -> F {
        self.rest + F::reduce_small(&self.small)
    }
}
