use super::*;
use crate::experiment::Experiment;
use crate::provenance::SOURCES;
use crate::store::Existing;
use std::path::Path;
use tempfile::TempDir;

const FILE: &str = "name = \"t\"\nrepeats = 2\n[[measure]]\nprograms = [\"fibonacci\"]\nlog_cycles = [12]\nconfigurations = [\"lasso-hyrax\", \"lasso-ligero\"]\nthreads = [1]\n";

fn plan() -> Plan {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    Plan::new(Experiment::parse(FILE, folder).unwrap()).unwrap()
}

fn shell(script: &str) -> Launcher {
    Launcher { program: "sh".into(), arguments: vec!["-c".into(), script.into()] }
}

/// Samples by a script, and no counts.
fn samples(script: &str) -> Processes {
    Processes { sample: shell(script), count: None }
}

#[test]
fn a_process_that_dies_is_a_failed_record() {
    let spec = plan().spec(0).unwrap();
    let cases = [
        ("kill -9 $$", "no memory left"),
        ("cat > /dev/null; kill -11 $$", "killed by signal 11"),
        ("exit 3", "ended with status 3"),
        ("cat > /dev/null", "gave no record"),
        ("cat", "gave no record"),
        ("echo '{\"schema\":7}'", "schema 7"),
        ("cat > /dev/null; printf '{\"schema\":1'", "gave no record"),
    ];
    for (script, word) in cases {
        let record = shell(script).measure(&spec).unwrap();
        let reason = record.status.reason().unwrap();
        assert!(record.status.name() == "failed" && reason.contains(word), "{script}: {reason}");
        assert_eq!(record.cell, spec.draft.cell);
    }
    assert!(matches!(shell("kill -15 $$").measure(&spec), Err(BenchError::Interrupted)));
    let nothing = Launcher { program: "no such program".into(), arguments: Vec::new() };
    assert!(matches!(nothing.measure(&spec), Err(BenchError::Start(_))));
}

#[test]
fn a_run_is_continued_where_it_was_interrupted() {
    let (plan, temporary) = (plan(), TempDir::new().unwrap());
    let folder = temporary.path().join("results");
    let counter = temporary.path().join("count");
    // The third process is interrupted; the others die.
    let script = format!("echo x >> '{0}'; test $(wc -l < '{0}') = 3 && kill -15 $$; exit 3", counter.display());
    let mut store = Store::open(&folder, FILE, Existing::Refuse).unwrap();
    let mut begun = 0;
    let count = |event: Event<'_>, begun: &mut usize| *begun += usize::from(matches!(event, Event::Begins { .. }));
    let error = run(&plan, &mut store, &samples(&script), &mut |event| count(event, &mut begun)).unwrap_err();
    assert!(matches!(error, BenchError::Interrupted));
    assert_eq!((begun, store.kept().len()), (3, 2));
    drop(store);
    let mut store = Store::open(&folder, FILE, Existing::Resume).unwrap();
    let summary = run(&plan, &mut store, &samples(&script), &mut |event| count(event, &mut begun)).unwrap();
    // What failed is measured again.
    assert_eq!((begun, summary), (7, Summary { failed: 4, ..Summary::default() }));
    let orders: Vec<u32> = store.kept().iter().map(|record| record.sample.order).collect();
    assert_eq!(orders, [0, 1, 0, 1, 2, 3]);
}

