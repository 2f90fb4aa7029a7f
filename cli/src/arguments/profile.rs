//! Flags of profiles.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What a profile is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Every span, for ui.perfetto.dev
    Chrome,
    /// Memory by phase, and by call stack for dhat's viewer; takes joltlab-heap
    Heap,
    /// Instructions by function, for kcachegrind; takes valgrind
    Callgrind,
}

impl Kind {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Heap => "heap",
            Self::Callgrind => "callgrind",
        }
    }

    /// Name of a file with such a profile.
    pub fn file(self, stem: &str) -> String {
        match self {
            Self::Chrome | Self::Heap => format!("{stem}.{}.json", self.name()),
            Self::Callgrind => format!("{stem}.callgrind.out"),
        }
    }
}

#[derive(Args, Debug)]
pub struct ProfileFlags {
    /// Record a profile of the run
    #[arg(long, value_enum, value_name = "KIND")]
    pub profile: Option<Kind>,
    /// File of the profile; PROGRAM.chrome.json, PROGRAM.heap.json or PROGRAM.callgrind.out by default
    #[arg(long, value_name = "FILE", requires = "profile")]
    pub profile_out: Option<PathBuf>,
}
