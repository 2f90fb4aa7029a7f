//! `joltlab explain INSTRUCTION`.

use crate::arguments::Explain;
use crate::error::Failure;
use crate::report;

/// Encoding, decomposition, subtables, collation, virtual sequence.
pub fn explain(arguments: &Explain) -> Result<(), Failure> {
    let text = instructions::explain(&arguments.instruction.to_lowercase());
    let text =
        text.ok_or_else(|| Failure::Input(format!("no instruction is called `{}`; try `add`, `lb` or `beq`", arguments.instruction)))?;
    report::line(text.trim_end())
}
