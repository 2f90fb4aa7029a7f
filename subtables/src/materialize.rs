//! Subtables as tables of values.

use crate::Subtable;
use poly::Scalar;

/// All `2^log_size` entries of a subtable, in index order.
///
/// *Preconditions*: entries are below `2^32`, which they are for words of at most 32 bits.
///
/// ```
/// use ark_bn254::Fr;
/// let table = subtables::materialize::<Fr>(&subtables::And, 4);
/// assert_eq!(table[0b11_10], 0b10);
/// ```
pub fn materialize<F: Scalar>(subtable: &dyn Subtable<F>, log_size: usize) -> Vec<u32> {
    (0..1 << log_size)
        .map(|index| {
            let entry = subtable.entry(index, log_size);
            debug_assert!(u32::try_from(entry).is_ok(), "{}[{index}] = {entry}", subtable.name());
            entry as u32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{And, Div0, Eq, EqAbs, Identity, LeftId, LeftMsb, LeftZero, LtAbs, Ltu, MinNeg1, Or};
    use crate::{RightId, RightMsb, RightZero, SignExt16, Sll, SraSign, Srl, Word, Xor};
    use ark_bn254::Fr;
    use ark_ff::{One, UniformRand, Zero};
    use std::sync::Arc;

    const BYTE: Word = Word { bits: 8, chunks: 2 };
    const HALF: Word = Word { bits: 16, chunks: 2 };

    fn all(word: Word) -> Vec<Arc<dyn Subtable<Fr>>> {
        let mut all: Vec<Arc<dyn Subtable<Fr>>> = vec![
            Arc::new(Identity),
            Arc::new(And),
            Arc::new(Or),
            Arc::new(Xor),
            Arc::new(Eq),
            Arc::new(Ltu),
            Arc::new(LeftMsb),
            Arc::new(RightMsb),
            Arc::new(EqAbs),
            Arc::new(LtAbs),
            Arc::new(SraSign { word }),
            Arc::new(LeftId),
            Arc::new(RightId),
            Arc::new(SignExt16),
            Arc::new(LeftZero),
            Arc::new(RightZero),
            Arc::new(Div0),
            Arc::new(MinNeg1),
        ];
        for k in 0..word.chunks {
            all.push(Arc::new(Sll { k, word }));
            all.push(Arc::new(Srl { k, word }));
        }
        all
    }

    /// The index as a boolean point.
    fn boolean(index: usize, log_size: usize) -> Vec<Fr> {
        (0..log_size).map(|k| if index >> (log_size - 1 - k) & 1 == 1 { Fr::one() } else { Fr::zero() }).collect()
    }

    #[test]
    fn extensions_agree_with_entries_on_the_hypercube() {
        for word in [BYTE, Word::RV32] {
            let log_size = word.index_bits();
            let points: Vec<_> = (0..1 << log_size).map(|index| boolean(index, log_size)).collect();
            for subtable in all(word) {
                for (index, entry) in materialize(subtable.as_ref(), log_size).into_iter().enumerate() {
                    assert_eq!(subtable.evaluate_mle(&points[index]), Fr::from(entry), "{}[{index}] of {word:?}", subtable.name());
                }
            }
        }
    }

    #[test]
    fn extensions_are_multilinear() {
        let mut rng = ark_std::test_rng();
        for word in [BYTE, Word::RV32, HALF] {
            let log_size = word.index_bits();
            for _ in 0..2 {
                let point: Vec<Fr> = (0..log_size).map(|_| Fr::rand(&mut rng)).collect();
                let eq = poly::eq::table(&point);
                for subtable in all(word) {
                    let sum: Fr = materialize(subtable.as_ref(), log_size).iter().zip(&eq).map(|(e, eq)| *eq * Fr::from(*e)).sum();
                    assert_eq!(subtable.evaluate_mle(&point), sum, "{} of {word:?}", subtable.name());
                }
            }
        }
    }

    #[test]
    fn wide_words_keep_every_bit() {
        let word = Word { bits: 64, chunks: 8 };
        let entry = |t: &dyn Subtable<Fr>, x: u64, y: u64| t.entry(x << 8 | y, 16);
        assert_eq!(entry(&Sll { k: 0, word }, 0xFF, 60), 0xF << 60);
        assert_eq!(entry(&Sll { k: 7, word }, 0xFF, 4), 0xF0);
        assert_eq!(entry(&Srl { k: 7, word }, 0x80, 63), 1);
        assert_eq!(entry(&SraSign { word }, 0x80, 63), u64::MAX - 1);
        let mut rng = ark_std::test_rng();
        let point: Vec<Fr> = (0..16).map(|_| Fr::rand(&mut rng)).collect();
        let eq = poly::eq::table(&point);
        for subtable in all(word) {
            let sum: Fr = eq.iter().enumerate().map(|(i, eq)| *eq * Fr::from(subtable.entry(i as u64, 16))).sum();
            assert_eq!(subtable.evaluate_mle(&point), sum, "{}", subtable.name());
        }
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = all(Word::RV32).iter().map(|t| t.name()).collect();
        assert_eq!(names.len(), all(Word::RV32).len());
    }
}
