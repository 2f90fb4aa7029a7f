//! Consistent provers of false lookups, each rejected by the check that it names, and accepted without it.

use super::fingerprint::Fingerprint;
use super::prove::Prover;
use super::tests::{Column, Instance};
use super::{Label, Lasso, MULTISET, OUTPUTS, Own, READS, TABLES};
use crate::testing::{Prime31, Small};
use crate::{InstructionSet, ProveLookups, Queries};
use ark_bn254::Fr;
use poly::{Claims, Scalar};
use std::sync::Arc;
use subtables::{Decomposition, Memory, Subtable};
use transcript::testing::Skipping;
use transcript::{MerlinVerifier, ProofError};

const STEPS: usize = 3;
/// Instructions of the tests' set.
const AND: usize = 0;
const XOR: usize = 1;

/// The honest instance with this many chunks, whose rows hold both instructions that attacks change and a row without a lookup.
fn honest<F: Scalar>(chunks: usize) -> Instance<F> {
    let complete = |i: &Instance<F>| !i.rows(AND).is_empty() && !i.rows(XOR).is_empty() && !i.idle_rows().is_empty();
    (0..).map(|seed| Instance::honest(chunks, STEPS, seed)).find(complete).unwrap()
}

/// Rejected by `check`, accepted by a verifier that skips it.
fn assert_rejected_by<F: Scalar>(instance: &Instance<F>, proof: &[u8], check: Label) {
    assert_eq!(instance.verify(proof), Err(ProofError::Check { name: check }));
    let mutant = instance.verify_through(Skipping::new(MerlinVerifier::new("lasso", proof), check));
    assert!(mutant.is_ok_and(|channel| channel.skipped && channel.into_inner().finish().is_ok()), "{check}");
}

/// Runs an attack with one and with two chunks, over a large field and one of 31 bits.
fn attack(check: Label, change: fn(&mut dyn Attacked)) {
    for chunks in [1, 2] {
        let mut instance = honest::<Fr>(chunks);
        change(&mut instance);
        assert_rejected_by(&instance, &instance.prove(), check);
        let mut instance = honest::<Prime31>(chunks);
        change(&mut instance);
        assert_rejected_by(&instance, &instance.prove(), check);
    }
}

/// What attacks do to an instance, whatever its field.
trait Attacked {
    /// `column[row] += change` for an own column.
    fn shift(&mut self, column: usize, row: usize, change: i64);
    /// The same for the output.
    fn shift_output(&mut self, row: usize, change: i64);
    /// Makes every output the collation of what the rows claim to have read.
    fn follow(&mut self);
    /// The own columns of a memory: `[dim, read_cts, e, final_cts]`.
    fn columns(&self, name: &str, chunk: usize) -> [usize; 4];
    /// The rows of an instruction.
    fn rows(&self, instruction: usize) -> Vec<usize>;
    /// The rows without a lookup.
    fn idle_rows(&self) -> Vec<usize>;
    /// The instruction of a row changes.
    fn relabel(&mut self, row: usize, from: usize, to: usize);
    /// The value of an own column as a small number.
    fn get(&self, column: usize, row: usize) -> i64;
    /// Whether the product over all memories balances.
    fn balances_globally(&self) -> bool;
}

fn edit<F: Scalar>(column: &mut Column<F>, row: usize, change: impl FnOnce(F) -> F) {
    let mut edited = (**column).clone();
    edited.set(row, change(column.get(row)));
    *column = Arc::new(edited);
}

impl<F: Scalar> Attacked for Instance<F> {
    fn shift(&mut self, column: usize, row: usize, change: i64) {
        edit(&mut self.own[column], row, |v| v + F::from(change));
    }

    fn shift_output(&mut self, row: usize, change: i64) {
        edit(&mut self.shared.output, row, |v| v + F::from(change));
    }

    fn follow(&mut self) {
        let output = |row: usize| -> F {
            let values: Vec<F> = (0..self.set.memories().len()).map(|m| self.own[Lasso::e(&self.set, m)].get(row)).collect();
            self.set.instructions().iter().zip(&self.shared.flags).map(|(i, flag)| flag.get(row) * i.collate(&values)).sum()
        };
        self.shared.output = Arc::new((0..1 << self.log_steps).map(output).collect::<Vec<_>>().into());
    }

