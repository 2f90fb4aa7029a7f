//! Drawings in SVG: for the page, where style sheets give the colours, and alone, for papers.
//!
//! Elements name what they are (`grid`, `s0` for the first series, ...) and [`rules`] says what that looks like: in the page by variables,
//! so that the light and the dark style share one drawing, and in a file of its own by the light style's colours.

use super::markup::{escape, number, raised};

/// Width of every drawing, in units of its own.
pub const WIDTH: f64 = 600.0;

/// Size of the letters.
pub const LETTER: f64 = 14.0;

/// Colours of series, light and dark, after Okabe and Ito, *Color Universal Design* (2008): distinct for readers with all kinds of colour
/// vision. Yellow is darker on white, blue and black are lighter on black, to keep their contrast.
pub const SERIES: [(&str, &str); 8] = [
    ("#0072b2", "#4c9be8"),
    ("#d55e00", "#f07840"),
    ("#009e73", "#2fc79a"),
    ("#b8629a", "#e39ac4"),
    ("#d98c00", "#f2b84b"),
    ("#56b4e9", "#9bdcff"),
    ("#333333", "#e0e0e0"),
    ("#8a8200", "#f0e442"),
];

/// Dashes of the lines of series: of two series with the same mark, one is dashed otherwise.
const DASHES: [&str; SERIES.len()] = ["none", "9 3", "2.5 2.5", "9 3 2.5 3", "9 3", "2.5 2.5", "9 3 2.5 3", "none"];

/// Other colours: name, light, dark.
pub const COLOURS: [(&str, &str, &str); 10] = [
    ("page", "#ffffff", "#15181c"),
    ("panel", "#f6f7f9", "#1d2126"),
    ("hover", "#e9eef5", "#2a313a"),
    ("text", "#1b1f24", "#e6e8eb"),
    ("faint", "#5b6570", "#9aa4af"),
    ("grid", "#dde1e6", "#333a42"),
    ("axis", "#8a939d", "#6b7580"),
    ("link", "#0b5cad", "#7ab8ff"),
    ("bad", "#b3261e", "#ff8a80"),
    ("good", "#1a7f37", "#6fdc8c"),
];

/// The style of drawings; `colour` writes a colour by its name, `s0` to `s7` or one of [`COLOURS`].
pub fn rules(colour: impl Fn(&str) -> String) -> String {
    let mut rules = format!(
        ".drawing text{{font-family:system-ui,'Segoe UI','Helvetica Neue',Arial,sans-serif;font-size:{LETTER}px;fill:{text}}}\
         .drawing .title{{font-weight:600;font-size:16px}}.drawing .faint{{fill:{faint}}}.drawing .end{{text-anchor:end}}\
         .drawing .middle{{text-anchor:middle}}.drawing .paper{{fill:{page}}}.drawing .grid{{stroke:{grid};stroke-width:1}}\
         .drawing .axis{{stroke:{axis};stroke-width:1}}.drawing .reference{{stroke:{faint};stroke-width:1.5;stroke-dasharray:6 4}}\
         .drawing .tolerance{{fill:{faint};opacity:.14}}.drawing .line{{fill:none;stroke-width:2}}.drawing .band{{opacity:.18}}\
         .drawing .mark{{stroke-width:2}}.drawing .hollow{{fill:{page}}}.drawing .whisker{{fill:none;stroke:{text};stroke-width:1.5}}",
        text = colour("text"),
        faint = colour("faint"),
        page = colour("page"),
        grid = colour("grid"),
        axis = colour("axis"),
    );
    for (k, dashes) in DASHES.iter().enumerate() {
        let c = colour(&format!("s{k}"));
        rules += &format!(".s{k} .line{{stroke-dasharray:{dashes}}}");
        rules += &format!(".s{k} .line,.s{k} .mark{{stroke:{c}}}.s{k} .band,.s{k} .fill,.s{k} .mark:not(.hollow){{fill:{c}}}");
    }
    rules
}

