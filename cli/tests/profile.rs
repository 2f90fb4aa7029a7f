//! Profiles as people take them: of one proof, and of an experiment's cells.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

const PHASES: [&str; 7] = ["witness", "commit", "bytecode", "lookups", "memory", "r1cs", "opening"];

/// The program in a folder of its own, with one of the guests.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().expect("a temporary folder"));
        let guest = format!("{}/../guests/elf/fibonacci.elf", env!("CARGO_MANIFEST_DIR"));
        fs::copy(guest, folder.path("fibonacci.elf")).expect("a guest of this repository");
        folder
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_joltlab"));
        command.current_dir(self.0.path()).args(arguments.split(' '));
        command
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(name)).expect("a file")).expect("JSON")
    }
}

fn run(mut command: Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (status.code().expect("the program is not killed"), text(stdout), text(stderr))
}

#[test]
fn a_trace_has_every_phase() {
    let folder = Folder::new();
    let (status, _, stderr) = run(folder.command("prove fibonacci.elf --input-str 12 --profile chrome"));
    assert_eq!((status, stderr.trim_end().lines().count()), (0, 1), "{stderr}");
    assert!(stderr.starts_with("profile: fibonacci.chrome.json, for ui.perfetto.dev"), "{stderr}");
    let trace = folder.json("fibonacci.chrome.json");
    let events = trace.as_array().expect("events");
    for phase in PHASES {
        for end in ["B", "E"] {
            let count = events.iter().filter(|event| event["name"] == phase && event["ph"] == end).count();
            assert!(count >= 1, "{phase} {end}");
        }
    }
    assert_eq!(fs::read_dir(folder.0.path()).expect("a folder").count(), 2, "the program and the profile");
}

#[test]
fn memory_is_attributed_to_phases() {
    let folder = Folder::new();
    let (status, stdout, stderr) = run(folder.command("prove fibonacci.elf --input-str 12 --json --profile heap --profile-out heap.json"));
    assert_eq!((status, stderr.trim_end().lines().count()), (0, 1), "{stderr}");
    assert!(stderr.starts_with("profile: heap.json, for dhat's viewer"), "{stderr}");
    let report: Value = serde_json::from_str(&stdout).expect("one JSON object");
    let rows = report["heap"].as_array().expect("rows");
    let names: Vec<&str> = rows.iter().map(|row| row["phase"].as_str().expect("a name")).collect();
    assert_eq!(names, [&PHASES[..], &["other", "whole run"]].concat());
    let column = |name: &str| -> Vec<u64> { rows.iter().map(|row| row[name].as_u64().expect("a number")).collect() };
    for sums in ["allocated_bytes", "allocated_blocks"] {
        let (whole, parts) = column(sums).split_last().map(|(whole, parts)| (*whole, parts.iter().sum::<u64>())).expect("rows");
        // Between the last phase's end and the whole, a table is being made.
        assert!(parts <= whole && whole - parts < whole / 100, "{sums}: {parts} of {whole}");
    }
    let (peaks, held) = (column("peak_bytes"), column("held_bytes"));
    assert_eq!(peaks.iter().max(), peaks.last(), "one of the parts has the run's peak: {peaks:?}");
    assert!(peaks[..8].contains(&peaks[8]) && peaks.iter().zip(&held).all(|(peak, held)| peak >= held), "{peaks:?} {held:?}");
    assert!(peaks[1] > 1 << 20 && column("allocated_blocks").iter().all(|blocks| *blocks > 0));

    let dhat = folder.json("heap.json");
    let frames = dhat["ftbl"].as_array().expect("frames");
    assert!(frames.iter().any(|frame| frame.as_str().is_some_and(|frame| frame.contains("jolt_core::"))), "call stacks have names");
    assert!(dhat["pps"].as_array().is_some_and(|points| points.iter().any(|point| point["gb"].as_u64() > Some(1 << 20))), "and peaks");
}

