//! False statements, false provers and damaged proofs; each attack names the check that rejects it.

use super::reference::Belief;
use super::*;
use ark_ff::Field;
use poly::eq;
use transcript::testing::{Challenges, Frozen, Skipping, Tampering};
use transcript::{Label, ProverChannel, Recording, VerifierChannel};

const CHECKS: [Label; 4] = ["spartan outer", "spartan inner", "spartan shift", "ideal oracle"];

/// Which single check, when skipped, lets this proof pass; and the check that rejects it.
fn outcome<F: Scalar>(world: &World<F>, proof: &[u8]) -> (Result<(), ProofError>, Vec<Label>) {
    let passes = |name: &Label| {
        let mut channel = Skipping::new(MerlinVerifier::new(PROTOCOL, proof), name);
        let claims = verify(&world.system, &world.oracles(), world.log_steps, &mut channel);
        claims.is_ok_and(|claims| world.open(claims).is_ok() || *name == "ideal oracle")
    };
    (world.verify(proof), CHECKS.into_iter().filter(passes).collect())
}

/// The named check rejects, and it alone.
fn assert_rejected_by<F: Scalar>(world: &World<F>, proof: &[u8], name: Label) {
    assert_eq!(outcome(world, proof), (Err(ProofError::Check { name }), vec![name]));
}

#[test]
fn every_wrong_value_is_rejected() {
    for n in 0..4 {
        let world = world::<Fr>(n, 7);
        for column in 0..world.columns.len() {
            for step in 0..1 << n {
                let bad = world.with(column, step, world.columns[column].get(step) + Fr::from(1u64));
                let proof = bad.prove();
                match bad.violated() {
                    None => assert_eq!(bad.verify(&proof), Ok(()), "{n} {column} {step}"),
                    Some(_) => assert_rejected_by(&bad, &proof, "spartan outer"),
                }
            }
        }
    }
}

/// A counter whose only constraint links neighbours.
fn counter<F: Scalar>(n: usize) -> World<F> {
    let mut m = Maker::<F>::new(n);
    let last = m.public("last", Public::LastStep);
    let x = m.column("x", (0..1u64 << n).collect::<Vec<_>>());
    let next = m.builder.next(x);
    m.builder.when("counts", 1 - last, next - x - 1);
    m.finish()
}

#[test]
fn a_break_between_any_two_steps_is_rejected() {
    for n in 1..6 {
        let world = counter::<Fr>(n);
        assert_eq!(world.verify(&world.prove()), Ok(()));
        for broken in 1..1usize << n {
            // every value from `broken` on is one too large: exactly one transition is wrong
            let mut bad = world.clone();
            bad.columns[0] = Arc::new((0..1u64 << n).map(|t| t + u64::from(t >= broken as u64)).collect::<Vec<_>>().into());
            assert_eq!(bad.violated(), Some((broken - 1, 0)));
            assert_rejected_by(&bad, &bad.prove(), "spartan outer");
        }
    }
}

#[test]
fn a_small_field_accepts_false_statements_no_more_often_than_the_bound() {
    let (mut accepted, mut expected, mut trials) = (0, 0.0, 0);
    for n in 0..4usize {
        for seed in 0..4 {
            let world = world::<Small>(n, seed);
            let [m, k] = [world.system.log_rows(), world.system.log_variables()];
            let bound = (3 * (n + m) + 2 + 2 * (k + 1) + 2 * n) as f64 / 8191.0;
            for column in 0..world.columns.len() {
                for step in 0..1 << n {
                    let bad = world.with(column, step, world.columns[column].get(step) + Small::from(1u64 + seed));
                    if bad.violated().is_some() {
                        accepted += usize::from(bad.verify(&bad.prove()).is_ok());
                        expected += bound;
                        trials += 1;
                    }
                }
            }
        }
    }
    assert!(trials > 500, "{trials}");
    assert!((accepted as f64) < expected + 4.0 * expected.sqrt(), "{accepted} of {trials}, at most {expected:.1} expected");
}

