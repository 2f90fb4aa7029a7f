//! The README's results are those of the committed records, as a report writes them.

use bench_harness::report::render;
use bench_harness::results::{RECORDS_FILE, Results};
use std::path::{Path, PathBuf};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What stands between the marks, and the experiment that the first of them names.
fn block(readme: &str) -> Option<(&str, &str)> {
    let (_, rest) = readme.split_once("\n<!-- results")?;
    let (name, rest) = rest.split_once("-->\n")?;
    let (block, _) = rest.split_once("<!-- /results -->\n")?;
    Some((name.trim(), block))
}

/// Experiments with committed records.
fn committed() -> Vec<String> {
    let entries = std::fs::read_dir(here("results")).expect("the folder of results").filter_map(Result::ok);
    let measured = entries.filter(|entry| entry.path().join(RECORDS_FILE).is_file());
    measured.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Contents of the README's block and of its plot that the records give.
fn expected(name: &str) -> (String, String) {
    let folder = format!("bench-harness/results/{name}");
    let files = render(&Results::read(&here("results").join(name)).expect("records"), &[]);
    let find = |wanted: &dyn Fn(&str) -> bool| files.iter().filter(|(name, _)| wanted(name)).map(|(_, text)| text.clone()).min();
    let summary = find(&|name| name == "summary.md").expect("every report has a summary");
    let first = files.iter().map(|(name, _)| name).filter(|name| name.starts_with("plots/prover-speed")).min().expect("a plot").clone();
    let plot = find(&|name| name == first).expect("the plot that was found");
    let made = format!("Made by the harness of the records in [{folder}]({folder}), and compared with them by a test.\n\n");
    (made + &summary + "\n![Prover speed against padded cycles](bench-harness/results/prover-speed.svg)\n", plot)
}

#[test]
fn the_readme_has_what_the_harness_made() {
    let readme = std::fs::read_to_string(here("../README.md")).expect("the README");
    let (name, block) = block(&readme).expect("the README has marks for its results");
    if name.is_empty() {
        assert_eq!(committed(), [""; 0], "there are records; run bench-harness/readme.sh");
    } else {
        let (text, plot) = expected(name);
        assert_eq!(block, text, "run joltlab report on its folder and bench-harness/readme.sh {name}");
        assert_eq!(std::fs::read_to_string(here("results/prover-speed.svg")).expect("the README's plot"), plot);
    }
}

#[test]
fn blocks_are_found() {
    assert_eq!(block("# X\n<!-- results pcs -->\n| a |\n<!-- /results -->\n"), Some(("pcs", "| a |\n")));
    assert_eq!(block("# X\n<!-- results -->\n<!-- /results -->\n"), Some(("", "")));
    assert_eq!(block("# X\n<!-- results pcs -->\n"), None);
}
