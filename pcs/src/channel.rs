//! Channels that send polynomials: a commitment scheme around any byte channel.

use crate::{CommitmentScheme, OpeningShape, reduction};
use poly::{Claims, OracleId};
use transcript::{Label, ProofError, VerifierChannel, VerifierOracles};
#[cfg(feature = "prover")]
use {
    crate::{OpeningBatch, PcsError, ProvingScheme},
    poly::MultilinearPolynomial,
    std::sync::Arc,
    transcript::{ProverChannel, ProverOracles},
};

/// Starts the scheme's own part of the opening.
const OPENING: Label = "opening proof";

/// Number and lengths of a batch's columns: absorbed before the commitment.
fn batch_bytes(num_vars: impl ExactSizeIterator<Item = usize>) -> Vec<u8> {
    let count = num_vars.len();
    std::iter::once(count).chain(num_vars).flat_map(|n| (n as u64).to_le_bytes()).collect()
}

/// The next `count` numbers after `first`.
fn identifiers(first: usize, count: usize) -> Vec<OracleId> {
    (first..first + count).map(|index| OracleId(index as u32)).collect()
}

#[cfg(feature = "prover")]
/// The prover's channel: commits to what it sends, and opens every claim at the end.
pub struct OracleProver<'k, S: ProvingScheme, C> {
    inner: C,
    key: &'k S::ProverKey,
    shape: OpeningShape,
    columns: Vec<Arc<MultilinearPolynomial<S::Field>>>,
    /// Of each batch: its number of columns, and what the scheme keeps of its commitment.
    batches: Vec<(usize, S::Hint)>,
    failure: Option<PcsError>,
}

#[cfg(feature = "prover")]
impl<'k, S: ProvingScheme, C: ProverChannel<S::Field>> OracleProver<'k, S, C> {
    /// Sends polynomials through `inner`; `shape` is what both sides know of all columns together.
    pub fn new(inner: C, key: &'k S::ProverKey, shape: OpeningShape) -> Self {
        Self { inner, key, shape, columns: Vec::new(), batches: Vec::new(), failure: None }
    }

    /// Proves the claims and hands the inner channel back.
    ///
    /// *Preconditions*: claims name columns of this channel at points of their number of variables. False claims are carried along.
    /// *Errors*: the first error of a commitment since the beginning, or of the opening.
    pub fn open(mut self, claims: Claims<S::Field>) -> Result<C, PcsError> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let _span = tracing::info_span!("open", scheme = S::NAME, claims = claims.as_slice().len()).entered();
        let combination = reduction::prove(&self.columns, claims.as_slice(), self.shape.max_num_vars, &mut self.inner);
        self.inner.absorb(OPENING, S::NAME.as_bytes());
        let (mut columns, mut coefficients) = (&self.columns[..], &combination.coefficients[..]);
        let mut batches = Vec::with_capacity(self.batches.len());
        for (count, hint) in &self.batches {
            let ((batch, other_columns), (part, other_coefficients)) = (columns.split_at(*count), coefficients.split_at(*count));
            batches.push(OpeningBatch { columns: batch, hint, coefficients: part });
            (columns, coefficients) = (other_columns, other_coefficients);
        }
        S::open(self.key, &self.shape, &batches, &combination.point, &mut self.inner)?;
        Ok(self.inner)
    }
}

#[cfg(feature = "prover")]
impl<S: ProvingScheme, C: ProverChannel<S::Field>> ProverChannel<S::Field> for OracleProver<'_, S, C> {
    fn send_bytes(&mut self, label: Label, bytes: &[u8]) {
        self.inner.send_bytes(label, bytes);
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> S::Field {
        self.inner.challenge(label)
    }
}

