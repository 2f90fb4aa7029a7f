//! The plots of a report.

use super::axis::{Spacing, Unit};
use super::bars::{IntervalBars, StackedBars};
use super::lines::{Line, LineChart, Reference};
use super::naming::{Naming, charts};
use super::summary;
use super::svg::Drawing;
use crate::metric::Metric;
use crate::model::{self, Model};
use crate::record::Record;
use crate::results::{Group, Results};
use crate::statistics::{Estimate, bootstrap};

const SIZES: &str = "padded cycles";

/// Plots about one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// The question.
    pub title: &'static str,
    /// What a reader should know.
    pub note: String,
    /// The plots.
    pub drawings: Vec<Drawing>,
}

/// All plots; sections without any are left out.
pub fn sections(results: &Results) -> Vec<Section> {
    let groups = results.groups();
    let charts = charts(&groups);
    let all = |draw: &dyn Fn(&[&Group<'_>]) -> Vec<Drawing>| charts.iter().flat_map(|chart| draw(chart)).collect();
    let sections = [
        Section {
            title: "Prover",
            note: format!(
                "Medians; bands and whiskers are {}. Set-up and emulation are not in it. \
                 Phases are those of the sample with the median prover time, per padded cycle where sizes differ, \
                 and as shares of the whole where wholes differ much.",
                summary::intervals(&groups)
            ),
            drawings: all(&|chart| prover(chart).into_iter().chain(phases(chart)).collect()),
        },
        Section {
            title: "Proof",
            note: "Bytes of the whole file, and of its messages by block; shares of the whole where wholes differ much.".into(),
            drawings: all(&|chart| costs(chart, Metric::Bytes).into_iter().chain(parts(chart)).collect()),
        },
        Section {
            title: "Verifier and memory",
            note: "Decoding and verifying, the least of a sample's repetitions; the largest resident set of the measuring process.".into(),
            drawings: all(&|chart| {
                let verifier = costs(chart, Metric::Verify);
                verifier.into_iter().chain(costs(chart, Metric::Memory)).collect()
            }),
        },
        Section {
            title: "Operation counts",
            note: "Counts of the prover per padded cycle; they do not move with the machine.".into(),
            drawings: all(&operations),
        },
        Section {
            title: "Prediction against measurement",
            note:
                "Predicted by measured: 1 is exact, the band is what the model promises. Time and memory by the cost model of this program \
                   with the units of the record's machine; it is fitted on even powers of two, odd ones are held out. Proof sizes by the \
                   verifier's layout, before there is a proof."
                    .into(),
            drawings: all(&predictions),
        },
    ];
    sections.into_iter().filter(|section| !section.drawings.is_empty()).collect()
}

/// How an estimate is drawn.
struct Plotted<'p> {
    title: &'p str,
    axis: &'p str,
    unit: Unit,
    spacing: Spacing,
    reference: Option<Reference>,
}

/// Against sizes as lines, or as bars where there is one size.
fn plot(chart: &[&Group<'_>], plotted: &Plotted<'_>, estimate: impl Fn(&Group<'_>) -> Option<Estimate>) -> Option<Drawing> {
    let naming = Naming::of(chart);
    let common = naming.common(chart.first()?.cell);
    let title = if common.is_empty() { plotted.title.to_string() } else { format!("{}: {common}", plotted.title) };
    if !naming.sweeps && plotted.reference.is_none() {
        let rows = chart.iter().filter_map(|group| Some((naming.row(group.cell), estimate(group)?))).collect();
        return IntervalBars { title, values: plotted.axis.into(), unit: plotted.unit, rows }.draw();
    }
    let mut lines: Vec<Line> = Vec::new();
    for group in chart {
        let name = naming.series(group.cell);
        let point = estimate(group).map(|value| (group.cell.log_cycles, value));
        match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.points.extend(point),
            None => lines.push(Line { series: lines.len(), name, points: point.into_iter().collect() }),
        }
    }
    lines.retain(|line| !line.points.is_empty());
    let (unit, spacing, reference) = (plotted.unit, plotted.spacing, plotted.reference);
    LineChart { title, sizes: SIZES.into(), cost: plotted.axis.into(), unit, spacing, lines, reference }.draw()
}

fn costs(chart: &[&Group<'_>], metric: Metric) -> Option<Drawing> {
    let centres: Vec<f64> = chart.iter().filter_map(|group| Some(group.estimate(metric)?.centre)).collect();
    let wide = metric != Metric::Verify && metric != Metric::Bytes || spread(&centres) > WIDE;
    let spacing = if wide { Spacing::Logarithmic } else { Spacing::FromZero };
    let axis = match metric {
        Metric::Cpu => "CPU time, all threads",
        Metric::Bytes => "bytes of the proof",
        Metric::Memory => "largest resident set",
        _ => "wall-clock time",
    };
    let plotted = Plotted { title: metric.title(), axis, unit: metric.unit(), spacing, reference: None };
    plot(chart, &plotted, |group| group.estimate(metric))
}

/// Values that differ by more than this factor are drawn logarithmically, and wholes of such values as shares.
pub const WIDE: f64 = 8.0;

/// The largest by the smallest of positive values.
pub fn spread(values: &[f64]) -> f64 {
    let positive = || values.iter().copied().filter(|value| *value > 0.0);
    positive().fold(0.0, f64::max) / positive().fold(f64::INFINITY, f64::min)
}

fn prover(chart: &[&Group<'_>]) -> Vec<Drawing> {
    let speed = Plotted {
        title: "Prover speed",
        axis: "cycles a second, padding left out",
        unit: Unit::Count,
        spacing: Spacing::FromZero,
        reference: None,
    };
    let drawings = [costs(chart, Metric::Prove), plot(chart, &speed, |group| group.estimate_of(speed_of)), costs(chart, Metric::Cpu)];
    drawings.into_iter().flatten().collect()
}

/// Cycles proved in a second.
pub fn speed_of(record: &Record) -> Option<f64> {
    let seconds = Metric::Prove.of(record).filter(|seconds| *seconds > 0.0)?;
    Some(record.workload.as_ref()?.cycles as f64 / seconds)
}

/// Names in the order in which they are first seen.
pub fn names_of<'r>(lists: impl Iterator<Item = Vec<&'r str>>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in lists.flatten() {
        if !names.iter().any(|known| known == name) {
            names.push(name.into());
        }
    }
    names
}

/// A whole and its named parts.
struct Split<'r> {
    parts: Vec<(&'r str, f64)>,
    whole: f64,
}

/// Bars of the parts that `list` finds in each group's typical sample, with a last part for the rest of the whole.
fn stacked(chart: &[&Group<'_>], title: &str, (values, unit): (&str, Unit), list: fn(&Record) -> Split<'_>, rest: &str) -> Option<Drawing> {
    let naming = Naming::of(chart);
    let typical: Vec<(&Group<'_>, &Record)> = chart.iter().filter_map(|group| Some((*group, group.typical()?))).collect();
    let mut parts = names_of(typical.iter().map(|(_, record)| list(record).parts.into_iter().map(|(name, _)| name).collect()));
    let row = |group: &Group<'_>, record: &Record| {
        let Split { parts: found, whole } = list(record);
        let value = |part: &String| found.iter().filter(|(name, _)| name == part).map(|(_, value)| value).sum::<f64>();
        let sum: f64 = found.iter().map(|(_, value)| value).sum();
        (naming.row(group.cell), parts.iter().map(value).chain([(whole - sum).max(0.0)]).collect())
    };
    let rows = typical.iter().map(|(group, record)| row(group, record)).collect();
    parts.push(rest.into());
    let common = naming.common(chart.first()?.cell);
    let title = if common.is_empty() { title.into() } else { format!("{title}: {common}") };
    StackedBars { title, values: values.into(), unit, parts, rows }.draw()
}

fn phases(chart: &[&Group<'_>]) -> Option<Drawing> {
    let sizes = Naming::of(chart).sizes;
    let values = if sizes { "wall-clock time per padded cycle" } else { "wall-clock time" };
    let list = if sizes { phases_per_cycle } else { phases_of };
    stacked(chart, "Phases of the prover", (values, Unit::Seconds), list, "outside of phases")
}

fn phases_of(record: &Record) -> Split<'_> {
    let parts = record.phases.iter().map(|phase| (phase.name.as_str(), phase.seconds)).collect();
    Split { parts, whole: Metric::Prove.of(record).unwrap_or(0.0) }
}

fn phases_per_cycle(record: &Record) -> Split<'_> {
    let Split { parts, whole } = phases_of(record);
    let parts = parts.into_iter().map(|(name, seconds)| (name, seconds * per_cycle(record))).collect();
    Split { parts, whole: whole * per_cycle(record) }
}

/// One by the padded number of cycles.
fn per_cycle(record: &Record) -> f64 {
    0.5f64.powi(i32::try_from(record.cell.log_cycles).unwrap_or(i32::MAX))
}

fn parts(chart: &[&Group<'_>]) -> Option<Drawing> {
    stacked(chart, "Proof by part", ("bytes", Unit::Bytes), parts_of, "header")
}

fn parts_of(record: &Record) -> Split<'_> {
    let Some(proof) = &record.proof else { return Split { parts: Vec::new(), whole: 0.0 } };
    let parts = proof.parts.iter().map(|part| (part.name.as_str(), part.bytes as f64)).collect();
    Split { parts, whole: proof.bytes as f64 }
}

fn operations(chart: &[&Group<'_>]) -> Vec<Drawing> {
    let counted = chart.iter().flat_map(|group| &group.counted).filter_map(|record| record.operations.as_ref());
    let names = names_of(counted.map(|operations| operations.prover.keys().map(String::as_str).collect()));
    let draw = |name: &String| {
        let plotted =
            Plotted { title: name, axis: "times per padded cycle", unit: Unit::Count, spacing: Spacing::FromZero, reference: None };
        let count = |record: &Record| {
            let count = *record.operations.as_ref()?.prover.get(name)? as f64;
            Some(count * per_cycle(record))
        };
        plot(chart, &plotted, |group| group.estimate_of(count))
    };
    names.iter().filter_map(draw).collect()
}

/// A quantity that can be predicted before it is measured.
pub struct Prediction {
    /// What it is.
    pub name: &'static str,
    /// What it is tabulated in.
    pub unit: &'static str,
    /// What of its own unit that is.
    pub divisor: f64,
    /// How far off it may be.
    pub tolerance: f64,
    /// Which of the samples is compared.
    pub sample: Compared,
    /// The prediction and the measurement.
    pub of: fn(&Record) -> Option<(f64, f64)>,
}

/// Which sample of a cell a prediction is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The least.
    Least,
    /// The median, or that below it.
    Median,
}

impl Prediction {
    /// The prediction and the measurement, in the sample that is compared.
    pub fn against(&self, group: &Group<'_>) -> Option<(f64, f64)> {
        let both = group.counted.iter().filter_map(|record| (self.of)(record)).filter(|(_, measured)| *measured > 0.0);
        let mut both: Vec<(f64, f64)> = both.collect();
        both.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        let at = match self.sample {
            Compared::Least => 0,
            Compared::Median => both.len().saturating_sub(1) / 2,
        };
        both.get(at).copied()
    }

    /// What it rests on at a size.
    pub fn basis(&self, log_cycles: u32) -> &'static str {
        match (self.name, model::is_fitted(log_cycles)) {
            (PROOF_SIZE, _) => "layout",
            (_, true) => "fitted",
            (_, false) => "held out",
        }
    }
}

/// Name of the quantity that is not the cost model's.
const PROOF_SIZE: &str = "Proof size";

/// All of them.
pub const PREDICTIONS: [Prediction; 3] = [
    Prediction { name: "User CPU time", unit: "s", divisor: 1.0, tolerance: 0.2, sample: Compared::Least, of: time },
    Prediction { name: "Peak memory", unit: "MiB", divisor: 1048576.0, tolerance: 0.1, sample: Compared::Median, of: memory },
    Prediction { name: PROOF_SIZE, unit: "MB", divisor: 1e6, tolerance: 0.1, sample: Compared::Least, of: size },
];

/// By the cost model of this program and the units of the record's machine.
fn predict(record: &Record) -> Option<model::Prediction> {
    let units = record.provenance.units.as_ref()?;
    Model::embedded().predict(&record.cell.configuration, record.cell.log_cycles, units).ok()
}

fn time(record: &Record) -> Option<(f64, f64)> {
    Some((predict(record)?.user_seconds, record.times.as_ref()?.prove_user_seconds?))
}

fn memory(record: &Record) -> Option<(f64, f64)> {
    Some((predict(record)?.memory_bytes as f64, record.memory.peak_rss_bytes? as f64))
}

/// The middle of the predicted range against the messages' bytes, which it is about.
fn size(record: &Record) -> Option<(f64, f64)> {
    let proof = record.proof.as_ref()?;
    let predicted = proof.predicted?;
    let messages: u64 = proof.parts.iter().map(|part| part.bytes).sum();
    Some(((predicted.least as f64 + predicted.most as f64) / 2.0, messages as f64))
}

fn predictions(chart: &[&Group<'_>]) -> Vec<Drawing> {
    let draw = |prediction: &Prediction| {
        let title = format!("{}, predicted by measured", prediction.name);
        let reference = Some(Reference { value: 1.0, tolerance: prediction.tolerance });
        let plotted = Plotted { title: &title, axis: "predicted by measured", unit: Unit::Ratio, spacing: Spacing::Close, reference };
        plot(chart, &plotted, |group| prediction.against(group).and_then(|(predicted, measured)| bootstrap(&[predicted / measured], 1)))
    };
    PREDICTIONS.iter().filter_map(draw).collect()
}
