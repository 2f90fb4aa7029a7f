//! The emulator against qemu's user mode: random programs as ELF files that write their registers and a digest of memory to the standard
//! output.
//!
//! Without a tool, the files are written, loaded again and run here. `JOLTLAB_QEMU=20000 cargo test --release -p joltlab-tests --test qemu`
//! runs that many files on `qemu-riscv32` too (Debian package qemu-user), and the directed test programs that end by a call.

use instructions::{Isa, Op, RAM_START};
use joltlab_tests::conformance::directed;
use joltlab_tests::elf::{Access, LoadSegment, executable};
use joltlab_tests::guests::repository;
use joltlab_tests::programs::{DATA, LINUX_DATA, STATE_BYTES, Workload};
use std::path::Path;
use std::process::{Command, Output};

const QEMU: &str = "qemu-riscv32";
/// Random programs in a file, and fragments of each.
const CHAIN: usize = 8;
const FRAGMENTS: usize = 18;

/// Number of files that run on qemu too.
fn file_count() -> Option<u64> {
    std::env::var("JOLTLAB_QEMU").ok().map(|count| count.parse().expect("JOLTLAB_QEMU is a number"))
}

fn run(file: &Path) -> Output {
    let output = Command::new(QEMU).arg(file).output();
    output.unwrap_or_else(|error| panic!("{QEMU}: {error}; install it (Debian package qemu-user), or unset JOLTLAB_QEMU"))
}

/// The workload's program as a file: code up to [`LINUX_DATA`], data behind it.
fn segments(workload: &Workload) -> Vec<LoadSegment> {
    let size = LINUX_DATA - RAM_START;
    let mut text = workload.program.text[0].words.clone();
    text.resize(size as usize / 4, 0);
    let mut data = vec![0; (DATA - LINUX_DATA) as usize / 4];
    data.extend(&workload.program.data[0].words);
    vec![
        LoadSegment { address: RAM_START, size, words: text, access: Access::Code },
        LoadSegment { address: LINUX_DATA, size: workload.layout.end() as u32 - LINUX_DATA, words: data, access: Access::Data },
    ]
}

/// The I/O window as the machine has it before the first instruction.
fn window(workload: &Workload) -> LoadSegment {
    let (machine, start) = (workload.machine(), workload.layout.base());
    let words = (start..RAM_START).step_by(4).map(|address| machine.word(address).expect("the window is mapped")).collect();
    LoadSegment { address: start, size: RAM_START - start, words, access: Access::Data }
}

/// Runs a workload's file here; gives exit code, log, and the number of instructions.
fn run_here(workload: &Workload, segments: &[LoadSegment], what: &str) -> (u32, Vec<u8>, u64) {
    let file = executable(RAM_START, segments);
    let program = tracer::load_elf(&file, workload.program.isa, &workload.layout).unwrap_or_else(|error| panic!("{what}: {error}"));
    let mut machine = Workload { program, ..workload.clone() }.machine();
    let run = machine.run(1 << 20).unwrap_or_else(|trap| panic!("{what}: {trap}"));
    (run.exit_code, machine.log().to_vec(), run.instructions)
}

#[test]
fn random_programs() {
    let on_qemu = file_count();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("program");
    let (mut instructions, mut digests) = (0, std::collections::BTreeSet::new());
    for seed in 0..on_qemu.unwrap_or(50) {
        let workload = Workload::random_for_linux(seed, CHAIN, FRAGMENTS);
        let what = format!("seed {seed}");
        let mut segments = segments(&workload);
        let (exit_code, log, count) = run_here(&workload, &segments, &what);
        assert_eq!(log.len(), STATE_BYTES as usize, "{what}");
        instructions += count;
        digests.insert(log[log.len() - 4..].to_vec());
        if on_qemu.is_none() {
            continue;
        }
        segments.insert(0, window(&workload));
        write_executable(&path, &executable(RAM_START, &segments));
        let output = run(&path);
        let state = |bytes: &[u8]| bytes.chunks(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect::<Vec<u32>>();
        assert_eq!(output.stdout.len(), log.len(), "{what}: {QEMU} ends with {}", output.status);
        assert!(state(&output.stdout) == state(&log), "{what}: {:x?} on {QEMU}, {:x?} here", state(&output.stdout), state(&log));
        assert_eq!(output.status.code(), Some((exit_code & 0xFF) as i32), "{what}");
    }
    assert!(digests.len() as u64 >= on_qemu.unwrap_or(50) * 9 / 10, "{} states", digests.len());
    println!("{} instructions, in files that ran on {QEMU}: {}", instructions, on_qemu.unwrap_or(0));
}

#[test]
fn directed_programs() {
    let mut count = 0;
    for &op in Op::all(Isa::Rv32im) {
        let workload = directed(op);
        if workload.program.tohost.is_some() {
            continue;
        }
        let mut machine = workload.machine();
        assert_eq!(machine.run(1 << 12).expect("the program halts").exit_code, 0, "{}", op.mnemonic());
        count += 1;
        if file_count().is_some() {
            let output = run(&repository(&format!("guests/conformance/elf/{}.elf", op.mnemonic())));
            let written = [output.stdout, output.stderr].concat();
            assert_eq!((output.status.code(), written.len()), (Some(0), machine.log().len()), "{}", op.mnemonic());
        }
    }
    assert_eq!(count, 24);
}

#[cfg(unix)]
fn write_executable(path: &Path, bytes: &[u8]) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::write(path, bytes).expect("a file");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("permissions");
}

#[cfg(not(unix))]
fn write_executable(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a file");
}
