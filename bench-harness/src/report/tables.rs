//! The tables of measurements.

use super::figures::{PREDICTIONS, names_of, speed_of};
use super::grid::{Grid, Value};
use super::summary;
use crate::metric::Metric;
use crate::record::{Cell, Operations, Record};
use crate::results::{Group, Results};

const CELL: [&str; 4] = ["program", "#padded cycles", "configuration", "#threads"];

fn cell_of(cell: &Cell) -> Vec<Value> {
    vec![
        Value::text(&cell.program),
        Value::Power(cell.log_cycles),
        Value::text(&cell.configuration),
        Value::count(Some(u64::from(cell.threads))),
    ]
}

fn headings<'h>(more: &[&'h str]) -> Vec<&'h str> {
    CELL.iter().chain(more).copied().collect()
}

/// All tables of measurements; empty ones are left out.
pub fn measurements(results: &Results) -> Vec<Grid> {
    let groups = results.groups();
    let counted: Vec<&Group<'_>> = groups.iter().filter(|group| !group.counted.is_empty()).collect();
    let mut grids = vec![main_table(&groups), with_intervals(&counted, &groups), phases(&counted), parts(&counted)];
    grids.extend([("prover", "Operations of the prover"), ("verifier", "Operations of the verifier")].map(|(side, title)| {
        let counts = |operations: &Operations| if side == "prover" { operations.prover.clone() } else { operations.verifier.clone() };
        operations(&counted, &format!("operations-{side}"), title, counts)
    }));
    grids.extend([predictions(&counted), not_counted(&groups), samples(results)]);
    grids.into_iter().map(Grid::without_empty_columns).filter(|grid| !grid.is_empty()).collect()
}

