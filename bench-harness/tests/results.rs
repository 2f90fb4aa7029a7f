//! Records say where they were measured without naming the machine, its users or its folders: those of a sample measured here, and all that are
//! committed.

use bench_harness::experiment::Experiment;
use bench_harness::phases::Phases;
use bench_harness::plan::Plan;
use bench_harness::record::{Record, Status};
use bench_harness::sample::measure;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tracing_subscriber::prelude::*;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All texts in a value, names of fields included.
fn texts(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            out.push(name.clone());
            texts(value, out);
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Names of this machine and of whoever runs the test.
fn names() -> Vec<String> {
    let variables = ["HOSTNAME", "USER", "LOGNAME", "USERNAME", "HOME"].map(|name| std::env::var(name).ok());
    let files = ["/etc/hostname", "/proc/sys/kernel/hostname"].map(|path| fs::read_to_string(path).ok());
    let names = variables.into_iter().chain(files).flatten().map(|name| name.trim().to_string());
    names.filter(|name| name.len() > 2).collect()
}

/// What a text says that it should not.
fn leak(text: &str, names: &[String]) -> Option<String> {
    let word = |c: char| !c.is_ascii_alphanumeric() && !"-_./".contains(c);
    let named = text.split(word).find(|word| names.iter().any(|name| name == word));
    let folder = text.split(|c: char| c.is_whitespace() || "\"'`(".contains(c)).find(|word| {
        let folders = word.strip_prefix('/').is_some_and(|rest| rest.contains('/') || rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        folders || word.contains(":\\")
    });
    named.or(folder).map(str::to_string)
}

fn assert_anonymous(record: &Record, place: &str) {
    let mut all = Vec::new();
    texts(&serde_json::to_value(record).unwrap(), &mut all);
    assert!(all.len() > 50, "{place}");
    let names = names();
    for text in all {
        assert_eq!(leak(&text, &names), None, "{place}: {text}");
    }
}

#[test]
fn leaks_are_found() {
    let names = ["somebody".to_string(), "box17".to_string()];
    for text in ["by somebody", "box17", "cannot read /usr", "in '/opt/x'", "C:\\x", "(box17)"] {
        assert!(leak(text, &names).is_some(), "{text}");
    }
    for text in ["thousand cycles/s", "rv32i", "x86_64-linux-gnu", "Intel(R) Xeon(R)", "somebody-else", "a / b"] {
        assert_eq!(leak(text, &names), None, "{text}");
    }
}

#[test]
fn a_record_names_no_machine() {
    let text =
        "name = \"t\"\nrepeats = 1\n[[measure]]\nprograms = [\"fibonacci\"]\nlog_cycles = [12]\nconfigurations = [\"lasso-hyrax\"]\n";
    let experiment = Experiment::parse(text, &here("experiments")).unwrap();
    let plan = Plan::new(experiment).unwrap();
    let phases = Phases::new(|_| ());
    let record =
        tracing::subscriber::with_default(tracing_subscriber::registry().with(phases.layer()), || measure(plan.spec(0).unwrap(), &phases));
    assert_eq!(record.status, Status::Ok);
    assert_anonymous(&record, "a record measured here");
    // A program that has vanished is named without its folder.
    let mut spec = plan.spec(0).unwrap();
    spec.elf = here("no such folder/x.elf");
    let record = measure(spec, &phases);
    assert!(matches!(record.status, Status::Failed { .. }));
    assert_anonymous(&record, "a failed record");
}

#[test]
fn committed_records_name_no_machine() {
    for entry in fs::read_dir(here("results")).unwrap() {
        let path = entry.unwrap().path().join("records.jsonl");
        if path.is_file() {
            let records = bench_harness::record::read_records(&path).unwrap();
            assert!(!records.is_empty(), "{}", path.display());
            records.iter().enumerate().for_each(|(number, record)| assert_anonymous(record, &format!("{}:{}", path.display(), number + 1)));
        }
    }
}
