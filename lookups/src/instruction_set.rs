//! The tables that a machine looks up in.

use poly::Scalar;
use std::sync::Arc;
use subtables::{Decomposition, Memory, Subtable, Word};

/// A lookup instruction and the memories that it reads, as indices into [`InstructionSet::memories`].
#[derive(Clone, Debug)]
pub struct Instruction<F: Scalar> {
    /// How its table is made of subtables.
    pub decomposition: Arc<dyn Decomposition<F>>,
    /// The memories whose values its collation takes, in the collation's order.
    pub collation: Vec<usize>,
    /// All memories that it reads, each once: those of the collation, then the links.
    pub memories: Vec<usize>,
}

impl<F: Scalar> Instruction<F> {
    /// The collation `g` on the values of all memories.
    pub(crate) fn collate(&self, values: &[F]) -> F {
        let own: Vec<F> = self.collation.iter().filter_map(|m| values.get(*m)).copied().collect();
        self.decomposition.collate(&own)
    }
}

/// Lookup instructions with their memories and subtables, numbered in the order of first appearance.
#[derive(Clone, Debug)]
pub struct InstructionSet<F: Scalar> {
    word: Word,
    instructions: Vec<Instruction<F>>,
    memories: Vec<Memory<F>>,
    subtables: Vec<Arc<dyn Subtable<F>>>,
    /// The subtable of each memory.
    subtable_of: Vec<usize>,
}

impl<F: Scalar> InstructionSet<F> {
    /// The set of these instructions. A memory is a pair of subtable (by name) and chunk; each appears once, first those of the first instruction's
    /// collation, then its links, then those of the second instruction that are new, and so on.
    ///
    /// *Preconditions*: fewer than 255 instructions; chunks below `word.chunks`.
    pub fn new(word: Word, decompositions: Vec<Arc<dyn Decomposition<F>>>) -> Self {
        assert!(decompositions.len() < usize::from(u8::MAX), "an instruction set has fewer than 255 lookup instructions");
        let mut set = Self { word, instructions: Vec::new(), memories: Vec::new(), subtables: Vec::new(), subtable_of: Vec::new() };
        for decomposition in decompositions {
            let collation: Vec<usize> = decomposition.memories().into_iter().map(|memory| set.number(memory)).collect();
            let mut memories: Vec<usize> = Vec::new();
            let links: Vec<usize> = decomposition.links().into_iter().map(|memory| set.number(memory)).collect();
            for m in collation.iter().chain(&links) {
                if !memories.contains(m) {
                    memories.push(*m);
                }
            }
            set.instructions.push(Instruction { decomposition, collation, memories });
        }
        set
    }

    /// The number of a memory, a new one if it is new.
    fn number(&mut self, memory: Memory<F>) -> usize {
        assert!(memory.chunk < self.word.chunks, "a memory reads one of the query's chunks");
        let name = memory.subtable.name();
        if let Some(known) = self.memory_index(&name, memory.chunk) {
            return known;
        }
        let subtable = self.subtables.iter().position(|s| s.name() == name).unwrap_or_else(|| {
            self.subtables.push(memory.subtable.clone());
            self.subtables.len() - 1
        });
        self.memories.push(memory);
        self.subtable_of.push(subtable);
        self.memories.len() - 1
    }

    /// The shape of operands.
    pub fn word(&self) -> Word {
        self.word
    }

    /// The instructions, in the order of their flags.
    pub fn instructions(&self) -> &[Instruction<F>] {
        &self.instructions
    }

    /// The memories.
    pub fn memories(&self) -> &[Memory<F>] {
        &self.memories
    }

    /// The distinct subtables.
    pub fn subtables(&self) -> &[Arc<dyn Subtable<F>>] {
        &self.subtables
    }

    /// The number of a memory.
    pub fn memory_index(&self, subtable: &str, chunk: usize) -> Option<usize> {
        self.memories.iter().position(|m| m.chunk == chunk && m.subtable.name() == subtable)
    }

    /// The memories of each subtable, in the order of [`Self::subtables`].
    pub fn memories_by_subtable(&self) -> Vec<Vec<usize>> {
        let of = |s: usize| self.subtable_of.iter().enumerate().filter(move |(_, t)| **t == s).map(|(m, _)| m);
        (0..self.subtables.len()).map(|s| of(s).collect()).collect()
    }

    /// Largest degree of a collation; 0 for an empty set.
    pub fn degree(&self) -> usize {
        self.instructions.iter().map(|i| i.decomposition.degree()).max().unwrap_or(0)
    }

    /// Everything that fixes the tables, line by line, for a transcript's preamble: instructions with their memories, in order.
    pub fn names(&self) -> Vec<String> {
        let memory = |m: &usize| self.memories.get(*m).map_or_else(String::new, |m| format!("{}@{}", m.subtable.name(), m.chunk));
        let line = |i: &Instruction<F>| {
            let memories: Vec<String> = i.memories.iter().map(memory).collect();
            format!("{}: {}", i.decomposition.name(), memories.join(" "))
        };
        self.instructions.iter().map(line).collect()
    }

    /// Word size and [`Self::names`] as bytes: what an argument absorbs of the set.
    pub(crate) fn statement(&self) -> Vec<u8> {
        let Word { bits, chunks } = self.word;
        format!("{bits} bits in {chunks} chunks\n{}", self.names().join("\n")).into_bytes()
    }
}
