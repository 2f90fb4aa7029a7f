//! Attacks on multiplication and division: false advice, false products, words that are none.

use crate::defects::{at, free_limb, workload};
use instructions::{Instruction, LookupOp, Op};
use jolt_core::replay::{Row, set_advice};
use joltlab_tests::attack::{Attack, Forgery, Mersenne127, look_up};
use joltlab_tests::programs::{immediate, li, pair, register, small_layout};

const LOG_STEPS: usize = 5;
/// Rows before the instruction that is attacked.
pub const STEP: usize = 4;
/// The row of a signed division that looks up the high word of quotient and divisor.
const HIGH_WORD: usize = STEP + 6;

/// `op x10, x6, x7` on these operands, with a lie about each row by its number.
pub fn run(op: Op, (x, y): (u32, u32), lie: impl FnMut(usize, &mut Row)) -> Forgery {
    Forgery::of_run(&workload(&[&li(6, x), &li(7, y), &[register(op, 10, 6, 7)]]), LOG_STEPS, lie)
}

/// Lets an ADVICE row choose this word.
pub fn advise(row: &mut Row, value: u32) {
    set_advice(row, value);
    row.v_rd_new = value;
}

/// A division whose advice is false; the rest of the sequence follows, and only its assertions notice. `result` is what it writes.
fn advised<const N: usize>(name: &str, op: Op, operands: (u32, u32), advice: [u32; N], result: u32) -> Attack {
    let name = format!("W6: {}: {name}", op.mnemonic());
    Attack::new(name, "spartan outer", &["R13"], move || {
        let forgery = run(op, operands, |t, row| {
            if let Some(value) = t.checked_sub(STEP).and_then(|k| advice.get(k)) {
                advise(row, *value);
            }
        });
        assert_eq!(forgery.witness.statement.exit_code, result);
        forgery
    })
}

const MIN: u32 = 1 << 31;
/// `-v` as a word.
const fn minus(v: u32) -> u32 {
    v.wrapping_neg()
}

fn unsigned() -> Vec<Attack> {
    // the inverse of 3 modulo 2^32
    const THIRD: u32 = 0xAAAA_AAAB;
    vec![
        advised("defect 7: 0 / 2 = 2^31", Op::Divu, (0, 2), [MIN], MIN),
        advised("defect 7: a product that wraps", Op::Remu, (2, 3), [0x5555_5556], 0),
        advised("7 / 3 with the inverse of 3", Op::Divu, (7, 3), [7u32.wrapping_mul(THIRD)], 7u32.wrapping_mul(THIRD)),
        advised("7 % 3 with the inverse of 3", Op::Remu, (7, 3), [7u32.wrapping_mul(THIRD)], 0),
        advised("7 / 2 = 4", Op::Divu, (7, 2), [4], 4),
        advised("7 / 2 = 2", Op::Divu, (7, 2), [2], 2),
        advised("7 % 2 = 3", Op::Remu, (7, 2), [2], 3),
        advised("7 % 2 = -1", Op::Remu, (7, 2), [4], minus(1)),
        advised("5 / 0 = 0", Op::Divu, (5, 0), [0], 0),
        advised("5 / 0 = 2^32 - 2", Op::Divu, (5, 0), [minus(2)], minus(2)),
    ]
}

fn signed() -> Vec<Attack> {
    const MAX: u32 = MIN - 1;
    vec![
        advised("defect 8: -7 / 2 = -4, the remainder 1", Op::Div, (minus(7), 2), [minus(4), minus(1)], minus(4)),
        advised("defect 8: -7 % 2 = 1", Op::Rem, (minus(7), 2), [minus(4), minus(1)], 1),
        advised("defect 8: -7 / 2 = -4, the remainder -1", Op::Div, (minus(7), 2), [minus(4), 1], minus(4)),
        advised("defect 8: 7 / -2 = -4", Op::Div, (7, minus(2)), [minus(4), minus(1)], minus(4)),
        advised("defect 8: MIN / -1 = MAX", Op::Div, (MIN, minus(1)), [MAX, minus(1)], MAX),
        advised("defect 8: MIN % -1 = 1", Op::Rem, (MIN, minus(1)), [MAX, minus(1)], 1),
        advised("MIN / -1 = 0", Op::Div, (MIN, minus(1)), [0, MIN], 0),
        advised("7 / 3 = 3", Op::Div, (7, 3), [3, minus(2)], 3),
        advised("7 / 3 = 1", Op::Div, (7, 3), [1, 4], 1),
        advised("7 / 3 with the inverse of 3", Op::Div, (7, 3), [7u32.wrapping_mul(0xAAAA_AAAB), 0], 7u32.wrapping_mul(0xAAAA_AAAB)),
        advised("5 / 0 = 1", Op::Div, (5, 0), [1, 5], 1),
        advised("5 % 0 = 4", Op::Rem, (5, 0), [minus(1), 4], 4),
    ]
}

