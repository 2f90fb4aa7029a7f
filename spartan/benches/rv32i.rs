//! Spartan alone over a system of the size of a RV32I machine: 78 variables, 90 constraints, 2^16 steps.
#![allow(missing_docs)]

use ark_bn254::Fr;
use ark_std::rand::{RngCore, SeedableRng, rngs::StdRng};
use criterion::{Criterion, criterion_group, criterion_main};
use poly::{MultilinearPolynomial, OracleId};
use spartan::{Builder, Linear, Public, UniformR1cs, Variable};
use std::sync::Arc;
use transcript::{MerlinProver, MerlinVerifier};

const LOG_STEPS: usize = 16;
const RAM_START: i128 = 0x8000_0000;
const BASE: i128 = RAM_START - 0x1_0000;
const FLAGS: [&str; 39] = [
    "LeftIsPC",
    "RightIsImm",
    "Load",
    "Store",
    "LoadPart",
    "StorePart",
    "Half",
    "Jump",
    "Branch",
    "Ecall",
    "WriteLookup",
    "Assert",
    "DoNotUpdatePC",
    "VirtualNotLast",
    "VirtualNotFirst",
    "Concat",
    "ShiftQ",
    "AddQ",
    "SubQ",
    "MulQ",
    "MoveQ",
    "ADD",
    "SUB",
    "AND",
    "OR",
    "XOR",
    "SLL",
    "SRL",
    "SRA",
    "BEQ",
    "BNE",
    "SLTU",
    "BGEU",
    "SLT",
    "BGE",
    "ZEXT_B",
    "SEXT_B",
    "ZEXT_H",
    "SEXT_H",
];
const WORDS: [&str; 33] = [
    "dim_0",
    "dim_1",
    "dim_2",
    "dim_3",
    "L_0",
    "L_1",
    "L_2",
    "L_3",
    "R_0",
    "R_1",
    "R_2",
    "R_3",
    "lookup_output",
    "v_rs1",
    "v_rs2",
    "v_rd_old",
    "v_rd_new",
    "a_ram",
    "v_old",
    "v_new",
    "left",
    "right",
    "product",
    "next_pc_jump",
    "next_pc",
    "should_branch",
    "jalr_lsb",
    "halt",
    "keep",
    "lane_1",
    "lane_2",
    "lane_3",
    "upper",
];

fn weighted(variables: &[Variable], weight: impl Fn(usize) -> i128) -> Linear {
    variables.iter().enumerate().map(|(i, v)| *v * weight(i)).sum()
}

