//! F(n) modulo 2^64, by n additions.
#![no_std]
#![no_main]

use joltlab_guest::{entry, read_number, write_output};

entry!(main);

fn main() {
    let (mut current, mut next) = (0u64, 1u64);
    for _ in 0..read_number(10) {
        (current, next) = (next, current.wrapping_add(next));
    }
    write_output(&current.to_le_bytes());
}
