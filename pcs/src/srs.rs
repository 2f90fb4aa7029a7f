//! The structured reference string of the pairing-based schemes: powers of one secret that nobody knows.
//!
//! `[1]_1, [τ]_1, .., [τ^{N-1}]_1` and `[1]_2, [τ]_2` (Kate, Zaverucha, Goldberg 2010). Whoever knows `τ` opens every commitment to every
//! value, so a string carries its [`Provenance`]: it is the outcome of a ceremony, or an insecure one for tests.

mod check;
mod curves;
mod error;
mod file;
mod input;
mod multiples;
mod provenance;
#[cfg(feature = "prover")]
mod ptau;

pub use error::{Group, PointProblem, PublicSecret, SectionProblem, SrsError};
pub use file::SrsHeader;
pub use provenance::{Ceremony, Provenance};

use crate::Curve;
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup, pairing::Pairing};
use ark_ff::{BigInteger, Field, PrimeField};
use blake2::{Blake2b512, Digest};
use multiples::{Multiples, concatenate};
use poly::map_reduce;
use std::iter::successors;
use std::{fmt, ops::Range, sync::Arc};

/// Separates the secret of test strings from all other hashes.
const INSECURE_DOMAIN: &str = "joltlab insecure test string";

/// Powers of a secret in both groups of a pairing; a clone shares them.
///
/// # Example
///
/// ```
/// use ark_bn254::Bn254;
/// use pcs::Srs;
///
/// let srs = Srs::<Bn254>::insecure_test(4);
/// assert_eq!(srs.len(), 16);
/// assert_eq!(srs.provenance().to_string(), "insecure test string: its secret is public");
/// assert_eq!(srs.truncate(2)?.powers(), &srs.powers()[..4]);
/// # Ok::<(), pcs::SrsError>(())
/// ```
#[derive(Clone)]
pub struct Srs<E: Pairing> {
    powers: Arc<[E::G1Affine]>,
    /// Powers that count: the first ones.
    len: usize,
    tau_g2: E::G2Affine,
    provenance: Provenance,
}

impl<E: Pairing> Srs<E> {
    /// `[τ^i]_1` for `i < len`.
    pub fn powers(&self) -> &[E::G1Affine] {
        &self.powers[..self.len]
    }

    /// `[1]_1`, the curve's generator.
    pub fn g1(&self) -> E::G1Affine {
        E::G1Affine::generator()
    }

    /// `[1]_2`, the curve's generator.
    pub fn g2(&self) -> E::G2Affine {
        E::G2Affine::generator()
    }

    /// `[τ]_2`.
    pub fn tau_g2(&self) -> E::G2Affine {
        self.tau_g2
    }

    /// Where the secret comes from.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Number of powers in the first group.
    #[allow(clippy::len_without_is_empty, reason = "no string is empty")]
    pub fn len(&self) -> usize {
        self.len
    }

    /// The first `2^log_len` powers, shared with this string.
    ///
    /// *Errors*: [`SrsError::TooShort`].
    pub fn truncate(&self, log_len: usize) -> Result<Self, SrsError> {
        let len = power_of_two(log_len).filter(|len| *len <= self.len);
        let len = len.ok_or(SrsError::TooShort { available: self.len as u64, needed: log_len })?;
        Ok(Self { len, ..self.clone() })
    }

    /// The string of one power: all that verifiers need.
    ///
    /// *Preconditions*: `[τ]_2` is in the group. *Errors*: [`SrsError::Point`], [`SrsError::PublicSecret`].
    pub(crate) fn of_one_power(tau_g2: E::G2Affine, provenance: Provenance) -> Result<Self, SrsError> {
        check::check_secret::<E>(tau_g2, provenance)?;
        Ok(Self { powers: [E::G1Affine::generator()].into(), len: 1, tau_g2, provenance })
    }
}

