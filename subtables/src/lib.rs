//! The vocabulary of lookup decompositions: subtables, and how an instruction's table is made of them.
//!
//! Lasso (Setty, Thaler, Wahby, eprint 2023/1216) looks up in a huge table `T` that decomposes: `T[r] = g(T_1[r_1], .., T_a[r_a])`
//! with small subtables `T_i` ([`Subtable`]) and a low-degree collation `g` ([`Decomposition`]).
//!
//! Each subtable is one file with its formula. To add one, write its file, name it here, and list it in the tests of `materialize.rs`, which
//! compare every extension with its table on the whole hypercube.

mod amount;
mod and;
mod div0;
mod eq;
mod eq_abs;
mod identity;
mod left_id;
mod left_msb;
mod left_zero;
mod lt_abs;
mod ltu;
mod materialize;
mod min_neg1;
mod operands;
mod or;
mod right_id;
mod right_msb;
mod right_zero;
mod sign_ext16;
mod sll;
mod sra_sign;
mod srl;
mod xor;

pub use and::And;
pub use div0::Div0;
pub use eq::Eq;
pub use eq_abs::EqAbs;
pub use identity::Identity;
pub use left_id::LeftId;
pub use left_msb::LeftMsb;
pub use left_zero::LeftZero;
pub use lt_abs::LtAbs;
pub use ltu::Ltu;
pub use materialize::materialize;
pub use min_neg1::MinNeg1;
pub use or::Or;
pub use right_id::RightId;
pub use right_msb::RightMsb;
pub use right_zero::RightZero;
pub use sign_ext16::SignExt16;
pub use sll::Sll;
pub use sra_sign::SraSign;
pub use srl::Srl;
pub use xor::Xor;

use poly::Scalar;
use std::fmt::Debug;
use std::sync::Arc;

/// The shape of operands: words of `bits` bits cut into `chunks` chunks; chunk 0 is the most significant.
///
/// A query has one index of `2 * bits / chunks` bits per chunk. The machine uses [`Word::RV32`]; tests enumerate 8-bit words with two chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Bits of an operand, `XLEN`.
    pub bits: usize,
    /// Number of chunks, `C`; divides `bits`.
    pub chunks: usize,
}

impl Word {
    /// 32-bit operands in four chunks of eight bits: indices of 16 bits.
    pub const RV32: Self = Self { bits: 32, chunks: 4 };

    /// Bits of one operand in one chunk, `b`.
    pub const fn operand_bits(self) -> usize {
        self.bits / self.chunks
    }

    /// Bits of one index, `log2 M = 2b`.
    pub const fn index_bits(self) -> usize {
        2 * self.operand_bits()
    }

    /// The weight `2^{b (C-1-i)}` of an operand's chunk `i`.
    pub const fn weight(self, chunk: usize) -> u64 {
        1 << (self.operand_bits() * (self.chunks - 1 - chunk))
    }
}

/// A table of `2^k` entries with a multilinear extension that the verifier evaluates in `O(k)` or a little more.
///
/// *Soundness*: `evaluate_mle` must be multilinear and agree with `entry` on the hypercube; a test materialises every subtable.
pub trait Subtable<F: Scalar>: Debug + Send + Sync {
    /// Unique among the subtables of an instruction set; part of the transcript's preamble.
    fn name(&self) -> String;
    /// The entry at an index of `log_size` bits. Two-operand tables read the index as `x * 2^{log_size/2} + y`.
    fn entry(&self, index: u64, log_size: usize) -> u64;
    /// The multilinear extension of the entries at a point of `log_size` coordinates, most significant first.
    fn evaluate_mle(&self, point: &[F]) -> F;
}

/// A lookup memory: one subtable read at one chunk of the query.
#[derive(Clone, Debug)]
pub struct Memory<F: Scalar> {
    /// What is read.
    pub subtable: Arc<dyn Subtable<F>>,
    /// Which index of the query reads it.
    pub chunk: usize,
}

/// How one lookup instruction's table is made of subtables.
pub trait Decomposition<F: Scalar>: Debug + Send + Sync {
    /// Unique in an instruction set; part of the transcript's preamble.
    fn name(&self) -> String;
    /// The memories whose values the collation takes, in its order.
    fn memories(&self) -> Vec<Memory<F>>;
    /// Memories that are read beside those of the collation (operand links, protocol R12); each counts once.
    fn links(&self) -> Vec<Memory<F>>;
    /// The collation `g`, a polynomial in the values of [`Self::memories`] (same order).
    fn collate(&self, values: &[F]) -> F;
    /// Total degree of [`Self::collate`].
    fn degree(&self) -> usize;
}
