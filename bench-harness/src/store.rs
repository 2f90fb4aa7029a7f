//! Results on disk: a folder with the experiment's file and one line for each sample, which is only ever appended to.

use crate::digest::digest;
use crate::record::{Record, RecordError};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Name of the file of records.
pub const RECORDS: &str = "records.jsonl";
/// Name of the copy of the experiment's file.
pub const EXPERIMENT: &str = "experiment.toml";

/// Why results cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There are results already.
    #[error("{folder} exists; continue its run with --resume, or choose another folder with --out")]
    Exists {
        /// The folder.
        folder: String,
    },
    /// There is nothing to resume.
    #[error("{folder} holds no results to resume: it has no {EXPERIMENT}; leave out --resume, or choose another folder with --out")]
    Nothing {
        /// The folder.
        folder: String,
    },
    /// Results of another experiment.
    #[error("{folder} holds results of another experiment or of an earlier version of the file; choose another folder with --out")]
    OtherExperiment {
        /// The folder.
        folder: String,
    },
    /// Lines that are no records of this schema.
    #[error("{path}: {source}")]
    Record {
        /// The file.
        path: String,
        /// What is wrong with it.
        source: RecordError,
    },
    /// The record is none of text.
    #[error("a record cannot be written: {0}")]
    Encoding(#[from] serde_json::Error),
    /// No space is left.
    #[error("cannot write {path}: the disk is full; make room and continue with --resume")]
    DiskFull {
        /// The file.
        path: String,
    },
    /// Another process is writing.
    #[error("{path} is being written by another run; wait for it, or choose another folder with --out")]
    Locked {
        /// The file.
        path: String,
    },
    /// The operating system reports another error.
    #[error("cannot write {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What it says.
        source: io::Error,
    },
}

/// What becomes of an existing folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is an error.
    Refuse,
    /// Its run is continued.
    Resume,
}

/// An open folder of results.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    file: File,
    /// Bytes of whole lines.
    length: u64,
    records: Vec<Record>,
}

fn failure(path: &Path, source: io::Error) -> StoreError {
    let path = path.display().to_string();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull { path },
        _ => StoreError::Io { path, source },
    }
}

impl Store {
    /// Makes a folder for the results of an experiment, where there is none or an empty one, or opens that of a run that was killed: a last line without an end is
    /// dropped, and nothing else.
    ///
    /// *Errors*: a folder that must not be there, or that holds something else; what the operating system reports.
    pub fn open(folder: &Path, experiment: &str, existing: Existing) -> Result<Self, StoreError> {
        let name = || folder.display().to_string();
        let copy = folder.join(EXPERIMENT);
        match existing {
            Existing::Refuse => {
                if let Some(parent) = folder.parent() {
                    fs::create_dir_all(parent).map_err(|error| failure(parent, error))?;
                }
                match fs::create_dir(folder) {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_empty(folder) => {}
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(StoreError::Exists { folder: name() }),
                    made => made.map_err(|error| failure(folder, error))?,
                }
                write_whole(&copy, experiment.as_bytes())?;
            }
            Existing::Resume => match fs::read_to_string(&copy) {
                Ok(text) if digest(text.as_bytes()) == digest(experiment.as_bytes()) => {}
                Ok(_) => return Err(StoreError::OtherExperiment { folder: name() }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(StoreError::Nothing { folder: name() }),
                Err(error) => return Err(failure(&copy, error)),
            },
        }
        Self::records(folder, &digest(experiment.as_bytes()))
    }

    fn records(folder: &Path, experiment: &str) -> Result<Self, StoreError> {
        let path = folder.join(RECORDS);
        let io = |error| failure(&path, error);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(StoreError::Locked { path: path.display().to_string() }),
            Err(fs::TryLockError::Error(error)) => return Err(io(error)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(io)?;
        let length = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let malformed = |source| StoreError::Record { path: path.display().to_string(), source };
        let text =
            str::from_utf8(&bytes[..length]).map_err(|error| malformed(RecordError::Malformed { line: 1, reason: error.to_string() }))?;
        let lines = text.lines().enumerate().map(|(number, line)| Record::from_line(line, number + 1).map_err(malformed));
        let records = lines.collect::<Result<Vec<_>, _>>()?;
        if records.iter().any(|record| record.experiment.digest != experiment) {
            return Err(StoreError::OtherExperiment { folder: folder.display().to_string() });
        }
        if length < bytes.len() {
            file.set_len(length as u64).and_then(|()| file.sync_all()).map_err(io)?;
        }
        file.seek(SeekFrom::Start(length as u64)).map_err(io)?;
        Ok(Self { path, file, length: length as u64, records })
    }

    /// The folder, for messages.
    pub fn folder(&self) -> String {
        self.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default()
    }

    /// What is kept already.
    pub fn kept(&self) -> &[Record] {
        &self.records
    }

    /// Appends a whole line and waits until the disk has it. After an error the file is as it was.
    ///
    /// *Errors*: a full disk, or what else the operating system reports.
    pub fn append(&mut self, record: Record) -> Result<(), StoreError> {
        let mut line = record.to_line()?.into_bytes();
        line.push(b'\n');
        if let Err(error) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
            // What cannot be cut off is a line without an end, which the next run drops.
            let _ = self.file.set_len(self.length).and_then(|()| self.file.seek(SeekFrom::Start(self.length)));
            return Err(failure(&self.path, error));
        }
        self.length += line.len() as u64;
        self.records.push(record);
        Ok(())
    }
}

/// Whether a folder holds nothing, as one that a killed run has only just made.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Writes a file that is there when it is complete.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let temporary = path.with_extension("tmp");
    let write = || {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    write().map_err(|error| failure(path, error))
}

#[cfg(test)]
mod tests;
