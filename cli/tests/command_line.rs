//! The command line as scripts use it: exit statuses, one-line errors, JSON objects, files that are whole or absent.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn joltlab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_joltlab")).args(arguments).output().expect("the program starts")
}

fn guest(name: &str) -> String {
    format!("{}/../guests/elf/{name}.elf", env!("CARGO_MANIFEST_DIR"))
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program is not killed")
}

fn json(output: &Output) -> Value {
    assert_eq!(status(output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// Fails with this status and one line on stderr that names each of `words`.
fn refused(arguments: &[&str], expected: i32, words: &[&str]) {
    let output = joltlab(arguments);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(status(&output), expected, "{arguments:?}: {text}");
    assert_eq!(text.trim_end().lines().count(), 1, "{arguments:?}: {text}");
    assert!(!text.contains("panicked"), "{text}");
    for word in words {
        assert!(text.contains(word), "{arguments:?}: `{word}` is not in: {text}");
    }
}

/// Fails with status 2 and a line that names each of `words`, after warnings; the last instructions and the registers follow.
fn trapped(arguments: &[&str], words: &[&str]) -> String {
    let output = joltlab(arguments);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(status(&output), 2, "{arguments:?}: {text}");
    let mut lines = text.lines().skip_while(|line| line.starts_with("warning: "));
    let error = lines.next().unwrap_or_default();
    assert!(error.starts_with("error: trap at instruction "), "{text}");
    for word in words {
        assert!(error.contains(word), "{arguments:?}: `{word}` is not in: {error}");
    }
    assert_eq!(lines.filter(|line| line.starts_with("error") || *line == "registers:").collect::<Vec<_>>(), ["registers:"], "{text}");
    text
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.0.path().join(name), bytes).expect("a file in the temporary folder");
        self.path(name)
    }

    fn names(&self) -> Vec<PathBuf> {
        fs::read_dir(self.0.path()).expect("the folder").map(|entry| entry.expect("an entry").path()).collect()
    }
}

/// A minimal ELF file with one executable segment of these words at 2^31.
fn elf(words: &[u32]) -> Vec<u8> {
    let half = |v: u16| v.to_le_bytes().to_vec();
    let word = |v: u32| v.to_le_bytes().to_vec();
    let text: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
    let mut out = [0x7F, b'E', b'L', b'F', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0].to_vec();
    for part in [
        half(2),
        half(243),
        word(1),
        word(0x8000_0000),
        word(52),
        word(0),
        word(0),
        half(52),
        half(32),
        half(1),
        half(40),
        half(0),
        half(0),
    ] {
        out.extend(part);
    }
    for v in [1, 84, 0x8000_0000, 0x8000_0000, text.len() as u32, text.len() as u32, 5, 4] {
        out.extend(word(v));
    }
    out.extend(text);
    out
}

const ADDI_A7_93: u32 = 0x05D0_0893;
const ECALL: u32 = 0x0000_0073;

#[test]
fn run_prints_output_exit_code_and_cycles() {
    let report = json(&joltlab(&["run", &guest("sha256"), "--input-str", "hello", "--json"]));
    assert_eq!(report["schema"], 1);
    assert_eq!(report["program"], "sha256.elf");
    assert_eq!(report["isa"], "rv32im");
    assert_eq!(report["exit_code"], 0);
    assert_eq!(report["output_hex"], "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assert!(report["cycles"].as_u64() >= report["instructions"].as_u64());
    let text = joltlab(&["run", &guest("sha256"), "--input-hex", "68656c6c6f"]);
    assert!(String::from_utf8_lossy(&text.stdout).contains("2cf24dba"));
}

#[test]
fn check_finds_no_violation_in_an_honest_run() {
    let report = json(&joltlab(&["check", &guest("strings"), "--input-str", "ab cd", "--json"]));
    assert_eq!(report["violations"], Value::Array(Vec::new()));
    assert_eq!(report["exit_code"], 0);
}

/// Proves once and then verifies in every way, because proving is what takes time.
#[test]
fn a_proof_is_accepted_for_its_statement_and_for_nothing_else() {
    let folder = Folder::new();
    let (proof, key) = (folder.path("run.proof"), folder.path("fibonacci.vk"));
    let elf = guest("fibonacci");
    let report = json(&joltlab(&["prove", &elf, "--input-str", "10", "-o", &proof, "--json"]));
    for field in [
        "program",
        "isa",
        "cycles",
        "padded_cycles",
        "exit_code",
        "output_hex",
        "config",
        "prove_seconds",
        "prove_cpu_seconds",
        "verify_seconds",
        "trace_seconds",
        "setup_seconds",
        "proof_bytes",
        "peak_rss_bytes",
        "phases",
        "verified",
    ] {
        assert!(!report[field].is_null(), "{field}");
    }
    let phases: f64 = report["phases"].as_object().expect("an object").values().filter_map(Value::as_f64).sum();
    assert!(phases >= 0.95 * report["prove_seconds"].as_f64().expect("a number"), "{report}");
    assert_eq!(report["proof_bytes"], fs::metadata(&proof).expect("the proof").len());
    let output = report["output_hex"].as_str().expect("text").to_owned();

    // Bytes depend neither on the number of threads nor on anything else but the statement.
    let again = folder.path("again.proof");
    json(&joltlab(&["prove", &elf, "--input-str", "10", "-o", &again, "--json", "--threads", "1"]));
    assert_eq!(fs::read(&proof).expect("a file"), fs::read(&again).expect("a file"));

    json(&joltlab(&["setup", &elf, "-o", &key, "--max-log-cycles", "12", "--json"]));
    let small = folder.path("small.vk");
    json(&joltlab(&["setup", &elf, "-o", &small, "--max-log-cycles", "2", "--json"]));
    let accepted = ["verify", &proof, "--input-str", "10", "--expect-output-hex", &output, "--json"];
    for source in [["--vk", &key], ["--program", &elf]] {
        let report = json(&joltlab(&[&accepted[..], &source[..]].concat()));
        assert_eq!(report["accepted"], true);
        assert_eq!(report["output_hex"], output.as_str());
    }
    let with = |more: &[&'static str]| -> Vec<String> {
        let base = ["verify", &proof, "--program", &elf].map(String::from);
        base.into_iter().chain(more.iter().map(|s| s.to_string())).collect()
    };
    let refuse = |arguments: Vec<String>, status: i32, words: &[&str]| {
        refused(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), status, words);
    };
    refuse(with(&["--input-str", "11"]), 1, &["check"]);
    refuse(with(&[]), 1, &["check"]);
    refuse(with(&["--input-str", "10", "--expect-exit", "3"]), 1, &["exit code 0", "--expect-exit"]);
    refuse(with(&["--input-str", "10", "--expect-output-hex", "00"]), 1, &["output"]);
    refuse(with(&["--input-str", "10", "--config", "lasso-trivial"]), 1, &["lasso-hyrax", "--config"]);
    refuse(with(&["--input-str", "10", "--config", "nothing"]), 2, &["nothing", "lasso-hyrax"]);
    refuse(with(&["--input-str", "10", "--io-window", "131072"]), 1, &["another program, memory layout", "--io-window"]);
    refused(&["verify", &proof, "--vk", &small, "--input-str", "10"], 1, &["--max-log-cycles"]);
    refused(&["verify", &proof, "--program", &guest("sort"), "--input-str", "10"], 1, &["another program"]);
    refused(&["verify", &proof, "--vk", &proof, "--input-str", "10"], 2, &["not a joltlab key file"]);
    refused(&["verify", &key, "--vk", &key], 1, &["not a joltlab proof file"]);

    let bytes = fs::read(&proof).expect("the proof");
    let damaged = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        let path = folder.write(name, &bytes);
        refused(&["verify", &path, "--vk", &key, "--input-str", "10"], 1, &[]);
    };
    damaged("empty", &|bytes| bytes.clear());
    damaged("truncated", &|bytes| bytes.truncate(bytes.len() / 2));
    damaged("longer", &|bytes| bytes.push(0));
    damaged("version", &|bytes| bytes[8] += 1);
    for at in [9, 40, 80, 100, 150, 200, 1000, bytes.len() / 2, bytes.len() - 1] {
        damaged("flipped", &|bytes| bytes[at] ^= 0x10);
    }
    let report = json(&joltlab(&["info", &proof, "--json"]));
    assert_eq!(report["kind"], "proof");
    assert_eq!(json(&joltlab(&["info", &key, "--json"]))["kind"], "key");
    assert_eq!(json(&joltlab(&["info", &elf, "--json"]))["kind"], "program");
}

