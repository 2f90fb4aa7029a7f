//! `joltlab bench` as scripts use it: plans, records, runs that are continued, files that are refused.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

const EXPERIMENT: &str = r#"name = "small"
seed = 5
repeats = 2

[[measure]]
elf = "fibonacci.elf"
input_str = "12"
configurations = ["lasso-hyrax", "lasso-hyperkzg"]
threads = [2]
"#;

struct Folder(TempDir);

impl Folder {
    /// With an experiment and its program.
    fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        let guest = format!("{}/../guests/elf/fibonacci.elf", env!("CARGO_MANIFEST_DIR"));
        fs::copy(guest, folder.path("fibonacci.elf")).expect("a guest of this repository");
        fs::write(folder.path("small.toml"), EXPERIMENT).expect("a file");
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn bench(&self, arguments: &[&str]) -> (i32, String, String) {
        self.bench_with(env!("CARGO_BIN_EXE_joltlab"), arguments)
    }

    fn bench_with(&self, program: &str, arguments: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).arg("bench").args(arguments);
        let Output { status, stdout, stderr } = command.output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        (status.code().expect("the program is not killed"), text(stdout), text(stderr))
    }

    fn records(&self, folder: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.path(&format!("{folder}/records.jsonl"))).expect("records");
        assert!(text.ends_with('\n'));
        text.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
    }
}

#[test]
fn an_experiment_becomes_records_and_is_continued() {
    let folder = Folder::new();
    let (status, stdout, stderr) = folder.bench(&["small.toml", "--out", "out"]);
    assert_eq!((status, stdout.trim_end()), (0, "4 samples ok, 0 failed, 0 skipped, 0 broken, in out"), "{stderr}");
    assert!(stderr.contains("lasso-hyperkzg") && stderr.contains("about"), "{stderr}");
    assert_eq!(stderr.matches("counting operations").count(), 2, "{stderr}");
    let records = folder.records("out");
    assert_eq!(records.len(), 4);
    for record in &records {
        assert_eq!((&record["status"]["kind"], &record["cell"]["threads"]), (&"ok".into(), &2.into()));
        assert_eq!(record["workload"]["trace_digest"], records[0]["workload"]["trace_digest"]);
        assert!(record["memory"]["peak_rss_bytes"].as_u64().expect("bytes") > 1 << 24);
    }
    let orders: Vec<u64> = records.iter().map(|record| record["sample"]["order"].as_u64().expect("a number")).collect();
    assert_eq!(orders, [0, 1, 2, 3]);

    // Killed in the middle of the third line.
    let path = folder.path("out/records.jsonl");
    let text = fs::read_to_string(&path).expect("records");
    let third = text.match_indices('\n').nth(1).expect("lines").0 + 1;
    fs::write(&path, &text[..third + 100]).expect("a file");
    let (status, _, stderr) = folder.bench(&["small.toml", "--out", "out", "--resume"]);
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(folder.records("out")[..2], records[..2]);
    let resumed = folder.records("out");
    assert_eq!(resumed.len(), 4);
    for record in &resumed {
        let same = records.iter().find(|other| other["cell"] == record["cell"]).expect("the cell");
        assert_eq!((&record["operations"], &record["proof"]["digest"]), (&same["operations"], &same["proof"]["digest"]));
    }
}

/// How often one side performed an operation.
fn count(record: &Value, side: &str, operation: &str) -> u64 {
    record["operations"][side][operation].as_u64().unwrap_or_default()
}

