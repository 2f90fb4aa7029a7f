//! The prover: the verifier's list with a prover's channel.

use super::fingerprint::{FINGERPRINT, Fingerprint};
use super::groups::groups;
use super::outputs::OutputsProver;
use super::relations::{Outputs, Toggles};
use super::toggles::TogglesProver;
use super::verify::{FINAL_COUNTS, ROW, ROW_PRODUCTS, TABLE_PRODUCTS};
use super::{Lasso, OUTPUTS, Own, READS, products, witness};
use crate::{InstructionSet, ProveLookups, Queries, SharedColumns, SharedOracles};
use poly::{Claims, MultilinearPolynomial, OracleId, Point, Scalar, eq};
use std::sync::Arc;
use sumcheck::grand_product::GrandProducts;
use tracing::info_span;
use transcript::ProverOracles;

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
        let (oracles, columns) = shared;
        let ids = Own::split(set, own).expect("as many oracles as Lasso has columns");
        let own = Own::split(set, own_columns).expect("as many columns as Lasso has");
        let log_steps = columns.output.num_vars();
        let mut claims = Claims::new();

        let span = info_span!("lookup outputs").entered();
        channel.absorb(OUTPUTS, &set.statement());
        let outputs = Outputs { set, point: channel.challenges(ROW, log_steps) };
        let mut prover = OutputsProver::new(&outputs, own.e, columns);
        let reduction = sumcheck::prove(&outputs, &mut prover, F::zero(), channel);
        claims.push_all(&[ids.e, &oracles.flags, &[oracles.output]].concat(), &reduction.point, &reduction.openings);
        drop(span);

        let span = info_span!("lookup products").entered();
        channel.absorb(READS, b"");
        let fingerprint = Fingerprint::new(channel.challenge(FINGERPRINT), channel.challenge(FINGERPRINT));
        let groups = groups(set, &columns.flags, |m| [&*own.e[m], &*own.read_cts[m]]);
        let over_rows = GrandProducts::new(products::over_rows(set, &fingerprint, &own, &groups));
        let over_tables = GrandProducts::new(products::over_tables(set, &fingerprint, own.final_cts));
        channel.send(ROW_PRODUCTS, &over_rows.roots());
        channel.send(TABLE_PRODUCTS, &over_tables.roots());
        drop(span);

        let span = info_span!("lookup reads").entered();
        let leaves = over_rows.prove(channel);
        let (leaf_point, circuit_point) = (leaves.leaf_point.to_vec(), leaves.circuit_point.to_vec());
        let toggles = Toggles { set, fingerprint, leaf_point, circuit_point };
        let mut prover = TogglesProver::new(&toggles, &own, &columns.flags, groups);
        let reduction = sumcheck::prove(&toggles, &mut prover, leaves.value, channel);
        let row = Point::new(reduction.point[..log_steps].to_vec());
        claims.push_all(&[ids.dim, ids.read_cts, ids.e, &oracles.flags].concat(), &row, &reduction.openings);
        drop(span);

        let _span = info_span!("lookup tables").entered();
        let leaves = over_tables.prove(channel);
        let weights = eq::table(&leaves.leaf_point);
        let final_cts: Vec<F> = own.final_cts.iter().map(|column| column.dot(&weights)).collect();
        channel.send(FINAL_COUNTS, &final_cts);
        claims.push_all(ids.final_cts, &leaves.leaf_point, &final_cts);
        claims
    }
}
