//! Costs as horizontal bars: parts of a whole, and centres with intervals.

use super::axis::{Axis, Spacing, Unit};
use super::figures::{WIDE, spread};
use super::lines::describe;
use super::svg::{Drawing, SERIES, Sample, WIDTH, shorten, text_width};
use crate::statistics::Estimate;

/// Parts that are drawn apart; the others are summed.
const PARTS: usize = 8;
const TOP: f64 = 36.0;
const BAR: f64 = 18.0;
const ROW: f64 = 28.0;

/// Parts that have a colour of their own in every chart, by how their names begin: the prover's phases, and the blocks of the proof.
const BLOCKS: [&str; 7] = ["witness", "commit", "bytecode", "lookups", "memory", "r1cs", "opening"];

/// The series of each part: that of its block, or one that no block of these parts has.
fn series_of(parts: &[String]) -> Vec<usize> {
    let block = |part: &String| BLOCKS.iter().position(|block| part.starts_with(block));
    let mut free = (0..SERIES.len()).rev().filter(|k| parts.iter().all(|part| block(part) != Some(*k))).cycle();
    parts.iter().map(|part| block(part).or_else(|| free.next()).unwrap_or(0)).collect()
}

/// A whole and its parts, one bar a row.
#[derive(Clone, Debug, PartialEq)]
pub struct StackedBars {
    /// Above them.
    pub title: String,
    /// What the values are.
    pub values: String,
    /// What they are counted in.
    pub unit: Unit,
    /// Names of the parts.
    pub parts: Vec<String>,
    /// Name of the row, and a value for each part.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// Centres with intervals, one bar a row.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalBars {
    /// Above them.
    pub title: String,
    /// What the values are.
    pub values: String,
    /// What they are counted in.
    pub unit: Unit,
    /// Name of the row and its value.
    pub rows: Vec<(String, Estimate)>,
}

struct Frame {
    axis: Axis,
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    /// Names on the left, `values` spread over what remains, and room for `margin` on the right.
    fn of(names: &[&str], values: impl Iterator<Item = f64>, unit: Unit, margin: f64) -> Option<Self> {
        let widest = names.iter().map(|name| text_width(name)).fold(0.0, f64::max);
        let left = (widest + 12.0).min(WIDTH * 0.56);
        let axis = Axis::of(values, unit, Spacing::FromZero, ((WIDTH - margin - left) / 70.0) as usize)?;
        Some(Self { axis, left, right: WIDTH - margin, bottom: TOP + ROW * names.len() as f64 + 4.0 })
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (self.right - self.left) * self.axis.place(value)
    }

    fn top(row: usize) -> f64 {
        TOP + ROW * row as f64 + (ROW - BAR) / 2.0
    }

    fn draw(&self, drawing: &mut Drawing, names: &[&str], values: &str) {
        for (value, name) in &self.axis.ticks {
            let x = self.x(*value);
            drawing.line("grid", (x, TOP), (x, self.bottom));
            drawing.text((x, self.bottom + 18.0), "middle faint", name);
        }
        for (row, name) in names.iter().enumerate() {
            let shown = shorten(name, self.left - 8.0);
            drawing.text((self.left - 8.0, Self::top(row) + BAR / 2.0 + 5.0), "end", &shown);
        }
        drawing.line("axis", (self.left, TOP), (self.left, self.bottom));
        drawing.text(((self.left + self.right) / 2.0, self.bottom + 38.0), "middle faint", values);
    }
}

