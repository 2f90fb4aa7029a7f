//! Figures that others report: read from a file, printed beside measurements and never mixed with them.

use crate::report::axis::Unit;
use serde::Deserialize;

/// Version of the file's fields.
pub const SCHEMA: u32 = 1;

/// The figures that come with the project.
pub const FIGURES: &str = include_str!("../../papers/reported.toml");

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Time of the prover.
    ProverTime,
    /// Cycles, constraints or lookups a second.
    ProverSpeed,
    /// Time of the verifier.
    VerifierTime,
    /// Bytes of the proof.
    ProofSize,
    /// Peak memory of the prover.
    PeakMemory,
}

impl Quantity {
    /// All, in the order of tables.
    pub const ALL: [Self; 5] = [Self::ProverTime, Self::ProverSpeed, Self::VerifierTime, Self::ProofSize, Self::PeakMemory];

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Self::ProverTime => "prover time",
            Self::ProverSpeed => "prover speed",
            Self::VerifierTime => "verifier time",
            Self::ProofSize => "proof size",
            Self::PeakMemory => "peak memory",
        }
    }

    /// What its values are counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::ProverTime | Self::VerifierTime => Unit::Seconds,
            Self::ProverSpeed => Unit::Count,
            Self::ProofSize | Self::PeakMemory => Unit::Bytes,
        }
    }

    /// Units that figures may use, with their size in seconds, bytes or things a second.
    fn units(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::ProverTime | Self::VerifierTime => &[("s", 1.0), ("ms", 1e-3), ("us", 1e-6)],
            Self::ProverSpeed => &[
                ("cycles/s", 1.0),
                ("thousand cycles/s", 1e3),
                ("million cycles/s", 1e6),
                ("thousand constraints/s", 1e3),
                ("thousand lookups/s", 1e3),
            ],
            Self::ProofSize | Self::PeakMemory => &[
                ("B", 1.0),
                ("KB", 1e3),
                ("MB", 1e6),
                ("GB", 1e9),
                ("KiB", 1024.0),
                ("MiB", 1024.0 * 1024.0),
                ("GiB", 1024.0 * 1024.0 * 1024.0),
            ],
        }
    }
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub system: String,
    /// Which version of it: a release, a commit or a date.
    pub version: String,
    /// What it proved, and how long that was.
    pub program: String,
    /// On what.
    pub hardware: String,
    /// What the figure is about.
    pub quantity: Quantity,
    /// The number.
    pub value: f64,
    /// What it counts.
    pub unit: String,
    /// Where it stands: the publication and the section.
    pub source: String,
    /// What a reader must know to compare it.
    pub note: Option<String>,
}

impl Figure {
    /// The value in seconds, bytes or things a second; none for a unit that the quantity does not have.
    pub fn base_value(&self) -> Option<f64> {
        let size = self.quantity.units().iter().find(|(name, _)| *name == self.unit).map(|(_, size)| size)?;
        Some(self.value * size)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    #[serde(default, rename = "report")]
    reports: Vec<Report>,
}

/// What a source says of one run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    system: String,
    version: String,
    program: String,
    hardware: String,
    source: String,
    note: Option<String>,
    values: Vec<Measured>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    quantity: Quantity,
    value: f64,
    unit: String,
}

impl Report {
    fn figures(&self) -> Vec<Figure> {
        let figure = |measured: &Measured| Figure {
            system: self.system.clone(),
            version: self.version.clone(),
            program: self.program.clone(),
            hardware: self.hardware.clone(),
            quantity: measured.quantity,
            value: measured.value,
            unit: measured.unit.clone(),
            source: self.source.clone(),
            note: self.note.clone(),
        };
        self.values.iter().map(figure).collect()
    }
}

/// Why a file of figures cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReportedError {
    /// No TOML of this form.
    #[error("{}", .0.trim_end().replace('\n', " "))]
    Form(String),
    /// Another version of the fields.
    #[error("the file has schema {found}, and this program reads schema {SCHEMA}")]
    Schema {
        /// The file's.
        found: u32,
    },
    /// A field that says nothing.
    #[error("report {number} ({system}): {field} is empty; say it, or leave the report out")]
    Empty {
        /// Place in the file, from 1 up.
        number: usize,
        /// Its system.
        system: String,
        /// The field.
        field: &'static str,
    },
    /// No number that can be measured.
    #[error("report {number} ({system}): the value {value} is not a positive number")]
    Value {
        /// Place in the file, from 1 up.
        number: usize,
        /// Its system.
        system: String,
        /// The value.
        value: f64,
    },
    /// A unit that the quantity does not have.
    #[error("report {number} ({system}): {} is not counted in {unit}; use one of {}", .quantity.title(), unit_names(*.quantity))]
    Unit {
        /// Place in the file, from 1 up.
        number: usize,
        /// Its system.
        system: String,
        /// What it is about.
        quantity: Quantity,
        /// Its unit.
        unit: String,
    },
}

