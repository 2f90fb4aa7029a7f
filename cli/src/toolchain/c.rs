//! Guests in C.

use super::{BuildError, SearchPath, ask};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// GCC for RISC-V without an operating system, by the names that packages give it.
const GCC: &[&str] = &["riscv64-unknown-elf-gcc", "riscv32-unknown-elf-gcc", "riscv64-elf-gcc", "riscv32-elf-gcc", "riscv-none-elf-gcc"];

/// A compiler that makes RV32IM programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    compiler: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Gcc,
    Clang,
}

impl Toolchain {
    /// A GCC, else clang with lld.
    pub fn find(search: &SearchPath, folder: &Path) -> Result<Self, BuildError> {
        let gcc = search.first(GCC);
        if let Some(compiler) = gcc.clone().filter(|compiler| has_libgcc(compiler, folder)) {
            return Ok(Self { compiler, kind: Kind::Gcc });
        }
        let linker = search.first(&["ld.lld"]);
        let clang = linker.and_then(|_| search.all("clang").find(|clang| has_target(clang, folder)));
        match (clang, gcc) {
            (Some(compiler), _) => Ok(Self { compiler, kind: Kind::Clang }),
            (None, Some(compiler)) => Err(BuildError::NoMultilib { compiler }),
            (None, None) => Err(BuildError::NoCompiler),
        }
    }

    /// Compiles all sources of the folder and of its runtime with the flags of the file `flags`.
    pub fn build(&self, folder: &Path, output: &Path) -> Result<(), BuildError> {
        let mut command = Command::new(&self.compiler);
        if self.kind == Kind::Clang {
            command.args(["--target=riscv32-unknown-elf", "-fuse-ld=lld", "-Wno-ignored-optimization-argument"]);
        }
        command.args(["@flags", "-o"]).arg(output).args(sources(folder));
        if self.kind == Kind::Gcc {
            command.arg("-lgcc");
        }
        let status = command.current_dir(folder).stdin(Stdio::null()).status();
        let status = status.map_err(|error| BuildError::Start { program: self.compiler.clone(), error })?;
        if status.success() { Ok(()) } else { Err(BuildError::Failed { program: self.compiler.clone(), folder: folder.into() }) }
    }
}

fn has_libgcc(compiler: &Path, folder: &Path) -> bool {
    let asked = ["-march=rv32im", "-mabi=ilp32", "-print-libgcc-file-name"];
    let Some(library) = ask(compiler, &asked, folder).map(PathBuf::from) else { return false };
    let wide = compiler.file_name().is_some_and(|name| name.to_string_lossy().starts_with("riscv64"));
    // Without a library for this machine, a 64-bit compiler names that of its own machine.
    library.is_file() && (!wide || library.components().any(|part| part.as_os_str() == "ilp32"))
}

fn has_target(clang: &Path, folder: &Path) -> bool {
    ask(clang, &["--print-targets"], folder).is_some_and(|targets| targets.split_whitespace().any(|word| word == "riscv32"))
}

/// C and assembler sources, in the order of their names, so that the same program comes out everywhere.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let inside = |part: &str| {
        let entries = std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten();
        let names = entries.map(|entry| Path::new(part).join(entry.file_name()));
        let mut sources: Vec<PathBuf> = names.filter(|name| name.extension().is_some_and(|kind| kind == "c" || kind == "S")).collect();
        sources.sort();
        sources
    };
    [inside(""), inside("runtime")].concat()
}
