//! The committing and opening half.

use super::code::{Code, Punctured};
use super::tree::{self, Hash, HashValue, Nodes};
use super::{EVALUATION, GAMMA, Layout, Ligero, LigeroCommitment, PATH, PROXIMITY, QUERY, ROOT, SYMBOLS, powers, queries};
use crate::combination::linear_combination;
use crate::{Batch, OpeningBatch, OpeningShape, PcsError, ProvingScheme, Transparent, field_bytes};
use blake2::Digest;
use poly::operations::{Operation, count};
use poly::{MultilinearPolynomial, Point, ProductSum, Scalar, SmallValue, eq, for_each_mut, for_width};
use rayon::prelude::*;
use rs_merkle::MerkleTree;
use transcript::ProverChannel;

/// Symbols that are held at a time while rows are encoded: 128 MiB over fields of 32 bytes.
const BLOCK: usize = 1 << 22;
/// Positions whose leaves one thread hashes at a time.
const LEAVES: usize = 1 << 6;

/// The Merkle tree of a batch; its columns are encoded again when they are opened.
pub struct LigeroHint {
    tree: MerkleTree<Nodes>,
}

/// One row of a batch's matrix: a column and the number of the row in it.
type Row<'a, F> = (&'a MultilinearPolynomial<F>, usize);

/// All rows of a batch, in the order of the matrix.
fn rows<'a, F: Scalar>(layout: &Layout<F>, batch: &'a Batch<F>) -> Vec<Row<'a, F>> {
    batch.iter().flat_map(|column| (0..layout.num_rows(column.num_vars())).map(move |i| (&**column, i))).collect()
}

/// The values of a row of `len` values; a shorter column is padded with zeros.
fn row_values<F: Scalar>((column, i): Row<'_, F>, len: usize) -> Vec<F> {
    let range = i * len..((i + 1) * len).min(column.len());
    let mut values: Vec<F> = for_width!(column, v => v[range].iter().map(|x| x.to_field()).collect(), v => v[range].to_vec());
    values.resize(len, F::zero());
    values
}

/// The hashes of all leaves while their rows come in.
struct Leaves(Vec<Hash>);

impl Leaves {
    fn new(len: usize) -> Self {
        Self(vec![tree::start_leaf(); len])
    }

    /// Hashes the next rows' symbols.
    fn add<F: Scalar>(&mut self, codewords: &[Vec<F>]) {
        self.0.par_chunks_mut(LEAVES).enumerate().for_each(|(k, leaves)| {
            let mut bytes = Vec::new();
            for (x, leaf) in leaves.iter_mut().enumerate() {
                bytes.clear();
                codewords.iter().for_each(|codeword| field_bytes(&mut bytes, &codeword[k * LEAVES + x..][..1]));
                count(Operation::HashedByte, bytes.len() as u64);
                leaf.update(&bytes);
            }
        });
    }

    fn into_tree(self) -> MerkleTree<Nodes> {
        let leaves: Vec<HashValue> = self.0.into_par_iter().map(|leaf| leaf.finalize().into()).collect();
        MerkleTree::from_leaves(&leaves)
    }
}

/// The Merkle tree over the symbols of all rows; they are encoded in blocks and not kept.
fn merkle_tree<F: Scalar>(code: &Code<F>, row_len: usize, rows: &[Row<'_, F>]) -> MerkleTree<Nodes> {
    let mut leaves = Leaves::new(code.len());
    for block in rows.chunks((BLOCK / code.len()).max(rayon::current_num_threads())) {
        let codewords: Vec<Vec<F>> = block.par_iter().map(|row| code.encode(row_values(*row, row_len))).collect();
        leaves.add(&codewords);
    }
    leaves.into_tree()
}

/// All rows' symbols at the positions, one position after the other.
fn symbols<F: Scalar>(code: &Punctured<'_, F>, num_positions: usize, row_len: usize, rows: &[Row<'_, F>]) -> Vec<F> {
    let by_row: Vec<Vec<F>> = rows.par_iter().map(|row| code.encode(&row_values(*row, row_len))).collect();
    (0..num_positions).flat_map(|k| by_row.iter().map(move |symbols| symbols[k])).collect()
}

/// `Σ_j c_j Σ_i w_i M_{j,i}` over the rows `M_{j,i}` of all columns.
fn combine_rows<F: Scalar>(len: usize, terms: &[(F, &MultilinearPolynomial<F>)], row_weights: &[F], row_len: usize) -> Vec<F> {
    let matrix = linear_combination(len, terms);
    let mut out = vec![F::zero(); row_len];
    for_each_mut(&mut out, |start, chunk| {
        let mut sums = vec![ProductSum::default(); chunk.len()];
        for (row, weight) in matrix.chunks_exact(row_len).zip(row_weights) {
            sums.iter_mut().zip(&row[start..]).for_each(|(sum, x)| x.add_product(sum, weight));
        }
        chunk.iter_mut().zip(&sums).for_each(|(out, sum)| *out = F::reduce_product(sum));
    });
    out
}

