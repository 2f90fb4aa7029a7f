//! Records made from one that is written by hand.

use bench_harness::record::{Record, Status};
use bench_harness::results::Results;

/// The record of `fixtures/record.json`.
pub fn record() -> Record {
    Record::from_line(include_str!("../fixtures/record.json").trim_end(), 1).expect("the fixture is a record")
}

/// A sample of a configuration at a size, with its phases in proportion.
pub fn sample(configuration: &str, log_cycles: u32, number: u32, seconds: f64) -> Record {
    let mut record = record();
    let factor = seconds / record.times.as_ref().map_or(1.0, |times| times.prove_seconds);
    record.cell.configuration = configuration.into();
    record.cell.log_cycles = log_cycles;
    record.sample.number = number;
    if let Some(times) = &mut record.times {
        times.prove_seconds *= factor;
        times.prove_user_seconds = Some(1.8 * seconds);
    }
    record.phases.iter_mut().for_each(|phase| phase.seconds *= factor);
    if let Some(workload) = &mut record.workload {
        workload.log_cycles = log_cycles;
        workload.cycles = (1 << log_cycles) - 383;
        workload.trace_digest = format!("{log_cycles:02}").repeat(32);
    }
    if let Some(described) = &mut record.configuration {
        described.name = configuration.into();
    }
    record
}

/// The record without any numbers, and why.
pub fn without_numbers(mut record: Record, status: Status) -> Record {
    record.status = status;
    (record.statement, record.times, record.proof, record.operations) = (None, None, None, None);
    record.phases.clear();
    record
}

/// A file's lines.
pub fn lines(records: &[Record]) -> String {
    records.iter().map(|record| record.to_line().expect("records are JSON") + "\n").collect()
}

/// The records as if read from a file.
#[allow(dead_code, reason = "every test file has this module, and not every one needs all of it")]
pub fn results(records: &[Record]) -> Results {
    Results::parse(lines(records).as_bytes()).expect("the lines are records")
}
