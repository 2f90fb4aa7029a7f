//! What measurements need: the prover's phases by name, and what the operating system accounts for the process. Benches of whole runs stand in `benches/`.
//!
//! [`phases`] times the prover's phases by the names of its spans; the names are a documented schema. [`resources`] reads what the operating
//! system accounts for the process.

pub mod phases;
pub mod resources;