/// The layout of a proof whose columns all have a place in it.
fn layout<F: Scalar>(shape: &OpeningShape, bits: u32) -> Result<Layout<F>, PcsError> {
    Layout::new(shape, bits).ok_or(PcsError::ColumnTooLong { actual: shape.max_num_vars, limit: Layout::<F>::MAX_NUM_VARS })
}

impl<F: Scalar, const SECURITY_BITS: u32> ProvingScheme for Ligero<F, SECURITY_BITS> {
    type ProverKey = ();
    type Hint = LigeroHint;

    fn setup(_parameters: &Transparent, _shape: &OpeningShape) -> Result<((), ()), PcsError> {
        Ok(((), ()))
    }

    fn commit(_key: &(), shape: &OpeningShape, batch: &Batch<F>) -> Result<(LigeroCommitment, LigeroHint), PcsError> {
        let layout = layout::<F>(shape, Self::BITS)?;
        let tree = merkle_tree(&layout.code, 1 << layout.log_columns, &rows(&layout, batch));
        let rows = batch.iter().map(|column| layout.num_rows(column.num_vars())).collect();
        Ok((LigeroCommitment { root: tree.root().unwrap_or_default(), rows }, LigeroHint { tree }))
    }

    fn send(commitment: &LigeroCommitment, channel: &mut dyn ProverChannel<F>) {
        channel.send_bytes(ROOT, &commitment.root);
    }

    fn open(
        _key: &(),
        shape: &OpeningShape,
        batches: &[OpeningBatch<'_, F, LigeroHint>],
        point: &Point<F>,
        channel: &mut dyn ProverChannel<F>,
    ) -> Result<(), PcsError> {
        let layout = layout::<F>(shape, Self::BITS)?;
        let row_len = 1 << layout.log_columns;
        let columns = || batches.iter().flat_map(|batch| batch.columns.iter().map(|column| &**column));
        let gamma = channel.challenge(GAMMA);
        let (mut coefficients, mut first) = (Vec::new(), 0);
        for column in columns() {
            coefficients.push(gamma.pow([first]));
            first += layout.num_rows(column.num_vars()) as u64;
        }
        let high = &point[..point.len() - layout.log_columns];
        let row_powers: Vec<F> = powers(gamma).take(1 << high.len()).collect();
        let terms: Vec<_> = coefficients.into_iter().zip(columns()).collect();
        channel.send(PROXIMITY, &combine_rows(1 << point.len(), &terms, &row_powers, row_len));
        let terms: Vec<_> = batches.iter().flat_map(|batch| batch.coefficients.iter().copied()).zip(columns()).collect();
        channel.send(EVALUATION, &combine_rows(1 << point.len(), &terms, &eq::table(high), row_len));

        let positions = queries::draw_positions(layout.code.len(), layout.num_queries, || channel.challenge(QUERY));
        let punctured = layout.code.at(&positions);
        for batch in batches {
            channel.send(SYMBOLS, &symbols(&punctured, positions.len(), row_len, &rows(&layout, batch.columns)));
            channel.send_bytes(PATH, &batch.hint.tree.proof(&positions).to_bytes());
        }
        Ok(())
    }
}

#[cfg(test)]
mod attacks;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CommitmentScheme;
    use crate::testing::{Columns, Example, Lie, conformance, random_columns};
    use ark_bn254::Fr;
    use ark_std::rand::{SeedableRng, rngs::StdRng};
    use transcript::{MerlinProver, MerlinVerifier, ProofError, Recording};

    conformance!(over_bn254, Ligero<Fr>);
    conformance!(over_bls12_381, Ligero<ark_bls12_381::Fr>);

