//! The verifier.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use super::fingerprint::{FINGERPRINT, Fingerprint};
use super::relations::{Outputs, Toggles};
use super::{Lasso, MULTISET, OUTPUTS, Own, READS, TABLES};
use crate::{ColumnSpec, InstructionSet, LookupArgument, SharedOracles};
use poly::{Claims, OracleId, Scalar, eq};
use sumcheck::grand_product::{self, LeafClaim};
use transcript::{Label, ProofError, VerifierOracles};

/// Label of the point of the outputs' sum-check.
pub(super) const ROW: Label = "lookup row";
/// Label of the products over rows: reads and writes of each memory in turn.
pub(super) const ROW_PRODUCTS: Label = "lookup products over rows";
/// Label of the products over subtables: for each subtable its initial state, then the final states of its memories.
pub(super) const TABLE_PRODUCTS: Label = "lookup products over tables";
/// Label of the final counts at the leaves' point.
pub(super) const FINAL_COUNTS: Label = "lookup final counts";

impl<F: Scalar> LookupArgument<F> for Lasso {
    const NAME: &'static str = "lasso";

    fn columns(set: &InstructionSet<F>, log_steps: usize) -> Vec<ColumnSpec> {
        Self::specs(set, log_steps)
    }

    fn verify(
        set: &InstructionSet<F>,
        log_steps: usize,
        shared: &SharedOracles,
        own: &[OracleId],
        channel: &mut dyn VerifierOracles<F>,
    ) -> Result<Claims<F>, ProofError> {
        check_shape(set, log_steps, shared)?;
        let expected = Self::specs(set, log_steps).len();
        let own = Own::split(set, own).ok_or(ProofError::Shape { what: "number of lookup columns", actual: own.len(), limit: expected })?;
        let mut claims = Claims::new();

        channel.absorb(OUTPUTS, &set.statement());
        let outputs = Outputs { set, point: channel.challenges(ROW, log_steps) };
        let reduction = sumcheck::verify(&outputs, F::zero(), channel)?;
        let oracles = [own.e, &shared.flags, &[shared.output]].concat();
        claims.push_all(&oracles, &reduction.point, &reduction.openings);

        channel.absorb(READS, b"");
        let fingerprint = Fingerprint::new(channel.challenge(FINGERPRINT), channel.challenge(FINGERPRINT));
        let row_products = channel.receive(ROW_PRODUCTS, 2 * set.memories().len())?;
        let table_products = channel.receive(TABLE_PRODUCTS, set.subtables().len() + set.memories().len())?;
        channel.check(MULTISET, multisets_agree(set, &row_products, &table_products))?;

        let leaves = grand_product::verify(row_products.len(), log_steps, &row_products, channel)?;
        let weights = leaves.weights().into_iter().take(row_products.len()).collect();
        let toggles = Toggles { set, fingerprint, leaf_point: leaves.leaf_point.to_vec(), weights };
        let reduction = sumcheck::verify(&toggles, leaves.value, channel)?;
        claims.push_all(&[own.dim, own.read_cts, own.e, &shared.flags].concat(), &reduction.point, &reduction.openings);

        let leaves = grand_product::verify(table_products.len(), set.word().index_bits(), &table_products, channel)?;
        let final_cts = channel.receive(FINAL_COUNTS, set.memories().len())?;
        channel.check(TABLES, table_leaves(set, &fingerprint, &leaves, &final_cts) == leaves.value)?;
        claims.push_all(own.final_cts, &leaves.leaf_point, &final_cts);
        Ok(claims)
    }
}

/// Counters and indices must not wrap around the characteristic.
fn check_shape<F: Scalar>(set: &InstructionSet<F>, log_steps: usize, shared: &SharedOracles) -> Result<(), ProofError> {
    let limit = |what, actual, limit| if actual <= limit { Ok(()) } else { Err(ProofError::Shape { what, actual, limit }) };
    let bits = (F::MODULUS_BIT_SIZE as usize - 1).min(32);
    limit("log of the number of lookups", log_steps, bits)?;
    limit("bits of a lookup index", set.word().index_bits(), bits)?;
    limit("number of lookup flags", shared.flags.len(), set.instructions().len())?;
    limit("number of lookup instructions", set.instructions().len(), shared.flags.len())
}

/// `Init_s W_m = R_m F_m` for every memory `m` of every subtable `s`.
fn multisets_agree<F: Scalar>(set: &InstructionSet<F>, row_products: &[F], table_products: &[F]) -> bool {
    let mut table_products = table_products.iter();
    set.memories_by_subtable().into_iter().all(|memories| {
        let Some(init) = table_products.next() else { return false };
        memories.into_iter().all(|m| match (row_products.get(2 * m..2 * m + 2), table_products.next()) {
            (Some([reads, writes]), Some(last)) => *init * writes == *reads * last,
            _ => false,
        })
    })
}

/// `Σ_j eq(c, j) h_j(r)` over the circuits of the subtables, from their extensions and the final counts.
fn table_leaves<F: Scalar>(set: &InstructionSet<F>, fingerprint: &Fingerprint<F>, leaves: &LeafClaim<F>, final_cts: &[F]) -> F {
    let address = eq::identity(&leaves.leaf_point);
    let mut values = Vec::new();
    for (subtable, memories) in set.subtables().iter().zip(set.memories_by_subtable()) {
        let entry = subtable.evaluate_mle(&leaves.leaf_point);
        let counts = memories.into_iter().filter_map(|m| final_cts.get(m)).copied();
        values.extend(std::iter::once(F::zero()).chain(counts).map(|count| fingerprint.of(address, entry, count)));
    }
    values.iter().zip(leaves.weights()).map(|(value, weight)| *value * weight).sum()
}
