//! Evaluation claims: what an argument leaves to be proved about a polynomial it does not own.

use crate::Point;

/// A polynomial that the prover has sent. Minted by channels only, in the same order on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OracleId(pub u32);

/// The claim `f~(point) = value` about the polynomial behind `oracle`; still to be proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationClaim<F> {
    /// Which polynomial.
    pub oracle: OracleId,
    /// Where; as many coordinates as the polynomial has variables.
    pub point: Point<F>,
    /// The claimed value.
    pub value: F,
}

/// Claims that somebody must still prove. Dropping them is what `must_use` is for.
#[must_use = "claims that nobody proves are not checked"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims<F>(Vec<EvaluationClaim<F>>);

impl<F> Claims<F> {
    /// No claims yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one claim.
    pub fn push(&mut self, oracle: OracleId, point: Point<F>, value: F) {
        self.0.push(EvaluationClaim { oracle, point, value });
    }

    /// Adds one claim per oracle, all at the same point.
    ///
    /// *Preconditions*: as many values as oracles.
    pub fn push_all(&mut self, oracles: &[OracleId], point: &Point<F>, values: &[F])
    where
        F: Copy,
    {
        debug_assert_eq!(oracles.len(), values.len());
        for (oracle, value) in oracles.iter().zip(values) {
            self.push(*oracle, point.clone(), *value);
        }
    }

    /// Takes over the claims of another argument.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The claims, in the order in which they arose.
    pub fn as_slice(&self) -> &[EvaluationClaim<F>] {
        &self.0
    }

    /// Hands the claims to whoever proves them.
    pub fn into_vec(self) -> Vec<EvaluationClaim<F>> {
        self.0
    }
}

impl<F> Default for Claims<F> {
    fn default() -> Self {
        Self::new()
    }
}