    /// The layout and all messages of an opening of these batches.
    fn messages(batches: &[Columns<Fr>]) -> (Layout<Fr>, Vec<(&'static str, usize)>) {
        let shape = OpeningShape::of(batches.iter().flatten().map(|column| column.num_vars()));
        let hints: Vec<_> = batches.iter().map(|batch| Ligero::<Fr>::commit(&(), &shape, batch).unwrap().1).collect();
        let coefficients = vec![Fr::from(7u64); batches.iter().flatten().count()];
        let opened: Vec<_> = batches
            .iter()
            .zip(&hints)
            .map(|(columns, hint)| OpeningBatch { columns, hint, coefficients: &coefficients[..columns.len()] })
            .collect();
        let point: Point<Fr> = (2..2 + shape.max_num_vars as u64).map(Fr::from).collect::<Vec<_>>().into();
        let mut channel = Recording::new(MerlinProver::new("test"));
        Ligero::<Fr>::open(&(), &shape, &opened, &point, &mut channel).unwrap();
        let record = channel.into_parts().1;
        (layout(&shape, 100).unwrap(), record.messages.iter().map(|message| (message.label, message.bytes)).collect())
    }

    #[test]
    fn proofs_have_the_stated_size() {
        let rng = &mut ark_std::test_rng();
        for batches in [
            vec![random_columns(0, rng)],
            vec![random_columns(5, rng), random_columns(2, rng), Vec::new()],
            vec![random_columns(9, rng), random_columns(4, rng)],
        ] {
            let (layout, messages) = messages(&batches);
            let (c, t, n) = (1 << layout.log_columns, layout.num_queries, layout.code.len());
            let mut expected = vec![(PROXIMITY, 32 * c), (EVALUATION, 32 * c)];
            let path = messages[3].1;
            for batch in &batches {
                let rows: usize = batch.iter().map(|column| column.len().div_ceil(c)).sum();
                expected.extend([(SYMBOLS, 32 * t * rows), (PATH, path)]);
            }
            assert_eq!(messages, expected);
            assert!(path <= 32 * t * (n.ilog2() - t.ilog2() + 1) as usize);
        }
    }

    #[test]
    fn parameters_are_bound() {
        let digests = [
            Ligero::<Fr>::parameter_digest(&()),
            Ligero::<Fr, 99>::parameter_digest(&()),
            Ligero::<ark_bls12_381::Fr>::parameter_digest(&()),
            crate::Trivial::<Fr>::parameter_digest(&()),
        ];
        assert!((0..4).all(|i| (0..i).all(|j| digests[i] != digests[j])));
    }

    fn known_answer<S: ProvingScheme<ProverKey = (), VerifierKey = ()>>() -> (usize, String) {
        let rng = &mut StdRng::seed_from_u64(7);
        let example = Example::new(vec![random_columns::<S::Field>(6, rng), random_columns(2, rng)]);
        let proof = example.prove::<S>(&(), Lie::None).unwrap();
        assert_eq!(example.verify::<S>(&(), &proof), Ok(()));
        let digest = crate::digest("known answer", &[&proof]);
        (proof.len(), digest[..16].iter().map(|byte| format!("{byte:02x}")).collect())
    }

    #[test]
    fn known_answers() {
        assert_eq!(known_answer::<Ligero<Fr>>(), (30496, "bd96efbc07599f1659d4027e32a21331".to_string()));
        assert_eq!(known_answer::<Ligero<ark_bls12_381::Fr>>(), (30496, "f598cd98f9bac535162ca58597a4fa68".to_string()));
    }

    #[test]
    fn columns_longer_than_the_field_has_roots_are_typed_errors() {
        let shape = OpeningShape { max_num_vars: 29, total_len: 1 << 29 };
        let column: Columns<Fr> = vec![std::sync::Arc::new(vec![1u8, 2].into())];
        let error = Ligero::<Fr>::commit(&(), &shape, &column).err();
        assert_eq!(error, Some(PcsError::ColumnTooLong { actual: 29, limit: 28 }));
        let shape_error = |actual, limit| ProofError::Shape { what: "number of variables of a column", actual, limit };
        let receive =
            |shape, num_vars: &[usize]| Ligero::<Fr>::receive(&(), &shape, num_vars, &mut MerlinVerifier::new("test", &[0; 32])).err();
        assert_eq!(receive(shape, &[1]), Some(shape_error(29, 28)));
        let shape = OpeningShape { max_num_vars: 28, total_len: 1 << 28 };
        assert_eq!(receive(shape, &[29]), Some(shape_error(29, 28)));
        assert_eq!(receive(shape, &[28, 1]), None);
    }

    #[test]
    fn widths_minimise_the_proof() {
        let width = |count: usize, n: usize| super::super::log_columns(&OpeningShape { max_num_vars: n, total_len: count << n }, 100, 28);
        assert_eq!([width(207, 14), width(207, 16), width(207, 18), width(1, 16), width(1, 0)], [14, 15, 16, 11, 0]);
        // However much there is, codewords need roots of unity.
        let largest = OpeningShape { max_num_vars: 40, total_len: 1 << 62 };
        assert_eq!([28, 5, 1].map(|adicity| super::super::log_columns(&largest, 100, adicity)), [27, 4, 0]);
    }
}
