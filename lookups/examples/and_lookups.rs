//! Proves 2^16 ANDs of 64-bit words with Lasso: a table of 2^128 entries, of which eight subtables of 2^16 entries are ever touched.
//!
//! ```text
//! cargo run --release -p lookups --example and_lookups
//! ```

use ark_bn254::{Fr, G1Projective};
use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};
use lookups::{InstructionSet, Lasso, LookupArgument, ProveLookups, Queries, SharedColumns, SharedOracles};
use pcs::channel::{OracleProver, OracleVerifier};
use pcs::{CommitmentScheme, Hyrax, OpeningShape, ProvingScheme, Transparent};
use poly::{Claims, EvaluationClaim, OracleId, Scalar};
use std::sync::Arc;
use std::time::Instant;
use subtables::{And, Decomposition, LeftId, Memory, RightId, Subtable, Word};
use transcript::{Label, MerlinProver, MerlinVerifier, ProofError, ProverOracles, VerifierChannel, VerifierOracles};

const WORD: Word = Word { bits: 64, chunks: 8 };
const LOG_STEPS: usize = 16;
const PROTOCOL: Label = "and of words";

/// `x AND y`, byte by byte; the links hold the bytes of `x` and of `y`.
#[derive(Debug)]
struct WideAnd;

fn bytes<F: Scalar>(subtable: impl Subtable<F> + 'static) -> Vec<Memory<F>> {
    let subtable: Arc<dyn Subtable<F>> = Arc::new(subtable);
    (0..WORD.chunks).map(|chunk| Memory { subtable: subtable.clone(), chunk }).collect()
}

fn word_of_bytes<F: Scalar>(bytes: &[F]) -> F {
    bytes.iter().enumerate().map(|(i, byte)| byte.mul_u64(WORD.weight(i))).sum()
}

impl<F: Scalar> Decomposition<F> for WideAnd {
    fn name(&self) -> String {
        "AND".into()
    }
    fn memories(&self) -> Vec<Memory<F>> {
        bytes(And)
    }
    fn links(&self) -> Vec<Memory<F>> {
        [bytes(LeftId), bytes(RightId)].concat()
    }
    fn collate(&self, values: &[F]) -> F {
        word_of_bytes(values)
    }
    fn degree(&self) -> usize {
        1
    }
}

/// Numbers of variables: one flag, output, left and right operands, then Lasso's own columns.
fn columns(set: &InstructionSet<Fr>) -> Vec<usize> {
    [LOG_STEPS; 4].into_iter().chain(Lasso::columns(set, LOG_STEPS).into_iter().map(|spec| spec.num_vars)).collect()
}

/// The oracles of the operands and of the arguments, in the order of [`columns`].
struct Oracles {
    shared: SharedOracles,
    operands: [OracleId; 2],
    own: Vec<OracleId>,
}

impl Oracles {
    fn new(ids: Vec<OracleId>) -> Self {
        Self { shared: SharedOracles { flags: vec![ids[0]], output: ids[1] }, operands: [ids[2], ids[3]], own: ids[4..].to_vec() }
    }
}

/// The operands at the point where Lasso opens the bytes for the first time: `x~(r) = Σ_i 2^{8(7-i)} LEFT_ID@i~(r)`, for `y` likewise.
fn operand_claims(set: &InstructionSet<Fr>, oracles: &Oracles, claims: &[EvaluationClaim<Fr>]) -> Claims<Fr> {
    let mut out = Claims::new();
    for (operand, link) in oracles.operands.iter().zip(["LEFT_ID", "RIGHT_ID"]) {
        let memory = |chunk| set.memory_index(link, chunk).map(|m| oracles.own[Lasso::e(set, m)]);
        let opened = |chunk: usize| claims.iter().find(|claim| Some(claim.oracle) == memory(chunk));
        let opened: Vec<_> = (0..WORD.chunks).filter_map(opened).collect();
        let values: Vec<Fr> = opened.iter().map(|claim| claim.value).collect();
        out.push(*operand, opened[0].point.clone(), word_of_bytes(&values));
    }
    out
}

fn prove<S: ProvingScheme<Field = Fr>>(set: &InstructionSet<Fr>, key: &S::ProverKey, shape: OpeningShape) -> Vec<u8> {
    let rng = &mut StdRng::seed_from_u64(1);
    let (left, right): (Vec<u64>, Vec<u64>) = (0..1 << LOG_STEPS).map(|_| (rng.gen_range(0..u64::MAX), rng.gen_range(0..u64::MAX))).unzip();
    let output: Vec<u64> = left.iter().zip(&right).map(|(x, y)| x & y).collect();
    let index = |x: u64, y: u64, i: usize| ((x / WORD.weight(i)) as u8 as u32) << 8 | (y / WORD.weight(i)) as u8 as u32;
    let indices = (0..WORD.chunks).map(|i| left.iter().zip(&right).map(|(x, y)| index(*x, *y, i)).collect()).collect();
    let own = Lasso::witness(set, &Queries { instruction: vec![0; 1 << LOG_STEPS], indices });

    let shared = SharedColumns { flags: vec![Arc::new(vec![true; 1 << LOG_STEPS].into())], output: Arc::new(output.into()) };
    let operands = [Arc::new(left.into()), Arc::new(right.into())];
    let mut channel = OracleProver::<S, _>::new(MerlinProver::new(PROTOCOL), key, shape);
    let all = [&shared.flags[0], &shared.output].into_iter().chain(&operands).chain(&own).cloned().collect();
    let oracles = Oracles::new(channel.send_oracles("columns", all));
    let mut claims = Lasso::prove(set, (&oracles.shared, &shared), &oracles.own, &own, &mut channel);
    claims.extend(operand_claims(set, &oracles, claims.as_slice()));
    channel.open(claims).expect("columns fit the shape").finish()
}

fn verify<S: CommitmentScheme<Field = Fr>>(
    set: &InstructionSet<Fr>,
    key: &S::VerifierKey,
    shape: OpeningShape,
    proof: &[u8],
) -> Result<(), ProofError> {
    let mut channel = OracleVerifier::<S, _>::new(MerlinVerifier::new(PROTOCOL, proof), key, shape);
    let oracles = Oracles::new(channel.receive_oracles("columns", &columns(set))?);
    let mut claims = Lasso::verify(set, LOG_STEPS, &oracles.shared, &oracles.own, &mut channel)?;
    // Every row is an AND: the flag column is 1 everywhere.
    let flags_are_one =
        claims.as_slice().iter().filter(|claim| claim.oracle == oracles.shared.flags[0]).all(|claim| claim.value == Fr::from(1u64));
    channel.check("flags", flags_are_one)?;
    claims.extend(operand_claims(set, &oracles, claims.as_slice()));
    channel.verify_openings(claims)?.finish()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    type Scheme = Hyrax<G1Projective>;
    let set = InstructionSet::new(WORD, vec![Arc::new(WideAnd)]);
    let shape = OpeningShape::of(columns(&set));
    let (prover_key, verifier_key) = Scheme::setup(&Transparent, &shape)?;

    let start = Instant::now();
    let proof = prove::<Scheme>(&set, &prover_key, shape);
    println!("proved 2^{LOG_STEPS} ANDs of 64-bit words in {:.2?}: {} bytes", start.elapsed(), proof.len());

    let start = Instant::now();
    verify::<Scheme>(&set, &verifier_key, shape, &proof)?;
    println!("verified in {:.2?}", start.elapsed());
    Ok(())
}