/// A colour of the light style; text colour if there is none of this name.
fn light(name: &str) -> String {
    let series = name.strip_prefix('s').and_then(|k| k.parse::<usize>().ok()).and_then(|k| SERIES.get(k)).map(|(light, _)| *light);
    let other = COLOURS.iter().find(|(known, ..)| *known == name).map(|(_, light, _)| *light);
    series.or(other).unwrap_or("#1b1f24").into()
}

/// A finished drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What it shows, in a few words.
    pub title: String,
    height: f64,
    body: String,
}

impl Drawing {
    /// An empty one under its title.
    pub fn new(title: &str) -> Self {
        let mut drawing = Self { title: title.into(), height: 0.0, body: String::new() };
        let shown = shorten(title, WIDTH * 0.95);
        drawing.text((0.0, 18.0), "title", &shown);
        drawing
    }

    /// Sets the height.
    pub fn set_height(&mut self, height: f64) {
        self.height = height;
    }

    /// As an element of the page; `id` is unique there.
    pub fn inline(&self, id: &str) -> String {
        let (id, title) = (escape(id), escape(&raised(&self.title)));
        format!(
            "<svg class=\"drawing\" role=\"img\" aria-labelledby=\"{id}\" viewBox=\"0 0 {} {}\">\
             <title id=\"{id}\">{title}</title>\n{}</svg>\n",
            number(WIDTH),
            number(self.height),
            self.body
        )
    }

    /// As a file.
    pub fn standalone(&self) -> String {
        let (width, height, style) = (number(WIDTH), number(self.height), rules(light));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"drawing\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"-8 -4 {} {}\">\n<title>{}</title>\n<style>{style}</style>\n\
             <rect class=\"paper\" x=\"-8\" y=\"-4\" width=\"{}\" height=\"{}\"/>\n{}</svg>\n",
            number(WIDTH + 16.0),
            number(self.height + 8.0),
            escape(&raised(&self.title)),
            number(WIDTH + 16.0),
            number(self.height + 8.0),
            self.body
        )
    }

    /// A text that begins at a point; its class may say that it ends or is centred there.
    pub fn text(&mut self, at: (f64, f64), class: &str, text: &str) {
        self.body += &format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>\n", number(at.0), number(at.1), escape(&raised(text)));
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        self.body += &format!("<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>\n");
    }

    /// A rectangle from its upper left corner; readers see `tip` when they point at it.
    pub fn rectangle(&mut self, class: &str, corner: (f64, f64), size: (f64, f64), tip: &str) {
        let [x, y, width, height] = [corner.0, corner.1, size.0, size.1].map(number);
        let tip = tooltip(tip);
        self.body += &format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">{tip}</rect>\n");
    }

    /// A path.
    pub fn path(&mut self, class: &str, data: &str, tip: &str) {
        self.body += &format!("<path class=\"{class}\" d=\"{data}\">{}</path>\n", tooltip(tip));
    }

    /// Draws what belongs to one series.
    pub fn series(&mut self, index: usize, draw: impl FnOnce(&mut Self)) {
        self.body += &format!("<g class=\"s{}\">\n", index % SERIES.len());
        draw(self);
        self.body += "</g>\n";
    }

    /// The mark of a series: shapes, and whether they are filled, tell series apart where colours do not.
    pub fn mark(&mut self, index: usize, at: (f64, f64), tip: &str) {
        let class = if (index / SERIES.len()) % 2 == 1 { "mark hollow" } else { "mark" };
        self.path(class, &shape(index, at), tip);
    }

    /// Series with their names from this height on, in columns; gives the height after them.
    pub fn legend(&mut self, entries: &[(usize, String)], sample: Sample, top: f64) -> f64 {
        let entries: Vec<(usize, String)> = entries.iter().map(|(index, name)| (*index, shorten(name, WIDTH - 60.0))).collect();
        let column = entries.iter().map(|(_, name)| 34.0 + text_width(name) + 18.0).fold(1.0, f64::max);
        let columns = ((WIDTH + 18.0) / column).max(1.0) as usize;
        for (k, (index, name)) in entries.iter().enumerate() {
            let (index, x, y) = (*index, (k % columns) as f64 * column, top + 22.0 * (k / columns) as f64);
            self.series(index, |drawing| match sample {
                Sample::Line => {
                    drawing.line("line", (x, y), (x + 28.0, y));
                    drawing.mark(index, (x + 14.0, y), "");
                }
                Sample::Box => drawing.rectangle("fill", (x + 12.0, y - 7.0), (14.0, 14.0), ""),
            });
            self.text((x + 34.0, y + 5.0), "", name);
        }
        if entries.is_empty() { top } else { top + 22.0 * ((entries.len() - 1) / columns) as f64 + 16.0 }
    }
}

