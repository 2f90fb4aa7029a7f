//! Offline memory checking: an untrusted memory behaves like one if and only if two multisets of tuples are equal (Blum, Evans, Gemmell, Kannan,
//! Naor 1991; Setty, Spartan 2020, section 7.2; Setty, Thaler, Wahby, Lasso 2023, section 4).
//!
//! An [`Instance`] is a list of memories. A memory of `2^k` cells is accessed by `m` operations in each of `2^n` rows; an operation reads a tuple
//! `(a, v_1, .., v_w, t)` and puts one with the same address back. All components are [`LinearForm`]s over committed columns, public tables and the row number. With
//! the fingerprint `h(a, v, t) = a + Σ_i γ^i v_i + γ^{w+1} t - τ` (protocol 6.1) the verifier checks, for **each** memory,
//!
//! `Π_cells h(init) Π_rows,operations h(write) = Π_rows,operations h(read) Π_cells h(last)`.
//!
//! What equality of the multisets means is the caller's affair: with writes stamped by a clock and every read older than its write, it says that
//! each read returns what the last write left; with `write = (read's v, t + 1)`, that every value read stands in the table.
//!
//! The products are proved by [`sumcheck::grand_product`], one batch for each length of leaves, and end in values of the columns at random points,
//! for which [`Instance::verify`] returns claims.
//!
//! *Soundness*: over `N` tuples in all, unequal multisets survive with probability at most `N (w + 1) / |F|` over `γ`, `τ` (the difference of the two products
//! is a non-zero polynomial of total degree `N (w + 1)`, so that a factor 0 on both sides is counted), plus the errors of the grand products.
//! Columns must be committed before.
//!
//! A read-only table of squares without any machine: each row looks up a pair `(a, a^2)`, and says how often it was looked up before.
//!
//! ```
//! use ark_bn254::Fr;
//! use memory::multiset::{Instance, Memory, Operation};
//! use memory::{LinearForm, Tables};
//! use poly::{MultilinearPolynomial, OracleId};
//! use std::sync::Arc;
//! use transcript::{MerlinProver, MerlinVerifier};
//!
//! let column = LinearForm::<Fr>::column;
//! let squares = Memory {
//!     name: "squares",
//!     log_rows: 2,
//!     // columns 0, 1, 2: address, value, earlier lookups of the same address
//!     operations: vec![Operation {
//!         read: vec![column(0), column(1), column(2)],
//!         write: vec![column(0), column(1), column(2) + LinearForm::from(1)],
//!     }],
//!     log_cells: 3,
//!     init: vec![LinearForm::identity(), LinearForm::public(0), LinearForm::from(0)],
//!     // column 3: lookups of each address
//!     last: vec![LinearForm::identity(), LinearForm::public(0), column(3)],
//! };
//! let instance = Instance::new("example", 4, 1, vec![squares])?;
//!
//! let columns = [vec![3u32, 5, 3, 3], vec![9, 25, 9, 9], vec![0, 0, 1, 2], vec![0, 0, 0, 3, 0, 1, 0, 0]].map(|c| Arc::new(c.into()));
//! let table: [Arc<MultilinearPolynomial<Fr>>; 1] = [Arc::new((0..8u32).map(|a| a * a).collect::<Vec<_>>().into())];
//! let oracles = [0, 1, 2, 3].map(OracleId); // as a commitment channel numbers them
//! let mut prover = MerlinProver::new("example");
//! let claims = instance.prove(&Tables { columns: &columns, publics: &table }, &oracles, &mut prover);
//! let proof = prover.finish();
//!
//! let squares = |point: &[Fr]| table[0].evaluate(point);
//! let verified = instance.verify(&oracles, &[&squares], &mut MerlinVerifier::new("example", &proof))?;
//! assert_eq!(claims, verified); // still to be proved: these values of the four columns
//! for claim in verified.as_slice() {
//!     assert_eq!(columns[claim.oracle.0 as usize].evaluate(&claim.point), claim.value);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::form::{Opened, check_form};
use crate::{LinearForm, MemoryError, PublicTable};
use poly::{Claims, OracleId, Scalar};
use sumcheck::grand_product;
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {
    crate::Tables,
    sumcheck::grand_product::{GrandProducts, Leaves},
    transcript::ProverChannel,
};

/// Name of the check that a batch's leaves are the fingerprints of the opened columns.
pub const LEAVES: Label = "multiset leaves";
/// Label of the challenge `γ`.
const GAMMA: Label = "multiset gamma";
/// Label of the challenge `τ`.
const TAU: Label = "multiset tau";
/// Label of a batch's roots.
const ROOTS: Label = "multiset roots";
/// Label of the columns' values.
const OPENINGS: Label = "multiset openings";

