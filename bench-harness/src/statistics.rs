//! Medians and their uncertainty, by a seeded bootstrap.
//!
//! Times are skewed and have outliers, so their centre is the median and no distribution is assumed: an interval holds the middle part of
//! the medians of resamples (percentile bootstrap: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, section 13.3). A change
//! is the ratio of two centres with its own interval, both sides resampled independently, rather than the overlap of two intervals
//! (Kalibera and Jones, *Quantifying Performance Changes with Effect Size Confidence Intervals*, 2012, arXiv 2007.10899; theirs is of
//! means). Few samples cannot give much confidence whatever the formula: see [`coverage`].

/// Part of the resampled medians that an interval holds.
pub const CONFIDENCE: f64 = 0.95;

/// Resamples of an interval.
pub const RESAMPLES: usize = 4000;

/// The generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, section 4): the same resamples everywhere for the same seed.
#[derive(Clone, Debug)]
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// An index below `length`; the bias is at most `length / 2^64`.
    fn index(&mut self, length: usize) -> usize {
        ((u128::from(self.next()) * length as u128) >> 64) as usize
    }
}

/// A centre and the interval that it lies in with confidence [`CONFIDENCE`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Median of the samples, or ratio of medians.
    pub centre: f64,
    /// Lower end; the centre where there is one sample.
    pub low: f64,
    /// Upper end; the centre where there is one sample.
    pub high: f64,
    /// Samples (of the smaller side of a ratio).
    pub samples: usize,
}

impl Estimate {
    /// Whether more than one sample stands behind the interval.
    pub fn has_interval(&self) -> bool {
        self.samples > 1
    }

    /// Every part times `factor`, which is positive.
    pub fn scaled(self, factor: f64) -> Self {
        Self { centre: self.centre * factor, low: self.low * factor, high: self.high * factor, samples: self.samples }
    }
}

/// The middle value, or the mean of the two in the middle; none of no samples.
///
/// ```
/// assert_eq!(bench_harness::statistics::median(&[3.0, 1.0, 2.0, 9.0]), Some(2.5));
/// ```
pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    (!sorted.is_empty()).then(|| sort_for_median(&mut sorted))
}

/// *Preconditions*: not empty.
fn sort_for_median(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    let (below, above) = ((samples.len() - 1) / 2, samples.len() / 2);
    (samples[below] + samples[above]) / 2.0
}

/// The largest confidence that any interval between two of `n` samples has for the median of a continuous distribution: `1 - 2^{1-n}`, that
/// of the interval from the smallest to the largest (David and Nagaraja, *Order Statistics*, 2003, section 7.1). Six samples are needed for
/// 95 %.
pub fn coverage(samples: usize) -> f64 {
    1.0 - 0.5f64.powi(i32::try_from(samples).unwrap_or(i32::MAX).saturating_sub(1)).min(1.0)
}

/// The median with its interval; none of no samples.
///
/// ```
/// use bench_harness::statistics::bootstrap;
/// let estimate = bootstrap(&[10.0, 11.0, 12.0, 13.0, 30.0], 1).unwrap();
/// assert_eq!((estimate.centre, estimate.low, estimate.samples), (12.0, 10.0, 5));
/// ```
pub fn bootstrap(samples: &[f64], seed: u64) -> Option<Estimate> {
    let centre = median(samples)?;
    let mut generator = SplitMix(seed);
    Some(interval(centre, samples.len(), || resampled_median(samples, &mut generator)))
}

/// `median(new) / median(old)` with its interval; none where a side is empty or has a sample that is not positive.
pub fn bootstrap_ratio(old: &[f64], new: &[f64], seed: u64) -> Option<Estimate> {
    if old.iter().chain(new).any(|sample| sample.is_nan() || *sample <= 0.0) {
        return None;
    }
    let centre = median(new)? / median(old)?;
    let mut generator = SplitMix(seed);
    let resample = || resampled_median(new, &mut generator) / resampled_median(old, &mut generator);
    Some(interval(centre, old.len().min(new.len()), resample))
}

/// *Preconditions*: not empty.
fn resampled_median(samples: &[f64], generator: &mut SplitMix) -> f64 {
    let mut resample: Vec<f64> = samples.iter().map(|_| samples[generator.index(samples.len())]).collect();
    sort_for_median(&mut resample)
}

