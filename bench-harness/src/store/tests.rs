use super::*;
use crate::record::testing::example;
use tempfile::TempDir;

const EXPERIMENT_FILE: &str = "name = \"quick\"\n";

fn record(number: u32) -> Record {
    let mut record = example();
    record.experiment.digest = digest(EXPERIMENT_FILE.as_bytes());
    record.sample.number = number;
    record
}

fn open(folder: &Path, existing: Existing) -> Result<Store, StoreError> {
    Store::open(folder, EXPERIMENT_FILE, existing)
}

#[test]
fn a_run_is_continued_after_any_byte_of_its_last_line() {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join("results");
    let mut store = open(&folder, Existing::Refuse).unwrap();
    (0..3).for_each(|number| store.append(record(number)).unwrap());
    drop(store);
    let path = folder.join(RECORDS);
    let whole = fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for end in last..=whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let mut store = open(&folder, Existing::Resume).unwrap();
        let kept = if end == whole.len() { 3 } else { 2 };
        assert_eq!(store.kept().len(), kept, "cut at {end}");
        if kept == 2 {
            assert_eq!(fs::read(&path).unwrap(), &whole[..last], "cut at {end}");
            store.append(record(2)).unwrap();
        }
        drop(store);
        assert_eq!(fs::read(&path).unwrap(), whole, "cut at {end}");
    }
}

#[test]
fn whole_lines_are_never_dropped() {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join("results");
    open(&folder, Existing::Refuse).unwrap().append(record(0)).unwrap();
    let path = folder.join(RECORDS);
    let whole = fs::read(&path).unwrap();
    for spoilt in [[&whole[..], b"{}\n"].concat(), [b"no record\n", &whole[..]].concat(), [&whole[..], b"\n"].concat(), b"\xff\n".to_vec()]
    {
        fs::write(&path, &spoilt).unwrap();
        let error = open(&folder, Existing::Resume).unwrap_err();
        assert!(matches!(error, StoreError::Record { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), spoilt);
    }
    let newer = String::from_utf8(whole).unwrap().replacen("\"schema\":1", "\"schema\":9", 1);
    fs::write(&path, &newer).unwrap();
    let error = open(&folder, Existing::Resume).unwrap_err();
    assert!(matches!(error, StoreError::Record { source: RecordError::Schema { line: 1, found: 9 }, .. }), "{error}");
}

#[test]
fn folders_of_something_else_are_refused() {
    let temporary = TempDir::new().unwrap();
    let folder = temporary.path().join("a/results");
    assert!(matches!(open(&folder, Existing::Resume).unwrap_err(), StoreError::Nothing { .. }));
    assert!(!folder.exists());
    fs::create_dir_all(&folder).unwrap();
    drop(open(&folder, Existing::Refuse).unwrap());
    assert!(matches!(open(&folder, Existing::Refuse).unwrap_err(), StoreError::Exists { .. }));
    let other = Store::open(&folder, "name = \"other\"\n", Existing::Resume).unwrap_err();
    assert!(matches!(other, StoreError::OtherExperiment { .. }), "{other}");
    let mut store = open(&folder, Existing::Resume).unwrap();
    assert!(matches!(open(&folder, Existing::Resume).unwrap_err(), StoreError::Locked { .. }));
    store.append(example()).unwrap();
    drop(store);
    assert!(matches!(open(&folder, Existing::Resume).unwrap_err(), StoreError::OtherExperiment { .. }), "a record of another digest");
}

#[test]
fn a_full_disk_is_named_and_leaves_no_part_of_a_line() {
    // The device on which every write finds the disk full.
    let full = Path::new("/dev/full");
    assert!(full.exists(), "this test needs the device of Linux that is always full");
    let file = OpenOptions::new().read(true).write(true).open(full).unwrap();
    let mut store = Store { path: full.into(), file, length: 0, records: Vec::new() };
    let error = store.append(record(0)).unwrap_err();
    assert!(matches!(error, StoreError::DiskFull { .. }), "{error}");
    assert!(error.to_string().contains("the disk is full") && store.kept().is_empty());
}
