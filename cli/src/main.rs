//! The program `joltlab`.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(cli::Allocator::System)
}
