//! Every decomposition against native semantics: all operands of 8-bit words, edge and random operands of 32-bit and other words.

use ark_bn254::Fr;
use ark_ff::{UniformRand, Zero};
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use instructions::{Isa, LookupOp, Query, query_indices};
use subtables::{Decomposition, Word, materialize};

const BYTE: Word = Word { bits: 8, chunks: 2 };
const EDGE: [u32; 13] = [0, 1, 2, 31, 32, 0x80, 0xFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0xFFFF_FFFE, 0xFFFF_FFFF];

/// What the machine's own integers say; a chunk of an operand has `b` bits.
macro_rules! native {
    ($name:ident, $unsigned:ty, $signed:ty, $double:ty) => {
        fn $name(op: LookupOp, x: $unsigned, y: $unsigned, b: usize) -> $unsigned {
            let (sx, sy, amount) = (x as $signed, y as $signed, u32::from(y as u8) % <$unsigned>::BITS);
            let above = |chunks| <$unsigned>::BITS as usize - chunks * b;
            match op {
                LookupOp::Add => x.wrapping_add(y),
                LookupOp::Sub => x.wrapping_sub(y),
                LookupOp::And => x & y,
                LookupOp::Or => x | y,
                LookupOp::Xor => x ^ y,
                LookupOp::Sll => x.wrapping_shl(amount),
                LookupOp::Srl => x.wrapping_shr(amount),
                LookupOp::Sra => sx.wrapping_shr(amount) as $unsigned,
                LookupOp::Beq => (x == y).into(),
                LookupOp::Bne => (x != y).into(),
                LookupOp::Sltu => (x < y).into(),
                LookupOp::Bgeu => (x >= y).into(),
                LookupOp::Slt => (sx < sy).into(),
                LookupOp::Bge => (sx >= sy).into(),
                LookupOp::ZextB => y << above(1) >> above(1),
                LookupOp::SextB => (sy << above(1) >> above(1)) as $unsigned,
                LookupOp::ZextH => y << above(2) >> above(2),
                LookupOp::SextH => (sy << above(2) >> above(2)) as $unsigned,
                LookupOp::Mul | LookupOp::Mulu => x.wrapping_mul(y),
                LookupOp::Mulhu => ((<$double>::from(x) * <$double>::from(y)) >> <$unsigned>::BITS) as $unsigned,
                LookupOp::Move | LookupOp::Advice => x,
                LookupOp::Movsign => {
                    if sx < 0 {
                        <$unsigned>::MAX
                    } else {
                        0
                    }
                }
                LookupOp::AssertEq => (x == y).into(),
                LookupOp::AssertLte => (x <= y).into(),
                LookupOp::AssertValidUrem => (x < y || y == 0).into(),
                LookupOp::AssertValidDiv0 => (x != 0 || y == <$unsigned>::MAX).into(),
                LookupOp::ChangeDivisor => {
                    if sx == <$signed>::MIN && sy == -1 {
                        1
                    } else {
                        y
                    }
                }
            }
        }
    };
}

native!(native8, u8, i8, u16);
native!(native16, u16, i16, u32);
native!(native32, u32, i32, u64);
native!(native64, u64, i64, u128);

/// The collation of the subtables' entries at the query's indices.
fn looked_up(op: LookupOp, decomposition: &dyn Decomposition<Fr>, x: u64, y: u64, word: Word) -> Fr {
    let indices = query_indices(op.query(), x, y, word);
    let entry = |m: &subtables::Memory<Fr>| Fr::from(m.subtable.entry(indices[m.chunk], word.index_bits()));
    decomposition.collate(&decomposition.memories().iter().map(entry).collect::<Vec<_>>())
}

/// The lookups of the larger set, which begins with those of the smaller one.
fn lookups() -> impl Iterator<Item = &'static LookupOp> {
    assert!(LookupOp::all(Isa::Rv32im).starts_with(LookupOp::all(Isa::Rv32i)));
    LookupOp::all(Isa::Rv32im).iter()
}

/// The smallest word, at which the uniqueness of sequences is enumerated.
#[test]
fn all_operands_of_4_bit_words() {
    let word = Word { bits: 4, chunks: 2 };
    for &op in lookups() {
        let decomposition = op.decomposition::<Fr>(word);
        for (x, y) in (0..16).flat_map(|x| (0..16).map(move |y| (x, y))) {
            let output = op.output_at(x, y, word);
            assert_eq!(looked_up(op, decomposition.as_ref(), x, y, word), Fr::from(output), "{op:?} {x} {y}");
            assert!(output < 16);
        }
    }
}

/// Branches and assertions test bits; every other lookup has a result beyond 1.
#[test]
fn results_of_branches_and_assertions_are_bits() {
    for &op in lookups() {
        let bits = (0..256).all(|x| (0..256).all(|y| op.output_at(x, y, BYTE) <= 1));
        assert_eq!(op.is_boolean(), bits, "{op:?}");
    }
}

