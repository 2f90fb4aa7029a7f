//! The opening reduction: any number of claims at any points become one claim about one linear combination at one point.
//!
//! Protocol section 7. Claims `f_j(r_g) = y_j` are grouped by point in the order of their points' first claims.
//!
//! 1. `ρ` combines each group: `f_g = Σ_j ρ^j f_j`, `y_g = Σ_j ρ^j y_j`.
//! 2. `μ` combines the groups; a sum-check over `N` variables proves
//!    `Σ_g μ^g 2^{N-n_g} y_g = Σ_x Σ_g μ^g eq(r_g, x_lo) f_g(x_lo)`, where a group of `n_g` variables uses the **last** `n_g` ones.
//! 3. `ν` combines what the sum-check leaves: `Σ_g ν^g f_g^pad(r') = Σ_g ν^g y'_g Π_{l < N-n_g} (1 - r'_l)`.
//!
//! *Soundness*: a false claim survives with probability at most `(Σ_g (k_g - 1) + 2(k - 1) + 2N + 3 Σ_g (N - n_g)) / |F|` for `k` groups
//! of `k_g` claims. Two claims on one polynomial at one point are two members of a group: with different values one of them is false, and
//! caught like any other.

#[cfg(feature = "prover")]
mod prover;

#[cfg(feature = "prover")]
pub use prover::prove;

use crate::field_bytes;
use poly::{EvaluationClaim, Point, Scalar, eq};
use sumcheck::{Reduction, Relation};
use transcript::{Label, ProofError, VerifierChannel};

const STATEMENT: Label = "opening reduction";
const RHO: Label = "opening reduction rho";
const MU: Label = "opening reduction mu";
const NU: Label = "opening reduction nu";

/// What remains to be opened: `Σ_j coefficients_j f_j^pad(point)`, over all columns in the order of their numbers.
#[must_use = "somebody must open the combination"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination<F> {
    /// Where, with as many coordinates as the longest column has variables.
    pub point: Point<F>,
    /// One coefficient for each column.
    pub coefficients: Vec<F>,
    /// The claimed value.
    pub value: F,
}

/// Claims at one point: a column's number and the claimed value.
struct Group<F> {
    point: Point<F>,
    members: Vec<(usize, F)>,
}

/// Groups claims by point.
fn group<F: Scalar>(claims: &[EvaluationClaim<F>]) -> Vec<Group<F>> {
    let mut groups: Vec<Group<F>> = Vec::new();
    for claim in claims {
        let member = (claim.oracle.0 as usize, claim.value);
        match groups.iter_mut().find(|group| group.point == claim.point) {
            Some(group) => group.members.push(member),
            None => groups.push(Group { point: claim.point.clone(), members: vec![member] }),
        }
    }
    groups
}

/// The whole statement: number of variables, and each group's point, columns and values, with all counts.
fn statement_bytes<F: Scalar>(num_vars: usize, groups: &[Group<F>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let number = |bytes: &mut Vec<u8>, n: usize| bytes.extend_from_slice(&(n as u64).to_le_bytes());
    number(&mut bytes, num_vars);
    number(&mut bytes, groups.len());
    for group in groups {
        number(&mut bytes, group.point.len());
        field_bytes(&mut bytes, &group.point);
        number(&mut bytes, group.members.len());
        for (column, value) in &group.members {
            number(&mut bytes, *column);
            field_bytes(&mut bytes, &[*value]);
        }
    }
    bytes
}

/// `1, x, x^2, ..`.
fn powers<F: Scalar>(x: F) -> impl Iterator<Item = F> {
    std::iter::successors(Some(F::one()), move |power| Some(*power * x))
}

/// `Σ_x Σ_g μ^g eq(r_g, x_lo) f_g(x_lo)`: the polynomials are the groups' combinations.
struct OpeningRelation<F> {
    num_vars: usize,
    /// `(r_g, μ^g)`
    groups: Vec<(Point<F>, F)>,
}

impl<F: Scalar> OpeningRelation<F> {
    fn new(num_vars: usize, groups: &[Group<F>], mu: F) -> Self {
        Self { num_vars, groups: groups.iter().map(|group| group.point.clone()).zip(powers(mu)).collect() }
    }

    /// `Σ_g μ^g 2^{N-n_g} y_g`.
    fn claim(&self, values: &[F]) -> F {
        let term = |((point, weight), y): (&(Point<F>, F), &F)| *weight * y * F::from(2u64).pow([(self.num_vars - point.len()) as u64]);
        self.groups.iter().zip(values).map(term).sum()
    }

    /// What is left after the sum-check: each column's coefficient is the sum of `ν^g ρ^j` over its claims.
    fn combine(&self, groups: &[Group<F>], num_columns: usize, reduction: Reduction<F>, rho: F, nu: F) -> Combination<F> {
        let (mut coefficients, mut value) = (vec![F::zero(); num_columns], F::zero());
        for ((group, y), nu_power) in groups.iter().zip(&reduction.openings).zip(powers(nu)) {
            for ((column, _), rho_power) in group.members.iter().zip(powers(rho)) {
                coefficients[*column] += nu_power * rho_power;
            }
            let leading = &reduction.point[..self.num_vars - group.point.len()];
            value += nu_power * y * leading.iter().map(|r| F::one() - r).product::<F>();
        }
        Combination { point: reduction.point, coefficients, value }
    }
}

impl<F: Scalar> Relation<F> for OpeningRelation<F> {
    fn name(&self) -> Label {
        STATEMENT
    }

    fn num_vars(&self) -> usize {
        self.num_vars
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        self.groups.len()
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let term = |((r, weight), y): (&(Point<F>, F), &F)| *weight * eq::evaluate(r, &point[self.num_vars - r.len()..]) * y;
        self.groups.iter().zip(openings).map(term).sum()
    }
}

/// Verifies the reduction of `claims` about columns with these numbers of variables.
///
/// *Errors*: truncated or badly encoded messages; a false sum-check; [`ProofError::Shape`] where a claim names no column or its point has
/// another number of coordinates than the column has variables.
pub fn verify<F: Scalar>(
    columns: &[usize],
    claims: &[EvaluationClaim<F>],
    num_vars: usize,
    channel: &mut dyn VerifierChannel<F>,
) -> Result<Combination<F>, ProofError> {
    check_shape(columns, claims, num_vars)?;
    let groups = group(claims);
    channel.absorb(STATEMENT, &statement_bytes(num_vars, &groups));
    let (rho, mu) = (channel.challenge(RHO), channel.challenge(MU));
    let values: Vec<F> = groups.iter().map(|group| group.members.iter().zip(powers(rho)).map(|((_, y), power)| *y * power).sum()).collect();
    let relation = OpeningRelation::new(num_vars, &groups, mu);
    let reduction = sumcheck::verify(&relation, relation.claim(&values), channel)?;
    let nu = channel.challenge(NU);
    Ok(relation.combine(&groups, columns.len(), reduction, rho, nu))
}

fn check_shape<F: Scalar>(columns: &[usize], claims: &[EvaluationClaim<F>], num_vars: usize) -> Result<(), ProofError> {
    for claim in claims {
        let column = claim.oracle.0 as usize;
        let expected =
            *columns.get(column).ok_or(ProofError::Shape { what: "number of a claimed column", actual: column, limit: columns.len() })?;
        if claim.point.len() != expected {
            return Err(ProofError::Shape { what: "number of coordinates of a claim", actual: claim.point.len(), limit: expected });
        }
        if expected > num_vars {
            return Err(ProofError::Shape { what: "number of variables of a column", actual: expected, limit: num_vars });
        }
    }
    Ok(())
}
