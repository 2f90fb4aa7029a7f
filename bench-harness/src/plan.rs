//! What an experiment comes to: its cells with their runs, and all samples in the order in which they are measured.

use crate::digest::{bytes_of, hex};
use crate::experiment::{Experiment, GivenInput, Measure, ProgramChoice, Unfit};
use crate::guests::{Given, InputRule};
use crate::kernels::Units;
use crate::layout::{LayoutError, predict};
use crate::model::{Model, Prediction};
use crate::provenance;
use crate::record::{self, Cell, Memory, Provenance, Record, SCHEMA, Sample, SizeRange, Status, Workload};
use crate::sample::{Spec, source};
use crate::workload::{MAX_LOG_CYCLES, Subject, TracedRun, WorkloadError};
use jolt_core::{Inputs, ProvingConfig, Visitor, with_configuration};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A run, for all cells that prove it.
#[derive(Debug)]
pub struct PlannedRun {
    /// The program.
    pub subject: Arc<Subject>,
    /// What a record says of it.
    pub workload: Workload,
    /// Its input and advice.
    pub given: Given,
}

/// A cell of an experiment.
#[derive(Clone, Debug)]
pub struct PlannedCell {
    /// Its place in results.
    pub cell: Cell,
    /// The run, or why there is none of this size.
    pub run: Result<Arc<PlannedRun>, String>,
    /// What one sample takes, by the cost model.
    pub estimate: Prediction,
}

/// An experiment that can be run.
#[derive(Debug)]
pub struct Plan {
    /// The experiment.
    pub experiment: Experiment,
    /// What measures.
    pub provenance: Provenance,
    /// The cells, in the order of the file.
    pub cells: Vec<PlannedCell>,
    /// Number of the cell, and which of its samples; warm-ups come first.
    pub order: Vec<(usize, Sample)>,
}

/// Why an experiment cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The programs of the repository are not there.
    #[error(
        "there is no folder `guests` around the experiment's file or the working folder; keep the file in the repository, or name ELF files"
    )]
    NoGuests,
    /// A program or an input is missing, or has no run of the size.
    #[error("line {line}: {source}")]
    Workload {
        /// Line of the table in the file.
        line: usize,
        /// What is wrong.
        source: WorkloadError,
    },
    /// A cell that two tables have: no number of threads means all cores, and given inputs may have one size.
    #[error("line {line}: `{program}` with a run of 2^{log_cycles} rows is there twice; results could not tell them apart: leave one out")]
    Repeated {
        /// Line of the table in the file.
        line: usize,
        /// The program.
        program: String,
        /// The size.
        log_cycles: u32,
    },
}

impl Plan {
    /// Loads the programs, and finds the run of every size with the emulator.
    ///
    /// *Errors*: programs that are missing, runs that trap, sizes that no run of a named program has.
    pub fn new(experiment: Experiment) -> Result<Self, PlanError> {
        let mut cells: Vec<PlannedCell> = Vec::new();
        for measure in &experiment.measure {
            for program in &measure.programs {
                for run in runs(measure, program).map_err(|source| PlanError::Workload { line: measure.line, source })? {
                    for planned in cells_of(measure, &program.name(), run) {
                        if cells.iter().any(|known| known.cell == planned.cell) {
                            let Cell { program, log_cycles, .. } = planned.cell;
                            return Err(PlanError::Repeated { line: measure.line, program, log_cycles });
                        }
                        cells.push(planned);
                    }
                }
            }
        }
        let order = order(cells.len(), experiment.warm_ups, experiment.repeats, experiment.seed);
        let mut plan = Self { provenance: provenance::detect(experiment.seed), experiment, cells, order };
        plan.estimate(&Model::embedded().units);
        Ok(plan)
    }

    /// Predicts with the units of this machine instead of those of the model's, and records them.
    pub fn set_units(&mut self, units: Units) {
        self.estimate(&units);
        self.provenance.units = Some(units);
    }

    fn estimate(&mut self, units: &Units) {
        for PlannedCell { cell, estimate, .. } in &mut self.cells {
            *estimate = Model::embedded().estimate(&cell.configuration, cell.log_cycles, units);
        }
    }

    /// Configurations that the cost model does not have; their estimates are the largest of all that it has.
    pub fn unmodelled(&self) -> BTreeSet<&str> {
        let names = self.cells.iter().map(|planned| planned.cell.configuration.as_str());
        names.filter(|name| !Model::embedded().configurations.contains_key(*name)).collect()
    }

    /// The record of the sample at this place of the order, with all that is known before it is measured.
    pub fn draft(&self, at: usize) -> Record {
        let (number, sample) = self.order[at];
        let PlannedCell { cell, run, estimate } = &self.cells[number];
        let Experiment { name, digest, .. } = &self.experiment;
        Record {
            schema: SCHEMA,
            experiment: record::Experiment { name: name.clone(), digest: digest.clone() },
            cell: cell.clone(),
            sample,
            status: Status::Failed { reason: "it was not measured".into() },
            provenance: Provenance { time: provenance::now(), ..self.provenance.clone() },
            workload: run.as_ref().ok().map(|run| run.workload.clone()),
            configuration: None,
            statement: None,
            times: None,
            phases: Vec::new(),
            proof: None,
            memory: Memory { peak_rss_bytes: None, predicted_bytes: Some(estimate.memory_bytes) },
            operations: None,
        }
    }

