//! Powers modulo an odd number, by Montgomery multiplication.
#![no_std]
#![no_main]

extern crate alloc;

use alloc::{vec, vec::Vec};
use joltlab_guest::{as_bytes, entry, write_output};
use programs::{input_words, malformed};

entry!(main);

/// An odd modulus m above 1 and what arithmetic with R = 2^(32 k) needs; numbers are little-endian words.
struct Montgomery<'a> {
    modulus: &'a [u32],
    /// -1/m modulo 2^32.
    inverse: u32,
    /// Room for a sum below 2 m R.
    sum: Vec<u32>,
}

impl<'a> Montgomery<'a> {
    fn new(modulus: &'a [u32]) -> Self {
        // Newton's iteration doubles the number of right bits; an odd number is its own inverse modulo 8.
        let inverse = (0..4).fold(modulus[0], |x, _| x.wrapping_mul(2u32.wrapping_sub(modulus[0].wrapping_mul(x))));
        Self { modulus, inverse: inverse.wrapping_neg(), sum: vec![0; modulus.len() + 2] }
    }

    /// a := a b / R modulo m, below m if a b is below m R.
    fn multiply(&mut self, a: &mut [u32], b: &[u32]) {
        let k = self.modulus.len();
        self.sum.fill(0);
        for &digit in a.iter() {
            add_product(&mut self.sum, digit, b);
            let multiple = self.sum[0].wrapping_mul(self.inverse);
            add_product(&mut self.sum, multiple, self.modulus);
            // The lowest word is 0 now.
            self.sum.copy_within(1.., 0);
            self.sum[k + 1] = 0;
        }
        reduce(&mut self.sum[..=k], self.modulus);
        a.copy_from_slice(&self.sum[..k]);
    }

    fn square(&mut self, a: &mut [u32], copy: &mut [u32]) {
        copy.copy_from_slice(a);
        self.multiply(a, copy);
    }

    /// 2^bits modulo m.
    fn power_of_two(&self, bits: usize) -> Vec<u32> {
        let k = self.modulus.len();
        let mut power = vec![0; k + 1];
        power[0] = 1;
        for _ in 0..bits {
            let mut carry = 0;
            for word in &mut power {
                (*word, carry) = (*word << 1 | carry, *word >> 31);
            }
            reduce(&mut power, self.modulus);
        }
        power.truncate(k);
        power
    }
}

/// sum += digit * number, where `sum` is two words longer than `number` and does not overflow.
fn add_product(sum: &mut [u32], digit: u32, number: &[u32]) {
    let (low, high) = sum.split_at_mut(number.len());
    let mut carry = 0;
    for (word, factor) in low.iter_mut().zip(number) {
        (*word, carry) = digit.carrying_mul_add(*factor, *word, carry);
    }
    let overflow;
    (high[0], overflow) = high[0].overflowing_add(carry);
    high[1] += u32::from(overflow);
}

/// Subtracts the modulus if it is not above `number`, which has one word more.
fn reduce(number: &mut [u32], modulus: &[u32]) {
    let (low, high) = number.split_at_mut(modulus.len());
    if high[0] == 0 && low.iter().rev().lt(modulus.iter().rev()) {
        return;
    }
    let mut borrow = false;
    for (word, other) in low.iter_mut().zip(modulus) {
        let (difference, under) = word.overflowing_sub(*other);
        let (difference, again) = difference.overflowing_sub(u32::from(borrow));
        (*word, borrow) = (difference, under || again);
    }
    high[0] -= u32::from(borrow);
}

fn main() {
    let words = input_words();
    let k = words.len() / 3;
    if k == 0 || words.len() % 3 != 0 {
        malformed();
    }
    let (base, rest) = words.split_at(k);
    let (exponent, modulus) = rest.split_at(k);
    if modulus[0] % 2 == 0 || (modulus[0] == 1 && modulus[1..].iter().all(|word| *word == 0)) {
        malformed();
    }
    write_output(as_bytes(&power(base, exponent, modulus)));
}

/// base^exponent modulo the modulus, from the exponent's highest bit down.
fn power(base: &[u32], exponent: &[u32], modulus: &[u32]) -> Vec<u32> {
    let k = modulus.len();
    let mut field = Montgomery::new(modulus);
    let square = field.power_of_two(64 * k);
    let mut factor = base.to_vec();
    field.multiply(&mut factor, &square);
    let mut power = field.power_of_two(32 * k);
    let mut copy = vec![0; k];
    let bits = (0..32 * k).rev().map(|bit| exponent[bit / 32] >> (bit % 32) & 1 == 1).skip_while(|bit| !bit);
    for (position, bit) in bits.enumerate() {
        if position > 0 {
            field.square(&mut power, &mut copy);
        }
        if bit {
            field.multiply(&mut power, &factor);
        }
    }
    let mut one = vec![0; k];
    one[0] = 1;
    field.multiply(&mut power, &one);
    power
}
