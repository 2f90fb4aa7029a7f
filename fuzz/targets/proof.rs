//! Any bytes as a proof file: what is read is written again as it was, and the verifier of some program answers.
#![no_main]

use instructions::{Isa, MemoryLayout, Program, RAM_START, Segment};
use jolt_core::{LassoHyrax, Machine, Proof, VerifyingKey};
use libfuzzer_sys::fuzz_target;
use pcs::Transparent;
use std::sync::{Arc, LazyLock};

/// `exit(0)`.
static KEY: LazyLock<VerifyingKey<LassoHyrax>> = LazyLock::new(|| {
    let text = vec![Segment { address: RAM_START, words: vec![0x05D0_0893, 0x0000_0073] }];
    let (data, symbols) = (Vec::new(), Vec::new());
    let program = Program { isa: Isa::Rv32im, entry: RAM_START, text, data, tohost: None, symbols, stack_limit: None };
    let machine = Machine::new(program, MemoryLayout::default()).expect("a program");
    VerifyingKey::new(Arc::new(machine), 10, &Transparent).expect("a key")
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(mut proof) = Proof::decode(bytes) {
        assert_eq!(proof.encode(), bytes);
        // Beyond the comparisons that are easy to fail.
        proof.config = "lasso-hyrax".into();
        proof.program_digest = KEY.machine().digest();
        proof.provenance = None;
        let _ = proof.verify(&KEY, b"");
    }
});
