//! Lookup arguments behind one trait: each row of a table of steps names an instruction and an index, and its output is what the instruction's
//! table holds there.
//!
//! An [`InstructionSet`] says what the tables are (decompositions into subtables, from [`subtables`]); a [`LookupArgument`] proves that the outputs are
//! right. [`Lasso`] commits to the subtable values of every row and proves them by offline memory checking (Setty, Thaler, Wahby, eprint 2023/1216).
//!
//! | object | notation | item |
//! |---|---|---|
//! | instruction's table | `T[r] = g(T_1[r_1], .., T_a[r_a])` | [`subtables::Decomposition`] |
//! | memory: a subtable read at a chunk | `m = (s, c)` | [`subtables::Memory`], [`InstructionSet::memories`] |
//! | index of a row at chunk `c` | `dim_c(x)` | [`Queries`], [`Lasso::dim`] |
//! | value read | `E_m(x)` | [`Lasso::e`] |
//! | how often that entry was read before | `read_cts_m(x)` | [`Lasso::read_cts`] |
//! | how often each entry was read in all | `final_cts_m(v)` | [`Lasso::final_cts`] |
//!
//! ```
//! use ark_bn254::Fr;
//! use lookups::{InstructionSet, Lasso, LookupArgument, ProveLookups, Queries, SharedColumns, SharedOracles};
//! use pcs::channel::{OracleProver, OracleVerifier};
//! use pcs::{OpeningShape, Trivial};
//! use std::sync::Arc;
//! use subtables::{Decomposition, Memory, Word, Xor};
//! use transcript::{MerlinProver, MerlinVerifier, ProverOracles, VerifierOracles};
//!
//! /// XOR of four-bit words as one subtable of 2^8 entries.
//! #[derive(Debug)]
//! struct Nibbles;
//! impl Decomposition<Fr> for Nibbles {
//!     fn name(&self) -> String { "XOR".into() }
//!     fn memories(&self) -> Vec<Memory<Fr>> { vec![Memory { subtable: Arc::new(Xor), chunk: 0 }] }
//!     fn links(&self) -> Vec<Memory<Fr>> { Vec::new() }
//!     fn collate(&self, values: &[Fr]) -> Fr { values[0] }
//!     fn degree(&self) -> usize { 1 }
//! }
//! let set = InstructionSet::new(Word { bits: 4, chunks: 1 }, vec![Arc::new(Nibbles)]);
//!
//! // four rows: 3 ^ 5, 15 ^ 1, 3 ^ 5, 0 ^ 0
//! let queries = Queries { instruction: vec![0; 4], indices: vec![vec![0x35, 0xF1, 0x35, 0x00]] };
//! let own = Lasso::witness(&set, &queries);
//! let columns = SharedColumns { flags: vec![Arc::new(vec![true; 4].into())], output: Arc::new(vec![6u8, 14, 6, 0].into()) };
//! let num_vars: Vec<usize> = [2, 2].into_iter().chain(Lasso::columns(&set, 2).iter().map(|spec| spec.num_vars)).collect();
//! let shape = OpeningShape::of(num_vars.clone());
//!
//! let mut prover = OracleProver::<Trivial<Fr>, _>::new(MerlinProver::new("example"), &(), shape);
//! let ids = prover.send_oracles("columns", [&columns.flags[0], &columns.output].into_iter().chain(&own).cloned().collect());
//! let oracles = SharedOracles { flags: vec![ids[0]], output: ids[1] };
//! let claims = Lasso::prove(&set, (&oracles, &columns), &ids[2..], &own, &mut prover);
//! let proof = prover.open(claims)?.finish();
//!
//! let mut verifier = OracleVerifier::<Trivial<Fr>, _>::new(MerlinVerifier::new("example", &proof), &(), shape);
//! let ids = verifier.receive_oracles("columns", &num_vars)?;
//! let claims = Lasso::verify(&set, 2, &SharedOracles { flags: vec![ids[0]], output: ids[1] }, &ids[2..], &mut verifier)?;
//! // the caller's part: here every flag is 1
//! assert!(claims.as_slice().iter().filter(|claim| claim.oracle == ids[0]).all(|claim| claim.value == Fr::from(1u64)));
//! verifier.verify_openings(claims)?.finish()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod argument;
mod instruction_set;
pub mod lasso;
#[cfg(all(test, feature = "prover"))]
mod testing;

pub use argument::{ColumnSpec, LookupArgument, SharedOracles};
#[cfg(feature = "prover")]
pub use argument::{NO_LOOKUP, ProveLookups, Queries, SharedColumns};
pub use instruction_set::{Instruction, InstructionSet};
pub use lasso::Lasso;
