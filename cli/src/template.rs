//! The files of a new guest. The runtimes are those of `guests/`, so that a new guest needs nothing from elsewhere.

use crate::arguments::Language;

/// A path inside of the folder, with `/` between its parts, and a text in which `{{name}}` stands for the guest's name.
pub type File = (&'static str, &'static str);

const RUST: &[File] = &[
    ("Cargo.toml", include_str!("../templates/rust/Cargo.toml.txt")),
    ("README.md", include_str!("../templates/rust/README.md")),
    (".gitignore", include_str!("../templates/rust/gitignore")),
    (".cargo/config.toml", include_str!("../templates/rust/config.toml")),
    ("src/main.rs", include_str!("../templates/rust/main.rs")),
    ("joltlab-guest/Cargo.toml", include_str!("../../guests/rust/joltlab-guest/Cargo.toml")),
    ("joltlab-guest/build.rs", include_str!("../../guests/rust/joltlab-guest/build.rs")),
    ("joltlab-guest/joltlab.ld", include_str!("../../guests/rust/joltlab-guest/joltlab.ld")),
    ("joltlab-guest/src/lib.rs", include_str!("../../guests/rust/joltlab-guest/src/lib.rs")),
    ("joltlab-guest/src/start.rs", include_str!("../../guests/rust/joltlab-guest/src/start.rs")),
    ("joltlab-guest/src/io.rs", include_str!("../../guests/rust/joltlab-guest/src/io.rs")),
    ("joltlab-guest/src/heap.rs", include_str!("../../guests/rust/joltlab-guest/src/heap.rs")),
];

const C: &[File] = &[
    ("main.c", include_str!("../templates/c/main.c")),
    ("flags", include_str!("../templates/c/flags")),
    ("Makefile", include_str!("../templates/c/Makefile")),
    ("README.md", include_str!("../templates/c/README.md")),
    (".gitignore", include_str!("../templates/c/gitignore")),
    ("runtime/joltlab.h", include_str!("../../guests/c/runtime/joltlab.h")),
    ("runtime/runtime.c", include_str!("../../guests/c/runtime/runtime.c")),
    ("runtime/freestanding.c", include_str!("../../guests/c/runtime/freestanding.c")),
    ("runtime/start.S", include_str!("../../guests/c/runtime/start.S")),
    ("runtime/link.ld", include_str!("../../guests/c/runtime/link.ld")),
];

/// The files of a new guest.
pub fn files(language: Language) -> &'static [File] {
    match language {
        Language::Rust => RUST,
        Language::C => C,
    }
}

/// Why a name cannot be a guest's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No last component.
    #[error("the path names no new folder; give a name, such as `joltlab new my-guest`")]
    Missing,
    /// Characters that a package cannot have.
    #[error("`{name}` cannot be the name of a guest: use ASCII letters, digits, - and _, a letter first, at most 64 of them")]
    Form {
        /// The name.
        name: String,
    },
    /// A word that cargo, the language or the runtime uses.
    #[error("`{name}` cannot be the name of a guest: it means something else to the compiler; choose another")]
    Reserved {
        /// The name.
        name: String,
    },
}

/// Crates and folders that are in every build, and the words of the language.
const RESERVED: &str = "alloc build core deps examples incremental joltlab-guest joltlab_guest proc_macro runtime std test \
    abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro \
    match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe unsized use virtual where \
    while yield";

/// Checks that a name can be that of a guest: of a package, a program and a file.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(letters) || name.len() > 64 {
        return Err(NameError::Form { name: name.chars().take(64).collect() });
    }
    if RESERVED.split_whitespace().any(|word| word.eq_ignore_ascii_case(name)) {
        return Err(NameError::Reserved { name: name.into() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_packages() {
        for name in ["a", "my-guest", "Sum_2", "crates"] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        for name in ["", "2sum", "-x", "a b", "a.b", "ä", "a/b", &"a".repeat(65)] {
            assert!(matches!(check_name(name), Err(NameError::Form { .. })), "{name}");
        }
        for name in ["core", "fn", "Self", "joltlab-guest"] {
            assert!(matches!(check_name(name), Err(NameError::Reserved { .. })), "{name}");
        }
    }

    #[test]
    fn templates_are_complete() {
        for (language, main) in [(Language::Rust, "src/main.rs"), (Language::C, "main.c")] {
            let paths: Vec<&str> = files(language).iter().map(|(path, _)| *path).collect();
            for path in [main, "README.md", ".gitignore"] {
                assert!(paths.contains(&path), "{path}");
            }
        }
        let runtime = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../guests/rust/joltlab-guest/src");
        for entry in std::fs::read_dir(runtime).expect("the folder of the runtime") {
            let name = entry.expect("an entry").file_name().into_string().expect("a text");
            assert!(
                files(Language::Rust).iter().any(|(path, _)| *path == format!("joltlab-guest/src/{name}")),
                "{name} is not in the template"
            );
        }
    }
}
