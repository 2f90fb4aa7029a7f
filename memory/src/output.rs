//! The output check: RAM ends with the claimed words in the cells of the output (protocol 6.8).
//!
//! With `io` the indicator of the claimed cells and `v_io` their words, the verifier draws `r` and the prover shows
//!
//! `0 = Σ_a eq(r, a) io(a) (v_final(a) - v_io(a))`.
//!
//! *Soundness*: a wrong word survives with probability at most `4 k / |F|` over `2^k` cells, `k` for `r` and `3k` for the sum-check. `v_final` is the column that the memory
//! argument's Init and Final tuples use, and the claims are absorbed before.

use crate::MemoryError;
use poly::{Claims, OracleId, Scalar, eq};
use sumcheck::Relation;
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {
    poly::{MultilinearPolynomial, SplitEq, for_each_mut},
    sumcheck::RoundProver,
    transcript::ProverChannel,
};

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

    /// Proves what [`Self::verify`] verifies.
    ///
    /// *Shape*: the column is bound once, `2^log_cells` multiplications; everything else costs as much as there are claimed cells.
    #[cfg(feature = "prover")]
    pub fn prove(&self, v_final: &MultilinearPolynomial<F>, oracle: OracleId, channel: &mut dyn ProverChannel<F>) -> Claims<F> {
        let relation = Output { check: self, point: channel.challenges(POINT, self.log_cells) };
        let mut prover = OutputProver::new(&relation, v_final);
        let reduction = sumcheck::prove(&relation, &mut prover, F::zero(), channel);
        let mut claims = Claims::new();
        claims.push_all(&[oracle], &reduction.point, &reduction.openings);
        claims
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

/// `eq(point, a) io(a) (v_final(a) - v_io(a))`; the opening is `v_final`.
struct Output<'a, F> {
    check: &'a OutputCheck<F>,
    point: Vec<F>,
}

impl<F: Scalar> Relation<F> for Output<'_, F> {
    fn name(&self) -> Label {
        OUTPUT
    }

    fn num_vars(&self) -> usize {
        self.check.log_cells
    }

    fn degree(&self) -> usize {
        3
    }

    fn num_openings(&self) -> usize {
        1
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let (io, v_io) = self.check.evaluate(point);
        openings.iter().map(|v_final| eq::evaluate(&self.point, point) * io * (*v_final - v_io)).sum()
    }
}

/// The rounds: `v_final` as a table, `io` and `v_io` as sorted lists of what is not 0.
#[cfg(feature = "prover")]
struct OutputProver<'a, F> {
    eq: SplitEq<F>,
    column: &'a MultilinearPolynomial<F>,
    /// `v_final` after the first binding.
    values: Vec<F>,
    /// `(x, io(x), v_io(x))`.
    cells: Vec<(usize, F, F)>,
}

#[cfg(feature = "prover")]
impl<'a, F: Scalar> OutputProver<'a, F> {
    fn new(relation: &Output<'_, F>, column: &'a MultilinearPolynomial<F>) -> Self {
        let cells = relation.check.cells.iter().map(|(cell, word)| (*cell, F::one(), *word)).collect();
        let values = if relation.point.is_empty() { column.to_field() } else { Vec::new() };
        Self { eq: SplitEq::new(&relation.point, F::one()), column, values, cells }
    }

    fn value(&self, x: usize) -> F {
        if self.values.is_empty() { self.column.get(x) } else { self.values[x] }
    }

    /// `(x, low, high)` for every `x` in the lower half with something at `x` or `x + half`; `low` and `high` are `(io, v_io)`.
    fn pairs(&self, half: usize) -> Vec<(usize, (F, F), (F, F))> {
        let (low, high) = self.cells.split_at(self.cells.partition_point(|(x, ..)| *x < half));
        let (mut low, mut high) = (low.iter().peekable(), high.iter().peekable());
        let mut pairs = Vec::with_capacity(self.cells.len());
        while let Some(x) = [low.peek().map(|c| c.0), high.peek().map(|c| c.0 - half)].into_iter().flatten().min() {
            let value = |cell: Option<&(usize, F, F)>| cell.map_or((F::zero(), F::zero()), |(_, io, v_io)| (*io, *v_io));
            pairs.push((x, value(low.next_if(|c| c.0 == x)), value(high.next_if(|c| c.0 == x + half))));
        }
        pairs
    }
}

