//! Registers and RAM: honest runs are accepted; each attack (numbered M1 to M12) is rejected by one check, and accepted without it.

mod support;

use ark_bn254::Fr;
use ark_ff::{Field, PrimeField};
use ark_std::rand::{SeedableRng, rngs::StdRng};
use memory::offline::{RAM, REGISTERS};
use memory::range::SUMS;
use memory::{AdviceShape, MemoryShape};
use poly::Scalar;
use support::{Mersenne127, Small, Step, World, set, shape};
use transcript::testing::{Challenges, Frozen, Skipping};
use transcript::{MerlinProver, MerlinVerifier, Message, ProofError, Recording};

fn honest_runs_are_accepted<F: Scalar>(limb_bits: usize, bound: u32) {
    let rng = &mut StdRng::seed_from_u64(1);
    for log_steps in [0, 1, 2, 4] {
        for advice in [None, Some(AdviceShape { log_words: 0, first_cell: 5 }), Some(AdviceShape { log_words: 2, first_cell: 4 })] {
            let shape = shape(log_steps, limb_bits, advice);
            for _ in 0..4 {
                let world = World::<F>::random(rng, shape, bound);
                assert_eq!(world.verify(&world.prove()), Ok(()));
            }
        }
    }
}

#[test]
fn honest_random_accesses_are_accepted() {
    honest_runs_are_accepted::<Fr>(6, 1 << 12);
    honest_runs_are_accepted::<Mersenne127>(8, 1 << 16);
    honest_runs_are_accepted::<Small>(3, 64);
}

/// The range table of a real machine, once.
#[test]
fn sixteen_bit_limbs() {
    let shape = shape(3, 16, Some(AdviceShape { log_words: 1, first_cell: 2 }));
    let world = World::<Fr>::random(&mut StdRng::seed_from_u64(2), shape, u32::MAX);
    assert_eq!(world.verify(&world.prove()), Ok(()));
}

/// Four steps that write and read back: register 3 is written in steps 0 and 2 and read in all, RAM cell 2 likewise.
fn steps() -> Vec<Step> {
    vec![
        Step { rs1: 3, rs2: 3, rd: 3, v_rd: 11, a_ram: 2, v_ram: Some(21) },
        Step { rs1: 3, rs2: 1, rd: 0, v_rd: 12, a_ram: 2, v_ram: None },
        Step { rs1: 1, rs2: 3, rd: 3, v_rd: 13, a_ram: 2, v_ram: Some(22) },
        Step { rs1: 3, rs2: 3, rd: 1, v_rd: 14, a_ram: 2, v_ram: None },
    ]
}

/// Four steps, limbs of four bits, cells 4 to 7 advice.
fn small_shape() -> MemoryShape {
    shape(2, 4, Some(AdviceShape { log_words: 2, first_cell: 4 }))
}

const INITIAL: [u32; 8] = [5, 6, 7, 8, 0, 0, 0, 0];
const ADVICE: [u32; 4] = [255, 16, 0, 1];

fn honest<F: Scalar>() -> World<F> {
    World::honest(small_shape(), &steps(), &INITIAL, &ADVICE)
}

/// The honest machine columns with one value changed; timestamps and final values are derived from them again.
fn with_false_value<F: Scalar>(change: impl FnOnce(&mut World<F>)) -> World<F> {
    let mut world = honest();
    change(&mut world);
    World::new(world.shape, world.shared, &INITIAL, &ADVICE)
}

