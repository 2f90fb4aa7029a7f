//! The prover of registers and RAM.
#![allow(clippy::expect_used)]

use super::{Offline, multisets, ranges};
use crate::argument::{Committed, MemoryShape, ProveMemory, SharedColumns};
use crate::{Tables, replay};
use poly::{Claims, MultilinearPolynomial, OracleId, Scalar};
use std::sync::Arc;
use transcript::ProverOracles;

impl<F: Scalar> ProveMemory<F> for Offline {
    fn witness(
        shape: &MemoryShape,
        shared: &SharedColumns<Arc<MultilinearPolynomial<F>>>,
        initial: &[u32],
        advice: &[u32],
    ) -> Vec<Arc<MultilinearPolynomial<F>>> {
        let _span = tracing::info_span!("memory witness").entered();
        replay::witness(shape, shared, initial, advice)
    }

    fn prove(
        shape: &MemoryShape,
        shared: &SharedColumns<Committed<F>>,
        own: &[Committed<F>],
        initial: &[u32],
        channel: &mut dyn ProverOracles<F>,
    ) -> Claims<F> {
        let committed: Vec<&Committed<F>> = shared.map(|column| column).into_array().into_iter().chain(own).collect();
        let oracles: Vec<OracleId> = committed.iter().map(|column| column.id).collect();
        let columns: Vec<Arc<MultilinearPolynomial<F>>> = committed.iter().map(|column| column.values.clone()).collect();
        let mut public = initial.to_vec();
        public.resize(1 << shape.log_ram_cells, 0);
        let publics = [Arc::new(MultilinearPolynomial::U32(public))];
        let tables = Tables { columns: &columns, publics: &publics };
        let multisets = multisets(shape).expect("forms over the numbering's columns");
        let ranges = ranges(shape).expect("forms over the numbering's columns");
        let mut claims = tracing::info_span!("memory multisets").in_scope(|| multisets.prove(&tables, &oracles, channel));
        claims.extend(tracing::info_span!("memory ranges").in_scope(|| ranges.prove(&columns, &oracles, channel)));
        claims
    }
}
