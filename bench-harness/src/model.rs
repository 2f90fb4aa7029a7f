//! The cost model: what a proof takes, predicted from operation counts and from what operations take on a machine.
//!
//! For each configuration, with `T = 2^n` padded rows:
//!
//! - **Counts** of the prover's operations are sums `Σ_j a_j b_j(T)`, `a_j >= 0`, of the [`Basis`] functions `1, T, sqrt T, T log T`.
//! - **CPU seconds** in user mode are `efficiency * Σ counts * units + overhead`. Units are those of the machine that is asked about
//!   ([`crate::kernels::units`]), efficiency and overhead are fitted: operations are not everything, there are additions of scalars, memory, the witness.
//! - **Memory** at the peak is a sum like a count, of `1, sqrt T` and `T`.
//! - **Proof bytes** are not fitted at all: the verifier's layout says them exactly ([`crate::layout`]).
//!
//! Everything is fitted by non-negative least squares in relative error ([`mod@fit`]) to recorded experiments, which the file names: counts,
//! which are exact, at all sizes that were counted; time and memory at even powers of two ([`is_fitted`]), and odd ones are held
//! out. A run's program is not part of the model: sizes of memory and bytecode, and how many values are
//! zero, differ by program, and the model has what the fitted programs have.

pub mod fit;
mod least_squares;

use crate::experiment::nearest;
use crate::kernels::{Units, UnitsError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// Version of the file's fields.
pub const SCHEMA: u32 = 1;
/// The model of the project.
const EMBEDDED: &str = include_str!("../model.json");

/// Whether times and memory of runs of so many rows, log2, are fitted: those of even powers of two; odd ones are held out.
pub fn is_fitted(log_cycles: u32) -> bool {
    log_cycles.is_multiple_of(2)
}

/// A function of the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Basis {
    /// `1`
    #[serde(rename = "1")]
    One,
    /// `T`
    #[serde(rename = "T")]
    Linear,
    /// `sqrt T`
    #[serde(rename = "sqrt T")]
    Root,
    /// `T log2 T`
    #[serde(rename = "T log T")]
    LinearLog,
}

impl Basis {
    /// All, in the order in which simpler sums come first.
    pub const ALL: [Self; 4] = [Self::One, Self::Linear, Self::Root, Self::LinearLog];

    /// Its value at `2^log_cycles` rows.
    pub fn at(self, log_cycles: u32) -> f64 {
        let (log, rows) = (f64::from(log_cycles), f64::from(log_cycles).exp2());
        match self {
            Self::One => 1.0,
            Self::Linear => rows,
            Self::Root => rows.sqrt(),
            Self::LinearLog => rows * log,
        }
    }
}

/// `Σ_j a_j b_j(T)`, with what is not zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Curve(pub BTreeMap<Basis, f64>);

impl Curve {
    /// Its value at `2^log_cycles` rows.
    pub fn at(&self, log_cycles: u32) -> f64 {
        self.0.iter().map(|(basis, factor)| factor * basis.at(log_cycles)).sum()
    }
}

/// What was fitted for one configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Sizes that were fitted, log2.
    pub sizes: Vec<u32>,
    /// Programs whose runs were fitted.
    pub programs: Vec<String>,
    /// Seconds for each second that the operations take by themselves.
    pub efficiency: f64,
    /// Seconds besides.
    pub overhead_seconds: f64,
    /// Bytes of memory at the peak.
    pub memory_bytes: Curve,
    /// The prover's operations by name.
    pub operations: BTreeMap<String, Curve>,
}

/// What the model was fitted to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Commits of the project's sources.
    pub commits: Vec<String>,
    /// Models of the processors.
    pub cpus: Vec<String>,
    /// Build profiles.
    pub profiles: Vec<String>,
    /// Names of the experiments.
    pub experiments: Vec<String>,
    /// Samples at all sizes.
    pub samples: usize,
}

/// The model, as it stands in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What it was fitted to.
    pub source: Source,
    /// Units of the machine of the last fitted sample, for estimates without a measurement.
    pub units: Units,
    /// By name.
    pub configurations: BTreeMap<String, Configuration>,
}

/// What a proof takes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Prediction {
    /// User CPU seconds of the prover.
    pub user_seconds: f64,
    /// Bytes of memory at the peak.
    pub memory_bytes: u64,
    /// The prover's operations by name.
    pub operations: BTreeMap<String, u64>,
}

/// Why there is no model, or no prediction.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file is no model.
    #[error("{path} is no cost model: {reason}; make one with joltlab predict --fit")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another version of the fields.
    #[error("{path} is a cost model of schema {found}, and this program reads schema {SCHEMA}; fit it again with joltlab predict --fit")]
    Schema {
        /// The file.
        path: String,
        /// Its schema.
        found: u64,
    },
    /// A configuration that was not fitted.
    #[error(
        "the cost model has no configuration `{name}`; {}",
        nearest.as_ref().map_or(format!("it has {known}"), |nearest| format!("did you mean `{nearest}`?"))
    )]
    Unknown {
        /// Its name.
        name: String,
        /// The nearest one.
        nearest: Option<String>,
        /// Those that there are.
        known: String,
    },
}