/// Index of the first message with this label after `skip` others, and the honest proof's list.
fn message(world: &World<Fr>, label: Label, skip: usize) -> usize {
    let proof = world.prove();
    let mut channel = Recording::new(MerlinVerifier::new(PROTOCOL, &proof));
    let claims = verify(&world.system, &world.oracles(), world.log_steps, &mut channel).unwrap();
    world.open(claims).unwrap();
    let (_, record) = channel.into_parts();
    record.messages.iter().enumerate().filter(|(_, m)| m.label == label).nth(skip).unwrap().0
}

/// A proof in which one message was replaced on its way, with the live transcript behind it.
fn tampered(world: &World<Fr>, index: usize, edit: impl Fn(&mut [Fr], &[Fr])) -> Vec<u8> {
    use ark_ff::PrimeField;
    let drawn = {
        let mut channel = Challenges::new(Tampering::new(MerlinProver::new(PROTOCOL), usize::MAX, |_: &mut Vec<u8>| {}));
        let _ = prove(&world.system, &world.pairs(), world.log_steps, &mut channel);
        channel.drawn
    };
    let change = |bytes: &mut Vec<u8>| {
        let mut values: Vec<Fr> = bytes.chunks(32).map(Fr::from_le_bytes_mod_order).collect();
        edit(&mut values, &drawn);
        let mut copy = MerlinProver::new(PROTOCOL);
        copy.send("", &values);
        *bytes = copy.finish();
    };
    let mut channel = Tampering::new(MerlinProver::new(PROTOCOL), index, change);
    let _ = prove(&world.system, &world.pairs(), world.log_steps, &mut channel);
    channel.into_parts().0.finish()
}

#[test]
fn false_matrix_values_with_the_right_product_are_rejected_by_the_inner_check() {
    let world = world::<Fr>(2, 3);
    let openings = message(&world, "sumcheck openings", 0);
    let proof = tampered(&world, openings, |v, _| {
        v[0] += Fr::from(1u64);
        v[2] += v[1];
    });
    assert_rejected_by(&world, &proof, "spartan inner");
    let proof = tampered(&world, openings, |v, _| v[2] += Fr::from(1u64));
    assert_eq!(world.verify(&proof), Err(ProofError::Check { name: "spartan outer" }));
}

#[test]
fn changed_round_messages_are_rejected_by_their_sum() {
    let world = world::<Fr>(2, 3);
    let rounds = [world.log_steps + world.system.log_rows(), 1 + world.system.log_variables(), world.log_steps];
    let mut index = 0;
    for (count, name) in rounds.into_iter().zip(CHECKS) {
        for _ in 0..count {
            for coefficient in 0..2 {
                let at = message(&world, "sumcheck round", index);
                let proof = tampered(&world, at, |v, _| v[coefficient] += Fr::from(1u64));
                assert_rejected_by(&world, &proof, name);
            }
            index += 1;
        }
    }
}

/// Lets a prover with other matrices speak about the verifier's system.
struct Relabelled<'a> {
    inner: MerlinProver,
    statement: &'a [u8],
}

impl ProverChannel<Fr> for Relabelled<'_> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        ProverChannel::<Fr>::send_bytes(&mut self.inner, label, bytes);
    }
    fn absorb(&mut self, label: Label, _bytes: &[u8]) {
        ProverChannel::<Fr>::absorb(&mut self.inner, label, self.statement);
    }
    fn challenge(&mut self, label: Label) -> Fr {
        self.inner.challenge(label)
    }
}

#[test]
fn matrices_changed_in_the_prover_alone_are_rejected_by_the_inner_check() {
    let n = 3;
    let build = |left: i128, right: i128, shifted: bool| {
        let mut m = Maker::<Fr>::new(n);
        let x = m.column("x", (0..1u64 << n).collect::<Vec<_>>());
        let last = m.public("last", Public::LastStep);
        let next = m.builder.next(x);
        let read = if shifted { next.clone() } else { x + 1 };
        m.product("y", read * left, x + right);
        m.builder.when("some shift", 1 - last, next - x - 1);
        m.finish()
    };
    let honest = build(3, 5, true);
    assert_eq!(honest.verify(&honest.prove()), Ok(()));
    for other in [build(4, 5, true), build(3, 6, true), build(3, 5, false)] {
        assert_eq!(other.violated(), None);
        let statement = crate::verifier::statement(&honest.system, n);
        let mut channel = Relabelled { inner: MerlinProver::new(PROTOCOL), statement: &statement };
        let _ = prove(&other.system, &other.pairs(), n, &mut channel);
        // the verifier's matrices, the false prover's columns
        let mixed = World { system: honest.system.clone(), columns: other.columns.clone(), log_steps: n };
        assert!(mixed.violated().is_some());
        assert_rejected_by(&mixed, &channel.inner.finish(), "spartan inner");
        // without the relabelling the transcript already tells them apart
        assert_eq!(mixed.verify(&other.prove()), Err(ProofError::Check { name: "spartan outer" }));
    }
}

