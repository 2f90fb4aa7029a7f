//! The verifier of a batch of grand products.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use crate::Relation;
use poly::{Point, Scalar, eq};
use transcript::{Label, ProofError, VerifierChannel};

/// Name of a layer's final check.
pub const LAYER: Label = "grand product layer";
/// Label of the point in the number of the circuit.
pub(super) const CIRCUIT: Label = "grand product circuit";
/// Label of the challenge that folds a node's two children.
pub(super) const FOLD: Label = "grand product fold";

/// What is left of a batch of grand products: `Σ_j eq(circuit_point, j) leaves_j~(leaf_point) = value`, padding circuits being 0.
#[must_use = "a claim about the leaves that nobody proves is not checked"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafClaim<F> {
    /// The point in the number of the circuit, `kappa` coordinates.
    pub circuit_point: Point<F>,
    /// The point in the number of the leaf.
    pub leaf_point: Point<F>,
    /// The claimed value.
    pub value: F,
}

impl<F: Scalar> LeafClaim<F> {
    /// The weights `eq(circuit_point, j)` of the `2^kappa` circuits, padding circuits included.
    pub fn weights(&self) -> Vec<F> {
        eq::table(&self.circuit_point)
    }
}

/// `kappa` for a number of circuits.
pub(super) fn circuit_vars(num_circuits: usize) -> usize {
    num_circuits.next_power_of_two().trailing_zeros() as usize
}

/// One layer's sum-check: `Σ_{x,j} eq(r, x) eq(c, j) L(x, j) R(x, j)`.
pub(super) struct Layer<F> {
    /// `(r, c)`.
    pub point: Vec<F>,
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
        2
    }

    fn summand(&self, _point: &[F], openings: &[F]) -> F {
        openings.iter().product()
    }
}

/// Verifies that circuit `j` multiplies to `roots[j]`, up to the returned claim on the leaves.
///
/// *Preconditions*: the roots were absorbed.
/// *Errors*: a number of roots that is not `num_circuits`; a false or truncated proof.
/// *Soundness*: with `l = log_len`, a false root survives with probability at most `(kappa + Σ_{i<l} (2 (kappa + i) + 1)) / |F|`; the caller must still prove the
/// claim on the leaves, and compare the roots with what it expects of them.
pub fn verify<F: Scalar>(
    num_circuits: usize,
    log_len: usize,
    roots: &[F],
    channel: &mut dyn VerifierChannel<F>,
) -> Result<LeafClaim<F>, ProofError> {
    if roots.len() != num_circuits {
        return Err(ProofError::Shape { what: "number of roots", actual: roots.len(), limit: num_circuits });
    }
    let mut circuit_point = channel.challenges(CIRCUIT, circuit_vars(num_circuits));
    let mut value: F = eq::table(&circuit_point).iter().zip(roots).map(|(weight, root)| *weight * root).sum();
    let mut leaf_point = Vec::with_capacity(log_len);
    for _ in 0..log_len {
        let layer = Layer { point: [leaf_point.as_slice(), &circuit_point].concat() };
        let reduction = crate::verify(&layer, value, channel)?;
        let rho = channel.challenge(FOLD);
        value = fold(&reduction.openings, rho);
        let (leaf, circuit) = split(&reduction.point, leaf_point.len());
        (leaf_point, circuit_point) = (leaf, circuit);
        leaf_point.push(rho);
    }
    Ok(LeafClaim { circuit_point: circuit_point.into(), leaf_point: leaf_point.into(), value })
}

/// `L + ρ (R - L)`.
pub(super) fn fold<F: Scalar>(openings: &[F], rho: F) -> F {
    match openings {
        [left, right] => *left + rho * (*right - left),
        _ => F::zero(),
    }
}

/// A point of a layer as `(r', c')`.
pub(super) fn split<F: Scalar>(point: &[F], leaf_vars: usize) -> (Vec<F>, Vec<F>) {
    let (leaf, circuit) = point.split_at(leaf_vars.min(point.len()));
    (leaf.to_vec(), circuit.to_vec())
}