/// `(a, v_1, .., v_w, t)`.
pub type Tuple<F> = Vec<LinearForm<F>>;

/// What happens to a memory once in every row.
#[derive(Clone, Debug)]
pub struct Operation<F> {
    /// The tuple taken out.
    pub read: Tuple<F>,
    /// The tuple put back.
    pub write: Tuple<F>,
}

/// A memory with its operations.
#[derive(Clone, Debug)]
pub struct Memory<F> {
    /// The name of its equality.
    pub name: Label,
    /// log2 of the number of rows, `n`.
    pub log_rows: usize,
    /// The operations of a row.
    pub operations: Vec<Operation<F>>,
    /// log2 of the number of cells, `k`.
    pub log_cells: usize,
    /// The tuple of a cell at the beginning.
    pub init: Tuple<F>,
    /// The tuple of a cell at the end.
    pub last: Tuple<F>,
}

/// A side of a memory's equality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Init and writes.
    In,
    /// Reads and last.
    Out,
}

/// One product: all tuples of one kind.
#[derive(Clone, Debug)]
struct Circuit<F> {
    memory: usize,
    side: Side,
    tuple: Tuple<F>,
}

/// Circuits of equal length.
#[derive(Clone, Debug)]
struct Batch<F> {
    log_len: usize,
    circuits: Vec<Circuit<F>>,
}

/// Memories that are checked together.
///
/// *Shape*: the batches are one for each length, in the order of first appearance in: read and write of every operation of every memory, then init and
/// last of every memory.
#[derive(Clone, Debug)]
pub struct Instance<F> {
    name: Label,
    memories: Vec<Label>,
    batches: Vec<Batch<F>>,
    num_columns: usize,
    num_publics: usize,
}

impl<F: Scalar> Instance<F> {
    /// Memories over `num_columns` committed columns and `num_publics` public tables; `name` separates this block of a transcript from others.
    ///
    /// *Errors*: forms over sources that are not there, tuples of unequal width.
    pub fn new(name: Label, num_columns: usize, num_publics: usize, memories: Vec<Memory<F>>) -> Result<Self, MemoryError> {
        let mut instance =
            Self { name, memories: memories.iter().map(|m| m.name).collect(), batches: Vec::new(), num_columns, num_publics };
        let mut tables = Vec::new();
        for (memory, Memory { name, log_rows, operations, log_cells, init, last }) in memories.into_iter().enumerate() {
            let width = init.len();
            let rows = operations.into_iter().flat_map(|op| [(log_rows, Side::Out, op.read), (log_rows, Side::In, op.write)]);
            let cells = [(log_cells, Side::In, init), (log_cells, Side::Out, last)];
            for (k, (log_len, side, tuple)) in cells.into_iter().chain(rows).enumerate() {
                if tuple.len() != width {
                    return Err(MemoryError::TupleWidth { memory: name, expected: width, actual: tuple.len() });
                }
                tuple.iter().try_for_each(|form| check_form(form, log_len, num_columns, num_publics))?;
                let circuit = Circuit { memory, side, tuple };
                if k < 2 { tables.push((log_len, circuit)) } else { instance.push(log_len, circuit) }
            }
        }
        tables.into_iter().for_each(|(log_len, circuit)| instance.push(log_len, circuit));
        Ok(instance)
    }

    fn push(&mut self, log_len: usize, circuit: Circuit<F>) {
        match self.batches.iter_mut().find(|batch| batch.log_len == log_len) {
            Some(batch) => batch.circuits.push(circuit),
            None => self.batches.push(Batch { log_len, circuits: vec![circuit] }),
        }
    }

    /// Verifies the equality of every memory, up to the returned claims on the columns behind `oracles`.
    ///
    /// *Errors*: badly formed messages; [`ProofError::Check`] with the memory's name, [`LEAVES`] or [`grand_product::LAYER`]; [`ProofError::Shape`] for
    /// numbers of oracles or tables that are not the instance's.
    pub fn verify(
        &self,
        oracles: &[OracleId],
        publics: &[&dyn PublicTable<F>],
        channel: &mut dyn VerifierChannel<F>,
    ) -> Result<Claims<F>, ProofError> {
        expect("number of columns", oracles.len(), self.num_columns)?;
        expect("number of public tables", publics.len(), self.num_publics)?;
        channel.absorb(self.name, b"");
        let (gamma, tau) = (channel.challenge(GAMMA), channel.challenge(TAU));
        let mut roots = Vec::new();
        for batch in &self.batches {
            roots.push(channel.receive(ROOTS, batch.circuits.len())?);
        }
        for (memory, name) in self.memories.iter().enumerate() {
            let (before, after) = (self.product(memory, Side::In, &roots), self.product(memory, Side::Out, &roots));
            channel.check(name, before == after)?;
        }
        let mut claims = Claims::new();
        for (batch, roots) in self.batches.iter().zip(&roots) {
            let forms = batch.fingerprints(gamma, tau);
            let leaves = grand_product::verify(forms.len(), batch.log_len, roots, channel)?;
            let opened = Opened::of(&forms);
            let values = channel.receive(OPENINGS, opened.len())?;
            let form = LinearForm::combination(&leaves.weights(), &forms);
            let expected = opened.evaluate(&form, &leaves.leaf_point, &values, publics);
            channel.check(LEAVES, leaves.value == expected)?;
            claims.extend(opened.claims(oracles, &leaves.leaf_point, &values));
        }
        Ok(claims)
    }

