//! The programs that experiments name, and how an input of some size is made for each.

use crate::digest::bytes_of;
use instructions::{Isa, MemoryLayout};
use std::fmt;
use std::path::{Path, PathBuf};

/// How a program's input is made from one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputRule {
    /// The size itself, as decimal digits.
    Number,
    /// So many pseudo-random bytes.
    Bytes,
    /// So many pseudo-random words of 4 bytes.
    Words,
}

impl InputRule {
    /// Name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Bytes => "bytes",
            Self::Words => "words",
        }
    }

    /// The input of this size; the same for the same seed and program.
    pub fn input(self, program: &str, size: u64, seed: u64) -> Vec<u8> {
        match self {
            Self::Number => size.to_string().into_bytes(),
            Self::Bytes => bytes_of(program, seed, size as usize),
            Self::Words => bytes_of(program, seed, 4 * size as usize),
        }
    }

    /// The largest size that the layout's input region holds.
    pub fn max_size(self, layout: &MemoryLayout) -> u64 {
        match self {
            Self::Number => u64::from(u32::MAX),
            Self::Bytes => u64::from(layout.input.bytes),
            Self::Words => u64::from(layout.input.bytes / 4),
        }
    }
}

impl fmt::Display for InputRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A program of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Its name.
    pub name: String,
    /// Its file, from the folder `guests`.
    pub elf: PathBuf,
    /// Instruction set that it is decoded with.
    pub isa: Isa,
    /// How its input is made.
    pub rule: InputRule,
}

/// All of them.
pub fn guests() -> Vec<Guest> {
    use InputRule::{Bytes, Number, Words};
    let rules = [("sha256", Bytes), ("fibonacci", Number), ("collatz", Number), ("sort", Words), ("strings", Bytes)];
    let guest = |(name, rule): (&str, InputRule)| Guest { name: name.into(), elf: format!("elf/{name}.elf").into(), isa: Isa::Rv32i, rule };
    rules.into_iter().map(guest).collect()
}

/// The folder `guests` in one of the folders around `start`.
pub fn folder(start: &Path) -> Option<PathBuf> {
    let start = start.canonicalize().ok()?;
    start.ancestors().map(|folder| folder.join("guests")).find(|folder| folder.join("elf").is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guest_has_a_file() {
        let folder = folder(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert!(guests().len() > 4);
        for guest in guests() {
            assert!(folder.join(&guest.elf).is_file(), "{}", guest.name);
        }
        assert_eq!(super::folder(Path::new("/")), None);
    }

    #[test]
    fn inputs_have_their_size_and_are_repeatable() {
        let layout = MemoryLayout::default();
        for rule in [InputRule::Number, InputRule::Bytes, InputRule::Words] {
            let input = rule.input("p", 100, 1);
            assert_eq!(input, rule.input("p", 100, 1));
            assert_eq!(
                input.len(),
                match rule {
                    InputRule::Number => 3,
                    InputRule::Bytes => 100,
                    InputRule::Words => 400,
                }
            );
            assert!(rule.input("p", rule.max_size(&layout), 1).len() <= layout.input.bytes as usize);
        }
        assert_ne!(InputRule::Bytes.input("p", 100, 1), InputRule::Bytes.input("p", 100, 2));
        assert_ne!(InputRule::Bytes.input("p", 100, 1), InputRule::Bytes.input("q", 100, 1));
    }
}
