//! The scheme that sends the table in the clear.

use crate::{CommitmentScheme, OpeningShape, PcsError, Transparent, digest};
use ark_ff::BigInteger;
use poly::{Point, Scalar, eq};
use std::{marker::PhantomData, ops::RangeInclusive};
use transcript::{Label, ProofError, VerifierChannel};
#[cfg(feature = "prover")]
use {
    crate::{Batch, OpeningBatch, ProvingScheme},
    transcript::ProverChannel,
};

const TABLE: Label = "trivial table";

/// A column's commitment is its table, over any field.
///
/// It isolates errors of arguments from those of a scheme, and a small field lets thousands of attacks a second run. Nothing is succinct.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trivial<F>(PhantomData<F>);

impl<F: Scalar> CommitmentScheme for Trivial<F> {
    const NAME: &'static str = "trivial";
    const ASSUMPTION: &'static str = "none";
    type Field = F;
    type Parameters = Transparent;
    type VerifierKey = ();
    /// The tables of the batch.
    type Commitment = Vec<Vec<F>>;

    fn parameter_digest(_key: &()) -> [u8; 32] {
        digest(Self::NAME, &[&F::MODULUS.to_bytes_le()])
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
        let bytes = batches.iter().flatten().map(|n| (1 << n) * F::ZERO.compressed_size()).sum();
        bytes..=bytes
    }

    fn receive(
        _key: &(),
        _shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<F>,
    ) -> Result<Vec<Vec<F>>, ProofError> {
        num_vars.iter().map(|n| channel.receive(TABLE, 1usize.checked_shl(*n as u32).unwrap_or(usize::MAX))).collect()
    }

    fn verify(
        _key: &(),
        _shape: &OpeningShape,
        batches: &[(&Vec<Vec<F>>, &[F])],
        point: &Point<F>,
        value: F,
        channel: &mut dyn VerifierChannel<F>,
    ) -> Result<(), ProofError> {
        let weights = eq::table(point);
        let columns = batches.iter().flat_map(|(tables, coefficients)| tables.iter().zip(*coefficients));
        let sum: F = columns.map(|(table, c)| *c * F::inner_product(table, &weights)).sum();
        channel.check("trivial value", sum == value)
    }
}

#[cfg(feature = "prover")]
impl<F: Scalar> ProvingScheme for Trivial<F> {
    type ProverKey = ();
    type Hint = ();

    fn setup(_parameters: &Transparent, _shape: &OpeningShape) -> Result<((), ()), PcsError> {
        Ok(((), ()))
    }

    fn commit(_key: &(), _shape: &OpeningShape, batch: &Batch<F>) -> Result<(Vec<Vec<F>>, ()), PcsError> {
        Ok((batch.iter().map(|column| column.to_field()).collect(), ()))
    }

    fn send(commitment: &Vec<Vec<F>>, channel: &mut dyn ProverChannel<F>) {
        commitment.iter().for_each(|table| channel.send(TABLE, table));
    }

    fn open(
        _key: &(),
        _shape: &OpeningShape,
        _batches: &[OpeningBatch<'_, F, ()>],
        _point: &Point<F>,
        _channel: &mut dyn ProverChannel<F>,
    ) -> Result<(), PcsError> {
        Ok(())
    }
}
