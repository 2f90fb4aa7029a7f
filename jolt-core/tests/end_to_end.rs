//! A compiled program through the whole path.

use instructions::{Isa, MemoryLayout, Program};
use jolt_core::{Inputs, LassoHyrax, LassoTrivial, Machine, PreprocessError, Proof, ProvingConfig, ProvingKey, check, parameters, witness};
use pcs::SrsSource;
use std::sync::Arc;

fn program(elf: &[u8]) -> Program {
    tracer::load_elf(elf, Isa::default(), &MemoryLayout::default()).expect("a guest of this repository loads")
}

fn round_trip<C: ProvingConfig>(elf: &[u8], input: &[u8], output: &[u8]) {
    let (program, layout) = (program(elf), MemoryLayout::default());
    let trace = tracer::Machine::new(&program, &layout, input, b"").expect("inputs fit").trace(1 << 20).expect("the guest halts");
    assert_eq!(trace.output, output);
    let machine = Arc::new(Machine::new(program, layout).expect("the program has a table"));
    let witness = witness::<C>(&machine, &trace, Inputs { input, advice: b"" }).expect("the trace is one of the machine");
    assert_eq!(check::<C>(&machine, &witness), []);
    let (shape, _) = witness.statement.shape(&machine).expect("a statement within bounds");
    let parameters = parameters::<C>(&machine, &shape, SrsSource::InsecureTest).expect("parameters");
    let key = ProvingKey::<C>::new(machine, &shape, &parameters).expect("keys exist for this size");
    let proof = Proof::prove(&key, &witness).expect("the key covers the proof");
    let read = Proof::decode(&proof.encode()).expect("the encoding is read back");
    assert_eq!(read, proof);
    assert_eq!(read.verify(key.verifying(), input), Ok(()));
    assert!(read.verify(key.verifying(), b"another input").is_err());
}

const SHA256: &[u8] = include_bytes!("../../guests/elf/sha256.elf");
const OF_HELLO: [u8; 32] = [
    0x2c, 0xf2, 0x4d, 0xba, 0x5f, 0xb0, 0xa3, 0x0e, 0x26, 0xe8, 0x3b, 0x2a, 0xc5, 0xb9, 0xe2, 0x9e, 0x1b, 0x16, 0x1e, 0x5c, 0x1f, 0xa7,
    0x42, 0x5e, 0x73, 0x04, 0x33, 0x62, 0x93, 0x8b, 0x98, 0x24,
];

#[test]
fn sha256_in_the_clear() {
    round_trip::<LassoTrivial>(SHA256, b"hello", &OF_HELLO);
}

#[test]
fn sha256_with_hyrax() {
    round_trip::<LassoHyrax>(SHA256, b"hello", &OF_HELLO);
}

/// p = 2^61 - 1: sums of two words fit, sums of a lookup's limbs wrap.
#[test]
fn a_field_in_which_words_wrap_is_refused() {
    let refused = Machine::<Mersenne61>::new(program(SHA256), MemoryLayout::default());
    assert!(matches!(refused, Err(PreprocessError::Field { bits: 61, .. })));
}

mod field {
    #![allow(missing_docs, non_local_definitions)]
    use ark_ff::{Fp64, MontBackend, MontConfig};

    #[derive(MontConfig)]
    #[modulus = "2305843009213693951"]
    #[generator = "37"]
    pub struct Mersenne61Config;
    pub type Mersenne61 = Fp64<MontBackend<Mersenne61Config, 1>>;
}
use field::Mersenne61;
