//! `joltlab run`: emulation.

use super::program::{given, load, log};
use crate::arguments::{Run, to_hex};
use crate::error::Failure;
use crate::report::{self, SCHEMA};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Report {
    schema: u32,
    program: String,
    isa: &'static str,
    cycles: usize,
    instructions: u64,
    exit_code: u32,
    output_hex: String,
    instruction_mix: BTreeMap<&'static str, u64>,
}

/// Output, exit code, cycles, instruction mix.
pub fn run(arguments: &Run) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let given = given(&arguments.input)?;
    let mut machine = loaded.machine(&given)?;
    let result = machine.run(arguments.machine.max_cycles);
    log(&machine);
    let run = result.map_err(Failure::input)?;
    let trace = loaded.trace(&given, &arguments.machine)?;
    let cycles = loaded.cycles(&trace, &arguments.machine)?;
    let report = Report {
        schema: SCHEMA,
        program: loaded.name,
        isa: arguments.machine.isa.name(),
        cycles,
        instructions: run.instructions,
        exit_code: run.exit_code,
        output_hex: to_hex(&run.output),
        instruction_mix: run.mix.iter().copied().collect(),
    };
    if arguments.json {
        return report::json(&report);
    }
    report::table(&[
        ("program", format!("{} ({})", report.program, report.isa)),
        ("exit code", report.exit_code.to_string()),
        ("output", report::bytes(&run.output)),
        ("instructions", report.instructions.to_string()),
        ("trace rows", report.cycles.to_string()),
    ])?;
    let mut mix: Vec<_> = report.instruction_mix.into_iter().collect();
    mix.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    mix.iter().try_for_each(|(name, count)| report::line(&format!("  {name:<8} {count}")))
}
