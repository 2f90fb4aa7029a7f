//! Attacks on sub-word loads and stores: which part of which word, what is read from it, what becomes of the rest.

use crate::defects::{at, data, workload};
use instructions::{Instruction, LookupOp, Op};
use jolt_core::replay::Row;
use joltlab_tests::attack::{Attack, Forgery, Mersenne127, compute, look_up};
use joltlab_tests::programs::{bare, immediate, li, pair, small_layout};

const LOG_STEPS: usize = 4;
/// Rows before the one that is attacked.
const STEP: usize = 5;
/// The bytes 0xA5, 0x7F, 0xC3, 0x81 at offsets 0 to 3.
const WORD: u32 = 0x81C3_7FA5;
/// What stores write.
const STORED: u32 = 0x1234_5678;

/// x6 = the address of a word, x7 = that word.
fn setup(word: u32) -> Vec<Instruction> {
    [&li(6, data(&small_layout())), &li(7, word), [pair(Op::Sw, 6, 7, 0)].as_slice()].concat()
}

/// An access to [`WORD`] after the set-up, and a lie about it; a0 is what x10 then holds.
fn on_word(word: u32, access: Instruction, lie: impl FnMut(&mut Row)) -> Forgery {
    Forgery::of_run(&workload(&[&setup(word), &[access]]), LOG_STEPS, at(STEP, lie))
}

fn load(op: Op, offset: i32) -> Instruction {
    immediate(op, 10, 6, offset)
}

/// A store of x6, whose low half-word is that of the word's address.
fn store(op: Op, offset: i32) -> Instruction {
    pair(op, 6, 6, offset)
}

/// An attack that violates one constraint.
fn attack(title: impl std::fmt::Display, fact: &str, word: u32, access: Instruction, lie: fn(&mut Row)) -> Attack {
    Attack::new(format!("{fact}: {title}"), "spartan outer", &[fact], move || on_word(word, access, lie))
}

/// Reads or replaces the byte at another offset, as if it were the one that is asked for.
fn other_byte<const LANE: usize>(row: &mut Row) {
    row.lanes = [1, 2, 3].map(|lane| lane == LANE);
    let shift = 8 * LANE;
    if row.v_new == row.v_old {
        compute(row, LookupOp::SextB, row.v_old, row.v_old >> shift & 0xFF);
    } else {
        row.v_new = row.v_old & !(0xFF << shift) | (row.right & 0xFF) << shift;
    }
}

/// The same with the other half-word.
fn other_half(row: &mut Row) {
    row.upper = !row.upper;
    let shift = 16 * u32::from(row.upper);
    if row.v_new == row.v_old {
        compute(row, LookupOp::ZextH, row.v_old, row.v_old >> shift & 0xFFFF);
    } else {
        row.v_new = row.v_old & !(0xFFFF << shift) | (row.right & 0xFFFF) << shift;
    }
}

/// Lets a load return another value than the one in memory, with the sign that is asked for.
fn other_part(row: &mut Row, lookup: LookupOp) {
    compute(row, lookup, row.v_old, row.right ^ 0x42);
}

/// Parts of other addresses.
fn places() -> Vec<Attack> {
    vec![
        attack("LB reads another byte", "R3", WORD, load(Op::Lb, 1), other_byte::<2>),
        attack("LB reads byte 0 for byte 3", "R3", WORD, load(Op::Lb, 3), other_byte::<0>),
        attack("LHU reads the upper half-word", "R3", WORD, load(Op::Lhu, 0), other_half),
        attack("SB replaces another byte", "R3", WORD, store(Op::Sb, 2), other_byte::<3>),
        attack("SH replaces the other half-word", "R3", WORD, store(Op::Sh, 2), other_half),
        attack("LB reads another word", "R3", WORD, load(Op::Lb, 4), |row| {
            (row.a_ram, row.v_old, row.v_new) = (row.a_ram - 1, WORD, WORD);
            compute(row, LookupOp::SextB, WORD, WORD & 0xFF);
        }),
        attack("LB reads no byte of memory", "R1 part", WORD, load(Op::Lb, 0), |row| compute(row, LookupOp::SextB, 0x42, 0x42)),
        attack("SB keeps another word's bytes", "R1 part", WORD, store(Op::Sb, 0), |row| {
            compute(row, LookupOp::ZextB, WORD + 1, row.right);
            row.v_new = row.v_old + (row.right & 0xFF) - ((WORD + 1) & 0xFF);
        }),
    ]
}

