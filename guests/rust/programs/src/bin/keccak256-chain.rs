//! Keccak-256, n times over, from 32 zero bytes.
#![no_std]
#![no_main]

use joltlab_guest::{entry, read_number, write_output};
use tiny_keccak::{Hasher, Keccak};

entry!(main);

fn main() {
    let mut digest = [0; 32];
    for _ in 0..read_number(1) {
        let mut hasher = Keccak::v256();
        hasher.update(&digest);
        hasher.finalize(&mut digest);
    }
    write_output(&digest);
}
