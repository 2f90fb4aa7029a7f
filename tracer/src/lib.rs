//! From an ELF file to an execution trace: the loader, and the emulator of the machine of protocol 3.1.
//!
//! [`load_elf`] reads a static RV32 executable into an [`instructions::Program`]. A [`Machine`] puts it into memory together with the
//! public input and the private advice, and runs it: [`Machine::run`] for its result, [`Machine::trace`] for the program counters that
//! the prover starts from. Whatever the machine does not define is a [`Trap`], which names the instruction, its number and its address.
//!
//! ```
//! use instructions::{Isa, MemoryLayout};
//! use tracer::{Machine, load_elf};
//!
//! let elf = include_bytes!("../../guests/elf/sha256.elf");
//! let layout = MemoryLayout::default();
//! let program = load_elf(elf, Isa::default(), &layout)?;
//! let run = Machine::new(&program, &layout, b"hello", b"")?.run(1 << 24)?;
//! assert_eq!(run.exit_code, 0);
//! assert_eq!(run.output[..4], [0x2c, 0xf2, 0x4d, 0xba]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calls;
mod code;
mod elf;
mod elf_error;
mod elf_segments;
mod elf_symbols;
mod elf_warning;
mod execute;
mod machine;
mod post_mortem;
mod profile;
mod ram;
mod step;
mod symbols;
mod trap;

pub use elf::{MAX_FILE_BYTES, inspect_elf, load_elf};
pub use elf_error::ElfError;
pub use elf_warning::Warning;
pub use machine::{LOG_CAPACITY, Machine, MachineError, Run};
pub use post_mortem::PostMortem;
pub use profile::{Cost, FunctionCost, InstructionCost, Profile, Stack};
pub use step::{Access, Location, Step, Write};
pub use trap::{Cause, Trap};
