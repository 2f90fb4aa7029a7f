//! Two files of records: what became faster or slower, with what confidence.
//!
//! Cells are matched by what they measure, and only where both sides proved the same trace. The change of a cell is the ratio of the
//! medians, new to old, with a percentile bootstrap interval ([`bootstrap_ratio`]). The intervals are those of single cells: among twenty
//! unchanged cells, one is expected outside of its own.

use crate::metric::Metric;
use crate::record::Cell;
use crate::report::summary::side;
use crate::results::{Group, Results, name_of};
use crate::statistics::{CONFIDENCE, Estimate, bootstrap_ratio, coverage};
use serde::Serialize;

/// Version of the fields of [`Comparison`] as JSON.
pub const SCHEMA: u32 = 1;

const SEED: u64 = 1;

/// What is compared, and what is too much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// The quantity.
    pub metric: Metric,
    /// Changes up to this part of the old value do not matter: 0.05 is 5 %.
    pub threshold: f64,
}

/// What can be said of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Worse by more than the threshold: the whole interval is beyond it.
    Worse,
    /// Better by more than the threshold: the whole interval is beyond it.
    Better,
    /// Within the threshold: the whole interval is.
    Same,
    /// The interval reaches over a threshold, or there is none.
    Unclear,
    /// It was proved before, and now the attempt fails.
    Failing,
}

impl Verdict {
    /// Whether continuous integration should stop.
    pub fn is_regression(self) -> bool {
        matches!(self, Self::Worse | Self::Failing)
    }
}

/// A cell on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// What was measured.
    pub cell: Cell,
    /// Median of the old samples.
    pub old: f64,
    /// How many there are.
    pub old_samples: usize,
    /// Median of the new samples; none if the attempts fail.
    pub new: Option<f64>,
    /// How many there are.
    pub new_samples: usize,
    /// New by old.
    pub ratio: Option<f64>,
    /// Lower end of its interval; none with one sample on a side, unless values are exact.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// What can be said.
    pub verdict: Verdict,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The quantity.
    pub metric: &'static str,
    /// Changes up to this part of the old value do not matter.
    pub threshold: f64,
    /// Confidence of each interval.
    pub confidence: f64,
    /// Builds, days and samples of the old records.
    pub old: String,
    /// Those of the new ones.
    pub new: String,
    /// Cells on both sides.
    pub changes: Vec<Change>,
    /// Cells without a counterpart that counts, and why.
    pub unmatched: Vec<Unmatched>,
    /// What makes the answer doubtful.
    pub warnings: Vec<String>,
}

/// A cell on one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmatched {
    /// What was measured.
    pub cell: Cell,
    /// Why it is not compared.
    pub reason: String,
}

impl Comparison {
    /// Cells that continuous integration should stop for.
    pub fn regressions(&self) -> usize {
        self.changes.iter().filter(|change| change.verdict.is_regression()).count()
    }
}

/// Compares records of the same cells.
pub fn compare(old: &Results, new: &Results, question: Question) -> Comparison {
    let (old_groups, new_groups) = (old.groups(), new.groups());
    let (mut changes, mut unmatched) = (Vec::new(), Vec::new());
    for before in &old_groups {
        let after = new_groups.iter().find(|group| group.cell == before.cell);
        match pair(before, after, question) {
            Ok(change) => changes.push(change),
            Err(reason) => unmatched.push(Unmatched { cell: before.cell.clone(), reason }),
        }
    }
    let only_new = new_groups.iter().filter(|after| old_groups.iter().all(|before| before.cell != after.cell));
    unmatched.extend(only_new.map(|group| Unmatched { cell: group.cell.clone(), reason: "it is in the new records alone".into() }));
    let samples = changes.iter().filter(|change| change.ratio.is_some()).map(|change| change.old_samples.min(change.new_samples));
    let confidence = samples.map(coverage).fold(CONFIDENCE, f64::min);
    Comparison {
        schema: SCHEMA,
        metric: question.metric.name(),
        threshold: question.threshold,
        confidence: if question.metric.is_exact() { CONFIDENCE } else { confidence },
        old: side(old),
        new: side(new),
        warnings: warnings(old, new, question.metric, &changes),
        changes,
        unmatched,
    }
}

