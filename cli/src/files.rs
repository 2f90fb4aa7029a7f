//! Reading and writing files: bounded, atomic, with errors that name the file.

use crate::error::Failure;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Rights of a new file before the user's mask.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 1 << 31;

/// A file to be read in parts.
pub fn open(path: &Path) -> Result<File, Failure> {
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    if file.metadata().map_err(|error| unreadable(path, &error))?.is_dir() {
        return Err(Failure::Input(format!("cannot read {}: it is a directory; give a file", path.display())));
    }
    Ok(file)
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::Input(format!("{} is larger than {MAX_BYTES} bytes; give a smaller file", path.display())));
    }
    Ok(bytes)
}

/// A file that appears under its name only when it is complete.
pub struct Pending {
    path: PathBuf,
    temporary: NamedTempFile,
}

impl Pending {
    /// Finds out now, before any work is done, whether the file can be written.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(Failure::Input(format!("cannot write {}: it is a directory; give a file name", path.display())));
        }
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let temporary = tempfile::Builder::new().permissions(permissions()).tempfile_in(folder).map_err(|error| failure(path, &error))?;
        Ok(Self { path: path.into(), temporary })
    }

    /// Writes the file.
    pub fn write(mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.temporary.write_all(bytes).map_err(|error| failure(&self.path, &error))?;
        self.keep().map(|_| ())
    }

    /// The file for somebody who writes to it.
    pub fn handle(&self) -> Result<File, Failure> {
        self.temporary.reopen().map_err(|error| failure(&self.path, &error))
    }

    /// Its name until it is complete.
    pub fn temporary(&self) -> &Path {
        self.temporary.path()
    }

    /// Whether nobody has written to it.
    pub fn is_empty(&self) -> bool {
        self.temporary.path().metadata().is_ok_and(|metadata| metadata.len() == 0)
    }

    /// It is complete; this is where it is.
    pub fn keep(self) -> Result<PathBuf, Failure> {
        let Self { path, temporary } = self;
        temporary.as_file().sync_all().map_err(|error| failure(&path, &error))?;
        temporary.persist(&path).map_err(|error| failure(&path, &error.error))?;
        Ok(path)
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let text = format!("cannot read {}: {}", path.display(), reason(error));
    if from_user(error) { Failure::Input(text) } else { Failure::Machine(text) }
}

/// Why a file or folder cannot be written.
pub fn failure(path: &Path, error: &io::Error) -> Failure {
    let text = format!("cannot write {}: {}", path.display(), reason(error));
    if from_user(error) { Failure::Input(text) } else { Failure::Machine(text) }
}

fn from_user(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, IsADirectory, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), InvalidInput | IsADirectory | NotADirectory | NotFound | PermissionDenied | ReadOnlyFilesystem)
}

fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path",
        io::ErrorKind::PermissionDenied => "permission denied; check the file's rights",
        io::ErrorKind::IsADirectory => "it is a directory; give a file",
        io::ErrorKind::NotADirectory => "a part of the path is not a directory",
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        io::ErrorKind::StorageFull => "the disk is full",
        _ => "the operating system reports an error",
    }
}
