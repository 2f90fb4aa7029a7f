//! What operations take on this machine.

use super::{ALL, Kernel, Prepared};
use crate::experiment::nearest;
use crate::resources::thread_cpu_seconds;
use poly::operations::{Operation, measure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long one kernel is run for.
const BUDGET: Duration = Duration::from_millis(150);
/// Runs of a kernel whose runs are long.
const LEAST_RUNS: u32 = 3;
/// How long one run of several repetitions takes at least, unless one repetition takes longer.
const RUN: Duration = Duration::from_millis(3);

/// Nanoseconds for an operation, by its name in records.
///
/// A group addition is one of a multi-exponentiation of full width, with its share of the digits and of the sums of buckets. The unit of a term is
/// what a term takes that needs no addition, and is left out of that of an addition, so that nothing is counted twice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Units(pub BTreeMap<String, f64>);

/// Why there are no units.
#[derive(Debug, thiserror::Error)]
pub enum UnitsError {
    /// No thread to measure on.
    #[error("cannot start a thread to measure on: {0}")]
    Thread(#[from] rayon::ThreadPoolBuildError),
    /// A name that no operation has.
    #[error("no operation is called `{name}`{}", nearest.as_ref().map_or(String::new(), |nearest| format!("; did you mean `{nearest}`?")))]
    Unknown {
        /// The name.
        name: String,
        /// The operation with the nearest name.
        nearest: Option<String>,
    },
    /// A file that is no object of numbers.
    #[error("{0}; give one JSON object of nanoseconds by name of the operation")]
    Malformed(#[from] serde_json::Error),
    /// An operation without a unit.
    #[error("there is no unit of {name}; give nanoseconds for every operation")]
    Missing {
        /// The operation.
        name: &'static str,
    },
    /// A number that is no time.
    #[error("the unit of {name} is no number of nanoseconds from 0 up")]
    Negative {
        /// The operation.
        name: String,
    },
}

/// The number with five significant digits: what measurements and fits are worth, and what files have.
pub(crate) fn rounded(number: f64) -> f64 {
    format!("{number:.4e}").parse().unwrap_or(number)
}

impl Units {
    /// Nanoseconds for one operation; 0 for one without a unit.
    pub fn of(&self, operation: &str) -> f64 {
        self.0.get(operation).copied().unwrap_or(0.0)
    }

    /// Reads a JSON object.
    ///
    /// *Errors*: those of [`Self::check`], or other text.
    pub fn parse(text: &str) -> Result<Self, UnitsError> {
        let units: Self = serde_json::from_str(text)?;
        units.check()?;
        Ok(units)
    }

    /// Whether every operation has a unit, and nothing else.
    ///
    /// *Errors*: the first name or number that is wrong.
    pub fn check(&self) -> Result<(), UnitsError> {
        for (name, nanoseconds) in &self.0 {
            if !Operation::ALL.iter().any(|operation| operation.name() == name) {
                let nearest = nearest(name, Operation::ALL.iter().map(|operation| operation.name()));
                return Err(UnitsError::Unknown { name: name.clone(), nearest });
            }
            if !nanoseconds.is_finite() || *nanoseconds < 0.0 {
                return Err(UnitsError::Negative { name: name.clone() });
            }
        }
        let missing = Operation::ALL.iter().map(|operation| operation.name()).find(|name| !self.0.contains_key(*name));
        missing.map_or(Ok(()), |name| Err(UnitsError::Missing { name }))
    }

    /// Seconds for so many operations.
    pub fn seconds<'a>(&self, counts: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
        counts.into_iter().map(|(name, count)| self.of(name) * count).sum::<f64>() / 1e9
    }
}

/// Measures all units, on one thread, in about three seconds: the least of several short runs of each kernel of [`ALL`] that has one.
///
/// *Errors*: no thread.
pub fn units() -> Result<Units, UnitsError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    Ok(pool.install(|| {
        let mut units = Units::default();
        let (additions, others): (Vec<&Kernel>, Vec<_>) = ALL.iter().partition(|kernel| kernel.operation == Some(Operation::GroupAddition));
        for kernel in others {
            let name = kernel.operation.map(Operation::name);
            units.0.extend(name.map(|name| (name.to_string(), unit(kernel))));
        }
        let term = units.of(Operation::TermField.name());
        units.0.extend(additions.into_iter().map(|kernel| (Operation::GroupAddition.name().to_string(), addition(kernel, term))));
        units
    }))
}

/// Nanoseconds of the operation of a kernel.
fn unit(kernel: &Kernel) -> f64 {
    let mut prepared = kernel.prepare();
    rounded(least(&mut prepared) / prepared.operations as f64)
}

/// Nanoseconds of a group addition in a sum of terms that take so many each.
fn addition(kernel: &Kernel, term: f64) -> f64 {
    let mut prepared = kernel.prepare();
    let (_, counts) = measure(|| prepared.run(1));
    rounded((least(&mut prepared) - term * prepared.operations as f64) / counts.get(Operation::GroupAddition) as f64)
}

/// The least nanoseconds of CPU time that one repetition takes.
fn least(prepared: &mut Prepared) -> f64 {
    let once = prepared.run(1).max(Duration::from_nanos(1));
    let times = RUN.as_nanos().div_ceil(once.as_nanos()).max(1) as u64;
    let (start, mut least, mut runs) = (Instant::now(), f64::INFINITY, 0);
    while start.elapsed() < BUDGET || runs < LEAST_RUNS {
        let before = thread_cpu_seconds();
        let elapsed = prepared.run(times).as_secs_f64();
        let seconds = thread_cpu_seconds().zip(before).map_or(elapsed, |(after, before)| after - before);
        least = least.min(seconds * 1e9 / times as f64);
        runs += 1;
    }
    least
}