#[test]
fn samples_of_another_run_are_not_continued() {
    let (mut plan, temporary) = (plan(), TempDir::new().unwrap());
    let mut store = Store::open(&temporary.path().join("results"), FILE, Existing::Refuse).unwrap();
    run(&plan, &mut store, &samples("exit 3"), &mut |_| ()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    plan.cells = Plan::new(Experiment::parse(&FILE.replace("[12]", "[13]"), folder).unwrap()).unwrap().cells;
    let error = run(&plan, &mut store, &samples("exit 3"), &mut |_| ()).unwrap_err();
    assert!(matches!(error, BenchError::OtherRun { .. }), "{error}");
    plan.provenance.sources = "06".repeat(32);
    let error = run(&plan, &mut store, &samples("exit 3"), &mut |_| ()).unwrap_err();
    assert!(matches!(error, BenchError::OtherProgram { .. }), "{error}");
}

#[test]
fn a_run_that_cannot_fit_is_skipped_with_its_reason() {
    assert_eq!(too_large(1 << 30, Some(1 << 30)), None);
    assert_eq!(too_large(1 << 40, None), None);
    assert_eq!(too_large(1 << 31, Some(1 << 30)).unwrap(), "it takes about 2048 MiB of memory, and 1024 MiB are free");
    let (mut plan, temporary) = (plan(), TempDir::new().unwrap());
    plan.cells.iter_mut().for_each(|cell| cell.estimate.memory_bytes = u64::MAX / 2);
    let mut store = Store::open(&temporary.path().join("results"), FILE, Existing::Refuse).unwrap();
    let summary = run(&plan, &mut store, &samples("exit 3"), &mut |_| ()).unwrap();
    assert_eq!(summary, Summary { skipped: 4, ..Summary::default() });
    assert!(store.kept().iter().all(|record| record.memory.predicted_bytes == Some(u64::MAX / 2) && record.workload.is_some()));
}

/// A folder with a script that answers as the measuring process does, and one that counts.
fn answers(folder: &Path, plan: &Plan) -> Processes {
    for at in 0..plan.order.len() {
        let mut record = Record { status: Status::Ok, ..crate::record::testing::example() };
        let draft = plan.draft(at);
        (record.experiment, record.cell, record.sample) = (draft.experiment, draft.cell, draft.sample);
        (record.provenance, record.workload, record.operations) = (draft.provenance, draft.workload, None);
        std::fs::write(folder.join(format!("record{at}")), record.to_line().unwrap() + "\n").unwrap();
    }
    let next = format!("cd '{}'; cat > /dev/null; cat record$(cat next); echo $(($(cat next) + 1)) > next", folder.display());
    let count = format!("cd '{}'; cat > /dev/null; echo x >> counted; cat count", folder.display());
    std::fs::write(folder.join("next"), "0").unwrap();
    Processes { sample: shell(&next), count: Some(shell(&count)) }
}

#[test]
fn operations_are_counted_once_for_every_cell() {
    let (plan, temporary) = (plan(), TempDir::new().unwrap());
    let (folder, results) = (temporary.path(), temporary.path().join("results"));
    let processes = answers(folder, &plan);
    let counted = |digest: &str| {
        let operations = crate::record::testing::example().operations.unwrap();
        let counted = CountedProof { sources: SOURCES.into(), digest: digest.repeat(32), operations };
        std::fs::write(folder.join("count"), serde_json::to_string(&counted).unwrap() + "\n").unwrap();
        counted
    };
    let counts = || std::fs::read_to_string(folder.join("counted")).unwrap_or_default().lines().count();
    let same = counted("05");
    let mut store = Store::open(&results, FILE, Existing::Refuse).unwrap();
    let summary = run(&plan, &mut store, &processes, &mut |_| ()).unwrap();
    assert_eq!((summary, counts()), (Summary { ok: 4, ..Summary::default() }, 2));
    assert!(store.kept().iter().all(|record| record.operations.as_ref() == Some(&same.operations)));

    // Without the last record: its cell's counts are those of the kept one.
    drop(store);
    let path = results.join(crate::store::RECORDS);
    let lines = std::fs::read_to_string(&path).unwrap();
    let kept: Vec<&str> = lines.lines().take(3).collect();
    std::fs::write(&path, kept.join("\n") + "\n").unwrap();
    std::fs::write(folder.join("next"), "3").unwrap();
    let mut store = Store::open(&results, FILE, Existing::Resume).unwrap();
    run(&plan, &mut store, &processes, &mut |_| ()).unwrap();
    assert_eq!((counts(), store.kept()[3].operations.as_ref()), (2, Some(&same.operations)));

    // The counts of another proof.
    counted("06");
    std::fs::write(folder.join("next"), "0").unwrap();
    let mut store = Store::open(&folder.join("other"), FILE, Existing::Refuse).unwrap();
    assert_eq!(run(&plan, &mut store, &processes, &mut |_| ()).unwrap().failed, 4);
    assert!(store.kept().iter().all(|record| record.operations.is_none() && record.status.reason().unwrap().contains("counted")));
}

#[test]
fn a_counting_process_that_dies_loses_no_sample() {
    let (plan, temporary) = (plan(), TempDir::new().unwrap());
    for (script, word) in [("kill -9 $$", "no memory left"), ("exit 3", "status 3"), ("echo nonsense", "no counts")] {
        std::fs::remove_dir_all(temporary.path().join("results")).unwrap_or_default();
        let processes = Processes { count: Some(shell(script)), ..answers(temporary.path(), &plan) };
        let mut store = Store::open(&temporary.path().join("results"), FILE, Existing::Refuse).unwrap();
        let mut reasons = Vec::new();
        let mut observe = |event: Event<'_>| {
            if let Event::NotCounted { reason, .. } = event {
                reasons.push(reason.to_string());
            }
        };
        assert_eq!(run(&plan, &mut store, &processes, &mut observe).unwrap().ok, 4);
        assert!(reasons.len() == 2 && reasons.iter().all(|reason| reason.contains(word)), "{reasons:?}");
        assert!(store.kept().iter().all(|record| record.operations.is_none()));
    }
    let interrupted = Processes { count: Some(shell("kill -15 $$")), ..samples("exit 3") };
    let mut store = Store::open(&temporary.path().join("interrupted"), FILE, Existing::Refuse).unwrap();
    assert!(matches!(run(&plan, &mut store, &interrupted, &mut |_| ()), Err(BenchError::Interrupted)));
}
