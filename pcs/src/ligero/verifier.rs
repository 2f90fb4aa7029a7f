//! The verifying half.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use super::tree::{self, HASH_BYTES, HashValue};
use super::{
    EVALUATION, GAMMA, LOG_INVERSE_RATE, Layout, Ligero, LigeroCommitment, PATH, PROXIMITY, QUERY, ROOT, SYMBOLS, powers, queries,
};
use crate::{CommitmentScheme, OpeningShape, PcsError, Transparent, digest};
use ark_ff::BigInteger;
use poly::{Point, Scalar, eq};
use std::ops::RangeInclusive;
use transcript::{ProofError, VerifierChannel};

/// The layout of a proof of this shape.
fn layout<F: Scalar>(shape: &OpeningShape, bits: u32) -> Result<Layout<F>, ProofError> {
    let (actual, limit) = (shape.max_num_vars, Layout::<F>::MAX_NUM_VARS);
    Layout::new(shape, bits).ok_or(ProofError::Shape { what: "number of variables of a column", actual, limit })
}

/// Weights of all rows, in their order: for a column's row `i` its coefficient times `row_weights_i`.
fn weigh_rows<F: Scalar>(batches: &[(&LigeroCommitment, &[F])], row_weights: &[F]) -> Vec<F> {
    let columns = batches.iter().flat_map(|(commitment, coefficients)| commitment.rows.iter().zip(*coefficients));
    columns.flat_map(|(rows, coefficient)| row_weights.iter().take(*rows).map(move |weight| *coefficient * weight)).collect()
}

impl<F: Scalar, const SECURITY_BITS: u32> CommitmentScheme for Ligero<F, SECURITY_BITS> {
    const NAME: &'static str = "ligero";
    const ASSUMPTION: &'static str = "collision resistance and random oracle (BLAKE2b)";
    type Field = F;
    type Parameters = Transparent;
    type VerifierKey = ();
    type Commitment = LigeroCommitment;

    fn parameter_digest(_key: &()) -> [u8; 32] {
        let numbers = [LOG_INVERSE_RATE as u64, u64::from(Self::BITS)].map(u64::to_le_bytes).concat();
        digest(Self::NAME, &[&F::MODULUS.to_bytes_le(), &numbers, tree::LEAF, tree::NODE])
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

    fn proof_bytes(_key: &(), shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        let Some(layout) = Layout::<F>::new(shape, Self::BITS) else { return 0..=0 };
        let rows: usize = batches.iter().flatten().map(|n| layout.num_rows(*n)).sum();
        let elements = (2 << layout.log_columns) + layout.num_queries * rows;
        let without_paths = elements * F::ZERO.compressed_size() + batches.len() * HASH_BYTES;
        // No path has more hashes than one for each query and level.
        let longest_path = layout.num_queries * layout.code.len().ilog2() as usize * HASH_BYTES;
        without_paths..=without_paths + batches.len() * longest_path
    }

    fn receive(
        _key: &(),
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<F>,
    ) -> Result<LigeroCommitment, ProofError> {
        let layout = layout::<F>(shape, Self::BITS)?;
        if let Some(actual) = num_vars.iter().copied().find(|n| *n > shape.max_num_vars) {
            return Err(ProofError::Shape { what: "number of variables of a column", actual, limit: shape.max_num_vars });
        }
        let root = channel.receive_bytes(ROOT, HASH_BYTES)?;
        let root = root.try_into().map_err(|_| ProofError::Encoding { label: ROOT, what: "hash" })?;
        Ok(LigeroCommitment { root, rows: num_vars.iter().map(|n| layout.num_rows(*n)).collect() })
    }

    fn verify(
        _key: &(),
        shape: &OpeningShape,
        batches: &[(&LigeroCommitment, &[F])],
        point: &Point<F>,
        value: F,
        channel: &mut dyn VerifierChannel<F>,
    ) -> Result<(), ProofError> {
        let layout = layout::<F>(shape, Self::BITS)?;
        let gamma = channel.challenge(GAMMA);
        let proximity = channel.receive(PROXIMITY, 1 << layout.log_columns)?;
        let evaluation = channel.receive(EVALUATION, 1 << layout.log_columns)?;
        let (high, low) = point.split_at(point.len().saturating_sub(layout.log_columns));
        channel.check("ligero value", F::inner_product(&evaluation, &eq::table(low)) == value)?;

        let positions = queries::draw_positions(layout.code.len(), layout.num_queries, || channel.challenge(QUERY));
        let row_weights = weigh_rows(batches, &eq::table(high));
        let row_powers: Vec<F> = powers(gamma).take(row_weights.len()).collect();
        let (mut by_powers, mut by_weights) = (vec![F::zero(); positions.len()], vec![F::zero(); positions.len()]);
        let mut first = 0;
        for (commitment, _) in batches {
            let rows: usize = commitment.rows.iter().sum();
            let symbols = receive_symbols(commitment, &layout, &positions, channel)?;
            let range = first..first + rows;
            let (row_powers, row_weights) = (row_powers.get(range.clone()).unwrap_or_default(), row_weights.get(range).unwrap_or_default());
            for ((symbols, by_powers), by_weights) in symbols.iter().zip(&mut by_powers).zip(&mut by_weights) {
                *by_powers += F::inner_product(symbols, row_powers);
                *by_weights += F::inner_product(symbols, row_weights);
            }
            first += rows;
        }
        let punctured = layout.code.at(&positions);
        channel.check("ligero proximity", punctured.encode(&proximity) == by_powers)?;
        channel.check("ligero evaluation", punctured.encode(&evaluation) == by_weights)
    }
}

/// All rows' symbols at each position, under the batch's root.
fn receive_symbols<F: Scalar>(
    commitment: &LigeroCommitment,
    layout: &Layout<F>,
    positions: &[usize],
    channel: &mut dyn VerifierChannel<F>,
) -> Result<Vec<Vec<F>>, ProofError> {
    let rows: usize = commitment.rows.iter().sum();
    let mut symbols = channel.receive(SYMBOLS, positions.len().saturating_mul(rows))?.into_iter();
    let symbols: Vec<Vec<F>> = positions.iter().map(|_| symbols.by_ref().take(rows).collect()).collect();
    let leaves: Vec<HashValue> = symbols.iter().map(|symbols| tree::leaf(symbols)).collect();
    let path = channel.receive_bytes(PATH, HASH_BYTES * tree::path_len(positions, layout.code.len()))?;
    channel.check("ligero path", tree::is_path(&commitment.root, layout.code.len(), positions, &leaves, &path))?;
    Ok(symbols)
}