impl StackedBars {
    /// The drawing; none where there is nothing but zeros.
    pub fn draw(&self) -> Option<Drawing> {
        let merged = self.merged();
        let names: Vec<&str> = merged.rows.iter().map(|(name, _)| name.as_str()).collect();
        let totals: Vec<f64> = merged.rows.iter().map(|(_, parts)| parts.iter().sum()).collect();
        if !totals.iter().any(|total| *total > 0.0) {
            return None;
        }
        let shares = spread(&totals) > WIDE;
        let (unit, values) = if shares { (Unit::Percent, format!("share of {}", self.values)) } else { (self.unit, self.values.clone()) };
        let scale = |row: usize| if shares && totals[row] > 0.0 { 100.0 / totals[row] } else { 1.0 };
        let lengths = totals.iter().enumerate().map(|(row, total)| total * scale(row));
        let frame = Frame::of(&names, lengths.clone(), unit, 84.0)?;
        let mut drawing = Drawing::new(&self.title);
        frame.draw(&mut drawing, &names, &values);
        let series = series_of(&merged.parts);
        for (index, part) in merged.parts.iter().enumerate() {
            drawing.series(series[index], |drawing| {
                for (row, (name, values)) in merged.rows.iter().enumerate().filter(|(_, (_, values))| values[index] > 0.0) {
                    let before: f64 = values[..index].iter().sum();
                    let (from, to) = (frame.x(before * scale(row)), frame.x((before + values[index]) * scale(row)));
                    let share = 100.0 * values[index] / totals[row];
                    let tip = format!("{name}, {part}: {} ({share:.1} %)", self.unit.format(values[index]));
                    drawing.rectangle("fill", (from, Frame::top(row)), ((to - from - 1.0).max(0.5), BAR), &tip);
                }
            });
        }
        for (row, length) in lengths.enumerate() {
            drawing.text((frame.x(length) + 8.0, Frame::top(row) + BAR / 2.0 + 5.0), "faint", &self.unit.format(totals[row]));
        }
        let entries: Vec<(usize, String)> = series.into_iter().zip(merged.parts).collect();
        let end = drawing.legend(&entries, Sample::Box, frame.bottom + 62.0);
        drawing.set_height(end);
        Some(drawing)
    }

    /// The largest parts in their order, the others as one; rows have a value for each.
    fn merged(&self) -> Self {
        let sum = |part: usize| self.rows.iter().filter_map(|(_, values)| values.get(part)).sum::<f64>();
        let mut by_size: Vec<usize> = (0..self.parts.len()).filter(|part| sum(*part) > 0.0).collect();
        by_size.sort_by(|a, b| sum(*b).total_cmp(&sum(*a)));
        let others = if by_size.len() > PARTS { by_size.split_off(PARTS - 1) } else { Vec::new() };
        by_size.sort_unstable();
        let value = |values: &[f64], part: usize| values.get(part).copied().unwrap_or(0.0);
        let row = |values: &Vec<f64>| {
            let rest = (!others.is_empty()).then(|| others.iter().map(|part| value(values, *part)).sum());
            by_size.iter().map(|part| value(values, *part)).chain(rest).collect()
        };
        let other = (!others.is_empty()).then(|| format!("{} others", others.len()));
        Self {
            parts: by_size.iter().map(|part| self.parts[*part].clone()).chain(other).collect(),
            rows: self.rows.iter().map(|(name, values)| (name.clone(), row(values))).collect(),
            ..self.clone()
        }
    }
}

