//! The seam between a virtual machine and a memory argument.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use poly::{Claims, OracleId, Scalar};
#[cfg(feature = "prover")]
use std::sync::Arc;
use transcript::{ProofError, VerifierOracles};
#[cfg(feature = "prover")]
use {poly::MultilinearPolynomial, transcript::ProverOracles};

/// A column that the argument wants committed beside the machine's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name in messages and reports.
    pub name: String,
    /// Number of variables.
    pub num_vars: usize,
}

/// The aligned block of RAM whose initial content the prover commits to instead of publishing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AdviceShape {
    /// log2 of the number of words.
    pub log_words: usize,
    /// Its first cell; a multiple of the number of words.
    pub first_cell: usize,
}

/// Sizes of both memories, computed from the statement alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryShape {
    /// log2 of the number of steps, `n`.
    pub log_steps: usize,
    /// log2 of the number of register cells.
    pub log_register_cells: usize,
    /// log2 of the number of RAM cells.
    pub log_ram_cells: usize,
    /// Where RAM starts with the prover's advice, if anywhere.
    pub advice: Option<AdviceShape>,
    /// Bits of a limb, `b`: timestamp gaps and advice words are two limbs, the range table has `2^b` entries.
    pub limb_bits: usize,
}

impl MemoryShape {
    /// The RISC-V machine's shape: 64 register cells and limbs of 16 bits.
    pub fn new(log_steps: usize, log_ram_cells: usize, advice: Option<AdviceShape>) -> Self {
        Self { log_steps, log_register_cells: 6, log_ram_cells, advice, limb_bits: 16 }
    }

    /// Whether the argument is sound over `F` at these sizes.
    ///
    /// A gap `ts_write - ts_read - 1` is at least `-3 * 2^n` where its read is forced into the multiset; it must not be mistaken for a
    /// number below `2^{2b}`; cells are distinct field elements, and multiplicities do not wrap around the characteristic.
    ///
    /// *Errors*: [`ProofError::Shape`].
    pub fn check<F: Scalar>(&self) -> Result<(), ProofError> {
        let limit = |what, actual, limit| if actual <= limit { Ok(()) } else { Err(ProofError::Shape { what, actual, limit }) };
        limit("limb_bits", self.limb_bits, 16)?;
        limit("log_steps", self.log_steps + 2, 2 * self.limb_bits)?;
        limit("log_register_cells", self.log_register_cells, 30)?;
        limit("log_ram_cells", self.log_ram_cells, 30)?;
        if let Some(advice) = self.advice {
            limit("log_advice_words", advice.log_words, self.log_ram_cells)?;
            limit("first advice cell", advice.first_cell, (1 << self.log_ram_cells) - (1 << advice.log_words))?;
            limit("misalignment of the advice", advice.first_cell % (1 << advice.log_words), 0)?;
        }
        let words = self.advice.map_or(0, |advice| advice.log_words + 2);
        let largest = [2 * self.limb_bits + 1, self.log_steps + 4, words, self.log_register_cells, self.log_ram_cells]
            .into_iter()
            .max()
            .unwrap_or_default();
        limit("bits below the modulus", largest, F::MODULUS_BIT_SIZE as usize - 1)
    }
}

/// The machine's columns that a memory argument reads; `T` is an oracle, a column, or both.
///
/// In step `t` the machine reads register `rs1`, then `rs2`, then replaces the value of `rd`; it replaces the word in RAM cell `a_ram`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedColumns<T> {
    /// Register cell of the first read.
    pub rs1: T,
    /// Register cell of the second read.
    pub rs2: T,
    /// Register cell written.
    pub rd: T,
    /// Value read from `rs1`.
    pub v_rs1: T,
    /// Value read from `rs2`.
    pub v_rs2: T,
    /// Value of `rd` before.
    pub v_rd_old: T,
    /// Value of `rd` after.
    pub v_rd_new: T,
    /// RAM cell accessed.
    pub a_ram: T,
    /// Word there before.
    pub v_old: T,
    /// Word there after.
    pub v_new: T,
}

