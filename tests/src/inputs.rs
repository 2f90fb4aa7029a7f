//! The rules of `guests/README.md` by which a size becomes the input of a guest.

use sha2::{Digest, Sha256};

/// The words of the generator that guests and their inputs share.
#[derive(Clone, Debug)]
pub struct Draws(u32);

impl Default for Draws {
    fn default() -> Self {
        Self(1)
    }
}

impl Iterator for Draws {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some(self.0)
    }
}

/// Public input and advice of a size by a rule.
///
/// *Panics* if there is no such rule.
pub fn input(rule: &str, size: u32) -> (Vec<u8>, Vec<u8>) {
    let public = match rule {
        "number" => size.to_string().into_bytes(),
        "bytes" => bytes(size as usize),
        "words" => bytes(4 * size as usize),
        "modexp" => modexp(size),
        "json" => json(size),
        "interpreter" => [&size.to_le_bytes()[..], PROGRAM].concat(),
        "factor" => return factor(size),
        "merkle" => return merkle(size),
        other => panic!("no rule is called {other}"),
    };
    (public, Vec::new())
}

/// The highest bytes of so many draws.
pub fn bytes(length: usize) -> Vec<u8> {
    Draws::default().take(length).map(|draw| (draw >> 24) as u8).collect()
}

/// Base, exponent of `size` bits, modulus.
fn modexp(size: u32) -> Vec<u8> {
    let length = match size {
        0..=16 => 8,
        17..=80 => 16,
        _ => 32,
    };
    let mut numbers = bytes(3 * length);
    for (at, byte) in numbers[length..2 * length].iter_mut().enumerate() {
        let bits = size.saturating_sub(8 * at as u32).min(8);
        *byte &= ((1u32 << bits) - 1) as u8;
    }
    if let Some(top) = size.checked_sub(1) {
        numbers[length + top as usize / 8] |= 1 << (top % 8);
    }
    numbers[2 * length] |= 1;
    numbers[3 * length - 1] |= 0x80;
    numbers
}

const RECORD: &str = r#"{"id": %, "name": "guest \u00e9 %", "tags": ["a", "b\n"], "size": -%, "price": 1.5e3, "ok": true, "next": null}"#;

fn json(records: u32) -> Vec<u8> {
    let records: Vec<String> = (0..records).map(|number| RECORD.replace('%', &number.to_string())).collect();
    format!("[{}]\n", records.join(",\n ")).into_bytes()
}

/// Constants; then a loop of sums and shifts that a table in memory takes part in, r\[0\] times; then words are written.
#[rustfmt::skip]
const PROGRAM: &[u8] = &[
    1, 1, 1, 0,   1, 3, 31, 0,   1, 5, 13, 0,   1, 6, 7, 0,
    4, 2, 2, 3,   2, 2, 2, 0,    9, 4, 2, 5,    7, 2, 2, 4,   11, 7, 2, 0,   2, 7, 7, 2,   12, 7, 2, 0,   5, 8, 7, 3,   10, 9, 8, 6,
    13, 9, 1, 0,  3, 10, 10, 7,  6, 11, 11, 8,  8, 12, 7, 8,  3, 0, 0, 1,    13, 0, 241, 255,
    14, 2, 0, 0,  14, 10, 0, 0,  14, 11, 0, 0,  14, 12, 0, 0,  0, 0, 0, 0,
];

/// The product of `size` and the greatest prime below 2^32.
fn factor(size: u32) -> (Vec<u8>, Vec<u8>) {
    let prime = 4_294_967_291u32;
    let product = u64::from(size) * u64::from(prime);
    (product.to_string().into_bytes(), [size.to_le_bytes(), prime.to_le_bytes()].concat())
}

/// A path of `depth` siblings, and its root.
fn merkle(depth: u32) -> (Vec<u8>, Vec<u8>) {
    let hash = |prefix: u8, parts: [&[u8]; 2]| -> [u8; 32] {
        Sha256::new().chain_update([prefix]).chain_update(parts[0]).chain_update(parts[1]).finalize().into()
    };
    let path = bytes(32 * (1 + depth as usize));
    let index = (0xA5A5_A5A5_u64 % (1 << depth)) as u32;
    let mut node = hash(0, [&path[..32], &[]]);
    for (height, sibling) in path[32..].chunks(32).enumerate() {
        node = if index >> height & 1 == 1 { hash(1, [sibling, &node]) } else { hash(1, [&node, sibling]) };
    }
    ([&node[..], &depth.to_le_bytes()].concat(), [&index.to_le_bytes()[..], &path].concat())
}
