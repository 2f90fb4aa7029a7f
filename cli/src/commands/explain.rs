//! `joltlab explain INSTRUCTION`.

use crate::arguments::Explain;
use crate::error::Failure;
use crate::report;
use instructions::{Isa, LookupOp, Op};

/// Encoding, decomposition, subtables, collation, virtual sequence.
pub fn explain(arguments: &Explain) -> Result<(), Failure> {
    let isa = Isa::default();
    let text = instructions::explain(&arguments.instruction, isa).ok_or_else(|| {
        let names: Vec<&str> = Op::all(isa).iter().map(|op| op.mnemonic()).chain(LookupOp::all(isa).iter().map(|op| op.name())).collect();
        Failure::Input(format!("{} has no instruction `{}`; choose one of {}", isa.name(), arguments.instruction, names.join(" ")))
    })?;
    report::line(text.trim_end())
}
