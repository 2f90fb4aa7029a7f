//! Kate-Zaverucha-Goldberg commitments, and what the schemes over them have in common.
//!
//! Kate, Zaverucha, Goldberg 2010 ("Constant-size commitments to polynomials and their applications"), with the string `[τ^i]_1`, `[1]_2`,
//! `[τ]_2` of [`Srs`]. A column's values are the coefficients of a univariate polynomial, `U(f)(X) = Σ_i f(i) X^i`, and its commitment is
//! `[U(f)(τ)]_1`: one group element, whatever the column's length, and a column padded at the low indices has the same one. Columns are
//! combined by combining commitments; an [`Opening`] proves the combination's value.
//!
//! A verifier's key is `[τ]_2` with the string's provenance: it verifies proofs of all shapes.
//!
//! *Soundness*: in the algebraic group model a prover knows for each group element that it sends a polynomial of degree below `D`, the
//! number of powers of `τ` that were ever published in the first group: a ceremony of power `k` publishes `2^{k+1} - 1`, more than a key
//! holds. Where `e(L, [1]_2) = e(R, [τ]_2)` holds, `L(X) = X R(X)` holds for these polynomials, or they give away `τ` (the q-discrete
//! logarithm problem). A ceremony also publishes multiples of the powers by other secrets, for other proof systems. They change nothing:
//! polynomials with such terms satisfy an equation of a proof only if the terms without other secrets, among them all constants, satisfy it
//! by themselves.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(feature = "prover")]
mod prover;
#[cfg(feature = "prover")]
#[allow(clippy::indexing_slicing, reason = "lengths are the prover's own")]
pub(crate) mod quotient;

#[cfg(feature = "prover")]
pub use prover::KzgProverKey;

#[cfg(all(test, feature = "prover"))]
mod tests;

use crate::curve::{Curve, decode_points, encode_points, point_bytes};
use crate::{CommitmentScheme, OpeningShape, Parameters, PcsError, Provenance, SetupKind, Srs, SrsSource, digest, field_bytes, msm};
use ark_ec::{AffineRepr, pairing::Pairing};
use ark_ff::{BigInteger, PrimeField, Zero};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use poly::operations::{Operation, count};
use poly::{Point, Scalar};
use std::{io::Cursor, marker::PhantomData, ops::RangeInclusive};
use transcript::{Label, ProofError, VerifierChannel};

const COLUMNS: Label = "kzg columns";
const STATEMENT: Label = "kzg statement";

/// Proves values of multilinear polynomials that are committed as univariate ones with the same coefficients.
pub trait Opening<E: Pairing<G1: Curve>>: Send + Sync + 'static {
    /// Name of the scheme.
    const NAME: &'static str;

    /// Bytes of an opening over `num_vars` variables.
    fn proof_bytes(num_vars: usize) -> usize;

    /// Verifies a claim whose point and value are absorbed.
    fn verify(key: &KzgVerifierKey<E>, claim: KzgClaim<'_, E>, channel: &mut dyn VerifierChannel<E::ScalarField>)
    -> Result<(), ProofError>;

    /// Proves what [`Self::verify`] verifies, of the table of `2^{point.len()}` values.
    ///
    /// *Preconditions*: the key has as many powers.
    #[cfg(feature = "prover")]
    fn prove(
        key: &KzgProverKey<E>,
        table: Vec<E::ScalarField>,
        point: &Point<E::ScalarField>,
        value: E::ScalarField,
        channel: &mut dyn transcript::ProverChannel<E::ScalarField>,
    );
}

/// A commitment scheme over KZG commitments with one way of opening them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kzg<E, O>(PhantomData<(E, O)>);

/// `[τ]_2` and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KzgVerifierKey<E: Pairing> {
    tau_g2: E::G2Affine,
    provenance: Provenance,
}

/// One group element for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KzgCommitment<E: Pairing> {
    points: Vec<E::G1Affine>,
}

