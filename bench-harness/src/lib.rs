//! Experiments: what is measured, how, and what becomes of it.
//!
//! | step | item |
//! |---|---|
//! | a file says what is measured | [`experiment`], over the programs of [`guests`] |
//! | the emulator finds a run of each size | [`workload`] |
//! | cells, samples, their order | [`plan`], with what the cost [`model`] says that each takes |
//! | each sample in a fresh process | [`bench`](mod@bench) on this side, [`sample`] on the other |
//! | one proof with its times | [`measure`], [`phases`], [`resources`] |
//! | operations of one proof | [`counting`] |
//! | the kernels of the provers, and what operations take on this machine | [`kernels`] |
//! | the configuration, read off its types | [`describe`], [`layout`] |
//! | what is kept | [`record`], with [`provenance`]; [`store`] appends it to a file |
//! | what is read | [`results`], with their [`statistics`] |
//! | a page, tables and plots; what changed between two results | [`report`], beside [`reported`] figures of others; [`compare`] |
//!
//! [`commitments`] has the records of the comparison of commitment schemes, [`machine`] what they say of the machine; [`table`] and [`plot`]
//! write any others.

pub mod bench;
pub mod commitments;
pub mod compare;
pub mod counting;
pub mod describe;
pub mod digest;
pub mod experiment;
pub mod guests;
pub mod kernels;
pub mod layout;
pub mod machine;
pub mod measure;
pub mod metric;
pub mod model;
pub mod phases;
pub mod plan;
pub mod plot;
pub mod provenance;
pub mod record;
pub mod report;
pub mod reported;
pub mod resources;
pub mod results;
pub mod sample;
pub mod sources;
pub mod statistics;
pub mod store;
pub mod table;
pub mod workload;
