//! The companion of `joltlab`: the same program with an allocator that can be watched, and a command that counts operations.
//!
//! It is never what is timed. The counted twins of the configurations are compiled here and nowhere else.

use bench_harness::counting;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        Some(command) if command == counting::COMMAND => cli::count(counting::answer),
        _ => cli::main(cli::Allocator::Watched),
    }
}
