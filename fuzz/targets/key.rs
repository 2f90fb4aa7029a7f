//! Any bytes as a key file: what is read is written again as it was, and becomes a key or an error.
#![no_main]

use jolt_core::{KeyFile, LassoHyrax, LassoZeromorph};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = KeyFile::decode(bytes) {
        assert_eq!(key.encode(), bytes);
        let _ = key.clone().into_key::<LassoHyrax>();
        let _ = key.into_key::<LassoZeromorph>();
    }
});