fn unit_names(quantity: Quantity) -> String {
    quantity.units().iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Reads a file of figures.
///
/// *Errors*: unknown or missing fields, empty ones, values that are not positive, units that do not fit.
///
/// ```
/// let figures = bench_harness::reported::parse(bench_harness::reported::FIGURES).unwrap();
/// assert!(figures.iter().any(|figure| figure.system.contains("Spartan")));
/// ```
pub fn parse(text: &str) -> Result<Vec<Figure>, ReportedError> {
    let file: File = toml::from_str(text).map_err(|error| ReportedError::Form(error.to_string()))?;
    if file.schema != SCHEMA {
        return Err(ReportedError::Schema { found: file.schema });
    }
    let reports = file.reports.iter().enumerate().map(|(k, report)| check_report(k + 1, report));
    Ok(reports.collect::<Result<Vec<_>, _>>()?.concat())
}

fn check_report(number: usize, report: &Report) -> Result<Vec<Figure>, ReportedError> {
    let texts = [
        ("system", report.system.trim().len()),
        ("version", report.version.trim().len()),
        ("program", report.program.trim().len()),
        ("hardware", report.hardware.trim().len()),
        ("source", report.source.trim().len()),
        ("values", report.values.len()),
    ];
    if let Some((field, _)) = texts.into_iter().find(|(_, length)| *length == 0) {
        return Err(ReportedError::Empty { number, system: report.system.clone(), field });
    }
    let figures = report.figures();
    figures.iter().try_for_each(|figure| check_figure(number, figure))?;
    Ok(figures)
}

fn check_figure(number: usize, figure: &Figure) -> Result<(), ReportedError> {
    let system = figure.system.clone();
    if !figure.value.is_finite() || figure.value <= 0.0 {
        return Err(ReportedError::Value { number, system, value: figure.value });
    }
    match figure.base_value() {
        Some(_) => Ok(()),
        None => Err(ReportedError::Unit { number, system, quantity: figure.quantity, unit: figure.unit.clone() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURE: &str = "schema = 1\n[[report]]\nsystem = \"S\"\nversion = \"1\"\nprogram = \"p\"\nhardware = \"h\"\n\
        source = \"a paper, section 1\"\nvalues = [{ quantity = \"proof-size\", value = 2.0, unit = \"KB\" }]\n";

    #[test]
    fn figures_have_units() {
        let figures = parse(FIGURE).unwrap();
        assert_eq!((figures.len(), figures[0].base_value()), (1, Some(2000.0)));
        assert_eq!(parse("schema = 1").unwrap(), []);
    }

    #[test]
    fn malformed_figures_are_errors() {
        let spoilt = |from: &str, to: &str| parse(&FIGURE.replacen(from, to, 1)).unwrap_err();
        assert_eq!(spoilt("schema = 1", "schema = 2"), ReportedError::Schema { found: 2 });
        assert!(matches!(spoilt("hardware = \"h\"", "hardware = \" \""), ReportedError::Empty { number: 1, field: "hardware", .. }));
        assert!(matches!(
            spoilt("{ quantity = \"proof-size\", value = 2.0, unit = \"KB\" }", ""),
            ReportedError::Empty { field: "values", .. }
        ));
        for value in ["0.0", "-1.0", "nan", "inf"] {
            assert!(matches!(spoilt("2.0", value), ReportedError::Value { .. }), "{value}");
        }
        let unit = spoilt("\"KB\"", "\"ms\"").to_string();
        assert_eq!(unit, "report 1 (S): proof size is not counted in ms; use one of B, KB, MB, GB, KiB, MiB, GiB");
        for (from, to, word) in [
            ("source", "sauce", "sauce"),
            ("quantity = \"proof-size\", ", "", "quantity"),
            ("proof-size", "weight", "weight"),
            ("2.0", "\"two\"", "line 8"),
            ("[[report]]", "[[report", "line 2"),
        ] {
            let error = spoilt(from, to);
            assert!(matches!(&error, ReportedError::Form(text) if text.contains(word)), "{error:?}");
            assert!(!error.to_string().contains('\n'));
        }
    }

    #[test]
    fn the_projects_figures_are_sound() {
        let figures = parse(FIGURES).unwrap();
        assert!(figures.len() > 20);
        assert!(Quantity::ALL.into_iter().all(|quantity| figures.iter().any(|figure| figure.quantity == quantity)));
    }
}
