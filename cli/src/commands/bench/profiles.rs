//! Profiles of an experiment's cells: one more proof of each, which is no sample.

use super::name;
use crate::arguments::profile::Kind;
use crate::arguments::to_hex;
use crate::configurations::{self, Visitor};
use crate::error::Failure;
use crate::files::{Pending, failure};
use bench_harness::bench::no_room;
use bench_harness::plan::{Plan, PlannedCell, PlannedRun};
use bench_harness::record::Cell;
use jolt_core::{ParametersOf, ProvingConfig};
use pcs::{Parameters, SetupKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Folder of profiles in one of results.
const FOLDER: &str = "profiles";

/// Records a profile of every cell that has none. One that cannot be taken is said on stderr; the others are taken all the same.
pub fn record(plan: &Plan, kind: Kind, out: &Path) -> Result<(), Failure> {
    let folder = out.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|error| failure(&folder, &error))?;
    let mut failed = 0;
    for planned in &plan.cells {
        let Cell { program, input_rule, log_cycles, configuration, threads } = &planned.cell;
        let stem = format!("{program}-{input_rule}-2^{log_cycles}-{configuration}-{threads}");
        let path = folder.join(kind.file(&stem));
        if path.exists() {
            continue;
        }
        let run = planned.run.as_ref().map_err(Clone::clone);
        let run = run.and_then(|run| no_room(planned).map_or(Ok(run), Err));
        eprintln!("         {}  {} profile", name(&planned.cell), kind.name());
        match run.map(|run| command(planned, run, kind, &path)) {
            Ok(command) => failed += usize::from(!prove(command?, kind, &path)?),
            Err(reason) => eprintln!("         skipped: {reason}"),
        }
    }
    if failed == 0 { Ok(()) } else { Err(Failure::Rejected(format!("{failed} profiles could not be taken"))) }
}

/// Whether it ends well. The table of memory is kept beside its profile.
fn prove(mut command: Command, kind: Kind, path: &Path) -> Result<bool, Failure> {
    let machine = |error| Failure::Machine(format!("cannot start a process: {error}"));
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().map_err(machine)?;
    if kind == Kind::Heap && output.status.success() {
        Pending::create(&path.with_extension("txt"))?.write(&output.stdout)?;
    }
    Ok(output.status.success())
}

/// Proves the cell's run with a profile.
fn command(planned: &PlannedCell, run: &PlannedRun, kind: Kind, path: &Path) -> Result<Command, Failure> {
    let program: PathBuf = std::env::current_exe().map_err(|error| Failure::Machine(format!("cannot find this program: {error}")))?;
    let mut command = Command::new(program);
    command.arg("prove").arg(&run.subject.path).args(["--isa", &run.workload.isa, "--config", &planned.cell.configuration]);
    command.args(["--threads", &planned.cell.threads.to_string(), "--profile", kind.name()]).arg("--profile-out").arg(path);
    command.args(["--input-hex", &to_hex(&run.given.input), "--advice-hex", &to_hex(&run.given.advice)]);
    if configurations::with(&planned.cell.configuration, NeedsString)? {
        command.arg("--insecure-test-srs");
    }
    Ok(command)
}

/// Whether a configuration needs a structured reference string.
struct NeedsString;

impl Visitor for NeedsString {
    type Output = bool;

    fn visit<C: ProvingConfig>(self) -> bool {
        ParametersOf::<C>::KIND == SetupKind::Universal
    }
}
