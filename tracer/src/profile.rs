//! Where a run spends its instructions and rows: by function, by call stack, by instruction, by lookup.

use crate::calls::Calls;
use crate::machine::{Machine, Run};
use crate::trap::Trap;
use instructions::{LookupOp, Op, expand};
use std::collections::{BTreeMap, BTreeSet};

/// What something costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Instructions executed.
    pub instructions: u64,
    /// Rows of the trace, those of virtual sequences included.
    pub rows: u64,
}

impl Cost {
    pub(crate) fn add(&mut self, other: Self) {
        self.instructions += other.instructions;
        self.rows += other.rows;
    }
}

/// A function that was executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionCost {
    /// Its name; code without a symbol is one function.
    pub name: String,
    /// Its own instructions.
    pub own: Cost,
    /// Those of the functions that it called too; a recursive function counts once.
    pub total: Cost,
}

/// An instruction of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstructionCost {
    /// Which one.
    pub op: Op,
    /// Its cost.
    pub cost: Cost,
    /// What its rows look up, each once.
    pub lookups: Vec<LookupOp>,
}

/// A call stack and what was executed in its innermost function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Numbers of functions in [`Profile::functions`], the outermost first.
    pub functions: Vec<usize>,
    /// Cost of the innermost one.
    pub cost: Cost,
}

/// Costs of a run; each list begins with the largest number of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// By function.
    pub functions: Vec<FunctionCost>,
    /// By instruction.
    pub instructions: Vec<InstructionCost>,
    /// Rows by lookup.
    pub lookups: Vec<(LookupOp, u64)>,
    /// By call stack.
    pub stacks: Vec<Stack>,
}

impl Machine {
    /// Runs to the end like [`Machine::run`], following calls and returns.
    ///
    /// Calls are `jal` and `jalr` that link `ra` or `t0`; a `jalr` to one of these that links nothing returns. Whatever else leads to
    /// another function, a tail call for one, replaces the innermost one. Stacks deeper than 512 functions are cut there.
    ///
    /// *Preconditions* and *Errors*: those of [`Machine::run`].
    ///
    /// ```
    /// use instructions::{Isa, MemoryLayout};
    /// use tracer::{Machine, load_elf};
    ///
    /// let layout = MemoryLayout::default();
    /// let program = load_elf(include_bytes!("../../guests/elf/sha256.elf"), Isa::Rv32im, &layout)?;
    /// let (run, profile) = Machine::new(&program, &layout, b"hello", b"")?.profile(1 << 24)?;
    /// let own: u64 = profile.functions.iter().map(|f| f.own.instructions).sum();
    /// assert_eq!(own, run.instructions);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn profile(&mut self, limit: u64) -> Result<(Run, Profile), Trap> {
        let mut calls = Calls::new(&self.code, &self.symbols);
        let (halt, instructions) = self.execute(0, limit, &mut calls)?;
        let run = self.finished(halt, instructions, &calls.counts)?;
        let (instructions, lookups) = self.instruction_costs(&calls.counts);
        let (functions, stacks) = calls.costs(&self.symbols);
        Ok((run, Profile { functions, instructions, lookups, stacks }))
    }

    fn instruction_costs(&self, counts: &[u64]) -> (Vec<InstructionCost>, Vec<(LookupOp, u64)>) {
        let mut by_op: BTreeMap<Op, (Cost, BTreeSet<LookupOp>)> = BTreeMap::new();
        let mut by_lookup: BTreeMap<LookupOp, u64> = BTreeMap::new();
        for (slot, &count) in self.code.slots.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let Some(Ok(instruction)) = self.code.instruction(slot.pc) else { continue };
            let rows = expand(&instruction);
            let (cost, lookups) = by_op.entry(instruction.op).or_default();
            cost.add(Cost { instructions: count, rows: count * rows.len() as u64 });
            for lookup in rows.iter().filter_map(|row| row.lookup) {
                lookups.insert(lookup);
                *by_lookup.entry(lookup).or_default() += count;
            }
        }
        let cost =
            |(op, (cost, lookups)): (Op, (Cost, BTreeSet<LookupOp>))| InstructionCost { op, cost, lookups: lookups.into_iter().collect() };
        let mut instructions: Vec<_> = by_op.into_iter().map(cost).collect();
        instructions.sort_by_key(|i| std::cmp::Reverse(i.cost.rows));
        let mut lookups: Vec<_> = by_lookup.into_iter().collect();
        lookups.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
        (instructions, lookups)
    }
}
