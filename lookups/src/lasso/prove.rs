//! The prover: the verifier's list with a prover's channel.

use super::fingerprint::{FINGERPRINT, Fingerprint};
use super::groups::{Group, groups};
use super::outputs::OutputsProver;
use super::relations::{Outputs, Toggles};
use super::toggles::TogglesProver;
use super::verify::{FINAL_COUNTS, ROW, ROW_PRODUCTS, TABLE_PRODUCTS};
use super::{Lasso, OUTPUTS, Own, READS, products, witness};
use crate::{InstructionSet, ProveLookups, Queries, SharedColumns, SharedOracles};
use poly::{Claims, MultilinearPolynomial, OracleId, Scalar, eq};
use std::sync::Arc;
use sumcheck::grand_product::{GrandProducts, Leaves};
use tracing::info_span;
use transcript::ProverOracles;

type Column<F> = Arc<MultilinearPolynomial<F>>;

impl<F: Scalar> ProveLookups<F> for Lasso {
    fn witness(set: &InstructionSet<F>, queries: &Queries) -> Vec<Arc<MultilinearPolynomial<F>>> {
        witness::columns(set, queries)
    }

    fn prove(
        set: &InstructionSet<F>,
        shared: (&SharedOracles, &SharedColumns<F>),
        own: &[OracleId],
        own_columns: &[Arc<MultilinearPolynomial<F>>],
        channel: &mut dyn ProverOracles<F>,
    ) -> Claims<F> {
        let (oracles, shared) = shared;
        let ids = Own::split(set, own).expect("as many oracles as Lasso has columns");
        let own = Own::split(set, own_columns).expect("as many columns as Lasso has");
        let prover = Prover { set, oracles, shared, ids, own };
        let mut claims = Claims::new();
        prover.outputs(&mut claims, channel);
        let groups = prover.groups();
        prover.reads(|fingerprint| prover.leaves(fingerprint, &groups), &groups, &mut claims, channel);
        claims
    }
}

/// Everything that the prover holds, with the oracles that the verifier holds.
pub(super) struct Prover<'a, F: Scalar> {
    pub set: &'a InstructionSet<F>,
    pub oracles: &'a SharedOracles,
    pub shared: &'a SharedColumns<F>,
    pub ids: Own<'a, OracleId>,
    pub own: Own<'a, Column<F>>,
}

impl<F: Scalar> Prover<'_, F> {
    /// Outputs are collations of subtable values.
    pub fn outputs(&self, claims: &mut Claims<F>, channel: &mut dyn ProverOracles<F>) {
        let _span = info_span!("lookup outputs").entered();
        channel.absorb(OUTPUTS, &self.set.statement());
        let outputs = Outputs { set: self.set, point: channel.challenges(ROW, self.shared.output.num_vars()) };
        let mut prover = OutputsProver::new(&outputs, self.own.e, self.shared);
        let reduction = sumcheck::prove(&outputs, &mut prover, F::zero(), channel);
        let oracles = [self.ids.e, &self.oracles.flags, &[self.oracles.output]].concat();
        claims.push_all(&oracles, &reduction.point, &reduction.openings);
    }

    /// The memories by the instructions that read them.
    pub fn groups(&self) -> Vec<Group<F>> {
        groups(self.set, &self.shared.flags, |m| [&*self.own.e[m], &*self.own.read_cts[m]])
    }

    /// The leaves of the products over rows and over tables.
    pub fn leaves(&self, fingerprint: &Fingerprint<F>, groups: &[Group<F>]) -> [Vec<Leaves<F>>; 2] {
        [products::over_rows(self.set, fingerprint, &self.own, groups), products::over_tables(self.set, fingerprint, self.own.final_cts)]
    }

    /// Subtable values are entries of their subtables, given the leaves of the products.
    pub fn reads(
        &self,
        leaves: impl Fn(&Fingerprint<F>) -> [Vec<Leaves<F>>; 2],
        groups: &[Group<F>],
        claims: &mut Claims<F>,
        channel: &mut dyn ProverOracles<F>,
    ) {
        let span = info_span!("lookup products").entered();
        channel.absorb(READS, b"");
        let fingerprint = Fingerprint::new(channel.challenge(FINGERPRINT), channel.challenge(FINGERPRINT));
        let [over_rows, over_tables] = leaves(&fingerprint).map(GrandProducts::new);
        channel.send(ROW_PRODUCTS, &over_rows.roots());
        channel.send(TABLE_PRODUCTS, &over_tables.roots());
        drop(span);

        let span = info_span!("lookup reads").entered();
        let leaves = over_rows.prove(channel);
        let weights = leaves.weights()[..2 * self.set.memories().len()].to_vec();
        let toggles = Toggles { set: self.set, fingerprint, leaf_point: leaves.leaf_point.to_vec(), weights };
        let mut prover = TogglesProver::new(&toggles, &self.own, &self.shared.flags, groups);
        let reduction = sumcheck::prove(&toggles, &mut prover, leaves.value, channel);
        let oracles = [self.ids.dim, self.ids.read_cts, self.ids.e, &self.oracles.flags].concat();
        claims.push_all(&oracles, &reduction.point, &reduction.openings);
        drop(span);

        let _span = info_span!("lookup tables").entered();
        let leaves = over_tables.prove(channel);
        let weights = eq::table(&leaves.leaf_point);
        let final_cts: Vec<F> = self.own.final_cts.iter().map(|column| column.dot(&weights)).collect();
        channel.send(FINAL_COUNTS, &final_cts);
        claims.push_all(self.ids.final_cts, &leaves.leaf_point, &final_cts);
    }
}
