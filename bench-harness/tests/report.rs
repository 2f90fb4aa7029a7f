//! Reports of small files of records: what stands in them, and that they are well-formed and load nothing.

mod common;

use bench_harness::record::{Record, RecordError, Status};
use bench_harness::report::{ReportError, render, write};
use bench_harness::reported;
use bench_harness::results::{RECORDS_FILE, Results, ResultsError};
use common::{lines, record, results, sample, without_numbers};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Two configurations at three sizes, five samples each, one of everything that does not count.
fn full() -> Vec<Record> {
    let mut records = Vec::new();
    for (configuration, factor) in [("lasso-hyrax", 1.0), ("lasso-zeromorph", 1.7)] {
        for log_cycles in [12, 14, 16] {
            let typical = factor * 2f64.powi(log_cycles as i32 - 14).powf(0.8);
            for (number, noise) in [0.98, 1.0, 1.03, 1.01, 1.12].into_iter().enumerate() {
                records.push(sample(configuration, log_cycles, number as u32, typical * noise));
            }
        }
    }
    let mut warm_up = sample("lasso-hyrax", 12, 0, 777.0);
    warm_up.sample.warm_up = true;
    records.push(warm_up);
    let mut broken = sample("lasso-hyrax", 18, 0, 3.0);
    broken.phases.truncate(1);
    broken.status = broken.judge();
    records.push(broken);
    let skipped = Status::Skipped { reason: "needs 40 GiB & has 24".into() };
    records.push(without_numbers(sample("lasso-hyrax", 20, 0, 1.0), skipped));
    records.push(without_numbers(sample("lasso-ligero", 12, 0, 1.0), Status::Failed { reason: "killed".into() }));
    records
}

