//! The tables of what measurements are of: configurations, programs, machines, and figures that others report.

use super::figures::speed_of;
use super::grid::{Grid, Value};
use crate::metric::Metric;
use crate::record::{Configuration, Provenance, Workload};
use crate::reported::{Figure, Quantity};
use crate::results::{Group, Results};
use crate::table::three_digits;

/// Tables of configurations, programs and provenance; empty ones are left out.
pub fn facts(results: &Results) -> Vec<Grid> {
    let grids = [configurations(results), columns(results), programs(results), provenance(results)];
    grids.into_iter().map(Grid::without_empty_columns).filter(|grid| !grid.is_empty()).collect()
}

fn number(value: u32) -> Value {
    Value::count(Some(u64::from(value)))
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Missing, Value::text)
}

/// A configuration at a size, each once, and the programs that it was used for.
struct Described<'r> {
    configuration: &'r Configuration,
    log_cycles: u32,
    programs: Vec<&'r str>,
}

impl Described<'_> {
    fn programs(&self) -> Value {
        Value::text(self.programs.join(", "))
    }
}

fn described(results: &Results) -> Vec<Described<'_>> {
    let mut found: Vec<Described<'_>> = Vec::new();
    for record in results.records() {
        let Some(configuration) = &record.configuration else { continue };
        let (log_cycles, program) = (record.cell.log_cycles, record.cell.program.as_str());
        match found.iter_mut().find(|known| known.log_cycles == log_cycles && known.configuration == configuration) {
            Some(known) if known.programs.contains(&program) => {}
            Some(known) => known.programs.push(program),
            None => found.push(Described { configuration, log_cycles, programs: vec![program] }),
        }
    }
    found.iter_mut().for_each(|one| one.programs.sort_unstable());
    found.sort_by(|a, b| (&a.configuration.name, a.log_cycles, &a.programs).cmp(&(&b.configuration.name, b.log_cycles, &b.programs)));
    found
}

fn configurations(results: &Results) -> Grid {
    let headings = [
        "configuration",
        "programs",
        "#padded cycles",
        "field",
        "#field bits",
        "curve",
        "scheme",
        "binding rests on",
        "set-up",
        "set-up from",
        "lookups",
        "memory",
        "#C",
        "#M",
        "#subtables",
        "#lookup memories",
        "#columns",
        "#sum-checks",
        "#rounds",
        "#largest degree",
        "#security bits",
    ];
    let note = "Read off the types that prove; C chunks of M entries; degrees are scalars that a round sends.";
    let mut grid = Grid::new("configurations", "Configurations", note, &headings);
    for one in described(results) {
        let c = one.configuration;
        grid.push(vec![
            Value::text(&c.name),
            one.programs(),
            Value::Power(one.log_cycles),
            Value::text(&c.field),
            number(c.field_bits),
            optional(c.curve.as_deref()),
            Value::text(&c.scheme),
            Value::text(&c.assumption),
            Value::text(&c.setup.kind),
            optional(c.setup.provenance.as_deref()),
            Value::text(&c.lookups),
            Value::text(&c.memory),
            number(c.chunks),
            Value::Power(c.log_subtable),
            number(c.subtables),
            number(c.lookup_memories),
            number(c.columns.iter().map(|columns| columns.count).sum()),
            number(c.sumchecks.iter().map(|sumchecks| sumchecks.count).sum()),
            number(c.sumchecks.iter().map(|sumchecks| sumchecks.rounds).sum()),
            c.sumchecks.iter().map(|sumchecks| sumchecks.degree).max().map_or(Value::Missing, number),
            Value::measured(c.security_bits),
        ]);
    }
    grid
}