#[test]
fn operations_are_those_of_the_same_proof() {
    let folder = Folder::new();
    let (head, table) = EXPERIMENT.split_once("[[measure]]").expect("a table");
    let head = head.replace("repeats = 2", "repeats = 1\nverifications = 1");
    let (every, one) = (table.replace("[\"lasso-hyrax\", \"lasso-hyperkzg\"]", "[\"all\"]"), table.replace("[2]", "[1]"));
    fs::write(folder.path("all.toml"), format!("{head}[[measure]]{every}[[measure]]{one}")).expect("a file");
    let (status, _, stderr) = folder.bench(&["all.toml", "--out", "out"]);
    assert_eq!(status, 0, "a counted proof has the bytes of its twin: {stderr}");
    let records = folder.records("out");
    for record in &records {
        let name = record["cell"]["configuration"].as_str().expect("a name");
        let on_curve = !["lasso-ligero", "lasso-trivial"].contains(&name);
        for side in ["prover", "verifier"] {
            assert!(count(record, side, "field multiplications") > 0 && count(record, side, "small products") > 0, "{name}");
            assert_eq!(count(record, side, "group additions") > 0, on_curve, "{name}");
            assert!(count(record, side, "hashed bytes") > record["proof"]["bytes"].as_u64().expect("bytes") / 2, "{name}: absorbed");
        }
        let columns = record["configuration"]["columns"].as_array().expect("columns").iter();
        let values = columns.map(|column| column["count"].as_u64().expect("a count") << column["log_length"].as_u64().expect("a length"));
        let widths = ["1 bit", "8 bits", "16 bits", "32 bits", "64 bits"];
        let terms: u64 = widths.iter().map(|width| count(record, "prover", &format!("terms of {width}"))).sum();
        assert_eq!(terms, if on_curve { values.sum() } else { 0 }, "{name}: every value of a column is a term once");
        let pairings = if name.ends_with("kzg") || name.ends_with("zeromorph") { 2 } else { 0 };
        assert_eq!(count(record, "verifier", "pairings"), pairings, "{name}");
    }
    // On one thread, additions of points are grouped in another way, and nothing else is different.
    let (alone, together): (Vec<_>, Vec<_>) = records.iter().partition(|record| record["cell"]["threads"] == 1);
    assert_eq!((alone.len(), together.len()), (2, 6));
    let others = |record: &Value| {
        let mut counts = record["operations"]["prover"].clone();
        counts.as_object_mut().expect("counts").remove("group additions");
        counts
    };
    for record in alone {
        let name = &record["cell"]["configuration"];
        let other = together.iter().find(|other| other["cell"]["configuration"] == *name).expect("the same on two threads");
        assert_eq!((others(record), &record["proof"]["digest"]), (others(other), &other["proof"]["digest"]), "{name}");
    }
}

#[test]
fn without_its_companion_nothing_is_measured() {
    let folder = Folder::new();
    let alone = folder.path("joltlab");
    fs::hard_link(env!("CARGO_BIN_EXE_joltlab"), &alone)
        .or_else(|_| fs::copy(env!("CARGO_BIN_EXE_joltlab"), &alone).map(|_| ()))
        .expect("a copy");
    let (status, _, stderr) = folder.bench_with(&alone, &["small.toml", "--out", "out"]);
    assert_eq!((status, stderr.trim_end().lines().count()), (2, 1), "{stderr}");
    assert!(stderr.contains("--bin joltlab-heap") && stderr.contains("operations = false"), "{stderr}");
    assert!(!fs::exists(folder.path("out")).expect("a folder"));
    let uncounted = EXPERIMENT.replace("repeats = 2", "repeats = 1\noperations = false");
    fs::write(folder.path("uncounted.toml"), uncounted).expect("a file");
    let (status, stdout, stderr) = folder.bench_with(&alone, &["uncounted.toml", "--out", "out"]);
    assert_eq!((status, stdout.starts_with("2 samples ok")), (0, true), "{stderr}");
    assert!(folder.records("out").iter().all(|record| record["operations"].is_null()));
}

#[test]
fn a_dry_run_shows_the_plan_and_measures_nothing() {
    let folder = Folder::new();
    let (status, stdout, stderr) = folder.bench(&["small.toml", "--dry-run"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.starts_with("small: 2 cells, 2 samples and 0 warm-ups of each"), "{stdout}");
    assert!(stdout.lines().filter(|line| line.contains("MiB, proof")).count() == 2, "{stdout}");
    assert!(!fs::exists(folder.path("results")).expect("a folder"));
}

#[test]
fn what_cannot_be_run_is_one_line() {
    let folder = Folder::new();
    let refused = |arguments: &[&str], words: &[&str]| {
        let (status, _, stderr) = folder.bench(arguments);
        assert_eq!((status, stderr.trim_end().lines().count()), (2, 1), "{arguments:?}: {stderr}");
        words.iter().for_each(|word| assert!(stderr.contains(word), "{word}: {stderr}"));
    };
    refused(&["nothing.toml"], &["cannot read nothing.toml"]);
    fs::write(folder.path("bad.toml"), EXPERIMENT.replace("lasso-hyrax", "lasso-hirax")).expect("a file");
    refused(&["bad.toml"], &["bad.toml: line 8, `configurations`", "did you mean `lasso-hyrax`?"]);
    fs::write(folder.path("gone.toml"), EXPERIMENT.replace("fibonacci.elf", "gone.elf")).expect("a file");
    refused(&["gone.toml"], &["gone.toml: line 5: cannot read", "gone.elf"]);
    refused(&["small.toml", "--out", "out", "--resume"], &["no results to resume"]);
    fs::create_dir(folder.path("there")).expect("a folder");
    fs::write(folder.path("there/something"), "").expect("a file");
    refused(&["small.toml", "--out", "there"], &["there exists", "--resume"]);
    refused(&["small.toml", "--dry-run", "--resume"], &["cannot be used with"]);
}

#[test]
fn the_measuring_command_wants_a_specification() {
    let output = Command::new(env!("CARGO_BIN_EXE_joltlab")).arg("bench-sample").output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("a part of joltlab bench"), "{text}");
}