/// Lets an access to a half-word find a word, and take the half of it that the row names.
fn half_of(row: &mut Row, op: Op, word: u32) {
    let shift = 16 * u32::from(row.upper);
    (row.v_old, row.v_new) = (word, word);
    match op {
        Op::Lh => compute(row, LookupOp::SextH, word, word >> shift & 0xFFFF),
        Op::Lhu => compute(row, LookupOp::ZextH, word, word >> shift & 0xFFFF),
        _ => {
            row.v_new = word & !(0xFFFF << shift) | (row.v_rs2 & 0xFFFF) << shift;
            compute(row, LookupOp::ZextH, word, row.v_rs2);
        }
    }
}

/// Half-words at odd addresses: the machine traps, and no choice of word and half makes a row.
fn misaligned() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (op, offset) in [(Op::Lh, 1), (Op::Lhu, 3), (Op::Sh, 1), (Op::Sh, 3)] {
        let access = if op == Op::Sh { store(op, offset) } else { load(op, offset) };
        let name = format!("{} at offset {offset}", op.mnemonic());
        for (title, next, upper) in [("lower", 0, false), ("upper", 0, true), ("next word's lower", 1, false)] {
            attacks.push(Attack::new(format!("R3: {name} is the {title} half-word"), "spartan outer", &["R3"], move || {
                assert!(workload(&[&setup(WORD), &[access]]).trace().is_err(), "the machine traps");
                on_word(WORD, access, |row| {
                    (row.a_ram, row.upper) = (row.a_ram + next, upper);
                    half_of(row, op, if next == 0 { WORD } else { 0 });
                })
            }));
        }
        // the fraction of a cell that R3 wants is no cell
        attacks.push(Attack::new(format!("{name} of no word"), "memory: ram", &["RAM: the address is mapped"], move || {
            let mut forgery = on_word(WORD, access, |row| {
                (row.a_ram, row.upper) = (0, false);
                half_of(row, op, 0);
            });
            let place = i64::from(data(&small_layout()) - small_layout().base()) + i64::from(offset);
            forgery.set("a_ram", STEP, Mersenne127::from(place) / Mersenne127::from(4u64));
            forgery.derive_memory();
            forgery
        }));
    }
    attacks
}

