//! `joltlab build`: from the folder of a guest to an ELF file.

use crate::arguments::{Build, Language};
use crate::error::Failure;
use crate::files::{Pending, failure, read};
use crate::report;
use crate::toolchain::{BuildError, SearchPath, c, rust};
use std::path::{Path, PathBuf};

/// Finds the language, the toolchain, and builds.
pub fn build(arguments: &Build) -> Result<(), Failure> {
    let folder = arguments.folder.canonicalize().map_err(|error| failure(&arguments.folder, &error))?;
    let search = SearchPath::of_environment();
    let programs = match language(&folder).map_err(Failure::input)? {
        Language::C => vec![build_c(arguments, &folder, &search)?],
        Language::Rust => build_rust(arguments, &folder, &search)?,
    };
    programs.iter().try_for_each(|program| {
        let program = program.display();
        report::table(&[("program", program.to_string()), ("next", format!("joltlab prove {program}"))])
    })
}

fn language(folder: &Path) -> Result<Language, BuildError> {
    if folder.join("Cargo.toml").is_file() {
        Ok(Language::Rust)
    } else if folder.join("runtime/joltlab.h").is_file() {
        Ok(Language::C)
    } else {
        Err(BuildError::NoGuest { folder: folder.into() })
    }
}

fn build_c(arguments: &Build, folder: &Path, search: &SearchPath) -> Result<PathBuf, Failure> {
    let toolchain = c::Toolchain::find(search, folder).map_err(Failure::input)?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or("guest".into());
    let output = output(arguments, &name);
    let pending = Pending::create(&output)?;
    let built = tempfile::tempdir().map_err(|error| failure(&output, &error))?;
    let elf = built.path().join("guest.elf");
    toolchain.build(folder, &elf).map_err(Failure::input)?;
    pending.write(&read(&elf)?)?;
    Ok(output)
}

fn build_rust(arguments: &Build, folder: &Path, search: &SearchPath) -> Result<Vec<PathBuf>, Failure> {
    let toolchain = rust::Toolchain::find(search, folder).map_err(Failure::input)?;
    let programs = toolchain.build(folder).map_err(Failure::input)?;
    if arguments.output.is_some() && programs.len() > 1 {
        return Err(Failure::input(BuildError::SeveralPrograms { folder: folder.into(), count: programs.len() }));
    }
    let copies = programs.into_iter().map(|(name, elf)| {
        let output = output(arguments, &name);
        Pending::create(&output)?.write(&read(&elf)?)?;
        Ok(output)
    });
    copies.collect()
}

/// Where a program goes.
fn output(arguments: &Build, name: &str) -> PathBuf {
    let file = format!("{name}.elf");
    arguments.output.clone().unwrap_or_else(|| if arguments.folder == Path::new(".") { file.into() } else { arguments.folder.join(file) })
}