fn columns(results: &Results) -> Grid {
    let headings = ["configuration", "programs", "#padded cycles", "what", "of", "#count", "#length", "#degree", "#rounds"];
    let note = "Committed columns by kind and length, and sum-checks by block and degree.";
    let mut grid = Grid::new("structure", "Columns and sum-checks", note, &headings);
    for one in described(results) {
        let c = one.configuration;
        let begin = |what: &str, of: &str| {
            vec![Value::text(&c.name), one.programs(), Value::Power(one.log_cycles), Value::text(what), Value::text(of)]
        };
        for columns in &c.columns {
            let mut row = begin("columns", &columns.kind);
            row.extend([number(columns.count), Value::Power(columns.log_length)]);
            grid.push(row);
        }
        for sumchecks in &c.sumchecks {
            let mut row = begin("sum-checks", &sumchecks.block);
            row.extend([number(sumchecks.count), Value::Missing, number(sumchecks.degree), number(sumchecks.rounds)]);
            grid.push(row);
        }
    }
    grid
}

fn programs(results: &Results) -> Grid {
    let headings = [
        "program",
        "#padded cycles",
        "isa",
        "#cycles",
        "#instructions",
        "input rule",
        "#input size",
        "#input bytes",
        "#advice bytes",
        "program digest",
        "ELF digest",
        "input digest",
        "trace digest",
    ];
    let mut found: Vec<&Workload> = Vec::new();
    for workload in results.records().iter().filter_map(|record| record.workload.as_ref()) {
        if !found.contains(&workload) {
            found.push(workload);
        }
    }
    found.sort_by(|a, b| (&a.program, a.log_cycles).cmp(&(&b.program, b.log_cycles)));
    let mut grid = Grid::new("programs", "Programs and inputs", "Digests are BLAKE2b-256.", &headings);
    for w in found {
        grid.push(vec![
            Value::text(&w.program),
            Value::Power(w.log_cycles),
            Value::text(&w.isa),
            Value::count(Some(w.cycles)),
            Value::count(Some(w.instructions)),
            Value::text(&w.input_rule),
            Value::count(w.input_size),
            Value::count(Some(w.input_bytes)),
            Value::count(Some(w.advice_bytes)),
            optional(w.program_digest.as_deref()),
            Value::text(&w.elf_digest),
            Value::text(&w.input_digest),
            Value::text(&w.trace_digest),
        ]);
    }
    grid
}

fn provenance(results: &Results) -> Grid {
    let headings = [
        "commit",
        "sources",
        "version",
        "rustc",
        "target",
        "extensions",
        "build",
        "processor",
        "#cores",
        "#memory MiB",
        "allocator",
        "governor",
        "#records",
        "first",
        "last",
        "seeds",
        "experiment",
        "experiment digest",
    ];
    let mut grid = Grid::new("provenance", "Provenance", "", &headings);
    for (p, count) in results.provenances() {
        let same = |other: &Provenance| Provenance { time: p.time.clone(), seed: p.seed, units: p.units.clone(), ..other.clone() } == p;
        let records = || results.records().iter().filter(|record| same(&record.provenance));
        let unique = |mut values: Vec<String>| {
            values.sort();
            values.dedup();
            values
        };
        let times = unique(records().map(|record| record.provenance.time.clone()).collect());
        grid.push(vec![
            optional(p.commit.as_deref()),
            optional(p.dirty.map(|dirty| if dirty { "changed" } else { "as committed" })),
            Value::text(&p.version),
            optional(p.rustc.as_deref()),
            Value::text(&p.target),
            Value::text(p.target_features.join(" ")),
            Value::text(&p.profile),
            optional(p.cpu.as_deref()),
            number(p.cores),
            Value::measured(p.memory_bytes.map(|bytes| bytes as f64 / 1048576.0)),
            Value::text(&p.allocator),
            optional(p.governor.as_deref()),
            Value::count(Some(count as u64)),
            optional(times.first().map(String::as_str)),
            optional(times.last().map(String::as_str)),
            Value::text(unique(records().map(|record| record.provenance.seed.to_string()).collect()).join(", ")),
            Value::text(unique(records().map(|record| record.experiment.name.clone()).collect()).join(", ")),
            Value::text(unique(records().map(|record| record.experiment.digest.clone()).collect()).join(", ")),
        ]);
    }
    grid
}

