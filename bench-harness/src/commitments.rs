//! Measurements of commitment schemes: one record per scheme, size and kind of values; as CSV, as tables, as plots.

use crate::plot::{Plot, Series};
use crate::table::{Align, Table, grouped, three_digits};

/// What opening a commitment costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opening {
    /// Seconds that the prover takes.
    pub open: f64,
    /// Seconds that the verifier takes, from the bytes of commitment and opening.
    pub verify: f64,
    /// Bytes of the opening, compressed.
    pub bytes: usize,
}

/// What one scheme costs on one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Measurement {
    /// Name of the scheme.
    pub scheme: String,
    /// What binding rests on.
    pub assumption: String,
    /// How its parameters come about.
    pub setup_kind: String,
    /// log2 of the column's length.
    pub log_len: usize,
    /// Kind of the values.
    pub values: String,
    /// Threads that the scheme may use.
    pub threads: usize,
    /// Times but that of the set-up are the least of so many.
    pub rounds: usize,
    /// Seconds for parameters and keys.
    pub setup: f64,
    /// Seconds for the commitment.
    pub commit: f64,
    /// Bytes of the commitment, compressed.
    pub commitment_bytes: usize,
    /// The opening, where it is measured.
    pub opening: Option<Opening>,
}

/// What a plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// [`Measurement::commit`].
    Commit,
    /// [`Opening::open`].
    Open,
    /// [`Opening::verify`].
    Verify,
}

impl Cost {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Commit, Self::Open, Self::Verify];

    /// Its name, in files' names too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Open => "open",
            Self::Verify => "verify",
        }
    }

    fn of(self, measurement: &Measurement) -> Option<f64> {
        match self {
            Self::Commit => Some(measurement.commit),
            Self::Open => Some(measurement.opening?.open),
            Self::Verify => Some(measurement.opening?.verify),
        }
    }
}

/// Seconds to the nanosecond.
fn nanoseconds(seconds: f64) -> String {
    ((seconds * 1e9).round() / 1e9).to_string()
}

/// All records.
pub fn csv(measurements: &[Measurement]) -> String {
    let headings = "scheme,assumption,setup,log_size,values,threads,rounds,setup_s,commit_s,open_s,verify_s,commitment_bytes,opening_bytes";
    let mut table = Table::new(headings.split(',').map(|heading| (heading, Align::Left)));
    for m in measurements {
        let opening = |field: fn(&Opening) -> String| m.opening.as_ref().map(field).unwrap_or_default();
        table.push([
            m.scheme.clone(),
            m.assumption.clone(),
            m.setup_kind.clone(),
            m.log_len.to_string(),
            m.values.clone(),
            m.threads.to_string(),
            m.rounds.to_string(),
            nanoseconds(m.setup),
            nanoseconds(m.commit),
            opening(|o| nanoseconds(o.open)),
            opening(|o| nanoseconds(o.verify)),
            m.commitment_bytes.to_string(),
            opening(|o| o.bytes.to_string()),
        ]);
    }
    table.to_csv()
}

/// The distinct values of a field, in the order of their first occurrence.
fn distinct<T: PartialEq>(measurements: &[Measurement], field: impl Fn(&Measurement) -> T) -> Vec<T> {
    measurements.iter().map(field).fold(Vec::new(), |mut all, value| {
        if !all.contains(&value) {
            all.push(value);
        }
        all
    })
}

fn milliseconds(seconds: f64) -> String {
    three_digits(seconds * 1e3)
}

/// Milliseconds of commitments: a row for each scheme and size, and a column for each kind of values.
pub fn commit_table(measurements: &[Measurement]) -> Table {
    let kinds = distinct(measurements, |m| m.values.clone());
    let headings = [("scheme", Align::Left), ("values", Align::Right)].into_iter();
    let mut table = Table::new(headings.chain(kinds.iter().map(|kind| (kind.as_str(), Align::Right))));
    for (log_len, scheme) in distinct(measurements, |m| (m.log_len, m.scheme.clone())) {
        let cell = |kind: &String| {
            let found = measurements.iter().find(|m| (m.log_len, &m.scheme, &m.values) == (log_len, &scheme, kind));
            found.map(|m| milliseconds(m.commit)).unwrap_or_default()
        };
        table.push([scheme.clone(), format!("2^{log_len}")].into_iter().chain(kinds.iter().map(cell)));
    }
    table
}

