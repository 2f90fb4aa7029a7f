//! Records: what one sample of an experiment measured, on what, with what, and whether it counts.
//!
//! A record is one JSON object on one line; a file of records is only ever appended to. Every field is described in `RECORDS.md`, which a
//! test compares with these types. A record names no machine, no user and no folder.

mod facts;
mod measures;
#[cfg(test)]
pub(crate) mod testing;

pub use facts::{Columns, Configuration, Experiment, Provenance, Setup, Sumchecks, Workload};
pub use measures::{Memory, Operations, Phase, ProofPart, ProofSize, SizeRange, StatementCheck, Times};

use serde::{Deserialize, Serialize};
use std::{fs, io, path::Path};

/// Version of the fields. Any change of a field, of its unit or of its meaning is a new one; records of other versions are refused.
pub const SCHEMA: u32 = 1;

/// Share of the prover's time that the phases must account for.
pub const LEAST_PHASE_SHARE: f64 = 0.95;

/// One raw sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The experiment that it belongs to.
    pub experiment: Experiment,
    /// What is measured; samples of equal cells belong together.
    pub cell: Cell,
    /// Which sample of the cell this is.
    pub sample: Sample,
    /// Whether the numbers count.
    pub status: Status,
    /// What measured, on what machine, when.
    pub provenance: Provenance,
    /// The run that is proved; none if no run of that size was found.
    pub workload: Option<Workload>,
    /// What the configuration is made of, read off its types; none if the sample was skipped or never started.
    pub configuration: Option<Configuration>,
    /// What was checked of the proof; none without a proof.
    pub statement: Option<StatementCheck>,
    /// Seconds; none without a proof.
    pub times: Option<Times>,
    /// Seconds of the prover's phases by span name, in the order in which they ended.
    pub phases: Vec<Phase>,
    /// Bytes of the proof; none without a proof.
    pub proof: Option<ProofSize>,
    /// Bytes of memory.
    pub memory: Memory,
    /// Operation counts, which do not move with the machine; none if they were not counted.
    pub operations: Option<Operations>,
}

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// The program's name in the list of guests, or its file's name.
    pub program: String,
    /// How its input is made: the guest's input rule, or `given`.
    pub input_rule: String,
    /// log2 of the padded number of rows.
    pub log_cycles: u32,
    /// Name of the configuration.
    pub configuration: String,
    /// Threads of the prover.
    pub threads: u32,
}

/// Which sample of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// From 0 up, warm-ups counted apart.
    pub number: u32,
    /// A warm-up is recorded and belongs into no statistics.
    pub warm_up: bool,
    /// Place in the shuffled order of the experiment, from 0 up.
    pub order: u32,
}

/// Whether a record's numbers count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Status {
    /// The output is the emulator's, the proof is verified, the phases account for the prover's time.
    Ok,
    /// Something went wrong.
    Failed {
        /// What.
        reason: String,
    },
    /// It was not tried.
    Skipped {
        /// Why.
        reason: String,
    },
    /// A verified proof whose phases do not account for the prover's time.
    Broken {
        /// What is missing.
        reason: String,
    },
}

impl Status {
    /// The word in the record.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed { .. } => "failed",
            Self::Skipped { .. } => "skipped",
            Self::Broken { .. } => "broken",
        }
    }

    /// Why it is not `Ok`.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Ok => None,
            Self::Failed { reason } | Self::Skipped { reason } | Self::Broken { reason } => Some(reason),
        }
    }
}

/// Why a line or a file of records cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The operating system reports an error.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// Another version of the fields.
    #[error("line {line} is a record of schema {found}, and this program reads schema {SCHEMA}; use the program that wrote it")]
    Schema {
        /// Number of the line.
        line: usize,
        /// Its schema.
        found: u64,
    },
    /// No record.
    #[error("line {line} is no record: {reason}")]
    Malformed {
        /// Number of the line.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl Record {
    /// What the measurements say of themselves: [`Status::Ok`] needs the emulator's output, a verified proof, and phases that account for at
    /// least [`LEAST_PHASE_SHARE`] of the prover's time.
    pub fn judge(&self) -> Status {
        let failed = |reason: &str| Status::Failed { reason: reason.into() };
        match (&self.statement, &self.times, &self.proof) {
            (Some(statement), Some(times), Some(_)) => {
                let accounted = self.phases.iter().fold(0.0, |sum, phase| sum + phase.seconds);
                if !statement.output_matched {
                    failed("the proof's output or exit code is not the emulator's")
                } else if !statement.verified {
                    failed("the proof is not verified")
                } else if accounted < LEAST_PHASE_SHARE * times.prove_seconds {
                    let share = 100.0 * accounted / times.prove_seconds;
                    Status::Broken { reason: format!("the phases account for {share:.1} % of the prover's time") }
                } else {
                    Status::Ok
                }
            }
            _ => failed("there is no proof"),
        }
    }

    /// Whether the record is consistent with [`Self::judge`] and counts.
    pub fn counts(&self) -> bool {
        self.status == Status::Ok && self.judge() == Status::Ok && !self.sample.warm_up
    }

    /// The line, without its end.
    pub fn to_line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a line; its number is for messages.
    ///
    /// *Errors*: another schema, unknown or missing fields, or `ok` without what that takes.
    pub fn from_line(text: &str, line: usize) -> Result<Self, RecordError> {
        let malformed = |reason: String| RecordError::Malformed { line, reason };
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
        match value.get("schema").and_then(serde_json::Value::as_u64) {
            Some(found) if found == u64::from(SCHEMA) => {}
            Some(found) => return Err(RecordError::Schema { line, found }),
            None => return Err(malformed("it has no schema".into())),
        }
        let record: Self = serde_json::from_value(value).map_err(|error| malformed(error.to_string()))?;
        match record.judge() {
            judged if record.status == Status::Ok && judged != Status::Ok => {
                Err(malformed(format!("its status is ok, but {}", judged.reason().unwrap_or_default())))
            }
            _ => Ok(record),
        }
    }
}

