//! `joltlab check`: the witness against every constraint, without cryptography.

use super::program::{given, load};
use crate::arguments::{Check, to_hex};
use crate::error::Failure;
use crate::report::{self, SCHEMA};
use jolt_core::{Inputs, LassoTrivial, Machine};
use serde::Serialize;

#[derive(Serialize)]
struct Report {
    schema: u32,
    program: String,
    isa: &'static str,
    cycles: usize,
    instructions: usize,
    exit_code: u32,
    output_hex: String,
    violations: Vec<String>,
}

/// The configuration whose witness is checked; commitments play no part.
type Config = LassoTrivial;

/// Names the first violated fact of each kind.
pub fn check(arguments: &Check) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let given = given(&arguments.input)?;
    let trace = loaded.trace(&given, &arguments.machine)?;
    let cycles = loaded.cycles(&trace, &arguments.machine)?;
    let machine = Machine::new(loaded.program, loaded.layout).map_err(Failure::input)?;
    let inputs = Inputs { input: &given.input, advice: &given.advice };
    let witness = jolt_core::witness::<Config>(&machine, &trace, inputs).map_err(Failure::input)?;
    let violations: Vec<String> = jolt_core::check::<Config>(&machine, &witness).iter().map(ToString::to_string).collect();
    let first = violations.first().cloned();
    let report = Report {
        schema: SCHEMA,
        program: loaded.name,
        isa: arguments.machine.isa.name(),
        cycles,
        instructions: trace.pcs.len(),
        exit_code: trace.exit_code,
        output_hex: to_hex(&trace.output),
        violations,
    };
    if arguments.json {
        report::json(&report)?;
    } else {
        let verdict = if first.is_none() { "every constraint holds" } else { "violated" };
        report::table(&[
            ("program", format!("{} ({})", report.program, report.isa)),
            ("exit code", report.exit_code.to_string()),
            ("output", report::bytes(&trace.output)),
            ("trace rows", cycles.to_string()),
            ("check", verdict.into()),
        ])?;
    }
    first.map_or(Ok(()), |violation| Err(Failure::Rejected(violation)))
}
