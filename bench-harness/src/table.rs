//! Tables as Markdown, as CSV and for LaTeX.

use std::iter::once;

/// Which side of a column its cells stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows of cells under headings.
///
/// ```
/// use bench_harness::table::{Align, Table};
/// let mut table = Table::new([("scheme", Align::Left), ("ms", Align::Right)]);
/// table.push(["hyrax".into(), "9.5".into()]);
/// assert_eq!(table.to_csv(), "scheme,ms\nhyrax,9.5\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<'a>(columns: impl IntoIterator<Item = (&'a str, Align)>) -> Self {
        Self { columns: columns.into_iter().map(|(heading, align)| (heading.into(), align)).collect(), rows: Vec::new() }
    }

    /// Adds a row; missing cells are empty, and cells without a column left out.
    pub fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut cells: Vec<String> = cells.into_iter().collect();
        cells.resize(self.columns.len(), String::new());
        self.rows.push(cells);
    }

    /// Markdown whose columns are aligned in the source too.
    pub fn to_markdown(&self) -> String {
        let headings: Vec<String> = self.columns.iter().map(|(heading, _)| escape_markdown(heading)).collect();
        let rows: Vec<Vec<String>> = self.rows.iter().map(|row| row.iter().map(|cell| escape_markdown(cell)).collect()).collect();
        let width = |k: usize| once(&headings).chain(&rows).map(|row| row[k].chars().count()).max().unwrap_or(0).max(4);
        let widths: Vec<usize> = (0..headings.len()).map(width).collect();
        let pad = |(k, cell): (usize, &String)| match self.columns[k].1 {
            Align::Left => format!(" {cell:<0$} |", widths[k]),
            Align::Right => format!(" {cell:>0$} |", widths[k]),
        };
        let line = |cells: &Vec<String>| format!("|{}\n", cells.iter().enumerate().map(pad).collect::<String>());
        let rule = |(width, (_, align)): (&usize, &(String, Align))| match align {
            Align::Left => "-".repeat(*width),
            Align::Right => format!("{}:", "-".repeat(width - 1)),
        };
        let rules = widths.iter().zip(&self.columns).map(rule).collect();
        once(&headings).chain(once(&rules)).chain(&rows).map(line).collect()
    }

    /// Comma-separated values (RFC 4180, with line feeds), headings first.
    pub fn to_csv(&self) -> String {
        let headings = self.columns.iter().map(|(heading, _)| heading.clone()).collect();
        let line = |cells: &Vec<String>| cells.iter().map(|cell| quote_csv(cell)).collect::<Vec<_>>().join(",") + "\n";
        once(&headings).chain(&self.rows).map(line).collect()
    }

    /// A `tabular` of LaTeX with the rules of the package `booktabs`.
    ///
    /// ```
    /// # use bench_harness::table::{Align, Table};
    /// let mut table = Table::new([("size", Align::Left), ("%", Align::Right)]);
    /// table.push(["2^16".into(), "9.5".into()]);
    /// assert!(table.to_latex().contains("$2^{16}$ & 9.5 \\\\\n"));
    /// ```
    pub fn to_latex(&self) -> String {
        let sides: String = self.columns.iter().map(|(_, align)| if *align == Align::Left { 'l' } else { 'r' }).collect();
        let headings: Vec<String> = self.columns.iter().map(|(heading, _)| heading.clone()).collect();
        let line = |cells: &Vec<String>| cells.iter().map(|cell| escape_latex(cell)).collect::<Vec<_>>().join(" & ") + " \\\\\n";
        let rows: String = self.rows.iter().map(line).collect();
        format!(
            "% \\usepackage{{booktabs}}\n\\begin{{tabular}}{{{sides}}}\n\\toprule\n{}\\midrule\n{rows}\\bottomrule\n\\end{{tabular}}\n",
            line(&headings)
        )
    }

    /// Headings with their sides.
    pub fn columns(&self) -> &[(String, Align)] {
        &self.columns
    }

    /// Rows, each with a cell for every column.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }
}