fn files(records: &[Record]) -> BTreeMap<String, String> {
    let figures = reported::parse(reported::FIGURES).expect("the project's figures are sound");
    let files = render(&results(records), &figures);
    let count = files.len();
    let map: BTreeMap<String, String> = files.into_iter().collect();
    assert_eq!(map.len(), count, "every file has a name of its own");
    map
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// What is wrong with markup: elements that are not closed in order, attributes without quotes, bare `<`, `>` or `&` in text.
fn malformed(markup: &str) -> Option<String> {
    const VOID: [&str; 2] = ["meta", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let raw = matches!(open.last(), Some(&("script" | "style")));
        if !raw && let Some(problem) = bad_text(&rest[..at]) {
            return Some(problem);
        }
        rest = &rest[at + 1..];
        let end = rest.find('>')?;
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if raw && tag != "/script" && tag != "/style" {
            continue;
        }
        rest = after;
        if let Some(closed) = tag.strip_prefix('/') {
            let expected = open.pop();
            if expected != Some(closed) {
                return Some(format!("</{closed}> closes {expected:?}"));
            }
        } else {
            if tag.matches('"').count() % 2 == 1 || tag.split('"').step_by(2).any(|part| part.contains(['\'', '`', '&'])) {
                return Some(format!("attributes of <{tag}>"));
            }
            if !tag.ends_with('/') && !VOID.contains(&name) {
                open.push(name);
            }
        }
    }
    if open.is_empty() { None } else { Some(format!("never closed: {open:?}")) }
}

fn bad_text(text: &str) -> Option<String> {
    let bare = text.split('&').skip(1).find(|entity| entity.split_once(';').is_none_or(|(name, _)| name.len() >= 6));
    let bad = text.contains('>') || bare.is_some();
    bad.then(|| format!("text {text:?}"))
}

#[test]
fn the_checker_finds_what_is_wrong() {
    assert_eq!(malformed("<!DOCTYPE html>\n<p class=\"a\">x &amp; y<br/></p><script>a < b && c</script>"), None);
    for text in ["<p><b></p></b>", "<p>", "<p>a & b</p>", "<p>a > b</p>", "<p class=\"a>x</p>", "<p class='a'>x</p>"] {
        assert!(malformed(text).is_some(), "{text}");
    }
}

#[test]
fn pages_and_plots_are_well_formed_and_load_nothing() {
    let files = files(&full());
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with("html") || name.ends_with("svg")) {
        assert_eq!(malformed(text), None, "{name}");
        assert!(!text.contains("NaN") && !text.contains("inf\""), "{name}");
    }
    let page = &files["report.html"];
    for loads in ["http:", "https:", "src=", "url(", "@import", "<link", "<iframe", "fetch(", "XMLHttp", "import("] {
        assert!(!page.contains(loads), "{loads}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn everything_stands_on_the_page() {
    let page = &files(&full())["report.html"];
    for text in [
        "30 count, 1 failed, 1 skipped, 1 broken; warm-ups left out: 1 (<a href=\"#not-counted\">why</a>)",
        "lasso-hyrax, lasso-ligero, lasso-zeromorph; 2¹² to 2²⁰ padded cycles; 2 threads",
        "of 5 samples, none holds it with more than 93.7 % confidence",
        "Prover time: sha256",
        "Prover speed: sha256",
        "Phases of the prover: sha256",
        "Proof by part: sha256",
        "Verifier time: sha256",
        "Peak memory: sha256",
        "field multiplications: sha256",
        "User CPU time, predicted by measured: sha256",
        "Peak memory, predicted by measured: sha256",
        "needs 40 GiB &amp; has 24",
        "the phases account for 2.0 % of the prover&#39;s time",
        "killed",
        "reported elsewhere",
        "measured here",
        "Some Processor (family 6, model 1)",
        "0123456789ab",
        "discrete logarithm",
        "prefers-color-scheme:dark",
        "lasso-zeromorph, 2¹⁶: ",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let measured_tables = page.split("id=\"all-samples\"").next().unwrap_or_default();
    assert!(!measured_tables.contains(">777<"), "warm-ups stand in the table of all samples alone");
}

#[test]
fn tables_have_three_forms() {
    let files = files(&full());
    let csv = &files["tables/results.csv"];
    let mut rows = csv.lines();
    let heading = "program,padded cycles,configuration,threads,cycles,samples,prove s,from,to,thousand cycles/s,";
    assert!(rows.next().is_some_and(|row| row.starts_with(heading)), "{csv}");
    assert!(csv.contains("\nsha256,16384,lasso-hyrax,2,16001,5,1.01,0.98,1.12,"), "{csv}");
    assert_eq!(rows.count(), 6);
    assert!(files["tables/results.md"].contains("| sha256  |          2^14 | lasso-hyrax     |"), "{}", files["tables/results.md"]);
    let latex = &files["tables/results.tex"];
    assert!(
        latex.contains("\\toprule") && latex.contains("sha256 & $2^{14}$ & lasso-hyrax & 2 & 16,001 & 5 & 1.01 & 0.980 & 1.12"),
        "{latex}"
    );
    let main = &files["tables/main.md"];
    let heading = "| program | padded cycles | configuration   | threads | prove s |       interval | thousand cycles/s | user CPU s |";
    assert!(main.starts_with(heading), "{main}");
    assert!(main.contains(" 0.980 to 1.12 |") && files["summary.md"].contains(main.as_str()), "{main}");
    let reported = &files["tables/reported.csv"];
    let fib = "reported elsewhere,\"Jolt mid-2024, Hyrax\",33c737e60,\"fib, 2^16\",8.1,8.1,393,1173,1850,";
    let spartan = ",\"R1CS, 2^20 constraints\",4.51,,414.5,48.134,,one core";
    assert!(reported.contains(fib) && reported.contains(spartan), "{reported}");
    assert!(reported.contains("measured here,\"Joltlab, lasso-hyrax\",012345678,\"sha256, 2^14\",1.01,"), "{reported}");
    assert!(files["tables/proof-parts.csv"].contains("sha256,16384,lasso-hyrax,2,278500,150000,100000,28000"));
    assert!(files["tables/predictions.csv"].contains("Proof size,MB,layout,0.278,0.278,0"));
    assert!(files.keys().filter(|name| name.starts_with("plots/")).count() >= 9);
}

#[test]
fn hostile_names_are_text() {
    let mut records = vec![sample("</script><script>alert(1)</script>", 14, 0, 1.0), sample("\" onload=\"x", 14, 0, 1.0)];
    records[0].cell.program = "../../<b>&\\input{x}".into();
    records[0].provenance.cpu = Some("<i>'quoted'</i>".into());
    records[1].phases[0].name = "a&b<c>".into();
    let files = files(&records);
    for (name, text) in &files {
        assert!(
            !text.contains("<script>alert") && !text.contains("<b>&")
                || name.ends_with("csv")
                || name.ends_with("md")
                || name.ends_with("tex")
        );
        assert!(name.split('/').all(|part| part != ".." && !part.is_empty()), "{name}");
        if name.ends_with("html") || name.ends_with("svg") {
            assert_eq!(malformed(text), None, "{name}");
        }
    }
    assert!(files["tables/results.tex"].contains("\\textless{}b\\textgreater{}\\&\\textbackslash{}input\\{x\\}"));
}

#[test]
fn little_is_enough() {
    let single = files(&[record()]);
    assert!(single["report.html"].contains("Prover time: sha256, 2¹⁴") && single["report.html"].contains("1 count, 0 failed"));
    assert_eq!(malformed(&single["report.html"]), None);
    let mut bare = record();
    (bare.workload, bare.configuration, bare.operations) = (None, None, None);
    bare.memory = bench_harness::record::Memory::default();
    if let Some(times) = &mut bare.times {
        (times.prove_user_seconds, times.prove_system_seconds) = (None, None);
    }
    if let Some(proof) = &mut bare.proof {
        proof.predicted = None;
    }
    let (p, missing) = (&mut bare.provenance, None);
    (p.commit, p.rustc, p.cpu, p.governor) = (missing.clone(), missing.clone(), missing.clone(), missing);
    (p.dirty, p.memory_bytes) = (None, None);
    let page = &files(&[bare])["report.html"];
    assert_eq!(malformed(page), None);
    assert!(page.contains("unknown processor") && !page.contains("Operations of the prover") && !page.contains("Prediction against"));
    let nothing = files(&[without_numbers(record(), Status::Failed { reason: "out of memory".into() })]);
    assert_eq!(malformed(&nothing["report.html"]), None);
    assert!(nothing["report.html"].contains("No sample counts") && nothing["report.html"].contains("out of memory"));
}

#[test]
fn the_last_line_may_be_torn_and_no_other() {
    let good = lines(&[record()]);
    let torn = good.clone() + &good[..good.len() / 2];
    let read = Results::parse(torn.as_bytes()).expect("a torn last line is no error");
    assert_eq!(read.records().len(), 1);
    assert!(read.warnings[0].contains("line 2 was not finished"), "{:?}", read.warnings);
    let unfinished = Results::parse(good.trim_end().as_bytes()).expect("only the line's end is missing");
    assert_eq!((unfinished.records().len(), unfinished.warnings.len()), (1, 0));
    let middle = format!("{good}{}\n{good}", &good[..40]);
    assert!(matches!(Results::parse(middle.as_bytes()), Err(RecordError::Malformed { line: 2, .. })));
    let blank = format!("{good}\n{good}");
    assert!(matches!(Results::parse(blank.as_bytes()), Err(RecordError::Malformed { line: 2, .. })));
    let newer = good.replacen("\"schema\":1", "\"schema\":99", 1);
    assert!(matches!(Results::parse(newer.as_bytes()), Err(RecordError::Schema { line: 1, found: 99 })));
    let mut bytes = good.into_bytes();
    bytes.extend([0xFF, b'\n']);
    assert!(matches!(Results::parse(&bytes), Err(RecordError::Malformed { line: 2, .. })));
}

#[test]
fn doubts_are_told() {
    let mut other = sample("lasso-hyrax", 14, 1, 1.0);
    other.provenance.dirty = Some(true);
    other.provenance.profile = "dev".into();
    if let Some(workload) = &mut other.workload {
        workload.trace_digest = "99".repeat(32);
    }
    let again = sample("lasso-hyrax", 14, 0, 3.0);
    let read = results(&[sample("lasso-hyrax", 14, 0, 1.0), other, again]);
    let warnings = read.warnings.join("\n");
    for text in ["measured again", "2 different machines", "differ from their commit", "release profile", "different traces"] {
        assert!(warnings.contains(text), "{text}: {warnings}");
    }
    assert_eq!(read.records().iter().filter_map(|record| Some(record.times.as_ref()?.prove_seconds)).collect::<Vec<_>>(), [1.0, 3.0]);
}

#[test]
fn reports_are_written_beside_the_records() {
    let folder = scratch("report");
    std::fs::write(folder.join(RECORDS_FILE), lines(&full())).expect("the folder can be written");
    let figures = reported::parse(reported::FIGURES).expect("the project's figures are sound");
    let written = write(&folder, &figures).expect("a report");
    assert!(written.files[0].ends_with("report.html") && written.files.iter().all(|file| file.is_file()));
    let left = std::fs::read_dir(&folder).expect("a folder").filter_map(Result::ok);
    assert!(left.filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp")).count() == 0);
    let nowhere = folder.join("nowhere");
    assert!(matches!(write(&nowhere, &figures), Err(ReportError::NoFolder { .. })));
    let empty = scratch("report-empty");
    assert!(matches!(write(&empty, &figures), Err(ReportError::Results(ResultsError::Io { .. }))));
    std::fs::write(empty.join(RECORDS_FILE), "").expect("the folder can be written");
    let error = write(&empty, &figures).expect_err("nothing to report").to_string();
    assert!(error.ends_with("records.jsonl has no records; run joltlab bench first"), "{error}");
    std::fs::remove_file(empty.join(RECORDS_FILE)).expect("the folder can be written");
}