/// What a load returns, and what a store leaves.
fn values() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for lane in 0..4 {
        let fact = format!("R21 lane {lane}");
        attacks.push(attack("LBU returns another byte", &fact, WORD, load(Op::Lbu, lane), |row| other_part(row, LookupOp::ZextB)));
        attacks.push(attack("SB writes another byte", &fact, WORD, store(Op::Sb, lane), |row| {
            row.v_new ^= 1 << (8 * row.lanes.iter().zip(1..).fold(0, |sum, (on, k)| sum + u32::from(*on) * k));
        }));
        attacks.push(attack("SB changes another byte", &fact, WORD, store(Op::Sb, lane), |row| {
            row.v_new ^= if row.lanes[2] { 0x0100 } else { 0x0100_0000 };
        }));
    }
    for (fact, offset) in [("R21 lower", 0), ("R21 upper", 2)] {
        attacks.extend([
            attack("LH returns another half-word", fact, WORD, load(Op::Lh, offset), |row| other_part(row, LookupOp::SextH)),
            attack("SH writes another half-word", fact, WORD, store(Op::Sh, offset), |row| row.v_new ^= 0x0100_0100),
            attack("SH changes the other half-word", fact, WORD, store(Op::Sh, offset), |row| {
                row.v_new ^= if row.upper { 1 } else { 1 << 16 };
            }),
        ]);
    }
    attacks.extend([
        attack("LB changes the byte that it reads", "R6", WORD, load(Op::Lb, 1), |row| {
            compute(row, LookupOp::SextB, row.v_old, 0x42);
            row.v_new = row.v_old & !0xFF00 | 0x4200;
        }),
        attack("SB writes another register's byte", "R2 rs2", WORD, store(Op::Sb, 0), |row| {
            compute(row, LookupOp::ZextB, row.v_old, STORED);
            row.v_new = row.v_old & !0xFF | STORED & 0xFF;
        }),
        attack("LBU returns the byte with garbage above", "R14 lookup", WORD, load(Op::Lbu, 0), |row| row.v_rd_new |= 0x4200),
        attack("a right operand without its bytes", "R12 concat right", WORD, load(Op::Lbu, 0), |row| row.right += 1),
        attack("a left operand without its bytes", "R12 concat left", WORD, load(Op::Lbu, 0), |row| {
            let indices = LookupOp::ZextB.query().indices(row.left ^ 0x0100_0000, row.right);
            look_up(row, LookupOp::ZextB, indices);
        }),
    ]);
    attacks
}

/// Extensions that are not those of the instruction.
fn extensions() -> Vec<Attack> {
    let collation = |title: &str, access: Instruction, lie: fn(&mut Row)| {
        let facts = ["lookup: lookup_output is the collation"];
        Attack::new(title, "lookup outputs", &facts, move || {
            on_word(WORD, access, |row| {
                lie(row);
                row.v_rd_new = row.lookup_output;
            })
        })
    };
    let sign_of = |title: &str, chunk: usize, access: Instruction, value: u64, output: u32| {
        let (name, facts) = (format!("E RIGHT_MSB@{chunk}"), format!("lookup: E RIGHT_MSB@{chunk}"));
        Attack::new(title, "lookup multiset", &[&facts], move || {
            let mut forgery = on_word(WORD, access, |row| (row.lookup_output, row.v_rd_new) = (output, output));
            forgery.set(&name, STEP, value);
            forgery
        })
    };
    vec![
        collation("LB extends by zeros", load(Op::Lb, 0), |row| row.lookup_output &= 0xFF),
        collation("LBU extends by the sign", load(Op::Lbu, 0), |row| row.lookup_output |= 0xFFFF_FF00),
        collation("LH extends by zeros", load(Op::Lh, 2), |row| row.lookup_output &= 0xFFFF),
        collation("LHU extends by the sign", load(Op::Lhu, 2), |row| row.lookup_output |= 0xFFFF_0000),
        collation("LBU returns a half-word", load(Op::Lbu, 0), |row| row.lookup_output = WORD & 0xFFFF),
        sign_of("LB of 0xA5 has no sign", 3, load(Op::Lb, 0), 0, 0xA5),
        sign_of("LB of 0x7F has a sign", 3, load(Op::Lb, 1), 1, 0xFFFF_FF7F),
        sign_of("LH of 0x81C3 has no sign", 2, load(Op::Lh, 2), 0, 0x81C3),
        sign_of("LH of 0x7FA5 has a sign", 2, load(Op::Lh, 0), 1, 0xFFFF_7FA5),
    ]
}

