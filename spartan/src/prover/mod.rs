//! The prover.

mod evaluations;
mod outer;
mod product;
mod quadratic;

use crate::UniformR1cs;
use crate::forms::{Columns, Forms};
use crate::relation::{Inner, Outer, Shift};
use crate::verifier::{BLOCK, RHO, TAU, shifted_oracles, statement};
use outer::OuterProver;
use poly::{Claims, MultilinearPolynomial, OracleId, Point, Scalar};
use product::{InnerProver, ShiftProver};
use std::sync::Arc;
use transcript::ProverChannel;

/// Proves that `columns` satisfy `system` on each of `2^log_steps` steps, up to the returned claims, which are those of [`crate::verify`].
///
/// A false statement is proved like a true one, and rejected by the verifier: see [`UniformR1cs::violated`] for what is wrong with it.
///
/// *Shape*: about `16 (2p + q + 1)` bytes a step, where `p` counts the distinct left factors `A_c` and `q` the constraints `f (f - 1) = 0` whose `f` is
/// no left factor elsewhere.
///
/// *Preconditions*: `columns` are the committed columns in the system's order, of `2^log_steps` values each, bound to the channel before.
///
/// *Example*: see the [crate's documentation](crate).
pub fn prove<F: Scalar>(
    system: &UniformR1cs,
    columns: &[(OracleId, Arc<MultilinearPolynomial<F>>)],
    log_steps: usize,
    channel: &mut dyn ProverChannel<F>,
) -> Claims<F> {
    let oracles: Vec<OracleId> = columns.iter().map(|(oracle, _)| *oracle).collect();
    let columns = Columns::new(system, columns.iter().map(|(_, table)| table), log_steps);
    channel.absorb(BLOCK, &statement(system, log_steps));

    let tau = channel.challenges(TAU, log_steps + system.log_rows());
    let forms = Forms::new(system, &columns);
    let relation = Outer { tau };
    let mut prover = OuterProver::new(system, &columns, &forms, &relation.tau, log_steps);
    let outer = tracing::info_span!("spartan_outer").in_scope(|| sumcheck::prove(&relation, &mut prover, F::zero(), channel));
    let mut evaluations = prover.into_evaluations();
    let (r_step, r_row) = outer.point.split_at(log_steps);

    let rho = channel.challenge(RHO);
    let relation = Inner::new(system, r_step, r_row, rho);
    let mut prover = InnerProver::new(&relation, &evaluations);
    let inner = sumcheck::prove(&relation, &mut prover, Inner::claim(&outer.openings, rho), channel);
    let extra = usize::from(relation.has_shift());
    let (w, values) = inner.openings.split_at(extra);
    let mut claims = Claims::new();
    claims.push_all(&oracles, &Point::new(r_step.to_vec()), values);

    for w in w {
        let relation = Shift::new(system, r_step, &inner.point[extra..]);
        let combined = evaluations::combine(&columns, system.shifted(), &relation.weights);
        let mut prover = ShiftProver::new(system, &columns, evaluations.take_successor(), combined);
        let shift = tracing::info_span!("spartan_shift").in_scope(|| sumcheck::prove(&relation, &mut prover, *w, channel));
        claims.push_all(&shifted_oracles(system, &oracles), &shift.point, &shift.openings);
    }
    claims
}
