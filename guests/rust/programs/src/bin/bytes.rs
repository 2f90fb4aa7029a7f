//! Copies of a line of text at all alignments, and their lengths.
#![no_std]
#![no_main]

use core::ffi::CStr;
use joltlab_guest::{as_bytes, entry, read_number, write_output};
use programs::{Checksum, Draws};

entry!(main);

const LENGTH: usize = 61;

fn main() {
    let mut draws = Draws::START;
    let mut letter = || b'a' + (draws.draw() >> 28) as u8;
    let mut line = [0; LENGTH + 1];
    line[..LENGTH].fill_with(&mut letter);
    let mut buffer = Buffer([0; LENGTH + 4]);
    let (mut total, mut checksum) = (0u32, Checksum::default());
    let mut replaced = 0;
    for round in 0..read_number(4) as usize {
        let copy = &mut buffer.0[round % 4..][..LENGTH + 1];
        copy.copy_from_slice(core::hint::black_box(&line));
        copy[LENGTH - round % 8] = 0;
        let text = CStr::from_bytes_until_nul(copy).map(CStr::to_bytes).unwrap_or_default();
        total = total.wrapping_add(text.len() as u32);
        text.iter().for_each(|byte| checksum.add(u32::from(*byte)));
        line[replaced] = letter();
        replaced = (replaced + 1) % LENGTH;
    }
    write_output(as_bytes(&[total, checksum.value()]));
}

/// Starts at a word.
#[repr(align(4))]
struct Buffer([u8; LENGTH + 4]);
