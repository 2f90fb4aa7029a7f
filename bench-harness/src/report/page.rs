//! The page: one file of HTML that loads nothing.

use super::figures::Section;
use super::grid::Grid;
use super::markup::{escape, raised, slug};
use super::summary;
use super::svg::{COLOURS, SERIES, rules};
use crate::results::Results;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What stands on the page.
pub struct Page<'p> {
    /// Where the numbers come from.
    pub results: &'p Results,
    /// The plots.
    pub sections: &'p [Section],
    /// The tables of measurements; the last is that of all samples.
    pub measurements: &'p [Grid],
    /// Figures reported elsewhere.
    pub reported: Option<&'p Grid>,
    /// Configurations, programs, provenance.
    pub facts: &'p [Grid],
}

impl Page<'_> {
    /// The file.
    pub fn to_html(&self) -> String {
        let title = escape(&self.title());
        let body = [self.header(&title), self.navigation(), self.main()].concat();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>\n{}\n{STYLE}</style>\n</head>\n<body>\n{body}<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            style()
        )
    }

    fn title(&self) -> String {
        let mut names: Vec<&str> = self.results.records().iter().map(|record| record.experiment.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        format!("Joltlab: {}", names.join(", "))
    }

    fn header(&self, title: &str) -> String {
        let warnings: String = self.results.warnings.iter().map(|text| format!("<li>{}</li>\n", escape(&raised(text)))).collect();
        let warnings = if warnings.is_empty() { warnings } else { format!("<ul class=\"warnings\">\n{warnings}</ul>\n") };
        let groups = self.results.groups();
        let nothing = groups.iter().all(|group| group.counted.is_empty());
        let nothing = if nothing { "<p class=\"warnings\">No sample counts; the reasons stand below.</p>\n" } else { "" };
        let why = if groups.iter().any(|group| !group.others.is_empty()) { " (<a href=\"#not-counted\">why</a>)" } else { "" };
        let fact = |(name, text): (&str, String)| {
            let link = if name == "Samples" { why } else { "" };
            format!("<div><dt>{name}</dt><dd>{}{link}</dd></div>\n", escape(&raised(&text)))
        };
        let facts: String = summary::facts(self.results).into_iter().map(fact).collect();
        format!(
            "<header>\n<h1>{title}</h1>\n<button type=\"button\" id=\"style\" \
             aria-label=\"Switch between light and dark\">Light or dark</button>\n</header>\n\
             <dl class=\"facts\">\n{facts}</dl>\n{warnings}{nothing}"
        )
    }

    fn navigation(&self) -> String {
        let plots = self.sections.iter().map(|section| section.title);
        let tables = self.measurements.iter().chain(self.reported).chain(self.facts).map(|grid| grid.title.as_str());
        let link = |title: &str| format!("<a href=\"#{}\">{}</a>\n", anchor(title), escape(title));
        let (plots, tables) = (plots.map(link).collect::<String>(), tables.map(link).collect::<String>());
        let plots = if plots.is_empty() { plots } else { format!("<p><span>Plots</span>\n{plots}</p>\n") };
        format!("<nav aria-label=\"Contents\">\n{plots}<p><span>Tables</span>\n{tables}</p>\n</nav>\n")
    }

    fn main(&self) -> String {
        let mut main = String::from("<main>\n");
        let (summary, rest) = self.measurements.split_at(self.measurements.len().min(1));
        main += &summary.iter().map(table).collect::<String>();
        for section in self.sections {
            let figure = |(k, drawing): (usize, &super::svg::Drawing)| {
                format!("<figure>{}</figure>\n", drawing.inline(&format!("{}-{k}", anchor(section.title))))
            };
            let plots: String = section.drawings.iter().enumerate().map(figure).collect();
            let heading = escape(section.title);
            main += &format!("<section id=\"{}\">\n<h2>{heading}</h2>\n", anchor(section.title));
            main +=
                &format!("<p class=\"faint\">{}</p>\n<div class=\"plots\">\n{plots}</div>\n</section>\n", escape(&raised(&section.note)));
        }
        main += &rest.iter().chain(self.reported).chain(self.facts).map(table).collect::<String>();
        main + "</main>\n"
    }
}

fn anchor(title: &str) -> String {
    slug(title)
}

/// A table; that of all samples is folded.
fn table(grid: &Grid) -> String {
    let note = if grid.note.is_empty() { String::new() } else { format!("<p class=\"faint note\">{}</p>\n", escape(&raised(&grid.note))) };
    let (heading, html) = (format!("<h2>{}</h2>", escape(&grid.title)), grid.to_html());
    let id = anchor(&grid.title);
    if grid.name == "samples" {
        return format!("<section id=\"{id}\">\n<details>\n<summary>{heading}</summary>\n{html}{note}</details>\n</section>\n");
    }
    format!("<section id=\"{id}\">\n{heading}\n{html}{note}</section>\n")
}

/// Colours of both styles, and the rules of drawings.
fn style() -> String {
    let series = SERIES.iter().enumerate().map(|(k, (light, dark))| (format!("s{k}"), *light, *dark));
    let all: Vec<(String, &str, &str)> = COLOURS.iter().map(|(name, light, dark)| ((*name).into(), *light, *dark)).chain(series).collect();
    let light: String = all.iter().map(|(name, light, _)| format!("--{name}:{light};")).collect();
    let dark: String = all.iter().map(|(name, _, dark)| format!("--{name}:{dark};")).collect();
    format!(
        ":root{{color-scheme:light;{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-style=light]){{color-scheme:dark;{dark}}}}}\n\
         :root[data-style=dark]{{color-scheme:dark;{dark}}}\n{}",
        rules(|name| format!("var(--{name})"))
    )
}
