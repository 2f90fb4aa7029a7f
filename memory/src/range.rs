//! Range checks: every value lies in `[0, 2^b)`, by fractional sums (Haböck, Multivariate lookups based on logarithmic derivatives, eprint 2022/1530;
//! Papini, Haböck, eprint 2023/1930; protocol 6.7).
//!
//! Values `u` lie in the table if and only if some multiplicities make the rational functions equal:
//!
//! `Σ_u 1 / (X - u) = Σ_{v < 2^b} mult(v) / (X - v)`.
//!
//! The verifier compares them at a random `α`. Values of one length form a [`Group`] and one tree of [`sumcheck::fractional_sum`]; the table is the last tree.
//!
//! *Soundness*: with `N` values fewer than the characteristic, a value outside the table survives with probability at most `(N + 2^b) / |F|`, plus the errors of the trees.
//! Values and multiplicities must be committed before.
//!
//! ```
//! use ark_bn254::Fr;
//! use memory::LinearForm;
//! use memory::range::{Group, RangeCheck};
//! use poly::OracleId;
//! use std::sync::Arc;
//! use transcript::{MerlinProver, MerlinVerifier};
//!
//! // column 0 and 200 minus column 0 are both bytes: column 0 lies in [0, 200]
//! let x = LinearForm::<Fr>::column(0);
//! let bytes = Group { log_rows: 2, values: vec![x.clone(), LinearForm::from(200) - x] };
//! let check = RangeCheck::new("bytes", 8, vec![bytes], 1, 2)?;
//!
//! let mut columns = [vec![0u32, 199, 200, 7], vec![0; 256]].map(|column| Arc::new(column.into()));
//! columns[1] = Arc::new(check.multiplicities(&columns));
//! let oracles = [0, 1].map(OracleId); // as a commitment channel numbers them
//! let mut prover = MerlinProver::new("example");
//! let claims = check.prove(&columns, &oracles, &mut prover);
//! let proof = prover.finish();
//! let verified = check.verify(&oracles, &mut MerlinVerifier::new("example", &proof))?;
//! assert_eq!(claims, verified); // still to be proved: these values of both columns
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::form::{Opened, check_form};
use crate::{LinearForm, MemoryError};
use poly::{Claims, OracleId, Scalar, eq};
use sumcheck::fractional_sum;
use transcript::{Label, ProofError, VerifierChannel};

#[cfg(feature = "prover")]
mod prover;
#[cfg(feature = "prover")]
pub(crate) use prover::machine_word;

/// Name of the check that no denominator vanishes.
pub const DENOMINATORS: Label = "range: denominators";
/// Name of the equality of the two sums.
pub const SUMS: Label = "range: sums";
/// Name of the check that a tree's leaves are the values, or the table.
pub const LEAVES: Label = "range: leaves";
/// Label of the challenge `α`.
const ALPHA: Label = "range alpha";
/// Label of all trees' roots.
const ROOTS: Label = "range roots";
/// Label of the columns' values.
const OPENINGS: Label = "range openings";

/// Values over the same rows.
#[derive(Clone, Debug)]
pub struct Group<F> {
    /// log2 of the number of rows.
    pub log_rows: usize,
    /// One value in each row from each form.
    pub values: Vec<LinearForm<F>>,
}

impl<F: Scalar> Group<F> {
    /// log2 of the number of forms, rounded up.
    fn log_forms(&self) -> usize {
        self.values.len().next_power_of_two().trailing_zeros() as usize
    }

    /// The forms `α - u` of the denominators.
    fn denominators(&self, alpha: F) -> Vec<LinearForm<F>> {
        self.values.iter().map(|value| LinearForm::constant(alpha) - value.clone()).collect()
    }
}