/// The rows of a RV32I step: variables `a, E, bitflags, imm`, flags, words.
fn system() -> UniformR1cs {
    let mut b = Builder::new();
    let last = b.public("last", Public::LastStep);
    let [a, e, bitflags, imm] = ["a", "E", "bitflags", "imm"].map(|name| b.variable(name));
    let flags = FLAGS.map(|name| b.variable(name));
    let words = WORDS.map(|name| b.variable(name));
    let [left_is_pc, right_is_imm, load, store, load_part, store_part, half, jump, branch, ecall, ..] = flags;
    let [write_lookup, assertion, no_update, not_last, not_first] = [10, 11, 12, 13, 14].map(|k| flags[k]);
    let [concat, shift, add, sub, mul, moves] = [15, 16, 17, 18, 19, 20].map(|k| flags[k]);
    let (dim, l, r) = (&words[0..4], &words[4..8], &words[8..12]);
    let [lookup_output, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new] = [12, 13, 14, 15, 16, 17, 18, 19].map(|k| words[k]);
    let [left, right, product, next_pc_jump, next_pc, should_branch, jalr_lsb, halt, keep] =
        [20, 21, 22, 23, 24, 25, 26, 27, 28].map(|k| words[k]);
    let [lane_1, lane_2, lane_3, upper] = [29, 30, 31, 32].map(|k| words[k]);
    let parts = load_part + store_part;
    let lanes = [parts.clone() - half - lane_1 - lane_2 - lane_3, 1 * lane_1, 1 * lane_2, 1 * lane_3];
    let lower = half - upper;
    let pc = 4 * e + (RAM_START - 4);
    for (k, bit) in lanes.iter().chain([&lower, &(1 * upper)]).enumerate() {
        b.constraint(format!("boolean part {k}"), bit.clone(), bit.clone() - 1, 0);
    }
    for f in flags.into_iter().chain([jalr_lsb, halt]) {
        b.boolean(f);
    }
    b.constraint("R0", 1, weighted(&flags, |k| 1 << k) - bitflags, 0);
    b.when("R1 rs1", 1 - left_is_pc - parts.clone(), left - v_rs1);
    b.when("R1 pc", left_is_pc, left - pc.clone());
    b.when("R1 part", parts.clone(), left - v_old);
    b.when("R2 rs2", 1 - right_is_imm - load_part, right - v_rs2);
    b.when("R2 imm", right_is_imm, right - imm);
    let accesses = load + store + parts;
    b.when("R3", accesses.clone(), v_rs1 + imm - 4 * a_ram - BASE - lane_1 - 2 * lane_2 - 3 * lane_3 - 2 * upper);
    b.when("R4", load, v_old - v_rd_new);
    b.when("R5", store, v_rs2 - v_new);
    b.when("R6", 1 - store - store_part, v_new - v_old);
    b.when("R7", 1 - accesses, a_ram);
    let replaced = |k: usize, from: usize| (1 << (8 * k)) * (r[3 - from] - l[3 - k]);
    for (k, lane) in lanes.into_iter().enumerate() {
        b.when(format!("R21 lane {k}"), lane, v_new - v_old - replaced(k, 0));
    }
    b.when("R21 lower", lower, v_new - v_old - replaced(0, 0) - replaced(1, 1));
    b.when("R21 upper", upper, v_new - v_old - replaced(2, 0) - replaced(3, 1));
    let packed = weighted(dim, |i| 1 << (16 * (3 - i)));
    b.when("R8", add, packed.clone() - left - right);
    b.when("R9", sub, packed.clone() - left + right - (1 << 32));
    b.constraint("R10 product", v_rs1, v_rs2, product);
    b.when("R10", mul, packed.clone() - product);
    b.when("R11", moves, packed - left);
    let (l_word, r_word) = (weighted(l, |i| 1 << (8 * (3 - i))), weighted(r, |i| 1 << (8 * (3 - i))));
    b.when("R12 concat left", concat, l_word.clone() - left);
    b.when("R12 concat right", concat, r_word - right);
    b.when("R12 shift left", shift, l_word - left);
    for (i, r) in r.iter().enumerate() {
        b.when(format!("R12 shift right {i}"), shift, *r - right);
    }
    b.when("R13", assertion, lookup_output - 1);
    b.when("R14 lookup", write_lookup, v_rd_new - lookup_output);
    b.when("R14 jump", jump, v_rd_new - pc.clone() - 4);
    let fall_through = pc.clone() + 4 - 4 * no_update - 4 * halt;
    b.constraint("R15 branch", branch, lookup_output, should_branch);
    b.constraint("R15 jump", jump, lookup_output - jalr_lsb - fall_through.clone(), next_pc_jump - fall_through);
    b.constraint("R15 next_pc", should_branch, pc + imm - next_pc_jump, next_pc - next_pc_jump);
    b.when("R15 jalr_lsb", 1 - jump + left_is_pc, jalr_lsb);
    b.when("R16", 1 - last, 4 * b.next(e) + (RAM_START - 4) - next_pc);
    b.when("R18", not_last, b.next(a) - a - 1);
    b.when("R19", b.next(not_first), b.next(a) - a - 1);
    b.when("R20 a7", ecall, v_rs1 - 64 - 29 * halt);
    b.when("R20 halt", 1 - ecall, halt);
    b.constraint("R20 keep", halt, v_rd_old - v_rs2, keep);
    b.when("R20 a0", ecall, v_rd_new - v_rs2 - keep);
    b.build()
}

