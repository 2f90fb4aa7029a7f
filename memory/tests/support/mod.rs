//! Small machines with registers and RAM, honest and false, and one proof of their memory.
#![allow(non_local_definitions, dead_code)]

use ark_ff::{Fp64, Fp128, MontBackend, MontConfig};
use ark_std::rand::{Rng, rngs::StdRng};
use memory::{AdviceShape, Committed, MemoryArgument, MemoryShape, Offline, OfflineColumns, ProveMemory, SharedColumns};
use pcs::channel::{OracleProver, OracleVerifier};
use pcs::{OpeningShape, Trivial};
use poly::{MultilinearPolynomial, Scalar};
use std::sync::Arc;
use transcript::testing::Skipping;
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverChannel, ProverOracles, VerifierChannel, VerifierOracles};

#[derive(MontConfig)]
#[modulus = "8191"]
#[generator = "17"]
pub struct SmallConfig;
/// Integers modulo 2^13 - 1.
pub type Small = Fp64<MontBackend<SmallConfig, 1>>;

#[derive(MontConfig)]
#[modulus = "170141183460469231731687303715884105727"]
#[generator = "43"]
pub struct Mersenne127Config;
/// Integers modulo 2^127 - 1.
pub type Mersenne127 = Fp128<MontBackend<Mersenne127Config, 2>>;

pub type Column<F> = Arc<MultilinearPolynomial<F>>;

/// One step of a machine: cells, and the values that the two writes leave.
#[derive(Clone, Copy, Debug, Default)]
pub struct Step {
    pub rs1: u32,
    pub rs2: u32,
    pub rd: u32,
    pub v_rd: u32,
    pub a_ram: u32,
    /// `None` reads only.
    pub v_ram: Option<u32>,
}

/// Columns of a run, and what the verifier knows about it.
#[derive(Clone)]
pub struct World<F: Scalar> {
    pub shape: MemoryShape,
    pub shared: SharedColumns<Column<F>>,
    pub own: OfflineColumns<Column<F>>,
    /// Public part of RAM's initial content.
    pub initial: Vec<u32>,
}

pub fn shape(log_steps: usize, limb_bits: usize, advice: Option<AdviceShape>) -> MemoryShape {
    MemoryShape { log_steps, log_register_cells: 3, log_ram_cells: 3, advice, limb_bits }
}

pub fn random_steps(rng: &mut StdRng, shape: &MemoryShape, bound: u32) -> Vec<Step> {
    let (registers, ram) = (1 << shape.log_register_cells, 1 << shape.log_ram_cells);
    (0..1 << shape.log_steps)
        .map(|_| Step {
            rs1: rng.gen_range(0..registers),
            rs2: rng.gen_range(0..registers),
            rd: rng.gen_range(0..registers),
            v_rd: rng.gen_range(0..bound),
            a_ram: rng.gen_range(0..ram),
            v_ram: rng.gen_bool(0.5).then(|| rng.gen_range(0..bound)),
        })
        .collect()
}

