//! Products of many numbers by GKR: `k` circuits of `2^l` leaves each, proved together (Goldwasser, Kalai, Rothblum 2008; Thaler, Time-optimal
//! interactive proofs for circuit evaluation, CRYPTO 2013, section 5; protocol 6.2).
//!
//! A circuit is a binary tree of multiplications. Layer `i` of circuit `j` has nodes `V_{i,j}(x)`, `x < 2^i`, with `V_{i,j}(x) = V_{i+1,j}(x,0) V_{i+1,j}(x,1)`;
//! layer 0 is the root, layer `l` the leaves. With `kappa = ceil(log2 k)` and `V_{i,j} = 0` for the padding circuits `j >= k`, a claim on
//! `Σ_j eq(c, j) V_{i,j}~(r)` becomes one on layer `i + 1` by a sum-check over `i + kappa` variables of
//!
//! `Σ_{x,j} eq(r, x) eq(c, j) V_{i+1,j}(x,0) V_{i+1,j}(x,1)`,
//!
//! whose two openings `L = Σ_j eq(c', j) V_{i+1,j}~(r', 0)` and `R` (the same at 1) fold with a challenge `ρ`: the new point is `(r', ρ)`, `c'`,
//! the new claim `L + ρ (R - L)`.
//!
//! *Deviation* from protocol 6.2, which puts the number of the circuit into the most significant bits: here it stands in the least
//! significant ones, `index = (x, j)`, and is bound **last**. The statement proved is the same. Binding the bits of `x` first keeps every circuit
//! a table of its own: circuits whose leaves are mostly 1 stay sparse without being merged with others, all circuits share one eq table,
//! and they are worked on in parallel; only `2^kappa` values are left for the last `kappa` rounds.
//!
//! The caller sends the roots before anything else, those of all batches whose challenges are related before the first of them.
//!
//! ```
//! use ark_bn254::Fr;
//! use sumcheck::grand_product::{self, GrandProducts, Leaves};
//! use transcript::{MerlinProver, MerlinVerifier, ProverChannel, VerifierChannel};
//!
//! // the product of 1, .., 8
//! let numbers: Vec<Fr> = (1..=8u64).map(Fr::from).collect();
//! let products = GrandProducts::new(vec![Leaves::Dense(numbers.clone())]);
//! let mut prover = MerlinProver::new("factorial");
//! prover.send("root", &products.roots());
//! let _ = products.prove(&mut prover);
//! let proof = prover.finish();
//!
//! let mut verifier = MerlinVerifier::new("factorial", &proof);
//! let roots: Vec<Fr> = verifier.receive("root", 1)?;
//! let claim = grand_product::verify(1, 3, &roots, &mut verifier)?;
//! assert_eq!(roots, [Fr::from(40320u64)]);
//! // still to be proved: the value of the leaves' multilinear extension 1 + id(x)
//! assert_eq!(claim.value, Fr::from(1u64) + poly::eq::identity(&claim.leaf_point));
//! # Ok::<(), transcript::ProofError>(())
//! ```

#[cfg(feature = "prover")]
mod circuits;
#[cfg(feature = "prover")]
mod layer;
#[cfg(feature = "prover")]
mod nodes;
#[cfg(all(test, feature = "prover"))]
mod tests;

#[cfg(feature = "prover")]
pub use circuits::{GrandProducts, Leaves};

use crate::Relation;
use poly::{Point, Scalar, eq};
use transcript::{Label, ProofError, VerifierChannel};

/// Name of a layer's final check.
pub const LAYER: Label = "grand product layer";
/// Label of the point in the number of the circuit.
const CIRCUIT: Label = "grand product circuit";
/// Label of the challenge that folds a node's two children.
const FOLD: Label = "grand product fold";

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
fn circuit_vars(num_circuits: usize) -> usize {
    num_circuits.next_power_of_two().trailing_zeros() as usize
}

/// One layer's sum-check: `Σ_{x,j} eq(r, x) eq(c, j) L(x, j) R(x, j)`.
struct Layer<F> {
    /// `(r, c)`.
    point: Vec<F>,
}

impl<F: Scalar> Relation<F> for Layer<F> {
    fn name(&self) -> Label {
        LAYER
    }

    fn num_vars(&self) -> usize {
        self.point.len()
    }

    fn degree(&self) -> usize {
        3
    }

    fn num_openings(&self) -> usize {
        2
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        eq::evaluate(&self.point, point) * openings.iter().product::<F>()
    }
}

/// Verifies that circuit `j` multiplies to `roots[j]`, up to the returned claim on the leaves.
///
/// *Preconditions*: the roots were absorbed.
/// *Errors*: a number of roots that is not `num_circuits`; a false or truncated proof.
/// *Soundness*: with `l = log_len`, a false root survives with probability at most `(kappa + Σ_{i<l} (3 (kappa + i) + 1)) / |F|`; the caller must still prove the
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
fn fold<F: Scalar>(openings: &[F], rho: F) -> F {
    match openings {
        [left, right] => *left + rho * (*right - left),
        _ => F::zero(),
    }
}

/// A point of a layer as `(r', c')`.
fn split<F: Scalar>(point: &[F], leaf_vars: usize) -> (Vec<F>, Vec<F>) {
    let (leaf, circuit) = point.split_at(leaf_vars.min(point.len()));
    (leaf.to_vec(), circuit.to_vec())
}