#[cfg(feature = "prover")]
impl<F: Scalar> RoundProver<F> for OutputProver<'_, F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        let (half, at_high) = (self.eq.half(), self.eq.end());
        let (outer, inner) = self.eq.tables();
        let (mut at_end, mut leading) = (F::zero(), F::zero());
        for (x, low, high) in self.pairs(half) {
            let weight = outer[x / inner.len()] * inner[x % inner.len()];
            let (v_low, v_high) = (self.value(x), self.value(x + half));
            let (io, difference) = if at_high { (high.0, v_high - high.1) } else { (low.0, v_low - low.1) };
            at_end += weight * io * difference;
            leading += weight * (high.0 - low.0) * (v_high - v_low - high.1 + low.1);
        }
        self.eq.round(claim, at_end, &[], leading)
    }

    fn bind(&mut self, r: F) {
        let half = self.eq.half();
        let fold = |low: F, high: F| low + r * (high - low);
        self.cells = self.pairs(half).into_iter().map(|(x, low, high)| (x, fold(low.0, high.0), fold(low.1, high.1))).collect();
        if self.values.is_empty() {
            self.values = self.column.bind(r);
        } else {
            let (low, high) = self.values.split_at_mut(half);
            for_each_mut(low, |start, chunk| chunk.iter_mut().zip(&high[start..]).for_each(|(l, h)| *l = fold(*l, *h)));
            self.values.truncate(half);
        }
        self.eq.bind(r);
    }

    fn openings(&self) -> Vec<F> {
        vec![self.values[0]]
    }
}

#[cfg(all(test, feature = "prover"))]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
    use sumcheck::NaiveProver;
    use transcript::testing::Skipping;
    use transcript::{MerlinProver, MerlinVerifier};

    fn run(check: &OutputCheck<Fr>, memory: &MultilinearPolynomial<Fr>) -> (Vec<u8>, Claims<Fr>) {
        let mut channel = MerlinProver::new("test");
        let claims = check.prove(memory, OracleId(3), &mut channel);
        (channel.finish(), claims)
    }

    /// Memories with some cells claimed truly.
    fn cases() -> Vec<(OutputCheck<Fr>, MultilinearPolynomial<Fr>)> {
        let rng = &mut StdRng::seed_from_u64(4);
        let mut out = Vec::new();
        for log_cells in 0..7 {
            for density in [0.0, 0.1, 0.5, 1.0] {
                let memory: Vec<u32> = (0..1 << log_cells).map(|_| rng.r#gen()).collect();
                let cells: Vec<(usize, u32)> = memory.iter().copied().enumerate().filter(|_| rng.gen_bool(density)).collect();
                out.push((OutputCheck::new(log_cells, cells).unwrap(), memory.into()));
            }
        }
        out
    }

    #[test]
    fn the_fast_prover_sends_what_the_naive_one_sends() {
        for (check, memory) in cases() {
            let (proof, claims) = run(&check, &memory);
            let mut channel = MerlinProver::new("test");
            let relation = Output { check: &check, point: channel.challenges(POINT, check.log_cells) };
            let mut naive = NaiveProver::new(&relation, vec![memory.to_field()]);
            assert_eq!(naive.sum(), Fr::from(0u64));
            let _ = sumcheck::prove(&relation, &mut naive, Fr::from(0u64), &mut channel);
            assert_eq!(proof, channel.finish());
            let mut verifier = MerlinVerifier::new("test", &proof);
            assert_eq!(check.verify(OracleId(3), &mut verifier), Ok(claims.clone()));
            assert_eq!(verifier.finish(), Ok(()));
            for claim in claims.as_slice() {
                assert_eq!((claim.oracle, claim.value), (OracleId(3), memory.evaluate(&claim.point)));
            }
        }
    }

    #[test]
    fn every_wrong_word_and_every_changed_byte_is_rejected() {
        let memory = MultilinearPolynomial::<Fr>::from(vec![5u32, 6, 0, 8, 9, 0, 0, 0]);
        let truth = [(1, 6), (2, 0), (4, 9)];
        for wrong in 0..3 {
            let mut cells = truth;
            cells[wrong].1 += 1;
            let check = OutputCheck::new(3, cells).unwrap();
            let (proof, _) = run(&check, &memory);
            let rejected = check.verify(OracleId(3), &mut MerlinVerifier::new("test", &proof));
            assert_eq!(rejected, Err(ProofError::Check { name: OUTPUT }));
            let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), OUTPUT);
            assert!(check.verify(OracleId(3), &mut mutant).is_ok() && mutant.skipped);
        }
        let check = OutputCheck::new(3, truth).unwrap();
        let (proof, _) = run(&check, &memory);
        for at in 0..proof.len() {
            let mut bad = proof.clone();
            bad[at] ^= 1 << (at % 8);
            assert!(check.verify(OracleId(3), &mut MerlinVerifier::new("test", &bad)).is_err(), "byte {at}");
        }
    }

    #[test]
    fn cells_outside_and_cells_named_twice_are_errors() {
        assert_eq!(OutputCheck::<Fr>::new(2, [(4, 0)]), Err(MemoryError::Cell { cell: 4, log_cells: 2 }));
        assert_eq!(OutputCheck::<Fr>::new(2, [(3, 0), (1, 1), (3, 0)]), Err(MemoryError::Cell { cell: 3, log_cells: 2 }));
    }
}
