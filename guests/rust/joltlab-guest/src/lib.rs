//! The runtime of Joltlab guests in Rust.
//!
//! A guest is a program for `riscv32im-unknown-none-elf` that reads a public input, may read private advice, writes a public output, and
//! ends with an exit code. The proof says: for this program and input, *some* advice leads to this output and this exit code.
//!
//! ```ignore
//! #![no_std]
//! #![no_main]
//!
//! joltlab_guest::entry!(main);
//!
//! /// The sum of the input's bytes.
//! fn main() {
//!     let sum: u32 = joltlab_guest::read_input().iter().map(|byte| u32::from(*byte)).sum();
//!     joltlab_guest::write_output(&sum.to_le_bytes());
//! }
//! ```
//!
//! # Linking
//!
//! The linker must be told the name of the script, which this crate's build script lets it find. In `.cargo/config.toml`:
//!
//! ```toml
//! [build]
//! target = "riscv32im-unknown-none-elf"
//!
//! [target.riscv32im-unknown-none-elf]
//! rustflags = ["-Clink-arg=-Tjoltlab.ld", "-Clink-arg=-zmax-page-size=16"]
//! ```
//!
//! # Memory
//!
//! | what | where | bytes |
//! | --- | --- | --- |
//! | input | [`read_input`] | up to a quarter of the I/O window: 16 KiB, unless `joltlab --io-window` says otherwise |
//! | advice | [`read_advice`] | up to a quarter of the window: 16 KiB |
//! | output | [`write_output`] | up to half of the window less a page: 28 KiB |
//! | code, constants, data | from 2^31 on | what the program has |
//! | stack | after them | 32 KiB; `-Clink-arg=--defsym=STACK_SIZE=N` sets another size |
//! | heap | after the stack | up to the end of the default memory of 64 MiB; `-Clink-arg=--defsym=HEAP_SIZE=N` sets a limit |
//!
//! Memory that a run does not touch costs nothing: a large limit of the heap is free, a large stack moves the heap up. All memory is zero at
//! the start. The heap is a bump allocator: blocks are not reused, but for the last one, which can grow, shrink and be given back.
//!
//! # Exit codes
//!
//! | code | when |
//! | ---: | --- |
//! | 0 | `main` returns `()` or `Ok` |
//! | any | `main` returns a `u32`, or [`exit`] is called |
//! | 1 | `main` returns `Err`; the host shows the error |
//! | 2 | [`WRONG_INPUT`]: [`read_number`] finds no number |
//! | 101 | [`PANICKED`]: a panic; the host shows the message |
//! | 124 | [`HEAP_EXHAUSTED`]: an allocation does not fit the heap |
//! | 125 | [`OUTPUT_FULL`]: the output does not fit its region |
//! | 134 | [`ABORTED`]: [`abort`] |
//!
//! Whoever verifies a proof decides which codes to accept; `joltlab verify` wants 0 unless it is told otherwise.

#![no_std]
#![warn(missing_docs)]

#[cfg(not(target_arch = "riscv32"))]
compile_error!("joltlab-guest is for guests: build them with --target riscv32im-unknown-none-elf, or with `joltlab build`");

mod heap;
mod io;
mod start;

pub use io::{
    Log, as_bytes, as_words, as_words_mut, read_advice, read_input, read_long_number, read_number, reserve_output, write_log, write_output,
};
pub use start::{Exit, abort, exit};

/// Exit code of a guest whose input has a form that it does not know.
pub const WRONG_INPUT: u32 = 2;
/// Exit code of a guest that panics.
pub const PANICKED: u32 = 101;
/// Exit code of a guest whose heap is exhausted.
pub const HEAP_EXHAUSTED: u32 = 124;
/// Exit code of a guest that writes more output than the region holds.
pub const OUTPUT_FULL: u32 = 125;
/// Exit code of a guest that calls [`abort`].
pub const ABORTED: u32 = 134;

/// Makes a function the guest's `main`: it takes nothing and returns what implements [`Exit`].
#[macro_export]
macro_rules! entry {
    ($main:path) => {
        const _: () = {
            #[unsafe(no_mangle)]
            extern "C" fn __joltlab_main() -> u32 {
                $crate::Exit::code($main())
            }
        };
    };
}

/// Shows a line to whoever runs the guest, as `format!` puts it; no part of what is proven.
#[macro_export]
macro_rules! log {
    ($($argument:tt)*) => {{
        use ::core::fmt::Write as _;
        let _ = ::core::writeln!($crate::Log, $($argument)*);
    }};
}
