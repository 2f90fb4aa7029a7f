//! What several guests use.
#![no_std]

use joltlab_guest::{WRONG_INPUT, as_words, exit, read_input};

/// Exit code of a guest that does not like its advice.
pub const REFUSED: u32 = 1;

/// Ends the run of a guest whose input has another form.
pub fn malformed() -> ! {
    exit(WRONG_INPUT)
}

/// The words of the input.
pub fn input_words() -> &'static [u32] {
    as_words(read_input()).unwrap_or_else(|| malformed())
}

/// The draws of guests/README.md: a linear congruential generator modulo 2^32.
#[derive(Clone, Copy, Debug)]
pub struct Draws(u32);

impl Draws {
    /// From the first one.
    pub const START: Self = Self(1);

    /// The next one.
    pub fn draw(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0
    }
}

/// H of guests/README.md: h := 31 h + v for each value, from 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checksum(u32);

impl Checksum {
    /// Appends a value.
    pub fn add(&mut self, value: u32) {
        self.0 = self.0.wrapping_mul(31).wrapping_add(value);
    }

    /// H of all values so far.
    pub fn value(self) -> u32 {
        self.0
    }
}
