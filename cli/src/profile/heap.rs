//! Memory by phase and by call stack: this program with dhat's allocator.

use super::ProfileError;
use crate::companion;
use crate::error::Failure;
use crate::files::Pending;
use bench_harness::phases::Moment;
use dhat::HeapStats;
use serde::Serialize;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const PROGRAM: &str = "joltlab-heap";
/// What is outside of all phases: loading, emulation, keys, verification.
const OUTSIDE: &str = "other";
/// What all of it together is called.
const WHOLE: &str = "whole run";
/// Time between two looks at the memory in use.
const INTERVAL: Duration = Duration::from_millis(1);

/// Does what the arguments say in the companion program. dhat's own messages are dropped: the table and the file have it all.
pub fn start(arguments: &[OsString]) -> Result<(), Failure> {
    let program = companion::find("choose another --profile").map_err(ProfileError::from)?;
    let failed = |source| ProfileError::Start { program: PROGRAM, source };
    let mut child = Command::new(program).args(arguments).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let messages = child.stderr.take().map(BufReader::new);
    for line in messages.into_iter().flat_map(BufRead::lines).map_while(Result::ok).filter(|line| !line.starts_with("dhat: ")) {
        eprintln!("{line}");
    }
    super::ended(PROGRAM, child.wait().map_err(failed)?)
}

/// Memory of one phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Its name.
    pub phase: &'static str,
    /// Bytes of all allocations.
    pub allocated_bytes: u64,
    /// Their number.
    pub allocated_blocks: u64,
    /// Largest number of bytes in use: exact where it is the run's largest so far, looked up every millisecond otherwise.
    pub peak_bytes: u64,
    /// Bytes in use at its end.
    pub held_bytes: u64,
}

/// The phase that is going on.
struct Current {
    phase: &'static str,
    begin: HeapStats,
    /// Most bytes that were seen in use.
    seen: usize,
}

impl Current {
    fn new(phase: &'static str, begin: HeapStats) -> Self {
        Self { phase, seen: begin.curr_bytes, begin }
    }
}

struct State {
    current: Current,
    done: Vec<Usage>,
}

impl State {
    /// Ends what is going on, and begins with `phase`.
    fn switch(&mut self, phase: &'static str, now: HeapStats) {
        let Current { phase: ended, begin, seen } = std::mem::replace(&mut self.current, Current::new(phase, now.clone()));
        let peak = if now.max_bytes > begin.max_bytes { now.max_bytes } else { seen.max(now.curr_bytes) };
        let at = self.done.iter().position(|usage| usage.phase == ended).unwrap_or_else(|| {
            self.done.push(Usage { phase: ended, allocated_bytes: 0, allocated_blocks: 0, peak_bytes: 0, held_bytes: 0 });
            self.done.len() - 1
        });
        let usage = &mut self.done[at];
        usage.allocated_bytes += now.total_bytes - begin.total_bytes;
        usage.allocated_blocks += now.total_blocks - begin.total_blocks;
        usage.peak_bytes = usage.peak_bytes.max(peak as u64);
        usage.held_bytes = now.curr_bytes as u64;
    }
}

/// Attributes memory to phases.
#[derive(Clone)]
pub struct Watch(Arc<Mutex<State>>);

impl Watch {
    /// A phase begins or ends.
    pub fn observe(&self, moment: Moment) {
        let phase = match moment {
            Moment::Begins(phase) => phase,
            Moment::Ends(_) => OUTSIDE,
        };
        self.with(|state| state.switch(phase, HeapStats::get()));
    }

    fn look(&self) {
        self.with(|state| state.current.seen = state.current.seen.max(HeapStats::get().curr_bytes));
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A thread that looks at the memory in use until this is dropped.
struct Looking {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Looking {
    fn begin(watch: Watch) -> Self {
        let stop = Arc::<AtomicBool>::default();
        let stopped = stop.clone();
        let look = move || {
            while !stopped.load(Relaxed) {
                watch.look();
                thread::sleep(INTERVAL);
            }
        };
        Self { stop, thread: Some(thread::spawn(look)) }
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        // A look that panicked has said so.
        self.thread.take().into_iter().for_each(|thread| drop(thread.join()));
    }
}

/// A recording of allocations.
pub struct Heap {
    watch: Watch,
    /// Ends before the profiler, without which it cannot look.
    looking: Looking,
    profiler: dhat::Profiler,
    file: Pending,
}

impl Heap {
    /// Begins.
    pub fn begin(file: Pending) -> Self {
        let profiler = dhat::Profiler::builder().file_name(file.temporary()).build();
        let current = Current::new(OUTSIDE, HeapStats::get());
        let watch = Watch(Arc::new(Mutex::new(State { current, done: Vec::new() })));
        Self { looking: Looking::begin(watch.clone()), watch, profiler, file }
    }

    /// What is told when phases begin and end.
    pub fn watch(&self) -> Watch {
        self.watch.clone()
    }

    /// Memory by phase so far, what is outside of phases, and all of it.
    pub fn usage(&self) -> Vec<Usage> {
        let (mut rows, now) = self.watch.with(|state| {
            let (phase, now) = (state.current.phase, HeapStats::get());
            state.switch(phase, now.clone());
            (state.done.clone(), now)
        });
        // Loading comes first, and is shown after the phases with the rest of what is outside of them.
        rows.sort_by_key(|usage| usage.phase == OUTSIDE);
        rows.push(Usage {
            phase: WHOLE,
            allocated_bytes: now.total_bytes,
            allocated_blocks: now.total_blocks,
            peak_bytes: now.max_bytes as u64,
            held_bytes: now.curr_bytes as u64,
        });
        rows
    }

    /// Ends, and writes dhat's description of every call stack that allocated.
    pub fn end(self) -> Result<(), Failure> {
        drop(self.looking);
        drop(self.profiler);
        super::keep(self.file, "dhat", "dhat's viewer, dh_view.html")
    }
}
