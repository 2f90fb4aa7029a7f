//! A commitment scheme and a configuration of one's own, in one file outside `pcs`: conformance, then a proof that SHA-256 of "hello" is
//! what it is.
//!
//! ```text
//! cargo run --release -p jolt-core --example own_scheme
//! cargo test -p jolt-core --example own_scheme
//! ```

use ark_bn254::{Fq, Fr, G1Affine, G1Projective as G};
use ark_ff::PrimeField;
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use blake2::{Blake2b, Blake2b512, Digest, digest::consts::U32};
use instructions::{Isa, MemoryLayout};
use jolt_core::{Inputs, JoltConfig, Machine, Proof, ProvingKey, witness};
use pcs::msm::{Bases, sum_of_products};
use pcs::{Batch, CommitmentScheme, Curve, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Transparent};
use poly::{Point, Scalar, eq};
use std::{error::Error, ops::RangeInclusive, sync::Arc, time::Instant};
use transcript::{Label, ProofError, ProverChannel, VerifierChannel, element_bytes};

const COMMITMENT: Label = "pedersen commitment";
const COMBINATION: Label = "pedersen combination";
/// Domain of the generators' hash.
const GENERATORS: &str = "own scheme: pedersen generators 1";
/// No key has more generators than 2^20.
const MAX_LOG_LEN: usize = 20;
/// Bytes of a compressed point.
const POINT_BYTES: usize = 32;

/// Pedersen's vector commitments over BN254: a column is one group element `C = Σ_i f_i G_i`, and a shorter column the sum over the first
/// generators.
///
/// An opening sends the combined column `t = Σ_j s_j f_j^{pad}`; the verifier checks `Σ_i t_i eq(point, i) = value` and
/// `Σ_i t_i G_i = Σ_j s_j C_j`. It is Hyrax with matrices of one row (Wahby et al. 2018, section 6.1).
///
/// *Shape*: commitments are as small as can be; opening and verifier are linear in the longest column.
///
/// *Soundness*: two openings of one commitment give a relation between the generators (discrete logarithm). Values that a short column's
/// commitment hides beyond its length are opened with it; the opening reduction makes its claims speak of the first values alone.
pub struct OwnScheme;

/// The first `2^log_len` generators.
fn generators(log_len: usize) -> Vec<G1Affine> {
    poly::map_range(0..1 << log_len, |index| {
        let attempt = |counter: u64| {
            let hash = Blake2b512::new().chain_update(GENERATORS).chain_update((index as u64).to_le_bytes());
            let x = Fq::from_le_bytes_mod_order(&hash.chain_update(counter.to_le_bytes()).finalize());
            G::lift(x)
        };
        // Half of all field elements lie on the curve.
        (0..).find_map(attempt).unwrap_or_default()
    })
}

fn encode_point(point: &G1Affine) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(POINT_BYTES);
    // Writing to a vector cannot fail.
    let _ = point.serialize_compressed(&mut bytes);
    bytes
}

/// The point on the curve of which these bytes are the encoding; the library also reads encodings of the identity that it does not write.
fn decode_point(bytes: &[u8]) -> Result<G1Affine, ProofError> {
    let point = G1Affine::deserialize_compressed(bytes).ok().filter(|point| encode_point(point) == bytes);
    point.ok_or(ProofError::Encoding { label: COMMITMENT, what: "group element" })
}

/// log2 of the number of generators that there are, a power of two.
fn log_len(count: usize) -> usize {
    count.checked_ilog2().unwrap_or(0) as usize
}

impl CommitmentScheme for OwnScheme {
    const NAME: &'static str = "pedersen";
    const ASSUMPTION: &'static str = "discrete logarithm";
    type Field = Fr;
    type Parameters = Transparent;
    /// The generators.
    type VerifierKey = Arc<[G1Affine]>;
    /// One point for each column.
    type Commitment = Vec<G1Affine>;

