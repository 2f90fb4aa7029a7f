//! What the operating system accounts for this process.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// User and system CPU seconds of all threads so far.
pub fn cpu_seconds() -> Option<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
    Some((usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6)
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
    fn usage_grows_with_work() {
        let before = cpu_seconds().expect("getrusage works here");
        let data: Vec<u64> = (0..1 << 22).collect();
        assert_ne!(std::hint::black_box(&data).iter().sum::<u64>(), 0);
        assert!(cpu_seconds().expect("getrusage works here") >= before);
        assert!(peak_rss_bytes().expect("getrusage works here") > 1 << 22);
    }
}
