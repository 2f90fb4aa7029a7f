//! Multisets and range checks of their own, without a machine.

mod support;

use ark_bn254::Fr;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use memory::multiset::{self, Instance, Memory, Operation};
use memory::range::{self, Group, RangeCheck};
use memory::{LinearForm, MemoryError, Tables};
use poly::{MultilinearPolynomial, OracleId, Scalar};
use std::sync::Arc;
use support::{Column, Mersenne127, Small, set};
use transcript::testing::Skipping;
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, VerifierChannel};

/// A read-only memory like a bytecode table: rows of several public columns, looked up whole.
struct Table {
    fields: usize,
    log_rows: usize,
    log_cells: usize,
}

impl Table {
    /// Columns: address, the fields, earlier lookups; lookups of each cell.
    fn num_columns(&self) -> usize {
        self.fields + 3
    }

    fn instance<F: Scalar>(&self) -> Instance<F> {
        let row = || (0..=self.fields).map(LinearForm::<F>::column);
        let count = LinearForm::<F>::column(self.fields + 1);
        let cell = || std::iter::once(LinearForm::identity()).chain((0..self.fields).map(LinearForm::public));
        let memory = Memory {
            name: "table",
            log_rows: self.log_rows,
            operations: vec![Operation {
                read: row().chain([count.clone()]).collect(),
                write: row().chain([count + LinearForm::from(1)]).collect(),
            }],
            log_cells: self.log_cells,
            init: cell().chain([LinearForm::from(0)]).collect(),
            last: cell().chain([LinearForm::column(self.fields + 2)]).collect(),
        };
        Instance::new("table", self.num_columns(), self.fields, vec![memory]).unwrap()
    }

    /// The table, and the columns of random lookups.
    fn random<F: Scalar>(&self, rng: &mut StdRng) -> (Vec<Column<F>>, Vec<Column<F>>) {
        let table: Vec<Vec<u32>> = (0..self.fields).map(|_| (0..1 << self.log_cells).map(|_| rng.gen_range(0..8000)).collect()).collect();
        let addresses: Vec<u32> = (0..1 << self.log_rows).map(|_| rng.gen_range(0..1 << self.log_cells)).collect();
        let mut counts = vec![0u32; 1 << self.log_cells];
        let mut earlier = Vec::new();
        for address in &addresses {
            earlier.push(counts[*address as usize]);
            counts[*address as usize] += 1;
        }
        let looked_up = table.iter().map(|field| addresses.iter().map(|address| field[*address as usize]).collect());
        let columns: Vec<Vec<u32>> = std::iter::once(addresses.clone()).chain(looked_up).chain([earlier, counts]).collect();
        let columns_of = |values: Vec<Vec<u32>>| values.into_iter().map(|column| Arc::new(column.into())).collect();
        (columns_of(table), columns_of(columns))
    }
}

fn oracles(count: usize) -> Vec<OracleId> {
    (0..count as u32).map(OracleId).collect()
}

fn prove<F: Scalar>(instance: &Instance<F>, publics: &[Column<F>], columns: &[Column<F>]) -> Vec<u8> {
    let mut channel = MerlinProver::new("test");
    let _ = instance.prove(&Tables { columns, publics }, &oracles(columns.len()), &mut channel);
    channel.finish()
}

/// Accepts a proof whose claims are true of the columns.
fn verify<F: Scalar>(
    instance: &Instance<F>,
    publics: &[Column<F>],
    columns: &[Column<F>],
    channel: &mut dyn VerifierChannel<F>,
) -> Result<(), ProofError> {
    let tables: Vec<_> = publics.iter().map(|table| |point: &[F]| table.evaluate(point)).collect();
    let tables: Vec<&dyn memory::PublicTable<F>> = tables.iter().map(|table| table as _).collect();
    let claims = instance.verify(&oracles(columns.len()), &tables, channel)?;
    let holds = claims.into_vec().iter().all(|claim| columns[claim.oracle.0 as usize].evaluate(&claim.point) == claim.value);
    channel.check("opening", holds)
}

fn lookups_of_rows<F: Scalar>() {
    let rng = &mut StdRng::seed_from_u64(8);
    for (fields, log_rows, log_cells) in [(1, 0, 0), (1, 2, 3), (6, 4, 4), (3, 5, 2)] {
        let table = Table { fields, log_rows, log_cells };
        let instance = table.instance::<F>();
        let (publics, columns) = table.random::<F>(rng);
        let proof = prove(&instance, &publics, &columns);
        let mut channel = MerlinVerifier::new("test", &proof);
        assert_eq!(verify(&instance, &publics, &columns, &mut channel), Ok(()));
        assert_eq!(channel.finish(), Ok(()));
    }
}

