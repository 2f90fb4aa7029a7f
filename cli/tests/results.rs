//! `joltlab report` and `joltlab compare` on small files of records.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

const RECORD: &str = include_str!("../../bench-harness/tests/fixtures/record.json");

fn joltlab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_joltlab")).args(arguments).output().expect("the program starts")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("an exit status")
}

fn refused(arguments: &[&str], expected: i32, words: &[&str]) {
    let output = joltlab(arguments);
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(status(&output), expected, "{arguments:?}: {text}");
    let last = text.lines().last().unwrap_or_default();
    assert!(words.iter().all(|word| last.contains(word)), "{arguments:?}: {last}");
}

/// A folder with seven samples whose prover takes this long, give or take a percent.
fn folder(name: &str, seconds: f64) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("results-{name}"));
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let noise = [1.0, 1.01, 0.99, 1.0, 1.005, 0.995, 1.0];
    let lines = noise.iter().enumerate().map(|(number, noise)| {
        let line = RECORD.replacen("\"number\": 0", &format!("\"number\": {number}"), 1);
        let line = line.replacen("\"prove_seconds\": 1.0", &format!("\"prove_seconds\": {}", seconds * noise), 1);
        line.replacen("\"seconds\": 0.5}", &format!("\"seconds\": {}}}", seconds), 1)
    });
    fs::write(folder.join("records.jsonl"), lines.collect::<String>()).expect("the folder can be written");
    folder
}

fn text(path: &std::path::Path) -> &str {
    path.to_str().expect("the target folder's name is text")
}

#[test]
fn reports_stand_beside_their_records() {
    let folder = folder("report", 1.0);
    let output = joltlab(&["report", text(&folder), "--json"]);
    assert_eq!(status(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert!(answer["page"].as_str().is_some_and(|page| page.ends_with("report.html")) && answer["files"].as_u64() > Some(20), "{answer}");
    let page = fs::read_to_string(folder.join("report.html")).expect("a page");
    assert!(page.contains("reported elsewhere") && page.contains("7 count, 0 failed, 0 skipped, 0 broken"));
    assert!(folder.join("summary.md").is_file() && folder.join("tables/reported.csv").is_file());
    let alone = joltlab(&["report", text(&folder), "--no-reported"]);
    let page = fs::read_to_string(folder.join("report.html")).expect("a page");
    assert!(status(&alone) == 0 && !page.contains("reported elsewhere"));
    let other = folder.join("figures.toml");
    fs::write(&other, "schema = 1\n[[report]]\nsystem = 3\n").expect("the folder can be written");
    refused(&["report", text(&folder), "--reported", text(&other)], 2, &["figures.toml", "line 3"]);
    refused(&["report", text(&folder.join("nowhere"))], 2, &["nowhere", "records.jsonl"]);
    fs::write(folder.join("records.jsonl"), format!("{RECORD}nonsense\n")).expect("the folder can be written");
    refused(&["report", text(&folder)], 2, &["records.jsonl", "line 2"]);
}

#[test]
fn comparisons_fail_beyond_the_threshold_alone() {
    let (old, same, slow) = (folder("old", 1.0), folder("same", 1.01), folder("slow", 1.3));
    let [old, same, slow] = [&old, &same, &slow].map(|folder| text(folder));
    assert_eq!(status(&joltlab(&["compare", old, same])), 0);
    assert_eq!(status(&joltlab(&["compare", slow, old])), 0);
    refused(&["compare", old, slow], 1, &["1 of 1 cells", "5 %"]);
    assert_eq!(status(&joltlab(&["compare", old, slow, "--threshold", "50"])), 0);
    assert_eq!(status(&joltlab(&["compare", old, slow, "--metric", "bytes"])), 0);
    let output = joltlab(&["compare", old, slow, "--json"]);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!((status(&output), answer["changes"][0]["verdict"].as_str()), (1, Some("worse")));
    let shown = joltlab(&["compare", old, slow]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.starts_with("old: commit ") && shown.contains("\nnew: commit "), "{shown}");
    assert!(shown.contains("+30.0 %") && shown.contains("\n1 worse; beyond 5 % is worse or better"), "{shown}");
    refused(&["compare", old, slow, "--threshold", "much"], 2, &["percent"]);
    refused(&["compare", old, slow, "--metric", "speed"], 2, &["speed"]);
    refused(&["compare", old, "nowhere"], 2, &["nowhere"]);
}
