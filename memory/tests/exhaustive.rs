//! Small worlds, enumerated: acceptance is compared with what a memory does, read by read.

mod support;

use memory::offline::{RAM, REGISTERS};
use memory::range::SUMS;
use poly::Scalar;
use support::{Small, World, set, shape};
use transcript::ProofError;

/// What a memory does: does every read of these columns return the last write, or the initial value?
fn behaves<F: Scalar>(world: &World<F>) -> (bool, bool) {
    let shared = &world.shared;
    let mut registers = vec![F::zero(); 1 << world.shape.log_register_cells];
    let mut ram: Vec<F> = world.initial.iter().map(|word| F::from(*word)).collect();
    let index = |column: &support::Column<F>, t| usize::try_from(column.get_small(t).unwrap()).unwrap();
    let (mut registers_hold, mut ram_holds) = (true, true);
    for t in 0..1 << world.shape.log_steps {
        registers_hold &= registers[index(&shared.rs1, t)] == shared.v_rs1.get(t);
        registers_hold &= registers[index(&shared.rs2, t)] == shared.v_rs2.get(t);
        let old = std::mem::replace(&mut registers[index(&shared.rd, t)], shared.v_rd_new.get(t));
        registers_hold &= old == shared.v_rd_old.get(t);
        ram_holds &= std::mem::replace(&mut ram[index(&shared.a_ram, t)], shared.v_new.get(t)) == shared.v_old.get(t);
    }
    (registers_hold, ram_holds)
}

/// Machines of two steps over two registers, two RAM cells and one-bit values, with the timestamps of the honest prover: every fifth of the 2^14
/// combinations of register columns, and all of the RAM columns.
#[test]
fn acceptance_is_memory_behaviour() {
    let mut shape = shape(1, 3, None);
    (shape.log_register_cells, shape.log_ram_cells) = (1, 1);
    let (mut accepted, mut disagreements, mut total) = (0, 0, 0);
    // per step: rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new (7 bits), or a_ram, v_old, v_new (3 bits)
    let registers = (0..1u32 << 14).step_by(5).map(|bits| (bits, 0));
    let ram = (0..1u32 << 6).map(|bits| (0, bits));
    for (register_bits, ram_bits) in registers.chain(ram) {
        let register = |k: u32| (0..2).map(|t| (register_bits >> (7 * t + k) & 1) as u8).collect::<Vec<u8>>();
        let word = |k: u32| (0..2).map(|t| ram_bits >> (3 * t + k) & 1).collect::<Vec<u32>>();
        let columns: [support::Column<Small>; 10] =
            std::array::from_fn(|k| std::sync::Arc::new(if k < 7 { register(k as u32).into() } else { word(k as u32 - 7).into() }));
        let [rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new] = columns;
        let shared = memory::SharedColumns { rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new };
        let world = World::new(shape, shared, &[0, 1], &[]);
        let expected = match behaves(&world) {
            (true, true) => Ok(()),
            (false, _) => Err(ProofError::Check { name: REGISTERS }),
            (true, false) => Err(ProofError::Check { name: RAM }),
        };
        let verdict = world.verify(&world.prove());
        accepted += usize::from(expected.is_ok());
        disagreements += usize::from(verdict != expected);
        total += 1;
    }
    assert!(accepted > 50, "{accepted}");
    // The field has 13 bits: a false equality of some ten tuples of width three holds with probability 40/8191 at most.
    assert!(disagreements * 200 <= total, "{disagreements} of {total}");
}

/// Every value of every read timestamp of one cell's chain: only the true one is accepted.
#[test]
fn every_false_timestamp_is_rejected() {
    let steps = [support::Step { rs1: 1, rs2: 1, rd: 1, v_rd: 3, a_ram: 1, v_ram: Some(2) }; 4];
    let honest = World::<Small>::honest(shape(2, 3, None), &steps, &[0; 8], &[]);
    let mut accepted = 0;
    for column in 0..4 {
        for t in 0..4 {
            for stamp in -14i64..=14 {
                let mut world = honest.clone();
                let read = if column < 3 { &mut world.own.register_reads[column] } else { &mut world.own.ram_reads };
                let value = Small::from(stamp);
                if read.get(t) == value {
                    continue;
                }
                set(read, t, value);
                world.own.count(&world.shape);
                match world.verify(&world.prove()) {
                    Ok(()) => accepted += 1,
                    Err(ProofError::Check { name }) => assert!([REGISTERS, RAM, SUMS].contains(&name), "{name}"),
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
    assert!(accepted <= 4, "{accepted}");
}
