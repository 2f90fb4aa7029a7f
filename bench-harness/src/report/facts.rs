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

/// One configuration for one program at one size, each once.
fn described(results: &Results) -> Vec<(&str, u32, &Configuration)> {
    let mut found: Vec<(&str, u32, &Configuration)> = Vec::new();
    for record in results.records() {
        let described = |configuration| (record.cell.program.as_str(), record.cell.log_cycles, configuration);
        if let Some(described) = record.configuration.as_ref().map(described)
            && !found.contains(&described)
        {
            found.push(described);
        }
    }
    found.sort_by(|a, b| (&a.2.name, a.0, a.1).cmp(&(&b.2.name, b.0, b.1)));
    found
}

fn configurations(results: &Results) -> Grid {
    let headings = [
        "configuration",
        "program",
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
    for (program, log_cycles, c) in described(results) {
        grid.push(vec![
            Value::text(&c.name),
            Value::text(program),
            Value::Power(log_cycles),
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
    let headings = ["configuration", "program", "#padded cycles", "what", "of", "#count", "#length", "#degree", "#rounds"];
    let note = "Committed columns by kind and length, and sum-checks by block and degree.";
    let mut grid = Grid::new("structure", "Columns and sum-checks", note, &headings);
    for (program, log_cycles, c) in described(results) {
        let begin = |what: &str, of: &str| {
            vec![Value::text(&c.name), Value::text(program), Value::Power(log_cycles), Value::text(what), Value::text(of)]
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
        let same = |other: &Provenance| Provenance { time: p.time.clone(), seed: p.seed, ..other.clone() } == p;
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

/// Measurements and figures reported elsewhere, by quantity and value; none without figures.
pub fn beside(results: &Results, figures: &[Figure]) -> Option<Grid> {
    let headings = ["quantity", "#value", "unit", "where", "system", "version", "program", "hardware", "source"];
    let note = "Figures marked as reported elsewhere come from other hardware, programs, instruction sets and security levels: \
                compare orders, not digits. Cycles of different machines are not the same unit.";
    let mut grid = Grid::new("reported", "Beside figures reported elsewhere", note, &headings);
    let groups = results.groups();
    for quantity in Quantity::ALL {
        let theirs = figures.iter().filter(|figure| figure.quantity == quantity);
        let mut rows: Vec<(f64, Vec<Value>)> = theirs.filter_map(|figure| Some((figure.base_value()?, reported(figure)))).collect();
        if !rows.is_empty() {
            rows.extend(groups.iter().filter_map(|group| measured(group, quantity)));
            rows.sort_by(|a, b| a.0.total_cmp(&b.0));
            rows.into_iter().for_each(|(_, row)| grid.push(row));
        }
    }
    (!figures.is_empty()).then_some(grid)
}

fn reported(figure: &Figure) -> Vec<Value> {
    let source = figure.note.as_ref().map_or_else(|| figure.source.clone(), |note| format!("{}; {note}", figure.source));
    vec![
        Value::text(figure.quantity.title()),
        Value::InUnit { value: figure.value, base: figure.base_value().unwrap_or(figure.value), shown: figure.value.to_string() },
        Value::text(&figure.unit),
        Value::Elsewhere("reported elsewhere".into()),
        Value::text(&figure.system),
        Value::text(&figure.version),
        Value::text(&figure.program),
        Value::text(&figure.hardware),
        Value::text(source),
    ]
}

fn measured(group: &Group<'_>, quantity: Quantity) -> Option<(f64, Vec<Value>)> {
    let centre = |metric| group.estimate(metric).map(|estimate| estimate.centre);
    let (value, unit, size) = match quantity {
        Quantity::ProverTime => (centre(Metric::Prove)?, "s", 1.0),
        Quantity::ProverSpeed => (group.estimate_of(speed_of)?.centre, "thousand cycles/s", 1e3),
        Quantity::VerifierTime => (centre(Metric::Verify)?, "ms", 1e-3),
        Quantity::ProofSize => (centre(Metric::Bytes)?, "KB", 1e3),
        Quantity::PeakMemory => (centre(Metric::Memory)?, "MB", 1e6),
    };
    let p = &group.counted.first()?.provenance;
    let threads = if group.cell.threads == 1 { "1 thread".into() } else { format!("{} threads", group.cell.threads) };
    let row = vec![
        Value::text(quantity.title()),
        Value::InUnit { value: value / size, base: value, shown: three_digits(value / size) },
        Value::text(unit),
        Value::text("measured here"),
        Value::text(format!("Joltlab, {}", group.cell.configuration)),
        Value::text(p.commit.as_deref().map_or_else(|| p.version.clone(), |commit| commit.chars().take(9).collect())),
        Value::text(format!("{}, 2^{}", group.cell.program, group.cell.log_cycles)),
        Value::text(format!("{}, {threads}", p.cpu.as_deref().unwrap_or("unknown processor"))),
        Value::text("this report"),
    ];
    Some((value, row))
}