fn attacks<F: Scalar>() {
    let n = |value: u64| F::from(value);
    assert_eq!(honest::<F>().verify(&honest::<F>().prove()), Ok(()));

    // M1: another initial value, for the verifier's public part and for a register; a cell that is initialised twice has two tuples at time 0
    let mut world = World::<F>::honest(small_shape(), &steps(), &[5, 6, 9, 8], &ADVICE);
    world.initial = INITIAL.to_vec();
    world.assert_killed_by(RAM);
    with_false_value::<F>(|w| set(&mut w.shared.v_rs1, 0, n(1))).assert_killed_by(REGISTERS);
    let mut world = honest::<F>();
    set(&mut world.own.ram_reads, 1, F::zero());
    set(&mut world.shared.v_old, 1, n(7));
    world.own.count(&world.shape);
    world.assert_killed_by(RAM);

    // M2: a cell outside the memory, also as an alias modulo p
    with_false_value::<F>(|w| set(&mut w.shared.a_ram, 1, n(8))).assert_killed_by(RAM);
    with_false_value::<F>(|w| set(&mut w.shared.a_ram, 1, -n(1))).assert_killed_by(RAM);
    with_false_value::<F>(|w| set(&mut w.shared.rs1, 2, n(9))).assert_killed_by(REGISTERS);

    // M3: a read at its own time returns anything: the tuple cancels. The register's next reader sees the last write.
    for (k, value) in [(0, 100), (1, 101)] {
        let mut world = honest::<F>();
        let t = 3;
        let now = n(3 * t as u64 + k as u64 + 1);
        let column = if k == 0 { &mut world.shared.v_rs1 } else { &mut world.shared.v_rs2 };
        set(column, t, n(value));
        set(&mut world.own.register_reads[k], t, now);
        if k == 1 {
            // what the second read no longer takes out stays for the end
            set(&mut world.own.register_stamps, 3, n(3 * t as u64 + 1));
        } else {
            set(&mut world.own.register_reads[1], t, n(9));
        }
        world.own.count(&world.shape);
        world.assert_killed_by(SUMS);
    }
    // .. and step 0 reads what step 2 will write: the tuples balance
    let mut world = honest::<F>();
    for (t, stamp, old, new) in [(0, 3, 22, 21), (1, 0, 7, 7), (2, 2, 7, 22), (3, 1, 21, 21)] {
        set(&mut world.own.ram_reads, t, n(stamp));
        set(&mut world.shared.v_old, t, n(old));
        set(&mut world.shared.v_new, t, n(new));
    }
    set(&mut world.own.ram_final, 2, n(21));
    world.own.count(&world.shape);
    world.assert_killed_by(SUMS);

    // M4: a timestamp that passes the difference alone
    let mut world = honest::<F>();
    set(&mut world.own.ram_reads, 3, -n(2));
    world.own.count(&world.shape);
    world.assert_killed_by(RAM);

    // M5: a clock that starts one earlier, or stands still
    for clock in [|stamp: F| if stamp.is_zero() { stamp } else { stamp - F::one() }, |_| F::zero()] {
        let mut world = honest::<F>();
        for t in 0..4 {
            let stamp = clock(world.own.ram_reads.get(t));
            set(&mut world.own.ram_reads, t, stamp);
        }
        let stamp = clock(world.own.ram_stamps.get(2));
        set(&mut world.own.ram_stamps, 2, stamp);
        world.own.count(&world.shape);
        world.assert_killed_by(RAM);
    }

    // M6: a value from two writes ago
    with_false_value::<F>(|w| set(&mut w.shared.v_rs1, 3, n(11))).assert_killed_by(REGISTERS);
    with_false_value::<F>(|w| {
        set(&mut w.shared.v_old, 3, n(21));
        set(&mut w.shared.v_new, 3, n(21));
    })
    .assert_killed_by(RAM);

    // M7: the write of a step before its reads
    with_false_value::<F>(|w| set(&mut w.shared.v_rs2, 2, n(13))).assert_killed_by(REGISTERS);

    // M8: the first step reads what the last one wrote
    with_false_value::<F>(|w| set(&mut w.shared.v_old, 0, n(22))).assert_killed_by(RAM);

    // M9: final values and times
    for column in [0, 1] {
        let mut world = honest::<F>();
        set(if column == 0 { &mut world.own.register_final } else { &mut world.own.register_stamps }, 3, n(1));
        world.assert_killed_by(REGISTERS);
        let mut world = honest::<F>();
        set(if column == 0 { &mut world.own.ram_final } else { &mut world.own.ram_stamps }, 2, n(1));
        world.assert_killed_by(RAM);
    }

    // multiplicities that do not count
    let mut world = honest::<F>();
    set(&mut world.own.multiplicities, 1, n(77));
    world.assert_killed_by(SUMS);

    // a gap of 3 * 15 = 2 * 16 + 13, whose high limb is one too large or too small
    let mut steps = vec![Step { rs1: 1, rs2: 1, rd: 1, ..Step::default() }; 16];
    (steps[0].rs1, steps[15].rs1) = (3, 3);
    for high in [3, 1] {
        let mut world = World::<F>::honest(shape(4, 4, None), &steps, &INITIAL, &[]);
        assert_eq!(world.own.high_limbs[0].get(15), n(2));
        set(&mut world.own.high_limbs[0], 15, n(high));
        world.assert_killed_by(SUMS);
    }
}

