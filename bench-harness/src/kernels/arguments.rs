//! Transcripts, sum-checks and whole arguments. Their claims need not be true: provers do the same work for false ones.

use super::Prepared;
use super::inputs::{column, integers, scalars, words};
use ark_bn254::Fr;
use instructions::{Isa, LookupOp};
use lookups::{InstructionSet, Lasso, ProveLookups, Queries, SharedOracles};
use memory::output::OutputCheck;
use memory::range::{Group, RangeCheck};
use memory::{Committed, LinearForm, MemoryShape, Offline, ProveMemory, SharedColumns};
use poly::{Claims, EvaluationClaim, MultilinearPolynomial, OracleId, Point};
use spartan::{Builder, UniformR1cs, Variable};
use std::sync::Arc;
use subtables::Word;
use sumcheck::fractional_sum::{FractionalSum, Numerators};
use sumcheck::grand_product::{GrandProducts, Leaves};
use transcript::{Label, MerlinProver, ProverChannel, ProverOracles};

type Column = Arc<MultilinearPolynomial<Fr>>;

/// A channel that takes columns for granted.
struct Uncommitted(MerlinProver);

impl Uncommitted {
    fn new() -> Self {
        Self(MerlinProver::new("kernel"))
    }
}

impl ProverChannel<Fr> for Uncommitted {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        ProverChannel::<Fr>::send_bytes(&mut self.0, label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        ProverChannel::<Fr>::absorb(&mut self.0, label, bytes);
    }

    fn challenge(&mut self, label: Label) -> Fr {
        self.0.challenge(label)
    }
}

impl ProverOracles<Fr> for Uncommitted {
    fn send_oracles(&mut self, _label: Label, columns: Vec<Column>) -> Vec<OracleId> {
        ids(0, columns.len())
    }
}

fn ids(first: usize, count: usize) -> Vec<OracleId> {
    (first..first + count).map(|id| OracleId(id as u32)).collect()
}

/// Sends scalars one by one.
pub fn absorb(scalars: &[Fr]) -> Vec<u8> {
    let mut channel = MerlinProver::new("kernel");
    scalars.iter().for_each(|scalar| channel.send("scalar", &[*scalar]));
    channel.finish()
}

/// Draws challenges.
pub fn squeeze(count: usize) -> Vec<Fr> {
    MerlinProver::new("kernel").challenges("challenge", count)
}

/// One circuit.
pub fn grand_product(leaves: Leaves<Fr>) -> Vec<u8> {
    let products = GrandProducts::new(vec![leaves]);
    let mut channel = MerlinProver::new("kernel");
    channel.send("root", &products.roots());
    let _ = products.prove(&mut channel);
    channel.finish()
}

/// One circuit of `2^log_len` leaves; every twentieth of the first ones is given, the others are 1.
pub fn sparse_product(log_len: usize, leaves: Vec<Fr>) -> Vec<u8> {
    grand_product(Leaves::Sparse { log_len, entries: (0..).step_by(20).zip(leaves).collect() })
}

/// One tree.
pub fn fractional_sum(numerators: Numerators<Fr>, denominators: Vec<Fr>) -> Vec<u8> {
    let mut channel = MerlinProver::new("kernel");
    let _ = FractionalSum::new(numerators, denominators).prove(&mut channel);
    channel.finish()
}

/// Claims on sixteen columns of 32 bits at three points.
pub fn opening_reduction(len: usize) -> Prepared {
    let columns: Vec<Column> = (0..16).map(|_| Arc::new(column(32, len))).collect();
    let points: Vec<Point<Fr>> = scalars(3 * len.ilog2() as usize).chunks(len.ilog2() as usize).map(|r| r.to_vec().into()).collect();
    let claim = |(k, oracle): (usize, OracleId)| EvaluationClaim { oracle, point: points[k % 3].clone(), value: Fr::from(k as u64) };
    let claims: Vec<_> = ids(0, 16).into_iter().enumerate().map(claim).collect();
    Prepared::new(16 * len, (columns, claims), move |(columns, claims)| {
        pcs::reduction::prove(columns, claims, len.ilog2() as usize, &mut MerlinProver::new("kernel"))
    })
}

/// Flags, words, and rows that are switched by flags, about as many as those of the machine.
fn system() -> UniformR1cs {
    let mut builder = Builder::new();
    let flags: Vec<Variable> = (0..40).map(|k| builder.variable(format!("flag {k}"))).collect();
    let words: Vec<Variable> = (0..32).map(|k| builder.variable(format!("word {k}"))).collect();
    flags.iter().for_each(|flag| builder.boolean(*flag));
    for (k, (flag, pair)) in flags.iter().zip(words.windows(2)).enumerate() {
        builder.when(format!("equal {k}"), *flag, pair[0] - pair[1]);
    }
    builder.constraint("product", words[0], words[1], words[2]);
    let next = builder.next(words[3]);
    builder.when("counter", flags[0], next - words[3] - 1);
    builder.build()
}

