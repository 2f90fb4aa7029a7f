//! What the two sum-checks of Lasso sum.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use super::fingerprint::Fingerprint;
use super::{OUTPUTS, READS};
use crate::InstructionSet;
use poly::Scalar;
use sumcheck::Relation;
use transcript::Label;

/// `0 = Σ_x eq(r, x) (Σ_ℓ flag_ℓ(x) g_ℓ(E(x)) - output(x))` (protocol 6.4).
///
/// Openings: `E_m` for every memory, `flag_ℓ` for every instruction, `output`.
pub struct Outputs<'a, F: Scalar> {
    pub(super) set: &'a InstructionSet<F>,
    /// `r`.
    pub(super) point: Vec<F>,
}

impl<F: Scalar> Relation<F> for Outputs<'_, F> {
    fn name(&self) -> Label {
        OUTPUTS
    }

    fn num_vars(&self) -> usize {
        self.point.len()
    }

    fn eq_point(&self) -> Option<&[F]> {
        Some(&self.point)
    }

    /// The flag has degree 1.
    fn degree(&self) -> usize {
        1 + self.set.degree()
    }

    fn num_openings(&self) -> usize {
        self.set.memories().len() + self.set.instructions().len() + 1
    }

    fn summand(&self, _point: &[F], openings: &[F]) -> F {
        let (values, rest) = openings.split_at(self.set.memories().len());
        let (flags, output) = rest.split_at(self.set.instructions().len());
        let results: F = self.set.instructions().iter().zip(flags).map(|(i, flag)| *flag * i.collate(values)).sum();
        results - output.iter().sum::<F>()
    }
}

/// `Σ_x eq(r, x) Σ_j eq(c, j) (flag_j(x) h_j(x) + 1 - flag_j(x))` over rows `x` and circuits `j` (protocol 6.3).
///
/// Circuit `2m` holds the reads of memory `m`, circuit `2m+1` its writes: `h_{2m} = h(dim, E_m, read_cts_m)`, `h_{2m+1} = h(dim, E_m, read_cts_m + 1)`, and `flag_j` adds the flags
/// of the instructions that read `m`.
///
/// Openings: `dim_c` for every chunk, `read_cts_m`, `E_m` for every memory, `flag_ℓ` for every instruction. They do not depend on `j`, so the sum over
/// the circuits is evaluated from them and needs no rounds.
pub struct Toggles<'a, F: Scalar> {
    pub(super) set: &'a InstructionSet<F>,
    pub(super) fingerprint: Fingerprint<F>,
    /// `r`.
    pub(super) leaf_point: Vec<F>,
    /// `eq(c, j)` for reads and writes of each memory in turn.
    pub(super) weights: Vec<F>,
}

impl<F: Scalar> Relation<F> for Toggles<'_, F> {
    fn name(&self) -> Label {
        READS
    }

    fn num_vars(&self) -> usize {
        self.leaf_point.len()
    }

    fn eq_point(&self) -> Option<&[F]> {
        Some(&self.leaf_point)
    }

    fn degree(&self) -> usize {
        2
    }

    fn num_openings(&self) -> usize {
        self.set.word().chunks + 2 * self.set.memories().len() + self.set.instructions().len()
    }

    fn summand(&self, _point: &[F], openings: &[F]) -> F {
        let (dim, rest) = openings.split_at(self.set.word().chunks);
        let (read_cts, rest) = rest.split_at(self.set.memories().len());
        let (values, instruction_flags) = rest.split_at(self.set.memories().len());
        let flags = memory_flags(self.set, instruction_flags);
        let columns = read_cts.iter().zip(values).zip(self.set.memories());
        let mut sum = F::zero();
        for ((weights, flag), ((time, value), memory)) in self.weights.chunks(2).zip(flags).zip(columns) {
            let address = dim.get(memory.chunk).copied().unwrap_or_default();
            for (weight, time) in weights.iter().zip([*time, *time + F::one()]) {
                sum += *weight * (flag * (self.fingerprint.of(address, *value, time) - F::one()) + F::one());
            }
        }
        sum
    }
}

/// For every memory the sum of the flags of the instructions that read it, each counted once.
pub(super) fn memory_flags<F: Scalar>(set: &InstructionSet<F>, instruction_flags: &[F]) -> Vec<F> {
    let mut out = vec![F::zero(); set.memories().len()];
    for (instruction, flag) in set.instructions().iter().zip(instruction_flags) {
        for m in &instruction.memories {
            out.get_mut(*m).into_iter().for_each(|sum| *sum += flag);
        }
    }
    out
}