/// Reads every line of a file of records.
///
/// *Errors*: the first line that is no record of this schema, a torn last line included.
pub fn read_records(path: &Path) -> Result<Vec<Record>, RecordError> {
    let text = fs::read_to_string(path).map_err(|source| RecordError::Io { path: path.display().to_string(), source })?;
    text.lines().enumerate().map(|(number, line)| Record::from_line(line, number + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::testing::example;
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let record = example();
        let line = record.to_line().unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(Record::from_line(&line, 1).unwrap(), record);
        assert!(record.counts());
    }

    #[test]
    fn success_takes_output_proof_and_phases() {
        let ok = example();
        assert_eq!(ok.judge(), Status::Ok);
        type Spoil = fn(&mut Record);
        let spoilt: [(&str, Spoil); 5] = [
            ("output", |record| record.statement.as_mut().unwrap().output_matched = false),
            ("not verified", |record| record.statement.as_mut().unwrap().verified = false),
            ("no proof", |record| record.proof = None),
            ("no proof", |record| record.times = None),
            ("account for 0.0 %", |record| record.phases.clear()),
        ];
        for (word, spoil) in spoilt {
            let mut record = ok.clone();
            spoil(&mut record);
            let status = record.judge();
            assert!(status.reason().unwrap().contains(word), "{status:?}");
            assert!(!record.counts());
            let error = Record::from_line(&record.to_line().unwrap(), 7).unwrap_err().to_string();
            assert!(error.starts_with("line 7") && error.contains("its status is ok, but"), "{error}");
        }
    }

    #[test]
    fn other_schemas_and_fields_are_refused() {
        let line = example().to_line().unwrap();
        let newer = line.replacen("\"schema\":1", "\"schema\":2", 1);
        assert!(matches!(Record::from_line(&newer, 3), Err(RecordError::Schema { line: 3, found: 2 })));
        for text in ["", "{}", "[1]", &line[..line.len() - 1], &line.replacen("\"cell\"", "\"cells\"", 1)] {
            assert!(matches!(Record::from_line(text, 1), Err(RecordError::Malformed { .. })), "{text}");
        }
    }

    /// Names of all fields in a value, with those around them; what is an array stands for its elements.
    fn fields(prefix: &str, value: &serde_json::Value, out: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (name, value) in map {
                    let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                    out.push(path.clone());
                    fields(&path, value, out);
                }
            }
            serde_json::Value::Array(items) => items.iter().take(1).for_each(|item| fields(&format!("{prefix}[]"), item, out)),
            _ => {}
        }
    }

    #[test]
    fn the_page_describes_every_field_and_no_other() {
        let mut failed = example();
        failed.status = Status::Failed { reason: "a reason".into() };
        let mut expected = Vec::new();
        fields("", &serde_json::to_value(failed).unwrap(), &mut expected);
        // The names of operations are the counters'.
        let of_operation =
            |name: &String| name.matches('.').count() == 2 && ["operations.", "provenance.units."].iter().any(|at| name.starts_with(at));
        expected.retain(|name| !of_operation(name));
        let (page, rest) = include_str!("../RECORDS.md").split_once("## What times").unwrap();
        let operations = rest.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0));
        assert!(operations.eq(poly::operations::Operation::ALL.iter().map(|operation| operation.name())));
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
        let described: Vec<&str> = rows.map(|(name, _)| name).collect();
        assert_eq!(described, expected);
        assert!(page.contains(&format!("schema {SCHEMA}")));
        for row in page.lines().filter(|line| line.starts_with("| `")) {
            assert!(row.trim_end_matches('|').rsplit('|').next().is_some_and(|text| text.trim().len() > 5), "{row}");
        }
    }
}
