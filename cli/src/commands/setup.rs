//! `joltlab setup`: a verifying key.

use super::program::load;
use crate::arguments::{GivenSrs, Setup, to_hex};
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files::Pending;
use crate::report::{self, SCHEMA};
use instructions::{MemoryLayout, Program};
use jolt_core::{Machine, ParametersOf, ProvingConfig, VerifyingKey};
use pcs::Parameters;
use serde::Serialize;
use std::sync::Arc;

struct MakeKey<'a> {
    srs: &'a GivenSrs,
    program: Program,
    layout: MemoryLayout,
    max_log_steps: usize,
}

impl Visitor for MakeKey<'_> {
    type Output = Result<Made, Failure>;
    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let parameters = ParametersOf::<C>::for_verifier(self.srs.source::<C>()?).map_err(|error| self.srs.failure(error))?;
        let machine = Machine::new(self.program, self.layout).map_err(Failure::input)?;
        let key = VerifyingKey::<C>::new(Arc::new(machine), self.max_log_steps, &parameters).map_err(Failure::input)?;
        Ok(Made {
            bytes: key.to_file().encode(),
            program_digest: to_hex(&key.machine().digest()),
            setup: jolt_core::setup_name(key.provenance()),
        })
    }
}

/// A key and what is reported of it.
struct Made {
    bytes: Vec<u8>,
    program_digest: String,
    setup: String,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    program: String,
    isa: &'static str,
    config: &'a str,
    setup: String,
    max_log_cycles: u8,
    program_digest: String,
    key_bytes: usize,
}

/// Writes the key.
pub fn setup(arguments: &Setup) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let file = Pending::create(&arguments.output)?;
    let srs = arguments.config.srs()?;
    let make = MakeKey { srs: &srs, program: loaded.program, layout: loaded.layout, max_log_steps: usize::from(arguments.max_log_cycles) };
    let made = configurations::with(&arguments.config.config, make)??;
    file.write(&made.bytes)?;
    let report = Report {
        schema: SCHEMA,
        program: loaded.name,
        isa: arguments.machine.isa.name(),
        config: &arguments.config.config,
        max_log_cycles: arguments.max_log_cycles,
        program_digest: made.program_digest,
        setup: made.setup,
        key_bytes: made.bytes.len(),
    };
    if arguments.json {
        return report::json(&report);
    }
    report::table(&[
        ("program", format!("{} ({})", report.program, report.isa)),
        ("program digest", report.program_digest),
        ("configuration", report.config.into()),
        ("set-up", report.setup),
        ("largest trace", format!("2^{} rows", report.max_log_cycles)),
        ("key", format!("{} bytes in {}", report.key_bytes, arguments.output.display())),
    ])
}
