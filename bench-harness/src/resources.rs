//! What the operating system accounts for this process.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::time::Instant;

/// User and system CPU seconds of all threads so far.
pub fn cpu_seconds() -> Option<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    Some((usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6)
}

/// Elapsed and CPU time of pieces of work.
#[derive(Debug)]
pub struct Stopwatch {
    started: Option<(Instant, Option<f64>)>,
    /// Seconds so far, running pieces left out.
    pub seconds: f64,
    /// CPU seconds of all threads so far.
    pub cpu_seconds: Option<f64>,
}

impl Stopwatch {
    /// A running one.
    pub fn start() -> Self {
        let mut watch = Self { started: None, seconds: 0.0, cpu_seconds: Some(0.0) };
        watch.resume();
        watch
    }

    /// Starts the next piece.
    pub fn resume(&mut self) {
        self.started = Some((Instant::now(), cpu_seconds()));
    }

    /// Ends a piece.
    pub fn stop(&mut self) {
        if let Some((start, cpu)) = self.started.take() {
            self.seconds += start.elapsed().as_secs_f64();
            let piece = cpu_seconds().zip(cpu).map(|(after, before)| after - before);
            self.cpu_seconds = self.cpu_seconds.zip(piece).map(|(sum, piece)| sum + piece);
        }
    }
}

/// Largest resident set so far, in bytes.
pub fn peak_rss_bytes() -> Option<u64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    u64::try_from(usage.max_rss()).ok().map(|size| size * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopwatch_counts_its_pieces_alone() {
        let mut watch = Stopwatch::start();
        watch.stop();
        let (seconds, cpu) = (watch.seconds, watch.cpu_seconds);
        std::thread::sleep(std::time::Duration::from_millis(20));
        watch.stop();
        assert_eq!((watch.seconds, watch.cpu_seconds), (seconds, cpu));
        watch.resume();
        std::thread::sleep(std::time::Duration::from_millis(20));
        watch.stop();
        assert!(watch.seconds >= seconds + 0.02);
    }

    #[test]
    fn usage_grows_with_work() {
        let before = cpu_seconds().expect("getrusage works here");
        let data: Vec<u64> = (0..1 << 22).collect();
        assert_ne!(std::hint::black_box(&data).iter().sum::<u64>(), 0);
        assert!(cpu_seconds().expect("getrusage works here") >= before);
        assert!(peak_rss_bytes().expect("getrusage works here") > 1 << 22);
    }
}