impl Configuration {
    /// What a proof takes where operations take so long.
    fn predict(&self, log_cycles: u32, units: &Units) -> Prediction {
        let counts: BTreeMap<String, f64> = self.operations.iter().map(|(name, curve)| (name.clone(), curve.at(log_cycles))).collect();
        let seconds = units.seconds(counts.iter().map(|(name, count)| (name.as_str(), *count)));
        Prediction {
            user_seconds: self.efficiency * seconds + self.overhead_seconds,
            memory_bytes: self.memory_bytes.at(log_cycles) as u64,
            operations: counts.into_iter().map(|(name, count)| (name, count.round() as u64)).collect(),
        }
    }

    /// Why these numbers make no sense, if they do not.
    fn wrong(&self) -> Option<String> {
        let wrong = |number: f64| !number.is_finite() || number < 0.0;
        if [self.efficiency, self.overhead_seconds].into_iter().any(wrong) {
            return Some("efficiency and overhead must be numbers from 0 up".into());
        }
        let curves = self.operations.iter().map(|(name, curve)| (name.as_str(), curve)).chain([("memory_bytes", &self.memory_bytes)]);
        let bad = curves.into_iter().find(|(_, curve)| curve.0.values().any(|factor| wrong(*factor)));
        bad.map(|(name, _)| format!("`{name}` has a factor that is no number from 0 up"))
    }
}

impl Model {
    /// That of the project.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::parse(EMBEDDED, "model.json").unwrap_or_else(|_| Self::empty()))
    }

    /// One without configurations.
    fn empty() -> Self {
        Self { schema: SCHEMA, source: Source::default(), units: Units::default(), configurations: BTreeMap::new() }
    }

    /// Reads a file.
    ///
    /// *Errors*: those of [`Self::parse`], or an unreadable file.
    pub fn read(path: &Path) -> Result<Self, ModelError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| ModelError::Io { path: name.clone(), source })?;
        Self::parse(&text, &name)
    }

    /// Reads a file's text; its name is for messages.
    ///
    /// *Errors*: another schema, unknown or missing fields, negative numbers, nothing fitted.
    pub fn parse(text: &str, path: &str) -> Result<Self, ModelError> {
        let malformed = |reason: String| ModelError::Malformed { path: path.into(), reason };
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| malformed(error.to_string()))?;
        match value.get("schema").and_then(serde_json::Value::as_u64) {
            Some(found) if found == u64::from(SCHEMA) => {}
            Some(found) => return Err(ModelError::Schema { path: path.into(), found }),
            None => return Err(malformed("it has no schema".into())),
        }
        let model: Self = serde_json::from_value(value).map_err(|error| malformed(error.to_string()))?;
        if model.configurations.is_empty() {
            return Err(malformed("it has no configuration".into()));
        }
        model.units.check().map_err(|error: UnitsError| malformed(error.to_string()))?;
        match model.configurations.iter().find_map(|(name, fitted)| Some((name, fitted.wrong()?))) {
            Some((name, reason)) => Err(malformed(format!("{name}: {reason}"))),
            None => Ok(model),
        }
    }

    /// The file's text.
    ///
    /// *Errors*: numbers that JSON does not have.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// What a proof takes where operations take so long.
    ///
    /// *Errors*: a configuration that was not fitted.
    pub fn predict(&self, configuration: &str, log_cycles: u32, units: &Units) -> Result<Prediction, ModelError> {
        let fitted = self.configurations.get(configuration).ok_or_else(|| ModelError::Unknown {
            name: configuration.into(),
            nearest: nearest(configuration, self.configurations.keys().map(String::as_str)),
            known: self.configurations.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
        })?;
        Ok(fitted.predict(log_cycles, units))
    }

    /// [`Self::predict`]; for a configuration that was not fitted the largest of each number, without operations.
    pub fn estimate(&self, configuration: &str, log_cycles: u32, units: &Units) -> Prediction {
        let largest = |largest: Prediction, fitted: &Configuration| {
            let one = fitted.predict(log_cycles, units);
            Prediction {
                user_seconds: largest.user_seconds.max(one.user_seconds),
                memory_bytes: largest.memory_bytes.max(one.memory_bytes),
                operations: BTreeMap::new(),
            }
        };
        let known = self.predict(configuration, log_cycles, units);
        known.unwrap_or_else(|_| self.configurations.values().fold(Prediction::default(), largest))
    }
}

#[cfg(test)]
mod tests;
