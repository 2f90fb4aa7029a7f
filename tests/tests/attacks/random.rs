//! Random lies, one in each run. Whatever the verifier accepts has the output and the exit code of the emulator.

use ark_ff::UniformRand;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use instructions::{BytecodeRow, CircuitFlag, LookupOp};
use jolt_core::Machine;
use jolt_core::replay::{Row, set_advice, set_lookup};
use joltlab_tests::attack::{Forgery, Mersenne127, compute};
use joltlab_tests::programs::Workload;
use std::collections::BTreeMap;

/// Values where results change.
const EDGES: [u32; 8] = [0, 1, 2, 31, 93, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

/// Number of lies that are proved.
fn lie_count() -> u64 {
    std::env::var("JOLTLAB_LIES").map_or(60, |count| count.parse().expect("JOLTLAB_LIES is a number"))
}

/// Another value: an edge, a neighbour, one bit.
fn other(rng: &mut StdRng, value: u32) -> u32 {
    match rng.gen_range(0..4) {
        0 => EDGES[rng.gen_range(0..EDGES.len())],
        1 => value.wrapping_add(1),
        2 => value.wrapping_sub(1),
        _ => value ^ 1 << rng.gen_range(0..32),
    }
}

/// Changes one value of a row, and in half of the cases what the row computes from it.
fn lie_about(rng: &mut StdRng, row: &mut Row, entry: &BytecodeRow, rows: usize) {
    let lookup = entry.lookup;
    if lookup == Some(LookupOp::Advice) && rng.r#gen() {
        let value = other(rng, row.v_rd_new);
        row.v_rd_new = value;
        return set_advice(row, value);
    }
    if let Some(lookup) = lookup.filter(|op| op.part().is_some() && rng.r#gen()) {
        return lie_about_part(rng, row, entry, lookup);
    }
    let which = rng.gen_range(0..18);
    let word = match which {
        0 => &mut row.v_rs1,
        1 => &mut row.v_rs2,
        2 => &mut row.v_rd_old,
        3 | 4 => &mut row.v_rd_new,
        5 => &mut row.a_ram,
        6 => &mut row.v_old,
        7 => &mut row.v_new,
        8 => &mut row.left,
        9 => &mut row.right,
        10 => &mut row.lookup_output,
        11 => &mut row.next_pc,
        12 => &mut row.next_pc_jump,
        13 => return row.goto = Some(rng.gen_range(0..rows) as u32),
        14 => return row.indices[rng.gen_range(0..4)] ^= 1 << rng.gen_range(0..16),
        15 => return row.lanes[rng.gen_range(0..3)] ^= true,
        16 => return row.upper = !row.upper,
        _ => return row.should_branch = !row.should_branch,
    };
    *word = other(rng, *word);
    if let Some(lookup) = lookup.filter(|_| rng.r#gen()) {
        match which {
            0 | 1 => {
                row.product = u64::from(row.v_rs1) * u64::from(row.v_rs2);
                let (left, right) = if which == 0 { (row.v_rs1, row.right) } else { (row.left, row.v_rs2) };
                compute(row, lookup, left, right);
            }
            8 | 9 => set_lookup(row, lookup),
            10 => row.v_rd_new = row.lookup_output,
            _ => {}
        }
    }
}

/// Takes another part of the word for the one that is asked for, or another value for it; everything that follows from either is true.
fn lie_about_part(rng: &mut StdRng, row: &mut Row, entry: &BytecodeRow, lookup: LookupOp) {
    let (half, loads) = (entry.has(CircuitFlag::Half), entry.has(CircuitFlag::LoadPart));
    let elsewhere: bool = rng.r#gen();
    if elsewhere && half {
        row.upper = !row.upper;
    } else if elsewhere {
        let lane = (lane(row) + rng.gen_range(1..4)) % 4;
        row.lanes = [1, 2, 3].map(|k| k == lane);
    }
    let (shift, mask) = if half { (16 * u32::from(row.upper), 0xFFFF) } else { (8 * lane(row), 0xFF) };
    let mut value = mask & if loads { row.v_old >> shift } else { row.v_rs2 };
    if !elsewhere {
        value ^= mask & (1 << rng.gen_range(0..if half { 16 } else { 8 }));
    }
    if loads {
        compute(row, lookup, row.v_old, value);
    } else {
        row.v_new = row.v_old & !(mask << shift) | value << shift;
    }
}

/// The byte of the word that the row names.
fn lane(row: &Row) -> u32 {
    row.lanes.iter().zip(1..).fold(0, |sum, (on, k)| sum + u32::from(*on) * k)
}

