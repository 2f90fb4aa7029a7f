//! SHA-256, n times over, from 32 zero bytes.
#![no_std]
#![no_main]

use joltlab_guest::{entry, read_number, write_output};
use sha2::{Digest, Sha256};

entry!(main);

fn main() {
    let mut digest = [0; 32];
    for _ in 0..read_number(1) {
        digest = Sha256::digest(digest).into();
    }
    write_output(&digest);
}
