//! Axes: where values stand, which ones are named, and how.

use crate::table::{grouped, three_digits};

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Bytes.
    Bytes,
    /// Things.
    Count,
    /// A quotient.
    Ratio,
    /// Hundredths.
    Percent,
}

impl Unit {
    /// The value with its unit, to three digits.
    ///
    /// ```
    /// use bench_harness::report::axis::Unit;
    /// assert_eq!(Unit::Seconds.format(0.0123), "12.3 ms");
    /// assert_eq!(Unit::Bytes.format(1536.0), "1.50 KiB");
    /// ```
    pub fn format(self, value: f64) -> String {
        let (scale, name) = self.scale(value);
        let digits = if value == 0.0 { "0".into() } else { three_digits(value / scale) };
        if name.is_empty() { digits } else { format!("{digits} {name}") }
    }

    /// The value with its unit, without zeros at the end: for ticks.
    fn tick(self, value: f64) -> String {
        let (scale, name) = self.scale(value);
        let digits = format!("{:.4}", value / scale);
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        if name.is_empty() || value == 0.0 { digits.into() } else { format!("{digits} {name}") }
    }

    /// The largest unit that the value reaches.
    fn scale(self, value: f64) -> (f64, &'static str) {
        let units: &[(f64, &str)] = match self {
            Self::Seconds => &[(1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")],
            Self::Bytes => &[(1024.0 * 1024.0 * 1024.0, "GiB"), (1024.0 * 1024.0, "MiB"), (1024.0, "KiB"), (1.0, "B")],
            Self::Count => &[(1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, "")],
            Self::Ratio => &[(1.0, "")],
            Self::Percent => &[(1.0, "%")],
        };
        let reached = units.iter().find(|(scale, _)| value.abs() >= scale * 0.9995);
        *reached.or(units.last()).unwrap_or(&(1.0, ""))
    }

    /// Steps between ticks may be these times a power of [`Self::base`].
    fn steps(self) -> &'static [f64] {
        if self == Self::Bytes { &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0] } else { &[1.0, 2.0, 5.0] }
    }

    fn base(self) -> f64 {
        if self == Self::Bytes { 1024.0 } else { 10.0 }
    }
}

