//! The output check: RAM ends with the claimed words in the cells of the output (protocol 6.8).
//!
//! With `io` the indicator of the claimed cells and `v_io` their words, the verifier draws `r` and the prover shows
//!
//! `0 = Σ_a eq(r, a) io(a) (v_final(a) - v_io(a))`.
//!
//! *Soundness*: a wrong word survives with probability at most `3 k / |F|` over `2^k` cells, `k` for `r` and `2k` for the sum-check. `v_final` is the column that the memory
//! argument's Init and Final tuples use, and the claims are absorbed before.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::MemoryError;
use poly::{Claims, OracleId, Scalar, eq};
use sumcheck::Relation;
use transcript::{Label, ProofError, VerifierChannel};

#[cfg(feature = "prover")]
mod prover;

/// Name of the check.
pub const OUTPUT: Label = "output";
/// Label of the point of the zero check.
const POINT: Label = "output point";

/// Claimed final words of some cells.
///
/// ```
/// use ark_bn254::Fr;
/// use memory::output::OutputCheck;
/// use poly::{MultilinearPolynomial, OracleId};
/// use transcript::{MerlinProver, MerlinVerifier};
///
/// let memory = MultilinearPolynomial::<Fr>::from(vec![0u32, 17, 4, 0]);
/// let check = OutputCheck::<Fr>::new(2, [(1, 17), (2, 4)])?;
/// let mut prover = MerlinProver::new("output");
/// let claims = check.prove(&memory, OracleId(0), &mut prover);
/// let proof = prover.finish();
/// let verified = check.verify(OracleId(0), &mut MerlinVerifier::new("output", &proof))?;
/// assert_eq!(claims, verified); // still to be proved: the value of the memory's column at a random point
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputCheck<F> {
    log_cells: usize,
    /// Sorted by cell.
    cells: Vec<(usize, F)>,
}

impl<F: Scalar> OutputCheck<F> {
    /// Claims about a memory of `2^log_cells` cells.
    ///
    /// *Errors*: a cell that is named twice or lies outside.
    pub fn new(log_cells: usize, cells: impl IntoIterator<Item = (usize, u32)>) -> Result<Self, MemoryError> {
        let mut cells: Vec<(usize, F)> = cells.into_iter().map(|(cell, word)| (cell, F::from(word))).collect();
        cells.sort_unstable_by_key(|(cell, _)| *cell);
        let wrong = |cell| Err(MemoryError::Cell { cell, log_cells });
        if let Some((cell, _)) = cells.last().filter(|(cell, _)| cell >> log_cells != 0) {
            return wrong(*cell);
        }
        for pair in cells.windows(2) {
            if let [(first, _), (second, _)] = pair
                && first == second
            {
                return wrong(*first);
            }
        }
        Ok(Self { log_cells, cells })
    }

    /// Verifies the claims, up to one claim on the memory's final values.
    ///
    /// *Preconditions*: the claimed words are absorbed, the column is received.
    /// *Errors*: badly formed messages; [`ProofError::Check`] with [`OUTPUT`].
    pub fn verify(&self, v_final: OracleId, channel: &mut dyn VerifierChannel<F>) -> Result<Claims<F>, ProofError> {
        let relation = Output { check: self, point: channel.challenges(POINT, self.log_cells) };
        let reduction = sumcheck::verify(&relation, F::zero(), channel)?;
        let mut claims = Claims::new();
        claims.push_all(&[v_final], &reduction.point, &reduction.openings);
        Ok(claims)
    }

    /// `(io~, v_io~)` at a point: `Σ_a eq(point, a) (1, v_a)`, with `eq` as a product of two tables of `2^{k/2}` entries.
    fn evaluate(&self, point: &[F]) -> (F, F) {
        let (high, low) = point.split_at(point.len() / 2);
        let (high_table, low_table) = (eq::table(high), eq::table(low));
        let weight = |cell: usize| {
            let (high, low) = (high_table.get(cell >> low.len()), low_table.get(cell & ((1 << low.len()) - 1)));
            high.zip(low).map_or(F::zero(), |(high, low)| *high * low)
        };
        self.cells.iter().fold((F::zero(), F::zero()), |(io, v_io), (cell, word)| {
            let weight = weight(*cell);
            (io + weight, v_io + weight * word)
        })
    }
}

/// `Σ_a eq(r, a) io(a) (v_final(a) - v_io(a))`; the opening is `v_final`.
struct Output<'a, F> {
    check: &'a OutputCheck<F>,
    /// `r`.
    point: Vec<F>,
}

impl<F: Scalar> Relation<F> for Output<'_, F> {
    fn name(&self) -> Label {
        OUTPUT
    }

    fn num_vars(&self) -> usize {
        self.check.log_cells
    }

    fn eq_point(&self) -> Option<&[F]> {
        Some(&self.point)
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        1
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let (io, v_io) = self.check.evaluate(point);
        openings.iter().map(|v_final| io * (*v_final - v_io)).sum()
    }
}
