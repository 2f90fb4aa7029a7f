//! Compilers for guests: where they are, and what to install when they are missing.

pub mod c;
pub mod rust;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Folders in which programs are looked for, the first one first.
#[derive(Clone, Debug)]
pub struct SearchPath(Vec<PathBuf>);

impl SearchPath {
    /// Those of the environment.
    pub fn of_environment() -> Self {
        Self::new(&std::env::var_os("PATH").unwrap_or_default())
    }

    /// Those of a list in the form of `PATH`. Relative folders are left out: programs are started from the guest's folder.
    pub fn new(list: &OsStr) -> Self {
        Self(std::env::split_paths(list).filter(|folder| folder.is_absolute()).collect())
    }

    /// All programs of this name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = PathBuf> {
        self.0.iter().map(move |folder| folder.join(name)).filter(|file| is_program(file))
    }

    /// The first program of one of these names.
    pub fn first(&self, names: &[&str]) -> Option<PathBuf> {
        names.iter().find_map(|name| self.all(name).next())
    }
}

fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

/// What a program prints, if it succeeds: without the line's end.
fn ask(program: &Path, arguments: &[&str], folder: &Path) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(folder).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim_end().to_owned())
}

/// Why a guest cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The folder holds no guest.
    #[error("{} holds no guest: it has neither Cargo.toml nor runtime/joltlab.h; `joltlab new NAME` makes a guest", folder.display())]
    NoGuest {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no cargo.
    #[error(
        "no cargo on PATH: install Rust with rustup, then `rustup target add {}`; or, on Debian or Ubuntu, \
         `sudo apt-get install cargo rustc rust-src binutils-riscv64-unknown-elf` (Debian 12: cargo-web rustc-web rust-web-src)",
        rust::TARGET
    )]
    NoCargo,
    /// Rust is there, but neither its core library for the target nor the source of it.
    #[error(
        "Rust is installed, but not for the target of guests: `rustup target add {}`; or, on Debian or Ubuntu without rustup, \
         `sudo apt-get install rust-src binutils-riscv64-unknown-elf` (Debian 12: rust-web-src)",
        rust::TARGET
    )]
    NoRustTarget,
    /// Rust is there, but no linker.
    #[error("Rust has no linker for RISC-V here: `sudo apt-get install binutils-riscv64-unknown-elf` on Debian or Ubuntu, or install lld")]
    NoLinker,
    /// There is no C compiler.
    #[error(
        "no C compiler for RISC-V on PATH: `sudo apt-get install gcc-riscv64-unknown-elf` on Debian or Ubuntu, or install a \
         riscv64-unknown-elf-gcc, or clang with lld"
    )]
    NoCompiler,
    /// A compiler without the libraries for RV32IM.
    #[error("{} has no libgcc for rv32im/ilp32; install one that has: `sudo apt-get install gcc-riscv64-unknown-elf`", compiler.display())]
    NoMultilib {
        /// The compiler.
        compiler: PathBuf,
    },
    /// A program cannot be started.
    #[error("cannot start {}: {error}; check its installation", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// A compiler failed; it has said why.
    #[error("{} failed in {}; its messages are above", program.display(), folder.display())]
    Failed {
        /// The program.
        program: PathBuf,
        /// The guest's folder.
        folder: PathBuf,
    },
    /// Nothing came out.
    #[error("cargo built no program in {}; a guest has src/main.rs or files in src/bin", folder.display())]
    NoProgram {
        /// The guest's folder.
        folder: PathBuf,
    },
    /// One name for several programs.
    #[error("{} has {count} programs; leave out --output, and each gets a file of its own name", folder.display())]
    SeveralPrograms {
        /// The guest's folder.
        folder: PathBuf,
        /// Programs.
        count: usize,
    },
}
