//! Fitting the model to records.

use super::{Basis, Configuration, Curve, Model, SCHEMA, Source, is_fitted, least_squares};
use crate::kernels::{Units, rounded};
use crate::record::Record;
use crate::results::{Group, Results};
use std::collections::{BTreeMap, BTreeSet};

/// Functions that memory is a sum of.
const MEMORY: [Basis; 3] = [Basis::One, Basis::Linear, Basis::Root];

/// Why nothing can be fitted.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// No sample that counts at a size that is fitted.
    #[error("the records have no sample that counts at an even power of two; run experiments with such sizes")]
    NoSamples,
    /// A sample without operation counts.
    #[error("the records of {configuration} have no operation counts; measure them again with this program")]
    NoCounts {
        /// Its configuration.
        configuration: String,
    },
    /// A sample without the units of its machine.
    #[error("the records of {configuration} have no units of their machine; measure them again with this program")]
    NoUnits {
        /// Its configuration.
        configuration: String,
    },
}

/// One run with one configuration: the least CPU time of its samples, and the median of their peaks, which depend on the order in which threads run.
struct Sample {
    log_cycles: u32,
    program: String,
    user_seconds: Option<f64>,
    memory_bytes: Option<f64>,
    operations: BTreeMap<String, u64>,
    /// Seconds that the operations take by themselves.
    operation_seconds: f64,
}

/// Fits all configurations that have samples at sizes that are fitted: costs to those, counts, which are exact, to all samples.
///
/// *Errors*: no such samples, or samples without counts or units.
pub fn fit(results: &[Results]) -> Result<Model, FitError> {
    let mut samples: BTreeMap<String, Vec<Sample>> = BTreeMap::new();
    let (mut source, mut units) = (Source::default(), Units::default());
    for group in results.iter().flat_map(Results::groups) {
        let Some(first) = group.counted.first() else { continue };
        samples.entry(group.cell.configuration.clone()).or_default().push(sample(&group, first)?);
        units = first.provenance.units.clone().unwrap_or(units);
        group.counted.iter().for_each(|record| cite(&mut source, record));
    }
    samples.retain(|_, samples| samples.iter().any(Sample::is_fitted));
    if samples.is_empty() {
        return Err(FitError::NoSamples);
    }
    let configurations = samples.into_iter().map(|(name, samples)| (name, configuration(&samples))).collect();
    Ok(Model { schema: SCHEMA, source, units, configurations })
}

impl Sample {
    fn is_fitted(&self) -> bool {
        is_fitted(self.log_cycles)
    }
}

/// Adds what a record was measured with.
fn cite(source: &mut Source, record: &Record) {
    let provenance = &record.provenance;
    let add = |names: &mut Vec<String>, name: Option<&String>| {
        let all: BTreeSet<String> = names.drain(..).chain(name.cloned()).collect();
        names.extend(all);
    };
    add(&mut source.commits, provenance.commit.as_ref());
    add(&mut source.cpus, provenance.cpu.as_ref());
    add(&mut source.profiles, Some(&provenance.profile));
    add(&mut source.experiments, Some(&record.experiment.name));
    source.samples += 1;
}

fn sample(group: &Group<'_>, first: &Record) -> Result<Sample, FitError> {
    let configuration = || group.cell.configuration.clone();
    let units = first.provenance.units.as_ref().ok_or_else(|| FitError::NoUnits { configuration: configuration() })?;
    let counts = group.counted.iter().find_map(|record| record.operations.as_ref());
    let operations = counts.ok_or_else(|| FitError::NoCounts { configuration: configuration() })?.prover.clone();
    let seconds = group.counted.iter().filter_map(|record| record.times.as_ref()?.prove_user_seconds).filter(|seconds| *seconds > 0.0);
    let mut peaks: Vec<u64> = group.counted.iter().filter_map(|record| record.memory.peak_rss_bytes).collect();
    peaks.sort_unstable();
    Ok(Sample {
        log_cycles: group.cell.log_cycles,
        program: group.cell.program.clone(),
        user_seconds: seconds.reduce(f64::min),
        memory_bytes: peaks.get(peaks.len().saturating_sub(1) / 2).map(|bytes| *bytes as f64),
        operation_seconds: units.seconds(operations.iter().map(|(name, count)| (name.as_str(), *count as f64))),
        operations,
    })
}

fn configuration(samples: &[Sample]) -> Configuration {
    let names: BTreeSet<&String> = samples.iter().flat_map(|sample| sample.operations.keys()).collect();
    let count = |sample: &Sample, name: &String| sample.operations.get(name).map_or(0.0, |count| *count as f64);
    let operation = |name: &String| {
        let values = samples.iter().map(|sample| (sample.log_cycles, count(sample, name)));
        (name.clone(), curve(&Basis::ALL, values))
    };
    let fitted = || samples.iter().filter(|sample| sample.is_fitted());
    let timed = fitted().filter_map(|sample| Some((vec![sample.operation_seconds, 1.0], sample.user_seconds?)));
    let (features, seconds): (Vec<Vec<f64>>, Vec<f64>) = timed.unzip();
    let time = least_squares::fit(&features, &seconds);
    Configuration {
        sizes: fitted().map(|sample| sample.log_cycles).collect::<BTreeSet<_>>().into_iter().collect(),
        programs: fitted().map(|sample| sample.program.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        efficiency: time.first().copied().map_or(0.0, rounded),
        overhead_seconds: time.get(1).copied().map_or(0.0, rounded),
        memory_bytes: curve(&MEMORY, fitted().filter_map(|sample| Some((sample.log_cycles, sample.memory_bytes?)))),
        operations: names.into_iter().map(operation).collect(),
    }
}

/// The sum of some functions that is nearest to these values at these sizes; values of 0 are left out.
fn curve(bases: &[Basis], values: impl Iterator<Item = (u32, f64)>) -> Curve {
    let rows = values.filter(|(_, value)| *value > 0.0);
    let row = |(log_cycles, value): (u32, f64)| (bases.iter().map(|basis| basis.at(log_cycles)).collect::<Vec<_>>(), value);
    let (features, values): (Vec<Vec<f64>>, Vec<f64>) = rows.map(row).unzip();
    let factors = least_squares::fit(&features, &values);
    Curve(bases.iter().copied().zip(factors).map(|(basis, factor)| (basis, rounded(factor))).filter(|(_, factor)| *factor > 0.0).collect())
}