fn believing(world: &World<Fr>, belief: Belief) -> Vec<u8> {
    let mut channel = MerlinProver::new(PROTOCOL);
    world.prove_by_definition(belief, &mut channel);
    channel.finish()
}

#[test]
fn the_last_step_has_no_successor() {
    for n in 1..4 {
        // y is x one step on, and nothing exempts the last step: y must be 0 there, not the first x
        let steps = 1u64 << n;
        let mut m = Maker::<Fr>::new(n);
        let x = m.column("x", (5..5 + steps).collect::<Vec<_>>());
        let y = m.column("y", (1..=steps).map(|t| 5 + t % steps).collect::<Vec<_>>());
        let next = m.builder.next(x);
        m.builder.constraint("y is the next x", 1, y - next, 0);
        let world = m.finish();
        assert_eq!(world.violated(), Some((steps as usize - 1, 0)));
        assert_rejected_by(&world, &world.prove(), "spartan outer");
        assert_rejected_by(&world, &believing(&world, Belief::Cyclic), "spartan shift");
        let repaired = world.with(1, steps as usize - 1, Fr::from(0u64));
        assert_eq!(repaired.verify(&repaired.prove()), Ok(()));
    }
}

#[test]
fn constant_and_public_columns_are_the_verifiers() {
    let n = 2;
    let mut m = Maker::<Fr>::new(n);
    let last = m.public("last", Public::LastStep);
    let x = m.column("x", vec![2u8; 1 << n]);
    m.builder.constraint("x is one", 1, x - 1, 0);
    let world = m.finish();
    assert_eq!(world.verify(&believing(&world, Belief::Definition)), Err(ProofError::Check { name: "spartan outer" }));
    assert_rejected_by(&world, &believing(&world, Belief::Constant(2)), "spartan inner");

    let mut m = Maker::<Fr>::new(n);
    m.public("first", Public::FirstStep);
    let last_again = m.public("last", Public::LastStep);
    assert_ne!(last, last_again);
    let x = m.column("x", vec![0u8; 1 << n]);
    m.builder.constraint("x is 1 at the end", last_again, x - 1, 0);
    let world = m.finish();
    assert_eq!(world.verify(&world.prove()), Err(ProofError::Check { name: "spartan outer" }));
    assert_rejected_by(&world, &believing(&world, Belief::NoPublic(last_again)), "spartan inner");
}

#[test]
fn false_column_values_in_the_kernel_are_left_to_the_openings() {
    let world = world::<Fr>(2, 3);
    let k = world.system.log_variables();
    let places: Vec<usize> = world.system.committed().map(|v| v.index()).collect();
    let rounds = world.log_steps + world.system.log_rows();
    // challenges: τ, the outer point, ρ, the inner point (s, r_y)
    let inner = 2 * rounds + 1;
    let weights = |drawn: &[Fr]| eq::table(&drawn[inner + 1..][..k]);
    let openings = message(&world, "sumcheck openings", 1);
    let proof = tampered(&world, openings, |v, drawn| {
        let weights = weights(drawn);
        v[1] += weights[places[1]];
        v[2] -= weights[places[0]];
    });
    assert_rejected_by(&world, &proof, "ideal oracle");
    // outside the kernel the inner check rejects, and the claims are false besides
    let proof = tampered(&world, openings, |v, _| v[1] += Fr::from(1u64));
    assert_eq!(outcome(&world, &proof), (Err(ProofError::Check { name: "spartan inner" }), vec![]));
    // a false value of the shifted half, paid for by a column: the shift check rejects
    let proof = tampered(&world, openings, |v, drawn| {
        let (s, weight) = (drawn[inner], weights(drawn)[places[0]]);
        v[0] += Fr::from(1u64);
        v[1] -= s * ((Fr::from(1u64) - s) * weight).inverse().unwrap();
    });
    assert_eq!(outcome(&world, &proof), (Err(ProofError::Check { name: "spartan shift" }), vec![]));
}