/// Text whose characters mean themselves in LaTeX; powers of numbers are set as such.
fn escape_latex(cell: &str) -> String {
    let mut escaped = String::new();
    let mut rest = cell;
    while let Some(character) = rest.chars().next() {
        if let Some((base, exponent, after)) = power(rest, escaped.chars().last()) {
            escaped += &format!("${base}^{{{exponent}}}$");
            rest = after;
            continue;
        }
        match character {
            '\\' => escaped += "\\textbackslash{}",
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => escaped.extend(['\\', character]),
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            '<' => escaped += "\\textless{}",
            '>' => escaped += "\\textgreater{}",
            '|' => escaped += "\\textbar{}",
            'µ' => escaped += "\\textmu{}",
            '×' => escaped += "$\\times$",
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
        rest = &rest[character.len_utf8()..];
    }
    escaped
}

/// Base, exponent and what follows, where a number with an exponent begins a word.
pub(crate) fn power(text: &str, before: Option<char>) -> Option<(&str, &str, &str)> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (base, rest) = text.split_at(digits(text));
    let rest = rest.strip_prefix('^')?;
    let (exponent, after) = rest.split_at(digits(rest));
    let starts = !before.is_some_and(char::is_alphanumeric);
    (starts && !base.is_empty() && !exponent.is_empty()).then_some((base, exponent, after))
}

fn escape_markdown(cell: &str) -> String {
    cell.replace('|', "\\|").replace('\n', " ")
}

fn quote_csv(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into() }
}

/// Three significant digits, without an exponent; at most five after the point.
pub fn three_digits(number: f64) -> String {
    // The exponent after rounding: 9.996 is 10.0.
    let scientific = format!("{number:.2e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok()).unwrap_or(0);
    let rounded: f64 = scientific.parse().unwrap_or(number);
    format!("{rounded:.0$}", (2 - exponent).clamp(0, 5) as usize)
}

/// Digits in groups of three: `1,048,576`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    let groups = (0..rest.len()).step_by(3).map(|at| &rest[at..at + 3]);
    once(first).chain(groups).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new([("scheme", Align::Left), ("ms", Align::Right), ("bytes", Align::Right)]);
        table.push(["hyrax".into(), "9.46".into(), "16,384".into()]);
        table.push(["a|b, \"c\"".into(), "10.1".into()]);
        table
    }

    #[test]
    fn markdown_is_aligned() {
        let expected = "\
| scheme    |   ms |  bytes |
| --------- | ---: | -----: |
| hyrax     | 9.46 | 16,384 |
| a\\|b, \"c\" | 10.1 |        |
";
        assert_eq!(table().to_markdown(), expected);
        assert_eq!(Table::new([("é", Align::Right)]).to_markdown(), "|    é |\n| ---: |\n");
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        assert_eq!(table().to_csv(), "scheme,ms,bytes\nhyrax,9.46,\"16,384\"\n\"a|b, \"\"c\"\"\",10.1,\n");
    }

    #[test]
    fn latex_is_escaped() {
        let expected = "\
% \\usepackage{booktabs}
\\begin{tabular}{lrr}
\\toprule
scheme & ms & bytes \\\\
\\midrule
hyrax & 9.46 & 16,384 \\\\
a\\textbar{}b, \"c\" & 10.1 &  \\\\
\\bottomrule
\\end{tabular}
";
        assert_eq!(table().to_latex(), expected);
        let cases = [
            ("2^16 to 2^20", "$2^{16}$ to $2^{20}$"),
            ("x2^4, 2^n", "x2\\textasciicircum{}4, 2\\textasciicircum{}n"),
            ("50 % of $1_000 #{&}", "50 \\% of \\$1\\_000 \\#\\{\\&\\}"),
            ("\\input{~/x}\n", "\\textbackslash{}input\\{\\textasciitilde{}/x\\} "),
            ("µs < 3×", "\\textmu{}s \\textless{} 3$\\times$"),
        ];
        for (text, latex) in cases {
            assert_eq!(escape_latex(text), latex);
        }
    }

    #[test]
    fn numbers_have_three_digits() {
        let cases = [
            (4.9e-8, "0.00000"),
            (0.0, "0.00"),
            (0.0012345, "0.00123"),
            (0.9996, "1.00"),
            (9.994, "9.99"),
            (9.996, "10.0"),
            (99.96, "100"),
            (12345.0, "12300"),
        ];
        for (number, text) in cases {
            assert_eq!(three_digits(number), text);
        }
        assert_eq!([0, 999, 1000, 65536, 1048576].map(grouped), ["0", "999", "1,000", "65,536", "1,048,576"]);
    }
}