/// The limbs of a double word.
fn limbs(z: u64) -> [u16; 4] {
    [48, 32, 16, 0].map(|shift| (z >> shift) as u16)
}

/// A row of an instruction that looks up another word than its operands give.
fn smuggled(name: &str, op: Op, offset: usize, fact: &'static str, lie: fn(&mut Row)) -> Attack {
    Attack::new(name, "spartan outer", &[fact], move || run(op, (13, 3), at(STEP + offset, lie)))
}

fn products() -> Vec<Attack> {
    let high = |by: u64| move |row: &mut Row| look_up(row, LookupOp::Mulhu, limbs(row.product.wrapping_add(by << 32)));
    let mut attacks = vec![
        smuggled("R10", Op::Mul, 0, "R10", |row| look_up(row, LookupOp::Mul, [0, 0, 0, 1234])),
        smuggled("R11", Op::Remu, 7, "R11", |row| look_up(row, LookupOp::Move, [0, 0, 0, 1234])),
        smuggled("R11: MOVE keeps a high word", Op::Remu, 7, "R11", |row| look_up(row, LookupOp::Move, [0, 1, 0, 1])),
        smuggled("R11: a sign of the other sign", Op::Mulh, 0, "R11", |row| look_up(row, LookupOp::Movsign, [0, 0, 0x8000, 13])),
        smuggled("a sum of MULH without its carry", Op::Mulh, 6, "R14 lookup", |row| row.v_rd_new += 1),
        // the assertions of the sequence notice a high word that is not the product's sign
        Attack::new("W6: div: a high word that is forgiven", "spartan outer", &["R10"], || {
            // 13 / 3 with the inverse of 3: the product is 13, its high word is not 0
            let lie = |t: usize, row: &mut Row| match t {
                STEP => advise(row, 13u32.wrapping_mul(0xAAAA_AAAB)),
                t if t == STEP + 1 => advise(row, 0),
                HIGH_WORD => {
                    // what the sign of the quotient takes away again
                    let sign = if row.v_rs1 >> 31 == 1 { row.v_rs2 } else { 0 };
                    look_up(row, LookupOp::Mulhu, limbs(u64::from(sign) << 32 | row.product & 0xFFFF_FFFF));
                }
                _ => {}
            };
            let forgery = run(Op::Div, (13, 3), lie);
            assert_eq!(forgery.witness.statement.exit_code, 13u32.wrapping_mul(0xAAAA_AAAB));
            forgery
        }),
        Attack::new("3: a limb of MUL outside its table", "lookup multiset", &["lookup: dim_0 is an index"], || {
            free_limb(Op::Mul, LookupOp::Mul, 63, [0, 0, 0, 1234], 0)
        }),
        Attack::new("3: a limb of MULHU outside its table", "lookup multiset", &["lookup: dim_3 is an index"], || {
            free_limb(Op::Mulhu, LookupOp::Mulhu, 63, [0, 1234, 0, 0], 3)
        }),
        Attack::new(
            "CHANGE_DIVISOR changes a divisor that does not overflow",
            "lookup outputs",
            &["lookup: lookup_output is the collation"],
            || {
                let lie = |t: usize, row: &mut Row| match t {
                    STEP => advise(row, 13),
                    t if t == STEP + 1 => advise(row, 0),
                    t if t == STEP + 3 => (row.lookup_output, row.v_rd_new) = (1, 1),
                    _ => {}
                };
                let forgery = run(Op::Div, (13, 3), lie);
                assert_eq!(forgery.witness.statement.exit_code, 13);
                forgery
            },
        ),
    ];
    for (by, sign) in [(1, "+ 1"), (u64::MAX, "- 1")] {
        attacks.push(Attack::new(format!("W6: a high word {sign}: mulhu"), "spartan outer", &["R10"], move || {
            run(Op::Mulhu, (MIN, MIN), at(STEP, high(by)))
        }));
        for (op, row) in [(Op::Mulh, 2), (Op::Mulhsu, 1)] {
            attacks.push(Attack::new(format!("W6: a high word {sign}: {}", op.mnemonic()), "spartan outer", &["R10"], move || {
                run(op, (MIN, MIN), at(STEP + row, high(by)))
            }));
        }
    }
    attacks
}