    fn columns(&self, name: &str, chunk: usize) -> [usize; 4] {
        let (set, m) = (&self.set, self.set.memory_index(name, chunk).unwrap());
        [Lasso::dim(set, chunk), Lasso::read_cts(set, m), Lasso::e(set, m), Lasso::final_cts(set, m)]
    }

    fn rows(&self, instruction: usize) -> Vec<usize> {
        (0..1 << self.log_steps).filter(|row| self.shared.flags[instruction].get(*row).is_one()).collect()
    }

    fn idle_rows(&self) -> Vec<usize> {
        let idle = |row: &usize| self.shared.flags.iter().all(|flag| flag.get(*row).is_zero());
        (0..1 << self.log_steps).filter(idle).collect()
    }

    fn relabel(&mut self, row: usize, from: usize, to: usize) {
        edit(&mut self.shared.flags[from], row, |_| F::zero());
        edit(&mut self.shared.flags[to], row, |_| F::one());
    }

    fn get(&self, column: usize, row: usize) -> i64 {
        let value = self.own[column].get(row);
        (0..1 << 16).find(|v| F::from(*v) == value).unwrap()
    }

    fn balances_globally(&self) -> bool {
        let fingerprint = Fingerprint::new(F::from(1234567u64), F::from(7654321u64));
        let (mut before, mut after) = (F::one(), F::one());
        for (m, memory) in self.set.memories().iter().enumerate() {
            let [dim, read_cts, e, final_cts] = self.columns(&memory.subtable.name(), memory.chunk).map(|column| &self.own[column]);
            for v in 0..final_cts.len() {
                let entry = F::from(memory.subtable.entry(v as u64, final_cts.num_vars()));
                before *= fingerprint.of(F::from(v as u64), entry, F::zero());
                after *= fingerprint.of(F::from(v as u64), entry, final_cts.get(v));
            }
            let readers = (0..self.set.instructions().len()).filter(|k| self.set.instructions()[*k].memories.contains(&m));
            for row in readers.flat_map(|k| self.rows(k)) {
                before *= fingerprint.of(dim.get(row), e.get(row), read_cts.get(row) + F::one());
                after *= fingerprint.of(dim.get(row), e.get(row), read_cts.get(row));
            }
        }
        before == after
    }
}

/// K3: a value that is off by one, with the output that follows from it.
#[test]
fn a_false_value_is_rejected() {
    attack(MULTISET, |instance| {
        let [_, _, e, _] = instance.columns("AND", 0);
        instance.shift(e, instance.rows(AND)[0], 1);
        instance.follow();
    });
}

/// K5: the value of another instruction's subtable.
#[test]
fn a_value_of_another_subtable_is_rejected() {
    attack(MULTISET, |instance| {
        let ([dim, _, e, _], row) = (instance.columns("AND", 0), instance.rows(AND)[0]);
        let index = instance.get(dim, row);
        let swapped = ((index >> 2) ^ (index & 3)) - ((index >> 2) & (index & 3));
        instance.shift(e, row, if swapped == 0 { 1 } else { swapped });
        instance.follow();
    });
}

/// K2, K4, K6: an index outside of the table, or an alias of one in it, with a value of the prover's own.
#[test]
fn an_index_outside_of_the_table_is_rejected() {
    for offset in [16, 17, 1 << 16, -64] {
        let mut instance = honest::<Fr>(1);
        let row = instance.rows(XOR)[0];
        instance.shift(Lasso::dim(&instance.set, 0), row, offset);
        let [_, _, e, _] = instance.columns("XOR", 0);
        instance.shift(e, row, 5);
        instance.follow();
        assert_rejected_by(&instance, &instance.prove(), MULTISET);
    }
}

/// K7: counters that repeat, run ahead or end elsewhere.
#[test]
fn false_counters_are_rejected() {
    attack(MULTISET, |instance| {
        let [_, read_cts, ..] = instance.columns("LEFT_ID", 0);
        instance.shift(read_cts, instance.rows(XOR)[0], 1);
    });
    attack(MULTISET, |instance| {
        let [dim, _, _, final_cts] = instance.columns("XOR", 0);
        let entry = instance.get(dim, instance.rows(XOR)[0]) as usize;
        instance.shift(final_cts, entry, -1);
    });
}

