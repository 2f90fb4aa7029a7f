//! The program `joltlab-heap`, which lies beside `joltlab`.

use std::env::{consts::EXE_SUFFIX, current_exe};
use std::io;
use std::path::PathBuf;

/// Its name.
pub const NAME: &str = "joltlab-heap";

/// How it is built.
const BUILD: &str = if cfg!(debug_assertions) { "cargo build --bin joltlab-heap" } else { "cargo build --release --bin joltlab-heap" };

/// Why it cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum CompanionError {
    /// It is not there.
    #[error("{NAME} is not beside this program; build it with `{BUILD}`, or {otherwise}")]
    Missing {
        /// How to do without it.
        otherwise: &'static str,
    },
    /// Nobody knows where this program is.
    #[error("cannot find this program: {0}")]
    Unknown(io::Error),
}

/// Its path.
///
/// *Errors*: it is not there; `otherwise` says how to do without.
pub fn find(otherwise: &'static str) -> Result<PathBuf, CompanionError> {
    let path = current_exe().map_err(CompanionError::Unknown)?.with_file_name(format!("{NAME}{EXE_SUFFIX}"));
    if path.is_file() { Ok(path) } else { Err(CompanionError::Missing { otherwise }) }
}
