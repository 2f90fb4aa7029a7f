//! What was measured with, and on what.

use crate::kernels::Units;
use serde::{Deserialize, Serialize};

/// An experiment's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Its name.
    pub name: String,
    /// BLAKE2b-256 of its bytes, in hexadecimal.
    pub digest: String,
}

/// What measured, on what machine, when; what cannot be found out is null.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Commit of the project's sources; null if those that are checked out are not those that the program is built from.
    pub commit: Option<String>,
    /// Whether tracked files differed from it.
    pub dirty: Option<bool>,
    /// Version of the project.
    pub version: String,
    /// BLAKE2b-256 of the sources that the measuring program is built from, in hexadecimal.
    pub sources: String,
    /// Version of the compiler, as it stands in the measuring program.
    pub rustc: Option<String>,
    /// Architecture, operating system and C library.
    pub target: String,
    /// Instruction set extensions that the compiler was allowed to use.
    pub target_features: Vec<String>,
    /// `dev` (with overflow checks and debug assertions) or `release`.
    pub profile: String,
    /// The processor's model.
    pub cpu: Option<String>,
    /// Cores that the process may use.
    pub cores: u32,
    /// Bytes of the machine's memory.
    pub memory_bytes: Option<u64>,
    /// What allocates memory.
    pub allocator: String,
    /// Frequency governor of the first core.
    pub governor: Option<String>,
    /// Nanoseconds that operations take on this machine, measured before the samples.
    pub units: Option<Units>,
    /// Seed of the order.
    pub seed: u64,
    /// When the sample began: `YYYY-MM-DDThh:mm:ssZ`.
    pub time: String,
}

/// The run that is proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// The program's name.
    pub program: String,
    /// BLAKE2b-256 of the ELF file, in hexadecimal.
    pub elf_digest: String,
    /// Instruction set that it was decoded with.
    pub isa: String,
    /// Digest of the program as the proof system sees it, in hexadecimal; null if the sample never started.
    pub program_digest: Option<String>,
    /// How the input is made.
    pub input_rule: String,
    /// The rule's size parameter; null for a given input.
    pub input_size: Option<u64>,
    /// BLAKE2b-256 of input and advice, in hexadecimal.
    pub input_digest: String,
    /// Bytes of the public input.
    pub input_bytes: u64,
    /// Bytes of the advice.
    pub advice_bytes: u64,
    /// BLAKE2b-256 of the program counters, exit code and output, in hexadecimal.
    pub trace_digest: String,
    /// Instructions executed.
    pub instructions: u64,
    /// Rows of the trace, virtual rows and the halt row included, padding not.
    pub cycles: u64,
    /// log2 of the padded number of rows.
    pub log_cycles: u32,
}

/// How the commitment scheme's parameters come about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// `transparent` or `universal`.
    pub kind: String,
    /// Where the structured reference string comes from; null for a transparent set-up.
    pub provenance: Option<String>,
}

/// Committed columns of one kind and length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Whose they are: `vm`, `lookups` or `memory`.
    pub kind: String,
    /// log2 of their length.
    pub log_length: u32,
    /// How many.
    pub count: u32,
}

/// Sum-checks of one block with rounds of one degree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sumchecks {
    /// Block of the proof: `bytecode`, `lookups`, `memory`, `r1cs` or `opening`.
    pub block: String,
    /// Scalars that each round sends.
    pub degree: u32,
    /// How many sum-checks.
    pub count: u32,
    /// Rounds of all of them together.
    pub rounds: u32,
}

/// What a configuration is made of, read off its types and counted on the verifier at this size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    /// Its name.
    pub name: String,
    /// Name of the field of the arguments.
    pub field: String,
    /// Bits of the field's modulus.
    pub field_bits: u32,
    /// Curve of the commitment scheme; null for schemes without a group.
    pub curve: Option<String>,
    /// Commitment scheme.
    pub scheme: String,
    /// What the scheme's binding rests on.
    pub assumption: String,
    /// Its set-up.
    pub setup: Setup,
    /// Lookup argument.
    pub lookups: String,
    /// Memory argument.
    pub memory: String,
    /// Chunks of a lookup's index, C.
    pub chunks: u32,
    /// log2 of the entries of a subtable, log2 M.
    pub log_subtable: u32,
    /// Distinct subtables.
    pub subtables: u32,
    /// Lookup memories: pairs of a subtable and a chunk.
    pub lookup_memories: u32,
    /// Sum-checks, by block and degree.
    pub sumchecks: Vec<Sumchecks>,
    /// Committed columns, by kind and length.
    pub columns: Vec<Columns>,
    /// Security in bits; null until it is calculated.
    pub security_bits: Option<f64>,
}
