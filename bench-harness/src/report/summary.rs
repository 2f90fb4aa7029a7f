//! What was measured, on what, and how many samples count: the first lines of a page, and a page's summary in Markdown.

use super::grid::Grid;
use super::markup::raised;
use crate::record::{Provenance, Record};
use crate::results::{Group, Results};
use crate::statistics::{CONFIDENCE, coverage};
use std::collections::BTreeSet;

/// Longer lists are counted, not listed.
const LISTED: usize = 8;

/// Questions that a reader has first, with their answers.
pub fn facts(results: &Results) -> Vec<(&'static str, String)> {
    vec![
        ("Measured", measured(results)),
        ("Machine", each(results, machine)),
        ("Build", format!("{}; {}", each(results, build), days(results))),
        ("Samples", samples(results)),
    ]
}

/// The facts and the main table in Markdown.
pub fn markdown(results: &Results, main: Option<&Grid>) -> String {
    let facts: String = facts(results).iter().map(|(name, text)| format!("- {name}: {}\n", raised(text))).collect();
    let warnings: String = results.warnings.iter().map(|warning| format!("- Warning: {warning}\n")).collect();
    let table = main.map_or_else(String::new, |grid| format!("\n{}\n{}\n", grid.readable().to_markdown(), grid.note));
    facts + &warnings + &table
}

/// What the intervals of these groups are, with the confidence that their samples allow.
pub fn intervals(groups: &[Group<'_>]) -> String {
    let fewest = groups.iter().map(|group| group.counted.len()).filter(|count| *count > 0).min().unwrap_or(0);
    let wanted = format!("{:.0} % bootstrap intervals of the median", 100.0 * CONFIDENCE);
    match fewest {
        0 | 1 => format!("{wanted}, where there is more than one sample"),
        few if coverage(few) < CONFIDENCE => {
            let most = (1000.0 * coverage(few)).floor() / 10.0;
            format!("{wanted} (of {few} samples, none holds it with more than {most} % confidence)")
        }
        _ => wanted,
    }
}

fn measured(results: &Results) -> String {
    let cells = || results.records().iter().map(|record| &record.cell);
    let programs = listed(cells().map(|cell| cell.program.clone()).collect(), "programs");
    let isas: BTreeSet<&str> = results.records().iter().filter_map(|record| Some(record.workload.as_ref()?.isa.as_str())).collect();
    let isas = if isas.is_empty() { String::new() } else { format!(" ({})", isas.into_iter().collect::<Vec<_>>().join(", ")) };
    let configurations = listed(cells().map(|cell| cell.configuration.clone()).collect(), "configurations");
    let sizes: BTreeSet<u32> = cells().map(|cell| cell.log_cycles).collect();
    let sizes = match (sizes.first(), sizes.last()) {
        (Some(least), Some(most)) if least < most => format!("2^{least} to 2^{most}"),
        (Some(only), _) => format!("2^{only}"),
        _ => "no".into(),
    };
    let threads: BTreeSet<u32> = cells().map(|cell| cell.threads).collect();
    let noun = if threads.len() == 1 && threads.contains(&1) { "thread" } else { "threads" };
    let threads = threads.iter().map(u32::to_string).collect::<Vec<_>>().join(" and ");
    format!("{programs}{isas}; {configurations}; {sizes} padded cycles; {threads} {noun}")
}

/// A side of a comparison: builds, days, samples.
pub fn side(results: &Results) -> String {
    format!("{}; {}; samples: {}", each(results, build), days(results), samples(results))
}

fn listed(names: BTreeSet<String>, noun: &str) -> String {
    if names.len() > LISTED { format!("{} {noun}", names.len()) } else { names.into_iter().collect::<Vec<_>>().join(", ") }
}

/// What all provenances say, each answer once.
fn each(results: &Results, text: fn(&Provenance) -> String) -> String {
    let mut texts: Vec<String> = results.provenances().iter().map(|(provenance, _)| text(provenance)).collect();
    texts.dedup();
    texts.join(" and ")
}

fn machine(p: &Provenance) -> String {
    let memory = p.memory_bytes.map_or_else(String::new, |bytes| format!(", {:.0} GiB", bytes as f64 / 1024f64.powi(3)));
    let governor = p.governor.as_deref().map_or_else(String::new, |governor| format!(", governor {governor}"));
    let noun = if p.cores == 1 { "core" } else { "cores" };
    format!("{}, {} {noun}{memory}{governor}, {}", p.cpu.as_deref().unwrap_or("unknown processor"), p.cores, p.target)
}

fn build(p: &Provenance) -> String {
    let commit = p.commit.as_deref().map_or_else(|| "unknown".into(), |commit| commit.chars().take(12).collect::<String>());
    let dirty = if p.dirty == Some(true) { " with changes" } else { "" };
    let rustc = p.rustc.as_deref().map_or_else(String::new, |rustc| format!(", rustc {}", rustc.trim_start_matches("rustc ")));
    format!("commit {commit}{dirty}, version {}{rustc}, {} build", p.version, p.profile)
}

/// Days of the first and of the last record.
fn days(results: &Results) -> String {
    let day = |record: &Record| record.provenance.time.split('T').next().unwrap_or_default().to_string();
    let days: BTreeSet<String> = results.records().iter().map(day).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first < last => format!("{first} to {last}"),
        (first, _) => first.cloned().unwrap_or_default(),
    }
}

