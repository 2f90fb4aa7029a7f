//! Registers and RAM: honest runs, false runs and the check that rejects each.

mod support;

use ark_bn254::Fr;
use ark_std::rand::{SeedableRng, rngs::StdRng};
use memory::AdviceShape;
use poly::Scalar;
use support::{Mersenne127, Small, World, shape};

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
