//! Plots of costs against sizes, as SVG.

use plotters::coord::{CoordTranslate, Shift};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::RangeInclusive;

/// Why there is no plot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlotError {
    /// No series has a point with a positive cost.
    #[error("there is nothing to plot")]
    Empty,
    /// What the drawing library says.
    #[error("drawing: {0}")]
    Drawing(String),
}

/// One line of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name in the legend.
    pub name: String,
    /// `(log2 of the size, seconds)`.
    pub points: Vec<(usize, f64)>,
}

/// Seconds against the logarithm of a size, both axes logarithmic.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// Above the plot.
    pub title: String,
    /// What the size counts.
    pub sizes: String,
    /// The lines, in the legend's order.
    pub series: Vec<Series>,
}

/// Distinct for readers with all kinds of colour vision (Okabe and Ito 2008); the shapes of the marks tell lines apart in black and white.
const COLOURS: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(0, 0, 0),
];

const SIZE: (u32, u32) = (960, 600);
const FONT: &str = "sans-serif";

fn drawing(error: impl std::fmt::Display) -> PlotError {
    PlotError::Drawing(error.to_string())
}

/// Draws the mark of a line.
fn draw_mark<B: DrawingBackend, C: CoordTranslate>(area: &DrawingArea<B, C>, index: usize, at: C::From) -> Result<(), PlotError> {
    let colour = COLOURS[index % COLOURS.len()];
    let result = match index % 4 {
        0 => area.draw(&Circle::new(at, 5, colour.filled())),
        1 => area.draw(&TriangleMarker::new(at, 7, colour.filled())),
        2 => area.draw(&Cross::new(at, 5, colour.stroke_width(2))),
        _ => area.draw(&Circle::new(at, 5, colour.stroke_width(2))),
    };
    result.map_err(drawing)
}

/// Seconds in the unit that fits.
fn duration(seconds: f64) -> String {
    let unit = [(1.0, "s"), (1e-3, "ms"), (1e-6, "µs")].into_iter().find(|(unit, _)| seconds >= unit * 0.999);
    let (unit, name) = unit.unwrap_or((1e-9, "ns"));
    format!("{:.0} {name}", seconds / unit)
}

impl Plot {
    /// The plot as a file in SVG.
    ///
    /// *Errors*: no point with a positive cost.
    pub fn to_svg(&self) -> Result<String, PlotError> {
        let mut text = String::new();
        self.draw(&SVGBackend::with_string(&mut text, SIZE).into_drawing_area())?;
        Ok(text)
    }

    /// Sizes, and whole decades around all costs, with a margin so that the outer ones have labels too.
    fn ranges(&self) -> Result<(RangeInclusive<usize>, std::ops::Range<f64>), PlotError> {
        let points = || self.series.iter().flat_map(|series| &series.points).filter(|(_, cost)| *cost > 0.0);
        let sizes = points().map(|(size, _)| *size);
        let (Some(first), Some(last)) = (sizes.clone().min(), sizes.max()) else { return Err(PlotError::Empty) };
        let decades = points().map(|(_, cost)| cost.log10());
        let low = decades.clone().fold(f64::INFINITY, f64::min).floor();
        let high = decades.fold(f64::NEG_INFINITY, f64::max).ceil().max(low + 1.0);
        Ok((first..=last, 0.999 * 10f64.powf(low)..1.001 * 10f64.powf(high)))
    }

    fn draw(&self, area: &DrawingArea<SVGBackend, Shift>) -> Result<(), PlotError> {
        let (sizes, costs) = self.ranges()?;
        area.fill(&WHITE).map_err(drawing)?;
        let (plot, legend) = area.split_horizontally(SIZE.0 - 240);
        let span = *sizes.start() as f64 - 0.25..*sizes.end() as f64 + 0.25;
        let mut chart = ChartBuilder::on(&plot);
        chart.caption(&self.title, (FONT, 22)).margin(12).x_label_area_size(48).y_label_area_size(80);
        let mut chart = chart.build_cartesian_2d(span, costs.log_scale()).map_err(drawing)?;
        chart
            .configure_mesh()
            .x_desc(&self.sizes)
            .y_desc("time")
            .x_labels(sizes.count())
            .x_max_light_lines(0)
            .x_label_formatter(&|n| format!("2^{n:.0}"))
            .y_label_formatter(&|seconds| duration(*seconds))
            .label_style((FONT, 16))
            .axis_desc_style((FONT, 18))
            .bold_line_style(RGBColor(205, 205, 205))
            .light_line_style(RGBColor(238, 238, 238))
            .draw()
            .map_err(drawing)?;
        for (index, series) in self.series.iter().enumerate() {
            let points = series.points.iter().filter(|(_, cost)| *cost > 0.0).map(|(size, cost)| (*size as f64, *cost));
            let line = LineSeries::new(points.clone(), COLOURS[index % COLOURS.len()].stroke_width(2));
            chart.draw_series(line).map_err(drawing)?;
            points.into_iter().try_for_each(|point| draw_mark(chart.plotting_area(), index, point))?;
            self.draw_legend(&legend, index)?;
        }
        area.present().map_err(drawing)
    }

    fn draw_legend(&self, area: &DrawingArea<SVGBackend, Shift>, index: usize) -> Result<(), PlotError> {
        let y = 70 + 28 * index as i32;
        let colour = COLOURS[index % COLOURS.len()].stroke_width(2);
        area.draw(&PathElement::new([(4, y), (36, y)], colour)).map_err(drawing)?;
        draw_mark(area, index, (20, y))?;
        let style = (FONT, 16).into_text_style(area).pos(Pos::new(HPos::Left, VPos::Center));
        area.draw(&Text::new(self.series[index].name.clone(), (44, y), style)).map_err(drawing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let series = |name: &str, points: &[(usize, f64)]| Series { name: name.into(), points: points.to_vec() };
        let series = vec![series("hyrax", &[(12, 0.002), (14, 0.008)]), series("no commitment", &[(12, 0.0), (14, 3.0)])];
        Plot { title: "commit".into(), sizes: "values".into(), series }
    }

    #[test]
    fn svg_has_axes_lines_and_a_legend() {
        let svg = plot().to_svg().unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        for text in ["commit", "values", "time", "2^12", "2^14", "1 ms", "1 s", "10 s", "hyrax", "no commitment"] {
            assert!(svg.lines().any(|line| line.trim() == text), "{text}");
        }
        // Two lines, each with its sample in the legend; a cost of zero has no place on a logarithmic axis.
        for (colour, marks) in [("#0072B2", 3), ("#D55E00", 2)] {
            let elements = |tag: &str| svg.lines().filter(|line| line.contains(tag) && line.contains(colour)).count();
            assert_eq!(elements("<circle") + elements("<polygon"), marks, "{colour}");
        }
        assert_eq!(plot().to_svg().unwrap(), svg);
    }

    #[test]
    fn nothing_is_no_plot() {
        let mut empty = plot();
        empty.series.iter_mut().for_each(|series| series.points.retain(|(_, cost)| *cost == 0.0));
        assert_eq!(empty.to_svg(), Err(PlotError::Empty));
    }

    #[test]
    fn durations_have_units() {
        assert_eq!([1e-8, 1e-5, 1e-3, 0.1, 1.0, 100.0].map(duration), ["10 ns", "10 µs", "1 ms", "100 ms", "1 s", "100 s"]);
    }
}
