//! From the command line to a program, its machine and its trace.

use crate::arguments::{InputFlags, MachineFlags};
use crate::error::Failure;
use crate::files;
use instructions::{Bytecode, ExecutionTrace, MemoryLayout, Program};
use std::path::Path;
use tracer::{PostMortem, Trap, Warning};

/// A loaded program and what it is given.
pub struct Loaded {
    /// File name, without folders.
    pub name: String,
    /// The program.
    pub program: Program,
    /// The memory layout.
    pub layout: MemoryLayout,
    /// What is odd about the program.
    pub warnings: Vec<Warning>,
}

/// Loads an ELF file; what is odd about it goes to stderr.
pub fn load(path: &Path, machine: &MachineFlags) -> Result<Loaded, Failure> {
    let loaded = inspect(path, machine)?;
    for warning in &loaded.warnings {
        eprintln!("warning: {}: {warning}", loaded.name);
    }
    Ok(loaded)
}

/// Loads an ELF file.
pub fn inspect(path: &Path, machine: &MachineFlags) -> Result<Loaded, Failure> {
    let bytes = files::read(path)?;
    let layout = machine.layout()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let loaded = tracer::inspect_elf(&bytes, machine.isa, &layout);
    let (program, warnings) = loaded.map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    Ok(Loaded { name, program, layout, warnings })
}

/// Public input and advice.
pub struct Given {
    /// Public input.
    pub input: Vec<u8>,
    /// Private advice.
    pub advice: Vec<u8>,
}

/// Reads the input flags.
pub fn given(flags: &InputFlags) -> Result<Given, Failure> {
    Ok(Given { input: flags.public.read()?, advice: flags.advice()? })
}

impl Loaded {
    /// The machine before its first instruction.
    pub fn machine(&self, given: &Given) -> Result<tracer::Machine, Failure> {
        tracer::Machine::new(&self.program, &self.layout, &given.input, &given.advice).map_err(Failure::input)
    }

    /// Runs the program and records the trace; the guest's log goes to stderr.
    pub fn trace(&self, given: &Given, flags: &MachineFlags) -> Result<ExecutionTrace, Failure> {
        let mut machine = self.machine(given)?;
        let result = machine.trace(flags.max_cycles);
        log(&machine);
        result.map_err(|trap| self.trapped(given, trap))
    }

    /// A trap with what led to it, from a second run.
    pub fn trapped(&self, given: &Given, trap: Trap) -> Failure {
        let error = trap.to_string();
        match self.machine(given) {
            Ok(machine) => Failure::Trap { error, report: PostMortem::new(machine, trap).to_string() },
            Err(failure) => failure,
        }
    }

    /// Rows of a trace, virtual rows and the halt row included, padding not.
    pub fn cycles(&self, trace: &ExecutionTrace, flags: &MachineFlags) -> Result<usize, Failure> {
        let bytecode = Bytecode::build(&self.program).map_err(Failure::input)?;
        let cycles: usize = trace.pcs.iter().map(|pc| bytecode.row_count_of(*pc)).sum();
        allowed(cycles as u64, flags)?;
        Ok(cycles)
    }
}

/// Fails if a run has more rows than the flags allow.
pub fn allowed(rows: u64, flags: &MachineFlags) -> Result<(), Failure> {
    if rows > flags.max_cycles {
        return Err(Failure::Input(format!("the run has {rows} trace rows, more than --max-cycles {}; raise it", flags.max_cycles)));
    }
    Ok(())
}

/// What the guest wrote with `ecall` 64.
pub fn log(machine: &tracer::Machine) {
    if !machine.log().is_empty() {
        eprint!("{}", String::from_utf8_lossy(machine.log()));
    }
}
