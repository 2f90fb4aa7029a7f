//! One module per command.

pub mod bench;
pub mod build;
pub mod check;
pub mod compare;
pub mod configs;
pub mod explain;
pub mod hot;
pub mod info;
pub mod new;
pub mod predict;
pub mod program;
pub mod prove;
pub mod report_page;
pub mod run;
pub mod setup;
pub mod srs;
pub mod verify;
