//! Lookup instructions as the lookup argument sees them.

use super::{LookupOp, on};
use crate::program::Isa;
use poly::Scalar;
use std::collections::BTreeSet;
use std::sync::Arc;
use subtables::{Decomposition, LeftId, Memory, RightId, Word};

/// The decomposition of one lookup instruction at one word size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LookupDecomposition {
    /// Which instruction.
    pub op: LookupOp,
    /// Shape of the operands.
    pub word: Word,
}

impl<F: Scalar> Decomposition<F> for LookupDecomposition {
    fn name(&self) -> String {
        self.op.name().into()
    }

    fn memories(&self) -> Vec<Memory<F>> {
        self.op.collation_memories(self.word)
    }

    fn links(&self) -> Vec<Memory<F>> {
        if !self.op.query().links_operands() {
            return Vec::new();
        }
        let mut links = on(LeftId, 0..self.word.chunks);
        links.extend(on(RightId, 0..self.word.chunks));
        links
    }

    fn collate(&self, values: &[F]) -> F {
        self.op.collate(values, self.word)
    }

    fn degree(&self) -> usize {
        self.op.degree(self.word)
    }
}

impl LookupOp {
    /// How this instruction's table is made of subtables.
    ///
    /// *Preconditions*: `word.chunks` is even, `word.bits` a power of two, and a chunk holds a shift amount.
    pub fn decomposition<F: Scalar>(self, word: Word) -> Arc<dyn Decomposition<F>> {
        Arc::new(LookupDecomposition { op: self, word })
    }
}

/// All memories of an instruction set, in the order of their first use: by instruction, collation before links.
///
/// ```
/// use instructions::{Isa, memories};
/// use subtables::Word;
/// assert_eq!(memories::<ark_bn254::Fr>(Isa::Rv32i, Word::RV32).len(), 47);
/// ```
pub fn memories<F: Scalar>(isa: Isa, word: Word) -> Vec<Memory<F>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for op in LookupOp::all(isa) {
        let decomposition = op.decomposition::<F>(word);
        let read = decomposition.memories().into_iter().chain(decomposition.links());
        all.extend(read.filter(|memory| seen.insert((memory.subtable.name(), memory.chunk))));
    }
    all
}
