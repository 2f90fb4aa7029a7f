//! The round loop of prover and verifier.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use poly::{Point, Scalar, univariate};
use transcript::{Label, ProofError, ProverChannel, VerifierChannel};

/// Label of a round message.
const ROUND: Label = "sumcheck round";
/// Label of a round's challenge.
const CHALLENGE: Label = "sumcheck challenge";
/// Label of the values at the end.
const OPENINGS: Label = "sumcheck openings";

/// A sum over the hypercube whose summand is a polynomial in a point and in the values of some multilinear polynomials there.
pub trait Relation<F: Scalar> {
    /// What the relation is called: the name of the final check.
    fn name(&self) -> Label;
    /// Number of variables, `n`.
    fn num_vars(&self) -> usize;
    /// Degree bound of the summand in each variable; at least 1.
    fn degree(&self) -> usize;
    /// Number of polynomials whose values the prover sends.
    fn num_openings(&self) -> usize;
    /// The summand. Succinct factors (eq, id, public tables) are evaluated here from the point.
    ///
    /// *Preconditions*: `point` has `num_vars` coordinates and `openings` `num_openings` values; both callers see to it.
    fn summand(&self, point: &[F], openings: &[F]) -> F;
}

/// What a fast prover does in a round. Variables are bound most significant first.
pub trait RoundProver<F: Scalar> {
    /// Coefficients `c_0, .., c_d` of `s(X) = Σ_{x'} summand(r_0, .., r_{i-1}, X, x')`; on a true claim `s(0) + s(1) = claim`.
    fn round(&mut self, claim: F) -> Vec<F>;
    /// Binds the round's variable.
    fn bind(&mut self, r: F);
    /// Values of the polynomials at the point, once all variables are bound.
    fn openings(&self) -> Vec<F>;
}

/// What a sum-check leaves: values at a random point that the caller must still relate to its polynomials.
#[must_use = "the openings of a sum-check are claims that somebody must prove"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduction<F> {
    /// The challenges in the order of the rounds; `point[0]` belongs to the most significant index bit.
    pub point: Point<F>,
    /// Claimed values at the point, in the relation's order.
    pub openings: Vec<F>,
}

/// Proves `Σ_x summand(x) = claim`.
///
/// Each round sends exactly `d = degree` scalars `c_0, c_2, .., c_d`; `c_1` follows from `s(0) + s(1) = claim` (protocol 2.5). A false claim
/// is carried along without complaint, and rejected by [`verify`].
pub fn prove<F: Scalar>(
    relation: &dyn Relation<F>,
    prover: &mut dyn RoundProver<F>,
    claim: F,
    channel: &mut dyn ProverChannel<F>,
) -> Reduction<F> {
    let (mut claim, mut point) = (claim, Vec::with_capacity(relation.num_vars()));
    for _ in 0..relation.num_vars() {
        let mut coefficients = prover.round(claim);
        debug_assert_eq!(coefficients.len(), relation.degree() + 1, "{}", relation.name());
        coefficients.remove(1);
        channel.send(ROUND, &coefficients);
        let r = channel.challenge(CHALLENGE);
        claim = evaluate_compressed(claim, &coefficients, r);
        prover.bind(r);
        point.push(r);
    }
    let openings = prover.openings();
    channel.send(OPENINGS, &openings);
    Reduction { point: point.into(), openings }
}

/// Verifies `Σ_x summand(x) = claim`, up to the returned openings.
///
/// *Errors*: truncated or badly encoded messages; [`ProofError::Check`] with the relation's name.
/// *Soundness*: a false claim survives with probability at most `n d / |F|`, where the openings are the polynomials' true values.
pub fn verify<F: Scalar>(relation: &dyn Relation<F>, claim: F, channel: &mut dyn VerifierChannel<F>) -> Result<Reduction<F>, ProofError> {
    let (mut claim, mut point) = (claim, Vec::with_capacity(relation.num_vars()));
    for _ in 0..relation.num_vars() {
        let coefficients = channel.receive(ROUND, relation.degree())?;
        let r = channel.challenge(CHALLENGE);
        claim = evaluate_compressed(claim, &coefficients, r);
        point.push(r);
    }
    let openings = channel.receive(OPENINGS, relation.num_openings())?;
    let holds = relation.summand(&point, &openings) == claim;
    channel.check(relation.name(), holds)?;
    Ok(Reduction { point: point.into(), openings })
}

/// `s(r)` from `c_0, c_2, .., c_d` and `s(0) + s(1) = 2 c_0 + c_1 + .. + c_d = claim`.
fn evaluate_compressed<F: Scalar>(claim: F, compressed: &[F], r: F) -> F {
    let Some((constant, higher)) = compressed.split_first() else { return claim };
    let linear = claim - constant.double() - higher.iter().sum::<F>();
    (univariate::evaluate(higher, r) * r + linear) * r + constant
}