fn samples(results: &Results) -> String {
    let groups = results.groups();
    let counted: usize = groups.iter().map(|group| group.counted.len()).sum();
    let others = |kind: &str| groups.iter().flat_map(|group| &group.others).filter(|record| record.status.name() == kind).count();
    let warm_ups = results.records().iter().filter(|record| record.sample.warm_up).count();
    let warm_ups = if warm_ups == 0 { String::new() } else { format!("; warm-ups left out: {warm_ups}") };
    let [failed, skipped, broken] = ["failed", "skipped", "broken"].map(others);
    format!("{counted} count, {failed} failed, {skipped} skipped, {broken} broken{warm_ups}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Status;
    use crate::record::testing::example;

    fn results(records: &[Record]) -> Results {
        let lines: String = records.iter().map(|record| record.to_line().expect("records are JSON") + "\n").collect();
        Results::parse(lines.as_bytes()).expect("the lines are records")
    }

    #[test]
    fn the_first_lines_say_what_counts() {
        let mut others = vec![example(), example(), example(), example()];
        others[1].cell.log_cycles = 20;
        others[1].status = Status::Skipped { reason: "too large".into() };
        others[2].sample.number = 1;
        others[2].status = Status::Failed { reason: "killed".into() };
        others[3].sample.warm_up = true;
        let results = results(&others);
        let facts = facts(&results);
        assert_eq!(facts[0].1, "sha256 (rv32i); lasso-hyrax; 2^14 to 2^20 padded cycles; 2 threads");
        assert_eq!(facts[1].1, "Some Processor, 2 cores, 16 GiB, governor performance, x86_64-linux-gnu");
        assert!(facts[2].1.starts_with("commit 0123456789ab, version "), "{}", facts[2].1);
        assert_eq!(facts[3].1, "1 count, 1 failed, 1 skipped, 0 broken; warm-ups left out: 1");
        assert!(markdown(&results, None).starts_with("- Measured: sha256 (rv32i); lasso-hyrax; 2¹⁴ to 2²⁰ padded cycles"));
    }

    #[test]
    fn intervals_promise_what_their_samples_allow() {
        let record = example();
        let said = |counts: &[usize]| {
            let group = |count: &usize| Group { cell: &record.cell, counted: vec![&record; *count], others: vec![] };
            intervals(&counts.iter().map(group).collect::<Vec<_>>())
        };
        assert_eq!(said(&[6, 9, 0]), "95 % bootstrap intervals of the median");
        assert!(said(&[9, 5]).ends_with("(of 5 samples, none holds it with more than 93.7 % confidence)"));
        assert!(said(&[1, 5]).ends_with("where there is more than one sample"));
    }
}
