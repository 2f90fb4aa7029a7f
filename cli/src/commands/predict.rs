//! `joltlab predict`: what proofs take, by the cost model.

use crate::arguments::predict::Predict;
use crate::configurations::CONFIGURATIONS;
use crate::error::Failure;
use crate::files::{self, Pending};
use crate::report;
use bench_harness::kernels::{Units, UnitsError, units};
use bench_harness::layout::reference_bytes;
use bench_harness::model::{Model, Prediction, fit};
use bench_harness::record::SizeRange;
use bench_harness::results::Results;
use serde::Serialize;
use std::path::Path;

/// Operations that the table shows; JSON has all.
const SHOWN: [&str; 4] = ["group additions", "field multiplications", "deferred products", "hashed bytes"];

/// A proof that nobody has made.
#[derive(Serialize)]
struct Row<'a> {
    configuration: &'a str,
    log_cycles: u32,
    #[serde(flatten)]
    prediction: Prediction,
    /// Where all threads are busy all the time.
    wall_seconds: f64,
    proof_bytes: SizeRange,
}

#[derive(Serialize)]
struct Predictions<'a> {
    schema: u32,
    threads: usize,
    units: &'a Units,
    predictions: &'a [Row<'a>],
}

/// Predicts, or fits the model.
pub fn predict(arguments: &Predict) -> Result<(), Failure> {
    if let Some(output) = &arguments.output {
        return fit_model(&arguments.fit, output);
    }
    let read;
    let model = match &arguments.model {
        Some(path) => {
            read = Model::read(path).map_err(Failure::input)?;
            &read
        }
        None => Model::embedded(),
    };
    let names: Vec<&str> = match arguments.configuration.as_str() {
        "all" => CONFIGURATIONS.iter().copied().filter(|name| model.configurations.contains_key(*name)).collect(),
        name => vec![name],
    };
    // What is wrong with a name is said before anything is measured.
    names.iter().try_for_each(|name| model.predict(name, 8, &model.units).map(|_| ())).map_err(Failure::input)?;
    let units = this_machine(arguments.units.as_deref())?;
    let threads = rayon::current_num_threads();
    let mut rows = Vec::new();
    for configuration in names {
        for log_cycles in &arguments.log_cycles {
            let prediction = model.predict(configuration, *log_cycles, &units).map_err(Failure::input)?;
            let proof_bytes = reference_bytes(configuration, *log_cycles).map_err(Failure::input)?;
            let wall_seconds = prediction.user_seconds / threads as f64;
            rows.push(Row { configuration, log_cycles: *log_cycles, prediction, wall_seconds, proof_bytes });
        }
    }
    if arguments.json {
        return report::json(&Predictions { schema: report::SCHEMA, threads, units: &units, predictions: &rows });
    }
    print(&rows, threads)
}

/// Units from a file, or measured now.
fn this_machine(file: Option<&Path>) -> Result<Units, Failure> {
    let Some(path) = file else { return units().map_err(|error| Failure::Machine(error.to_string())) };
    let bytes = files::read(path)?;
    let parsed = std::str::from_utf8(&bytes).map_err(|_| "it is no text".to_string());
    let parsed = parsed.and_then(|text| Units::parse(text).map_err(|error: UnitsError| error.to_string()));
    parsed.map_err(|reason| Failure::Input(format!("{}: {reason}", path.display())))
}

fn print(rows: &[Row<'_>], threads: usize) -> Result<(), Failure> {
    let operations: String = SHOWN.iter().map(|name| format!("  {name:>21}")).collect();
    let wall = format!("s on {threads}");
    report::line(&format!(
        "{:<16} {:>5} {:>9} {wall:>9} {:>9} {:>20}{operations}",
        "configuration", "rows", "CPU s", "MiB", "proof bytes"
    ))?;
    for Row { configuration, log_cycles, prediction, wall_seconds, proof_bytes } in rows {
        let SizeRange { least, most } = proof_bytes;
        let bytes = if least == most { least.to_string() } else { format!("{least} to {most}") };
        let operations: String = SHOWN.iter().map(|name| format!("  {:>21}", prediction.operations.get(*name).unwrap_or(&0))).collect();
        report::line(&format!(
            "{configuration:<16} {:>5} {:>9.2} {wall_seconds:>9.2} {:>9} {bytes:>20}{operations}",
            format!("2^{log_cycles}"),
            prediction.user_seconds,
            prediction.memory_bytes >> 20
        ))?;
    }
    report::line(&format!("wall-clock seconds are CPU seconds over {threads} threads, as if all were busy all the time"))
}

fn fit_model(folders: &[std::path::PathBuf], output: &Path) -> Result<(), Failure> {
    let results: Vec<Results> = folders.iter().map(|folder| Results::read(folder)).collect::<Result<_, _>>().map_err(Failure::input)?;
    let model = fit::fit(&results).map_err(Failure::input)?;
    let text = model.to_text().map_err(|error| Failure::Machine(error.to_string()))?;
    Pending::create(output)?.write(text.as_bytes())?;
    for (name, fitted) in &model.configurations {
        let sizes: Vec<String> = fitted.sizes.iter().map(|size| format!("2^{size}")).collect();
        report::line(&format!(
            "{name}: {} at {}, efficiency {:.2}, overhead {:.2} s",
            fitted.programs.join(", "),
            sizes.join(", "),
            fitted.efficiency,
            fitted.overhead_seconds
        ))?;
    }
    Ok(())
}