#[cfg(feature = "prover")]
impl<S: ProvingScheme, C: ProverChannel<S::Field>> ProverOracles<S::Field> for OracleProver<'_, S, C> {
    /// After an error of the scheme nothing more is committed; the argument may go on, and [`OracleProver::open`] reports the error.
    fn send_oracles(&mut self, label: Label, columns: Vec<Arc<MultilinearPolynomial<S::Field>>>) -> Vec<OracleId> {
        let _span = tracing::info_span!("commit", scheme = S::NAME, columns = columns.len()).entered();
        let ids = identifiers(self.columns.len(), columns.len());
        self.inner.absorb(label, &batch_bytes(columns.iter().map(|column| column.num_vars())));
        if self.failure.is_none() {
            let longest = columns.iter().map(|column| column.num_vars()).max().unwrap_or(0);
            let committed = if longest > self.shape.max_num_vars {
                Err(PcsError::ColumnTooLong { actual: longest, limit: self.shape.max_num_vars })
            } else {
                S::commit(self.key, &self.shape, &columns)
            };
            match committed {
                Ok((commitment, hint)) => {
                    S::send(&commitment, &mut self.inner);
                    self.batches.push((columns.len(), hint));
                }
                Err(failure) => self.failure = Some(failure),
            }
        }
        self.columns.extend(columns);
        ids
    }
}

/// The verifier's channel: receives commitments, and verifies every claim about them at the end.
pub struct OracleVerifier<'k, S: CommitmentScheme, C> {
    inner: C,
    key: &'k S::VerifierKey,
    shape: OpeningShape,
    /// Variables of each column.
    columns: Vec<usize>,
    batches: Vec<(usize, S::Commitment)>,
}

impl<'k, S: CommitmentScheme, C: VerifierChannel<S::Field>> OracleVerifier<'k, S, C> {
    /// Receives polynomials through `inner`.
    pub fn new(inner: C, key: &'k S::VerifierKey, shape: OpeningShape) -> Self {
        Self { inner, key, shape, columns: Vec::new(), batches: Vec::new() }
    }

    /// Verifies the claims and hands the inner channel back.
    ///
    /// *Errors*: [`ProofError::UnclaimedOracle`] for a column without a claim; a claim about no column or at a point of another length;
    /// whatever the reduction and the scheme reject.
    /// *Soundness*: every column is opened, and every claim is a term of exactly one equality.
    pub fn verify_openings(mut self, claims: Claims<S::Field>) -> Result<C, ProofError> {
        let mut claimed = vec![false; self.columns.len()];
        for claim in claims.as_slice() {
            claimed.get_mut(claim.oracle.0 as usize).into_iter().for_each(|mark| *mark = true);
        }
        if let Some(index) = claimed.iter().position(|mark| !mark) {
            return Err(ProofError::UnclaimedOracle { index: index as u32 });
        }
        let combination = reduction::verify(&self.columns, claims.as_slice(), self.shape.max_num_vars, &mut self.inner)?;
        VerifierChannel::<S::Field>::absorb(&mut self.inner, OPENING, S::NAME.as_bytes());
        let mut rest = &combination.coefficients[..];
        let mut batches = Vec::with_capacity(self.batches.len());
        for (count, commitment) in &self.batches {
            let (coefficients, others) = rest.split_at(*count);
            rest = others;
            batches.push((commitment, coefficients));
        }
        S::verify(self.key, &self.shape, &batches, &combination.point, combination.value, &mut self.inner)?;
        Ok(self.inner)
    }
}

impl<S: CommitmentScheme, C: VerifierChannel<S::Field>> VerifierChannel<S::Field> for OracleVerifier<'_, S, C> {
    fn receive_bytes(&mut self, label: Label, len: usize) -> Result<Vec<u8>, ProofError> {
        self.inner.receive_bytes(label, len)
    }

    fn absorb(&mut self, label: Label, bytes: &[u8]) {
        self.inner.absorb(label, bytes);
    }

    fn challenge(&mut self, label: Label) -> S::Field {
        self.inner.challenge(label)
    }

    fn check(&mut self, name: Label, holds: bool) -> Result<(), ProofError> {
        self.inner.check(name, holds)
    }
}

