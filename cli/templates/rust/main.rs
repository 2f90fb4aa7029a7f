//! Adds the decimal numbers of the input. The output: their sum (8 bytes) and the FNV-1a hash of the input (8 bytes), little-endian.
#![no_std]
#![no_main]
#![forbid(unsafe_code)]

use joltlab_guest::{WRONG_INPUT, entry, exit, read_input, write_output};

entry!(main);

fn main() {
    let input = read_input();
    let sum = sum_of_numbers(input).unwrap_or_else(|| exit(WRONG_INPUT));
    write_output(&sum.to_le_bytes());
    write_output(&fnv1a(input).to_le_bytes());
}

/// The sum of numbers with white space between them; `None` if they are no numbers, or too large.
fn sum_of_numbers(text: &[u8]) -> Option<u64> {
    let numbers = text.split(u8::is_ascii_whitespace).filter(|digits| !digits.is_empty());
    let mut sum = 0u64;
    for digits in numbers {
        sum = sum.checked_add(digits.iter().try_fold(0, append)?)?;
    }
    Some(sum)
}

/// The number with one digit more.
fn append(number: u64, digit: &u8) -> Option<u64> {
    let digit = char::from(*digit).to_digit(10)?;
    number.checked_mul(10)?.checked_add(u64::from(digit))
}

/// Tells inputs apart; it is not a cryptographic hash.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
