//! Fields and a small instruction set for this crate's tests.
#![allow(non_local_definitions)]

use crate::{InstructionSet, NO_LOOKUP, Queries};
use ark_ff::{Fp64, MontBackend, MontConfig};
use ark_std::rand::{Rng, rngs::StdRng};
use poly::Scalar;
use std::sync::Arc;
use subtables::{And, Decomposition, Eq, LeftId, Ltu, Memory, Subtable, Word, Xor};

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
pub struct SmallConfig;
/// Integers modulo 2^13 - 1.
pub type Small = Fp64<MontBackend<SmallConfig, 1>>;

#[derive(MontConfig)]
#[modulus = "2147483647"]
#[generator = "7"]
pub struct Prime31Config;
/// Integers modulo 2^31 - 1.
pub type Prime31 = Fp64<MontBackend<Prime31Config, 1>>;

/// Words of one or two chunks of two bits: `M = 2^4`.
pub fn word(chunks: usize) -> Word {
    Word { bits: 2 * chunks, chunks }
}

/// Instructions of the tests: two of degree 1 with a link that they share, and a comparison of degree `C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    And,
    Xor,
    Less,
}

/// [`Op`] at a word size.
#[derive(Clone, Copy, Debug)]
struct Small4 {
    op: Op,
    word: Word,
}

fn at_all_chunks<F: Scalar>(subtable: impl Subtable<F> + 'static, word: Word) -> Vec<Memory<F>> {
    let subtable: Arc<dyn Subtable<F>> = Arc::new(subtable);
    (0..word.chunks).map(|chunk| Memory { subtable: subtable.clone(), chunk }).collect()
}

impl<F: Scalar> Decomposition<F> for Small4 {
    fn name(&self) -> String {
        format!("{:?}", self.op)
    }

    fn memories(&self) -> Vec<Memory<F>> {
        match self.op {
            Op::And => at_all_chunks(And, self.word),
            Op::Xor => at_all_chunks(Xor, self.word),
            Op::Less => [at_all_chunks(Ltu, self.word), at_all_chunks(Eq, self.word)].concat(),
        }
    }

    fn links(&self) -> Vec<Memory<F>> {
        if self.op == Op::Less { Vec::new() } else { at_all_chunks(LeftId, self.word) }
    }

    fn collate(&self, values: &[F]) -> F {
        match self.op {
            Op::And | Op::Xor => values.iter().enumerate().map(|(i, v)| v.mul_u64(self.word.weight(i))).sum(),
            Op::Less => {
                let (less, equal) = values.split_at(self.word.chunks);
                (0..self.word.chunks).map(|i| less[i] * equal[..i].iter().product::<F>()).sum()
            }
        }
    }

    fn degree(&self) -> usize {
        if self.op == Op::Less { self.word.chunks } else { 1 }
    }
}

/// The set of the three instructions.
pub fn set<F: Scalar>(word: Word) -> InstructionSet<F> {
    let decomposition = |op| Arc::new(Small4 { op, word }) as Arc<dyn Decomposition<F>>;
    InstructionSet::new(word, [Op::And, Op::Xor, Op::Less].map(decomposition).to_vec())
}

/// Random rows, one in four without a lookup, and their outputs by native semantics.
pub fn rows(word: Word, log_steps: usize, rng: &mut StdRng) -> (Queries, Vec<u64>) {
    let mut queries = Queries { instruction: Vec::new(), indices: vec![Vec::new(); word.chunks] };
    let mut outputs = Vec::new();
    for _ in 0..1 << log_steps {
        let (x, y) = (rng.gen_range(0..1u64 << word.bits), rng.gen_range(0..1u64 << word.bits));
        let (instruction, output) = [(0, x & y), (1, x ^ y), (2, u64::from(x < y)), (NO_LOOKUP, 0)][rng.gen_range(0..4)];
        queries.instruction.push(instruction);
        outputs.push(output);
        for (i, indices) in queries.indices.iter_mut().enumerate() {
            let part = |v: u64| (v / word.weight(i)) % (1 << word.operand_bits());
            let index = part(x) << word.operand_bits() | part(y);
            indices.push(if instruction == NO_LOOKUP { 0 } else { index as u32 });
        }
    }
    (queries, outputs)
}