/// What stands beside a name in a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A piece of the line with its mark.
    Line,
    /// A box.
    Box,
}

fn tooltip(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<title>{}</title>", escape(&raised(text))) }
}

/// Points joined by lines.
pub fn polyline(points: &[(f64, f64)]) -> String {
    let point = |(k, (x, y)): (usize, &(f64, f64))| format!("{}{} {}", if k == 0 { 'M' } else { 'L' }, number(*x), number(*y));
    points.iter().enumerate().map(point).collect()
}

fn shape(index: usize, (x, y): (f64, f64)) -> String {
    let polygon = |corners: &[(f64, f64)]| {
        let points: Vec<(f64, f64)> = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        polyline(&points) + "Z"
    };
    match index % 4 {
        0 => format!("M{} {}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", number(x - 4.0), number(y)),
        1 => polygon(&[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)]),
        2 => polygon(&[(0.0, -5.5), (5.0, 4.0), (-5.0, 4.0)]),
        _ => polygon(&[(0.0, -5.5), (5.5, 0.0), (0.0, 5.5), (-5.5, 0.0)]),
    }
}

/// About the width of a text in the drawing's letters.
pub fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER * 0.6
}

/// The text, its end replaced by an ellipsis where it is wider.
pub fn shorten(text: &str, width: f64) -> String {
    let fits = (width / (LETTER * 0.6)).max(2.0) as usize;
    if text.chars().count() <= fits { text.into() } else { text.chars().take(fits - 1).collect::<String>() + "…" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_elements_and_files() {
        let mut drawing = Drawing::new("cost & size");
        drawing.line("grid", (0.0, 0.5), (10.0, 0.5));
        drawing.series(9, |drawing| drawing.mark(9, (5.0, 5.0), "a < b"));
        drawing.set_height(100.0);
        let inline = drawing.inline("plot-1");
        assert!(
            inline.starts_with(
                "<svg class=\"drawing\" role=\"img\" aria-labelledby=\"plot-1\" viewBox=\"0 0 600 100\"><title id=\"plot-1\">"
            )
        );
        assert!(inline.contains("cost &amp; size") && inline.contains("a &lt; b") && !inline.contains("http"));
        // The ninth series has the second colour and a mark that is not filled.
        assert!(inline.contains("<g class=\"s1\">\n<path class=\"mark hollow\""));
        let file = drawing.standalone();
        assert!(file.contains("xmlns=") && file.contains("#0072b2") && !file.contains("var("));
    }

    #[test]
    fn legends_break_lines() {
        let mut drawing = Drawing::new("");
        let names: Vec<(usize, String)> = (0..5).map(|k| (k, format!("a configuration, number {k}"))).collect();
        assert_eq!(drawing.legend(&names, Sample::Line, 50.0), 50.0 + 2.0 * 22.0 + 16.0);
        assert_eq!(drawing.body.matches(">a configuration").count(), 5);
        assert_eq!(drawing.legend(&[(7, "x".repeat(500))], Sample::Line, 50.0), 66.0);
        assert_eq!(drawing.legend(&[], Sample::Box, 50.0), 50.0);
        assert_eq!(shorten("abcdefgh", 4.0 * LETTER * 0.61), "abc…");
    }

    #[test]
    fn colours_have_names() {
        assert_eq!([light("s0"), light("text"), light("s99")], ["#0072b2", "#1b1f24", "#1b1f24"]);
        let rules = rules(|name| format!("var(--{name})"));
        assert!(rules.contains("var(--s7)") && rules.matches('{').count() == rules.matches('}').count());
    }
}