impl IntervalBars {
    /// The drawing; none where there are no rows.
    pub fn draw(&self) -> Option<Drawing> {
        let names: Vec<&str> = self.rows.iter().map(|(name, _)| name.as_str()).collect();
        let frame = Frame::of(&names, self.rows.iter().map(|(_, value)| value.high), self.unit, 96.0)?;
        let mut drawing = Drawing::new(&self.title);
        frame.draw(&mut drawing, &names, &self.values);
        for (row, (name, value)) in self.rows.iter().enumerate() {
            let (top, middle) = (Frame::top(row), Frame::top(row) + BAR / 2.0);
            let tip = format!("{name}: {}", describe(value, self.unit));
            drawing.series(0, |drawing| {
                drawing.rectangle("fill", (frame.left, top), ((frame.x(value.centre) - frame.left).max(0.5), BAR), &tip);
            });
            let (low, high) = (frame.x(value.low), frame.x(value.high));
            if value.has_interval() && high > low {
                drawing.line("whisker", (low, middle), (high, middle));
                [low, high].into_iter().for_each(|x| drawing.line("whisker", (x, middle - 4.0), (x, middle + 4.0)));
            }
            drawing.text((high + 8.0, middle + 5.0), "faint", &self.unit.format(value.centre));
        }
        drawing.set_height(frame.bottom + 46.0);
        Some(drawing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacked(parts: usize, rows: &[(&str, &[f64])]) -> StackedBars {
        StackedBars {
            title: "Phases".into(),
            values: "seconds".into(),
            unit: Unit::Seconds,
            parts: (0..parts).map(|k| format!("part {k}")).collect(),
            rows: rows.iter().map(|(name, values)| ((*name).into(), values.to_vec())).collect(),
        }
    }

    #[test]
    fn parts_are_boxes() {
        let svg = stacked(3, &[("a", &[1.0, 2.0, 0.0]), ("b", &[3.0])]).draw().unwrap().inline("x");
        assert!(svg.contains("a, part 1: 2.00 s (66.7 %)") && svg.contains("b, part 0: 3.00 s (100.0 %)"));
        assert!(!svg.contains("part 2") && !svg.contains("NaN"));
        assert_eq!(stacked(2, &[("a", &[0.0, 0.0])]).draw(), None);
        assert_eq!(stacked(2, &[]).draw(), None);
    }

    #[test]
    fn blocks_have_the_same_colour_everywhere() {
        let series = |parts: &[&str]| series_of(&parts.iter().map(|part| part.to_string()).collect::<Vec<_>>());
        assert_eq!(series(&["witness", "commit", "lookups", "opening", "outside of phases"]), [0, 1, 3, 6, 7]);
        assert_eq!(series(&["commitments", "lookups", "memory", "header"]), [1, 3, 4, 7]);
        assert_eq!(series(&["a", "commit", "b", "witness"]), [7, 1, 6, 0]);
    }

    #[test]
    fn wholes_that_differ_much_are_shared_out() {
        let svg = stacked(2, &[("a", &[1.0, 1.0]), ("b", &[30.0, 10.0])]).draw().unwrap().inline("x");
        assert!(svg.contains(">100 %</text>") && svg.contains(">share of seconds</text>"));
        assert!(svg.contains(">40.0 s</text>") && svg.contains("b, part 0: 30.0 s (75.0 %)"));
        let svg = stacked(2, &[("a", &[1.0, 1.0]), ("b", &[6.0, 4.0])]).draw().unwrap().inline("x");
        assert!(svg.contains(">10 s</text>") && svg.contains(">seconds</text>") && !svg.contains(">100 %</text>"));
    }

    #[test]
    fn small_parts_are_summed() {
        let values: Vec<f64> = (1..=12).map(f64::from).collect();
        let merged = stacked(12, &[("a", &values)]).merged();
        assert_eq!(merged.parts.len(), PARTS);
        assert_eq!((merged.parts[0].as_str(), merged.parts[7].as_str()), ("part 5", "5 others"));
        assert_eq!(merged.rows[0].1, [6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 15.0]);
    }

    #[test]
    fn intervals_have_whiskers() {
        let estimate = |samples, spread| Estimate { centre: 2.0, low: 2.0 - spread, high: 2.0 + spread, samples };
        let rows = vec![("one".into(), estimate(1, 0.0)), ("five".into(), estimate(5, 0.5))];
        let bars = IntervalBars { title: "Time".into(), values: "seconds".into(), unit: Unit::Seconds, rows };
        let svg = bars.draw().unwrap().inline("x");
        assert_eq!(svg.matches("class=\"whisker\"").count(), 3);
        assert!(svg.contains(">2.00 s</text>"));
        assert_eq!(IntervalBars { rows: vec![], ..bars }.draw(), None);
    }
}
