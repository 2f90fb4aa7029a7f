//! The shipped guests, each with inputs of a few thousand steps.

use crate::programs::Workload;
use instructions::{Isa, MemoryLayout, Program};
use std::path::PathBuf;

/// A guest with one of its inputs.
#[derive(Clone, Copy, Debug)]
pub struct GuestRun {
    /// File name without its extension.
    pub name: &'static str,
    /// Public input.
    pub input: &'static [u8],
    /// Private advice.
    pub advice: &'static [u8],
    /// Exit code it ends with.
    pub exit_code: u32,
}

const fn run(name: &'static str, input: &'static [u8]) -> GuestRun {
    GuestRun { name, input, advice: b"", exit_code: 0 }
}

/// Every guest with a small input, and those that refuse theirs.
pub const RUNS: &[GuestRun] = &[
    run("fibonacci", b"7"),
    run("collatz", b"6"),
    run("sort", b"\x03\0\0\0\xFF\xFF\xFF\xFF\0\0\0\x80\x03\0\0\0"),
    run("strings", b"Two words.\n"),
    run("sha256", b"hello"),
    GuestRun { name: "factor", input: b"35", advice: b"\x05\0\0\0\x07\0\0\0", exit_code: 0 },
    GuestRun { name: "factor", input: b"35", advice: b"\x23\0\0\0\x01\0\0\0", exit_code: 1 },
    GuestRun { name: "fibonacci", input: b"x", advice: b"", exit_code: 2 },
    GuestRun { name: "sort", input: b"12345", advice: b"", exit_code: 2 },
];

/// Path of a file of the repository.
pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}

/// Names of all guests in `guests/elf` itself, sorted.
pub fn names() -> Vec<String> {
    let folder = std::fs::read_dir(repository("guests/elf")).expect("guests/elf is a folder");
    let stem = |entry: std::io::Result<std::fs::DirEntry>| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".elf")?.to_owned());
    let mut names: Vec<String> = folder.filter_map(stem).collect();
    names.sort();
    names
}

/// A guest's program.
///
/// *Panics* if there is none of this name.
pub fn load(name: &str, layout: &MemoryLayout) -> Program {
    let bytes = std::fs::read(repository(&format!("guests/elf/{name}.elf"))).expect("a guest of this name");
    tracer::load_elf(&bytes, Isa::Rv32i, layout).expect("guests are valid")
}

impl GuestRun {
    /// The run as a workload in the default layout.
    pub fn workload(&self) -> Workload {
        let layout = MemoryLayout::default();
        Workload { program: load(self.name, &layout), layout, input: self.input.to_vec(), advice: self.advice.to_vec() }
    }
}