    /// The product of a memory's roots on one side.
    fn product(&self, memory: usize, side: Side, roots: &[Vec<F>]) -> F {
        let circuits = self.batches.iter().zip(roots).flat_map(|(batch, roots)| batch.circuits.iter().zip(roots));
        circuits.filter(|(circuit, _)| circuit.memory == memory && circuit.side == side).map(|(_, root)| *root).product()
    }

    /// Proves what [`Self::verify`] verifies. Unequal multisets get a proof that it rejects.
    ///
    /// *Preconditions*: the tables have the instance's numbers and lengths.
    #[cfg(feature = "prover")]
    pub fn prove(&self, tables: &Tables<'_, F>, oracles: &[OracleId], channel: &mut dyn ProverChannel<F>) -> Claims<F> {
        channel.absorb(self.name, b"");
        let (gamma, tau) = (channel.challenge(GAMMA), channel.challenge(TAU));
        let mut products = Vec::new();
        for batch in &self.batches {
            let forms = batch.fingerprints(gamma, tau);
            let product = GrandProducts::new(batch.leaves(&forms, tables));
            channel.send(ROOTS, &product.roots());
            products.push((Opened::of(&forms), product));
        }
        let mut claims = Claims::new();
        for (opened, product) in products {
            let leaves = product.prove(channel);
            let values = opened.values(tables, &leaves.leaf_point);
            channel.send(OPENINGS, &values);
            claims.extend(opened.claims(oracles, &leaves.leaf_point, &values));
        }
        claims
    }
}

/// The share of a circuit's leaves, one in so many, up to which they are listed as changes of the circuit before: a memory's last tuples mostly equal
/// the initial ones.
#[cfg(feature = "prover")]
const CHANGED_SHARE: usize = 4;

impl<F: Scalar> Batch<F> {
    /// The values of the fingerprints.
    #[cfg(feature = "prover")]
    fn leaves(&self, forms: &[LinearForm<F>], tables: &Tables<'_, F>) -> Vec<Leaves<F>> {
        let mut leaves: Vec<Leaves<F>> = Vec::new();
        for form in forms {
            let values = form.values(tables, self.log_len);
            let changes = match leaves.last() {
                Some(Leaves::Dense(before)) => changes(before, &values),
                _ => None,
            };
            leaves.push(match changes {
                Some(entries) => Leaves::Changed { base: leaves.len() - 1, entries },
                None => Leaves::Dense(values),
            });
        }
        leaves
    }

    /// The fingerprint of each circuit's tuple: one linear form, `a + Σ_i γ^i v_i + γ^{w+1} t - τ`.
    fn fingerprints(&self, gamma: F, tau: F) -> Vec<LinearForm<F>> {
        let width = self.circuits.iter().map(|circuit| circuit.tuple.len()).max().unwrap_or_default();
        let powers: Vec<F> = std::iter::successors(Some(F::one()), |power| Some(*power * gamma)).take(width).collect();
        let fingerprint = |circuit: &Circuit<F>| LinearForm::combination(&powers, &circuit.tuple) - LinearForm::constant(tau);
        self.circuits.iter().map(fingerprint).collect()
    }
}

/// Where the values differ from those before, if that is seldom.
#[cfg(feature = "prover")]
fn changes<F: Scalar>(before: &[F], values: &[F]) -> Option<Vec<(u32, F)>> {
    let differing = before.iter().zip(values).enumerate().filter(|(_, (before, value))| before != value);
    let limit = values.len() / CHANGED_SHARE;
    let entries: Vec<(u32, F)> = differing.map(|(cell, (_, value))| (cell as u32, *value)).take(limit + 1).collect();
    (entries.len() <= limit).then_some(entries)
}

/// A length that the caller, not the prover, got wrong.
fn expect(what: &'static str, actual: usize, limit: usize) -> Result<(), ProofError> {
    if actual == limit { Ok(()) } else { Err(ProofError::Shape { what, actual, limit }) }
}
