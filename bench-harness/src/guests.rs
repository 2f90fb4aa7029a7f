//! The programs that experiments name: those of `guests/guests.json`.

mod inputs;

pub use inputs::{Given, InputRule};

use crate::experiment::bytes;
use instructions::Isa;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Name of the list in the folder `guests`.
const LIST: &str = "guests.json";

/// An executable of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Its name: the program's, with the language or instruction set in front where that is not the usual one (`rust/sha256`).
    pub name: String,
    /// Whether it is the program's usual executable.
    pub usual: bool,
    /// Its file.
    pub elf: PathBuf,
    /// Instruction set that it is decoded with.
    pub isa: Isa,
    /// How its input is made.
    pub rule: InputRule,
    /// Size of its smallest run.
    pub smallest: u64,
    /// Output of that run.
    pub output: Vec<u8>,
    /// Largest sizes by the number of rows that their runs fit.
    pub sizes: BTreeMap<u64, u64>,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum GuestsError {
    /// No folder has it.
    #[error(
        "no folder around the experiment's file or the working folder has guests/{LIST}; keep the file in the repository, or name an ELF file as `elf`"
    )]
    Missing,
    /// It cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The list.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is no list.
    #[error("{path}: {reason}")]
    Malformed {
        /// The list.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
struct List {
    guests: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    input: InputRule,
    smallest: u64,
    /// In hexadecimal.
    output: String,
    elf: Vec<Executable>,
}

#[derive(Deserialize)]
struct Executable {
    path: String,
    isa: String,
    sizes: BTreeMap<u64, u64>,
}

/// The list in a folder around `start`, or around the working folder; the usual executable of each program comes before its others.
///
/// *Errors*: no list, or one that is malformed.
pub fn guests(start: &Path) -> Result<Vec<Guest>, GuestsError> {
    let folder = folder(start).or_else(|| folder(Path::new("."))).ok_or(GuestsError::Missing)?;
    let path = folder.join(LIST);
    let text = fs::read_to_string(&path).map_err(|source| GuestsError::Io { path: path.display().to_string(), source })?;
    let malformed = |reason: String| GuestsError::Malformed { path: path.display().to_string(), reason };
    let list: List = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
    let mut guests = Vec::new();
    for entry in &list.guests {
        for (number, executable) in entry.elf.iter().enumerate() {
            let isa = Isa::ALL.iter().copied().find(|isa| isa.name() == executable.isa);
            let name = executable.path.strip_prefix("elf/").and_then(|path| path.strip_suffix(".elf"));
            guests.push(Guest {
                name: name.ok_or_else(|| malformed(format!("{} is not elf/NAME.elf", executable.path)))?.into(),
                usual: number == 0,
                elf: folder.join(&executable.path),
                isa: isa.ok_or_else(|| malformed(format!("no instruction set is called {}", executable.isa)))?,
                rule: entry.input,
                smallest: entry.smallest,
                output: bytes(&entry.output).ok_or_else(|| malformed(format!("the output of {} is not hexadecimal", entry.name)))?,
                sizes: executable.sizes.clone(),
            });
        }
    }
    match list.guests.iter().find(|entry| !guests.iter().any(|guest| guest.name == entry.name)) {
        Some(entry) => Err(malformed(format!("{} has no executable elf/{}.elf", entry.name, entry.name))),
        None => Ok(guests),
    }
}

/// The folder `guests` in one of the folders around `start`.
fn folder(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().map(|folder| folder.join("guests")).find(|folder| folder.join(LIST).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_guest_has_a_file_and_a_name_of_its_own() {
        let guests = guests(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(guests.len() > 4);
        guests.iter().for_each(|guest| assert!(guest.elf.is_file(), "{}", guest.name));
        let names: BTreeSet<_> = guests.iter().map(|guest| &guest.name).collect();
        assert_eq!(names.len(), guests.len());
        assert!(guests.iter().any(|guest| guest.name == "sha256" && guest.usual && guest.rule == InputRule::Bytes));
    }

    #[test]
    fn lists_that_are_none_are_errors() {
        let temporary = tempfile::TempDir::new().unwrap();
        let list = temporary.path().join("guests").join(LIST);
        fs::create_dir(list.parent().unwrap()).unwrap();
        let with_output = |output: &str, rule: &str, path: &str, isa: &str| {
            format!(
                r#"{{"guests": [{{"name": "a", "input": "{rule}", "smallest": 1, "output": "{output}", "elf": [{{"path": "{path}", "isa": "{isa}", "sizes": {{"65536": 9}}}}]}}]}}"#
            )
        };
        let entry = |rule: &str, path: &str, isa: &str| with_output("00ff", rule, path, isa);
        for (text, word) in [
            ("[]".to_string(), "invalid"),
            (with_output("0", "number", "elf/a.elf", "rv32i"), "the output of a is not hexadecimal"),
            (entry("number", "elf/a.elf", "rv99"), "no instruction set is called rv99"),
            (entry("spell", "elf/a.elf", "rv32i"), "unknown variant `spell`"),
            (entry("number", "a.elf", "rv32i"), "a.elf is not elf/NAME.elf"),
            (entry("number", "elf/b.elf", "rv32i"), "a has no executable elf/a.elf"),
        ] {
            fs::write(&list, text).unwrap();
            let error = guests(temporary.path()).unwrap_err().to_string();
            assert!(error.contains(LIST) && error.contains(word), "{error}");
        }
        fs::write(&list, entry("number", "elf/a.elf", "rv32i")).unwrap();
        let found = &guests(temporary.path()).unwrap()[0];
        assert_eq!((found.rule, &found.output[..], found.sizes[&65536]), (InputRule::Number, &[0, 255][..], 9));
    }
}
