//! `joltlab srs`: structured reference strings.

use crate::arguments::{Srs, SrsImport, SrsInfo, SrsNew, to_hex};
use crate::error::Failure;
use crate::files::{self, Pending};
use crate::report::{self, SCHEMA};
use jolt_core::{LassoZeromorph, ParametersOf};
use pcs::Provenance;
use serde::Serialize;
use std::fmt::Display;
use std::path::Path;

/// Strings over the curve of all configurations.
type Powers = ParametersOf<LassoZeromorph>;

#[derive(Serialize)]
struct Report {
    schema: u32,
    curve: String,
    log_size: u32,
    provenance: String,
    insecure: bool,
    digest: Option<String>,
    bytes: u64,
}

/// `srs new`, `srs import` and `srs info`.
pub fn srs(command: &Srs) -> Result<(), Failure> {
    match command {
        Srs::New(arguments) => new(arguments),
        Srs::Import(arguments) => import(arguments),
        Srs::Info(arguments) => info(arguments),
    }
}

fn new(arguments: &SrsNew) -> Result<(), Failure> {
    let file = Pending::create(&arguments.output)?;
    let srs = Powers::insecure_test(usize::from(arguments.log_size));
    file.write(&srs.encode())?;
    describe(&arguments.output, arguments.json)
}

fn import(arguments: &SrsImport) -> Result<(), Failure> {
    let file = Pending::create(&arguments.output)?;
    let ptau = files::open(&arguments.file)?;
    let srs = Powers::import_ptau(ptau, arguments.log_size.map(usize::from)).map_err(|error| at(&arguments.file, &error))?;
    file.write(&srs.encode())?;
    describe(&arguments.output, arguments.json)
}

fn info(arguments: &SrsInfo) -> Result<(), Failure> {
    // Everything is read and checked, so that damage anywhere is found.
    let srs = Powers::read(files::open(&arguments.file)?).map_err(|error| at(&arguments.file, &error))?;
    srs.check().map_err(|error| at(&arguments.file, &error))?;
    describe(&arguments.file, arguments.json)
}

fn at(path: &Path, error: &dyn Display) -> Failure {
    Failure::Input(format!("{}: {error}", path.display()))
}

/// Prints what a file's header says.
pub fn describe(path: &Path, json: bool) -> Result<(), Failure> {
    let file = files::open(path)?;
    let bytes = file.metadata().map_err(|error| at(path, &error))?.len();
    let header = Powers::read_header(file).map_err(|error| at(path, &error))?;
    let digest = match header.provenance {
        Provenance::Ceremony(ceremony) => Some(to_hex(&ceremony.digest)),
        Provenance::InsecureTest => None,
    };
    let report = Report {
        schema: SCHEMA,
        curve: header.curve,
        log_size: header.len.ilog2(),
        provenance: header.provenance.to_string(),
        insecure: header.provenance.is_insecure(),
        digest,
        bytes,
    };
    if json {
        return report::json(&report);
    }
    let mut rows = vec![
        ("curve", report.curve),
        ("powers", format!("2^{}", report.log_size)),
        ("set-up", report.provenance),
        ("file", format!("{} bytes in {}", report.bytes, path.display())),
    ];
    rows.extend(report.digest.map(|digest| ("digest", digest)));
    report::table(&rows)
}
