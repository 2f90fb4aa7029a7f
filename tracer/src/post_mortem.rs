//! What led to a trap: the last instructions and the registers.

use crate::machine::Machine;
use crate::step::{Step, place};
use crate::trap::Trap;
use instructions::register_name;
use std::collections::VecDeque;
use std::fmt;

/// Instructions before a trap that are shown, the trapping one included.
const LAST: u64 = 8;

/// A trap with what came before it; as text a block of lines, without the trap's own line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostMortem {
    /// The trap.
    pub trap: Trap,
    /// The last instructions; the trapping one stands last, where there is one.
    pub steps: Vec<Step>,
    /// x0 to x31 when it struck.
    pub registers: [u32; 32],
}

impl PostMortem {
    /// Runs the machine again up to the trap. Runs are deterministic, so the first one need not remember anything.
    ///
    /// *Preconditions*: `machine` is as it was before the run that ended in `trap`: program, input and advice are the same.
    pub fn new(mut machine: Machine, trap: Trap) -> Self {
        let mut steps = VecDeque::new();
        let first = trap.number.saturating_sub(LAST - 1).max(1);
        // It ends in the trap that is known already, or at the limit.
        let _ = machine.window(first, trap.number, |step| steps.push_back(step));
        Self { trap, steps: steps.into(), registers: machine.registers() }
    }
}

impl fmt::Display for PostMortem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let here = place(&self.trap.function);
        writeln!(f, "at {:#010x}{}{here}", self.trap.pc, if here.is_empty() { "" } else { " in " })?;
        writeln!(f, "last instructions (number, pc, function, instruction, effect):")?;
        for step in &self.steps {
            writeln!(f, "{step}")?;
        }
        writeln!(f, "registers:")?;
        for (row, values) in self.registers.chunks(8).enumerate() {
            let cells: Vec<String> =
                (8 * row..).zip(values).map(|(k, value)| format!("{:>4} {value:08x}", register_name(k as u8))).collect();
            writeln!(f, "  {}", cells.join("  "))?;
        }
        Ok(())
    }
}