/// "The polynomial behind this commitment has this value at this point."
pub struct KzgClaim<'a, E: Pairing<G1: Curve>> {
    pub(crate) commitment: PointSum<E::G1>,
    pub(crate) point: &'a Point<E::ScalarField>,
    pub(crate) value: E::ScalarField,
}

/// `Σ_i scalars_i bases_i`, of which all terms are collected before any is computed.
pub(crate) struct PointSum<G: Curve> {
    bases: Vec<G::Affine>,
    scalars: Vec<G::ScalarField>,
}

impl<G: Curve> PointSum<G> {
    pub(crate) fn new() -> Self {
        Self { bases: Vec::new(), scalars: Vec::new() }
    }

    /// Multiplies all terms so far.
    pub(crate) fn scale(&mut self, factor: G::ScalarField) {
        self.scalars.iter_mut().for_each(|scalar| *scalar *= factor);
    }

    pub(crate) fn add(&mut self, base: G::Affine, scalar: G::ScalarField) {
        self.bases.push(base);
        self.scalars.push(scalar);
    }

    pub(crate) fn value(&self) -> G {
        msm::sum_of_products::<G>(&self.bases, &self.scalars)
    }
}

impl<E: Pairing<G1: Curve>> Parameters for Srs<E> {
    const KIND: SetupKind = SetupKind::Universal;

    #[cfg(feature = "prover")]
    fn for_prover(source: SrsSource<'_>, shape: &OpeningShape) -> Result<Self, PcsError> {
        match source {
            SrsSource::None => Err(PcsError::NoSrs),
            SrsSource::InsecureTest => Ok(Self::insecure_test(shape.max_num_vars)),
            SrsSource::File(bytes) => Ok(Self::decode(bytes)?.truncate(shape.max_num_vars)?),
        }
    }

    /// A string of one power; of a file the header alone is read.
    fn for_verifier(source: SrsSource<'_>) -> Result<Self, PcsError> {
        match source {
            SrsSource::None => Err(PcsError::NoSrs),
            SrsSource::InsecureTest => Ok(Self::insecure_test(0)),
            SrsSource::File(bytes) => {
                let header = Self::read_header(Cursor::new(bytes))?;
                Ok(Self::of_one_power(header.tau_g2, header.provenance)?)
            }
        }
    }
}

impl<E: Pairing<G1: Curve>> KzgVerifierKey<E> {
    /// The key of a string.
    fn new(srs: &Srs<E>) -> Self {
        Self { tau_g2: srs.tau_g2(), provenance: *srs.provenance() }
    }

    /// Whether `e(left, [1]_2) = e(right, [τ]_2)`.
    pub(crate) fn pairings_agree(&self, left: E::G1, right: E::G1) -> bool {
        count(Operation::Pairing, 2);
        E::multi_pairing([left, -right], [E::G2Affine::generator(), self.tau_g2]).is_zero()
    }

    /// `[τ]_2` and the provenance.
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = self.provenance.to_bytes().to_vec();
        // Writing to a vector cannot fail.
        let _ = self.tau_g2.serialize_compressed(&mut bytes);
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote: a point of the group, not zero, and no ceremony with a public secret.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (provenance, point) = bytes.split_first_chunk()?;
        let (provenance, tau_g2) = (Provenance::from_bytes(provenance)?, E::G2Affine::deserialize_compressed(point).ok()?);
        let key = Self::new(&Srs::of_one_power(tau_g2, provenance).ok()?);
        (key.to_bytes() == bytes).then_some(key)
    }
}

/// Absorbed before an opening: point and value.
fn statement_bytes<F: Scalar>(point: &Point<F>, value: F) -> Vec<u8> {
    let mut bytes = Vec::new();
    field_bytes(&mut bytes, point);
    field_bytes(&mut bytes, &[value]);
    bytes
}

/// Receives group elements as one message.
pub(crate) fn receive_points<G: Curve>(
    label: Label,
    count: usize,
    channel: &mut dyn VerifierChannel<G::ScalarField>,
) -> Result<Vec<G::Affine>, ProofError> {
    let bytes = channel.receive_bytes(label, count.saturating_mul(point_bytes::<G>()))?;
    decode_points::<G>(label, &bytes)
}

