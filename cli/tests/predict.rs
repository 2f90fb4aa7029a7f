//! `joltlab predict`: what it prints, and what it refuses.

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const RECORD: &str = include_str!("../../bench-harness/tests/fixtures/record.json");

fn joltlab(arguments: &[&str]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    Command::new(env!("CARGO_BIN_EXE_joltlab")).current_dir(root).args(arguments).output().expect("the program starts")
}

fn refused(arguments: &[&str], words: &[&str]) {
    let output = joltlab(arguments);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), text.trim_end().lines().count()), (Some(2), 1), "{arguments:?}: {text}");
    words.iter().for_each(|word| assert!(text.contains(word), "{word}: {text}"));
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("predict-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("the target folder's name is text")
}

/// Units that are all the same.
fn units(nanoseconds: f64) -> String {
    let record: Value = serde_json::from_str(RECORD).expect("a record");
    let names = record["provenance"]["units"].as_object().expect("units").keys();
    serde_json::to_string(&names.map(|name| (name.clone(), nanoseconds.into())).collect::<serde_json::Map<_, Value>>()).expect("JSON")
}

fn json(arguments: &[&str]) -> Value {
    let output = joltlab(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn predictions_follow_the_units() {
    let folder = folder("units");
    let [slow, fast] = [20.0, 10.0].map(|nanoseconds| {
        let file = folder.join(format!("{nanoseconds}.json"));
        fs::write(&file, units(nanoseconds)).expect("the folder can be written");
        json(&["predict", "--units", text(&file), "--configuration", "lasso-hyrax", "--log-cycles", "14,18", "--threads", "2", "--json"])
    });
    let rows = |answer: &Value| answer["predictions"].as_array().expect("rows").clone();
    for (slow, fast) in rows(&slow).iter().zip(&rows(&fast)) {
        let (slow_seconds, fast_seconds) = (number(&slow["user_seconds"]), number(&fast["user_seconds"]));
        assert!(fast_seconds < slow_seconds && slow_seconds <= 2.0 * fast_seconds, "{slow}");
        assert_eq!((&slow["operations"], &slow["memory_bytes"]), (&fast["operations"], &fast["memory_bytes"]));
        assert_eq!(slow["proof_bytes"]["least"], slow["proof_bytes"]["most"], "Hyrax' proofs have one size");
        assert!((number(&slow["wall_seconds"]) / (slow_seconds / 2.0) - 1.0).abs() < 1e-9, "{slow}");
    }
    assert_eq!(rows(&slow).len(), 2);
    let output = joltlab(&["predict", "--units", text(&folder.join("10.json")), "--log-cycles", "16"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(table.lines().count() == 8 && table.contains("lasso-ligero") && table.contains(" to "), "{table}");
}

/// The file of the model must say what provers do now: one run at a size that it was fitted to, counted again.
#[test]
fn counts_of_the_model_are_those_of_the_prover() {
    let folder = folder("counts");
    let (experiment, out) = (folder.join("counts.toml"), folder.join("out"));
    let measure = "[[measure]]\nprograms = [\"sort\"]\nlog_cycles = [12]\nconfigurations = [\"lasso-hyrax\"]\nthreads = [2]\n";
    fs::write(&experiment, format!("name = \"counts\"\nrepeats = 1\nverifications = 1\n{measure}")).expect("the folder can be written");
    let output = joltlab(&["bench", text(&experiment), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let line = fs::read_to_string(out.join("records.jsonl")).expect("a record");
    let record: Value = serde_json::from_str(&line).expect("one record");
    assert!(number(&record["times"]["predicted_user_seconds"]) > 0.0 && number(&record["memory"]["predicted_bytes"]) > 0.0, "{record}");
    let units = folder.join("units.json");
    fs::write(&units, record["provenance"]["units"].to_string()).expect("the folder can be written");
    let answer = json(&["predict", "--units", text(&units), "--configuration", "lasso-hyrax", "--log-cycles", "12", "--json"]);
    let (predicted, counted) = (&answer["predictions"][0]["operations"], &record["operations"]["prover"]);
    // Terms of wider values are left out: they change their width in steps, as timestamps grow.
    for operation in ["field multiplications", "deferred products", "small products", "group additions", "terms of 1 bit"] {
        let ratio = number(&predicted[operation]) / number(&counted[operation]);
        assert!((0.95..1.05).contains(&ratio), "{operation}: {ratio}; if provers have changed, fit bench-harness/model.json again");
    }
}

#[test]
fn what_cannot_be_predicted_is_one_line() {
    let folder = folder("refused");
    let file = |name: &str, content: &str| {
        let path = folder.join(name);
        fs::write(&path, content).expect("the folder can be written");
        text(&path).to_string()
    };
    refused(&["predict", "--configuration", "lasso-hirax"], &["did you mean `lasso-hyrax`?"]);
    refused(&["predict", "--log-cycles", "14,40"], &["40"]);
    refused(&["predict", "--model", &file("model.json", "{\"schema\": 9}")], &["model.json", "schema 9"]);
    refused(&["predict", "--model", &file("no.json", "nonsense")], &["no.json is no cost model"]);
    refused(&["predict", "--model", "nowhere.json"], &["cannot read nowhere.json"]);
    refused(&["predict", "--units", &file("units.json", "{\"parings\": 1}")], &["units.json", "did you mean `pairings`?"]);
    refused(&["predict", "--units", &file("few.json", "{\"pairings\": 1}")], &["few.json", "there is no unit of"]);
    refused(&["predict", "--fit", text(&folder)], &["--output"]);
    let output = text(&folder.join("fitted.json")).to_string();
    refused(&["predict", "--fit", text(&folder.join("nowhere")), "-o", &output], &["cannot read", "nowhere"]);
    file("records.jsonl", &RECORD.replace("\"units\": {", "\"units\": null, \"was\": {"));
    refused(&["predict", "--fit", text(&folder), "-o", &output], &["line 1", "was"]);
    file("records.jsonl", &RECORD.replace("\"log_cycles\": 14", "\"log_cycles\": 15"));
    refused(&["predict", "--fit", text(&folder), "-o", &output], &["even power of two"]);
    assert!(!fs::exists(&output).expect("a folder"));
    file("records.jsonl", RECORD);
    assert_eq!(joltlab(&["predict", "--fit", text(&folder), "-o", &output]).status.code(), Some(0));
    let other = json(&["predict", "--model", &output, "--log-cycles", "14", "--units", &file("ten.json", &units(10.0)), "--json"]);
    assert_eq!(other["predictions"][0]["operations"]["group additions"], 1638400);
}