    /// What the process for this sample is told; why there is nothing to tell.
    pub fn spec(&self, at: usize) -> Result<Spec, String> {
        let run = self.cells[self.order[at].0].run.as_ref().map_err(Clone::clone)?;
        Ok(Spec {
            draft: self.draft(at),
            elf: run.subject.path.clone(),
            input_hex: hex(&run.given.input),
            advice_hex: hex(&run.given.advice),
            verifications: self.experiment.verifications,
            predicted_user_seconds: self.cells[self.order[at].0].estimate.user_seconds,
        })
    }
}

impl PlannedCell {
    /// Bytes of the proof's messages, before there is one.
    ///
    /// *Errors*: no run, or no keys.
    pub fn proof_bytes(&self) -> Result<SizeRange, LayoutError> {
        let missing = || LayoutError::Configuration { name: self.cell.configuration.clone() };
        let run = self.run.as_ref().map_err(|reason| LayoutError::Run(reason.clone()))?;
        with_configuration(&self.cell.configuration, Predict(run)).ok_or_else(missing)?
    }
}

struct Predict<'a>(&'a PlannedRun);

impl Visitor for Predict<'_> {
    type Output = Result<SizeRange, LayoutError>;

    fn visit<C: ProvingConfig>(self) -> Self::Output {
        let PlannedRun { subject, workload, given } = self.0;
        let run = subject.trace(given.clone(), workload.log_cycles).map_err(|error| LayoutError::Run(error.to_string()))?;
        let inputs = Inputs { input: &given.input, advice: &given.advice };
        let range = predict::<C>(subject.program.clone(), subject.layout, (&run.trace, run.log_cycles()), inputs, source::<C>())?;
        Ok(SizeRange { least: *range.start() as u64, most: *range.end() as u64 })
    }
}

/// A run, or the size and the rule of which there is none, and why.
type RunOrReason = Result<PlannedRun, (u32, InputRule, String)>;

/// The runs of one program in a table: one of each size, or that of the given input.
fn runs(measure: &Measure, program: &ProgramChoice) -> Result<Vec<RunOrReason>, WorkloadError> {
    let (path, isa) = match program {
        ProgramChoice::File { path, isa } => (path, *isa),
        ProgramChoice::Guest(guest) => (&guest.elf, guest.isa),
    };
    let subject = Arc::new(Subject::load(&program.name(), path, isa)?);
    let planned = |run: TracedRun, rule: Option<(InputRule, u64)>| PlannedRun {
        workload: subject.describe(&run, rule),
        subject: subject.clone(),
        given: run.given,
    };
    match (&measure.input, program) {
        (None, ProgramChoice::Guest(guest)) => {
            let run = |log_cycles: &u32| match subject.run_of(guest, *log_cycles) {
                Ok((size, run)) => Ok(Ok(planned(run, Some((guest.rule, size))))),
                Err(error @ (WorkloadError::TooLarge { .. } | WorkloadError::TooSmall { .. })) if measure.unfit == Unfit::Skip => {
                    Ok(Err((*log_cycles, guest.rule, error.to_string())))
                }
                Err(error) => Err(error),
            };
            measure.log_cycles.iter().map(run).collect()
        }
        (input, _) => {
            let read = |path: &Path| std::fs::read(path).map_err(|source| WorkloadError::Io { path: path.display().to_string(), source });
            let bytes = match input {
                Some(GivenInput::Bytes(bytes)) => bytes.clone(),
                Some(GivenInput::File(path)) => read(path)?,
                None => Vec::new(),
            };
            Ok(vec![Ok(planned(subject.trace(bytes.into(), MAX_LOG_CYCLES)?, None))])
        }
    }
}

/// A run with every configuration and number of threads.
fn cells_of(measure: &Measure, program: &str, run: RunOrReason) -> Vec<PlannedCell> {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
    let threads = measure.threads.clone().unwrap_or_else(|| vec![cores]);
    let (log_cycles, input_rule) = match &run {
        Ok(run) => (run.workload.log_cycles, run.workload.input_rule.clone()),
        Err((log_cycles, rule, _)) => (*log_cycles, rule.name().to_string()),
    };
    let run = run.map(Arc::new).map_err(|(_, _, reason)| reason);
    let cell = |configuration: &String, threads: u32| PlannedCell {
        cell: Cell { program: program.into(), input_rule: input_rule.clone(), log_cycles, configuration: configuration.clone(), threads },
        run: run.clone(),
        estimate: Prediction::default(),
    };
    measure.configurations.iter().flat_map(|name| threads.iter().map(|count| cell(name, *count)).collect::<Vec<_>>()).collect()
}