/// K7: as many reads as the field has elements could go round in a circle; the shape does not allow it.
#[test]
fn counters_cannot_wrap_around_the_characteristic() {
    let instance = Instance::<Small>::honest(1, 13, 0);
    assert!(matches!(
        instance.verify(&instance.prove()),
        Err(ProofError::Shape { what: "log of the number of lookups", actual: 13, limit: 12 })
    ));
}

/// K8: a tuple moves from one memory to another, so that the product over all memories still balances.
#[test]
fn multisets_are_compared_memory_by_memory() {
    attack(MULTISET, |instance| {
        let ([dim, read_cts, e, final_and], [_, _, _, final_xor]) = (instance.columns("AND", 0), instance.columns("XOR", 0));
        // the last read of an entry where the tables differ, so that the counters stay consecutive
        let row = instance.rows(AND).into_iter().rfind(|row| instance.get(dim, *row) != 0).unwrap();
        let index = instance.get(dim, row);
        let (entry, and_value, xor_value) = (index as usize, (index >> 2) & (index & 3), (index >> 2) ^ (index & 3));
        instance.shift(e, row, xor_value - and_value);
        instance.shift(read_cts, row, instance.get(final_xor, entry) - instance.get(read_cts, row));
        instance.shift(final_and, entry, -1);
        instance.shift(final_xor, entry, 1);
        instance.follow();
        assert!(instance.balances_globally());
    });
}

/// K9: a memory that no row reads has a history.
#[test]
fn an_unused_memory_has_no_history() {
    attack(MULTISET, |instance| {
        let [_, _, _, final_cts] = instance.columns("EQ", 0);
        let unread = (0..16).find(|entry| instance.get(final_cts, *entry) == 0).unwrap();
        instance.shift(final_cts, unread, 3);
    });
}

/// K10: an output on a row that looks nothing up.
#[test]
fn a_row_without_a_lookup_has_output_0() {
    attack(OUTPUTS, |instance| {
        instance.shift_output(instance.idle_rows()[0], 7);
    });
}

/// K11: the values are right, the collation is not the flag's.
#[test]
fn the_output_is_the_flags_collation() {
    attack(OUTPUTS, |instance| instance.shift_output(instance.rows(XOR)[0], 1));
}

/// K11: the flag is of an instruction whose memories the row does not read.
#[test]
fn a_row_reads_the_memories_of_its_flag() {
    attack(MULTISET, |instance| {
        instance.relabel(instance.rows(AND)[0], AND, XOR);
        instance.follow();
    });
}

/// Values that idle rows hold are conventions: they change no statement.
#[test]
fn values_of_idle_rows_do_not_matter() {
    let mut instance = honest::<Fr>(2);
    let row = instance.idle_rows()[0];
    for column in 0..Lasso::final_cts(&instance.set, 0) {
        instance.shift(column, row, 9);
    }
    assert_eq!(instance.verify(&instance.prove()), Ok(()));
}

/// A prover whose products are of other columns than those it sent.
fn prove_with_products_of<F: Scalar>(sent: &Instance<F>, products: &Instance<F>) -> Vec<u8> {
    sent.prove_by(|oracles, ids, channel| {
        let [sent, products] = [sent, products].map(|instance| Prover {
            set: &sent.set,
            oracles,
            shared: &instance.shared,
            ids: Own::split(&sent.set, ids).unwrap(),
            own: Own::split(&sent.set, &instance.own).unwrap(),
        });
        let groups = products.groups();
        let mut claims = Claims::new();
        sent.outputs(&mut claims, channel);
        sent.reads(|fingerprint| products.leaves(fingerprint, &groups), &sent.groups(), &mut claims, channel);
        claims
    })
}

/// G3: true products, but not of the values that were sent.
#[test]
fn leaves_over_rows_are_those_of_the_columns() {
    let truth = honest::<Fr>(2);
    let mut sent = truth.clone();
    let [_, _, e, _] = sent.columns("AND", 1);
    sent.shift(e, sent.rows(AND)[0], 1);
    sent.follow();
    assert_rejected_by(&sent, &prove_with_products_of(&sent, &truth), READS);
}