/// The change of a cell, or why there is none.
fn pair(old: &Group<'_>, new: Option<&Group<'_>>, question: Question) -> Result<Change, String> {
    let before = old.estimate(question.metric).ok_or_else(|| missing("old", old))?;
    let new = new.ok_or("it is in the old records alone")?;
    let change = |after: Option<&Estimate>, ratio: Option<Estimate>, verdict| {
        let interval = ratio.filter(|ratio| ratio.has_interval() || question.metric.is_exact());
        Change {
            cell: old.cell.clone(),
            old: before.centre,
            old_samples: before.samples,
            new: after.map(|after| after.centre),
            new_samples: after.map_or(0, |after| after.samples),
            ratio: ratio.map(|ratio| ratio.centre),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            verdict,
        }
    };
    let fails = |group: &Group<'_>| group.others.iter().any(|record| matches!(record.status.name(), "failed" | "broken"));
    let after = new.estimate(question.metric);
    if fails(new) && (after.is_none() || !fails(old)) {
        return Ok(change(after.as_ref(), None, Verdict::Failing));
    }
    let after = after.ok_or_else(|| missing("new", new))?;
    if old.traces() != new.traces() {
        return Err("the two sides proved different traces".into());
    }
    let ratio = bootstrap_ratio(&old.values(question.metric), &new.values(question.metric), SEED);
    let ratio = ratio.ok_or("its values are not positive")?;
    Ok(change(Some(&after), Some(ratio), judge(&ratio, question)))
}

fn missing(side: &str, group: &Group<'_>) -> String {
    match group.others.last().and_then(|record| record.status.reason()) {
        Some(reason) => format!("no {side} sample counts: {reason}"),
        None => format!("no {side} sample has this quantity"),
    }
}

/// What an interval says about the threshold.
fn judge(ratio: &Estimate, question: Question) -> Verdict {
    let (worse, better) = (1.0 + question.threshold, 1.0 / (1.0 + question.threshold));
    if !ratio.has_interval() && !question.metric.is_exact() {
        Verdict::Unclear
    } else if ratio.low > worse {
        Verdict::Worse
    } else if ratio.high < better {
        Verdict::Better
    } else if ratio.low >= better && ratio.high <= worse {
        Verdict::Same
    } else {
        Verdict::Unclear
    }
}

fn warnings(old: &Results, new: &Results, metric: Metric, changes: &[Change]) -> Vec<String> {
    let mut warnings: Vec<String> = old.warnings.iter().map(|warning| format!("old records: {warning}")).collect();
    warnings.extend(new.warnings.iter().map(|warning| format!("new records: {warning}")));
    let machine = |results: &Results| -> Vec<String> {
        let mut machines: Vec<String> = results.provenances().iter().map(|(p, _)| machine_of(p)).collect();
        machines.sort();
        machines.dedup();
        machines
    };
    let (before, after) = (machine(old), machine(new));
    if before != after {
        warnings.push(format!("different machines: {} before, {} after; times do not compare", before.join(" and "), after.join(" and ")));
    }
    let samples = |change: &Change| change.old_samples.min(change.new_samples);
    let few = changes.iter().filter(|change| change.verdict != Verdict::Failing).map(samples).min();
    if let Some(few) = few.filter(|few| !metric.is_exact() && coverage(*few) < CONFIDENCE) {
        let most = 100.0 * coverage(few);
        warnings.push(match few {
            1 => "a cell with one sample has no interval: nothing can be said of it; repeat it six times".into(),
            _ => format!("no interval of a median of {few} samples holds it with more than {most:.0} % confidence; repeat it six times"),
        });
    }
    for change in changes.iter().filter(|change| change.verdict == Verdict::Failing) {
        warnings.push(match change.new_samples {
            0 => format!("{} was proved before and fails now", name_of(&change.cell)),
            some => format!("{} never failed before, and fails sometimes now ({some} samples count)", name_of(&change.cell)),
        });
    }
    warnings
}

/// What of a provenance changes times without any change of the sources.
fn machine_of(provenance: &crate::record::Provenance) -> String {
    let cpu = provenance.cpu.as_deref().unwrap_or("unknown processor");
    let governor = provenance.governor.as_deref().map_or(String::new(), |governor| format!(", governor {governor}"));
    let compiler = provenance.rustc.as_deref().unwrap_or("unknown");
    format!(
        "{cpu}, {} cores, {} ({}), {} build by rustc {compiler}, {} allocator{governor}",
        provenance.cores,
        provenance.target,
        provenance.target_features.join(" "),
        provenance.profile,
        provenance.allocator
    )
}
