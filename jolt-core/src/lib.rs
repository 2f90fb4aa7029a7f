//! Proves and verifies runs of RISC-V programs with lookups (Jolt; Arun, Setty, Thaler, eprint 2023/1217).
//!
//! ```
//! # #[cfg(feature = "prover")] {
//! use instructions::{Isa, MemoryLayout};
//! use jolt_core::{Inputs, LassoHyrax, Machine, Proof, ProvingKey, witness};
//! use pcs::Transparent;
//! use std::sync::Arc;
//!
//! let (layout, input) = (MemoryLayout::default(), b"20");
//! let program = tracer::load_elf(include_bytes!("../../guests/elf/fibonacci.elf"), Isa::default(), &layout)?;
//! let trace = tracer::Machine::new(&program, &layout, input, b"")?.trace(1 << 24)?;
//! let machine = Arc::new(Machine::new(program, layout)?);
//! let witness = witness::<LassoHyrax>(&machine, &trace, Inputs { input, advice: b"" })?;
//! let (shape, _) = witness.statement.shape(&machine)?;
//! let key = ProvingKey::<LassoHyrax>::new(machine, &shape, &Transparent)?;
//! let bytes = Proof::prove(&key, &witness)?.encode();
//!
//! let proof = Proof::decode(&bytes)?;
//! proof.verify(key.verifying(), input)?;
//! assert_eq!((proof.statement.exit_code, &proof.statement.output), (0, &trace.output));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a proof says is a [`Statement`]: for some contents of the advice region, the program turns the public input into this output and exits
//! with this code. The proof is not zero-knowledge; its security is about 100 bits, limited by the curve.
//!
//! | step | item |
//! |---|---|
//! | program and layout become a table, an image and digests | [`Machine`] |
//! | keys for a number of steps | [`ProvingKey`], [`VerifyingKey`], [`KeyFile`] |
//! | trace to columns | [`fn@witness`], [`replay`], [`JoltColumns`] |
//! | are the columns right? without cryptography | [`fn@check`] |
//! | the argument, top to bottom | [`fn@prove`], [`fn@verify`] |
//! | which scheme and arguments | [`JoltConfig`] |
//! | proofs as files | [`Proof`] |
//!
//! Without the default feature `prover` the crate is the verifier alone.

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
pub use config::{
    CONFIGURATIONS, Description, JoltConfig, LassoHyperKzg, LassoHyrax, LassoHyraxIpa, LassoLigero, LassoTrivial, LassoZeromorph,
};
pub use constraints::{PartVariables, QueryVariables};
pub use error::{FormatError, PreprocessError, StatementError, VerifyError};
pub use format::{FileKind, KeyFile, Part, Proof, VERSION, setup_name};
pub use key::{ParametersOf, VerifyingKey};
pub use machine::{MIN_FIELD_BITS, Machine, PROTOCOL, SparseTable};
pub use statement::{MAX_LOG_STEPS, Shape, Statement};
pub use transcript::ProofError;
pub use verify::{verify, verify_with};
#[cfg(feature = "prover")]
pub use {
    check::{Violation, check},
    config::{ProvingConfig, Visitor, with_configuration},
    error::{ProveError, WitnessError},
    key::{ProvingKey, parameters},
    prove::{prove, prove_with},
    witness::{Column, Inputs, Witness, witness, witness_of_prover},
};
