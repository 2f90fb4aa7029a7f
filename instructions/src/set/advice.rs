//! Values that the prover chooses, and moves of values.

use crate::lookup::{Lookup, Query, low_word, on};
use poly::Scalar;
use subtables::{Identity, Memory, Word};

/// `x`.
pub struct Move;

impl Lookup for Move {
    const NAME: &'static str = "MOVE";
    const QUERY: Query = Query::Move;
    const COLLATION: &'static str = "the low C/2 limbs of IDENTITY: sum 2^(2b(C-1-i)) IDENTITY@i";

    #[inline]
    fn output(left: u64, _right: u64, _word: Word) -> u64 {
        left
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        on(Identity, 0..word.chunks)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        low_word(values, word)
    }

    fn degree(_word: Word) -> usize {
        1
    }
}

/// Any word: the functions take the prover's choice as the left operand.
pub struct Advice;

impl Lookup for Advice {
    const NAME: &'static str = "ADVICE";
    const QUERY: Query = Query::Advice;
    const COLLATION: &'static str = Move::COLLATION;

    #[inline]
    fn output(left: u64, right: u64, word: Word) -> u64 {
        Move::output(left, right, word)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        Move::memories(word)
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        Move::collate(values, word)
    }

    fn degree(word: Word) -> usize {
        Move::degree(word)
    }
}
