//! The alignment of half-words, asserted inside the sequences of loads and stores.

use crate::lookup::{Lookup, Query, on};
use poly::Scalar;
use subtables::{Bit0, Identity, Memory, Word};

/// `1` iff `x + y` is even: the address of a half-word is aligned.
pub struct AssertHalf;

impl Lookup for AssertHalf {
    const NAME: &'static str = "ASSERT_HALF";
    const QUERY: Query = Query::Add;
    const COLLATION: &'static str = "1 - BIT0@(C-1); IDENTITY@i range-checks the limbs";

    #[inline]
    fn output(left: u64, right: u64, _word: Word) -> u64 {
        1 - (left.wrapping_add(right) & 1)
    }

    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
        let mut memories = on(Identity, 0..word.chunks);
        memories.extend(on(Bit0, word.chunks - 1..word.chunks));
        memories
    }

    fn collate<F: Scalar>(values: &[F], word: Word) -> F {
        F::one() - values[word.chunks]
    }

    fn degree(_word: Word) -> usize {
        1
    }
}
