//! Guests in Rust.

use super::{BuildError, SearchPath, ask};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The target of guests.
pub const TARGET: &str = "riscv32im-unknown-none-elf";

/// Linkers for RISC-V by the names that packages give them, in case Rust comes without its own.
const LINKERS: &[&str] = &["ld.lld", "riscv64-unknown-elf-ld", "riscv32-unknown-elf-ld", "riscv64-elf-ld", "riscv-none-elf-ld"];

/// Where the core library comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Core {
    /// It is installed for the target.
    Installed,
    /// Its source is installed.
    Source,
}

/// A cargo, a rustc, a core library and a linker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    cargo: PathBuf,
    rustc: PathBuf,
    sysroot: PathBuf,
    core: Core,
    /// Rust's own when `None`.
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// The first one with the target installed, else the first one with the source of the core library.
    pub fn find(search: &SearchPath, folder: &Path) -> Result<Self, BuildError> {
        let pairs: Vec<(PathBuf, PathBuf)> =
            search.all("cargo").map(|cargo| (cargo.with_file_name("rustc"), cargo)).filter(|(rustc, _)| super::is_program(rustc)).collect();
        if pairs.is_empty() {
            return Err(BuildError::NoCargo);
        }
        let candidates = pairs.into_iter().filter_map(|(rustc, cargo)| {
            let sysroot = PathBuf::from(ask(&rustc, &["--print", "sysroot"], folder)?);
            let core = if has_core(&rustc, folder) {
                Core::Installed
            } else if sysroot.join("lib/rustlib/src/rust/library/core/Cargo.toml").is_file() {
                Core::Source
            } else {
                return None;
            };
            Some(Self { cargo, rustc, sysroot, core, linker: None })
        });
        let (installed, source): (Vec<_>, Vec<_>) = candidates.partition(|found| found.core == Core::Installed);
        let mut found = installed.into_iter().chain(source).next().ok_or(BuildError::NoRustTarget)?;
        if !found.has_own_linker(search) {
            found.linker = Some(search.first(LINKERS).ok_or(BuildError::NoLinker)?);
        }
        Ok(found)
    }

    fn has_own_linker(&self, search: &SearchPath) -> bool {
        let hosts = std::fs::read_dir(self.sysroot.join("lib/rustlib")).into_iter().flatten().flatten();
        hosts.map(|host| host.path().join("bin/rust-lld")).any(|file| file.is_file()) || search.first(&["rust-lld"]).is_some()
    }

    /// Builds all programs of the package; their names and files.
    pub fn build(&self, folder: &Path) -> Result<Vec<(String, PathBuf)>, BuildError> {
        let mut command = Command::new(&self.cargo);
        command.args(["build", "--release", "--bins", "--target", TARGET, "--message-format", "json-render-diagnostics"]);
        command.arg("--config").arg(format!("target.{TARGET}.rustflags={}", list(&self.flags(folder))));
        // Flags of the environment would take the place of those that the guest's own configuration gives.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTC", &self.rustc);
        if self.core == Core::Source {
            command.args(["-Zbuild-std=core,alloc", "-Zbuild-std-features=compiler-builtins-mem"]).env("RUSTC_BOOTSTRAP", "1");
        }
        if let Some(linker) = &self.linker {
            command.arg("--config").arg(format!("target.{TARGET}.linker={}", text(&linker.to_string_lossy())));
        }
        let output = command.current_dir(folder).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| BuildError::Start { program: self.cargo.clone(), error })?;
        if !output.status.success() {
            return Err(BuildError::Failed { program: self.cargo.clone(), folder: folder.into() });
        }
        let programs = programs(&output.stdout);
        if programs.is_empty() { Err(BuildError::NoProgram { folder: folder.into() }) } else { Ok(programs) }
    }

    /// Flags besides those of the guest's `.cargo/config.toml`: the linker's, and names for folders of this machine, so that the same
    /// program comes out everywhere.
    fn flags(&self, folder: &Path) -> Vec<String> {
        let mut flags = Vec::new();
        match self.linker.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy()) {
            Some(name) if name != "ld.lld" => flags.extend(["-Clinker-flavor=ld".into(), "-Clink-arg=-melf32lriscv".into()]),
            _ => {}
        }
        let mut hide = |path: &Path, name: &str| flags.push(format!("--remap-path-prefix={}={name}", path.display()));
        hide(folder, ".");
        hide(&self.sysroot.join("lib/rustlib/src/rust"), "rust");
        if let Some(home) = cargo_home() {
            hide(&home.join("registry/src"), "crates");
            hide(&home.join("git/checkouts"), "crates");
        }
        flags
    }
}

/// Whether the core library is installed for the target.
fn has_core(rustc: &Path, folder: &Path) -> bool {
    let Some(libraries) = ask(rustc, &["--print", "target-libdir", "--target", TARGET], folder) else { return false };
    let mut files = std::fs::read_dir(libraries).into_iter().flatten().flatten().map(|entry| entry.file_name());
    files.any(|name| name.to_string_lossy().starts_with("libcore-"))
}

fn cargo_home() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("CARGO_HOME").or_else(|| Some(set("HOME")?.join(".cargo")))
}

/// A TOML string: JSON's form of one is also TOML's.
fn text(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

fn list(values: &[String]) -> String {
    serde_json::Value::from(values).to_string()
}

/// What cargo says about a target that it built.
#[derive(Deserialize)]
struct Artifact {
    target: Target,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// The programs among cargo's messages, one JSON object a line.
fn programs(messages: &[u8]) -> Vec<(String, PathBuf)> {
    let artifacts = messages.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice::<Artifact>(line).ok());
    let bins = artifacts.filter(|artifact| artifact.target.kind.iter().any(|kind| kind == "bin"));
    bins.filter_map(|artifact| Some((artifact.target.name, artifact.executable?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_the_executables_of_bins() {
        let messages = br#"{"reason":"compiler-artifact","target":{"name":"lib","kind":["lib"]},"executable":null}
{"reason":"compiler-artifact","target":{"name":"build-script","kind":["custom-build"]},"executable":"b"}
{"reason":"compiler-artifact","target":{"name":"sum","kind":["bin"]},"executable":"target/sum"}
{"reason":"build-finished","success":true}
"#;
        assert_eq!(programs(messages), [("sum".to_owned(), PathBuf::from("target/sum"))]);
        assert_eq!(programs(b"no messages"), []);
    }

    #[test]
    fn names_in_toml_are_quoted() {
        assert_eq!(list(&["a b".into(), "c\"d\\".into()]), r#"["a b","c\"d\\"]"#);
    }
}