/// The step that is lied about; in a quarter of the runs one with advice, in another one with a part of a word, where there is any.
fn place(rng: &mut StdRng, cycles: usize, honest: &Forgery) -> usize {
    let rows = honest.machine.bytecode().rows();
    let column = honest.column("a");
    let row = |step: usize| &rows[column.get_small(step).expect("rows have small numbers") as usize];
    let chosen: fn(&BytecodeRow) -> bool = match rng.gen_range(0..4) {
        0 => |row| row.lookup == Some(LookupOp::Advice),
        1 => |row| row.lookup.is_some_and(|op| op.part().is_some()),
        _ => |_| true,
    };
    let steps: Vec<usize> = (0..cycles).filter(|step| chosen(row(*step))).collect();
    if steps.is_empty() { rng.gen_range(0..cycles) } else { steps[rng.gen_range(0..steps.len())] }
}

/// A run with one lie; `None` if it leads nowhere.
fn consistent(rng: &mut StdRng, workload: &Workload, log_steps: usize, cycles: usize, honest: &Forgery) -> Option<Forgery> {
    let step = place(rng, cycles, honest);
    let rows = honest.machine.bytecode().rows();
    let lie = |t: usize, row: &mut Row| {
        if t == step {
            let entry = &rows[row.a as usize];
            lie_about(rng, row, entry, rows.len());
        }
    };
    Forgery::try_from_row(workload, log_steps, None, lie).ok()
}

/// An honest run with one value of one column changed to anything, and in half of the cases the memory derived from it.
fn naive(rng: &mut StdRng, honest: &Forgery) -> Forgery {
    let mut forgery = honest.clone();
    let names = forgery.column_names();
    let name = &names[rng.gen_range(0..names.len())];
    let column = forgery.column(name);
    let at = rng.gen_range(0..column.len());
    let value = match rng.gen_range(0..3) {
        0 => column.get(at) + Mersenne127::from(1u64),
        1 => Mersenne127::from(EDGES[rng.gen_range(0..EDGES.len())]),
        _ => Mersenne127::rand(rng),
    };
    forgery.set(name, at, value);
    if rng.r#gen() {
        forgery.derive_memory();
    }
    forgery.claim();
    forgery
}

#[test]
fn random_lies_change_no_accepted_statement() {
    let mut tally = BTreeMap::new();
    for seed in 0..lie_count() {
        let rng = &mut StdRng::seed_from_u64(seed);
        let workload = Workload::random(seed % 16, 2);
        let trace = workload.trace().expect("random programs halt");
        let rows = Machine::<Mersenne127>::new(workload.program.clone(), workload.layout).expect("a program with a table");
        let cycles: usize = trace.pcs.iter().map(|pc| rows.bytecode().row_count_of(*pc)).sum();
        let log_steps = cycles.max(2).next_power_of_two().ilog2() as usize;
        let honest: Forgery = Forgery::of_run(&workload, log_steps, |_, _| ());
        let forgery = if seed % 3 == 0 { Some(naive(rng, &honest)) } else { consistent(rng, &workload, log_steps, cycles, &honest) };
        let Some(mut forgery) = forgery else {
            *tally.entry("leads nowhere").or_insert(0) += 1;
            continue;
        };
        if trace.halt == instructions::Halt::Tohost {
            forgery.witness.statement.exit_code = trace.exit_code;
        }
        let said = (forgery.witness.statement.output.clone(), forgery.witness.statement.exit_code);
        if forgery.witness.statement.shape(&forgery.machine).is_err() {
            *tally.entry("no statement").or_insert(0) += 1;
            continue;
        }
        let accepted = forgery.verify(&forgery.prove()).is_ok();
        let facts = forgery.facts();
        assert!(accepted || !facts.is_empty(), "seed {seed}: a true witness is rejected");
        if accepted {
            assert_eq!(said, (trace.output, trace.exit_code), "seed {seed}: another statement is accepted");
            // all that an accepted witness may have wrong is what nobody reads: indices and entries of lookups that are not made
            assert!(facts.iter().all(|fact| fact.starts_with("lookup: ")), "seed {seed}: accepted with {facts:?}");
        }
        *tally.entry(if accepted { "accepted, same statement" } else { "rejected" }).or_insert(0) += 1;
    }
    println!("{tally:?}");
    assert!(tally.get("rejected").is_some_and(|count| count * 2 > lie_count()), "{tally:?}");
}
