//! The eighteen lookup instructions of RV32I over four chunks of eight bits, and rows as a program of hashing and control flow has them.

use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use lookups::{InstructionSet, NO_LOOKUP, Queries};
use poly::Scalar;
use std::sync::Arc;
use subtables::{
    And, Decomposition, Eq, EqAbs, Identity, LeftId, LeftMsb, LtAbs, Ltu, Memory, Or, RightId, RightMsb, Sll, SraSign, Srl, Subtable, Word,
    Xor,
};

const WORD: Word = Word::RV32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Add,
    Sub,
    And,
    Or,
    Xor,
    Sll,
    Srl,
    Sra,
    Beq,
    Bne,
    Sltu,
    Bgeu,
    Slt,
    Bge,
    ZextB,
    SextB,
    ZextH,
    SextH,
}

const OPS: [(Op, f64); 18] = [
    (Op::Add, 0.45),
    (Op::Sub, 0.01),
    (Op::And, 0.06),
    (Op::Or, 0.04),
    (Op::Xor, 0.10),
    (Op::Sll, 0.06),
    (Op::Srl, 0.06),
    (Op::Sra, 0.005),
    (Op::Beq, 0.01),
    (Op::Bne, 0.04),
    (Op::Sltu, 0.005),
    (Op::Bgeu, 0.01),
    (Op::Slt, 0.005),
    (Op::Bge, 0.01),
    (Op::ZextB, 0.002),
    (Op::SextB, 0.001),
    (Op::ZextH, 0.001),
    (Op::SextH, 0.001),
];

fn on<F: Scalar>(subtable: impl Subtable<F> + 'static, chunks: std::ops::Range<usize>) -> Vec<Memory<F>> {
    let subtable: Arc<dyn Subtable<F>> = Arc::new(subtable);
    chunks.map(|chunk| Memory { subtable: subtable.clone(), chunk }).collect()
}

fn weighted<F: Scalar>(values: &[F], bits: usize) -> F {
    values.iter().rev().enumerate().map(|(i, v)| v.mul_u64(1 << (bits * i))).sum()
}

fn less<F: Scalar>(lt: &[F], eq: &[F]) -> F {
    (0..lt.len()).rev().fold(F::zero(), |below, i| lt[i] + eq.get(i).map_or(F::zero(), |eq| *eq * below))
}

impl<F: Scalar> Decomposition<F> for Op {
    fn name(&self) -> String {
        format!("{self:?}")
    }

    fn memories(&self) -> Vec<Memory<F>> {
        let shift = |k: usize| 3 - k;
        match self {
            Op::Add | Op::Sub => on(Identity, 0..4),
            Op::And => on(And, 0..4),
            Op::Or => on(Or, 0..4),
            Op::Xor => on(Xor, 0..4),
            Op::Sll => (0..4).flat_map(|i| on(Sll { k: shift(i), word: WORD }, i..i + 1)).collect(),
            Op::Srl => (0..4).flat_map(|i| on(Srl { k: shift(i), word: WORD }, i..i + 1)).collect(),
            Op::Sra => [Op::Srl.memories(), on(SraSign { word: WORD }, 0..1)].concat(),
            Op::Beq | Op::Bne => on(Eq, 0..4),
            Op::Sltu | Op::Bgeu => [on(Ltu, 0..4), on(Eq, 0..3)].concat(),
            Op::Slt | Op::Bge => {
                [on(LeftMsb, 0..1), on(RightMsb, 0..1), on(Ltu, 1..4), on(Eq, 1..3), on(LtAbs, 0..1), on(EqAbs, 0..1)].concat()
            }
            Op::ZextB => on(RightId, 3..4),
            Op::SextB => [on(RightId, 3..4), on(RightMsb, 3..4)].concat(),
            Op::ZextH => on(RightId, 2..4),
            Op::SextH => [on(RightId, 2..4), on(RightMsb, 2..3)].concat(),
        }
    }

    fn links(&self) -> Vec<Memory<F>> {
        if matches!(self, Op::Add | Op::Sub) { Vec::new() } else { [on(LeftId, 0..4), on(RightId, 0..4)].concat() }
    }

    fn collate(&self, v: &[F]) -> F {
        let one = F::one();
        match self {
            Op::Add | Op::Sub => weighted(&v[2..], 16),
            Op::And | Op::Or | Op::Xor | Op::Sll => weighted(v, 8),
            Op::Srl | Op::Sra => v.iter().sum(),
            Op::Beq => v.iter().product(),
            Op::Bne => one - v.iter().product::<F>(),
            Op::Sltu => less(&v[..4], &v[4..]),
            Op::Bgeu => one - less(&v[..4], &v[4..]),
            Op::Slt | Op::Bge => {
                let below = v[7] + v[8] * less(&v[2..5], &v[5..7]);
                let result = v[0] * (one - v[1]) + (v[0] * v[1] + (one - v[0]) * (one - v[1])) * below;
                if *self == Op::Slt { result } else { one - result }
            }
            Op::ZextB | Op::ZextH => weighted(v, 8),
            Op::SextB => v[0] + v[1].mul_u64((1 << 32) - (1 << 8)),
            Op::SextH => weighted(&v[..2], 8) + v[2].mul_u64((1 << 32) - (1 << 16)),
        }
    }

    fn degree(&self) -> usize {
        match self {
            Op::Beq | Op::Bne | Op::Sltu | Op::Bgeu => 4,
            Op::Slt | Op::Bge => 6,
            _ => 1,
        }
    }
}

/// The set.
pub fn set<F: Scalar>() -> InstructionSet<F> {
    InstructionSet::new(WORD, OPS.map(|(op, _)| Arc::new(op) as Arc<dyn Decomposition<F>>).to_vec())
}

/// Rows with random operands; about one in eight looks nothing up.
pub fn queries(log_steps: usize) -> Queries {
    let rng = &mut StdRng::seed_from_u64(1);
    let mut queries = Queries { instruction: Vec::new(), indices: vec![Vec::new(); 4] };
    for _ in 0..1 << log_steps {
        let mut dart: f64 = rng.gen_range(0.0..1.0);
        let hit = OPS.iter().position(|(_, share)| {
            dart -= share;
            dart < 0.0
        });
        queries.instruction.push(hit.map_or(NO_LOOKUP, |k| k as u8));
        let (x, y): (u32, u32) = (rng.gen_range(0..u32::MAX), rng.gen_range(0..u32::MAX));
        let byte = |v: u32, i: usize| v >> (8 * (3 - i)) & 255;
        for (i, indices) in queries.indices.iter_mut().enumerate() {
            indices.push(match hit.map(|k| OPS[k].0) {
                None => 0,
                Some(Op::Add | Op::Sub) => ((u64::from(x) + u64::from(y)) >> (16 * (3 - i)) & 0xFFFF) as u32,
                Some(Op::Sll | Op::Srl | Op::Sra) => byte(x, i) << 8 | (y & 31),
                Some(_) => byte(x, i) << 8 | byte(y, i),
            });
        }
    }
    queries
}
