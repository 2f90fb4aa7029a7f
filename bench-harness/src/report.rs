//! A report from a folder of records: one page, tables for papers and for programs, plots for papers.
//!
//! The page loads nothing and has both styles. What is drawn are medians of the samples that count with bootstrap intervals
//! ([`crate::statistics`]); what failed, was skipped or is broken is listed with its reason. Figures of others stand in a table of their
//! own and are marked in every row.

pub mod axis;
pub mod bars;
pub mod facts;
pub mod figures;
pub mod grid;
pub mod lines;
pub mod markup;
pub mod naming;
pub mod page;
pub mod summary;
pub mod svg;
pub mod tables;

use crate::reported::Figure;
use crate::results::{RECORDS_FILE, Results, ResultsError};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The records cannot be used.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// A folder is needed.
    #[error("{path} is no folder; give the folder with {RECORDS_FILE}")]
    NoFolder {
        /// What was given.
        path: String,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file.
        path: String,
        /// What the operating system says.
        source: io::Error,
    },
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files, the page first.
    pub files: Vec<PathBuf>,
    /// What a reader should know about the records.
    pub warnings: Vec<String>,
}

/// Reads the records of a folder and writes `report.html`, `summary.md`, `tables/` and `plots/` beside them.
///
/// *Errors*: records that cannot be used, files that cannot be written; no file is left half-written.
pub fn write(folder: &Path, figures: &[Figure]) -> Result<Written, ReportError> {
    if !folder.is_dir() {
        return Err(ReportError::NoFolder { path: folder.display().to_string() });
    }
    let results = Results::read(folder)?;
    let warnings = results.warnings.clone();
    let mut files = Vec::new();
    for (name, text) in render(&results, figures) {
        let path = folder.join(name);
        replace(&path, text.as_bytes()).map_err(|source| ReportError::Write { path: path.display().to_string(), source })?;
        files.push(path);
    }
    Ok(Written { files, warnings })
}

/// Names and contents of a report's files, the page first.
pub fn render(results: &Results, figures: &[Figure]) -> Vec<(String, String)> {
    let sections = figures::sections(results);
    let (measurements, facts) = (tables::measurements(results), facts::facts(results));
    let reported = facts::beside(results, figures);
    let page =
        page::Page { results, sections: &sections, measurements: &measurements, reported: reported.as_ref(), facts: &facts }.to_html();
    let main = measurements.iter().find(|grid| grid.name == "main");
    let mut files = vec![("report.html".to_string(), page), ("summary.md".to_string(), summary::markdown(results, main))];
    for grid in measurements.iter().chain(&reported).chain(&facts) {
        let readable = grid.readable();
        let texts = [("csv", grid.exact().to_csv()), ("md", readable.to_markdown()), ("tex", readable.to_latex())];
        files.extend(texts.map(|(ending, text)| (format!("tables/{}.{ending}", grid.name), text)));
    }
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for drawing in sections.iter().flat_map(|section| &section.drawings) {
        let name = markup::slug(&drawing.title);
        let count = uses.entry(name.clone()).and_modify(|count| *count += 1).or_insert(1);
        let name = if *count == 1 { name } else { format!("{name}-{count}") };
        files.push((format!("plots/{name}.svg"), drawing.standalone()));
    }
    files
}

/// Writes a file under another name and renames it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = File::create(&temporary).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    let renamed = written.and_then(|()| fs::rename(&temporary, path));
    renamed.inspect_err(|_| {
        // What is left of an attempt that failed is worth nothing, and its error is the one to report.
        let _ = fs::remove_file(&temporary);
    })
}
