//! The shipped guests as `guests/guests.json` lists them, with the inputs of every size.

use crate::inputs;
use crate::programs::Workload;
use instructions::{Isa, MemoryLayout, Program};
use serde_json::Value;
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

/// An executable of a listed guest.
#[derive(Clone, Debug)]
pub struct Executable {
    /// Path of the ELF file in `guests/elf`, without its extension.
    pub name: String,
    /// Instruction set it is made for.
    pub isa: Isa,
    /// Rule of `inputs` by which a size becomes input and advice.
    pub rule: String,
    /// Size of the smallest run.
    pub smallest: u32,
    /// Output of the smallest run.
    pub output: Vec<u8>,
    /// Largest sizes by the number of rows that their traces fit.
    pub sizes: Vec<(usize, u32)>,
}

/// Path of a file of the repository.
pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(path)
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn size(value: &Value) -> u32 {
    value.as_u64().and_then(|size| size.try_into().ok()).expect("a size")
}

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    (0..hex.len()).step_by(2).map(byte).collect()
}

fn stem(path: &str) -> String {
    path.strip_prefix("elf/").and_then(|path| path.strip_suffix(".elf")).expect("an ELF file").to_owned()
}

fn executable(guest: &Value, elf: &Value) -> Executable {
    let sizes = elf["sizes"].as_object().expect("sizes").iter().map(|(rows, value)| (rows.parse().expect("rows"), size(value)));
    let mut sizes: Vec<(usize, u32)> = sizes.collect();
    sizes.sort_unstable();
    Executable {
        name: stem(&text(&elf["path"])),
        isa: isa(&text(&elf["isa"])),
        rule: text(&guest["input"]),
        smallest: size(&guest["smallest"]),
        output: bytes(&text(&guest["output"])),
        sizes,
    }
}

fn isa(name: &str) -> Isa {
    match name {
        "rv32i" => Isa::Rv32i,
        "rv32im" => Isa::Rv32im,
        other => panic!("no instruction set is called {other}"),
    }
}

/// All executables of the list.
pub fn executables() -> Vec<Executable> {
    let list = std::fs::read_to_string(repository("guests/guests.json")).expect("guests/guests.json");
    let list: Value = serde_json::from_str(&list).expect("JSON");
    let guests = list["guests"].as_array().expect("a list of guests");
    let of_guest = |guest: &Value| guest["elf"].as_array().expect("a list").iter().map(|elf| executable(guest, elf)).collect::<Vec<_>>();
    guests.iter().flat_map(of_guest).collect()
}

impl Executable {
    /// Input and advice of a size.
    pub fn input(&self, size: u32) -> (Vec<u8>, Vec<u8>) {
        inputs::input(&self.rule, size)
    }

    /// The smallest run.
    pub fn smallest_run(&self) -> GuestRun {
        let (input, advice) = self.input(self.smallest);
        GuestRun { name: self.name.clone(), input, advice, exit_code: 0, output: self.output.clone() }
    }
}

fn run(name: &str, input: &[u8], advice: &[u8], exit_code: u32, output: &[u8]) -> GuestRun {
    GuestRun { name: name.to_owned(), input: input.to_vec(), advice: advice.to_vec(), exit_code, output: output.to_vec() }
}

/// Every executable with its smallest input, programs with libraries, and guests that refuse what they are given.
pub fn runs() -> Vec<GuestRun> {
    let mut runs: Vec<GuestRun> = executables().iter().map(Executable::smallest_run).collect();
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
