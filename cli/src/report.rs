//! What commands print.

use crate::error::Failure;
use serde::Serialize;
use std::io::Write;

/// Version of the JSON objects' fields.
pub const SCHEMA: u32 = 1;

/// One JSON object on stdout.
pub fn json(object: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(object).map_err(|error| Failure::Machine(error.to_string()))?;
    line(&text)
}

/// One line on stdout. A reader who has gone is no failure.
pub fn line(text: &str) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Machine(format!("cannot write to stdout: {error}"))),
        _ => Ok(()),
    }
}

/// Lines of a label and a value.
pub fn table(rows: &[(&str, String)]) -> Result<(), Failure> {
    let width = rows.iter().map(|(label, _)| label.len()).max().unwrap_or_default();
    rows.iter().try_for_each(|(label, value)| line(&format!("{label:<width$}  {value}")))
}

/// Functions that a table lists; JSON has all.
const FUNCTIONS: usize = 24;

/// The first lines of a table of functions, and how many more there are.
pub fn first_functions(lines: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let more = lines.len().saturating_sub(FUNCTIONS);
    let mut first: Vec<String> = lines.take(FUNCTIONS).collect();
    if more > 0 {
        first.push(format!("{more:>10} more functions; --json lists all"));
    }
    first
}

/// Bytes as text where they are printable, and in hexadecimal.
pub fn bytes(bytes: &[u8]) -> String {
    let hex = crate::arguments::to_hex(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && text.chars().all(|c| !c.is_control() || c == '\n') => format!("{hex} ({:?})", text),
        _ => hex,
    }
}