#[test]
fn bad_files_are_named() {
    let folder = Folder::new();
    let good = elf(&[ADDI_A7_93, ECALL]);
    let changed = |name: &str, at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        folder.write(name, &bytes)
    };
    assert_eq!(status(&joltlab(&["run", &folder.write("good", &good)])), 0);
    refused(&["run", &folder.write("empty", b"")], 2, &["empty"]);
    refused(&["run", &folder.write("text", b"hello, world, this is no program")], 2, &["not an ELF"]);
    refused(&["run", &changed("class", 4, 2)], 2, &["64-bit"]);
    refused(&["run", &changed("data", 5, 2)], 2, &["big-endian"]);
    refused(&["run", &changed("machine", 18, 62)], 2, &["RISC-V"]);
    refused(&["run", &folder.write("cut", &good[..60])], 2, &[]);
    refused(&["run", &folder.path("missing")], 2, &["no such file"]);
    refused(&["run", &folder.path("")], 2, &["directory"]);
    refused(&["setup", &guest("sort"), "-o", &folder.path("")], 2, &["directory"]);
    refused(&["setup", &guest("sort"), "-o", &folder.path("no/such/folder")], 2, &["no such file or folder"]);
    refused(&["info", &folder.write("junk", b"JOLTPROFjunk")], 1, &["version"]);
    refused(&["verify", &folder.path("missing"), "--program", &guest("sort")], 2, &["no such file"]);
}

