//! Any words as instructions: what decodes encodes to itself, has rows, prints on one line, and has an effect.
#![no_main]

use instructions::{Isa, decode, encode, execute, expand};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for (chunk, &isa) in bytes.chunks_exact(4).flat_map(|chunk| Isa::ALL.iter().map(move |isa| (chunk, isa))) {
        let word = u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
        match decode(word, isa) {
            Ok(instruction) => {
                assert_eq!(decode(encode(&instruction), isa), Ok(instruction));
                assert!(!expand(&instruction).is_empty());
                assert!(!instruction.to_string().contains('\n'));
                let _ = execute(&instruction, 0x8000_0000, word, !word);
            }
            Err(error) => assert!(!error.to_string().contains('\n')),
        }
    }
});