/// A prime.
const PRIME: u32 = 0xFFFF_FFFB;

/// Exits with 0 if the two words of advice are `1 < q < PRIME` and `x` with `q x = PRIME` as integers of two words, with 1 if not.
fn factors() -> Vec<Instruction> {
    let layout = small_layout();
    let advice = layout.address(layout.advice.expect("the layout has advice"));
    let body = [
        immediate(Op::Lw, 5, 6, 0),
        immediate(Op::Lw, 7, 6, 4),
        register(Op::Mul, 9, 5, 7),
        register(Op::Mulhu, 11, 5, 7),
        immediate(Op::Addi, 12, 0, 1),
        immediate(Op::Addi, 10, 0, 1),
        pair(Op::Bgeu, 12, 5, 20),
        pair(Op::Bgeu, 5, 8, 16),
        pair(Op::Bne, 9, 8, 12),
        pair(Op::Bne, 11, 0, 8),
        immediate(Op::Addi, 10, 0, 0),
    ];
    [&li(6, advice), &li(8, PRIME), body.as_slice()].concat()
}

/// Unranged advice: a word `PRIME / 2` of the field makes a prime composite.
fn factored_prime() -> Forgery {
    const X: usize = 5;
    let mut program = workload(&[&factors()]);
    program.advice = [2u32, 0].iter().flat_map(|word| word.to_le_bytes()).collect();
    let lie = |t: usize, row: &mut Row| match t {
        6 => look_up(row, LookupOp::Mul, limbs(PRIME.into())),
        7 => look_up(row, LookupOp::Mulhu, limbs(PRIME.into())),
        _ => {}
    };
    let mut forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, lie);
    assert_eq!(forgery.witness.statement.exit_code, 0, "the prime is factored");
    let x = Mersenne127::from(PRIME) / Mersenne127::from(2u64);
    for name in ["v_old", "v_new", "v_rd_new"] {
        forgery.set(name, X, x);
    }
    forgery.derive_operands();
    forgery.derive_memory();
    forgery.set("adv_hi", 1, x / Mersenne127::from(1u64 << 16));
    forgery.derive_limbs();
    forgery
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    let mut attacks: Vec<Attack> = [unsigned(), signed(), products()].into_iter().flatten().collect();
    let layout = small_layout();
    let second = layout.address(layout.advice.expect("the layout has advice")) + 4;
    let word = format!("RAM: the word at {second:#010x} is the last one written");
    attacks.push(Attack::new("unranged advice: a prime is factored", "range: sums", &[&word, "memory: column adv_hi"], factored_prime));
    attacks.push(Attack::new("5 / 0 = 0 by a zero that is none", "lookup multiset", &["lookup: E LEFT_ZERO@0"], || {
        let mut forgery = run(Op::Divu, (5, 0), |t, row| match t {
            STEP => advise(row, 0),
            t if t == STEP + 1 => row.lookup_output = 1,
            _ => {}
        });
        forgery.set("E LEFT_ZERO@0", STEP + 1, 0u64);
        assert_eq!(forgery.witness.statement.exit_code, 0);
        forgery
    }));
    attacks
}

/// Honest runs of the guest: no words factor the prime.
#[test]
fn honest_advice_factors_no_prime() {
    for (q, x, code) in [(2u32, 3u32, 1), (1, PRIME, 1), (PRIME, 1, 1)] {
        let mut program = workload(&[&factors()]);
        program.advice = [q, x].iter().flat_map(|word| word.to_le_bytes()).collect();
        let forgery: Forgery = Forgery::of_run(&program, LOG_STEPS, |_, _| ());
        assert_eq!(forgery.witness.statement.exit_code, code);
        assert!(forgery.facts().is_empty());
    }
}

/// What the protocol calls a convention: the high limbs of advice are 0. They may be anything in range, and nothing follows from them.
#[test]
fn high_limbs_of_advice_are_free() {
    let honest = run(Op::Divu, (7, 2), |_, _| ());
    let free = run(Op::Divu, (7, 2), at(STEP, |row| row.indices[..2].copy_from_slice(&[5, 0xFFFF])));
    assert_eq!(free.verify(&free.prove()), Ok(()));
    assert_eq!(free.witness.statement, honest.witness.statement);
    assert_eq!(free.witness.statement.exit_code, 3);
}
