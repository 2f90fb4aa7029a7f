//! `joltlab compare OLD NEW`.

use crate::arguments::results::Compare;
use crate::error::Failure;
use crate::report;
use bench_harness::compare::{Change, Comparison, Question, Verdict, compare as compare_results};
use bench_harness::report::axis::Unit;
use bench_harness::results::{Results, name_of};

/// Says what became better or worse; fails if a cell became worse beyond the threshold, with confidence.
pub fn compare(arguments: &Compare) -> Result<(), Failure> {
    let old = Results::read(&arguments.old).map_err(Failure::input)?;
    let new = Results::read(&arguments.new).map_err(Failure::input)?;
    let metric = arguments.metric.metric();
    let comparison = compare_results(&old, &new, Question { metric, threshold: arguments.threshold / 100.0 });
    if arguments.json {
        report::json(&comparison)?;
    } else {
        print(&comparison, metric.title(), metric.unit())?;
    }
    if comparison.changes.is_empty() {
        return Err(Failure::Input("no cell of the old records has a counterpart; give results of the same experiment".into()));
    }
    match comparison.regressions() {
        0 => Ok(()),
        regressions => {
            let cells = comparison.changes.len();
            Err(Failure::Rejected(format!("{regressions} of {cells} cells are worse by more than {} % or fail", arguments.threshold)))
        }
    }
}

fn print(comparison: &Comparison, title: &str, unit: Unit) -> Result<(), Failure> {
    comparison.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
    let mut changes: Vec<&Change> = comparison.changes.iter().collect();
    let ratio = |change: &Change| change.ratio.unwrap_or(f64::INFINITY);
    changes.sort_by(|a, b| rank(a.verdict).cmp(&rank(b.verdict)).then(ratio(b).total_cmp(&ratio(a))));
    let names: Vec<String> = changes.iter().map(|change| name_of(&change.cell)).collect();
    let rows: Vec<(&str, String)> = names.iter().zip(&changes).map(|(name, change)| (name.as_str(), row(change, unit))).collect();
    report::line(&format!("old: {}", comparison.old))?;
    report::line(&format!("new: {}", comparison.new))?;
    report::line(&format!("{title}, old to new, with {:.0} % intervals of the ratio of medians", 100.0 * comparison.confidence))?;
    report::table(&rows)?;
    if !changes.is_empty() {
        report::line(&tally(comparison))?;
    }
    comparison.unmatched.iter().try_for_each(|one| report::line(&format!("not compared: {}: {}", name_of(&one.cell), one.reason)))
}

/// Verdicts in the order in which a reader wants them.
const ORDER: [Verdict; 5] = [Verdict::Failing, Verdict::Worse, Verdict::Better, Verdict::Unclear, Verdict::Same];

fn rank(verdict: Verdict) -> usize {
    ORDER.iter().position(|one| *one == verdict).unwrap_or(ORDER.len())
}

/// How many cells have each verdict.
fn tally(comparison: &Comparison) -> String {
    let count = |verdict: Verdict| comparison.changes.iter().filter(|change| change.verdict == verdict).count();
    let counts = ORDER.map(|verdict| (count(verdict), word(verdict)));
    let counts: Vec<String> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    format!("{}; beyond {} % is worse or better, within it the same", counts.join(", "), 100.0 * comparison.threshold)
}

fn row(change: &Change, unit: Unit) -> String {
    let old = unit.format(change.old);
    let new = change.new.map_or_else(|| "none".into(), |new| unit.format(new));
    let Some(ratio) = change.ratio else { return format!("{old:>9} -> {new:>9}  failing") };
    let percent = |ratio: f64| format!("{:+.1} %", 100.0 * (ratio - 1.0));
    let interval = match (change.low, change.high) {
        (Some(low), Some(high)) if high > low => format!("({} to {})", percent(low), percent(high)),
        (Some(_), Some(_)) => "(exact)".into(),
        _ => "(no interval)".into(),
    };
    format!("{old:>9} -> {:>9}  {:>9} {interval:<24} {}", new, percent(ratio), word(change.verdict))
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Worse => "worse",
        Verdict::Better => "better",
        Verdict::Same => "same",
        Verdict::Unclear => "unclear",
        Verdict::Failing => "failing",
    }
}
