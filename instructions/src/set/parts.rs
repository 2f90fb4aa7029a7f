//! Parts of words: the bytes and half-words that sub-word loads and stores take from their right operand.

use crate::lookup::{Lookup, Query, mask, on};
use poly::{Scalar, SmallSum};
use std::ops::Range;
use subtables::{Memory, RightId, RightMsb, Word};

/// What fills a word above its part.
enum Extension {
    Zero,
    Sign,
}

/// The `width` lowest chunks.
fn lowest(width: usize, word: Word) -> Range<usize> {
    word.chunks - width..word.chunks
}

/// The bits of a word above its `width` lowest chunks.
fn above(width: usize, word: Word) -> u64 {
    mask(word) & !(mask(word) >> (word.bits - width * word.operand_bits()))
}

fn extend(y: u64, width: usize, extension: &Extension, word: Word) -> u64 {
    let above = above(width, word);
    let sign = y >> (width * word.operand_bits() - 1) & 1;
    let filled = match extension {
        Extension::Zero => 0,
        Extension::Sign => above * sign,
    };
    y & !above | filled
}

/// `RIGHT_ID` at the part's chunks, then for the sign `RIGHT_MSB` at the highest of them.
fn part_memories<F: Scalar>(width: usize, extension: &Extension, word: Word) -> Vec<Memory<F>> {
    let chunks = lowest(width, word);
    let mut memories = on(RightId, chunks.clone());
    if let Extension::Sign = extension {
        memories.extend(on(RightMsb, chunks.start..chunks.start + 1));
    }
    memories
}

/// `Σ 2^{b(C-1-i)} y_i` over the part's chunks, and `2^XLEN - 2^{b·width}` if its sign is set, from [`part_memories`].
fn collate_part<F: Scalar>(values: &[F], width: usize, word: Word) -> F {
    let (chunks, sign) = values.split_at(width);
    let mut sum = SmallSum::default();
    for (chunk, i) in chunks.iter().zip(lowest(width, word)) {
        chunk.add_small(&mut sum, word.weight(i));
    }
    for sign in sign {
        sign.add_small(&mut sum, above(width, word));
    }
    F::reduce_small(&sum)
}

macro_rules! extensions {
    ($($(#[$doc:meta])* $lookup:ident = $name:literal: $width:literal, $extension:ident, $collation:literal;)+) => { $(
        $(#[$doc])*
        pub struct $lookup;

        impl Lookup for $lookup {
            const NAME: &'static str = $name;
            const QUERY: Query = Query::Concat;
            const COLLATION: &'static str = $collation;

            #[inline]
            fn output(_left: u64, right: u64, word: Word) -> u64 {
                extend(right, $width, &Extension::$extension, word)
            }

            fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
                part_memories($width, &Extension::$extension, word)
            }

            fn collate<F: Scalar>(values: &[F], word: Word) -> F {
                collate_part(values, $width, word)
            }

            fn degree(_word: Word) -> usize {
                1
            }
        }
    )+ };
}

extensions! {
    /// The lowest chunk of `y`: a byte of a 32-bit word.
    ZextB = "ZEXT_B": 1, Zero, "RIGHT_ID@(C-1)";
    /// The lowest chunk of `y` with its sign: a byte of a 32-bit word.
    SextB = "SEXT_B": 1, Sign, "RIGHT_ID@(C-1) + (2^XLEN - 2^b) RIGHT_MSB@(C-1)";
    /// The two lowest chunks of `y`: a half-word of a 32-bit word.
    ZextH = "ZEXT_H": 2, Zero, "2^b RIGHT_ID@(C-2) + RIGHT_ID@(C-1)";
    /// The two lowest chunks of `y` with their sign: a half-word of a 32-bit word.
    SextH = "SEXT_H": 2, Sign, "2^b RIGHT_ID@(C-2) + RIGHT_ID@(C-1) + (2^XLEN - 2^(2b)) RIGHT_MSB@(C-2)";
}
