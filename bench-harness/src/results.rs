//! Files of records read for reports and comparisons: what counts, what does not and why.

use crate::metric::Metric;
use crate::record::{Cell, Provenance, Record, RecordError};
use crate::statistics::{Estimate, bootstrap};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Name of the file of records in a folder of results.
pub const RECORDS_FILE: &str = "records.jsonl";

/// Seed of the resamples: the same records give the same intervals.
const SEED: u64 = 1;

/// Why a file of records cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// A line that is no record.
    #[error("{path}: {source}")]
    Record {
        /// The file.
        path: String,
        /// Which line, and what is wrong with it.
        source: RecordError,
    },
    /// Nothing to report.
    #[error("{path} has no records; run joltlab bench first")]
    Empty {
        /// The file.
        path: String,
    },
}

/// The records of a file.
#[derive(Clone, Debug)]
pub struct Results {
    records: Vec<Record>,
    /// What a reader should know about the file as a whole.
    pub warnings: Vec<String>,
}

/// All records of one cell.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// What was measured.
    pub cell: &'a Cell,
    /// Samples that count.
    pub counted: Vec<&'a Record>,
    /// Samples that do not, warm-ups left out.
    pub others: Vec<&'a Record>,
}

impl Results {
    /// Reads a file of records, or that of a folder.
    ///
    /// A last line that was not finished is a warning; of several records of one sample, the last counts.
    ///
    /// *Errors*: an unreadable file, any other line that is no record of this schema, no record at all.
    pub fn read(path: &Path) -> Result<Self, ResultsError> {
        let file = if path.is_dir() { path.join(RECORDS_FILE) } else { PathBuf::from(path) };
        let name = file.display().to_string();
        let bytes = std::fs::read(&file).map_err(|source| ResultsError::Io { path: name.clone(), source })?;
        Self::parse(&bytes)
            .map_err(|source| ResultsError::Record { path: name.clone(), source })
            .and_then(|results| if results.records.is_empty() { Err(ResultsError::Empty { path: name }) } else { Ok(results) })
    }

    /// Reads the bytes of a file of records.
    pub fn parse(bytes: &[u8]) -> Result<Self, RecordError> {
        let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let unfinished = lines.pop().unwrap_or_default();
        let mut records = lines.iter().enumerate().map(|(k, line)| record(line, k + 1)).collect::<Result<Vec<_>, _>>()?;
        let mut warnings = Vec::new();
        match record(unfinished, lines.len() + 1) {
            _ if unfinished.is_empty() => {}
            Ok(last) => records.push(last),
            Err(error @ RecordError::Schema { .. }) => return Err(error),
            Err(_) => warnings.push(format!("line {} was not finished and is left out: the run that wrote it was killed", lines.len() + 1)),
        }
        let (records, replaced) = latest(records);
        if replaced > 0 {
            warnings.push(format!("{replaced} records are of samples that were measured again; the last of each counts"));
        }
        let mut results = Self { records, warnings };
        results.warnings.extend(results.doubts());
        Ok(results)
    }

