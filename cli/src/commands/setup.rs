//! `joltlab setup`: a verifying key.

use super::program::load;
use crate::arguments::{Setup, to_hex};
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files::Pending;
use crate::report::{self, SCHEMA};
use instructions::{MemoryLayout, Program};
use jolt_core::{ProvingConfig, VerifyingKey};
use serde::Serialize;

struct MakeKey {
    program: Program,
    layout: MemoryLayout,
    max_log_steps: usize,
}

impl Visitor for MakeKey {
    type Output = Result<(Vec<u8>, String), Failure>;
    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let key = VerifyingKey::<C>::new(self.program, self.layout, self.max_log_steps).map_err(Failure::input)?;
        Ok((key.to_file().encode(), to_hex(&key.machine().digest())))
    }
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    program: String,
    config: &'a str,
    max_log_cycles: u8,
    program_digest: String,
    key_bytes: usize,
}

/// Writes the key.
pub fn setup(arguments: &Setup) -> Result<(), Failure> {
    let loaded = load(&arguments.program, &arguments.machine)?;
    let file = Pending::create(&arguments.output)?;
    let make = MakeKey { program: loaded.program, layout: loaded.layout, max_log_steps: usize::from(arguments.max_log_cycles) };
    let (bytes, program_digest) = configurations::with(&arguments.config.config, make)??;
    file.write(&bytes)?;
    let report = Report {
        schema: SCHEMA,
        program: loaded.name,
        config: &arguments.config.config,
        max_log_cycles: arguments.max_log_cycles,
        program_digest,
        key_bytes: bytes.len(),
    };
    if arguments.json {
        return report::json(&report);
    }
    report::table(&[
        ("program", report.program),
        ("program digest", report.program_digest),
        ("configuration", report.config.into()),
        ("largest trace", format!("2^{} rows", report.max_log_cycles)),
        ("key", format!("{} bytes in {}", report.key_bytes, arguments.output.display())),
    ])
}