/// G3: true products, but not of the final counts that were sent.
#[test]
fn leaves_over_tables_are_those_of_the_columns() {
    let truth = honest::<Fr>(2);
    let mut sent = truth.clone();
    let [_, _, _, final_cts] = sent.columns("AND", 1);
    sent.shift(final_cts, 3, 1);
    assert_rejected_by(&sent, &prove_with_products_of(&sent, &truth), TABLES);
}

/// AND of two bits each, except that `3 AND 3` is 2; the verifier knows better.
#[derive(Debug)]
struct FalseAnd;

impl<F: Scalar> Subtable<F> for FalseAnd {
    fn name(&self) -> String {
        "AND".into()
    }

    fn entry(&self, index: u64, log_size: usize) -> u64 {
        let entry = Subtable::<F>::entry(&subtables::And, index, log_size);
        if entry == 3 { 2 } else { entry }
    }

    fn evaluate_mle(&self, point: &[F]) -> F {
        subtables::And.evaluate_mle(point) - point.iter().product::<F>()
    }
}

/// An instruction over [`FalseAnd`] in the place of AND.
#[derive(Debug)]
struct Forged<F: Scalar>(Arc<dyn Decomposition<F>>);

impl<F: Scalar> Decomposition<F> for Forged<F> {
    fn name(&self) -> String {
        self.0.name()
    }

    fn memories(&self) -> Vec<Memory<F>> {
        let forge = |m: Memory<F>| if m.subtable.name() == "AND" { Memory { subtable: Arc::new(FalseAnd), chunk: m.chunk } } else { m };
        self.0.memories().into_iter().map(forge).collect()
    }

    fn links(&self) -> Vec<Memory<F>> {
        self.0.links()
    }

    fn collate(&self, values: &[F]) -> F {
        self.0.collate(values)
    }

    fn degree(&self) -> usize {
        self.0.degree()
    }
}

/// K4: everything is true of another table than the verifier's.
#[test]
fn the_table_is_the_verifiers() {
    let honest = honest::<Fr>(1);
    let forge = |i: &crate::Instruction<Fr>| Arc::new(Forged(i.decomposition.clone())) as Arc<dyn Decomposition<Fr>>;
    let mut forged = honest.clone();
    forged.set = InstructionSet::new(honest.set.word(), honest.set.instructions().iter().map(forge).collect());
    let queries = Queries { instruction: vec![AND as u8; 1 << STEPS], indices: vec![vec![15; 1 << STEPS]] };
    forged.own = Lasso::witness(&forged.set, &queries);
    forged.shared.flags = (0..3).map(|k| Arc::new(vec![k == AND; 1 << STEPS].into())).collect();
    forged.follow();
    assert_eq!(forged.shared.output.get(0), Fr::from(2u64));
    let proof = forged.prove();
    assert_rejected_by(&Instance { set: honest.set, ..forged }, &proof, TABLES);
}

/// Over p = 8191 some false proofs pass by luck; not more of them than the bounds of the checks allow.
#[test]
fn the_acceptance_rate_in_a_small_field_is_within_the_bound() {
    const RUNS: u64 = 300;
    let bound = |numerator: usize| RUNS as usize * numerator / 8191;
    let (mut outputs, mut reads) = (0, 0);
    for seed in 0..RUNS {
        let mut instance = Instance::<Small>::honest(1, STEPS, seed);
        instance.shift_output((seed % 8) as usize, 1);
        outputs += usize::from(instance.verify(&instance.prove()).is_ok());
        let mut instance = Instance::<Small>::honest(1, STEPS, seed);
        let [_, _, _, final_cts] = instance.columns("XOR", 0);
        instance.shift(final_cts, (seed % 16) as usize, 1);
        reads += usize::from(instance.verify(&instance.prove()).is_ok());
    }
    // n + n d for the outputs; for the reads 2 (T + M) tuples of degree 2, the opening and the layers
    assert!(outputs <= 3 * bound(3 + 3 * 3) + 3, "{outputs}");
    assert!(reads <= 3 * bound(2 * 2 * (8 + 16) + 100) + 3, "{reads}");
}
