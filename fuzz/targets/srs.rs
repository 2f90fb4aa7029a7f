//! Any bytes as a structured reference string, and as a powers-of-tau file.
#![no_main]

use ark_bn254::Bn254;
use libfuzzer_sys::fuzz_target;
use pcs::Srs;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(srs) = Srs::<Bn254>::decode(bytes) {
        assert_eq!(srs.encode(), bytes);
    }
    let _ = Srs::<Bn254>::read_header(Cursor::new(bytes));
    let _ = Srs::<Bn254>::import_ptau(Cursor::new(bytes), Some(2));
});