/// Everything about the records for one kind of values whose opening is measured.
pub fn opening_table(measurements: &[Measurement], values: &str) -> Table {
    let words = [("scheme", Align::Left), ("assumption", Align::Left), ("set-up", Align::Left)];
    let numbers = ["threads", "values", "set-up ms", "commit ms", "open ms", "verify ms", "commitment bytes", "opening bytes"];
    let mut table = Table::new(words.into_iter().chain(numbers.map(|heading| (heading, Align::Right))));
    for (m, opening) in measurements.iter().filter(|m| m.values == values).filter_map(|m| Some((m, m.opening?))) {
        table.push([
            m.scheme.clone(),
            m.assumption.clone(),
            m.setup_kind.clone(),
            m.threads.to_string(),
            format!("2^{}", m.log_len),
            milliseconds(m.setup),
            milliseconds(m.commit),
            milliseconds(opening.open),
            milliseconds(opening.verify),
            grouped(m.commitment_bytes),
            grouped(opening.bytes),
        ]);
    }
    table
}

/// One line for each scheme, for one kind of values.
pub fn plot(measurements: &[Measurement], cost: Cost, values: &str) -> Plot {
    let points = |scheme: &String| {
        let chosen = measurements.iter().filter(|m| m.scheme == *scheme && m.values == values);
        chosen.filter_map(|m| Some((m.log_len, cost.of(m)?))).collect()
    };
    let series = distinct(measurements, |m| m.scheme.clone()).into_iter().map(|scheme| Series { points: points(&scheme), name: scheme });
    let title = format!("{}, one column of {values} values", cost.name());
    Plot { title, sizes: "number of values".into(), series: series.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measurements() -> Vec<Measurement> {
        let record = |scheme: &str, log_len, values: &str, opening| Measurement {
            scheme: scheme.into(),
            assumption: "discrete logarithm".into(),
            setup_kind: "transparent".into(),
            log_len,
            values: values.into(),
            threads: 1,
            rounds: 3,
            setup: 0.25,
            commit: 0.0012344,
            commitment_bytes: 2048,
            opening,
        };
        let opening = Some(Opening { open: 0.5, verify: 0.0625, bytes: 65536 });
        vec![
            record("a", 12, "bool", None),
            record("a", 12, "u32", opening),
            record("b", 12, "u32", opening),
            record("a", 14, "u32", opening),
        ]
    }

    #[test]
    fn records_are_lines() {
        let expected = "\
scheme,assumption,setup,log_size,values,threads,rounds,setup_s,commit_s,open_s,verify_s,commitment_bytes,opening_bytes
a,discrete logarithm,transparent,12,bool,1,3,0.25,0.0012344,,,2048,
a,discrete logarithm,transparent,12,u32,1,3,0.25,0.0012344,0.5,0.0625,2048,65536
";
        assert_eq!(csv(&measurements()[..2]), expected);
        assert_eq!([0.1 + 0.2, 1.23e-9, 70.0].map(nanoseconds), ["0.3", "0.000000001", "70"]);
    }

    #[test]
    fn tables_put_kinds_side_by_side() {
        let expected = "\
| scheme | values | bool |  u32 |
| ------ | -----: | ---: | ---: |
| a      |   2^12 | 1.23 | 1.23 |
| b      |   2^12 |      | 1.23 |
| a      |   2^14 |      | 1.23 |
";
        assert_eq!(commit_table(&measurements()).to_markdown(), expected);
    }

    #[test]
    fn tables_of_openings_have_rows_for_one_kind() {
        let expected = "\
| scheme | assumption         | set-up      | threads | values | set-up ms | commit ms | open ms | verify ms | commitment bytes | opening bytes |
| ------ | ------------------ | ----------- | ------: | -----: | --------: | --------: | ------: | --------: | ---------------: | ------------: |
| a      | discrete logarithm | transparent |       1 |   2^12 |       250 |      1.23 |     500 |      62.5 |            2,048 |        65,536 |
";
        assert_eq!(opening_table(&measurements()[..2], "u32").to_markdown(), expected);
        assert_eq!(opening_table(&measurements(), "bool").to_markdown().lines().count(), 2);
    }

    #[test]
    fn plots_have_a_line_for_each_scheme() {
        let plot = plot(&measurements(), Cost::Verify, "u32");
        assert_eq!(plot.series[0], Series { name: "a".into(), points: vec![(12, 0.0625), (14, 0.0625)] });
        assert_eq!(plot.series[1], Series { name: "b".into(), points: vec![(12, 0.0625)] });
        assert!(Cost::ALL.iter().all(|cost| super::plot(&measurements(), *cost, "u32").to_svg().is_ok()));
    }
}