    fn parameter_digest(key: &Arc<[G1Affine]>) -> [u8; 32] {
        let mut hash = Blake2b::<U32>::new();
        let first = key.first().map(encode_point).unwrap_or_default();
        for part in [Self::NAME.as_bytes(), b"BN254", GENERATORS.as_bytes(), &first] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    fn verifier_key(_parameters: &Transparent, shape: &OpeningShape) -> Result<Arc<[G1Affine]>, PcsError> {
        if shape.max_num_vars > MAX_LOG_LEN {
            return Err(PcsError::KeyTooSmall { scheme: Self::NAME, needed: shape.max_num_vars, available: MAX_LOG_LEN });
        }
        Ok(generators(shape.max_num_vars).into())
    }

    fn encode_key(key: &Arc<[G1Affine]>) -> Vec<u8> {
        vec![log_len(key.len()) as u8]
    }

    fn decode_key(bytes: &[u8]) -> Result<Arc<[G1Affine]>, PcsError> {
        match bytes {
            [log_len] if usize::from(*log_len) <= MAX_LOG_LEN => Ok(generators((*log_len).into()).into()),
            _ => Err(PcsError::KeyEncoding { scheme: Self::NAME }),
        }
    }

    fn proof_bytes(_key: &Arc<[G1Affine]>, shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        let columns: usize = batches.iter().map(Vec::len).sum();
        let bytes = columns * POINT_BYTES + (element_bytes::<Fr>() << shape.max_num_vars);
        bytes..=bytes
    }

    fn receive(
        _key: &Arc<[G1Affine]>,
        _shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<Fr>,
    ) -> Result<Vec<G1Affine>, ProofError> {
        let bytes = channel.receive_bytes(COMMITMENT, num_vars.len().saturating_mul(POINT_BYTES))?;
        bytes.chunks_exact(POINT_BYTES).map(decode_point).collect()
    }

    fn verify(
        key: &Arc<[G1Affine]>,
        shape: &OpeningShape,
        batches: &[(&Vec<G1Affine>, &[Fr])],
        point: &Point<Fr>,
        value: Fr,
        channel: &mut dyn VerifierChannel<Fr>,
    ) -> Result<(), ProofError> {
        let (actual, limit) = (shape.max_num_vars, log_len(key.len()));
        let bases = if actual <= limit { key.get(..1 << actual) } else { None };
        let bases = bases.ok_or(ProofError::Shape { what: "number of variables of an opening", actual, limit })?;
        let combination = channel.receive(COMBINATION, bases.len())?;
        channel.check("pedersen value", Fr::inner_product(&combination, &eq::table(point)) == value)?;
        let commitments = batches.iter().flat_map(|(points, _)| points.iter().copied()).collect::<Vec<_>>();
        let coefficients = batches.iter().flat_map(|(_, coefficients)| coefficients.iter().copied()).collect::<Vec<_>>();
        let (opened, committed) = (sum_of_products::<G>(bases, &combination), sum_of_products::<G>(&commitments, &coefficients));
        channel.check("pedersen commitments", opened == committed)
    }
}

/// Whether the prover's generators cover the shape.
fn covers(key: &Bases<G>, shape: &OpeningShape) -> Result<(), PcsError> {
    let (needed, available) = (shape.max_num_vars, log_len(key.len()));
    if needed > available { Err(PcsError::KeyTooSmall { scheme: OwnScheme::NAME, needed, available }) } else { Ok(()) }
}

impl ProvingScheme for OwnScheme {
    type ProverKey = Bases<G>;
    type Hint = ();

    fn setup(parameters: &Transparent, shape: &OpeningShape) -> Result<(Bases<G>, Arc<[G1Affine]>), PcsError> {
        let key = Self::verifier_key(parameters, shape)?;
        Ok((Bases::new(key.to_vec()), key))
    }

    fn commit(key: &Bases<G>, shape: &OpeningShape, batch: &Batch<Fr>) -> Result<(Vec<G1Affine>, ()), PcsError> {
        covers(key, shape)?;
        Ok((key.commit(batch), ()))
    }

    fn send(commitment: &Vec<G1Affine>, channel: &mut dyn ProverChannel<Fr>) {
        channel.send_bytes(COMMITMENT, &commitment.iter().flat_map(encode_point).collect::<Vec<_>>());
    }

    fn open(
        key: &Bases<G>,
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, Fr, ()>],
        _point: &Point<Fr>,
        channel: &mut dyn ProverChannel<Fr>,
    ) -> Result<(), PcsError> {
        covers(key, shape)?;
        let mut combination = vec![Fr::default(); 1 << shape.max_num_vars];
        for (column, coefficient) in batches.iter().flat_map(|batch| batch.columns.iter().zip(batch.coefficients)) {
            column.add_scaled(&mut combination, *coefficient);
        }
        channel.send(COMBINATION, &combination);
        Ok(())
    }
}

/// Lasso and offline memory checking with [`OwnScheme`].
pub struct OwnConfig;

impl JoltConfig for OwnConfig {
    const NAME: &'static str = "lasso-pedersen";
    type Field = Fr;
    type Pcs = OwnScheme;
    type Lookups = lookups::Lasso;
    type Memory = memory::Offline;
}

fn main() -> Result<(), Box<dyn Error>> {
    let (layout, input) = (MemoryLayout::default(), b"hello");
    let program = tracer::load_elf(include_bytes!("../../guests/elf/sha256.elf"), Isa::default(), &layout)?;
    let trace = tracer::Machine::new(&program, &layout, input, b"")?.trace(1 << 20)?;
    let machine = Arc::new(Machine::new(program, layout)?);
    let witness = witness::<OwnConfig>(&machine, &trace, Inputs { input, advice: b"" })?;
    let (shape, _) = witness.statement.shape(&machine)?;

    let start = Instant::now();
    let key = ProvingKey::<OwnConfig>::new(machine, &shape, &Transparent)?;
    println!("keys    {:>9.2?}", start.elapsed());
    let start = Instant::now();
    let bytes = Proof::prove(&key, &witness)?.encode();
    println!("prove   {:>9.2?}  2^{} steps", start.elapsed(), shape.log_steps);

    let start = Instant::now();
    let proof = Proof::decode(&bytes)?;
    proof.verify(key.verifying(), input)?;
    println!("verify  {:>9.2?}  {} bytes with {}", start.elapsed(), bytes.len(), OwnConfig::NAME);
    let digest: String = proof.statement.output.iter().map(|byte| format!("{byte:02x}")).collect();
    println!("the SHA-256 of \"hello\" is {digest}");
    Ok(())
}

pcs::testing::conformance!(own, OwnScheme);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_is_proven() {
        main().expect("the proof of an honest run is accepted");
    }

    #[test]
    fn points_have_one_encoding() {
        let identity = encode_point(&G1Affine::identity());
        assert_eq!(decode_point(&identity), Ok(G1Affine::identity()));
        let with_x = [&[1], &identity[1..]].concat();
        assert!(G1Affine::deserialize_compressed(&with_x[..]).is_ok() && decode_point(&with_x).is_err());
        assert!(generators(4).iter().all(|point| decode_point(&encode_point(point)) == Ok(*point)));
    }
}
