//! Linear forms over the columns of one step and of the next.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

/// A column of the system, by its place in the variable order; minted by [`crate::Builder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Variable(pub(crate) usize);

impl Variable {
    /// Variable 0, the constant column 1.
    pub(crate) const ONE: Self = Self(0);

    /// Place in the variable order; the constant column has place 0.
    pub fn index(self) -> usize {
        self.0
    }
}

/// What a linear form reads: a column at this step or, where `next` holds, one step on.
///
/// The last step has no successor: columns read one step on are 0 there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// Whether the column is read one step on.
    pub next: bool,
    /// The column.
    pub variable: Variable,
}

impl Cell {
    /// The constant column at this step.
    pub(crate) const ONE: Self = Self { next: false, variable: Variable::ONE };
}

/// `Σ_i c_i x_i + k` with integer coefficients.
///
/// Written as arithmetic over [`Variable`]s and integers (`i128`, so that literals need no type):
///
/// ```
/// let mut b = spartan::Builder::new();
/// let (x, y) = (b.variable("x"), b.variable("y"));
/// let form = 4 * x - y + 1 - b.next(x);
/// assert_eq!(form.terms().count(), 4); // 1, x, y and x one step on
/// assert_eq!(form - 4 * x + y + b.next(x), spartan::Linear::from(1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Linear {
    terms: BTreeMap<Cell, i128>,
}

impl Linear {
    pub(crate) fn cell(cell: Cell) -> Self {
        Self { terms: BTreeMap::from([(cell, 1)]) }
    }

    /// Cells with their non-zero coefficients, this step's first, each half in variable order.
    pub fn terms(&self) -> impl Iterator<Item = (Cell, i128)> {
        self.terms.iter().map(|(cell, coefficient)| (*cell, *coefficient))
    }

    /// Whether the form is identically 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    /// Adds `coefficient * cell`.
    ///
    /// *Preconditions*: coefficients stay below 2^127 in magnitude.
    fn add_term(&mut self, cell: Cell, coefficient: i128) {
        let sum = self.terms.entry(cell).or_insert(0);
        *sum = sum.checked_add(coefficient).expect("a coefficient of a linear form exceeds 127 bits");
        if *sum == 0 {
            self.terms.remove(&cell);
        }
    }

    /// *Preconditions*: coefficients stay below 2^127 in magnitude.
    fn scaled(mut self, factor: i128) -> Self {
        for coefficient in self.terms.values_mut() {
            *coefficient = coefficient.checked_mul(factor).expect("a coefficient of a linear form exceeds 127 bits");
        }
        self.terms.retain(|_, coefficient| *coefficient != 0);
        self
    }
}

impl From<Variable> for Linear {
    fn from(variable: Variable) -> Self {
        Self::cell(Cell { next: false, variable })
    }
}

impl Neg for Linear {
    type Output = Self;
    fn neg(self) -> Self {
        self.scaled(-1)
    }
}

impl Neg for Variable {
    type Output = Linear;
    fn neg(self) -> Linear {
        -Linear::from(self)
    }
}

impl Sum for Linear {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), |sum, form| sum + form)
    }
}

impl<T: Into<Linear>> Add<T> for Linear {
    type Output = Self;
    fn add(mut self, other: T) -> Self {
        for (cell, coefficient) in other.into().terms {
            self.add_term(cell, coefficient);
        }
        self
    }
}

impl<T: Into<Linear>> Sub<T> for Linear {
    type Output = Self;
    fn sub(self, other: T) -> Self {
        self + other.into().scaled(-1)
    }
}

impl<T: Into<Linear>> Add<T> for Variable {
    type Output = Linear;
    fn add(self, other: T) -> Linear {
        Linear::from(self) + other
    }
}

impl<T: Into<Linear>> Sub<T> for Variable {
    type Output = Linear;
    fn sub(self, other: T) -> Linear {
        Linear::from(self) - other
    }
}

impl From<i128> for Linear {
    fn from(constant: i128) -> Self {
        Self::cell(Cell::ONE).scaled(constant)
    }
}

macro_rules! integer_arithmetic {
    ($($form:ty),*) => { $(
        impl Mul<i128> for $form {
            type Output = Linear;
            fn mul(self, factor: i128) -> Linear {
                Linear::from(self).scaled(factor)
            }
        }
        impl Mul<$form> for i128 {
            type Output = Linear;
            fn mul(self, form: $form) -> Linear {
                form * self
            }
        }
        impl Add<$form> for i128 {
            type Output = Linear;
            fn add(self, form: $form) -> Linear {
                Linear::from(self) + form
            }
        }
        impl Sub<$form> for i128 {
            type Output = Linear;
            fn sub(self, form: $form) -> Linear {
                Linear::from(self) - form
            }
        }
    )* };
}

integer_arithmetic!(Linear, Variable);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_collects_like_terms() {
        let (x, y) = (Variable(1), Variable(2));
        let form = 3 * x + 2 * y - 7 - (x + y) * 2 + 7;
        assert_eq!(form, Linear::from(x));
        assert_eq!(1 - x - (1 - x), Linear::default());
        assert!((x * 0).is_zero());
        assert_eq!([Linear::from(x), -y, y + 5].into_iter().sum::<Linear>(), 5 + x);
        assert_eq!(-(x - y), y - x);
    }

    #[test]
    #[should_panic(expected = "exceeds 127 bits")]
    fn too_large_coefficients_are_refused() {
        let _ = Variable(1) * i128::MAX * 2;
    }
}
