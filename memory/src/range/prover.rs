//! The prover of range checks.
#![allow(clippy::indexing_slicing)]

use super::{ALPHA, Group, OPENINGS, ROOTS, RangeCheck};
use crate::form::Opened;
use crate::{LinearForm, Tables};
use poly::{Claims, MultilinearPolynomial, OracleId, Scalar};
use std::sync::Arc;
use sumcheck::fractional_sum::{FractionalSum, Numerators};
use transcript::ProverChannel;

impl<F: Scalar> RangeCheck<F> {
    /// Proves what [`Self::verify`] verifies. Values outside the table get a proof that it rejects.
    ///
    /// *Preconditions*: the columns have the check's number and lengths.
    pub fn prove(&self, columns: &[Arc<MultilinearPolynomial<F>>], oracles: &[OracleId], channel: &mut dyn ProverChannel<F>) -> Claims<F> {
        let tables = Tables { columns, publics: &[] };
        channel.absorb(self.name, b"");
        let alpha = channel.challenge(ALPHA);
        let mut trees: Vec<FractionalSum<F>> = self.groups.iter().map(|group| group.tree(alpha, &tables)).collect();
        let table = LinearForm::constant(alpha) - LinearForm::identity();
        let multiplicities = Numerators::Column(columns[self.multiplicity].clone());
        trees.push(FractionalSum::new(multiplicities, table.values(&tables, self.bits)));
        let roots: Vec<F> = trees.iter().flat_map(|tree| <[F; 2]>::from(tree.root())).collect();
        channel.send(ROOTS, &roots);

        let mut claims = Claims::new();
        for (k, tree) in trees.into_iter().enumerate() {
            let leaves = tree.prove(channel);
            let Some(group) = self.groups.get(k) else {
                claims.push(oracles[self.multiplicity], leaves.point, leaves.numerator);
                break;
            };
            let opened = Opened::of(&group.values);
            let row_point = leaves.point.last(group.log_rows);
            let openings = opened.values(&tables, &row_point);
            channel.send(OPENINGS, &openings);
            claims.extend(opened.claims(oracles, &row_point, &openings));
        }
        claims
    }

    /// How often each table entry occurs among the values; values outside the table are not counted.
    pub fn multiplicities(&self, columns: &[Arc<MultilinearPolynomial<F>>]) -> MultilinearPolynomial<F> {
        let tables = Tables { columns, publics: &[] };
        let mut counts = vec![0u64; 1 << self.bits];
        for group in &self.groups {
            for value in group.values.iter().flat_map(|form| form.values(&tables, group.log_rows)) {
                if let Some(count) = machine_word(&value).and_then(|word| counts.get_mut(word as usize)) {
                    *count += 1;
                }
            }
        }
        counts.into()
    }
}

impl<F: Scalar> Group<F> {
    /// The tree over `1 / (α - u)`.
    fn tree(&self, alpha: F, tables: &Tables<'_, F>) -> FractionalSum<F> {
        let rows = 1usize << self.log_rows;
        let mut denominators = vec![F::zero(); rows << self.log_forms()];
        for (form, out) in self.denominators(alpha).iter().zip(denominators.chunks_mut(rows)) {
            form.write(tables, out);
        }
        FractionalSum::new(Numerators::Ones, denominators)
    }
}

/// The field element as a machine word, if it is one.
pub(crate) fn machine_word<F: Scalar>(value: &F) -> Option<u64> {
    let limbs = value.into_bigint();
    let (low, high) = limbs.as_ref().split_first()?;
    high.iter().all(|limb| *limb == 0).then_some(*low)
}
