//! The sources that a measuring program is built from. The build script shares this file, so that a program knows its own.

use blake2::{Blake2b, Digest, digest::consts::U32};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Members of the workspace whose code is measured, or measures.
pub const MEMBERS: [&str; 12] = [
    "poly",
    "transcript",
    "sumcheck",
    "pcs",
    "subtables",
    "instructions",
    "lookups",
    "memory",
    "spartan",
    "tracer",
    "jolt-core",
    "bench-harness",
];

/// Files of the workspace besides.
pub const FILES: [&str; 2] = ["Cargo.toml", "Cargo.lock"];

/// BLAKE2b-256 of the Rust files and manifests under `root`, in hexadecimal: of each path and its contents, each after its length.
///
/// *Errors*: a file that is missing or cannot be read.
pub fn digest_of_sources(root: &Path) -> io::Result<String> {
    let mut paths: Vec<PathBuf> = FILES.map(PathBuf::from).to_vec();
    for member in MEMBERS {
        paths.push(Path::new(member).join("Cargo.toml"));
        collect(root, &Path::new(member).join("src"), &mut paths)?;
    }
    paths.sort();
    let mut hash = Blake2b::<U32>::new();
    for path in paths {
        for part in [path.as_os_str().as_encoded_bytes(), &fs::read(root.join(&path))?] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The Rust files in a folder and its folders, by their paths from `root`.
fn collect(root: &Path, folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}
