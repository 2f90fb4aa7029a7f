//! The sequences of multiplication and division at small word sizes: for every operand and every choice of advice, the rows accept exactly the
//! right result, whatever registers coincide.

use instructions::{CircuitFlag, Instruction, Isa, LookupOp, Op, Row, cell, decode, encode, expand};
use std::collections::BTreeSet;
use subtables::Word;

const NIBBLE: Word = Word { bits: 4, chunks: 2 };
const BYTE: Word = Word { bits: 8, chunks: 2 };
/// `(rd, rs1, rs2)`: all different, then every way in which two or three of them coincide or are x0.
const ALIASES: [(u8, u8, u8); 13] = [
    (5, 6, 7),
    (6, 6, 7),
    (7, 6, 7),
    (5, 6, 6),
    (6, 6, 6),
    (0, 6, 7),
    (0, 6, 6),
    (5, 0, 7),
    (7, 0, 7),
    (5, 6, 0),
    (6, 6, 0),
    (5, 0, 0),
    (0, 0, 0),
];

/// A value as a signed integer of `word.bits` bits.
fn signed(v: i64, word: Word) -> i64 {
    let half = 1 << (word.bits - 1);
    (v + half).rem_euclid(2 * half) - half
}

/// The result by integer arithmetic on operands in `[0, 2^XLEN)`.
fn expected(op: Op, x: i64, y: i64, word: Word) -> i64 {
    let (modulus, sx, sy) = (1i64 << word.bits, signed(x, word), signed(y, word));
    let result = match op {
        Op::Mul => x * y,
        Op::Mulh => (sx * sy).div_euclid(modulus),
        Op::Mulhsu => (sx * y).div_euclid(modulus),
        Op::Mulhu => x * y / modulus,
        Op::Div | Op::Divu if y == 0 => -1,
        Op::Rem | Op::Remu if y == 0 => x,
        Op::Div => sx / sy,
        Op::Divu => x / y,
        Op::Rem => sx % sy,
        Op::Remu => x % y,
        other => panic!("{other:?} is no instruction of the M extension"),
    };
    result.rem_euclid(modulus)
}

/// The rows of an instruction, and what every choice of advice leaves in its destination.
struct Enumeration<'a> {
    rows: &'a [Row],
    word: Word,
    /// Cells after the last row of each accepted run.
    accepted: Vec<[u64; cell::COUNT]>,
}

impl Enumeration<'_> {
    /// Runs the rows from number `k` on. A choice of advice is made where its cell is first read: before that no row depends on it.
    fn run(&mut self, k: usize, cells: &mut [Option<u64>; cell::COUNT]) {
        let Some(row) = self.rows.get(k) else {
            self.accepted.push(cells.map(|value| value.unwrap_or(u64::MAX)));
            return;
        };
        let lookup = row.lookup.expect("rows of these sequences look up");
        let query = lookup.query();
        let reads_right = query.uses_right() && !row.flags.has(CircuitFlag::RightIsImm);
        let read = [(query.uses_left(), row.rs1), (reads_right, row.rs2)];
        if let Some((_, free)) = read.into_iter().find(|(used, c)| *used && cells[usize::from(*c)].is_none()) {
            for choice in 0..1 << self.word.bits {
                let mut branch = *cells;
                branch[usize::from(free)] = Some(choice);
                self.run(k, &mut branch);
            }
            return;
        }
        if row.advice.is_some() {
            cells[usize::from(row.rd)] = None;
            return self.run(k + 1, cells);
        }
        let value = |c: u8| cells[usize::from(c)].unwrap_or(0);
        let right = if row.flags.has(CircuitFlag::RightIsImm) { row.imm as u64 } else { value(row.rs2) };
        let output = lookup.output_at(value(row.rs1), right, self.word);
        if row.flags.has(CircuitFlag::Assert) {
            if output == 1 {
                self.run(k + 1, cells);
            }
            return;
        }
        assert!(row.flags.has(CircuitFlag::WriteLookup) && row.rd != cell::ZERO);
        cells[usize::from(row.rd)] = Some(output);
        self.run(k + 1, cells);
    }
}

