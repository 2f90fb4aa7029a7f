//! What `guests/README.md` says about the runs of the guests that `guests/guests.json` lists.

use instructions::{MemoryLayout, decode, expand};
use joltlab_tests::guests::{self, Given, Guest, InputRule, repository};
use tracer::Machine;

/// Instructions and rows of a run of a size, which must end with exit code 0.
fn counts(executable: &Guest, size: u64) -> [u64; 2] {
    let layout = MemoryLayout::default();
    let program = guests::load(&executable.name, &layout);
    let Given { input, advice } = executable.rule.given(size);
    let trace = Machine::new(&program, &layout, &input, &advice).expect("it fits").trace(1 << 20).expect("it runs");
    assert_eq!(trace.exit_code, 0, "{}, size {size}", executable.name);
    let text = &program.text[0];
    let rows_of: Vec<usize> = text.words.iter().map(|&word| decode(word, program.isa).map_or(0, |i| expand(&i).len())).collect();
    let rows: usize = trace.pcs.iter().map(|pc| rows_of[(pc - text.address) as usize / 4]).sum();
    [trace.pcs.len() as u64, rows as u64]
}

/// The table's lines: path, size, instructions, rows.
fn table() -> Vec<[String; 4]> {
    let page = std::fs::read_to_string(repository("guests/README.md")).expect("the guests' page");
    let lines = page.lines().skip_while(|line| !line.starts_with("| executable | size | instructions | rows |")).skip(2);
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().replace([',', '`'], "")).collect::<Vec<_>>();
    lines.take_while(|line| line.starts_with('|')).map(|line| cells(line)[1..5].to_vec().try_into().expect("four cells")).collect()
}

/// If it is not: `guests/measure.py`.
#[test]
fn the_table_of_sizes_is_current() {
    let mut expected = Vec::new();
    for executable in guests::executables().iter().filter(|executable| !executable.name.starts_with("rv32i/")) {
        let sizes = executable.sizes.iter().map(|(&rows, &size)| (Some(rows), size));
        for (limit, size) in [(None, executable.smallest)].into_iter().chain(sizes) {
            let [instructions, rows] = counts(executable, size);
            let fits = limit.is_none_or(|limit| (limit / 2 + 1..=limit).contains(&rows));
            assert!(fits, "{}, size {size}: {rows} rows", executable.name);
            expected.push([format!("elf/{}.elf", executable.name), size.to_string(), instructions.to_string(), rows.to_string()]);
        }
    }
    assert!(expected.len() > 40);
    assert_eq!(table(), expected);
}

/// A smallest run for tests, and runs of 2^16 and 2^18 padded rows, of all but the guest whose work cannot grow.
#[test]
fn guests_have_all_sizes() {
    for executable in guests::executables().iter().filter(|executable| !executable.name.starts_with("rv32i/")) {
        let found: Vec<u64> = executable.sizes.keys().copied().collect();
        let expected: &[u64] = match (executable.rule, executable.name.as_str()) {
            (InputRule::Factor, _) => &[],
            // 80 bits of exponent fill less than half of 2^18 rows, and 81, with a longer modulus, more than all of them.
            (_, "rust/modexp") => &[1 << 16],
            _ => &[1 << 16, 1 << 18],
        };
        assert_eq!(found, expected, "{}", executable.name);
        assert!(counts(executable, executable.smallest)[1] <= 1 << 15, "{}", executable.name);
    }
}
