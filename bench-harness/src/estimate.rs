//! What a run takes, before it is run: a line in the number of rows for each configuration.
//!
//! Source: the results in the project's README at commit `1602f38` (guest `sha256`, two threads, one machine), as the line through 2^16 and
//! 2^18 rows. `lasso-trivial` keeps and copies its columns as field elements: its line is that of `lasso-hyrax` with four copies
//! of the 8 KiB that a row's columns take. Unknown configurations have the largest of each number.

/// What a run will take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Bytes of memory at the peak.
    pub memory_bytes: u64,
    /// CPU seconds of the prover.
    pub cpu_seconds: f64,
}

/// Configuration, MiB, bytes a row, CPU seconds, CPU microseconds a row.
const LINES: [(&str, f64, f64, f64, f64); 6] = [
    ("lasso-hyrax", 167.0, 3995.0, 0.9, 39.7),
    ("lasso-hyrax-ipa", 202.0, 3568.0, 1.1, 43.2),
    ("lasso-zeromorph", 235.0, 4064.0, 1.6, 50.9),
    ("lasso-hyperkzg", 236.0, 4048.0, 1.6, 50.9),
    ("lasso-ligero", 112.0, 4117.0, 3.2, 188.2),
    ("lasso-trivial", 167.0, 36_763.0, 0.9, 45.0),
];

/// The estimate for so many rows, padding included.
pub fn estimate(configuration: &str, log_cycles: u32) -> Estimate {
    let rows = f64::from(log_cycles).exp2();
    let largest = |(a, b, c, d): (f64, f64, f64, f64), line: &(&str, f64, f64, f64, f64)| {
        (a.max(line.1), b.max(line.2), c.max(line.3), d.max(line.4))
    };
    let known = LINES.iter().find(|line| line.0 == configuration).map(|line| (line.1, line.2, line.3, line.4));
    let (mebibytes, row_bytes, seconds, row_microseconds) = known.unwrap_or_else(|| LINES.iter().fold((0.0, 0.0, 0.0, 0.0), largest));
    Estimate {
        memory_bytes: (mebibytes * f64::from(1 << 20) + row_bytes * rows) as u64,
        cpu_seconds: seconds + row_microseconds * rows / 1e6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_source() {
        for (name, log_cycles, mebibytes, seconds) in
            [("lasso-hyrax", 18, 1166, 11.3), ("lasso-zeromorph", 16, 489, 4.9), ("lasso-ligero", 18, 1141, 52.5)]
        {
            let estimate = estimate(name, log_cycles);
            assert!((estimate.memory_bytes >> 20).abs_diff(mebibytes) < 10, "{name}: {estimate:?}");
            assert!((estimate.cpu_seconds - seconds).abs() < 0.1 * seconds, "{name}: {estimate:?}");
        }
    }

    #[test]
    fn every_configuration_has_a_line_and_unknown_ones_the_largest() {
        for name in jolt_core::CONFIGURATIONS {
            assert!(LINES.iter().any(|line| line.0 == *name), "{name}");
            assert!(estimate(name, 16).memory_bytes <= estimate("another", 16).memory_bytes);
        }
    }
}
