//! Failures by exit status.

use std::fmt;

/// Why the program ends without success; one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A readable proof that is not accepted, or a violation: status 1.
    Rejected(String),
    /// Bad flags, files, programs or keys, or a guest that traps: status 2.
    Input(String),
    /// A guest that traps: one line, and what led to it: status 2.
    Trap {
        /// The line.
        error: String,
        /// Lines that follow it.
        report: String,
    },
    /// The machine failed us: status 3.
    Machine(String),
    /// A process that was started has said what went wrong: its status.
    Said(u8),
}

impl Failure {
    /// Exit status.
    pub fn status(&self) -> u8 {
        match self {
            Self::Rejected(_) => 1,
            Self::Input(_) | Self::Trap { .. } => 2,
            Self::Machine(_) => 3,
            Self::Said(status) => *status,
        }
    }

    /// What is shown after the line of the error, if there is more to say.
    pub fn details(&self) -> &str {
        match self {
            Self::Trap { report, .. } => report,
            Self::Rejected(_) | Self::Input(_) | Self::Machine(_) | Self::Said(_) => "",
        }
    }

    /// Wraps an error of the user's input.
    pub fn input(error: impl fmt::Display) -> Self {
        Self::Input(error.to_string())
    }

    /// Wraps a rejection.
    pub fn rejected(error: impl fmt::Display) -> Self {
        Self::Rejected(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(text) | Self::Input(text) | Self::Trap { error: text, .. } | Self::Machine(text) => f.write_str(text),
            Self::Said(status) => write!(f, "a process ended with status {status}"),
        }
    }
}