/// Bits that are no bits, or are set where there is no part: a word is loaded from an address that is not its own.
fn bits() -> Vec<Attack> {
    let misplaced = |fact: &'static str, column: &'static str, value: i64, offset: i32| {
        let name = format!("{fact}: LW of the word at {offset:+}");
        Attack::new(name, "spartan outer", &[fact], move || {
            let mut forgery = on_word(WORD, load(Op::Lw, offset), |row| {
                row.a_ram = small_layout().cell(data(&small_layout()));
                (row.v_old, row.v_new, row.v_rd_new) = (WORD, WORD, WORD);
            });
            forgery.set(column, STEP, Mersenne127::from(value));
            assert_eq!(forgery.witness.statement.exit_code, WORD);
            forgery
        })
    };
    let idle = |fact: &'static str, column: &'static str| {
        Attack::new(format!("{fact}: {column} on a row without memory"), "spartan outer", &[fact], move || {
            let mut forgery = on_word(WORD, bare(Op::Fence), |_| ());
            forgery.set(column, STEP, 1u64);
            forgery
        })
    };
    let mut attacks = vec![
        misplaced("boolean lane_0", "lane_1", 1, 1),
        misplaced("boolean lane_0", "lane_2", 1, 2),
        misplaced("boolean lane_0", "lane_3", 1, 3),
        misplaced("boolean lane_1", "lane_1", -1, -1),
        misplaced("boolean lane_2", "lane_2", -1, -2),
        misplaced("boolean lane_3", "lane_3", -1, -3),
        misplaced("boolean lower", "upper", 1, 2),
        misplaced("boolean upper", "upper", -1, -2),
    ];
    attacks.extend(["lane_1", "lane_2", "lane_3"].map(|column| idle("boolean lane_0", column)));
    attacks.push(idle("boolean lower", "upper"));
    // byte 3 is 0x81, the others are 0xA5: lanes 1 and 2 together have the offset 3
    attacks.push(attack("two lanes", "boolean lane_0", 0x81A5_A5A5, load(Op::Lbu, 3), |row| {
        row.lanes = [true, true, false];
        compute(row, LookupOp::ZextB, row.v_old, 0xA5);
    }));
    attacks.push(Attack::new("boolean: LoadPart = 2 makes SB a load", "spartan outer", &["boolean LoadPart"], doubled_load));
    attacks
}

/// SB with LoadPart = 2 and StorePart = 0, which pack to the same bits, and with two lanes. R1 and R7 then want the left operand to be rs1
/// as well, and cell 0. So the word of cell 0 is the address, and its bytes 0 and 1, which are equal, are what is stored.
fn doubled_load() -> Forgery {
    const OFFSET: i32 = 0xC0;
    const STORE: usize = 3;
    let word = small_layout().base() + OFFSET as u32;
    assert_eq!(word & 0xFFFF, 0xC0C0, "two equal bytes");
    let accesses = [pair(Op::Sw, 6, 6, -OFFSET), pair(Op::Sb, 6, 6, 1 - OFFSET), immediate(Op::Lw, 10, 6, -OFFSET)];
    let mut forgery: Forgery = Forgery::of_run(&workload(&[&li(6, word), &accesses]), LOG_STEPS, |_, _| ());
    assert!(forgery.facts().is_empty());
    forgery.set("LoadPart", STORE, 2u64);
    forgery.set("StorePart", STORE, 0u64);
    assert_eq!(forgery.get("lane_1", STORE), Mersenne127::from(1u64), "and the flags leave 1 for lane 0");
    forgery
}

/// The attacks of this file.
pub fn attacks() -> Vec<Attack> {
    [places(), misaligned(), values(), extensions(), bits()].into_iter().flatten().collect()
}

/// What a load does not read of its right operand is free: it is accepted, and nothing follows from it.
#[test]
fn the_rest_of_a_loads_right_operand_is_free() {
    let cases = [(Op::Lb, LookupOp::SextB), (Op::Lbu, LookupOp::ZextB), (Op::Lh, LookupOp::SextH), (Op::Lhu, LookupOp::ZextH)];
    for (op, lookup) in cases {
        let honest = on_word(WORD, load(op, 2), |_| ());
        let forgery = on_word(WORD, load(op, 2), |row| compute(row, lookup, row.left, row.right | 0x1234_0000));
        assert!(honest.facts().is_empty() && forgery.facts().is_empty());
        assert_eq!(forgery.verify(&forgery.prove()), Ok(()));
        assert_eq!(forgery.witness.statement, honest.witness.statement, "{op:?}");
    }
}
