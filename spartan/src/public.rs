//! Columns that both sides know.

use poly::{Scalar, eq};

/// A public column: nobody commits to it, the verifier evaluates its multilinear extension itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Public {
    /// 1 on step 0, 0 elsewhere.
    FirstStep,
    /// 1 on the last step, 0 elsewhere.
    LastStep,
    /// The number of the step.
    Step,
}

impl Public {
    /// The column's value at step `step` of `2^log_steps`.
    pub fn value(self, step: usize, log_steps: usize) -> u64 {
        match self {
            Self::FirstStep => u64::from(step == 0),
            Self::LastStep => u64::from(step + 1 == 1 << log_steps),
            Self::Step => step as u64,
        }
    }

    /// The column's multilinear extension: `Π (1-r_k)`, `Π r_k`, `Σ 2^{n-1-k} r_k`.
    pub fn evaluate<F: Scalar>(self, r: &[F]) -> F {
        match self {
            Self::FirstStep => r.iter().map(|x| F::one() - x).product(),
            Self::LastStep => r.iter().product(),
            Self::Step => eq::identity(r),
        }
    }

    /// A byte for the system's digest.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::FirstStep => 1,
            Self::LastStep => 2,
            Self::Step => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use poly::Point;

    #[test]
    fn extensions_agree_with_the_values() {
        for n in 0..5 {
            for step in 0..1 << n {
                for column in [Public::FirstStep, Public::LastStep, Public::Step] {
                    assert_eq!(column.evaluate::<Fr>(&Point::from_index(step, n)), Fr::from(column.value(step, n)));
                }
            }
        }
    }
}