    /// All records, in the file's order.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The records by cell, in the order of cells.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: BTreeMap<&Cell, Group<'_>> = BTreeMap::new();
        for record in &self.records {
            let empty = || Group { cell: &record.cell, counted: Vec::new(), others: Vec::new() };
            let group = groups.entry(&record.cell).or_insert_with(empty);
            match (record.counts(), record.sample.warm_up) {
                (true, _) => group.counted.push(record),
                (false, true) if record.status.reason().is_none() => {}
                (false, _) => group.others.push(record),
            }
        }
        groups.into_values().collect()
    }

    /// Machines and builds that measured, without time, seed and units, with the number of their records.
    pub fn provenances(&self) -> Vec<(Provenance, usize)> {
        let mut found: Vec<(Provenance, usize)> = Vec::new();
        for record in &self.records {
            let provenance = Provenance { time: String::new(), seed: 0, units: None, ..record.provenance.clone() };
            match found.iter_mut().find(|(known, _)| *known == provenance) {
                Some((_, count)) => *count += 1,
                None => found.push((provenance, 1)),
            }
        }
        found
    }

    /// What makes the numbers doubtful.
    fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        let provenances = self.provenances();
        if provenances.len() > 1 {
            doubts.push(format!("the records come from {} different machines or builds; see the provenance", provenances.len()));
        }
        if provenances.iter().any(|(provenance, _)| provenance.dirty == Some(true)) {
            doubts.push("some records were measured with sources that differ from their commit".into());
        }
        if provenances.iter().any(|(provenance, _)| provenance.profile != "release") {
            doubts.push("some records were measured with a program that was not built with the release profile".into());
        }
        for group in self.groups().iter().filter(|group| group.traces().len() > 1) {
            doubts.push(format!("the samples of {} are of different traces", name_of(group.cell)));
        }
        doubts
    }
}

fn record(line: &[u8], number: usize) -> Result<Record, RecordError> {
    let malformed = |_| RecordError::Malformed { line: number, reason: "it is not UTF-8".into() };
    Record::from_line(std::str::from_utf8(line).map_err(malformed)?, number)
}

/// The last record of each sample, in order, and how many others there were.
fn latest(records: Vec<Record>) -> (Vec<Record>, usize) {
    let all = records.len();
    let key = |record: &Record| (record.cell.clone(), record.sample.number, record.sample.warm_up);
    let last: BTreeMap<_, usize> = records.iter().enumerate().map(|(k, record)| (key(record), k)).collect();
    let kept: Vec<Record> =
        records.into_iter().enumerate().filter(|(k, record)| last[&key(record)] == *k).map(|(_, record)| record).collect();
    let replaced = all - kept.len();
    (kept, replaced)
}

/// A cell in words.
pub fn name_of(cell: &Cell) -> String {
    let threads = if cell.threads == 1 { "1 thread".into() } else { format!("{} threads", cell.threads) };
    format!("{} ({}), 2^{}, {}, {threads}", cell.program, cell.input_rule, cell.log_cycles, cell.configuration)
}

impl<'a> Group<'a> {
    /// The metric's values in the samples that count.
    pub fn values(&self, metric: Metric) -> Vec<f64> {
        self.counted.iter().filter_map(|record| metric.of(record)).collect()
    }

    /// The metric's median with its interval.
    pub fn estimate(&self, metric: Metric) -> Option<Estimate> {
        bootstrap(&self.values(metric), SEED)
    }

    /// The median of any other number with its interval.
    pub fn estimate_of(&self, value: impl Fn(&Record) -> Option<f64>) -> Option<Estimate> {
        let values: Vec<f64> = self.counted.iter().filter_map(|record| value(record)).collect();
        bootstrap(&values, SEED)
    }

    /// The sample with the median prover time (the faster of two in the middle): its phases add up.
    pub fn typical(&self) -> Option<&'a Record> {
        let seconds = |record: &Record| Metric::Prove.of(record).unwrap_or(f64::INFINITY);
        let mut sorted = self.counted.clone();
        sorted.sort_by(|a, b| seconds(a).total_cmp(&seconds(b)));
        sorted.get(sorted.len().saturating_sub(1) / 2).copied()
    }

    /// Digests of the traces that were proved.
    pub fn traces(&self) -> Vec<&'a str> {
        let mut traces: Vec<&str> =
            self.counted.iter().filter_map(|record| record.workload.as_ref()).map(|workload| workload.trace_digest.as_str()).collect();
        traces.sort_unstable();
        traces.dedup();
        traces
    }

    /// Rows of the trace, padding left out.
    pub fn cycles(&self) -> Option<u64> {
        self.counted.first()?.workload.as_ref().map(|workload| workload.cycles)
    }
}
