//! What the two sum-checks of Lasso sum.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use super::fingerprint::Fingerprint;
use super::{OUTPUTS, READS};
use crate::InstructionSet;
use poly::{Scalar, eq};
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

    /// eq and the flag have degree 1 each.
    fn degree(&self) -> usize {
        2 + self.set.degree()
    }

    fn num_openings(&self) -> usize {
        self.set.memories().len() + self.set.instructions().len() + 1
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let (values, rest) = openings.split_at(self.set.memories().len());
        let (flags, output) = rest.split_at(self.set.instructions().len());
        let results: F = self.set.instructions().iter().zip(flags).map(|(i, flag)| *flag * i.collate(values)).sum();
        eq::evaluate(&self.point, point) * (results - output.iter().sum::<F>())
    }
}

/// `Σ_{x,j} eq(r, x) eq(c, j) (flag_j(x) h_j(x) + 1 - flag_j(x))` over rows `x` and circuits `j` (protocol 6.3).
///
/// Circuit `2m` holds the reads of memory `m`, circuit `2m+1` its writes: `h_{2m} = h(dim, E_m, read_cts_m)`, `h_{2m+1} = h(dim, E_m, read_cts_m + 1)`, and `flag_j` adds the flags
/// of the instructions that read `m`. Padding circuits have `flag = 1`, `h = 0`. The variables of `x` come first, those of `j` last, as in
/// [`sumcheck::grand_product`].
///
/// Openings: `dim_c` for every chunk, `read_cts_m`, `E_m` for every memory, `flag_ℓ` for every instruction. They do not depend on `j`, so the factors
/// `flag = Σ_j eq(j', j) flag_j` and `h` are evaluated from the openings and the point.
pub struct Toggles<'a, F: Scalar> {
    pub(super) set: &'a InstructionSet<F>,
    pub(super) fingerprint: Fingerprint<F>,
    /// `r`.
    pub(super) leaf_point: Vec<F>,
    /// `c`.
    pub(super) circuit_point: Vec<F>,
}

impl<F: Scalar> Relation<F> for Toggles<'_, F> {
    fn name(&self) -> Label {
        READS
    }

    fn num_vars(&self) -> usize {
        self.leaf_point.len() + self.circuit_point.len()
    }

    fn degree(&self) -> usize {
        3
    }

    fn num_openings(&self) -> usize {
        self.set.word().chunks + 2 * self.set.memories().len() + self.set.instructions().len()
    }

    fn summand(&self, point: &[F], openings: &[F]) -> F {
        let (row, circuit) = point.split_at(self.leaf_point.len());
        let (dim, rest) = openings.split_at(self.set.word().chunks);
        let (read_cts, rest) = rest.split_at(self.set.memories().len());
        let (values, instruction_flags) = rest.split_at(self.set.memories().len());
        let weights = eq::table(circuit);
        let (pairs, padding) = weights.split_at(2 * self.set.memories().len());

        let mut flag: F = padding.iter().sum();
        let mut h = F::zero();
        let memory_flags = memory_flags(self.set, instruction_flags);
        let columns = read_cts.iter().zip(values).zip(self.set.memories());
        for ((pair, memory_flag), ((time, value), memory)) in pairs.chunks(2).zip(memory_flags).zip(columns) {
            let address = dim.get(memory.chunk).copied().unwrap_or_default();
            for (weight, time) in pair.iter().zip([*time, *time + F::one()]) {
                flag += *weight * memory_flag;
                h += *weight * self.fingerprint.of(address, *value, time);
            }
        }
        let eq = eq::evaluate(&self.leaf_point, row) * eq::evaluate(&self.circuit_point, circuit);
        eq * (flag * h + F::one() - flag)
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
