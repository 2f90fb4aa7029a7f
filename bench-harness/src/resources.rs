//! What the operating system accounts for this process.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use nix::time::{ClockId, clock_gettime};
use std::time::Instant;

/// CPU seconds of all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CpuTime {
    /// In the program.
    pub user: f64,
    /// In the kernel on its behalf.
    pub system: f64,
}

impl CpuTime {
    /// Of this process so far.
    pub fn now() -> Option<Self> {
        let usage = getrusage(UsageWho::RUSAGE_SELF).ok()?;
        let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
        Some(Self { user: seconds(usage.user_time()), system: seconds(usage.system_time()) })
    }

    /// Both together.
    pub fn total(self) -> f64 {
        self.user + self.system
    }
}

/// User and system CPU seconds of all threads so far.
pub fn cpu_seconds() -> Option<f64> {
    Some(CpuTime::now()?.total())
}

/// CPU seconds of this thread so far, to the nanosecond.
pub fn thread_cpu_seconds() -> Option<f64> {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).ok()?;
    Some(time.tv_sec() as f64 + time.tv_nsec() as f64 / 1e9)
}

/// Elapsed and CPU time of pieces of work.
#[derive(Debug)]
pub struct Stopwatch {
    started: Option<(Instant, Option<CpuTime>)>,
    /// Seconds so far, running pieces left out.
    pub seconds: f64,
    /// CPU time of all threads so far.
    pub cpu: Option<CpuTime>,
}

impl Stopwatch {
    /// A running one.
    pub fn start() -> Self {
        let mut watch = Self { started: None, seconds: 0.0, cpu: Some(CpuTime::default()) };
        watch.resume();
        watch
    }

    /// Starts the next piece.
    pub fn resume(&mut self) {
        self.started = Some((Instant::now(), CpuTime::now()));
    }

    /// Ends a piece.
    pub fn stop(&mut self) {
        if let Some((start, cpu)) = self.started.take() {
            self.seconds += start.elapsed().as_secs_f64();
            let ends = CpuTime::now().zip(cpu);
            self.cpu = self.cpu.zip(ends).map(|(sum, (after, before))| CpuTime {
                user: sum.user + after.user - before.user,
                system: sum.system + after.system - before.system,
            });
        }
    }
}

/// Bytes of memory by a name in Linux' `meminfo`, such as `MemTotal` or `MemAvailable`.
pub fn memory_bytes(name: &str) -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    kibibytes(&text, name).map(|kibibytes| kibibytes * 1024)
}

/// The number after a name, in lines like those of `meminfo`.
fn kibibytes(text: &str, name: &str) -> Option<u64> {
    let (_, value) = text.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| *key == name)?;
    value.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Largest resident set of this program so far, in bytes. Linux' own figure is that since the program was loaded; what `getrusage` says, which
/// is taken elsewhere, may be that of the process that started it.
pub fn peak_rss_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(kibibytes) = kibibytes(&status, "VmHWM") {
        return Some(kibibytes * 1024);
    }
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
        let (seconds, cpu) = (watch.seconds, watch.cpu);
        std::thread::sleep(std::time::Duration::from_millis(20));
        watch.stop();
        assert_eq!((watch.seconds, watch.cpu), (seconds, cpu));
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
        let peak = peak_rss_bytes().expect("getrusage works here");
        assert!(peak > 1 << 22);
        if cfg!(target_os = "linux") {
            let [total, available] = ["MemTotal", "MemAvailable"].map(|name| memory_bytes(name).expect("Linux says it"));
            assert!(peak < total && available <= total);
            assert_eq!(memory_bytes("Mem"), None);
        }
    }
}
