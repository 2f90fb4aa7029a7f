//! The fastest sound configuration: columns in the clear, zeros left out, over a prime of 127 bits.

use ark_ff::{BigInt, BigInteger, Fp128, MontBackend, MontConfig, PrimeField, Zero};
use jolt_core::JoltConfig;
use pcs::{Batch, CommitmentScheme, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Transparent};
use poly::{Point, eq};
use std::ops::RangeInclusive;
use transcript::{Label, ProofError, ProverChannel, VerifierChannel};

#[allow(non_local_definitions)]
mod field {
    use super::MontConfig;

    #[derive(MontConfig)]
    #[modulus = "170141183460469231731687303715884105727"]
    #[generator = "43"]
    pub struct Mersenne127Config;
}

/// Integers modulo 2^127 - 1: above 2^64, so that no argument about integers breaks, and fast.
pub type Mersenne127 = Fp128<MontBackend<field::Mersenne127Config, 2>>;

/// The Lasso configuration with [`Sparse`] columns.
pub struct LassoSparse;

impl JoltConfig for LassoSparse {
    const NAME: &'static str = "lasso-sparse";
    type Field = Mersenne127;
    type Pcs = Sparse;
    type Lookups = lookups::Lasso;
    type Memory = memory::Offline;
}

const COUNT: Label = "sparse count";
const ENTRIES: Label = "sparse entries";
/// A place and a value.
const ENTRY_BYTES: usize = 4 + 16;

/// A column's commitment is the list of its non-zero values with their places, ascending: the trivial scheme without the zeros, most of a
/// short run's columns being the counters of tables that it hardly reads. Canonical: a column has one list.
pub struct Sparse;

/// The non-zero values of a column, by place.
type Entries = Vec<(u32, Mersenne127)>;

impl CommitmentScheme for Sparse {
    const NAME: &'static str = "sparse";
    const ASSUMPTION: &'static str = "none";
    type Field = Mersenne127;
    type Parameters = Transparent;
    type VerifierKey = ();
    type Commitment = Vec<Entries>;

    fn parameter_digest(_key: &()) -> [u8; 32] {
        [7; 32]
    }

    fn verifier_key(_parameters: &Transparent, _shape: &OpeningShape) -> Result<(), PcsError> {
        Ok(())
    }

    fn encode_key(_key: &()) -> Vec<u8> {
        Vec::new()
    }

    fn decode_key(bytes: &[u8]) -> Result<(), PcsError> {
        if bytes.is_empty() { Ok(()) } else { Err(PcsError::KeyEncoding { scheme: Self::NAME }) }
    }

    fn proof_bytes(_key: &(), _shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        let counts = 4 * batches.iter().map(Vec::len).sum::<usize>();
        counts..=counts + batches.iter().flatten().map(|n| ENTRY_BYTES << n).sum::<usize>()
    }

    fn receive(
        _key: &(),
        _shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<Mersenne127>,
    ) -> Result<Vec<Entries>, ProofError> {
        num_vars.iter().map(|n| receive_column(*n, channel)).collect()
    }

    fn verify(
        _key: &(),
        _shape: &OpeningShape,
        batches: &[(&Vec<Entries>, &[Mersenne127])],
        point: &Point<Mersenne127>,
        value: Mersenne127,
        channel: &mut dyn VerifierChannel<Mersenne127>,
    ) -> Result<(), ProofError> {
        let weights = eq::table(point);
        let columns = batches.iter().flat_map(|(columns, coefficients)| columns.iter().zip(*coefficients));
        let sum: Mersenne127 =
            columns.map(|(column, c)| *c * column.iter().map(|(at, v)| *v * weights[*at as usize]).sum::<Mersenne127>()).sum();
        channel.check("sparse value", sum == value)
    }
}

fn receive_column(num_vars: usize, channel: &mut dyn VerifierChannel<Mersenne127>) -> Result<Entries, ProofError> {
    let wrong = |what| ProofError::Encoding { label: ENTRIES, what };
    let count = channel.receive_bytes(COUNT, 4)?;
    let count = count.iter().rev().fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
    if count > 1 << num_vars {
        return Err(wrong("number of entries"));
    }
    let bytes = channel.receive_bytes(ENTRIES, count * ENTRY_BYTES)?;
    let mut entries = Entries::with_capacity(count);
    for entry in bytes.chunks_exact(ENTRY_BYTES) {
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
        let place = number(&entry[..4]) as u32;
        let value = BigInt::new([number(&entry[4..12]), number(&entry[12..])]);
        let value = Mersenne127::from_bigint(value).ok_or(wrong("field element"))?;
        if value.is_zero() || place >> num_vars != 0 || entries.last().is_some_and(|(last, _)| *last >= place) {
            return Err(wrong("ascending list of non-zero values"));
        }
        entries.push((place, value));
    }
    Ok(entries)
}

impl ProvingScheme for Sparse {
    type ProverKey = ();
    type Hint = ();

    fn setup(_parameters: &Transparent, _shape: &OpeningShape) -> Result<((), ()), PcsError> {
        Ok(((), ()))
    }

    fn commit(_key: &(), _shape: &OpeningShape, batch: &Batch<Mersenne127>) -> Result<(Vec<Entries>, ()), PcsError> {
        let nonzero = |column: &poly::MultilinearPolynomial<Mersenne127>| {
            let is_zero = |at: &usize| column.get_small(*at).map_or_else(|| column.get(*at).is_zero(), |v| v == 0);
            (0..column.len()).filter(|at| !is_zero(at)).map(|at| (at as u32, column.get(at))).collect()
        };
        Ok((batch.iter().map(|column| nonzero(column)).collect(), ()))
    }

    fn send(commitment: &Vec<Entries>, channel: &mut dyn ProverChannel<Mersenne127>) {
        for column in commitment {
            let mut bytes = Vec::new();
            for (place, value) in column {
                bytes.extend(place.to_le_bytes());
                bytes.extend(value.into_bigint().to_bytes_le());
            }
            channel.send_bytes(COUNT, &(column.len() as u32).to_le_bytes());
            channel.send_bytes(ENTRIES, &bytes);
        }
    }

    fn open(
        _key: &(),
        _shape: &OpeningShape,
        _batches: &[OpeningBatch<'_, Mersenne127, ()>],
        _point: &Point<Mersenne127>,
        _channel: &mut dyn ProverChannel<Mersenne127>,
    ) -> Result<(), PcsError> {
        Ok(())
    }
}