impl<E: Pairing<G1: Curve>> Srs<E> {
    /// `2^log_len` powers of a secret that everybody knows; a longer string begins with the shorter ones.
    ///
    /// *Soundness*: none. For tests and measurements.
    pub fn insecure_test(log_len: usize) -> Self {
        Self::from_secret(insecure_secret::<E::ScalarField>(), log_len)
    }

    /// `2^log_len` powers of a secret that the caller knows.
    ///
    /// *Preconditions*: `2^log_len` points fit into memory. *Soundness*: none, as with [`Self::insecure_test`].
    pub fn from_secret(tau: E::ScalarField, log_len: usize) -> Self {
        let len = 1usize << log_len;
        let generator = Multiples::new(E::G1::generator(), len);
        let piece = |range: Range<usize>| {
            let first = tau.pow([range.start as u64]);
            let scalars: Vec<_> = successors(Some(first), |power| Some(*power * tau)).take(range.len()).collect();
            generator.by(&scalars)
        };
        let powers = map_reduce(0..len, Multiples::<E::G1>::PIECE, piece, concatenate);
        Self {
            powers: powers.unwrap_or_default().into(),
            len,
            tau_g2: (E::G2::generator() * tau).into_affine(),
            provenance: Provenance::InsecureTest,
        }
    }
}

impl<E: Pairing> fmt::Debug for Srs<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { powers: _, len, tau_g2, provenance } = self;
        f.debug_struct("Srs").field("len", len).field("tau_g2", tau_g2).field("provenance", provenance).finish_non_exhaustive()
    }
}

/// The secret of [`Srs::insecure_test`].
fn insecure_secret<F: PrimeField>() -> F {
    let mut hash = Blake2b512::new();
    hash.update(INSECURE_DOMAIN);
    hash.update(F::MODULUS.to_bytes_le());
    F::from_le_bytes_mod_order(&hash.finalize())
}

/// `2^log_len`, where that is a number.
fn power_of_two(log_len: usize) -> Option<usize> {
    1usize.checked_shl(u32::try_from(log_len).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bls12_381::Bls12_381;
    use ark_bn254::{Bn254, Fr};

    fn powers_are_those_of_the_secret<E: Pairing<G1: Curve>>(srs: &Srs<E>, tau: E::ScalarField) {
        let mut power = E::ScalarField::from(1u64);
        for point in srs.powers() {
            assert_eq!(*point, (E::G1::generator() * power).into_affine());
            power *= tau;
        }
        assert_eq!(srs.powers()[0], srs.g1());
        assert_eq!(srs.tau_g2(), (E::G2::generator() * tau).into_affine());
        assert_eq!(E::pairing(srs.g1(), srs.tau_g2()), E::pairing(E::G1::generator() * tau, srs.g2()));
    }

    #[test]
    fn powers_are_powers() {
        powers_are_those_of_the_secret(&Srs::<Bn254>::insecure_test(6), insecure_secret());
        powers_are_those_of_the_secret(&Srs::<Bls12_381>::insecure_test(3), insecure_secret());
        powers_are_those_of_the_secret(&Srs::<Bn254>::from_secret(Fr::from(5u64), 4), Fr::from(5u64));
    }

    #[test]
    fn longer_strings_begin_with_shorter_ones() {
        let long = Srs::<Bn254>::insecure_test(12);
        assert_eq!(long.len(), 1 << 12);
        for log_len in 0..12 {
            let short = Srs::<Bn254>::insecure_test(log_len);
            assert_eq!(short.powers(), &long.powers()[..1 << log_len]);
            assert_eq!(long.truncate(log_len).unwrap().powers(), short.powers());
            assert_eq!(short.tau_g2(), long.tau_g2());
        }
        for log_len in [13, 63, 64, usize::MAX] {
            assert!(matches!(long.truncate(log_len), Err(SrsError::TooShort { available: 4096, needed }) if needed == log_len));
        }
        assert!(matches!(long.truncate(3).unwrap().truncate(4), Err(SrsError::TooShort { available: 8, needed: 4 })));
    }
}
