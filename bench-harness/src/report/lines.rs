//! Costs against sizes as lines with bands.

use super::axis::{Axis, Spacing, Unit};
use super::svg::{Drawing, Sample, WIDTH, polyline, text_width};
use crate::statistics::Estimate;

/// A line of a [`LineChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which series it is: the same one in all charts of the same cells.
    pub series: usize,
    /// Name in the legend.
    pub name: String,
    /// `(log2 of the size, cost)`, in the order of sizes.
    pub points: Vec<(u32, Estimate)>,
}

/// A value that lines are compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// Where its line stands.
    pub value: f64,
    /// Half the width of the band around it.
    pub tolerance: f64,
}

/// A chart of lines.
#[derive(Clone, Debug, PartialEq)]
pub struct LineChart {
    /// Above it.
    pub title: String,
    /// What the size counts.
    pub sizes: String,
    /// What the cost is.
    pub cost: String,
    /// What the cost is counted in.
    pub unit: Unit,
    /// How costs are spread.
    pub spacing: Spacing,
    /// The lines, in the legend's order.
    pub lines: Vec<Line>,
    /// What they are compared with.
    pub reference: Option<Reference>,
}

const TOP: f64 = 70.0;
const BOTTOM: f64 = 340.0;
const RIGHT: f64 = WIDTH - 12.0;

struct Frame {
    sizes: Axis,
    costs: Axis,
    left: f64,
}

impl Frame {
    fn x(&self, log_size: u32) -> f64 {
        self.left + (RIGHT - self.left) * self.sizes.place(f64::from(log_size))
    }

    fn y(&self, cost: f64) -> f64 {
        BOTTOM - (BOTTOM - TOP) * self.costs.place(cost)
    }
}

impl LineChart {
    /// The drawing; none where no line has a point.
    pub fn draw(&self) -> Option<Drawing> {
        let frame = self.frame()?;
        let mut drawing = Drawing::new(&self.title);
        self.draw_axes(&mut drawing, &frame);
        for line in &self.lines {
            drawing.series(line.series, |drawing| self.draw_line(drawing, &frame, line));
        }
        let names: Vec<(usize, String)> = self.lines.iter().map(|line| (line.series, line.name.clone())).collect();
        let end = drawing.legend(&names, Sample::Line, BOTTOM + 62.0);
        drawing.set_height(end);
        Some(drawing)
    }

    fn frame(&self) -> Option<Frame> {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let sizes = points().map(|(size, _)| *size);
        let sizes = Axis::powers(sizes.clone().min()?, sizes.max()?);
        let reference = self.reference.iter().flat_map(|r| [r.value - r.tolerance, r.value + r.tolerance]);
        let values = points().flat_map(|(_, cost)| [cost.low, cost.centre, cost.high]).chain(reference);
        let costs = Axis::of(values, self.unit, self.spacing, 6)?;
        let widest = costs.ticks.iter().map(|(_, name)| text_width(name)).fold(0.0, f64::max);
        Some(Frame { sizes, costs, left: widest + 12.0 })
    }

    fn draw_axes(&self, drawing: &mut Drawing, frame: &Frame) {
        drawing.text((0.0, 42.0), "faint", &self.cost);
        for (value, name) in &frame.costs.ticks {
            let y = frame.y(*value);
            drawing.line("grid", (frame.left, y), (RIGHT, y));
            drawing.text((frame.left - 8.0, y + 5.0), "end faint", name);
        }
        if let Some(Reference { value, tolerance }) = self.reference {
            let (top, bottom) = (frame.y(value + tolerance), frame.y(value - tolerance));
            drawing.rectangle("tolerance", (frame.left, top), (RIGHT - frame.left, bottom - top), "");
            drawing.line("reference", (frame.left, frame.y(value)), (RIGHT, frame.y(value)));
        }
        drawing.line("axis", (frame.left, BOTTOM), (RIGHT, BOTTOM));
        for (value, name) in &frame.sizes.ticks {
            let x = frame.left + (RIGHT - frame.left) * frame.sizes.place(*value);
            drawing.line("axis", (x, BOTTOM), (x, BOTTOM + 5.0));
            drawing.text((x, BOTTOM + 20.0), "middle faint", name);
        }
        drawing.text(((frame.left + RIGHT) / 2.0, BOTTOM + 40.0), "middle faint", &self.sizes);
    }