#[test]
fn true_lookups_are_accepted() {
    lookups_of_rows::<Fr>();
    lookups_of_rows::<Mersenne127>();
    lookups_of_rows::<Small>();
}

#[test]
fn every_false_lookup_is_killed_by_the_table() {
    let rng = &mut StdRng::seed_from_u64(9);
    let table = Table { fields: 3, log_rows: 2, log_cells: 3 };
    let instance = table.instance::<Fr>();
    let (publics, columns) = table.random::<Fr>(rng);
    for column in 0..columns.len() {
        for value in [-Fr::from(1u64), Fr::from(8u64), Fr::from(9000u64)] {
            let mut columns = columns.clone();
            set(&mut columns[column], 1, value);
            let proof = prove(&instance, &publics, &columns);
            let run = |channel: &mut dyn VerifierChannel<Fr>| verify(&instance, &publics, &columns, channel);
            assert_eq!(run(&mut MerlinVerifier::new("test", &proof)), Err(ProofError::Check { name: "table" }));
            let mut mutant = Skipping::new(MerlinVerifier::new("test", &proof), "table");
            assert_eq!(run(&mut mutant), Ok(()));
        }
    }
}

/// Leaves other than the fingerprints of the opened columns: proved for other columns than those that are opened.
#[test]
fn leaves_are_those_of_the_opened_columns() {
    let rng = &mut StdRng::seed_from_u64(10);
    let table = Table { fields: 1, log_rows: 2, log_cells: 2 };
    let instance = table.instance::<Fr>();
    let (publics, columns) = table.random::<Fr>(rng);
    let proof = prove(&instance, &publics, &columns);
    let mut other = publics.clone();
    set(&mut other[0], 0, Fr::from(8001u64));
    let rejected = verify(&instance, &other, &columns, &mut MerlinVerifier::new("test", &proof));
    assert_eq!(rejected, Err(ProofError::Check { name: multiset::LEAVES }));
    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(verify(&instance, &publics, &columns, &mut MerlinVerifier::new("test", &bad)).is_err(), "byte {at}");
    }
}

#[test]
fn impossible_instances_are_errors() {
    let tuple = |forms: &[LinearForm<Fr>]| forms.to_vec();
    let memory = |init: Vec<LinearForm<Fr>>| Memory {
        name: "memory",
        log_rows: 1,
        operations: Vec::new(),
        log_cells: 1,
        last: tuple(&[LinearForm::identity(), LinearForm::column(0)]),
        init,
    };
    let new = |init| Instance::new("test", 1, 0, vec![memory(init)]).map(|_| ());
    assert_eq!(new(tuple(&[LinearForm::identity(), LinearForm::from(0)])), Ok(()));
    assert!(matches!(new(tuple(&[LinearForm::identity()])), Err(MemoryError::TupleWidth { .. })));
    assert!(matches!(new(tuple(&[LinearForm::identity(), LinearForm::column(1)])), Err(MemoryError::UnknownColumn { .. })));
    assert!(matches!(new(tuple(&[LinearForm::identity(), LinearForm::public(0)])), Err(MemoryError::UnknownTable { .. })));
    assert!(RangeCheck::<Fr>::new("test", 2, Vec::new(), 0, 0).is_err());
    let instance = Instance::new("test", 1, 0, vec![memory(tuple(&[LinearForm::identity(), LinearForm::from(0)]))]).unwrap();
    assert!(matches!(instance.verify(&[], &[], &mut MerlinVerifier::new("test", &[])), Err(ProofError::Shape { .. })));
}

/// Three columns over two lengths in `[0, 8)`: a column, its distance from 7, and a shorter one.
fn ranges<F: Scalar>() -> RangeCheck<F> {
    let x = LinearForm::<F>::column(0);
    let long = Group { log_rows: 3, values: vec![x.clone(), LinearForm::from(7) - x, LinearForm::column(1)] };
    let short = Group { log_rows: 0, values: vec![LinearForm::column(2)] };
    RangeCheck::new("ranges", 3, vec![long, short], 3, 4).unwrap()
}