#[test]
fn every_attack_is_killed_by_its_check() {
    attacks::<Fr>();
    attacks::<Mersenne127>();
}

/// Advice words are two limbs: a word outside [0, 2^{2b}) has none.
#[test]
fn advice_words_are_ranged() {
    let mut world =
        World::<Fr>::honest(shape(2, 16, Some(AdviceShape { log_words: 2, first_cell: 4 })), &[Step::default(); 4], &INITIAL, &ADVICE);
    let too_large = (1u64 << 32) + 5;
    for (high, low) in
        [(Fr::from(1u64 << 16), Fr::from(5u64)), (Fr::from(0u64), Fr::from(too_large)), (-Fr::from(1u64), Fr::from(too_large + (1 << 16)))]
    {
        let limbs = world.own.advice.as_mut().unwrap();
        set(&mut limbs[0], 1, high);
        set(&mut limbs[1], 1, low);
        // the guest has loaded the word, and left it where it was
        set(&mut world.own.ram_final, 5, Fr::from(1u64 << 16) * high + low);
        world.own.count(&world.shape);
        world.assert_killed_by(SUMS);
    }
}

/// M10, defect 11: an error of the registers that RAM repays. The product over both memories balances, that of each does not.
#[test]
fn errors_are_not_traded_between_memories() {
    let mut world = honest::<Fr>();
    // the final tuples (2, 0, 0) of the registers and (2, 22, 4) of RAM change places
    let (own, n) = (&mut world.own, |value: u64| Fr::from(value));
    assert_eq!((own.register_final.get(2), own.register_stamps.get(2)), (n(0), n(0)));
    assert_eq!((own.ram_final.get(2), own.ram_stamps.get(2)), (n(22), n(4)));
    set(&mut own.register_final, 2, n(22));
    set(&mut own.register_stamps, 2, n(4));
    set(&mut own.ram_final, 2, n(0));
    set(&mut own.ram_stamps, 2, n(0));
    let recording = world.prove_with(Recording::new(MerlinProver::new("memory")));
    let (channel, record) = recording.into_parts();
    let proof = channel.finish();
    let bytes = |message: &Message| proof[message.offset..message.offset + message.bytes].chunks(32);
    let roots = record.messages.iter().filter(|message| message.label == "multiset roots");
    let roots: Vec<Vec<Fr>> = roots.map(|message| bytes(message).map(Fr::from_le_bytes_mod_order).collect()).collect();
    // reads and writes of the four operations; init and last of both memories
    let [steps, tables] = &roots[..] else { panic!("two lengths of leaves") };
    let every_second = |roots: &[Fr], first: usize| roots.iter().skip(first).step_by(2).product::<Fr>();
    assert_eq!(every_second(tables, 0) * every_second(steps, 1), every_second(steps, 0) * every_second(tables, 1));

    assert_eq!(world.verify(&proof), Err(ProofError::Check { name: REGISTERS }));
    let skipping = |name, inner| Skipping::new(inner, name);
    let one = world.verify_with(skipping(REGISTERS, MerlinVerifier::new("memory", &proof)));
    assert_eq!(one.err(), Some(ProofError::Check { name: RAM }));
    let both = world.verify_with(Skipping::new(skipping(REGISTERS, MerlinVerifier::new("memory", &proof)), RAM));
    assert!(both.is_ok());
}