impl<T> SharedColumns<T> {
    /// Applies `f` to every column.
    pub fn map<'a, U>(&'a self, mut f: impl FnMut(&'a T) -> U) -> SharedColumns<U> {
        SharedColumns {
            rs1: f(&self.rs1),
            rs2: f(&self.rs2),
            rd: f(&self.rd),
            v_rs1: f(&self.v_rs1),
            v_rs2: f(&self.v_rs2),
            v_rd_old: f(&self.v_rd_old),
            v_rd_new: f(&self.v_rd_new),
            a_ram: f(&self.a_ram),
            v_old: f(&self.v_old),
            v_new: f(&self.v_new),
        }
    }

    /// All columns in the order of the fields.
    pub fn into_array(self) -> [T; 10] {
        let Self { rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new } = self;
        [rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new]
    }
}

/// Which of the argument's own columns the machine makes claims about, as indices into [`MemoryArgument::columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoundaryColumns {
    /// Registers after the last step, one value a cell.
    pub register_final: usize,
    /// RAM after the last step.
    pub ram_final: usize,
    /// High and low limbs of the advice words.
    pub advice: Option<(usize, usize)>,
}

/// The public part of RAM's initial content, as the verifier computes it from the statement; 0 on the advice block.
pub trait InitialRam<F> {
    /// Its multilinear extension at a point of `log_ram_cells` coordinates.
    fn evaluate(&self, point: &[F]) -> F;
}

impl<F, E: Fn(&[F]) -> F> InitialRam<F> for E {
    fn evaluate(&self, point: &[F]) -> F {
        self(point)
    }
}

/// An argument that registers and RAM behave like memory: every read returns what the last write left, or the initial value.
///
/// Registers start at 0. All columns are sent before the argument begins; [`Self::verify`] leaves claims on them.
pub trait MemoryArgument<F: Scalar>: Send + Sync + 'static {
    /// Name in configurations and reports.
    const NAME: &'static str;

    /// The argument's own columns, in the order in which they are sent.
    fn columns(shape: &MemoryShape) -> Vec<ColumnSpec>;

    /// Where the final values and the advice stand among [`Self::columns`].
    fn boundary(shape: &MemoryShape) -> BoundaryColumns;

    /// Verifies the argument for columns that were received before.
    ///
    /// *Errors*: badly formed messages, [`ProofError::Check`] with the name of the equality that fails, [`ProofError::Shape`].
    /// *Soundness*: see the implementation. The caller proves the returned claims.
    fn verify(
        shape: &MemoryShape,
        shared: &SharedColumns<OracleId>,
        own: &[OracleId],
        initial: &dyn InitialRam<F>,
        channel: &mut dyn VerifierOracles<F>,
    ) -> Result<Claims<F>, ProofError>;
}

/// A column with its values: what a prover's argument works on.
#[cfg(feature = "prover")]
#[derive(Clone, Debug)]
pub struct Committed<F> {
    /// The oracle as which it was sent.
    pub id: OracleId,
    /// Its values.
    pub values: Arc<MultilinearPolynomial<F>>,
}

/// The prover's half of a [`MemoryArgument`].
#[cfg(feature = "prover")]
pub trait ProveMemory<F: Scalar>: MemoryArgument<F> {
    /// The argument's own columns, from the machine's columns and the initial content of RAM.
    ///
    /// `initial` is the public part and `advice` the words of the advice block; both may be shorter than their memory, the rest is 0.
    /// A false execution gets columns too: those of an honest prover wherever that means anything.
    ///
    /// *Preconditions*: a shape that passes [`MemoryShape::check`], columns of `2^log_steps` values; `initial` and `advice` not longer than their memory.
    fn witness(
        shape: &MemoryShape,
        shared: &SharedColumns<Arc<MultilinearPolynomial<F>>>,
        initial: &[u32],
        advice: &[u32],
    ) -> Vec<Arc<MultilinearPolynomial<F>>>;

    /// Proves what [`MemoryArgument::verify`] verifies, for columns that were sent before.
    ///
    /// *Preconditions*: as [`Self::witness`]. Nothing needs to be true: a false execution gets a proof that is rejected.
    fn prove(
        shape: &MemoryShape,
        shared: &SharedColumns<Committed<F>>,
        own: &[Committed<F>],
        initial: &[u32],
        channel: &mut dyn ProverOracles<F>,
    ) -> Claims<F>;
}
