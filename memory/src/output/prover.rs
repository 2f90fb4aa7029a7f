//! The prover of the output check.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use super::{Output, OutputCheck, POINT};
use poly::{Claims, MultilinearPolynomial, OracleId, Scalar, SplitEq, for_each_mut};
use sumcheck::RoundProver;
use transcript::ProverChannel;

impl<F: Scalar> OutputCheck<F> {
    /// Proves what [`Self::verify`] verifies.
    ///
    /// *Shape*: the column is bound once, `2^log_cells` multiplications; everything else costs as much as there are claimed cells.
    pub fn prove(&self, v_final: &MultilinearPolynomial<F>, oracle: OracleId, channel: &mut dyn ProverChannel<F>) -> Claims<F> {
        let relation = Output { check: self, point: channel.challenges(POINT, self.log_cells) };
        let mut prover = OutputProver::new(&relation, v_final);
        let reduction = sumcheck::prove(&relation, &mut prover, F::zero(), channel);
        let mut claims = Claims::new();
        claims.push_all(&[oracle], &reduction.point, &reduction.openings);
        claims
    }
}

/// The rounds: `v_final` as a table, `io` and `v_io` as sorted lists of what is not 0.
struct OutputProver<'a, F> {
    eq: SplitEq<F>,
    column: &'a MultilinearPolynomial<F>,
    /// `v_final` after the first binding.
    values: Vec<F>,
    /// `(x, io(x), v_io(x))`.
    cells: Vec<(usize, F, F)>,
}

/// `(io, v_io)` at two neighbours in the variable that is bound next.
struct Pair<F> {
    x: usize,
    low: (F, F),
    high: (F, F),
}

impl<'a, F: Scalar> OutputProver<'a, F> {
    fn new(relation: &Output<'_, F>, column: &'a MultilinearPolynomial<F>) -> Self {
        let cells = relation.check.cells.iter().map(|(cell, word)| (*cell, F::one(), *word)).collect();
        let values = if relation.point.is_empty() { column.to_field() } else { Vec::new() };
        Self { eq: SplitEq::new(&relation.point, F::one()), column, values, cells }
    }

    fn value(&self, x: usize) -> F {
        if self.values.is_empty() { self.column.get(x) } else { self.values[x] }
    }

    /// Every `x` in the lower half with something at `x` or `x + half`.
    fn pairs(&self, half: usize) -> Vec<Pair<F>> {
        let (low, high) = self.cells.split_at(self.cells.partition_point(|(x, ..)| *x < half));
        let (mut low, mut high) = (low.iter().peekable(), high.iter().peekable());
        let mut pairs = Vec::with_capacity(self.cells.len());
        while let Some(x) = [low.peek().map(|c| c.0), high.peek().map(|c| c.0 - half)].into_iter().flatten().min() {
            let value = |cell: Option<&(usize, F, F)>| cell.map_or((F::zero(), F::zero()), |(_, io, v_io)| (*io, *v_io));
            pairs.push(Pair { x, low: value(low.next_if(|c| c.0 == x)), high: value(high.next_if(|c| c.0 == x + half)) });
        }
        pairs
    }
}

impl<F: Scalar> RoundProver<F> for OutputProver<'_, F> {
    fn round(&mut self, claim: F) -> Vec<F> {
        let (half, at_high) = (self.eq.half(), self.eq.end());
        let (outer, inner) = self.eq.tables();
        let (mut at_end, mut leading) = (F::zero(), F::zero());
        for Pair { x, low, high } in self.pairs(half) {
            let weight = outer[x / inner.len()] * inner[x % inner.len()];
            let (v_low, v_high) = (self.value(x), self.value(x + half));
            let (io, difference) = if at_high { (high.0, v_high - high.1) } else { (low.0, v_low - low.1) };
            at_end += weight * io * difference;
            leading += weight * (high.0 - low.0) * (v_high - v_low - high.1 + low.1);
        }
        self.eq.cofactor(claim, at_end, leading)
    }

    fn bind(&mut self, r: F) {
        let half = self.eq.half();
        let fold = |low: F, high: F| low + r * (high - low);
        self.cells = self.pairs(half).into_iter().map(|Pair { x, low, high }| (x, fold(low.0, high.0), fold(low.1, high.1))).collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryError;
    use crate::output::OUTPUT;
    use ark_bn254::Fr;
    use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
    use sumcheck::NaiveProver;
    use transcript::testing::Skipping;
    use transcript::{MerlinProver, MerlinVerifier, ProofError};

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
