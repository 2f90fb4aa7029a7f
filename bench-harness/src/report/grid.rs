//! Tables whose numbers are exact in files for programs, short for readers, and sorted by value on the page.

use super::axis::count;
use super::markup::{escape, raised};
use crate::table::{Align, Table, three_digits};

/// Texts with more characters are broken into lines.
const LONG: usize = 36;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A number, and how readers see it.
    Number(f64, String),
    /// A power of two, by its logarithm.
    Power(u32),
    /// Ends of an interval.
    Interval(f64, f64),
    /// Words that mark their row as somebody else's.
    Elsewhere(String),
    /// Nothing.
    Missing,
}

impl Value {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A measured number, to three digits.
    pub fn measured(value: Option<f64>) -> Self {
        value.map_or(Self::Missing, |value| Self::Number(value, three_digits(value)))
    }

    /// A count, in groups of three digits.
    pub fn count(value: Option<u64>) -> Self {
        value.map_or(Self::Missing, |value| Self::Number(value as f64, count(value as f64)))
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(_, text) | Self::Elsewhere(text) => text.clone(),
            Self::Power(log) => format!("2^{log}"),
            Self::Interval(low, high) => format!("{} to {}", three_digits(*low), three_digits(*high)),
            Self::Missing => String::new(),
        }
    }

    fn exact(&self) -> String {
        match self {
            Self::Text(text) | Self::Elsewhere(text) => text.clone(),
            Self::Number(value, _) => value.to_string(),
            Self::Interval(low, high) => format!("{low} to {high}"),
            Self::Power(log) => 1u64.checked_shl(*log).map_or_else(|| format!("2^{log}"), |power| power.to_string()),
            Self::Missing => String::new(),
        }
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Name of its files.
    pub name: String,
    /// Above it.
    pub title: String,
    /// What a reader should know, in a sentence; may be empty.
    pub note: String,
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<Value>>,
}

impl Grid {
    /// A table without rows; headings of numbers begin with `#`, which is not shown.
    pub fn new(name: &str, title: &str, note: &str, headings: &[&str]) -> Self {
        let column = |heading: &&str| match heading.strip_prefix('#') {
            Some(heading) => (heading.to_string(), Align::Right),
            None => (heading.to_string(), Align::Left),
        };
        Self { name: name.into(), title: title.into(), note: note.into(), columns: headings.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a column of numbers.
    pub fn add_column(&mut self, heading: &str) {
        self.columns.push((heading.into(), Align::Right));
    }

    /// Adds a row; missing cells are empty, and cells without a column left out.
    pub fn push(&mut self, mut row: Vec<Value>) {
        row.resize(self.columns.len(), Value::Missing);
        self.rows.push(row);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The same without columns that are empty everywhere.
    pub fn without_empty_columns(mut self) -> Self {
        let kept: Vec<bool> = (0..self.columns.len()).map(|k| self.rows.iter().any(|row| row[k] != Value::Missing)).collect();
        let mut keep = kept.iter();
        self.columns.retain(|_| keep.next() == Some(&true));
        for row in &mut self.rows {
            let mut keep = kept.iter();
            row.retain(|_| keep.next() == Some(&true));
        }
        self
    }

    /// For readers: Markdown and LaTeX are made of it.
    pub fn readable(&self) -> Table {
        self.table(Value::shown)
    }

    /// For programs: CSV is made of it.
    pub fn exact(&self) -> Table {
        self.table(Value::exact)
    }

    fn table(&self, cell: impl Fn(&Value) -> String) -> Table {
        let mut table = Table::new(self.columns.iter().map(|(heading, align)| (heading.as_str(), *align)));
        self.rows.iter().for_each(|row| table.push(row.iter().map(&cell)));
        table
    }

    /// As a sortable table of the page.
    pub fn to_html(&self) -> String {
        let heading = |(heading, align): &(String, Align)| {
            let class = if *align == Align::Right { " class=\"number\"" } else { "" };
            format!("<th scope=\"col\"{class} aria-sort=\"none\"><button type=\"button\">{}</button></th>", escape(&with_unit(heading)))
        };
        let row = |row: &Vec<Value>| {
            let class = if row.iter().any(|value| matches!(value, Value::Elsewhere(_))) { " class=\"elsewhere\"" } else { "" };
            format!("<tr{class}>{}</tr>\n", row.iter().zip(&self.columns).map(html_cell).collect::<String>())
        };
        format!(
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"sortable\">\n\
             <thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n",
            escape(&self.title),
            self.columns.iter().map(heading).collect::<String>(),
            self.rows.iter().map(row).collect::<String>()
        )
    }
}

/// The heading with its unit in the same line.
fn with_unit(heading: &str) -> String {
    match heading.rsplit_once(' ') {
        Some((words, unit)) if unit.chars().count() <= 3 => format!("{words}\u{a0}{unit}"),
        _ => heading.into(),
    }
}

/// A cell of the page, sorted by the value that it shows; long texts may break.
fn html_cell((value, (_, align)): (&Value, &(String, Align))) -> String {
    let sorted_by = match value {
        Value::Number(number, _) | Value::Interval(number, _) => format!(" data-value=\"{number}\""),
        Value::Power(log) => format!(" data-value=\"{log}\""),
        Value::Text(_) | Value::Elsewhere(_) | Value::Missing => String::new(),
    };
    let shown = value.shown();
    let class = match align {
        Align::Right => " class=\"number\"",
        Align::Left if shown.chars().count() > LONG => " class=\"long\"",
        Align::Left => "",
    };
    format!("<td{class}{sorted_by}>{}</td>", escape(&raised(&shown)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let mut grid = Grid::new("results", "Results", "", &["configuration", "#size", "#seconds", "#nothing"]);
        grid.push(vec![Value::text("a<b"), Value::Power(14), Value::measured(Some(1.23456))]);
        grid
    }

    #[test]
    fn rows_of_others_and_long_texts_are_marked() {
        let mut grid = Grid::new("reported", "Reported", "", &["where", "#interval", "source"]);
        grid.push(vec![Value::Elsewhere("reported elsewhere".into()), Value::Interval(1.25, 30.0), Value::text("words ".repeat(9))]);
        let html = grid.to_html();
        assert!(html.contains("<tr class=\"elsewhere\"><td>reported elsewhere</td>"));
        assert!(html.contains("data-value=\"1.25\">1.25 to 30.0</td><td class=\"long\">words"));
        assert!(grid.exact().to_csv().contains(",1.25 to 30,"));
    }

    #[test]
    fn files_are_exact_and_readers_see_three_digits() {
        assert_eq!(grid().exact().to_csv(), "configuration,size,seconds,nothing\na<b,16384,1.23456,\n");
        assert_eq!(grid().without_empty_columns().readable().to_csv(), "configuration,size,seconds\na<b,2^14,1.23\n");
    }

    #[test]
    fn pages_sort_by_value() {
        let html = grid().to_html();
        assert!(html.contains("<td>a&lt;b</td><td class=\"number\" data-value=\"14\">2¹⁴</td>"));
        assert!(html.contains("data-value=\"1.23456\">1.23</td><td class=\"number\"></td>"));
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(Value::count(Some(1 << 20)), Value::Number(1048576.0, "1,048,576".into()));
        assert_eq!(Value::count(None), Value::Missing);
    }
}