#[test]
fn guests_that_trap_say_where_and_what_to_do() {
    let folder = Folder::new();
    let trap = |name: &str, words: &[u32], expected: &[&str]| {
        let path = folder.write(name, &elf(words));
        trapped(&["run", &path], expected);
        let proof = folder.path("partial.proof");
        trapped(&["prove", &path, "-o", &proof], expected);
        assert!(!Path::new(&proof).exists());
    };
    refused(&["run", &folder.write("compressed", &elf(&[0x0000_0001, ECALL]))], 2, &["entry point", "compressed", "-march=rv32im"]);
    trap("compressed later", &[ADDI_A7_93, 0x0000_4501], &["compressed", "-march=rv32im"]);
    trap("atomic", &[ADDI_A7_93, 0x1005_252F], &["atomic", "-march=rv32im"]);
    trap("float", &[ADDI_A7_93, 0x00B5_7553], &["floating-point", "-march=rv32im"]);
    trap("csr", &[ADDI_A7_93, 0xC000_2573], &["control and status register", "-march=rv32im"]);
    trap("fence.i", &[ADDI_A7_93, 0x0000_100F], &["fence.i", "-march=rv32im"]);
    trap("unknown", &[ADDI_A7_93, 0xFFFF_FFFF], &["0x80000004"]);
    let multiply = folder.write("multiply", &elf(&[ADDI_A7_93, 0x02B5_0533, ECALL]));
    let text = trapped(&["run", &multiply, "--isa", "rv32i"], &["mul", "0x80000004", "--isa rv32im"]);
    assert!(text.contains("         1  0x80000000") && text.contains("a7 = 0x0000005d"), "{text}");
    assert_eq!(status(&joltlab(&["run", &multiply])), 0);
    trap("unaligned", &[0x8000_0537, 0x0015_2583, ECALL], &["lw", "0x80000004"]);
    trap("unmapped", &[0x0000_2583, ECALL], &["lw", "0x80000000"]);
    trap("store to code", &[0x8000_0537, 0x0005_2023, ECALL], &["sw", "code"]);
    trap("no exit code", &[ECALL], &["ecall"]);
    trap("endless", &[0x0000_006F], &["0x80000000"]);
    trap("jump out", &[0x1000_006F], &["0x80000000"]);
    assert!(folder.names().iter().all(|path| !path.display().to_string().contains("partial")));
    // addi x1, x1, 1; jal x0, -4: counts for ever
    let path = folder.write("counting", &elf(&[0x0010_8093, 0xFFDF_F06F]));
    trapped(&["run", &path, "--max-cycles", "1000"], &["1000", "--max-cycles"]);
    // Writes three bytes of the code to the log, by any file number, and exits.
    let talk = [0x8000_05B7, 0x0145_8593, 0x0030_0613, 0x0400_0893, ECALL, 0x0070_0513, ADDI_A7_93, ECALL];
    let path = folder.write("talk", &elf(&talk));
    for command in ["run", "check"] {
        let output = joltlab(&[command, &path]);
        assert_eq!((status(&output), &output.stderr[..]), (0, &0x0070_0513u32.to_le_bytes()[..3]), "{command}");
    }
}