impl<S: CommitmentScheme, C: VerifierChannel<S::Field>> VerifierOracles<S::Field> for OracleVerifier<'_, S, C> {
    fn receive_oracles(&mut self, label: Label, num_vars: &[usize]) -> Result<Vec<OracleId>, ProofError> {
        self.inner.absorb(label, &batch_bytes(num_vars.iter().copied()));
        if let Some(longest) = num_vars.iter().copied().find(|n| *n > self.shape.max_num_vars) {
            return Err(ProofError::Shape { what: "number of variables of a column", actual: longest, limit: self.shape.max_num_vars });
        }
        let commitment = S::receive(self.key, &self.shape, num_vars, &mut self.inner)?;
        let ids = identifiers(self.columns.len(), num_vars.len());
        self.columns.extend_from_slice(num_vars);
        self.batches.push((num_vars.len(), commitment));
        Ok(ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Trivial, testing::random_columns};
    use ark_bn254::Fr;
    use ark_std::UniformRand;
    use poly::Point;
    use transcript::{MerlinProver, MerlinVerifier};

    type Scheme = Trivial<Fr>;

    fn points() -> [Point<Fr>; 2] {
        let rng = &mut ark_std::test_rng();
        [3, 5].map(|n| (0..n).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into())
    }

    fn shape() -> OpeningShape {
        OpeningShape { max_num_vars: 5, total_len: 7 * (8 + 32) }
    }

    fn prove() -> Result<Vec<u8>, PcsError> {
        let rng = &mut ark_std::test_rng();
        let mut channel = OracleProver::<Scheme, _>::new(MerlinProver::new("test"), &(), shape());
        let mut claims = Claims::new();
        for point in points() {
            let columns = random_columns(point.len(), rng);
            let values: Vec<Fr> = columns.iter().map(|column| column.evaluate(&point)).collect();
            let ids = channel.send_oracles("columns", columns);
            channel.send("values", &values);
            claims.push_all(&ids, &point, &values);
        }
        channel.open(claims).map(MerlinProver::finish)
    }

    fn verify(proof: &[u8], forgotten: Option<u32>) -> Result<(), ProofError> {
        let mut channel = OracleVerifier::<Scheme, _>::new(MerlinVerifier::new("test", proof), &(), shape());
        let mut claims = Claims::new();
        for point in points() {
            let ids = channel.receive_oracles("columns", &[point.len(); 7])?;
            let values = channel.receive("values", 7)?;
            for (id, value) in ids.into_iter().zip(values).filter(|(id, _)| forgotten != Some(id.0)) {
                claims.push(id, point.clone(), value);
            }
        }
        channel.verify_openings(claims)?.finish()
    }

    #[test]
    fn claims_about_two_batches_are_opened_together() {
        let proof = prove().unwrap();
        assert_eq!(verify(&proof, None), Ok(()));
        for index in 0..14 {
            assert_eq!(verify(&proof, Some(index)), Err(ProofError::UnclaimedOracle { index }));
        }
        for at in (0..proof.len()).step_by(97) {
            let mut bad = proof.clone();
            bad[at] ^= 1;
            assert!(verify(&bad, None).is_err());
        }
    }

    #[test]
    fn columns_beyond_the_shape_are_errors() {
        let mut prover = OracleProver::<Scheme, _>::new(MerlinProver::new("test"), &(), shape());
        let ids = prover.send_oracles("columns", random_columns(6, &mut ark_std::test_rng()));
        assert_eq!(ids.len(), 7);
        assert_eq!(prover.open(Claims::new()).err(), Some(PcsError::ColumnTooLong { actual: 6, limit: 5 }));
        let mut verifier = OracleVerifier::<Scheme, _>::new(MerlinVerifier::new("test", &[]), &(), shape());
        assert!(matches!(verifier.receive_oracles("columns", &[6]), Err(ProofError::Shape { .. })));
    }
}