    fn draw_line(&self, drawing: &mut Drawing, frame: &Frame, line: &Line) {
        let shown = || line.points.iter().filter(|(_, cost)| frame.costs.holds(cost.centre));
        let upper = shown().map(|(size, cost)| (frame.x(*size), frame.y(cost.high)));
        let lower = shown().rev().map(|(size, cost)| (frame.x(*size), frame.y(cost.low)));
        let centre: Vec<(f64, f64)> = shown().map(|(size, cost)| (frame.x(*size), frame.y(cost.centre))).collect();
        if centre.len() > 1 {
            if shown().any(|(_, cost)| cost.high > cost.low) {
                let band: Vec<(f64, f64)> = upper.chain(lower).collect();
                drawing.path("band", &(polyline(&band) + "Z"), "");
            }
            drawing.path("line", &polyline(&centre), "");
        } else if let (Some((_, cost)), Some((x, _))) = (shown().next(), centre.first()) {
            drawing.line("line", (*x, frame.y(cost.low)), (*x, frame.y(cost.high)));
        }
        for ((size, cost), at) in shown().zip(&centre) {
            drawing.mark(line.series, *at, &format!("{}, 2^{size}: {}", line.name, describe(cost, self.unit)));
        }
    }
}

/// An estimate in words.
pub fn describe(estimate: &Estimate, unit: Unit) -> String {
    let centre = unit.format(estimate.centre);
    match estimate.samples {
        0 => centre,
        1 => format!("{centre} (one sample)"),
        n => format!("{centre} ({} to {}, {n} samples)", unit.format(estimate.low), unit.format(estimate.high)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(size: u32, centre: f64, spread: f64) -> (u32, Estimate) {
        (size, Estimate { centre, low: centre - spread, high: centre + spread, samples: if spread > 0.0 { 5 } else { 1 } })
    }

    fn chart(lines: Vec<Line>) -> LineChart {
        LineChart {
            title: "Prover time".into(),
            sizes: "padded cycles".into(),
            cost: "seconds".into(),
            unit: Unit::Seconds,
            spacing: Spacing::Logarithmic,
            lines,
            reference: None,
        }
    }

    #[test]
    fn lines_have_bands_where_samples_differ() {
        let many = Line { series: 0, name: "a".into(), points: vec![point(12, 0.1, 0.01), point(13, 0.2, 0.02)] };
        let single = Line { series: 1, name: "b".into(), points: vec![point(12, 0.3, 0.0), point(13, 0.4, 0.0)] };
        let svg = chart(vec![many, single]).draw().unwrap().inline("x");
        assert_eq!(svg.matches("class=\"band\"").count(), 1);
        assert_eq!(svg.matches("<path class=\"line\"").count(), 2);
        assert!(svg.contains("a, 2¹³: 200 ms (180 ms to 220 ms, 5 samples)") && svg.contains("b, 2¹²: 300 ms (one sample)"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }

    #[test]
    fn one_point_is_a_mark() {
        let svg = chart(vec![Line { series: 0, name: "a".into(), points: vec![point(12, 0.1, 0.0)] }]).draw().unwrap().inline("x");
        assert_eq!(svg.matches("<path class=\"mark\"").count(), 2);
        assert!(!svg.contains("<path class=\"line\"") && !svg.contains("NaN"));
        assert_eq!(chart(vec![]).draw(), None);
        assert_eq!(chart(vec![Line { series: 0, name: "a".into(), points: vec![point(12, 0.0, 0.0)] }]).draw(), None);
    }

    #[test]
    fn references_are_drawn() {
        let mut chart = chart(vec![Line { series: 0, name: "a".into(), points: vec![point(12, 1.05, 0.0), point(14, 0.97, 0.0)] }]);
        chart.spacing = Spacing::Close;
        chart.unit = Unit::Ratio;
        chart.reference = Some(Reference { value: 1.0, tolerance: 0.2 });
        let svg = chart.draw().unwrap().inline("x");
        assert!(svg.contains("class=\"tolerance\"") && svg.contains("class=\"reference\""));
    }
}
