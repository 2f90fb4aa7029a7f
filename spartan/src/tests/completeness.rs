//! True statements are accepted; the fast prover sends what the definition says, on true and on false witnesses.

use super::reference::Belief;
use super::*;

fn by_definition<F: Scalar>(world: &World<F>) -> Vec<u8> {
    let mut channel = MerlinProver::new(PROTOCOL);
    world.prove_by_definition(Belief::Definition, &mut channel);
    channel.finish()
}

#[test]
fn random_systems_are_proved_as_the_definition_says() {
    for n in 0..4 {
        for seed in 0..3 {
            let world = world::<Fr>(n, seed);
            assert_eq!(world.violated(), None);
            assert_eq!(world.system.violated(&world.columns, n), None);
            let proof = world.prove();
            assert_eq!(world.verify(&proof), Ok(()), "{n} {seed}");
            assert_eq!(proof, by_definition(&world), "{n} {seed}");
            let world = super::world::<Small>(n, seed);
            let proof = world.prove();
            assert_eq!(world.verify(&proof), Ok(()), "{n} {seed}");
            assert_eq!(proof, by_definition(&world), "{n} {seed}");
        }
    }
}

#[test]
fn longer_computations_are_accepted() {
    for n in [5, 7, 9, 12] {
        let world = world::<Fr>(n, n as u64);
        assert_eq!(world.system.violated(&world.columns, n), None);
        assert_eq!(world.verify(&world.prove()), Ok(()), "{n}");
    }
}

#[test]
fn false_witnesses_are_proved_as_the_definition_says() {
    let rng = &mut StdRng::seed_from_u64(5);
    let n = 2;
    let world = world::<Fr>(n, 1);
    for column in 0..world.columns.len() {
        for value in [Fr::from(2u64), -Fr::from(1u64), ark_std::UniformRand::rand(rng)] {
            let step = rng.gen_range(0..1 << n);
            let bad = world.with(column, step, value);
            assert_eq!(bad.prove(), by_definition(&bad), "{column} {step}");
            let mut all = bad.clone();
            all.columns[column] = Arc::new(vec![value; 1 << n].into());
            assert_eq!(all.prove(), by_definition(&all), "{column}");
        }
    }
    // Wrong values that stay integers, in wide columns and in both halves.
    for column in [3usize, 5, 6, 10, 12] {
        let mut bad = world.clone();
        bad.columns[column] = Arc::new(vec![u64::MAX, 0, 1 << 40, 5].into());
        assert!(bad.violated().is_some());
        assert_eq!(bad.prove(), by_definition(&bad), "{column}");
    }
}

#[test]
fn degenerate_systems() {
    for n in 0..3 {
        let empty = World::<Fr> { system: Builder::new().build(), columns: vec![], log_steps: n };
        assert_eq!(empty.verify(&empty.prove()), Ok(()));
        assert_eq!(empty.prove(), by_definition(&empty));
        // One column, one constraint, nothing read one step on; then a column that no constraint mentions.
        let mut m = Maker::<Fr>::new(n);
        let x = m.column("x", vec![true; 1 << n]);
        m.builder.boolean(x);
        m.column("free", vec![9u8; 1 << n]);
        let world = m.finish();
        assert_eq!(world.verify(&world.prove()), Ok(()));
        assert_eq!(world.prove(), by_definition(&world));
        // Only a public column is read one step on.
        let mut m = Maker::<Fr>::new(n);
        let first = m.public("first", Public::FirstStep);
        let next = m.builder.next(first);
        m.builder.constraint("step 0 follows nothing", 1, next, 0);
        let world = m.finish();
        assert_eq!(world.verify(&world.prove()), Ok(()));
        assert_eq!(world.prove(), by_definition(&world));
    }
}

#[test]
fn violations_are_found_where_they_are() {
    let rng = &mut StdRng::seed_from_u64(3);
    for n in [0, 1, 3, 6, 8] {
        let world = world::<Fr>(n, 2);
        for column in 0..world.columns.len() {
            let bad = world.with(column, rng.gen_range(0..1 << n), Fr::from(77u64));
            let found = bad.system.violated(&bad.columns, n);
            assert_eq!(found.map(|v| (v.step, v.constraint)), bad.violated(), "{n} {column}");
            assert!(found.is_none_or(|v| v.name == bad.system.constraints()[v.constraint].name));
        }
    }
}

#[test]
fn proofs_do_not_depend_on_the_number_of_threads() {
    let world = world::<Fr>(10, 4);
    let with = |threads: usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(|| world.prove());
    assert_eq!(with(1), with(3));
}
