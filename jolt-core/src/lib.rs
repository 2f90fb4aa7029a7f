//! Proves and verifies runs of RISC-V programs with lookups (Jolt, eprint 2023/1217): columns, witness, constraints, `prove`, `verify`, `check`.
#![cfg_attr(not(feature = "prover"), warn(clippy::unwrap_used, clippy::panic))]

mod adapter;
mod boundary;
#[cfg(feature = "prover")]
mod check;
mod columns;
mod config;
mod constraints;
mod error;
mod fetch;
mod format;
mod key;
mod machine;
#[cfg(feature = "prover")]
mod prove;
#[cfg(feature = "prover")]
pub mod replay;
mod statement;
mod verify;
#[cfg(feature = "prover")]
mod witness;

pub use adapter::LookupAdapter;
pub use columns::{ColumnSpec, JoltColumns, VmColumns};
pub use config::{Description, JoltConfig, LassoHyrax, LassoTrivial};
pub use constraints::QueryVariables;
pub use error::{FormatError, PreprocessError, StatementError, VerifyError};
pub use format::{FileKind, KeyFile, Part, Proof, VERSION};
pub use key::VerifyingKey;
pub use machine::{Machine, PROTOCOL, SparseTable};
pub use statement::{MAX_LOG_STEPS, Shape, Statement};
pub use verify::{verify, verify_with};
#[cfg(feature = "prover")]
pub use {
    check::{Violation, check},
    config::ProvingConfig,
    error::{ProveError, WitnessError},
    key::ProvingKey,
    prove::{prove, prove_with},
    witness::{Column, Inputs, Witness, witness, witness_of_prover},
};