/// M11, M12: with challenges known beforehand two tuples collide, or a leaf vanishes on either side; live challenges reject both.
#[test]
fn fingerprints_need_unpredictable_challenges() {
    let drawn = honest::<Fr>().prove_with(Challenges::new(MerlinProver::new("memory"))).drawn;
    let (gamma, tau) = (drawn[0], drawn[1]);
    let mut collision = honest::<Fr>();
    // a + γ v + γ^2 t of RAM cell 2 at the end, with another time and a value that repays it
    let stamp = collision.own.ram_stamps.get(2);
    let value = collision.own.ram_final.get(2);
    set(&mut collision.own.ram_stamps, 2, stamp + Fr::from(1u64));
    set(&mut collision.own.ram_final, 2, value - gamma);
    let mut zero = honest::<Fr>();
    // the first register operation's read and write fingerprints vanish: 3 + γ v + γ^2 t = τ at t = 0 and t = 1
    let inverse = gamma.inverse().unwrap();
    set(&mut zero.shared.v_rs1, 0, (tau - Fr::from(3u64)) * inverse);
    set(&mut zero.shared.v_rs2, 0, (tau - Fr::from(3u64)) * inverse - Fr::from(2u64) * gamma);
    for (world, name) in [(collision, RAM), (zero, REGISTERS)] {
        let frozen = world.prove_with(Frozen::new(MerlinProver::new("memory"), drawn.clone())).into_inner().finish();
        assert!(world.verify_with(Frozen::new(MerlinVerifier::new("memory", &frozen), drawn.clone())).is_ok());
        assert_eq!(world.verify(&world.prove()), Err(ProofError::Check { name }));
    }
}

#[test]
fn every_changed_byte_is_rejected() {
    let world = World::<Small>::honest(shape(1, 3, None), &steps()[..2], &INITIAL, &[]);
    let proof = world.prove();
    assert_eq!(world.verify(&proof), Ok(()));
    // Over a field of 13 bits a false proof passes now and then: count, and compare with the bound.
    let mut accepted = 0;
    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 5);
        accepted += usize::from(world.verify(&bad).is_ok());
    }
    assert!(accepted * 20 <= proof.len(), "{accepted} of {}", proof.len());

    let world = World::<Fr>::honest(shape(1, 3, None), &steps()[..2], &INITIAL, &[]);
    let proof = world.prove();
    for at in 0..proof.len() {
        let mut bad = proof.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(world.verify(&bad).is_err(), "byte {at}");
    }
    for len in (0..proof.len()).step_by(31) {
        assert!(matches!(world.verify(&proof[..len]), Err(ProofError::Truncated { .. })));
    }
}

#[test]
fn shapes_beyond_the_argument_are_errors() {
    let shape =
        |log_steps, log_ram_cells, advice, limb_bits| MemoryShape { log_steps, log_register_cells: 3, log_ram_cells, advice, limb_bits };
    let block = |log_words, first_cell| Some(AdviceShape { log_words, first_cell });
    assert!(MemoryShape::new(30, 29, block(12, 4096)).check::<Fr>().is_ok());
    for (shape, small) in [
        (shape(31, 3, None, 16), false),
        (shape(5, 3, None, 3), false),
        (shape(2, 3, block(4, 0), 16), false),
        (shape(2, 3, block(1, 3), 16), false),
        (shape(2, 3, block(1, 8), 16), false),
        (shape(2, 3, None, 17), false),
        (shape(2, 3, None, 6), true),
        (shape(10, 3, None, 5), true),
        (shape(2, 13, None, 3), true),
    ] {
        let checked = if small { shape.check::<Small>() } else { shape.check::<Fr>() };
        assert!(matches!(checked, Err(ProofError::Shape { .. })), "{shape:?}");
    }
}
