//! The SHA3-256 digest of the input.
#![no_std]
#![no_main]

use joltlab_guest::{entry, read_input, write_output};
use tiny_keccak::{Hasher, Sha3};

entry!(main);

fn main() {
    let mut digest = [0; 32];
    let mut hasher = Sha3::v256();
    hasher.update(read_input());
    hasher.finalize(&mut digest);
    write_output(&digest);
}
