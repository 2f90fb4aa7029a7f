//! Profiles of one proof: `joltlab prove --profile KIND`.

mod callgrind;
mod chrome;
mod heap;

pub use heap::Usage;

use crate::arguments::Command;
use crate::arguments::profile::Kind;
use crate::companion::{self, CompanionError};
use crate::error::Failure;
use crate::files::Pending;
use bench_harness::phases::Moment;
use chrome::Chrome;
use heap::Heap;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use tracing_subscriber::{Layer, Registry};

/// What allocates the memory of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allocator {
    /// The system's.
    System,
    /// dhat's, which can be watched.
    Watched,
}

/// Why a profile cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// There is no `joltlab-heap`.
    #[error(transparent)]
    Companion(#[from] CompanionError),
    /// There is no valgrind.
    #[error("valgrind is not on PATH: `sudo apt-get install valgrind` on Debian or Ubuntu, or choose --profile chrome")]
    NoValgrind,
    /// Another process cannot be started.
    #[error("cannot start {program}: {source}")]
    Start {
        /// Its name.
        program: &'static str,
        /// What the operating system says.
        source: io::Error,
    },
    /// It was killed.
    #[error("{program} was killed ({status})")]
    Killed {
        /// Its name.
        program: &'static str,
        /// How.
        status: ExitStatus,
    },
    /// It ended well and left no profile.
    #[error("{program} left no profile")]
    Nothing {
        /// Its name.
        program: &'static str,
    },
}

impl From<ProfileError> for Failure {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::Companion(_) | ProfileError::NoValgrind => Self::input(error),
            ProfileError::Start { .. } | ProfileError::Killed { .. } | ProfileError::Nothing { .. } => Self::Machine(error.to_string()),
        }
    }
}

/// The command's profile and its file, if it asks for one.
fn wanted(command: &Command) -> Option<(Kind, PathBuf)> {
    let Command::Prove(prove) = command else { return None };
    let kind = prove.profile.profile?;
    let stem = prove.program.file_stem().unwrap_or_default().to_string_lossy();
    Some((kind, prove.profile.profile_out.clone().unwrap_or_else(|| kind.file(&stem).into())))
}

/// Who does a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// This process has yet to do it.
    ThisProcess,
    /// Another one has done it.
    Another,
}

/// Does the command in another process if that is what its profile takes.
pub fn delegate(command: &Command, allocator: Allocator) -> Result<Doer, Failure> {
    let Some((kind, path)) = wanted(command) else { return Ok(Doer::ThisProcess) };
    let own: Vec<OsString> = std::env::args_os().skip(1).collect();
    match (kind, allocator) {
        (Kind::Chrome, _) | (Kind::Heap, Allocator::Watched) => return Ok(Doer::ThisProcess),
        (Kind::Heap, Allocator::System) => heap::start(&own)?,
        (Kind::Callgrind, _) => callgrind::start(&path, &own)?,
    }
    Ok(Doer::Another)
}

/// What can be missing for a profile is there.
pub fn available(kind: Kind) -> Result<(), Failure> {
    match kind {
        Kind::Chrome => Ok(()),
        Kind::Heap => Ok(companion::find("choose another --profile").map(|_| ()).map_err(ProfileError::from)?),
        Kind::Callgrind => Ok(callgrind::valgrind().map(|_| ())?),
    }
}

/// The profile that this process takes of itself.
pub enum Recording {
    /// None.
    Nothing,
    /// All spans.
    Chrome(Chrome),
    /// All allocations.
    Heap(Heap),
}

impl Recording {
    /// Begins with it; the file is tried now.
    pub fn begin(command: &Command) -> Result<Self, Failure> {
        let Some((kind, path)) = wanted(command) else { return Ok(Self::Nothing) };
        let file = Pending::create(&path)?;
        match kind {
            Kind::Chrome => Ok(Self::Chrome(Chrome::begin(file)?)),
            Kind::Heap => Ok(Self::Heap(Heap::begin(file))),
            Kind::Callgrind => Ok(Self::Nothing),
        }
    }

    /// What sees the spans.
    pub fn layer(&mut self) -> Option<Box<dyn Layer<Registry> + Send + Sync>> {
        match self {
            Self::Chrome(chrome) => chrome.layer(),
            Self::Nothing | Self::Heap(_) => None,
        }
    }

    /// What is told when phases begin and end.
    pub fn observer(&self) -> impl Fn(Moment) + Send + Sync + 'static {
        let usage = match self {
            Self::Heap(heap) => Some(heap.watch()),
            Self::Nothing | Self::Chrome(_) => None,
        };
        move |moment| usage.iter().for_each(|watch| watch.observe(moment))
    }

    /// Memory by phase so far; nothing unless memory is what is recorded.
    pub fn usage(&self) -> Vec<Usage> {
        match self {
            Self::Heap(heap) => heap.usage(),
            Self::Nothing | Self::Chrome(_) => Vec::new(),
        }
    }

    /// Ends, and writes the file.
    pub fn end(self) -> Result<(), Failure> {
        match self {
            Self::Nothing => Ok(()),
            Self::Chrome(chrome) => chrome.end(),
            Self::Heap(heap) => heap.end(),
        }
    }
}

/// Gives the file that `program` has written its name, and says what opens it.
fn keep(file: Pending, program: &'static str, viewer: &str) -> Result<(), Failure> {
    if file.is_empty() {
        return Err(ProfileError::Nothing { program }.into());
    }
    let path = file.keep()?;
    eprintln!("profile: {}, for {viewer}; the times of a profiled run are not those of others", path.display());
    Ok(())
}

/// What became of the other process, which has said itself what went wrong.
fn ended(program: &'static str, status: ExitStatus) -> Result<(), Failure> {
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(Failure::Said(u8::try_from(code).unwrap_or(1))),
        None => Err(ProfileError::Killed { program, status }.into()),
    }
}
