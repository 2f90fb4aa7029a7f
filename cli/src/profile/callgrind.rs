//! Instructions by function: this program under valgrind.

use super::ProfileError;
use crate::error::Failure;
use crate::files::Pending;
use crate::toolchain::SearchPath;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = "valgrind";

/// Where it is.
pub fn valgrind() -> Result<PathBuf, ProfileError> {
    SearchPath::of_environment().first(&[PROGRAM]).ok_or(ProfileError::NoValgrind)
}

/// Does what the arguments say under callgrind.
pub fn start(path: &Path, arguments: &[OsString]) -> Result<(), Failure> {
    let valgrind = valgrind()?;
    let file = Pending::create(path)?;
    let program = std::env::current_exe().map_err(|source| ProfileError::Start { program: "this program again", source })?;
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(file.temporary());
    let mut command = Command::new(valgrind);
    command.args(["-q", "--tool=callgrind"]).arg(out).arg(program).args(unprofiled(arguments));
    let status = command.status().map_err(|source| ProfileError::Start { program: PROGRAM, source })?;
    super::ended(PROGRAM, status)?;
    super::keep(file, PROGRAM, "kcachegrind or callgrind_annotate")
}

/// The arguments without those about the profile.
fn unprofiled(arguments: &[OsString]) -> Vec<&OsStr> {
    let mut rest = Vec::new();
    let mut arguments = arguments.iter().map(OsString::as_os_str);
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy();
        match text.split_once('=') {
            _ if text == "--profile" || text == "--profile-out" => drop(arguments.next()),
            Some(("--profile" | "--profile-out", _)) => {}
            _ => rest.push(argument),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_about_the_profile_are_left_out() {
        let line = "--threads 1 prove a.elf --profile callgrind --input-str x --profile-out=out --profile-out b --profile=heap --json";
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        assert_eq!(unprofiled(&arguments), "--threads 1 prove a.elf --input-str x --json".split(' ').collect::<Vec<_>>());
    }
}