#[test]
fn matrix_values_are_absorbed_before_they_are_combined() {
    let world = world::<Fr>(2, 3);
    let rounds = world.log_steps + world.system.log_rows();
    let openings = message(&world, "sumcheck openings", 0);
    let drawn = {
        let mut channel = Challenges::new(MerlinProver::new(PROTOCOL));
        let _ = prove(&world.system, &world.pairs(), world.log_steps, &mut channel);
        channel.drawn
    };
    // (v_A + x)(v_B + 1) - v_C' = v_A v_B - v_C and x + ρ + ρ² (v_C' - v_C) = 0
    let change = |v: &mut [Fr], drawn: &[Fr]| {
        let (rho, one) = (drawn[2 * rounds], Fr::from(1u64));
        let x = -(rho + rho * rho * v[0]) * (one + rho * rho * (v[1] + one)).inverse().unwrap();
        v[2] += (v[0] + x) * (v[1] + one) - v[0] * v[1];
        v[0] += x;
        v[1] += one;
    };
    let live = tampered(&world, openings, change);
    assert_rejected_by(&world, &live, "spartan inner");

    let edit = |bytes: &mut Vec<u8>| {
        use ark_ff::PrimeField;
        let mut values: Vec<Fr> = bytes.chunks(32).map(Fr::from_le_bytes_mod_order).collect();
        change(&mut values, &drawn);
        let mut copy = MerlinProver::new(PROTOCOL);
        copy.send("", &values);
        *bytes = copy.finish();
    };
    let mut channel = Tampering::new(Frozen::new(MerlinProver::new(PROTOCOL), drawn.clone()), openings, edit);
    let _ = prove(&world.system, &world.pairs(), world.log_steps, &mut channel);
    let proof = channel.into_parts().0.into_inner().finish();
    let mut verifier = Frozen::new(MerlinVerifier::new(PROTOCOL, &proof), drawn.clone());
    let claims = verify(&world.system, &world.oracles(), world.log_steps, &mut verifier).unwrap();
    assert_eq!(world.open(claims), Ok(()), "the algebra holds at the recorded challenges");
    assert!(world.verify(&proof).is_err());
}

#[test]
fn every_changed_byte_is_rejected() {
    let world = world::<Fr>(1, 3);
    let proof = world.prove();
    assert_eq!(world.verify(&proof), Ok(()));
    for at in 0..proof.len() {
        for mask in [1, 0x80] {
            let mut bad = proof.clone();
            bad[at] ^= mask;
            assert!(world.verify(&bad).is_err(), "byte {at}");
        }
    }
    for len in 0..proof.len() {
        assert!(matches!(world.verify(&proof[..len]), Err(ProofError::Truncated { .. } | ProofError::Check { .. })), "{len}");
    }
    assert_eq!(world.verify(&[&proof[..], &[0]].concat()), Err(ProofError::TrailingBytes { count: 1 }));
}

#[test]
fn another_statement_is_rejected() {
    let world = world::<Fr>(2, 3);
    let proof = world.prove();
    let fewer = verify::<Fr>(&world.system, &world.oracles()[1..], 2, &mut MerlinVerifier::new(PROTOCOL, &proof));
    assert!(matches!(fewer, Err(ProofError::Shape { .. })));
    for log_steps in [0, 1, 3, 40] {
        let mut channel = MerlinVerifier::new(PROTOCOL, &proof);
        assert!(verify::<Fr>(&world.system, &world.oracles(), log_steps, &mut channel).is_err());
    }
    assert!(super::world::<Fr>(2, 4).verify(&proof).is_err());
    let random: Vec<u8> = (0..proof.len()).map(|k| (k * 97 % 31) as u8).collect();
    assert!(VerifierChannel::<Fr>::receive(&mut MerlinVerifier::new(PROTOCOL, &random), "", 1).is_ok() && world.verify(&random).is_err());
}
