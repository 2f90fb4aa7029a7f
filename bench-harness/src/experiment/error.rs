//! What is wrong with an experiment's file.

use crate::guests::GuestsError;
use std::{fmt, io};

/// Why a file is no experiment.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// The programs of the repository are not there.
    #[error(transparent)]
    Guests(#[from] GuestsError),
    /// A line that is no TOML, an unknown key, a value of another type.
    #[error("line {line}{}: {message}", key.as_ref().map(|key| format!(", `{key}`")).unwrap_or_default())]
    Syntax {
        /// Where.
        line: usize,
        /// The key on that line, if there is one.
        key: Option<String>,
        /// What the parser says.
        message: String,
    },
    /// A value that makes no sense.
    #[error("line {line}, `{key}`: {problem}")]
    Key {
        /// Where.
        line: usize,
        /// The key.
        key: &'static str,
        /// What is wrong.
        problem: Problem,
    },
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A name that nothing has.
    Unknown {
        /// What should have it.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest one that there is.
        nearest: Option<String>,
    },
    /// A number out of range.
    OutOfRange {
        /// It.
        value: u64,
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// Nothing where something is needed.
    Missing {
        /// What to give.
        give: &'static str,
    },
    /// Two keys that exclude each other.
    Contradicts {
        /// The other one.
        other: &'static str,
        /// Why.
        because: &'static str,
    },
    /// The same thing twice.
    Repeated {
        /// What.
        value: String,
    },
    /// Text of another form.
    Form {
        /// What is expected.
        expected: &'static str,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, name, nearest: Some(nearest) } => write!(f, "no {what} is called `{name}`; did you mean `{nearest}`?"),
            Self::Unknown { what, name, nearest: None } => write!(f, "no {what} is called `{name}`"),
            Self::OutOfRange { value, min, max } => write!(f, "{value} is not between {min} and {max}"),
            Self::Missing { give } => write!(f, "nothing is given; give {give}"),
            Self::Contradicts { other, because } => write!(f, "contradicts `{other}`: {because}; leave one of them out"),
            Self::Repeated { value } => write!(f, "{value} is there twice; leave one out"),
            Self::Form { expected } => write!(f, "this is not {expected}"),
        }
    }
}

/// The line of a byte of a text, from 1 up.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// The last key that begins a line up to this one.
fn key_before(text: &str, line: usize) -> Option<String> {
    let key = |line: &str| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim();
        let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
        bare.then(|| key.to_string())
    };
    let lines: Vec<&str> = text.lines().take(line).collect();
    lines.into_iter().rev().take_while(|line| !line.trim_start().starts_with('[')).find_map(key)
}

impl ExperimentError {
    /// An error of the parser, at its place.
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let line = line_of(text, error.span().map_or(0, |span| span.start));
        let message = error.message().replace('\n', " ");
        // A message about a missing or unknown key names it.
        let named = message.contains("field `");
        Self::Syntax { line, key: if named { None } else { key_before(text, line) }, message: message.replace("field `", "key `") }
    }
}