#[test]
fn a_writable_program_is_accepted_with_a_warning() {
    let folder = Folder::new();
    let mut bytes = elf(&[ADDI_A7_93, ECALL]);
    bytes[52 + 24] = 7;
    let path = folder.write("writable", &bytes);
    let output = joltlab(&["run", &path]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(status(&output), 0, "{text}");
    assert!(text.starts_with("warning: writable: the segment at 0x80000000 is both writable and executable"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    let report = json(&joltlab(&["info", &path, "--json"]));
    assert_eq!(report["warnings"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["fields"]["isa_needed"], "rv32i");
}

#[test]
fn a_run_says_where_its_rows_go_and_what_happened() {
    let folder = Folder::new();
    let (elf, svg) = (guest("sha256"), folder.path("flames.svg"));
    let arguments = ["run", &elf, "--input-str", "hello", "--hot", "--flamegraph", &svg, "--trace", "3..5"];
    let report = json(&joltlab(&[&arguments[..], &["--json"]].concat()));
    let sum = |list: &str, field: &str| -> u64 {
        report["hot"][list].as_array().expect("a list").iter().filter_map(|entry| entry[field].as_u64()).sum()
    };
    for list in ["functions", "instructions"] {
        assert_eq!(
            (sum(list, "rows"), sum(list, "instructions")),
            (report["cycles"].as_u64().unwrap(), report["instructions"].as_u64().unwrap())
        );
    }
    assert!(sum("subtables", "reads") > 0);
    assert_eq!(report["trace"].as_array().map(Vec::len), Some(3));
    assert!(fs::read_to_string(&svg).expect("a flame graph").contains("main"));
    let output = joltlab(&arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.starts_with("         3  0x8000"), "{text}");
    assert!(text.contains("instructions  with callees") && text.contains("subtable"), "{text}");
    refused(&["run", "--trace", &elf], 2, &["FROM..TO"]);
    refused(&["run", &elf, "--flamegraph", &folder.path("")], 2, &["directory"]);
    let report = json(&joltlab(&["info", &elf, "--json"]));
    assert!(report["functions"].as_array().expect("a list").iter().any(|f| f["name"] == "main"), "{report}");
}

#[test]
fn structured_reference_strings_say_where_they_come_from() {
    let folder = Folder::new();
    let (elf, insecure) = (guest("fibonacci"), "insecure test string: its secret is public");
    let base = ["--input-str", "10", "--config", "lasso-zeromorph"];
    let given =
        |command: &[&str], more: &[&str]| -> Vec<String> { [command, &base, more].concat().iter().map(|s| s.to_string()).collect() };
    let refuse = |arguments: Vec<String>, status: i32, words: &[&str]| {
        refused(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), status, words);
    };
    let run = |arguments: Vec<String>| json(&joltlab(&arguments.iter().map(String::as_str).collect::<Vec<_>>()));
    let (proof, key, string) = (folder.path("run.proof"), folder.path("run.vk"), folder.path("test.srs"));
    refuse(given(&["prove", &elf], &[]), 2, &["lasso-zeromorph", "--srs FILE", "--insecure-test-srs"]);
    refused(&["prove", &elf, "--srs", &elf], 2, &["lasso-hyrax", "--srs"]);
    refuse(given(&["prove", &elf], &["--srs", &elf]), 2, &["fibonacci.elf", "no structured reference string"]);
    refused(&["srs", "new", "-o", &string], 2, &["--insecure-test"]);

    let made = json(&joltlab(&["srs", "new", "--insecure-test", "--log-size", "16", "-o", &string, "--json"]));
    assert_eq!((&made["provenance"], &made["insecure"], &made["log_size"]), (&insecure.into(), &true.into(), &16.into()));
    assert_eq!(made, json(&joltlab(&["srs", "info", &string, "--json"])));
    let small = folder.path("small.srs");
    json(&joltlab(&["srs", "new", "--insecure-test", "--log-size", "10", "-o", &small, "--json"]));
    refuse(given(&["prove", &elf], &["--srs", &small]), 2, &["small.srs", "2^16"]);

    let report = run(given(&["prove", &elf], &["--srs", &string, "-o", &proof, "--json"]));
    assert_eq!((&report["setup"], &report["verified"]), (&insecure.into(), &true.into()));
    // The string of the file is the one that is made on the spot.
    json(&joltlab(&["setup", &elf, "--config", "lasso-zeromorph", "--insecure-test-srs", "-o", &key, "--json"]));
    for more in [&["--vk", &key][..], &["--program", &elf, "--srs", &string], &["--program", &elf, "--insecure-test-srs"]] {
        assert_eq!(run(given(&["verify", &proof, "--json"], more))["setup"], insecure);
    }
    refuse(given(&["verify", &proof, "--program", &elf], &[]), 2, &["--insecure-test-srs"]);
    refuse(given(&["verify", &proof, "--vk", &key], &["--srs", &string]), 2, &["--srs"]);
    assert_eq!(json(&joltlab(&["info", &proof, "--json"]))["fields"]["set-up"], insecure);
    assert_eq!(json(&joltlab(&["info", &key, "--json"]))["fields"]["set-up"], insecure);

    let ptau = format!("{}/../pcs/tests/fixtures/ceremony.ptau", env!("CARGO_MANIFEST_DIR"));
    let ceremony = folder.path("ceremony.srs");
    let imported = json(&joltlab(&["srs", "import", &ptau, "-o", &ceremony, "--json"]));
    assert_eq!(imported["insecure"], false);
    refuse(given(&["verify", &proof, "--program", &elf], &["--srs", &ceremony]), 1, &["set-up", "ceremony"]);
    refused(&["srs", "import", &elf, "-o", &folder.path("no.srs")], 2, &["fibonacci.elf", "powers-of-tau"]);
    refused(&["srs", "import", &ptau, "--log-size", "20", "-o", &folder.path("no.srs")], 2, &["2^20"]);
    refused(&["info", &ptau], 2, &["srs import"]);
    let mut bytes = fs::read(&string).expect("the string");
    bytes[5000] ^= 1;
    refused(&["srs", "info", &folder.write("damaged.srs", &bytes)], 2, &["damaged.srs", "checksum"]);
    assert!(!Path::new(&folder.path("no.srs")).exists());
}

#[test]
fn flags_out_of_range_are_named() {
    let (elf, folder) = (guest("sort"), Folder::new());
    let long = folder.write("long", &[7; 20_000]);
    refused(&["run", &elf, "--input-file", &long], 2, &["20000", "--io-window"]);
    refused(&["run", &elf, "--advice-file", &long], 2, &["20000", "--io-window"]);
    refused(&["run", &elf, "--memory", "1000"], 2, &["--memory"]);
    refused(&["run", &elf, "--isa", "rv64gc"], 2, &["rv64gc", "rv32i, rv32im"]);
    refused(&["run", &elf, "--io-window", "1000"], 2, &["--io-window"]);
    refused(&["run", &elf, "--io-window", "99999999999999"], 2, &["--io-window"]);
    refused(&["run", &elf, "--input-hex", "abc"], 2, &["digits"]);
    refused(&["run", &elf, "--input-hex", "xy"], 2, &["hexadecimal"]);
    refused(&["run", &elf, "--input-str", "a", "--input-hex", "61"], 2, &["--input"]);
    refused(&["run", &elf, "--threads", "0"], 2, &["--threads"]);
    refused(&["prove", &elf, "--config", "lasso-hirax"], 2, &["lasso-hirax"]);
    refused(&["setup", &elf, "--max-log-cycles", "31", "-o", &folder.path("key")], 2, &["--max-log-cycles"]);
    refused(&["explain", "nonsense"], 2, &["nonsense"]);
    refused(&["nonsense"], 2, &["nonsense"]);
    assert_eq!(status(&joltlab(&["--help"])), 0);
    assert_eq!(status(&joltlab(&["explain", "xor"])), 0);
    assert_eq!(json(&joltlab(&["configs", "--json"]))["configs"][0]["name"], "lasso-hyrax");
}