/// Warm-ups, then samples, each shuffled by the seed.
fn order(cells: usize, warm_ups: u32, repeats: u32, seed: u64) -> Vec<(usize, Sample)> {
    let samples = |warm_up, count| {
        let all = (0..count).flat_map(|number| (0..cells).map(move |cell| (cell, Sample { number, warm_up, order: 0 })));
        shuffled(all.collect(), if warm_up { "warm-ups" } else { "samples" }, seed)
    };
    let mut order = samples(true, warm_ups);
    order.extend(samples(false, repeats));
    (0..).zip(&mut order).for_each(|(place, (_, sample))| sample.order = place);
    order
}

/// Fisher and Yates, with pseudo-random numbers.
fn shuffled<T>(mut items: Vec<T>, name: &str, seed: u64) -> Vec<T> {
    let bytes = bytes_of(name, seed, 8 * items.len());
    let (draws, _) = bytes.as_chunks::<8>();
    for (last, draw) in (1..items.len()).rev().zip(draws) {
        items.swap(last, (u64::from_le_bytes(*draw) % (last as u64 + 1)) as usize);
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(table: &str) -> Result<Plan, PlanError> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        Plan::new(Experiment::parse(&format!("name = \"t\"\nseed = 3\n{table}"), folder).unwrap())
    }

    #[test]
    fn every_sample_has_one_place_and_the_seed_decides_it() {
        let order = order(5, 2, 4, 1);
        assert_eq!(order, super::order(5, 2, 4, 1));
        assert_ne!(order, super::order(5, 2, 4, 2));
        let places: Vec<u32> = order.iter().map(|(_, sample)| sample.order).collect();
        assert_eq!(places, (0..30).collect::<Vec<_>>());
        assert!(order.iter().take(10).all(|(_, sample)| sample.warm_up));
        let distinct: BTreeSet<_> = order.iter().map(|(cell, sample)| (*cell, sample.number, sample.warm_up)).collect();
        assert_eq!(distinct.len(), 30);
    }

    #[test]
    fn all_orders_are_equally_likely() {
        let mut counts = std::collections::BTreeMap::new();
        (0..6000).for_each(|seed| *counts.entry(shuffled(vec![0, 1, 2], "x", seed)).or_insert(0) += 1);
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1150).contains(count)), "{counts:?}");
    }

    #[test]
    fn a_plan_has_every_combination() {
        let table = "[[measure]]\nprograms = [\"fibonacci\"]\nlog_cycles = [12, 13]\nconfigurations = [\"lasso-hyrax\", \"lasso-ligero\"]\nthreads = [1, 2]\n";
        let plan = plan(&format!("repeats = 3\nwarm_ups = 1\n{table}")).unwrap();
        assert_eq!((plan.cells.len(), plan.order.len()), (8, 32));
        let spec = plan.spec(31).unwrap();
        assert_eq!((spec.draft.sample.order, spec.draft.provenance.seed), (31, 3));
        assert!(spec.draft.workload.unwrap().input_size > Some(1));
        let bytes = plan.cells[0].proof_bytes().unwrap();
        assert!(bytes.least > 10_000 && bytes.least == bytes.most, "{bytes:?}");
    }

    #[test]
    fn runs_that_are_not_there_are_errors() {
        let configurations = "configurations = [\"lasso-hyrax\"]\n";
        let error = plan(&format!("[[measure]]\nprograms = [\"sha256\"]\nlog_cycles = [6]\n{configurations}")).unwrap_err().to_string();
        assert_eq!(error, "line 3: no run of `sha256` fits 2^6 rows; choose a larger log_cycles");
        let error = plan(&format!("[[measure]]\nelf = \"nothing.elf\"\n{configurations}")).unwrap_err().to_string();
        assert!(error.starts_with("line 3: cannot read") && error.contains("nothing.elf"), "{error}");
        // All programs: those without such a run are skipped.
        let plan = plan(&format!("[[measure]]\nprograms = [\"all\"]\nlog_cycles = [12]\n{configurations}")).unwrap();
        let (there, skipped): (Vec<_>, Vec<_>) = (0..plan.cells.len() * 3).map(|at| plan.spec(at)).partition(Result::is_ok);
        assert!(there.len() > 10 && skipped.len() > 10, "{} {}", there.len(), skipped.len());
        assert!(skipped.iter().all(|spec| spec.as_ref().is_err_and(|reason| reason.starts_with("no run of `"))));
    }

    #[test]
    fn tables_that_share_a_cell_are_errors() {
        let configurations = "configurations = [\"lasso-hyrax\"]\n";
        // No number of threads means all cores, which another table may name.
        let cores = std::thread::available_parallelism().unwrap();
        let table = format!("[[measure]]\nprograms = [\"fibonacci\"]\nlog_cycles = [12]\n{configurations}");
        let error = plan(&format!("{table}{table}threads = [{cores}]\n")).unwrap_err().to_string();
        assert!(error.starts_with("line 7: `fibonacci` with a run of 2^12 rows is there twice"), "{error}");
    }
}
