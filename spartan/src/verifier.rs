//! The verifier.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::UniformR1cs;
use crate::relation::{Inner, Outer, Shift};
use poly::{Claims, OracleId, Point, Scalar};
use transcript::{Label, ProofError, VerifierChannel};

/// Block label; the statement is absorbed under it.
pub(crate) const BLOCK: Label = "spartan";
/// Challenges of the zero check.
pub(crate) const TAU: Label = "spartan tau";
/// Challenge that combines the three matrices.
pub(crate) const RHO: Label = "spartan rho";

/// What the block absorbs first: the matrices and the number of steps.
pub(crate) fn statement(system: &UniformR1cs, log_steps: usize) -> Vec<u8> {
    [&(log_steps as u64).to_le_bytes()[..], &system.digest_bytes()].concat()
}

/// Verifies that the columns behind `oracles` satisfy `system` on each of `2^log_steps` steps, up to the returned claims: every committed
/// column at one point, and the columns read one step on at a second one (protocol 5.4).
///
/// *Shape*: `oracles` are the committed columns in the system's order, of `log_steps` variables each; the caller bounds `log_steps`.
/// `O(nonzeros + log_steps)` field operations: the verifier evaluates the matrices itself.
///
/// *Errors*: [`ProofError::Shape`] for a wrong number of oracles; otherwise truncated or badly encoded messages and the checks
/// `spartan outer`, `spartan inner`, `spartan shift`.
///
/// *Soundness*: with `n = log_steps`, `m = log_rows`, `k = log_variables` a false statement survives with probability at most
/// `(3(n + m) + 2 + 2(k + 1) + 2n) / |F|`, where the returned claims are proved. The columns must be bound to the channel before.
///
/// *Example*: see the [crate's documentation](crate).
pub fn verify<F: Scalar>(
    system: &UniformR1cs,
    oracles: &[OracleId],
    log_steps: usize,
    channel: &mut dyn VerifierChannel<F>,
) -> Result<Claims<F>, ProofError> {
    if oracles.len() != system.num_committed() {
        return Err(ProofError::Shape {
            what: "number of columns of the constraint system",
            actual: oracles.len(),
            limit: system.num_committed(),
        });
    }
    channel.absorb(BLOCK, &statement(system, log_steps));

    let tau = channel.challenges(TAU, log_steps + system.log_rows());
    let outer = sumcheck::verify(&Outer { tau }, F::zero(), channel)?;
    let (r_step, r_row) = outer.point.split_at(log_steps);

    let rho = channel.challenge(RHO);
    let relation = Inner::new(system, r_step, r_row, rho);
    let inner = sumcheck::verify(&relation, Inner::claim(&outer.openings, rho), channel)?;
    let extra = usize::from(relation.has_shift());
    let (w, values) = inner.openings.split_at(extra);
    let (_, r_variable) = inner.point.split_at(extra);
    let mut claims = Claims::new();
    claims.push_all(oracles, &Point::new(r_step.to_vec()), values);

    for w in w {
        let shift = sumcheck::verify(&Shift::new(system, r_step, r_variable), *w, channel)?;
        claims.push_all(&shifted_oracles(system, oracles), &shift.point, &shift.openings);
    }
    Ok(claims)
}

/// The oracles of the committed columns that are read one step on.
pub(crate) fn shifted_oracles(system: &UniformR1cs, oracles: &[OracleId]) -> Vec<OracleId> {
    let shifted = system.shifted();
    system.committed().zip(oracles).filter(|(variable, _)| shifted.contains(variable)).map(|(_, oracle)| *oracle).collect()
}
