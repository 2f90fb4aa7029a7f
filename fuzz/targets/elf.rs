//! Any bytes as an ELF file: loaded, and what loads runs a little, with a profile and a post-mortem.
#![no_main]

use instructions::{Bytecode, Isa, MemoryLayout};
use libfuzzer_sys::fuzz_target;
use tracer::{Machine, PostMortem, inspect_elf};

/// Instructions of a run.
const LIMIT: u64 = 2000;

fuzz_target!(|bytes: &[u8]| {
    let layout = MemoryLayout::default();
    for &isa in Isa::ALL {
        let (program, warnings) = match inspect_elf(bytes, isa, &layout) {
            Ok(loaded) => loaded,
            Err(error) => {
                assert!(!error.to_string().contains('\n'));
                continue;
            }
        };
        assert!(warnings.iter().all(|warning| !warning.to_string().contains('\n')));
        let words: usize = program.text.iter().chain(&program.data).map(|segment| segment.words.len() + 2).sum();
        let names: usize = program.symbols.iter().map(|(_, _, name)| name.len()).sum();
        assert!(words <= bytes.len() && names <= 3 * bytes.len(), "memory is a small multiple of the file");
        // Too many rows are an error, not a panic.
        let _ = Bytecode::build(&program);
        let fresh = Machine::new(&program, &layout, b"input", b"advice").expect("what loads fits its memory");
        if let Err(trap) = fresh.clone().profile(LIMIT) {
            assert!(!trap.to_string().contains('\n'));
            let _ = PostMortem::new(fresh, trap).to_string();
        }
    }
});
