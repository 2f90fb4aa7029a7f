//! `joltlab report DIR`.

use crate::arguments::results::Report;
use crate::error::Failure;
use crate::files;
use crate::report::{self, SCHEMA};
use bench_harness::report::ReportError;
use bench_harness::reported::{self, Figure};
use serde::Serialize;
use std::io::ErrorKind;

#[derive(Serialize)]
struct Answer {
    schema: u32,
    page: String,
    files: usize,
    warnings: Vec<String>,
}

/// Writes the page, the tables and the plots beside the records.
pub fn report(arguments: &Report) -> Result<(), Failure> {
    let figures = figures(arguments)?;
    let written = bench_harness::report::write(&arguments.folder, &figures).map_err(failure)?;
    let page = written.files.first().map(|path| path.display().to_string()).unwrap_or_default();
    if arguments.json {
        return report::json(&Answer { schema: SCHEMA, page, files: written.files.len(), warnings: written.warnings });
    }
    written.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
    report::table(&[("page", page), ("files", format!("{}, with tables and plots in folders beside it", written.files.len()))])
}

/// A folder that may not be written is the user's to choose.
fn failure(error: ReportError) -> Failure {
    let from_user = match &error {
        ReportError::Write { source, .. } => matches!(source.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem),
        ReportError::Results(_) | ReportError::NoFolder { .. } => true,
    };
    if from_user { Failure::Input(error.to_string()) } else { Failure::Machine(error.to_string()) }
}

fn figures(arguments: &Report) -> Result<Vec<Figure>, Failure> {
    if arguments.no_reported {
        return Ok(Vec::new());
    }
    let Some(path) = &arguments.reported else { return reported::parse(reported::FIGURES).map_err(Failure::input) };
    let at = |error: &dyn std::fmt::Display| Failure::Input(format!("{}: {error}", path.display()));
    let text = String::from_utf8(files::read(path)?).map_err(|_| at(&"it is not UTF-8; give a TOML file"))?;
    reported::parse(&text).map_err(|error| at(&error))
}
