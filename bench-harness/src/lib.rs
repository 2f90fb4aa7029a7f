//! What measurements need: the prover's phases by name, what the operating system accounts for the process, and records as tables and
//! plots. The measuring programs stand in `benches/`.
//!
//! [`phases`] times the prover's phases by the names of its spans; the names are a documented schema. [`resources`] reads what the operating
//! system accounts for the process, and [`machine`] says where and when. [`commitments`] has the records of the comparison of commitment
//! schemes; [`table`] and [`plot`] write any others.

pub mod commitments;
pub mod counting;
pub mod machine;
pub mod phases;
pub mod plot;
pub mod record;
pub mod resources;
pub mod table;