/// What a paper's table says of each cell.
fn main_table(groups: &[Group<'_>]) -> Grid {
    let headings = headings(&[
        "#prove s",
        "#interval",
        "#thousand cycles/s",
        "#user CPU s",
        "#verify ms",
        "#proof KB",
        "#peak MiB",
        "#security bits",
        "set-up",
        "binding rests on",
    ]);
    let note = format!(
        "Medians; intervals are {}. Proving runs from the finished trace to the proof's last byte: witness, commitments, arguments, \
         opening. Emulation and key set-up are not in it. The speed leaves padding out.",
        summary::intervals(groups)
    );
    let mut grid = Grid::new("main", "Main results", &note, &headings);
    for group in groups.iter().filter(|group| !group.counted.is_empty()) {
        let centre = |metric: Metric, scale: f64| Value::measured(group.estimate(metric).map(|estimate| estimate.centre * scale));
        let of = |value: fn(&Record) -> Option<f64>| group.estimate_of(value).map(|estimate| estimate.centre);
        let prove = group.estimate(Metric::Prove).filter(|estimate| estimate.has_interval());
        let configuration = group.counted.first().and_then(|record| record.configuration.as_ref());
        let mut row = cell_of(group.cell);
        row.extend([
            centre(Metric::Prove, 1.0),
            prove.map_or(Value::Missing, |estimate| Value::Interval(estimate.low, estimate.high)),
            Value::measured(of(speed_of).map(|speed| speed / 1e3)),
            Value::measured(of(|record| record.times.as_ref()?.prove_user_seconds)),
            centre(Metric::Verify, 1e3),
            centre(Metric::Bytes, 1e-3),
            centre(Metric::Memory, 1.0 / 1048576.0),
            Value::measured(configuration.and_then(|c| c.security_bits)),
        ]);
        row.extend(configuration.into_iter().flat_map(|c| [Value::text(&c.setup.kind), Value::text(&c.assumption)]));
        grid.push(row);
    }
    grid
}

fn with_intervals(groups: &[&Group<'_>], all: &[Group<'_>]) -> Grid {
    let headings = headings(&[
        "#cycles",
        "#samples",
        "#prove s",
        "#from",
        "#to",
        "#thousand cycles/s",
        "#CPU s",
        "#verify ms",
        "#proof KB",
        "#peak MiB",
        "#set-up s",
        "#emulation s",
        "set-up",
        "binding rests on",
        "#security bits",
    ]);
    let intervals = summary::intervals(all);
    let note = format!("Medians; from and to are ends of {intervals}. Cycles leave padding out, CPU seconds are user and system.");
    let mut grid = Grid::new("results", "Results in full", &note, &headings);
    for group in groups {
        let centre = |metric: Metric, scale: f64| group.estimate(metric).map(|estimate| estimate.centre * scale);
        let prove = group.estimate(Metric::Prove).filter(|estimate| estimate.has_interval());
        let configuration = group.counted.first().and_then(|record| record.configuration.as_ref());
        let mut row = cell_of(group.cell);
        row.extend([Value::count(group.cycles()), Value::count(Some(group.counted.len() as u64))]);
        row.extend(
            [
                centre(Metric::Prove, 1.0),
                prove.map(|estimate| estimate.low),
                prove.map(|estimate| estimate.high),
                group.estimate_of(speed_of).map(|estimate| estimate.centre / 1e3),
                centre(Metric::Cpu, 1.0),
                centre(Metric::Verify, 1e3),
                centre(Metric::Bytes, 1e-3),
                centre(Metric::Memory, 1.0 / 1048576.0),
                centre(Metric::Setup, 1.0),
                centre(Metric::Trace, 1.0),
            ]
            .map(Value::measured),
        );
        let words = configuration.map(|c| [Value::text(&c.setup.kind), Value::text(&c.assumption)]);
        row.extend(words.unwrap_or([Value::Missing, Value::Missing]));
        row.push(Value::measured(configuration.and_then(|c| c.security_bits)));
        grid.push(row);
    }
    grid
}

fn phases(groups: &[&Group<'_>]) -> Grid {
    let typical: Vec<&Record> = groups.iter().filter_map(|group| group.typical()).collect();
    let names = names_of(typical.iter().map(|record| record.phases.iter().map(|phase| phase.name.as_str()).collect()));
    let note = "Seconds, of the sample with the median prover time.";
    let mut grid = Grid::new("phases", "Phases of the prover", note, &headings(&["#prove s"]));
    names.iter().for_each(|name| grid.add_column(&format!("{name} s")));
    grid.add_column("share of all phases, %");
    for record in typical {
        let seconds =
            |name: &String| record.phases.iter().filter(|phase| phase.name == *name).map(|phase| phase.seconds).reduce(|a, b| a + b);
        let whole = Metric::Prove.of(record);
        let sum: f64 = record.phases.iter().map(|phase| phase.seconds).sum();
        let mut row = cell_of(&record.cell);
        row.push(Value::measured(whole));
        row.extend(names.iter().map(|name| Value::measured(seconds(name))));
        row.push(Value::measured(whole.filter(|whole| *whole > 0.0).map(|whole| 100.0 * sum / whole)));
        grid.push(row);
    }
    grid
}

fn parts(groups: &[&Group<'_>]) -> Grid {
    let typical = || groups.iter().filter_map(|group| group.typical()).filter_map(|record| Some((record, record.proof.as_ref()?)));
    let names = names_of(typical().map(|(_, proof)| proof.parts.iter().map(|part| part.name.as_str()).collect()));
    let mut grid = Grid::new("proof-parts", "Proof by part", "Bytes.", &headings(&["#whole file"]));
    names.iter().for_each(|name| grid.add_column(name));
    for (record, proof) in typical() {
        let bytes = |name: &String| proof.parts.iter().filter(|part| part.name == *name).map(|part| part.bytes).reduce(|a, b| a + b);
        let mut row = cell_of(&record.cell);
        row.push(Value::count(Some(proof.bytes)));
        row.extend(names.iter().map(|name| Value::count(bytes(name))));
        grid.push(row);
    }
    grid
}

fn operations(
    groups: &[&Group<'_>],
    name: &str,
    title: &str,
    counts: impl Fn(&Operations) -> std::collections::BTreeMap<String, u64>,
) -> Grid {
    let counted: Vec<(&Record, _)> =
        groups.iter().filter_map(|group| group.typical()).filter_map(|r| Some((r, counts(r.operations.as_ref()?)))).collect();
    let names = names_of(counted.iter().map(|(_, counts)| counts.keys().map(String::as_str).collect()));
    let mut grid = Grid::new(name, title, "Counts of a whole run.", &CELL);
    names.iter().for_each(|name| grid.add_column(name));
    for (record, counts) in counted.iter().filter(|_| !names.is_empty()) {
        let mut row = cell_of(&record.cell);
        row.extend(names.iter().map(|name| Value::count(counts.get(name).copied())));
        grid.push(row);
    }
    grid
}

fn predictions(groups: &[&Group<'_>]) -> Grid {
    let headings = headings(&["quantity", "unit", "basis", "#predicted", "#measured", "#difference, %"]);
    let note = "Against the least CPU time and the median peak of the samples that count. Time and memory by the cost model of this program, with the units of the record's machine; \
                the sizes that it was not fitted to are held out. Proof sizes by the verifier's layout. The difference is that of the prediction.";
    let mut grid = Grid::new("predictions", "Predictions", note, &headings);
    for group in groups {
        for prediction in PREDICTIONS {
            let Some((predicted, measured)) = prediction.against(group) else { continue };
            let mut row = cell_of(group.cell);
            row.extend([prediction.name, prediction.unit, prediction.basis(group.cell.log_cycles)].map(Value::text));
            let numbers = [predicted / prediction.divisor, measured / prediction.divisor, 100.0 * (predicted / measured - 1.0)];
            row.extend(numbers.map(|value| Value::measured(Some(value))));
            grid.push(row);
        }
    }
    grid
}

fn not_counted(groups: &[Group<'_>]) -> Grid {
    let headings = headings(&["#sample", "status", "reason"]);
    let note =
        "Samples that failed, were skipped or are broken; none of their numbers stands in any other table or plot but that of all samples.";
    let mut grid = Grid::new("not-counted", "Not counted", note, &headings);
    for record in groups.iter().flat_map(|group| &group.others) {
        let mut row = cell_of(&record.cell);
        row.push(Value::count(Some(u64::from(record.sample.number))));
        row.extend([Value::text(record.status.name()), Value::text(record.status.reason().unwrap_or("it does not count"))]);
        grid.push(row);
    }
    grid
}

fn samples(results: &Results) -> Grid {
    let headings = headings(&[
        "#sample",
        "kind",
        "status",
        "#order",
        "#prove s",
        "#user s",
        "#system s",
        "#verify s",
        "#proof bytes",
        "#peak bytes",
        "#set-up s",
        "#emulation s",
        "time",
        "commit",
        "trace",
    ]);
    let note = "Every record, warm-ups included; a trace is named by the beginning of its digest.";
    let mut grid = Grid::new("samples", "All samples", note, &headings);
    for record in results.records() {
        let times = record.times.as_ref();
        let value = |metric: Metric| Value::measured(metric.of(record));
        let whole = |metric: Metric| Value::count(metric.of(record).map(|bytes| bytes as u64));
        let short = |digest: &str, length: usize| Value::text(digest.chars().take(length).collect::<String>());
        let mut row = cell_of(&record.cell);
        row.extend([
            Value::count(Some(u64::from(record.sample.number))),
            Value::text(if record.sample.warm_up { "warm-up" } else { "measured" }),
            Value::text(record.status.name()),
            Value::count(Some(u64::from(record.sample.order))),
            value(Metric::Prove),
            Value::measured(times.and_then(|times| times.prove_user_seconds)),
            Value::measured(times.and_then(|times| times.prove_system_seconds)),
            value(Metric::Verify),
            whole(Metric::Bytes),
            whole(Metric::Memory),
            value(Metric::Setup),
            value(Metric::Trace),
            Value::text(&record.provenance.time),
            record.provenance.commit.as_deref().map_or(Value::Missing, |commit| short(commit, 12)),
            record.workload.as_ref().map_or(Value::Missing, |workload| short(&workload.trace_digest, 12)),
        ]);
        grid.push(row);
    }
    grid
}