fn interval(centre: f64, samples: usize, resample: impl FnMut() -> f64) -> Estimate {
    if samples < 2 {
        return Estimate { centre, low: centre, high: centre, samples };
    }
    let mut centres: Vec<f64> = std::iter::repeat_with(resample).take(RESAMPLES).collect();
    centres.sort_by(f64::total_cmp);
    let tail = ((1.0 - CONFIDENCE) / 2.0 * RESAMPLES as f64) as usize;
    Estimate { centre, low: centres[tail], high: centres[RESAMPLES - 1 - tail], samples }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_sorted_samples() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[9.0, 1.0, 5.0]), Some(5.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
    }

    /// The generator's first outputs from seed 1234567, as published with its reference implementation.
    #[test]
    fn the_generator_is_splitmix64() {
        let mut generator = SplitMix(1_234_567);
        assert_eq!([(); 3].map(|()| generator.next()), [6457827717110365317, 3203168211198807973, 9817491932198370423]);
    }

    /// Of five samples, a resample's median is the smallest with probability `P(Bin(5, 1/5) >= 3) = 0.058`, more than the tail of 0.025, so
    /// the interval reaches from the smallest to the largest. Of 21, it is at most the sixth with `P(Bin(21, 6/21) >= 11) = 0.018` and at
    /// most the seventh with 0.056, so the interval reaches from the seventh to the fifteenth.
    #[test]
    fn intervals_are_the_known_ones() {
        let five = bootstrap(&[3.0, 1.0, 2.0, 5.0, 4.0], 7).unwrap();
        assert_eq!(five, Estimate { centre: 3.0, low: 1.0, high: 5.0, samples: 5 });
        let many: Vec<f64> = (1..=21).map(f64::from).collect();
        let estimate = bootstrap(&many, 7).unwrap();
        assert_eq!(estimate, Estimate { centre: 11.0, low: 7.0, high: 15.0, samples: 21 });
        assert_eq!(bootstrap(&many, 7), Some(estimate));
        let one = bootstrap(&[2.5], 7).unwrap();
        assert_eq!((one.low, one.high, one.has_interval()), (2.5, 2.5, false));
        let equal = bootstrap(&[2.5; 4], 7).unwrap();
        assert_eq!((equal.low, equal.high, equal.has_interval()), (2.5, 2.5, true));
        assert_eq!(bootstrap(&[], 7), None);
    }

    #[test]
    fn ratios_compare_medians() {
        let (old, new) = ([10.0, 10.0, 10.0], [12.0, 12.0, 12.0]);
        assert_eq!(bootstrap_ratio(&old, &new, 1), Some(Estimate { centre: 1.2, low: 1.2, high: 1.2, samples: 3 }));
        let noisy = bootstrap_ratio(&[9.0, 10.0, 11.0], &[10.0, 12.0, 14.0], 1).unwrap();
        assert_eq!((noisy.centre, noisy.low, noisy.high), (1.2, 10.0 / 11.0, 14.0 / 9.0));
        assert_eq!(bootstrap_ratio(&[], &new, 1), None);
        assert_eq!(bootstrap_ratio(&[0.0], &new, 1), None);
        assert_eq!(bootstrap_ratio(&[f64::NAN], &new, 1), None);
    }

    /// Over many experiments with a known median, the interval of nine samples holds it about as often as it says.
    #[test]
    fn intervals_hold_the_truth() {
        let mut generator = SplitMix(99);
        let mut uniform = || (generator.next() >> 11) as f64 / (1u64 << 53) as f64;
        let held = (0..400u64)
            .filter(|&experiment| {
                // Exponential: skewed, as times are; its median is ln 2.
                let samples: Vec<f64> = (0..9).map(|_| -(1.0 - uniform()).ln()).collect();
                let estimate = bootstrap(&samples, experiment).unwrap();
                estimate.low <= 2f64.ln() && 2f64.ln() <= estimate.high
            })
            .count();
        assert!((360..=396).contains(&held), "{held} of 400");
    }

    #[test]
    fn few_samples_bound_the_confidence() {
        assert_eq!([0, 1, 2, 3].map(coverage), [0.0, 0.0, 0.5, 0.75]);
        assert!(coverage(5) < 0.95 && coverage(6) > 0.95 && coverage(usize::MAX) == 1.0);
    }
}
