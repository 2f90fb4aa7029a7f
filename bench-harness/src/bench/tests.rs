use super::*;
use crate::experiment::Experiment;
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
    let error = run(&plan, &mut store, &shell(&script), &mut |event| count(event, &mut begun)).unwrap_err();
    assert!(matches!(error, BenchError::Interrupted));
    assert_eq!((begun, store.kept().len()), (3, 2));
    drop(store);
    let mut store = Store::open(&folder, FILE, Existing::Resume).unwrap();
    let summary = run(&plan, &mut store, &shell(&script), &mut |event| count(event, &mut begun)).unwrap();
    assert_eq!((begun, summary), (5, Summary { failed: 4, ..Summary::default() }));
    let orders: Vec<u32> = store.kept().iter().map(|record| record.sample.order).collect();
    assert_eq!(orders, [0, 1, 2, 3]);
    let again = run(&plan, &mut store, &shell(&script), &mut |event| count(event, &mut begun)).unwrap();
    assert_eq!((begun, again), (5, summary));
}

#[test]
fn samples_of_another_run_are_not_continued() {
    let (mut plan, temporary) = (plan(), TempDir::new().unwrap());
    let mut store = Store::open(&temporary.path().join("results"), FILE, Existing::Refuse).unwrap();
    run(&plan, &mut store, &shell("exit 3"), &mut |_| ()).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    plan.cells = Plan::new(Experiment::parse(&FILE.replace("[12]", "[13]"), folder).unwrap()).unwrap().cells;
    let error = run(&plan, &mut store, &shell("exit 3"), &mut |_| ()).unwrap_err();
    assert!(matches!(error, BenchError::OtherRun { .. }), "{error}");
}

#[test]
fn a_run_that_cannot_fit_is_skipped_with_its_reason() {
    assert_eq!(no_room(1 << 30, Some(1 << 30)), None);
    assert_eq!(no_room(1 << 40, None), None);
    assert_eq!(no_room(1 << 31, Some(1 << 30)).unwrap(), "it takes about 2048 MiB of memory, and 1024 MiB are free");
    let (mut plan, temporary) = (plan(), TempDir::new().unwrap());
    plan.cells.iter_mut().for_each(|cell| cell.estimate.memory_bytes = u64::MAX / 2);
    let mut store = Store::open(&temporary.path().join("results"), FILE, Existing::Refuse).unwrap();
    let summary = run(&plan, &mut store, &shell("exit 3"), &mut |_| ()).unwrap();
    assert_eq!(summary, Summary { skipped: 4, ..Summary::default() });
    assert!(store.kept().iter().all(|record| record.memory.predicted_bytes == Some(u64::MAX / 2) && record.workload.is_some()));
}
