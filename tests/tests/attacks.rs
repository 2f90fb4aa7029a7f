//! timing
use instructions::Op;
use joltlab_tests::attack::*;
use joltlab_tests::programs::*;
use std::time::Instant;
use transcript::*;

#[test]
fn timing() {
    let mut p = vec![immediate(Op::Addi, 10, 0, 0)];
    p.extend(exit());
    let w = Workload::new(asm(&p));
    for n in [2usize, 3, 5] {
        let t = Instant::now();
        let f = Forgery::<Clear>::of_run(&w, n, 0, |_, _| ());
        println!("witness {:?}", t.elapsed());
        let t = Instant::now();
        let proof = f.prove();
        println!("prove {:?} {}", t.elapsed(), proof.len());
        let t = Instant::now();
        let r = f.verify_with(MerlinVerifier::new(jolt_core::PROTOCOL, &proof)).unwrap().finish();
        println!("verify {:?} {:?}", t.elapsed(), r);
    }
}
