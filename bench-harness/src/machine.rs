//! What a result needs beside its numbers: processor, cores, date and commit; nothing that names a machine or its folders.

use std::{fmt, path::Path, process::Command, thread, time::SystemTime};

/// Where and when something was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The processor's model.
    pub cpu: String,
    /// Cores that this process may use.
    pub cores: usize,
    /// `YYYY-MM-DD`, UTC.
    pub date: String,
    /// Short hash of the commit that is checked out; `+` where tracked files differ from it.
    pub commit: String,
}

impl Machine {
    /// This one, now; what cannot be found out is "unknown".
    pub fn detect() -> Self {
        let unknown = || "unknown".to_string();
        let days = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs() / 86400);
        Self {
            cpu: std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| processor(&text)).unwrap_or_else(unknown),
            cores: thread::available_parallelism().map_or(1, usize::from),
            date: date(days),
            commit: commit().unwrap_or_else(unknown),
        }
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} cores, {}, commit {}", self.cpu, self.cores, self.date, self.commit)
    }
}

/// The processor in the text of Linux' `cpuinfo`; some virtual machines give a model's name without its number.
pub(crate) fn processor(text: &str) -> Option<String> {
    let field =
        |name: &str| text.lines().find_map(|line| line.split_once(':').filter(|(key, _)| key.trim() == name)).map(|(_, v)| v.trim());
    let name = field("model name")?;
    Some(match (field("cpu family"), field("model")) {
        (Some(family), Some(model)) => format!("{name} (family {family}, model {model})"),
        _ => name.into(),
    })
}

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_string())
}

/// Short hash of the commit that is checked out in a folder, and whether tracked files differ from it.
pub(crate) fn commit_of(folder: &Path) -> Option<(String, bool)> {
    let hash = git(folder, &["rev-parse", "--short", "HEAD"])?;
    let changed = git(folder, &["status", "--porcelain", "--untracked-files=no"])?;
    Some((hash, !changed.is_empty()))
}

fn commit() -> Option<String> {
    let (hash, dirty) = commit_of(Path::new("."))?;
    Some(if dirty { hash + "+" } else { hash })
}

/// The date so many days after 1 January 1970, in the Gregorian calendar.
pub(crate) fn date(mut days: u64) -> String {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = |year, month| match month {
        2 => 28 + u64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let (mut year, mut month) = (1970, 1);
    while days >= length(year, month) {
        days -= length(year, month);
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    format!("{year}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let cases = [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11016, "2000-02-29"),
            (20454, "2026-01-01"),
            (47541, "2100-03-01"),
        ];
        for (days, text) in cases {
            assert_eq!(date(days), text);
        }
    }

    #[test]
    fn processors_have_names() {
        let text = "processor\t: 0\ncpu family\t: 6\nmodel\t\t: 207\nmodel name\t: Some Processor\nprocessor\t: 1\nmodel name\t: Other\n";
        assert_eq!(processor(text).as_deref(), Some("Some Processor (family 6, model 207)"));
        assert_eq!(processor("model name: X: Y"), Some("X: Y".into()));
        assert_eq!(processor("flags: none"), None);
        assert!(Machine::detect().cores > 0);
    }
}