#[test]
fn all_operands_of_8_bit_words() {
    let small: Vec<Fr> = (0..=255u64).map(Fr::from).collect();
    for &op in lookups() {
        let decomposition = op.decomposition::<Fr>(BYTE);
        let read = decomposition.memories();
        let tables: Vec<_> = read.iter().map(|m| (materialize(m.subtable.as_ref(), BYTE.index_bits()), m.chunk)).collect();
        let mut values = vec![Fr::zero(); tables.len()];
        for x in 0..=255u8 {
            for y in 0..=255u8 {
                let indices = query_indices(op.query(), x.into(), y.into(), BYTE);
                for (value, (table, chunk)) in values.iter_mut().zip(&tables) {
                    *value = small[table[indices[*chunk] as usize] as usize];
                }
                let expected = native8(op, x, y, BYTE.operand_bits());
                assert_eq!(decomposition.collate(&values), small[usize::from(expected)], "{op:?} {x} {y}");
                assert_eq!(op.output_at(x.into(), y.into(), BYTE), u64::from(expected), "{op:?} {x} {y}");
            }
        }
    }
}

/// The right operand as the rows give it to a query.
fn right_operand(op: LookupOp, y: u64, bits: usize) -> u64 {
    if op.query() == Query::Shift { y % bits as u64 } else { y }
}

#[test]
fn edge_and_random_operands_of_32_bit_words() {
    let mut rng = StdRng::seed_from_u64(3);
    let random: Vec<(u32, u32)> = (0..400).map(|_| (rng.r#gen(), rng.r#gen())).collect();
    let edges = EDGE.iter().flat_map(|&x| EDGE.iter().map(move |&y| (x, y)));
    let pairs: Vec<_> = edges.chain(random.iter().copied()).chain(random.iter().map(|&(x, _)| (x, x))).collect();
    for &op in lookups() {
        let decomposition = op.decomposition::<Fr>(Word::RV32);
        for &(x, y) in &pairs {
            let y = right_operand(op, y.into(), 32) as u32;
            let expected = native32(op, x, y, 8);
            assert_eq!(looked_up(op, decomposition.as_ref(), x.into(), y.into(), Word::RV32), Fr::from(expected), "{op:?} {x:#x} {y:#x}");
            assert_eq!(op.output(x, y), expected, "{op:?} {x:#x} {y:#x}");
        }
    }
}

#[test]
fn other_words_and_chunk_counts() {
    let mut rng = StdRng::seed_from_u64(4);
    for _ in 0..100 {
        let (x, y): (u64, u64) = if rng.r#gen() { (rng.r#gen(), rng.r#gen()) } else { (rng.r#gen::<u64>() >> 60, !0) };
        for &op in lookups() {
            for chunks in [8, 4] {
                let (word, y) = (Word { bits: 64, chunks }, right_operand(op, y, 64));
                let decomposition = op.decomposition::<Fr>(word);
                assert_eq!(
                    looked_up(op, decomposition.as_ref(), x, y, word),
                    Fr::from(native64(op, x, y, word.operand_bits())),
                    "{op:?} {x:#x} {y:#x}"
                );
                assert_eq!(op.output_at(x, y, word), native64(op, x, y, word.operand_bits()));
            }
            for chunks in [2, 4] {
                let word = Word { bits: 16, chunks };
                let (x, y) = (x as u16, right_operand(op, u64::from(y as u16), 16) as u16);
                let decomposition = op.decomposition::<Fr>(word);
                let value = looked_up(op, decomposition.as_ref(), x.into(), y.into(), word);
                assert_eq!(value, Fr::from(native16(op, x, y, word.operand_bits())), "{op:?} {x:#x} {y:#x}");
            }
        }
    }
}

/// Degree of the collation on a random line, by finite differences; the total degree but for a negligible chance.
fn degree_on_a_line(decomposition: &dyn Decomposition<Fr>, rng: &mut StdRng) -> usize {
    let line: Vec<(Fr, Fr)> = decomposition.memories().iter().map(|_| (Fr::rand(rng), Fr::rand(rng))).collect();
    let at = |t: u64| decomposition.collate(&line.iter().map(|(a, b)| *a + *b * Fr::from(t)).collect::<Vec<_>>());
    let mut values: Vec<Fr> = (0..decomposition.degree() as u64 + 3).map(at).collect();
    let mut degree = 0;
    while values.iter().skip(1).any(|v| *v != values[0]) {
        values = values.windows(2).map(|w| w[1] - w[0]).collect();
        degree += 1;
    }
    degree
}

#[test]
fn declared_degrees_are_exact() {
    let mut rng = StdRng::seed_from_u64(5);
    for word in [BYTE, Word::RV32, Word { bits: 64, chunks: 8 }] {
        for op in lookups() {
            let decomposition = op.decomposition::<Fr>(word);
            assert_eq!(degree_on_a_line(decomposition.as_ref(), &mut rng), decomposition.degree(), "{op:?} {word:?}");
        }
    }
}
