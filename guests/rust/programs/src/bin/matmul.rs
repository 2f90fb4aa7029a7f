//! The product of two n by n matrices of words.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::vec::Vec;
use joltlab_guest::{as_bytes, entry, read_number, write_output};
use programs::{Checksum, Draws, malformed};

entry!(main);

const LARGEST: usize = 512;

fn main() {
    let n = read_number(6) as usize;
    if n > LARGEST {
        malformed();
    }
    let mut draws = Draws::START;
    let mut matrix = || -> Vec<u32> { (0..n * n).map(|_| draws.draw()).collect() };
    let (a, b) = (matrix(), matrix());
    let (mut trace, mut checksum) = (0u32, Checksum::default());
    let mut row = alloc::vec![0u32; n];
    for (i, left) in a.chunks_exact(n.max(1)).enumerate() {
        row.fill(0);
        for (factor, right) in left.iter().zip(b.chunks_exact(n)) {
            for (sum, entry) in row.iter_mut().zip(right) {
                *sum = sum.wrapping_add(factor.wrapping_mul(*entry));
            }
        }
        trace = trace.wrapping_add(row[i]);
        row.iter().for_each(|entry| checksum.add(*entry));
    }
    write_output(as_bytes(&[trace, checksum.value()]));
}