/// Valgrind is needed for the profile itself; this is what happens before it starts.
#[test]
fn what_cannot_be_profiled_is_one_line() {
    let folder = Folder::new();
    let refused = |mut command: Command, words: &[&str]| {
        command.env("PATH", folder.0.path());
        let (status, _, stderr) = run(command);
        assert_eq!((status, stderr.trim_end().lines().count()), (2, 1), "{stderr}");
        words.iter().for_each(|word| assert!(stderr.contains(word), "{word}: {stderr}"));
    };
    refused(
        folder.command("prove fibonacci.elf --input-str 12 --profile callgrind"),
        &["valgrind is not on PATH", "apt-get install valgrind"],
    );
    refused(folder.command("prove fibonacci.elf --input-str 12 --profile chrome --profile-out no/file"), &["cannot write no/file"]);
    refused(folder.command("prove fibonacci.elf --profile-out file"), &["--profile"]);
    refused(folder.command("prove missing.elf --profile heap"), &["cannot read missing.elf"]);
    let experiment = "name = \"t\"\n[[measure]]\nelf = \"fibonacci.elf\"\ninput_str = \"12\"\nconfigurations = [\"lasso-hyperkzg\"]\n";
    fs::write(folder.path("t.toml"), experiment).expect("a file");
    refused(folder.command("bench t.toml --profile callgrind"), &["valgrind is not on PATH"]);
    assert!(!fs::exists(folder.path("results")).expect("a folder"), "nothing is measured before");
}

#[test]
fn callgrind_runs_the_same_proof() {
    let folder = Folder::new();
    let stand_in = folder.path("valgrind");
    // Stands in for valgrind: says how it was called, and runs the program.
    let script = "#!/bin/sh\necho \"$1 $2\" > \"${3#--callgrind-out-file=}\"\nshift 3\nexec \"$@\"\n";
    fs::write(&stand_in, script).expect("a file");
    fs::set_permissions(&stand_in, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a program");
    let path = format!("{}:{}", folder.0.path().display(), std::env::var("PATH").unwrap_or_default());
    let mut command = folder.command("prove fibonacci.elf --input-str 12 --profile callgrind --json");
    command.env("PATH", &path);
    let (status, stdout, stderr) = run(command);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("\"verified\":true") && stderr.contains("profile: fibonacci.callgrind.out"), "{stdout} {stderr}");
    assert_eq!(fs::read_to_string(folder.path("fibonacci.callgrind.out")).expect("a file"), "-q --tool=callgrind\n");
    // What the program says of an error is all that is said.
    let mut command = folder.command("prove missing.elf --profile callgrind");
    command.env("PATH", &path);
    let (status, _, stderr) = run(command);
    assert_eq!((status, stderr.lines().count()), (2, 1), "{stderr}");
    assert!(!fs::exists(folder.path("missing.callgrind.out")).expect("a folder"));
}

#[test]
fn every_cell_has_its_profile() {
    let folder = Folder::new();
    let experiment = "name = \"t\"\nrepeats = 1\noperations = false\n[[measure]]\nelf = \"fibonacci.elf\"\ninput_str = \"12\"\n\
        configurations = [\"lasso-hyrax\", \"lasso-hyperkzg\"]\nthreads = [2]\n";
    fs::write(folder.path("t.toml"), experiment).expect("a file");
    let (status, stdout, stderr) = run(folder.command("bench t.toml --out out --profile chrome"));
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.starts_with("2 samples ok"), "{stdout}");
    let profile = |name: &str| format!("out/profiles/fibonacci.elf-given-2^9-{name}-2.chrome.json");
    for name in ["lasso-hyrax", "lasso-hyperkzg"] {
        let trace = folder.json(&profile(name));
        assert!(trace.as_array().is_some_and(|events| events.iter().any(|event| event["name"] == "opening")), "{name}");
    }
    // What is there is not taken again, and no profile is a sample.
    fs::write(folder.path(&profile("lasso-hyrax")), "kept").expect("a file");
    let (status, _, stderr) = run(folder.command("bench t.toml --out out --resume --profile chrome"));
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(fs::read_to_string(folder.path(&profile("lasso-hyrax"))).expect("a file"), "kept");
    assert_eq!(fs::read_to_string(folder.path("out/records.jsonl")).expect("records").lines().count(), 2);
}
