//! Registers and RAM of a machine with 2^16 steps and 2^16 RAM cells, one in sixteen of them touched: witness, proof, verification; the commitment scheme is left out.

use ark_bn254::Fr;
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use criterion::{Criterion, criterion_group, criterion_main};
use memory::{Committed, MemoryArgument, MemoryShape, Offline, ProveMemory, SharedColumns};
use poly::{Claims, MultilinearPolynomial, OracleId};
use std::{hint::black_box, sync::Arc};
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};

type Column = Arc<MultilinearPolynomial<Fr>>;

/// Arguments that send nothing late need no commitment scheme.
struct Bare<C>(C);

impl<C: ProverChannel<Fr>> ProverChannel<Fr> for Bare<C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.0.send_bytes(label, bytes);
    }
    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }
    fn challenge(&mut self, label: Label) -> Fr {
        self.0.challenge(label)
    }
}

impl<C: ProverChannel<Fr>> ProverOracles<Fr> for Bare<C> {
    fn send_oracles(&mut self, _label: Label, _columns: Vec<Column>) -> Vec<OracleId> {
        Vec::new()
    }
}

impl<C: VerifierChannel<Fr>> VerifierChannel<Fr> for Bare<C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.0.receive_bytes(label, len)
    }
    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.0.absorb(label, bytes);
    }
    fn challenge(&mut self, label: Label) -> Fr {
        self.0.challenge(label)
    }
    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.0.check(name, holds)
    }
}

impl<C: VerifierChannel<Fr>> VerifierOracles<Fr> for Bare<C> {
    fn receive_oracles(&mut self, _label: Label, _num_vars: &[usize]) -> Result<Vec<OracleId>, ProofError> {
        Ok(Vec::new())
    }
}

fn machine(log_steps: usize, log_ram: usize) -> SharedColumns<Column> {
    let rng = &mut StdRng::seed_from_u64(1);
    let (mut registers, mut ram) = (vec![0u32; 64], vec![0u32; 1 << log_ram]);
    let mut columns: [Vec<u32>; 10] = Default::default();
    for _ in 0..1 << log_steps {
        let [rs1, rs2, rd] = std::array::from_fn(|_| rng.gen_range(0..32u32));
        let accesses_ram = rng.gen_bool(0.3);
        let cell = if accesses_ram { rng.gen_range(0..1u32 << (log_ram - 4)) } else { 0 };
        let (v_rs1, v_rs2, v_rd) = (registers[rs1 as usize], registers[rs2 as usize], rng.r#gen());
        let v_rd_old = std::mem::replace(&mut registers[rd as usize], v_rd);
        let v_old = ram[cell as usize];
        let v_new = if accesses_ram && rng.gen_bool(0.5) { v_rs2 } else { v_old };
        ram[cell as usize] = v_new;
        columns.iter_mut().zip([rs1, rs2, rd, v_rs1, v_rs2, v_rd_old, v_rd, cell, v_old, v_new]).for_each(|(c, v)| c.push(v));
    }
    let mut columns = columns.into_iter().map(|column| Arc::new(column.into()));
    let mut next = || columns.next().unwrap();
    SharedColumns {
        rs1: next(),
        rs2: next(),
        rd: next(),
        v_rs1: next(),
        v_rs2: next(),
        v_rd_old: next(),
        v_rd_new: next(),
        a_ram: next(),
        v_old: next(),
        v_new: next(),
    }
}

fn offline(c: &mut Criterion) {
    let (log_steps, log_ram) = (16, 16);
    let shape = MemoryShape::new(log_steps, log_ram, None);
    let columns = machine(log_steps, log_ram);
    let mut group = c.benchmark_group("offline 2^16");
    group.sample_size(10);
    group.bench_function("witness", |b| b.iter(|| <Offline as ProveMemory<Fr>>::witness(&shape, black_box(&columns), &[], &[])));

    let mut ids = (0..).map(OracleId);
    let mut commit = |values: &Column| Committed { id: ids.next().unwrap(), values: values.clone() };
    let shared = columns.map(&mut commit);
    let own: Vec<Committed<Fr>> = Offline::witness(&shape, &columns, &[], &[]).iter().map(&mut commit).collect();
    let prove = || {
        let mut channel = Bare(MerlinProver::new("bench"));
        let claims: Claims<Fr> = Offline::prove(&shape, &shared, &own, &[], &mut channel);
        (channel.0.finish(), claims)
    };
    group.bench_function("prove", |b| b.iter(prove));

    let (proof, claims) = prove();
    let ids = (shared.map(|column| column.id), own.iter().map(|column| column.id).collect::<Vec<_>>());
    let verify = || {
        let mut channel = Bare(MerlinVerifier::new("bench", &proof));
        Offline::verify(&shape, &ids.0, &ids.1, &|_: &[Fr]| Fr::from(0u64), &mut channel)
    };
    assert_eq!(verify(), Ok(claims));
    group.bench_function("verify", |b| b.iter(verify));
    println!("proof without openings: {} bytes", proof.len());
    group.finish();
}

criterion_group!(benches, offline);
criterion_main!(benches);