/// How values are spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Equal differences are equal lengths; zero is on the axis.
    FromZero,
    /// Equal quotients are equal lengths.
    Logarithmic,
    /// Equal differences are equal lengths; the axis ends near the values.
    Close,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    spacing: Spacing,
    low: f64,
    high: f64,
    /// Values with a name, in order.
    pub ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis for these values with about `wanted` ticks; none where no value is fit for it.
    pub fn of(values: impl IntoIterator<Item = f64>, unit: Unit, spacing: Spacing, wanted: usize) -> Option<Self> {
        let fit = |value: &f64| value.is_finite() && (*value > 0.0 || spacing != Spacing::Logarithmic);
        let values: Vec<f64> = values.into_iter().filter(fit).collect();
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        Some(match spacing {
            Spacing::FromZero => Self::even(0.0, if high > 0.0 { high } else { 1.0 }, unit, spacing, wanted),
            Spacing::Close => {
                let margin = if high > low { 0.08 * (high - low) } else { 0.1 * high.abs().max(1.0) };
                Self::even(low - margin, high + margin, unit, spacing, wanted)
            }
            Spacing::Logarithmic => Self::logarithmic(low, high, unit, wanted),
        })
    }

    /// An axis of powers of two, one tick each, or every second, third, ... of them.
    pub fn powers(low: u32, high: u32) -> Self {
        let step = (high.saturating_sub(low) / 12 + 1) as usize;
        let ticks = (low..=high).step_by(step).map(|log| (f64::from(log), format!("2^{log}"))).collect();
        Self { spacing: Spacing::Close, low: f64::from(low) - 0.25, high: f64::from(high) + 0.25, ticks }
    }

    fn even(low: f64, high: f64, unit: Unit, spacing: Spacing, wanted: usize) -> Self {
        let rough = (high - low) / wanted as f64;
        let power = unit.base().powf(rough.log(unit.base()).floor());
        let steps = unit.steps().iter().map(|step| step * power);
        let step = steps.chain([unit.base() * power]).find(|step| *step >= rough * 0.999).unwrap_or(rough);
        // Sizes of the same unit below a byte mean nothing, and neither do parts of a thing.
        let step = if matches!(unit, Unit::Bytes) { step.max(1.0) } else { step };
        let first = (low / step).ceil();
        // A little less, so that rounding does not add a tick.
        let last = if spacing == Spacing::FromZero { (high / step * (1.0 - 1e-9)).ceil() } else { (high / step).floor() };
        let ticks = (0..=(last - first).max(0.0) as usize).map(|k| (first + k as f64) * step).map(|tick| (tick, unit.tick(tick)));
        let high = if spacing == Spacing::FromZero { last * step } else { high };
        Self { spacing, low, high, ticks: ticks.collect() }
    }

    fn logarithmic(low: f64, high: f64, unit: Unit, wanted: usize) -> Self {
        let (low, high) = (low / 1.15, high * 1.15);
        let (first, last) = (low.log(unit.base()).floor() as i32, high.log(unit.base()).ceil() as i32);
        let all = |steps: &[f64]| -> Vec<f64> {
            let powers = (first..=last).flat_map(|power| steps.iter().map(move |step| step * unit.base().powi(power)));
            powers.filter(|tick| (low..=high).contains(tick)).collect()
        };
        let sets: &[&[f64]] = match unit {
            Unit::Bytes => &[unit.steps(), &[1.0, 4.0, 16.0, 64.0, 256.0], &[1.0, 8.0, 64.0], &[1.0, 32.0], &[1.0]],
            _ => &[&[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0], &[1.0, 2.0, 3.0, 5.0, 7.0], &[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]],
        };
        let ticks = sets.iter().map(|steps| all(steps)).find(|ticks| ticks.len() <= wanted + 2);
        let mut ticks = ticks.unwrap_or_else(|| every_nth(&all(&[1.0]), wanted));
        if ticks.len() < 2 {
            ticks = Self::even(low, high, unit, Spacing::Close, wanted).ticks.into_iter().map(|(tick, _)| tick).collect();
        }
        let ticks = ticks.into_iter().map(|tick| (tick, unit.tick(tick))).collect();
        Self { spacing: Spacing::Logarithmic, low, high, ticks }
    }

    /// Where the value stands: 0 at the lower end of the axis, 1 at the upper; values beyond stand at the end.
    pub fn place(&self, value: f64) -> f64 {
        let scale = |value: f64| if self.spacing == Spacing::Logarithmic { value.max(f64::MIN_POSITIVE).ln() } else { value };
        let (low, high) = (scale(self.low), scale(self.high));
        ((scale(value) - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// Whether the value has a place.
    pub fn holds(&self, value: f64) -> bool {
        value.is_finite() && (value > 0.0 || self.spacing != Spacing::Logarithmic)
    }
}

fn every_nth(ticks: &[f64], wanted: usize) -> Vec<f64> {
    ticks.iter().copied().step_by(ticks.len() / wanted.max(1) + 1).collect()
}

/// A count with groups of three digits.
pub fn count(value: f64) -> String {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) { grouped(value as usize) } else { three_digits(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, name)| name.as_str()).collect()
    }

    #[test]
    fn values_have_units() {
        let seconds = [0.0, 3e-9, 1.5e-5, 0.25, 59.96].map(|value| Unit::Seconds.format(value));
        assert_eq!(seconds, ["0 ns", "3.00 ns", "15.0 µs", "250 ms", "60.0 s"]);
        let bytes = [0.0, 100.0, 1024.0, 3.5 * 1048576.0].map(|value| Unit::Bytes.format(value));
        assert_eq!(bytes, ["0 B", "100 B", "1.00 KiB", "3.50 MiB"]);
        assert_eq!([1.0, 1234.0, 5e6].map(|value| Unit::Count.format(value)), ["1.00", "1.23 k", "5.00 M"]);
        assert_eq!([1048576.0, 1.5].map(count), ["1,048,576", "1.50"]);
    }

    #[test]
    fn axes_from_zero_end_at_a_tick() {
        let axis = Axis::of([3.0, 7.2], Unit::Seconds, Spacing::FromZero, 5).unwrap();
        assert_eq!(names(&axis), ["0", "2 s", "4 s", "6 s", "8 s"]);
        assert_eq!((axis.place(0.0), axis.place(4.0), axis.place(8.0), axis.place(9.0)), (0.0, 0.5, 1.0, 1.0));
        let axis = Axis::of([300.0 * 1024.0], Unit::Bytes, Spacing::FromZero, 5).unwrap();
        assert_eq!(names(&axis), ["0", "64 KiB", "128 KiB", "192 KiB", "256 KiB", "320 KiB"]);
        assert_eq!(names(&Axis::of([0.0], Unit::Seconds, Spacing::FromZero, 4).unwrap()).len(), 3);
        assert_eq!(names(&Axis::of([100.00000000000001], Unit::Percent, Spacing::FromZero, 2).unwrap()), ["0", "50 %", "100 %"]);
    }

    #[test]
    fn logarithmic_axes_have_few_ticks() {
        let axis = Axis::of([0.0, 0.002, 30.0], Unit::Seconds, Spacing::Logarithmic, 6).unwrap();
        assert_eq!(names(&axis), ["10 ms", "100 ms", "1 s", "10 s"]);
        let axis = Axis::of([0.9, 7.0], Unit::Seconds, Spacing::Logarithmic, 6).unwrap();
        assert_eq!(names(&axis), ["1 s", "2 s", "3 s", "5 s", "7 s"]);
        assert!(axis.place(0.9) < axis.place(1.0) && !axis.holds(0.0) && axis.holds(1.0));
        for value in [1e-9, 1.0, 3.3, 9.9, 123456.0] {
            for unit in [Unit::Seconds, Unit::Bytes, Unit::Count, Unit::Ratio] {
                let axis = Axis::of([value], unit, Spacing::Logarithmic, 6).unwrap();
                assert!(axis.place(value) > 0.3 && axis.place(value) < 0.7, "{value} {unit:?}");
                let few = if unit == Unit::Bytes && value < 100.0 { 1 } else { 2 };
                assert!(value < 1.0 || (few..=9).contains(&axis.ticks.len()), "{value} {unit:?}: {axis:?}");
            }
        }
        assert_eq!(Axis::of([0.0, f64::NAN], Unit::Seconds, Spacing::Logarithmic, 6), None);
    }

    #[test]
    fn powers_of_two_are_ticks() {
        assert_eq!(names(&Axis::powers(12, 14)), ["2^12", "2^13", "2^14"]);
        assert_eq!(names(&Axis::powers(4, 30)).len(), 9);
        assert_eq!(Axis::powers(5, 5).place(5.0), 0.5);
    }
}
