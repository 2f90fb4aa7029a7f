//! How a guest starts and ends.

use crate::{ABORTED, PANICKED, log};
use core::arch::{asm, naked_asm};
use core::fmt::Debug;
use core::panic::PanicInfo;

/// Host call that ends the run.
const EXIT: u32 = 93;

/// The first instruction. All registers and all memory beyond the image are zero, so `.bss` needs no clearing.
#[unsafe(naked)]
#[unsafe(no_mangle)]
#[unsafe(link_section = ".text.start")]
unsafe extern "C" fn _start() -> ! {
    naked_asm!(
        ".option push",
        ".option norelax",
        "la gp, __global_pointer$",
        ".option pop",
        "la sp, __stack_top",
        "call __joltlab_main",
        "li a7, {exit}",
        "ecall",
        exit = const EXIT,
    )
}

/// Ends the run.
pub fn exit(code: u32) -> ! {
    // SAFETY: the host call halts the machine; it touches no memory.
    unsafe { asm!("ecall", in("a0") code, in("a7") EXIT, options(noreturn, nomem, nostack)) }
}

/// Ends the run with [`ABORTED`].
pub fn abort() -> ! {
    exit(ABORTED)
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    log!("{info}");
    exit(PANICKED)
}

/// What a guest's `main` may return.
pub trait Exit {
    /// The exit code that it stands for.
    fn code(self) -> u32;
}

impl Exit for () {
    fn code(self) -> u32 {
        0
    }
}

impl Exit for u32 {
    fn code(self) -> u32 {
        self
    }
}

impl<E: Debug> Exit for Result<(), E> {
    fn code(self) -> u32 {
        match self {
            Ok(()) => 0,
            Err(error) => {
                log!("error: {error:?}");
                1
            }
        }
    }
}