/// What has been measured here, then what others report, a row for each run; none without figures.
pub fn beside(results: &Results, figures: &[Figure]) -> Option<Grid> {
    let headings = [
        "where",
        "system",
        "version",
        "program",
        "#prove s",
        "#thousand a second",
        "#verify ms",
        "#proof KB",
        "#peak MB",
        "hardware",
        "source",
    ];
    let note = "Figures marked as reported elsewhere come from other hardware, programs, instruction sets and security levels: \
                compare orders, not digits. Speeds are in cycles, of different machines, or in what the program names.";
    let mut grid = Grid::new("reported", "Beside figures reported elsewhere", note, &headings);
    results.groups().iter().filter_map(measured).for_each(|row| grid.push(row));
    let same_run = |a: &Figure, b: &Figure| {
        (&a.system, &a.version, &a.program, &a.hardware, &a.source) == (&b.system, &b.version, &b.program, &b.hardware, &b.source)
    };
    figures.chunk_by(same_run).for_each(|run| grid.push(reported(run)));
    (!figures.is_empty()).then_some(grid)
}

/// Columns of the quantities: their units in seconds, bytes or things a second.
const COLUMNS: [(Quantity, &str, f64); 5] = [
    (Quantity::ProverTime, "s", 1.0),
    (Quantity::ProverSpeed, "thousand", 1e3),
    (Quantity::VerifierTime, "ms", 1e-3),
    (Quantity::ProofSize, "KB", 1e3),
    (Quantity::PeakMemory, "MB", 1e6),
];

/// The figures of one run; those in the column's unit stand as they are reported.
fn reported(run: &[Figure]) -> Vec<Value> {
    let first = &run[0];
    let value = |(quantity, unit, size): (Quantity, &str, f64)| {
        let figure = run.iter().find(|figure| figure.quantity == quantity)?;
        let as_reported = figure.unit.starts_with(unit);
        let value = if as_reported { figure.value } else { figure.base_value()? / size };
        Some(Value::Number(value, if as_reported { value.to_string() } else { three_digits(value) }))
    };
    let source = first.note.as_ref().map_or_else(|| first.source.clone(), |note| format!("{}; {note}", first.source));
    let mut row = vec![
        Value::Elsewhere("reported elsewhere".into()),
        Value::text(&first.system),
        Value::text(&first.version),
        Value::text(&first.program),
    ];
    row.extend(COLUMNS.map(|column| value(column).unwrap_or(Value::Missing)));
    row.extend([Value::text(&first.hardware), Value::text(source)]);
    row
}

fn measured(group: &Group<'_>) -> Option<Vec<Value>> {
    let p = &group.counted.first()?.provenance;
    let centre = |(quantity, _, size): (Quantity, &str, f64)| {
        let estimate = match quantity {
            Quantity::ProverTime => group.estimate(Metric::Prove),
            Quantity::ProverSpeed => group.estimate_of(speed_of),
            Quantity::VerifierTime => group.estimate(Metric::Verify),
            Quantity::ProofSize => group.estimate(Metric::Bytes),
            Quantity::PeakMemory => group.estimate(Metric::Memory),
        };
        Value::measured(estimate.map(|estimate| estimate.centre / size))
    };
    let threads = if group.cell.threads == 1 { "1 thread".into() } else { format!("{} threads", group.cell.threads) };
    let mut row = vec![
        Value::text("measured here"),
        Value::text(format!("Joltlab, {}", group.cell.configuration)),
        Value::text(p.commit.as_deref().map_or_else(|| p.version.clone(), |commit| commit.chars().take(9).collect())),
        Value::text(format!("{}, 2^{}", group.cell.program, group.cell.log_cycles)),
    ];
    row.extend(COLUMNS.map(centre));
    row.extend([Value::text(format!("{}, {threads}", p.cpu.as_deref().unwrap_or("unknown processor"))), Value::text("this report")]);
    Some(row)
}