/// The statement that all values of some groups lie in `[0, 2^bits)`.
///
/// *Shape*: a group of `m` forms over `2^n` rows is a tree of `2^{n + ceil(log2 m)}` leaves, the number of the form in the most significant bits; missing
/// forms are filled up with the value 0.
#[derive(Clone, Debug)]
pub struct RangeCheck<F> {
    name: Label,
    bits: usize,
    groups: Vec<Group<F>>,
    multiplicity: usize,
    num_columns: usize,
}

impl<F: Scalar> RangeCheck<F> {
    /// A check of values over `num_columns` committed columns; `multiplicity` is the number of the column of `2^bits` multiplicities.
    ///
    /// *Errors*: forms over columns that are not there, or over public tables.
    pub fn new(name: Label, bits: usize, mut groups: Vec<Group<F>>, multiplicity: usize, num_columns: usize) -> Result<Self, MemoryError> {
        if multiplicity >= num_columns {
            return Err(MemoryError::UnknownColumn { column: multiplicity, count: num_columns });
        }
        for group in &mut groups {
            group.values.iter().try_for_each(|form| check_form(form, group.log_rows, num_columns, 0))?;
            group.values.resize(1 << group.log_forms(), LinearForm::constant(F::zero()));
        }
        Ok(Self { name, bits, groups, multiplicity, num_columns })
    }

    /// Verifies that all values lie in the table, up to the returned claims on the columns behind `oracles`.
    ///
    /// *Errors*: badly formed messages; [`ProofError::Check`] with [`DENOMINATORS`], [`SUMS`], [`LEAVES`] or [`fractional_sum::LAYER`]; [`ProofError::Shape`] for a
    /// number of oracles that is not the check's.
    pub fn verify(&self, oracles: &[OracleId], channel: &mut dyn VerifierChannel<F>) -> Result<Claims<F>, ProofError> {
        let Some(multiplicity) = oracles.get(self.multiplicity).filter(|_| oracles.len() == self.num_columns) else {
            return Err(ProofError::Shape { what: "number of columns", actual: oracles.len(), limit: self.num_columns });
        };
        channel.absorb(self.name, b"");
        let alpha = channel.challenge(ALPHA);
        let roots: Vec<(F, F)> = pairs(&channel.receive(ROOTS, 2 * (self.groups.len() + 1))?);
        let (table, values) = roots.split_last().ok_or(ProofError::Shape { what: "trees", actual: 0, limit: 1 })?;
        channel.check(DENOMINATORS, roots.iter().all(|(_, q)| !q.is_zero()))?;
        let (p, q) = values.iter().fold((F::zero(), F::one()), |(p, q), (pi, qi)| (p * qi + *pi * q, q * qi));
        channel.check(SUMS, p * table.1 == table.0 * q)?;

        let mut claims = Claims::new();
        for (group, root) in self.groups.iter().zip(values) {
            let log_forms = group.log_forms();
            let leaves = fractional_sum::verify(log_forms + group.log_rows, *root, channel)?;
            let (form_point, row_point) = leaves.point.split_at(log_forms.min(leaves.point.len()));
            let denominators = group.denominators(alpha);
            let opened = Opened::of(&denominators);
            let openings = channel.receive(OPENINGS, opened.len())?;
            let form = LinearForm::combination(&eq::table(form_point), &denominators);
            let expected = opened.evaluate(&form, row_point, &openings, &[]);
            channel.check(LEAVES, leaves.numerator.is_one() && leaves.denominator == expected)?;
            claims.extend(opened.claims(oracles, &row_point.to_vec().into(), &openings));
        }
        let leaves = fractional_sum::verify(self.bits, *table, channel)?;
        channel.check(LEAVES, leaves.denominator == alpha - eq::identity(&leaves.point))?;
        claims.push(*multiplicity, leaves.point, leaves.numerator);
        Ok(claims)
    }
}

/// `(p, q)` from `p_1, q_1, p_2, ..`.
fn pairs<F: Scalar>(values: &[F]) -> Vec<(F, F)> {
    values.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}