/// Receives one group element.
pub(crate) fn receive_point<G: Curve>(label: Label, channel: &mut dyn VerifierChannel<G::ScalarField>) -> Result<G::Affine, ProofError> {
    let points = receive_points::<G>(label, 1, channel)?;
    points.first().copied().ok_or(ProofError::Truncated { label, expected: point_bytes::<G>(), remaining: 0 })
}

impl<E: Pairing<G1: Curve>, O: Opening<E>> CommitmentScheme for Kzg<E, O> {
    const NAME: &'static str = O::NAME;
    const ASSUMPTION: &'static str = "q-discrete logarithm, algebraic group model";
    type Field = E::ScalarField;
    type Parameters = Srs<E>;
    type VerifierKey = KzgVerifierKey<E>;
    type Commitment = KzgCommitment<E>;

    fn provenance(key: &KzgVerifierKey<E>) -> Option<Provenance> {
        Some(key.provenance)
    }

    fn parameter_digest(key: &KzgVerifierKey<E>) -> [u8; 32] {
        let generator = encode_points::<E::G1>(&[E::G1Affine::generator()]);
        let moduli = [E::BaseField::MODULUS.to_bytes_le(), E::ScalarField::MODULUS.to_bytes_le()];
        digest(Self::NAME, &[&moduli[0], &moduli[1], &generator, &key.to_bytes()])
    }

    fn verifier_key(parameters: &Srs<E>, _shape: &OpeningShape) -> Result<KzgVerifierKey<E>, PcsError> {
        Ok(KzgVerifierKey::new(parameters))
    }

    fn encode_key(key: &KzgVerifierKey<E>) -> Vec<u8> {
        [Self::NAME.as_bytes(), &key.to_bytes()].concat()
    }

    fn decode_key(bytes: &[u8]) -> Result<KzgVerifierKey<E>, PcsError> {
        let key = bytes.strip_prefix(Self::NAME.as_bytes()).and_then(KzgVerifierKey::from_bytes);
        key.ok_or(PcsError::KeyEncoding { scheme: Self::NAME })
    }

    fn proof_bytes(_key: &KzgVerifierKey<E>, shape: &OpeningShape, batches: &[Vec<usize>]) -> RangeInclusive<usize> {
        let bytes = batches.iter().map(Vec::len).sum::<usize>() * point_bytes::<E::G1>() + O::proof_bytes(shape.max_num_vars);
        bytes..=bytes
    }

    fn receive(
        _key: &KzgVerifierKey<E>,
        shape: &OpeningShape,
        num_vars: &[usize],
        channel: &mut dyn VerifierChannel<E::ScalarField>,
    ) -> Result<KzgCommitment<E>, ProofError> {
        if let Some(longest) = num_vars.iter().copied().find(|n| *n > shape.max_num_vars) {
            return Err(ProofError::Shape { what: "number of variables of a column", actual: longest, limit: shape.max_num_vars });
        }
        Ok(KzgCommitment { points: receive_points::<E::G1>(COLUMNS, num_vars.len(), channel)? })
    }

    fn verify(
        key: &KzgVerifierKey<E>,
        _shape: &OpeningShape,
        batches: &[(&KzgCommitment<E>, &[E::ScalarField])],
        point: &Point<E::ScalarField>,
        value: E::ScalarField,
        channel: &mut dyn VerifierChannel<E::ScalarField>,
    ) -> Result<(), ProofError> {
        channel.absorb(STATEMENT, &statement_bytes(point, value));
        let mut commitment = PointSum::new();
        for (batch, coefficients) in batches {
            batch.points.iter().zip(*coefficients).for_each(|(column, coefficient)| commitment.add(*column, *coefficient));
        }
        O::verify(key, KzgClaim { commitment, point, value }, channel)
    }
}