/// One step of a straight line of instructions, as numbers in the order of the committed columns.
fn step(t: usize, rng: &mut StdRng) -> Vec<i64> {
    let (mut flags, mut w) = ([0i64; FLAGS.len()], [0i64; WORDS.len()]);
    let e = 1 + t as i64;
    let pc = 4 * e + (RAM_START as i64 - 4);
    let mut word = || i64::from(rng.next_u32());
    let (mut rs1, mut rs2, mut imm) = (word(), word(), 0);
    (w[15], w[18]) = (word(), word());
    let kind = word() % 9;
    let set: &[usize] = match kind {
        0 => &[17, 21, 10],
        1 => &[18, 22, 10],
        2 => &[15, 23, 10],
        3 => &[16, 26, 10],
        4 => &[2],
        5 => &[3],
        6 => &[15, 30, 8],
        7 => &[4, 15, 35, 10],
        _ => &[5, 6, 15, 37],
    };
    set.iter().for_each(|k| flags[*k] = 1);
    if kind == 3 {
        rs2 = word() % 32;
    }
    let mut offset = 0;
    if matches!(kind, 4 | 5 | 7 | 8) {
        (w[17], imm) = (word() % (1 << 20), word() % 4096 - 2048);
        offset = match kind {
            7 => word() % 4,
            8 => 2 * (word() % 2),
            _ => 0,
        };
        rs1 = 4 * w[17] + BASE as i64 + offset - imm;
    }
    if kind == 7 && offset > 0 {
        w[28 + offset as usize] = 1;
    }
    w[32] = i64::from(kind == 8 && offset == 2);
    w[20] = if kind >= 7 { w[18] } else { rs1 };
    w[21] = if kind == 7 { w[18] >> (8 * offset) & 0xff } else { rs2 };
    let packed = match kind {
        0 => rs1 + rs2,
        1 => rs1 - rs2 + (1 << 32),
        _ => 0,
    };
    for i in 0..4 {
        w[i] = packed >> (16 * (3 - i)) & 0xffff;
        if matches!(kind, 2 | 3 | 6..) {
            w[4 + i] = w[20] >> (8 * (3 - i)) & 0xff;
            w[8 + i] = if kind == 3 { rs2 } else { w[21] >> (8 * (3 - i)) & 0xff };
            w[i] = 256 * w[4 + i] + w[8 + i];
        }
    }
    w[12] = match kind {
        0 | 1 => packed & 0xffff_ffff,
        2 => rs1 & rs2,
        3 => (rs1 << rs2) & 0xffff_ffff,
        7 => w[21],
        8 => rs2 & 0xffff,
        _ => 0,
    };
    w[19] = match kind {
        5 => rs2,
        8 => w[18] & !(0xffff << (8 * offset)) | (rs2 & 0xffff) << (8 * offset),
        _ => w[18],
    };
    w[16] = if kind == 4 { w[18] } else { w[12] };
    (w[13], w[14]) = (rs1, rs2);
    (w[23], w[24]) = (pc + 4, pc + 4);
    let bitflags = flags.iter().enumerate().map(|(k, f)| f << k).sum();
    // the product of two words needs 64 bits without a sign
    w[22] = (rs1 as u64 * rs2 as u64) as i64;
    [vec![t as i64, e, bitflags, imm], flags.to_vec(), w.to_vec()].concat()
}

fn columns() -> Vec<(OracleId, Arc<MultilinearPolynomial<Fr>>)> {
    let rng = &mut StdRng::seed_from_u64(1);
    let rows: Vec<Vec<i64>> = (0..1 << LOG_STEPS).map(|t| step(t, rng)).collect();
    let column = |k: usize| -> MultilinearPolynomial<Fr> {
        let values = rows.iter().map(|row| row[k]);
        match k {
            4..43 | 69 | 70 | 72.. => values.map(|v| v == 1).collect::<Vec<_>>().into(),
            43..47 => values.map(|v| v as u16).collect::<Vec<_>>().into(),
            1 | 2 | 65..=67 => values.map(|v| v as u64).collect::<Vec<_>>().into(),
            3 | 71 => values.collect::<Vec<_>>().into(),
            _ => values.map(|v| v as u32).collect::<Vec<_>>().into(),
        }
    };
    (0..4 + FLAGS.len() + WORDS.len()).map(|k| (OracleId(k as u32), Arc::new(column(k)))).collect()
}

fn rv32i(c: &mut Criterion) {
    let (system, columns) = (system(), columns());
    let oracles: Vec<OracleId> = columns.iter().map(|(oracle, _)| *oracle).collect();
    let tables: Vec<_> = columns.iter().map(|(_, table)| table.clone()).collect();
    assert_eq!(system.violated(&tables, LOG_STEPS), None);
    let prove = || {
        let mut channel = MerlinProver::new("bench");
        let _ = spartan::prove(&system, &columns, LOG_STEPS, &mut channel);
        channel.finish()
    };
    let proof = prove();
    let verify = || spartan::verify::<Fr>(&system, &oracles, LOG_STEPS, &mut MerlinVerifier::new("bench", &proof));
    assert!(verify().is_ok());
    let mut group = c.benchmark_group("spartan rv32i 2^16");
    group.sample_size(10);
    group.bench_function("check", |b| b.iter(|| system.violated(&tables, LOG_STEPS)));
    group.bench_function("prove", |b| b.iter(prove));
    group.bench_function("verify", |b| b.iter(verify));
    group.finish();
}

criterion_group!(benches, rv32i);
criterion_main!(benches);
