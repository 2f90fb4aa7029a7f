//! Inputs of every size, by the rules of `guests/README.md`.

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt;

/// How a program's input is made from one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputRule {
    /// The size itself, as decimal digits.
    Number,
    /// So many bytes.
    Bytes,
    /// So many words of 4 bytes.
    Words,
    /// Base, exponent and modulus, the exponent of so many bits.
    Modexp,
    /// An array of so many records.
    Json,
    /// So many times around a loop, and the interpreter's program.
    Interpreter,
    /// So many times a large prime; the factors are advice.
    Factor,
    /// The root of a path of so many siblings, which is advice.
    Merkle,
}

/// What a run is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Public input.
    pub input: Vec<u8>,
    /// Private advice.
    pub advice: Vec<u8>,
}

impl From<Vec<u8>> for Given {
    fn from(input: Vec<u8>) -> Self {
        Self { input, advice: Vec::new() }
    }
}

/// The greatest prime below 2^32.
const PRIME: u64 = 4_294_967_291;

/// A record of the rule `json`, with `%` for its number.
const RECORD: &str = r#"{"id": %, "name": "guest \u00e9 %", "tags": ["a", "b\n"], "size": -%, "price": 1.5e3, "ok": true, "next": null}"#;

/// The program of the rule `interpreter`: constants; then, as often as the argument says, sums and shifts that a table in memory takes part
/// in; then the words.
const PROGRAM: [u32; 24] = [
    0x01010100, 0x01031F00, 0x01050D00, 0x01060700, 0x04020203, 0x02020200, 0x09040205, 0x07020204, 0x0B070200, 0x02070702, 0x0C070200,
    0x05080703, 0x0A090806, 0x0D090100, 0x030A0A07, 0x060B0B08, 0x080C0708, 0x03000001, 0x0D00F1FF, 0x0E020000, 0x0E0A0000, 0x0E0B0000,
    0x0E0C0000, 0x00000000,
];

/// The high bytes of the draws `x := 1664525 x + 1013904223`, from `x = 1`.
fn stream(len: usize) -> Vec<u8> {
    let draws = std::iter::successors(Some(1u32), |x| Some(x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223)));
    draws.skip(1).map(|draw| (draw >> 24) as u8).take(len).collect()
}

fn word(value: u64) -> [u8; 4] {
    (value as u32).to_le_bytes()
}

impl InputRule {
    /// Name in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Bytes => "bytes",
            Self::Words => "words",
            Self::Modexp => "modexp",
            Self::Json => "json",
            Self::Interpreter => "interpreter",
            Self::Factor => "factor",
            Self::Merkle => "merkle",
        }
    }

    /// The largest size that the rule has; a layout may hold less.
    pub fn max_size(self) -> u64 {
        match self {
            Self::Number | Self::Interpreter => u64::from(u32::MAX),
            Self::Bytes | Self::Words | Self::Json => 1 << 24,
            Self::Modexp => 256,
            Self::Factor => 7,
            Self::Merkle => 32,
        }
    }

    /// Input and advice of this size.
    pub fn given(self, size: u64) -> Given {
        match self {
            Self::Number => size.to_string().into_bytes().into(),
            Self::Bytes => stream(size as usize).into(),
            Self::Words => stream(4 * size as usize).into(),
            Self::Modexp => modexp(size as usize).into(),
            Self::Json => {
                let records: Vec<String> = (0..size).map(|number| RECORD.replace('%', &number.to_string())).collect();
                format!("[{}]\n", records.join(",\n ")).into_bytes().into()
            }
            Self::Interpreter => {
                let program = PROGRAM.iter().flat_map(|instruction| instruction.to_be_bytes());
                word(size).into_iter().chain(program).collect::<Vec<u8>>().into()
            }
            Self::Factor => Given { input: (size * PRIME).to_string().into_bytes(), advice: [word(size), word(PRIME)].concat() },
            Self::Merkle => merkle(size as usize),
        }
    }
}

impl fmt::Display for InputRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Base, exponent of `size` bits, odd modulus with its highest bit set.
fn modexp(size: usize) -> Vec<u8> {
    let length = match size {
        ..=16 => 8,
        17..=80 => 16,
        _ => 32,
    };
    let mut numbers = stream(3 * length);
    let exponent = &mut numbers[length..2 * length];
    for (at, byte) in exponent.iter_mut().enumerate() {
        let bits = size.saturating_sub(8 * at);
        *byte &= if bits >= 8 { 0xFF } else { (1 << bits) - 1 };
    }
    if let Some(highest) = size.checked_sub(1) {
        exponent[highest / 8] |= 1 << (highest % 8);
    }
    numbers[2 * length] |= 1;
    numbers[3 * length - 1] |= 0x80;
    numbers
}

/// The hash of a node, as in RFC 6962.
fn node(prefix: u8, parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().fold(Sha256::new_with_prefix([prefix]), |hash, part| hash.chain_update(part)).finalize().to_vec()
}

fn merkle(size: usize) -> Given {
    let path = stream(32 * (1 + size));
    let index = 0xA5A5_A5A5u64 % (1 << size);
    let (leaf, siblings) = path.split_at(32);
    let root = siblings.chunks(32).enumerate().fold(node(0, &[leaf]), |below, (height, sibling)| match index >> height & 1 {
        1 => node(1, &[sibling, &below]),
        _ => node(1, &[&below, sibling]),
    });
    Given { input: [&root[..], &word(size as u64)].concat(), advice: [&word(index)[..], &path].concat() }
}
