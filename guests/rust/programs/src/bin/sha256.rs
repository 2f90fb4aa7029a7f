//! The SHA-256 digest of the input.
#![no_std]
#![no_main]

use joltlab_guest::{entry, read_input, write_output};
use sha2::{Digest, Sha256};

entry!(main);

fn main() {
    write_output(&Sha256::digest(read_input()));
}