/// The machine's columns of an honest run.
pub fn run<F: Scalar>(shape: &MemoryShape, steps: &[Step], initial: &[u32], advice: &[u32]) -> SharedColumns<Column<F>> {
    let mut registers = vec![0u32; 1 << shape.log_register_cells];
    let mut ram = initial.to_vec();
    ram.resize(1 << shape.log_ram_cells, 0);
    if let Some(block) = shape.advice {
        ram[block.first_cell..][..advice.len()].copy_from_slice(advice);
    }
    let mut columns: [Vec<u32>; 10] = Default::default();
    for step in steps {
        let (v_rs1, v_rs2) = (registers[step.rs1 as usize], registers[step.rs2 as usize]);
        let v_rd_old = std::mem::replace(&mut registers[step.rd as usize], step.v_rd);
        let v_old = ram[step.a_ram as usize];
        let v_new = step.v_ram.unwrap_or(v_old);
        ram[step.a_ram as usize] = v_new;
        let row = [step.rs1, step.rs2, step.rd, v_rs1, v_rs2, v_rd_old, step.v_rd, step.a_ram, v_old, v_new];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    let cells = |column: &[u32]| Arc::new(column.iter().map(|cell| *cell as u8).collect::<Vec<u8>>().into());
    let [rs1, rs2, rd, rest @ ..] = columns;
    let [v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new] = rest.map(|column| Arc::new(column.into()));
    SharedColumns { rs1: cells(&rs1), rs2: cells(&rs2), rd: cells(&rd), v_rs1, v_rs2, v_rd_old, v_rd_new, a_ram, v_old, v_new }
}

impl<F: Scalar> World<F> {
    /// The columns of these machine columns, true or not.
    pub fn new(shape: MemoryShape, shared: SharedColumns<Column<F>>, initial: &[u32], advice: &[u32]) -> Self {
        let mut own = Offline::witness(&shape, &shared, initial, advice).into_iter();
        let own = OfflineColumns::build(&shape, |_, _| own.next().unwrap());
        Self { shape, shared, own, initial: initial.to_vec() }
    }

    pub fn honest(shape: MemoryShape, steps: &[Step], initial: &[u32], advice: &[u32]) -> Self {
        Self::new(shape, run(&shape, steps, initial, advice), initial, advice)
    }

    pub fn random(rng: &mut StdRng, shape: MemoryShape, bound: u32) -> Self {
        let cells = 1 << shape.log_ram_cells;
        let mut initial: Vec<u32> = (0..cells).map(|_| rng.gen_range(0..bound)).collect();
        let mut advice = Vec::new();
        if let Some(block) = shape.advice {
            initial[block.first_cell..][..1 << block.log_words].fill(0);
            advice = (0..1 << block.log_words).map(|_| rng.gen_range(0..bound)).collect();
        }
        Self::honest(shape, &random_steps(rng, &shape, bound), &initial, &advice)
    }

    fn columns(&self) -> Vec<Column<F>> {
        let mut columns = self.shared.clone().into_array().to_vec();
        columns.extend(self.own.clone().into_vec());
        columns
    }

    fn opening_shape(&self) -> OpeningShape {
        OpeningShape::of(num_vars::<F>(&self.shape))
    }

    /// A proof through any byte channel.
    pub fn prove_with<C: ProverChannel<F>>(&self, channel: C) -> C {
        let mut channel = OracleProver::<Trivial<F>, C>::new(channel, &(), self.opening_shape());
        let columns = self.columns();
        let ids = channel.send_oracles("columns", columns.clone());
        let committed: Vec<Committed<F>> = ids.into_iter().zip(columns).map(|(id, values)| Committed { id, values }).collect();
        let mut all = committed.iter().cloned();
        let shared = self.shared.map(|_| all.next().unwrap());
        let claims = Offline::prove(&self.shape, &shared, &committed[10..], &self.initial, &mut channel);
        channel.open(claims).unwrap()
    }

    pub fn prove(&self) -> Vec<u8> {
        self.prove_with(MerlinProver::new("memory")).finish()
    }

    /// The verifier's answer, through any byte channel.
    pub fn verify_with<C: VerifierChannel<F>>(&self, channel: C) -> Result<C, ProofError> {
        let mut channel = OracleVerifier::<Trivial<F>, C>::new(channel, &(), self.opening_shape());
        let ids = channel.receive_oracles("columns", &num_vars::<F>(&self.shape))?;
        let mut all = ids.iter().copied();
        let shared = self.shared.map(|_| all.next().unwrap());
        let initial = MultilinearPolynomial::<F>::U32(self.initial.clone());
        let claims = Offline::verify(&self.shape, &shared, &ids[10..], &|point: &[F]| initial.evaluate(point), &mut channel)?;
        channel.verify_openings(claims)
    }

    pub fn verify(&self, proof: &[u8]) -> Result<(), ProofError> {
        self.verify_with(MerlinVerifier::new("memory", proof))?.finish()
    }

    /// Asserts that the proof of this false witness is rejected by one check, and accepted without it.
    pub fn assert_killed_by(&self, name: Label) {
        let proof = self.prove();
        assert_eq!(self.verify(&proof), Err(ProofError::Check { name }));
        let mutant = self.verify_with(Skipping::new(MerlinVerifier::new("memory", &proof), name));
        assert!(mutant.is_ok_and(|channel| channel.skipped), "another check than `{name}` rejects, too");
    }
}

fn num_vars<F: Scalar>(shape: &MemoryShape) -> Vec<usize> {
    let own = <Offline as MemoryArgument<F>>::columns(shape).into_iter().map(|column| column.num_vars);
    std::iter::repeat_n(shape.log_steps, 10).chain(own).collect()
}

/// Changes one value of a column.
pub fn set<F: Scalar>(column: &mut Column<F>, index: usize, value: F) {
    Arc::make_mut(column).set(index, value);
}
