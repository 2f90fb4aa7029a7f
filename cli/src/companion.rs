//! The program `joltlab-heap`, which lies beside `joltlab`.

use crate::error::Failure;
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

/// Its name.
const NAME: &str = "joltlab-heap";

/// Its path; if it is not there, the error says how to build it or, `otherwise`, to do without.
pub fn beside(program: &Path, otherwise: &str) -> Result<PathBuf, Failure> {
    let path = program.with_file_name(format!("{NAME}{EXE_SUFFIX}"));
    let release = if cfg!(debug_assertions) { "" } else { " --release" };
    let missing = || format!("{NAME} is not beside this program; build it with `cargo build{release} --bin {NAME}`, or {otherwise}");
    if path.is_file() { Ok(path) } else { Err(Failure::Input(missing())) }
}
