//! Memories and collations that several lookup instructions share.

use poly::{Scalar, SmallSum};
use std::ops::Range;
use std::sync::Arc;
use subtables::{Eq, EqAbs, LeftMsb, LtAbs, Ltu, Memory, RightMsb, Subtable, Word};

/// The `XLEN` low bits.
pub(crate) const fn mask(word: Word) -> u64 {
    u64::MAX >> (64 - word.bits)
}

/// One subtable at a range of chunks.
pub(crate) fn on<F: Scalar>(subtable: impl Subtable<F> + 'static, chunks: Range<usize>) -> Vec<Memory<F>> {
    let subtable: Arc<dyn Subtable<F>> = Arc::new(subtable);
    chunks.map(|chunk| Memory { subtable: subtable.clone(), chunk }).collect()
}

/// `Σ_i 2^{b(C-1-i)} v_i`: a word from its chunks.
pub(crate) fn weighted<F: Scalar>(values: &[F], word: Word) -> F {
    let mut sum = SmallSum::default();
    for (i, value) in values.iter().enumerate() {
        value.add_small(&mut sum, word.weight(i));
    }
    F::reduce_small(&sum)
}

/// `Σ_{i>=C/2} 2^{2b(C-1-i)} v_i`: the low word of a double word from its limbs; the other limbs are read to be in range.
///
/// *Preconditions*: `C` is even.
pub(crate) fn low_word<F: Scalar>(limbs: &[F], word: Word) -> F {
    let mut sum = SmallSum::default();
    for (i, limb) in limbs.iter().enumerate().take(word.chunks).skip(word.chunks / 2) {
        limb.add_small(&mut sum, 1 << (word.index_bits() * (word.chunks - 1 - i)));
    }
    F::reduce_small(&sum)
}

/// `Σ_{i<C/2} 2^{2b(C/2-1-i)} v_i`: the high word of a double word from its limbs; the other limbs are read to be in range.
///
/// *Preconditions*: `C` is even.
pub(crate) fn high_word<F: Scalar>(limbs: &[F], word: Word) -> F {
    let (half, mut sum) = (word.chunks / 2, SmallSum::default());
    for (i, limb) in limbs.iter().enumerate().take(half) {
        limb.add_small(&mut sum, 1 << (word.index_bits() * (half - 1 - i)));
    }
    F::reduce_small(&sum)
}

/// `Σ_i lt_i Π_{j<i} eq_j`, one more `lt` than `eq`: the first chunk that differs decides.
fn lexicographic<F: Scalar>(lt: &[F], eq: &[F]) -> F {
    let Some((last, above)) = lt.split_last() else { return F::zero() };
    above.iter().zip(eq).rev().fold(*last, |below, (lt, eq)| *lt + *eq * below)
}

/// `LTU@0..C, EQ@0..C-1`.
pub(crate) fn unsigned_less_memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
    let mut memories = on(Ltu, 0..word.chunks);
    memories.extend(on(Eq, 0..word.chunks - 1));
    memories
}

/// `[x < y]` from [`unsigned_less_memories`]; degree `C`.
pub(crate) fn unsigned_less<F: Scalar>(values: &[F], word: Word) -> F {
    let (ltu, eq) = values.split_at(word.chunks);
    lexicographic(ltu, eq)
}

/// `LEFT_MSB@0, RIGHT_MSB@0, LTU@1..C, EQ@1..C-1, LT_ABS@0, EQ_ABS@0`.
pub(crate) fn signed_less_memories<F: Scalar>(word: Word) -> Vec<Memory<F>> {
    let mut memories = on(LeftMsb, 0..1);
    memories.extend(on(RightMsb, 0..1));
    memories.extend(on(Ltu, 1..word.chunks));
    memories.extend(on(Eq, 1..word.chunks - 1));
    memories.extend(on(LtAbs, 0..1));
    memories.extend(on(EqAbs, 0..1));
    memories
}

/// `[x < y]` of signed words from [`signed_less_memories`]: `l(1-r) + (lr + (1-l)(1-r)) U`, where `U` compares all but the signs;
/// degree `C + 2`.
pub(crate) fn signed_less<F: Scalar>(values: &[F], word: Word) -> F {
    let (signs, rest) = values.split_at(2);
    let (ltu, rest) = rest.split_at(word.chunks - 1);
    let (eq, top) = rest.split_at(word.chunks.saturating_sub(2));
    let (l, r) = (signs[0], signs[1]);
    let below = top[0] + top[1] * lexicographic(ltu, eq);
    let both = l * r;
    l - both + (F::one() - l - r + both.double()) * below
}
