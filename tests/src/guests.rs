//! The shipped guests as `guests/guests.json` lists them, with the inputs of every size.

use crate::programs::Workload;
pub use bench_harness::guests::{Given, Guest, InputRule};
use instructions::{Isa, MemoryLayout, Program};
use std::path::{Path, PathBuf};

/// An executable with one of its inputs, and what comes of it.
#[derive(Clone, Debug)]
pub struct GuestRun {
    /// Path of the ELF file in `guests/elf`, without its extension.
    pub name: String,
    /// Public input.
    pub input: Vec<u8>,
    /// Private advice.
    pub advice: Vec<u8>,
    /// Exit code it ends with.
    pub exit_code: u32,
    /// Public output.
    pub output: Vec<u8>,
}

/// Path of a file of the repository.
pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}

/// All executables of the list.
pub fn executables() -> Vec<Guest> {
    bench_harness::guests::guests(&repository("guests")).expect("the list of guests")
}

fn smallest_run(guest: &Guest) -> GuestRun {
    let Given { input, advice } = guest.rule.given(guest.smallest);
    GuestRun { name: guest.name.clone(), input, advice, exit_code: 0, output: guest.output.clone() }
}

fn run(name: &str, input: &[u8], advice: &[u8], exit_code: u32, output: &[u8]) -> GuestRun {
    GuestRun { name: name.to_owned(), input: input.to_vec(), advice: advice.to_vec(), exit_code, output: output.to_vec() }
}

/// Every executable with its smallest input, programs with libraries, and guests that refuse what they are given.
pub fn runs() -> Vec<GuestRun> {
    let mut runs: Vec<GuestRun> = executables().iter().map(smallest_run).collect();
    runs.extend([
        run("libc/printf", b"-3 12", b"", 0, b"    -3            9\n    12          144\nsum 9 of 2\n"),
        run("libc/hosted", b"", b"", 0, b""),
        run("rust/ledger", b"\x02\x0A\x05\x01\x00\x01\x01\x03\x01a", b"", 0, b"\x02\x07\x08\x00"),
        run("factor", b"35", b"\x23\0\0\0\x01\0\0\0", 1, b""),
        run("merkle", &[0; 36], &[0; 36], 1, b""),
        run("fibonacci", b"x", b"", 2, b""),
        run("sort", b"12345", b"", 2, b""),
        run("json", b"[1,]", b"", 2, b""),
    ]);
    runs
}

/// Names of all ELF files in `guests/elf` and its folders, sorted.
pub fn names() -> Vec<String> {
    fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            if path.is_dir() {
                collect(&path, &format!("{prefix}{stem}/"), names);
            } else {
                names.push(format!("{prefix}{stem}"));
            }
        }
    }
    let mut names = Vec::new();
    collect(&repository("guests/elf"), "", &mut names);
    names.sort();
    names
}

/// A guest's program, for the instruction set that its folder names.
///
/// *Panics* if there is none of this name.
pub fn load(name: &str, layout: &MemoryLayout) -> Program {
    let isa = if name.starts_with("rv32i/") { Isa::Rv32i } else { Isa::Rv32im };
    let bytes = std::fs::read(repository(&format!("guests/elf/{name}.elf"))).expect("a guest of this name");
    tracer::load_elf(&bytes, isa, layout).expect("guests are valid")
}

impl GuestRun {
    /// The run as a workload in the default layout.
    pub fn workload(&self) -> Workload {
        let layout = MemoryLayout::default();
        Workload { program: load(&self.name, &layout), layout, input: self.input.clone(), advice: self.advice.clone() }
    }
}
