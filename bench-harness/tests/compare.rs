//! Comparisons of small files of records with known answers.

mod common;

use bench_harness::compare::{Comparison, Question, Verdict, compare};
use bench_harness::metric::Metric;
use bench_harness::record::{Record, Status};
use common::{results, sample, without_numbers};

fn samples(configuration: &str, seconds: &[f64]) -> Vec<Record> {
    seconds.iter().enumerate().map(|(number, seconds)| sample(configuration, 14, number as u32, *seconds)).collect()
}

fn ask(old: &[Record], new: &[Record], metric: Metric) -> Comparison {
    compare(&results(old), &results(new), Question { metric, threshold: 0.05 })
}

const STEADY: [f64; 7] = [1.00, 1.01, 0.99, 1.00, 1.02, 0.98, 1.00];

#[test]
fn verdicts_are_those_of_the_interval() {
    let cases: [(f64, Verdict); 5] =
        [(1.0, Verdict::Same), (1.2, Verdict::Worse), (0.8, Verdict::Better), (1.05, Verdict::Unclear), (0.96, Verdict::Unclear)];
    for (factor, verdict) in cases {
        let new = samples("a", &STEADY.map(|seconds| seconds * factor));
        let comparison = ask(&samples("a", &STEADY), &new, Metric::Prove);
        let change = &comparison.changes[0];
        assert_eq!(change.verdict, verdict, "{factor}: {change:?}");
        assert!((change.ratio.unwrap_or_default() - factor).abs() < 1e-9);
        assert!(change.low <= change.ratio && change.ratio <= change.high);
        assert_eq!(comparison.regressions(), usize::from(verdict == Verdict::Worse));
        assert_eq!(comparison.warnings, Vec::<String>::new());
        assert_eq!(ask(&samples("a", &STEADY), &new, Metric::Prove), comparison, "the seed is fixed");
    }
}

#[test]
fn noise_is_not_a_change() {
    let noisy = samples("a", &[0.7, 1.5, 0.9, 1.3, 1.1, 0.8, 1.4]);
    let change = &ask(&samples("a", &STEADY), &noisy, Metric::Prove).changes[0];
    assert_eq!(change.verdict, Verdict::Unclear);
}

#[test]
fn one_sample_says_nothing_of_times_and_everything_of_bytes() {
    let mut new = samples("a", &[2.0]);
    if let Some(proof) = &mut new[0].proof {
        proof.bytes = 2 * 278_500;
    }
    let times = ask(&samples("a", &[1.0]), &new, Metric::Prove);
    assert_eq!((times.changes[0].verdict, times.changes[0].low, times.regressions()), (Verdict::Unclear, None, 0));
    assert!(times.warnings[0].contains("one sample"));
    let bytes = ask(&samples("a", &[1.0]), &new, Metric::Bytes);
    assert_eq!((bytes.changes[0].verdict, bytes.changes[0].low, bytes.regressions()), (Verdict::Worse, Some(2.0), 1));
    assert!(bytes.warnings.is_empty());
}

#[test]
fn counterparts_that_are_missing_are_listed() {
    let old = [samples("a", &STEADY), samples("gone", &STEADY), samples("fails", &STEADY), samples("skipped", &STEADY)].concat();
    let mut new = [samples("a", &STEADY), samples("added", &STEADY)].concat();
    new.push(without_numbers(sample("fails", 14, 0, 1.0), Status::Failed { reason: "killed".into() }));
    new.push(without_numbers(sample("skipped", 14, 0, 1.0), Status::Skipped { reason: "too large".into() }));
    let comparison = ask(&old, &new, Metric::Prove);
    let unmatched: Vec<(&str, &str)> =
        comparison.unmatched.iter().map(|one| (one.cell.configuration.as_str(), one.reason.as_str())).collect();
    let expected = [
        ("gone", "it is in the old records alone"),
        ("skipped", "no new sample counts: too large"),
        ("added", "it is in the new records alone"),
    ];
    assert_eq!(unmatched, expected);
    let failing: Vec<_> = comparison.changes.iter().filter(|change| change.verdict == Verdict::Failing).collect();
    assert_eq!((failing.len(), failing[0].cell.configuration.as_str(), failing[0].new), (1, "fails", None));
    assert_eq!(comparison.regressions(), 1);
    assert!(comparison.warnings.iter().any(|warning| warning.contains("fails now")));
}

#[test]
fn other_traces_and_machines_are_told() {
    let mut new = samples("a", &STEADY);
    for record in &mut new {
        record.provenance.cpu = Some("Another Processor".into());
    }
    let comparison = ask(&samples("a", &STEADY), &new, Metric::Prove);
    assert!(comparison.warnings[0].starts_with("different machines: Some Processor"), "{:?}", comparison.warnings);
    assert_eq!(comparison.changes.len(), 1);
    for record in &mut new {
        if let Some(workload) = &mut record.workload {
            workload.trace_digest = "77".repeat(32);
        }
    }
    let comparison = ask(&samples("a", &STEADY), &new, Metric::Prove);
    assert_eq!((comparison.changes.len(), comparison.unmatched[0].reason.as_str()), (0, "the two sides proved different traces"));
}

#[test]
fn few_samples_are_told() {
    let comparison = ask(&samples("a", &[1.0, 1.1, 0.9]), &samples("a", &[1.0, 1.1, 0.9]), Metric::Cpu);
    assert!(comparison.warnings[0].contains("3 samples") && comparison.warnings[0].contains("75 %"), "{:?}", comparison.warnings);
}