/// Outer, inner and shift sum-checks of Spartan.
pub fn spartan(steps: usize) -> Prepared {
    let columns = (0..72).map(|k| Arc::new(column(if k < 40 { 1 } else { 32 }, steps)));
    let columns: Vec<(OracleId, Column)> = ids(0, 72).into_iter().zip(columns).collect();
    Prepared::new(steps, (system(), columns), move |(system, columns)| {
        spartan::prove(system, columns, steps.ilog2() as usize, &mut MerlinProver::new("kernel"))
    })
}

/// The lookup instructions of the machine.
pub fn set() -> InstructionSet<Fr> {
    let decompositions = LookupOp::all(Isa::Rv32i).iter().map(|op| op.decomposition(Word::RV32)).collect();
    InstructionSet::new(Word::RV32, decompositions)
}

/// Lasso without its commitments: every row looks something up at random indices.
pub fn lookups(steps: usize) -> Prepared {
    let set = set();
    let count = set.instructions().len();
    let instruction = integers(steps, |word| (word % count as u64) as u8);
    let flag = |k| Arc::new(instruction.iter().map(|i| usize::from(*i) == k).collect::<Vec<_>>().into());
    let shared = lookups::SharedColumns { flags: (0..count).map(flag).collect(), output: Arc::new(column(32, steps)) };
    let indices = vec![integers(steps, |word| word as u32 % (1 << Word::RV32.index_bits())); Word::RV32.chunks];
    let own = Lasso::witness(&set, &Queries { instruction, indices });
    let oracles = SharedOracles { flags: ids(0, count), output: OracleId(count as u32) };
    let own_ids = ids(count + 1, own.len());
    Prepared::new(steps, (set, shared, own), move |(set, shared, own)| {
        Lasso::prove(set, (&oracles, shared), &own_ids, own, &mut Uncommitted::new())
    })
}

/// Registers and `2^14` cells of RAM, without commitments: multisets and range checks.
pub fn memory(steps: usize) -> Prepared {
    let shape = MemoryShape::new(steps.ilog2() as usize, 14, None);
    let below = |limit: u32, shift: u32| -> Column { Arc::new(integers(steps, |word| (word >> shift) as u32 % limit).into()) };
    let value = |shift| below(u32::MAX, shift);
    let columns = SharedColumns {
        rs1: below(32, 0),
        rs2: below(32, 5),
        rd: below(32, 10),
        v_rs1: value(0),
        v_rs2: value(1),
        v_rd_old: value(2),
        v_rd_new: value(3),
        a_ram: below(1 << 14, 15),
        v_old: value(4),
        v_new: value(5),
    };
    let mut count = 0;
    let mut committed = |values: &Column| {
        count += 1;
        Committed { id: OracleId(count), values: values.clone() }
    };
    let shared = columns.map(&mut committed);
    let own: Vec<Committed<Fr>> = Offline::witness(&shape, &columns, &[], &[]).iter().map(&mut committed).collect();
    Prepared::new(steps, (shared, own), move |(shared, own)| Offline::prove(&shape, shared, own, &[], &mut Uncommitted::new()))
}

/// Four columns of 16 bits in a table of `2^16`.
pub fn range(rows: usize) -> Prepared {
    let group = Group { log_rows: rows.ilog2() as usize, values: (0..4).map(LinearForm::column).collect() };
    let columns: Vec<Column> = (0..4).map(|_| Arc::new(column(16, rows))).collect();
    Prepared::new(4 * rows, columns, move |columns| -> Option<Claims<Fr>> {
        let check = RangeCheck::new("range kernel", 16, vec![group.clone()], 4, 5).ok()?;
        let all = [&columns[..], &[Arc::new(words(1 << 16).into())]].concat();
        Some(check.prove(&all, &ids(0, 5), &mut MerlinProver::new("kernel")))
    })
}

/// Sixteen cells of a memory.
pub fn output(cells: usize) -> Prepared {
    Prepared::new(cells, column(32, cells), move |values| -> Option<Claims<Fr>> {
        let check = OutputCheck::new(cells.ilog2() as usize, (0..16).map(|cell| (cell, 1))).ok()?;
        Some(check.prove(values, OracleId(0), &mut MerlinProver::new("kernel")))
    })
}