fn range_columns<F: Scalar>(check: &RangeCheck<F>, long: &[F], short: F) -> Vec<Column<F>> {
    let table = |values: &[F]| Arc::new(MultilinearPolynomial::Field(values.to_vec()));
    let mut columns = vec![table(long), Arc::new(vec![7u32, 6, 5, 4, 3, 2, 1, 0].into()), table(&[short]), table(&[F::zero(); 8])];
    columns[3] = Arc::new(check.multiplicities(&columns));
    columns
}

fn prove_ranges<F: Scalar>(check: &RangeCheck<F>, columns: &[Column<F>]) -> Vec<u8> {
    let mut channel = MerlinProver::new("test");
    let _ = check.prove(columns, &oracles(4), &mut channel);
    channel.finish()
}

fn verify_ranges<F: Scalar>(check: &RangeCheck<F>, columns: &[Column<F>], channel: &mut dyn VerifierChannel<F>) -> Result<(), ProofError> {
    let claims = check.verify(&oracles(4), channel)?;
    let holds = claims.into_vec().iter().all(|claim| columns[claim.oracle.0 as usize].evaluate(&claim.point) == claim.value);
    channel.check("opening", holds)
}

fn values_in_the_table_and_only_those<F: Scalar>(exact: bool) {
    let check = ranges::<F>();
    let mut accepted = 0;
    for (at, value) in (0..8).flat_map(|at| (-3i64..=11).map(move |value| (at, value))) {
        let mut long: Vec<F> = (0..8u64).map(F::from).collect();
        long[at] = F::from_i128(value.into());
        let columns = range_columns(&check, &long, F::from(3u64));
        let verdict = verify_ranges(&check, &columns, &mut MerlinVerifier::new("test", &prove_ranges(&check, &columns)));
        if (0..8).contains(&value) {
            assert_eq!(verdict, Ok(()));
        } else if exact {
            assert_eq!(verdict, Err(ProofError::Check { name: range::SUMS }));
        } else {
            accepted += usize::from(verdict.is_ok());
        }
    }
    assert!(accepted <= 2, "{accepted}");
}

#[test]
fn values_are_accepted_exactly_inside_the_table() {
    values_in_the_table_and_only_those::<Fr>(true);
    values_in_the_table_and_only_those::<Small>(false);
}

fn killed_by(name: Label, columns: &[Column<Fr>], proof: &[u8]) {
    let check = ranges::<Fr>();
    assert_eq!(verify_ranges(&check, columns, &mut MerlinVerifier::new("test", proof)), Err(ProofError::Check { name }));
    let mut mutant = Skipping::new(MerlinVerifier::new("test", proof), name);
    assert_eq!(verify_ranges(&check, columns, &mut mutant), Ok(()));
    assert!(mutant.skipped);
}

#[test]
fn every_check_of_a_range_is_needed() {
    let check = ranges::<Fr>();
    let long: Vec<Fr> = (0..8u64).map(Fr::from).collect();
    let columns = range_columns(&check, &long, Fr::from(3u64));
    let proof = prove_ranges(&check, &columns);
    assert_eq!(verify_ranges(&check, &columns, &mut MerlinVerifier::new("test", &proof)), Ok(()));

    // a short value outside, multiplicities that do not count
    let outside = range_columns(&check, &long, Fr::from(8u64));
    killed_by(range::SUMS, &outside, &prove_ranges(&check, &outside));
    let mut miscounted = columns.clone();
    set(&mut miscounted[3], 2, Fr::from(1u64));
    killed_by(range::SUMS, &miscounted, &prove_ranges(&check, &miscounted));

    // every root is 0: the sums agree, nothing is proved
    let mut channel = MerlinProver::new("test");
    ProverChannel::<Fr>::absorb(&mut channel, "ranges", b"");
    let _: Fr = channel.challenge("range alpha");
    channel.send("range roots", &[Fr::from(0u64); 6]);
    let forged = channel.finish();
    let rejected = verify_ranges(&check, &columns, &mut MerlinVerifier::new("test", &forged));
    assert_eq!(rejected, Err(ProofError::Check { name: range::DENOMINATORS }));

    // leaves of other columns than the opened ones
    let other = range_columns(&check, &long, Fr::from(4u64));
    let mixed = [&columns[..2], &other[2..3], &columns[3..]].concat();
    let rejected = verify_ranges(&check, &mixed, &mut MerlinVerifier::new("test", &proof));
    assert_eq!(rejected, Err(ProofError::Check { name: "opening" }));

    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(verify_ranges(&check, &columns, &mut MerlinVerifier::new("test", &bad)).is_err(), "byte {at}");
    }
}
