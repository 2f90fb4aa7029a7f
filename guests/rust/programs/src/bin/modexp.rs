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
            add_product_and_shift(&mut self.sum, multiple, self.modulus);
        }
        let (low, high) = self.sum.split_at_mut(k);
        reduce(low, high[0], self.modulus);
        a.copy_from_slice(&self.sum[..k]);
    }

    fn square(&mut self, a: &mut [u32], copy: &mut [u32]) {
        copy.copy_from_slice(a);
        self.multiply(a, copy);
    }

    /// a := 2 a modulo m.
    fn double(&self, a: &mut [u32]) {
        let mut carry = 0;
        for word in a.iter_mut() {
            (*word, carry) = (*word << 1 | carry, *word >> 31);
        }
        reduce(a, carry, self.modulus);
    }

    /// R modulo m: doubled from the highest power of two that m reaches.
    fn one(&self) -> Vec<u32> {
        let k = self.modulus.len();
        let top = (0..32 * k).rev().find(|bit| is_set(self.modulus, *bit)).unwrap_or_default();
        let mut power = vec![0; k];
        power[top / 32] = 1 << (top % 32);
        reduce(&mut power, 0, self.modulus);
        (top..32 * k).for_each(|_| self.double(&mut power));
        power
    }

    /// a R modulo m.
    fn enter(&mut self, a: &[u32]) -> Vec<u32> {
        let k = self.modulus.len();
        // 2^e R, with the bits of 32 k appended to e from the highest one on: at the end R^2.
        let (mut square, mut copy) = (self.one(), vec![0; k]);
        for bit in (0..=(32 * k).ilog2()).rev() {
            self.square(&mut square, &mut copy);
            if (32 * k) >> bit & 1 == 1 {
                self.double(&mut square);
            }
        }
        let mut factor = a.to_vec();
        self.multiply(&mut factor, &square);
        factor
    }

    /// a / R modulo m.
    fn leave(&mut self, a: &mut [u32]) {
        let mut one = vec![0; a.len()];
        one[0] = 1;
        self.multiply(a, &one);
    }
}

fn is_set(number: &[u32], bit: usize) -> bool {
    number[bit / 32] >> (bit % 32) & 1 == 1
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

/// sum := (sum + digit * number) / 2^32, where the lowest word of the new sum is 0 before the division.
fn add_product_and_shift(sum: &mut [u32], digit: u32, number: &[u32]) {
    let (low, high) = sum.split_at_mut(number.len());
    let (_, mut carry) = digit.carrying_mul_add(number[0], low[0], 0);
    for at in 1..low.len() {
        (low[at - 1], carry) = digit.carrying_mul_add(number[at], low[at], carry);
    }
    let overflow;
    (low[number.len() - 1], overflow) = high[0].overflowing_add(carry);
    (high[0], high[1]) = (high[1] + u32::from(overflow), 0);
}

/// Subtracts the modulus if the number, `high` its highest word, is not below it.
fn reduce(low: &mut [u32], high: u32, modulus: &[u32]) {
    if high == 0 && low.iter().rev().lt(modulus.iter().rev()) {
        return;
    }
    let mut borrow = false;
    for (word, other) in low.iter_mut().zip(modulus) {
        let (difference, under) = word.overflowing_sub(*other);
        let (difference, again) = difference.overflowing_sub(u32::from(borrow));
        (*word, borrow) = (difference, under || again);
    }
}

fn main() {
    let words = input_words();
    let k = words.len() / 3;
    if k == 0 || !words.len().is_multiple_of(3) {
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
    let factor = field.enter(base);
    let mut power = field.one();
    let mut copy = vec![0; k];
    let bits = (0..32 * k).rev().map(|bit| is_set(exponent, bit)).skip_while(|bit| !bit);
    for (position, bit) in bits.enumerate() {
        if position > 0 {
            field.square(&mut power, &mut copy);
        }
        if bit {
            field.multiply(&mut power, &factor);
        }
    }
    field.leave(&mut power);
    power
}
