//! Logging, phases and the progress bar.

use crate::arguments::LogLevel;
use crate::error::Failure;
use crate::profile::Recording;
use bench_harness::phases::{Moment, PHASES, Phases};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;
use tracing_subscriber::{EnvFilter, Layer, prelude::*};

/// Whether phases are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// As a progress bar, if stderr is a terminal.
    OnTerminal,
    /// Not at all.
    Hidden,
}

/// Installs the subscriber: phases always, messages up to `level` on stderr, a progress bar by phase, and what records a profile.
pub fn install(level: LogLevel, bar: Bar, recording: &mut Recording) -> Result<Phases, Failure> {
    let shown = bar == Bar::OnTerminal && std::io::stderr().is_terminal();
    let bar = if shown { ProgressBar::new(PHASES.len() as u64) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg:<10} [{bar:28}] {pos}/{len} {elapsed}") {
        bar.set_style(style.progress_chars("=> "));
    }
    let watch = recording.observer();
    let phases = Phases::new(move |moment| {
        watch(moment);
        let Moment::Begins(name) = moment else { return };
        let position = PHASES.iter().position(|phase| *phase == name).unwrap_or_default() as u64;
        bar.enable_steady_tick(Duration::from_millis(200));
        bar.set_position(position);
        bar.set_message(name);
        if position + 1 == PHASES.len() as u64 {
            bar.finish_and_clear();
        }
    });
    let level = format!("{level:?}").to_lowercase();
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_filter(EnvFilter::new(level));
    let subscriber = tracing_subscriber::registry().with(recording.layer()).with(phases.layer()).with(log);
    tracing::subscriber::set_global_default(subscriber).map_err(|error| Failure::Machine(error.to_string()))?;
    Ok(phases)
}