/// Asserts that the rows accept some choice of advice, and that every accepted one writes the right result and nothing else.
fn check(op: Op, (rd, rs1, rs2): (u8, u8, u8), (x, y): (u64, u64), word: Word) {
    let instruction = Instruction { op, rd, rs1, rs2, imm: 0 };
    assert_eq!(decode(encode(&instruction), Isa::Rv32im), Ok(instruction));
    let rows = expand(&instruction);
    let mut before = [Some(3); cell::COUNT];
    before[usize::from(rs1)] = Some(x);
    before[usize::from(rs2)] = Some(y);
    before[usize::from(cell::ZERO)] = Some(0);
    let operand = |r: u8| if r == 0 { 0 } else { before[usize::from(r)].unwrap_or(0) as i64 };
    let (x, y) = (operand(rs1), operand(rs2));
    let mut enumeration = Enumeration { rows: &rows, word, accepted: Vec::new() };
    enumeration.run(0, &mut before.clone());
    let mut after: Vec<u64> = before[1..32].iter().map(|v| v.unwrap_or(0)).collect();
    if rd != 0 {
        after[usize::from(rd) - 1] = expected(op, x, y, word) as u64;
    }
    let accepted: BTreeSet<&[u64]> = enumeration.accepted.iter().map(|cells| &cells[1..32]).collect();
    assert_eq!(accepted, BTreeSet::from([after.as_slice()]), "{instruction} on {x} and {y}");
    assert!(enumeration.accepted.iter().all(|cells| cells[usize::from(cell::ZERO)] == 0));
}

/// All operand pairs that an alias allows.
fn pairs(alias: (u8, u8, u8), word: Word) -> impl Iterator<Item = (u64, u64)> {
    let all = 0..1u64 << word.bits;
    all.clone().flat_map(move |x| all.clone().map(move |y| (x, y))).filter(move |(x, y)| alias.1 != alias.2 || x == y)
}

fn multiplications_and_divisions() -> impl Iterator<Item = Op> {
    Op::all(Isa::Rv32im).iter().copied().filter(|op| !Op::all(Isa::Rv32i).contains(op))
}

#[test]
fn every_operand_and_every_advice_of_4_bit_words() {
    assert_eq!(multiplications_and_divisions().count(), 8);
    for op in multiplications_and_divisions() {
        for alias in ALIASES {
            pairs(alias, NIBBLE).for_each(|pair| check(op, alias, pair, NIBBLE));
        }
    }
}

/// Rows without advice, and with one word of it.
#[test]
fn every_operand_and_every_advice_of_8_bit_words() {
    for op in [Op::Mul, Op::Mulh, Op::Mulhsu, Op::Mulhu, Op::Divu, Op::Remu] {
        pairs(ALIASES[0], BYTE).for_each(|pair| check(op, ALIASES[0], pair, BYTE));
    }
}

/// Rows with two words of advice: all 2^16 choices for edge dividends with every divisor.
#[test]
fn every_advice_of_signed_division_on_edge_operands_of_8_bit_words() {
    for op in [Op::Div, Op::Rem] {
        let pairs = pairs(ALIASES[0], BYTE).filter(|(x, _)| [0, 1, 2, 63, 64, 126, 127, 128, 129, 130, 193, 254, 255].contains(x));
        pairs.for_each(|pair| check(op, ALIASES[0], pair, BYTE));
    }
}

/// Without one assertion some wrong result is accepted: each of them is needed. REM alone has one more, which it shares with DIV: its remainder
/// for the divisor 0 is the dividend whatever the quotient is.
#[test]
fn no_assertion_can_be_left_out() {
    for op in [Op::Divu, Op::Remu, Op::Div, Op::Rem] {
        let rows = expand(&Instruction { op, rd: 5, rs1: 6, rs2: 7, imm: 0 });
        for left_out in (0..rows.len()).filter(|k| rows[*k].flags.has(CircuitFlag::Assert)) {
            let mut rows = rows.clone();
            let assertion = rows.remove(left_out);
            let wrong = pairs(ALIASES[0], NIBBLE).any(|(x, y)| {
                let mut cells = [Some(0); cell::COUNT];
                (cells[6], cells[7]) = (Some(x), Some(y));
                let mut enumeration = Enumeration { rows: &rows, word: NIBBLE, accepted: Vec::new() };
                enumeration.run(0, &mut cells);
                let right = expected(op, x as i64, y as i64, NIBBLE) as u64;
                enumeration.accepted.iter().any(|cells| cells[5] != right)
            });
            let shared = op == Op::Rem && assertion.lookup == Some(LookupOp::AssertValidDiv0);
            assert_eq!(wrong, !shared, "{op:?} without {:?}", assertion.lookup);
        }
    }
}
