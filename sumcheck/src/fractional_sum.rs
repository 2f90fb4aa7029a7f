//! Sums of many fractions by GKR (Papini, Haböck, Improving logarithmic derivative lookups using GKR, eprint 2023/1930, section 3; protocol 6.7).
//!
//! A circuit is a binary tree whose nodes hold fractions. Layer `i` has numerators `p_i(x)` and denominators `q_i(x)`, `x < 2^i`:
//!
//! `p_i(x) = p_{i+1}(x,0) q_{i+1}(x,1) + p_{i+1}(x,1) q_{i+1}(x,0)`, `q_i(x) = q_{i+1}(x,0) q_{i+1}(x,1)`;
//!
//! layer 0 is the root, `p_0 / q_0 = Σ_x p_l(x) / q_l(x)`. Claims `p`, `q` on layer `i` at `r` are combined with a fresh challenge `λ` and become
//! claims on layer `i + 1` by a sum-check in `i` variables, in eq form with a cofactor of degree 2,
//!
//! `p + λ q = Σ_x eq(r, x) [p_L(x) q_R(x) + p_R(x) q_L(x) + λ q_L(x) q_R(x)]`,
//!
//! whose four openings fold with a challenge `ρ` that becomes the last coordinate of the new point.
//!
//! The caller sends the root before anything else, those of all trees that it compares before the first of them.
//!
//! ```
//! use ark_bn254::Fr;
//! use poly::eq;
//! use sumcheck::fractional_sum::{self, FractionalSum, Numerators};
//! use transcript::{MerlinProver, MerlinVerifier, ProverChannel, VerifierChannel};
//!
//! // 1/1 + 1/2 + 1/3 + 1/4 = 50/24
//! let sum = FractionalSum::new(Numerators::Ones, (1..=4u64).map(Fr::from).collect());
//! let mut prover = MerlinProver::new("harmonic");
//! let (p, q) = sum.root();
//! prover.send("root", &[p, q]);
//! let _ = sum.prove(&mut prover);
//! let proof = prover.finish();
//!
//! let mut verifier = MerlinVerifier::new("harmonic", &proof);
//! let root: Vec<Fr> = verifier.receive("root", 2)?;
//! let claim = fractional_sum::verify(2, (root[0], root[1]), &mut verifier)?;
//! assert_eq!(root, [50u64, 24].map(Fr::from));
//! // still to be proved: the values of the leaves' multilinear extensions, here 1 and 1 + id(x)
//! assert_eq!((claim.numerator, claim.denominator), (Fr::from(1u64), Fr::from(1u64) + eq::identity(&claim.point)));
//! # Ok::<(), transcript::ProofError>(())
//! ```

#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(all(test, feature = "prover"))]
mod tests;
#[cfg(feature = "prover")]
mod tree;

#[cfg(feature = "prover")]
pub use tree::{FractionalSum, Numerators};

use crate::Relation;
use poly::{Point, Scalar};
use transcript::{Label, ProofError, VerifierChannel};

/// Name of a layer's final check.
pub const LAYER: Label = "fractional sum layer";
/// Label of the challenge that combines numerator and denominator.
const COMBINE: Label = "fractional sum combination";
/// Label of the challenge that folds a node's two children.
const FOLD: Label = "fractional sum fold";

/// What is left of a fractional sum: values of the leaves' multilinear extensions.
#[must_use = "a claim about the leaves that nobody proves is not checked"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FractionClaim<F> {
    /// The point in the number of the leaf.
    pub point: Point<F>,
    /// The claimed value of the numerators there.
    pub numerator: F,
    /// The claimed value of the denominators there.
    pub denominator: F,
}

/// One layer's sum-check; its openings are `p_L, p_R, q_L, q_R`.
struct Layer<F> {
    point: Vec<F>,
    lambda: F,
}

impl<F: Scalar> Relation<F> for Layer<F> {
    fn name(&self) -> Label {
        LAYER
    }

    fn num_vars(&self) -> usize {
        self.point.len()
    }

    fn eq_point(&self) -> Option<&[F]> {
        Some(&self.point)
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        4
    }

    fn summand(&self, _point: &[F], openings: &[F]) -> F {
        match openings {
            [pl, pr, ql, qr] => *pl * qr + *pr * ql + self.lambda * ql * qr,
            _ => F::zero(),
        }
    }
}

/// Verifies that `Σ p / q` over `2^log_len` leaves is `root.0 / root.1`, as fractions that are never reduced, up to the returned claim.
///
/// *Preconditions*: the root was absorbed.
/// *Errors*: a false or truncated proof.
/// *Soundness*: a false root survives with probability at most `Σ_{i<l} (2 i + 2) / |F|`, `l = log_len`. The caller must still prove both claims on the leaves, and that the
/// root's denominator is not 0.
pub fn verify<F: Scalar>(log_len: usize, root: (F, F), channel: &mut dyn VerifierChannel<F>) -> Result<FractionClaim<F>, ProofError> {
    let (mut numerator, mut denominator) = root;
    let mut point = Vec::with_capacity(log_len);
    for _ in 0..log_len {
        let lambda = channel.challenge(COMBINE);
        let layer = Layer { point, lambda };
        let reduction = crate::verify(&layer, numerator + lambda * denominator, channel)?;
        let rho = channel.challenge(FOLD);
        (numerator, denominator) = fold(&reduction.openings, rho);
        point = [&*reduction.point, &[rho]].concat();
    }
    Ok(FractionClaim { point: point.into(), numerator, denominator })
}

/// `p_L + ρ (p_R - p_L)` and the same for `q`.
fn fold<F: Scalar>(openings: &[F], rho: F) -> (F, F) {
    match openings {
        [pl, pr, ql, qr] => (*pl + rho * (*pr - pl), *ql + rho * (*qr - ql)),
        _ => (F::zero(), F::zero()),
    }
}
