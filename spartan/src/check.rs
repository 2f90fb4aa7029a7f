//! The constraints checked one by one, without cryptography.

use crate::UniformR1cs;
use crate::forms::{BLOCK, Columns, Forms, Values};
use poly::{MultilinearPolynomial, Scalar, map_reduce};
use std::sync::Arc;

/// A constraint that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation<'a> {
    /// On which step.
    pub step: usize,
    /// Which constraint, by its place.
    pub constraint: usize,
    /// Its name.
    pub name: &'a str,
}

impl UniformR1cs {
    /// The first violation, by step and then by constraint.
    ///
    /// *Preconditions*: `columns` are the committed columns in order, of `2^log_steps` values each.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// use ark_bn254::Fr;
    /// let mut b = spartan::Builder::new();
    /// let x = b.variable("x");
    /// b.boolean(x);
    /// let bits = Arc::new(poly::MultilinearPolynomial::<Fr>::from(vec![0u8, 1, 2, 0]));
    /// let violation = b.build().violated(&[bits], 2).map(|v| (v.step, v.name.to_owned()));
    /// assert_eq!(violation, Some((2, "boolean x".to_owned())));
    /// ```
    pub fn violated<F: Scalar>(&self, columns: &[Arc<MultilinearPolynomial<F>>], log_steps: usize) -> Option<Violation<'_>> {
        let columns = Columns::new(self, columns.iter(), log_steps);
        let forms = Forms::new(self, &columns);
        let steps = 1 << log_steps;
        let first = |start: usize| {
            let len = BLOCK.min(steps - start);
            let lanes = forms.block(start, len);
            let wrong = |values: Values<F>| match values {
                Values::Integer(v) => v[..len].iter().position(|x| *x != 0 && !F::from_i128(*x).is_zero()),
                Values::Field(v) => v.iter().position(|x| !x.is_zero()),
            };
            let place =
                |(constraint, row): (usize, &crate::forms::Row)| row.residual(&lanes, len).and_then(wrong).map(|i| (start + i, constraint));
            forms.rows().iter().enumerate().filter_map(place).min()
        };
        let blocks = steps.div_ceil(BLOCK);
        let found =
            map_reduce(0..blocks, 1, |range| range.filter_map(|k| first(k * BLOCK)).min(), |a, b| [a, b].into_iter().flatten().min());
        found.flatten().map(|(step, constraint)| Violation { step, constraint, name: &self.constraints()[constraint].name })
    }
}
