//! `joltlab run`: emulation.

use super::hot::{self, Hot};
use super::program::{Given, Loaded, allowed, given, load, log};
use crate::arguments::{Run, Window, to_hex};
use crate::error::Failure;
use crate::files::Pending;
use crate::report::{self, SCHEMA};
use serde::Serialize;
use std::collections::BTreeMap;
use tracer::Profile;

#[derive(Serialize)]
struct Report {
    schema: u32,
    program: String,
    isa: &'static str,
    cycles: u64,
    instructions: u64,
    exit_code: u32,
    output_hex: String,
    instruction_mix: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hot: Option<Hot>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<Vec<String>>,
}

/// Output, exit code, rows, instruction mix; where the rows go and what happened, if asked for.
pub fn run(arguments: &Run) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let given = given(&arguments.input)?;
    let flames = arguments.flamegraph.as_deref().map(Pending::create).transpose()?;
    let limit = arguments.machine.max_cycles;
    let trace = arguments.trace.map(|window| trace(&loaded, &given, window, arguments)).transpose()?;
    let mut machine = loaded.machine(&given)?;
    let result = if arguments.hot || flames.is_some() {
        machine.profile(limit).map(|(run, profile)| (run, Some(profile)))
    } else {
        machine.run(limit).map(|run| (run, None::<Profile>))
    };
    log(&machine);
    let (run, profile) = result.map_err(|trap| loaded.trapped(&given, trap))?;
    allowed(run.rows, &arguments.machine)?;
    if let (Some(file), Some(profile)) = (flames, &profile) {
        file.write(&hot::flame_graph(&loaded.name, profile)?)?;
    }
    let report = Report {
        schema: SCHEMA,
        program: loaded.name,
        isa: arguments.machine.isa.name(),
        cycles: run.rows,
        instructions: run.instructions,
        exit_code: run.exit_code,
        output_hex: to_hex(&run.output),
        instruction_mix: run.mix.iter().copied().collect(),
        hot: profile.as_ref().filter(|_| arguments.hot).map(Hot::new),
        trace: trace.filter(|_| arguments.json),
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
    match report.hot {
        Some(hot) => hot.lines().iter().try_for_each(|line| report::line(line)),
        None => run.mix.iter().try_for_each(|(name, count)| report::line(&format!("  {name:<8} {count}"))),
    }
}

/// The window's lines: printed at once, or collected for JSON. A trap is the run's own affair.
fn trace(loaded: &Loaded, given: &Given, window: Window, arguments: &Run) -> Result<Vec<String>, Failure> {
    let (mut lines, mut printed) = (Vec::new(), Ok(()));
    let last = window.last.min(arguments.machine.max_cycles);
    let _ = loaded.machine(given)?.window(window.first, last, |step| {
        if arguments.json {
            lines.push(step.to_string());
        } else if printed.is_ok() {
            printed = report::line(&step.to_string());
        }
    });
    printed.map(|()| lines)
}
