//! Knowledge of a factorisation: the advice holds two words above 1 whose product is the public number.
#![no_std]
#![no_main]

use joltlab_guest::{as_words, entry, exit, read_advice, read_long_number, write_output};
use programs::REFUSED;

entry!(main);

fn main() {
    let number = read_long_number(15);
    let [p, q] = *as_words(read_advice()).unwrap_or_default() else { exit(REFUSED) };
    if p < 2 || q < 2 || u64::from(p) * u64::from(q) != number {
        exit(REFUSED);
    }
    write_output(&number.to_le_bytes());
}
