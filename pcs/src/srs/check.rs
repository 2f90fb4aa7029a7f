//! Whether a string's points are the powers of one secret, and whether everybody knows it.

use super::{Ceremony, Group, PointProblem, Provenance, PublicSecret, Srs, SrsError, insecure_secret};
use crate::{Curve, msm::sum_of_products};
use ark_ec::{AffineRepr, CurveGroup, PrimeGroup, pairing::Pairing};
use ark_ff::{Field, PrimeField, Zero};
use ark_serialize::CanonicalSerialize;
use blake2::{Blake2b512, Digest};
use poly::map_reduce;
use std::ops::Range;

/// Separates the challenge from all other hashes.
const CHALLENGE_DOMAIN: &str = "joltlab string check";
/// Powers that are summed in one piece.
const PIECE: usize = 1 << 15;
/// Numbers up to this size are no secrets, nor are their negatives.
const SMALL: i64 = 16;

impl<E: Pairing<G1: Curve>> Srs<E> {
    /// Checks that the points are the powers of one secret, which is not public unless the string says so.
    ///
    /// `e(Σ_i ρ^i P_i, [τ]_2) = e(Σ_i ρ^i P_{i+1}, [1]_2)` over `i < len - 1` with `P_0 = [1]_1`. Both sums follow from
    /// `S = Σ_i ρ^i P_i` over all `i`, so that the check costs one multi-exponentiation and two pairings.
    ///
    /// *Errors*: [`SrsError::Inconsistent`], [`SrsError::Point`], [`SrsError::PublicSecret`].
    /// *Soundness*: `ρ` is a field element hashed from all points; points that are not the powers of `τ` pass with probability
    /// `(len - 1) / |F|` for each hash that a forger tries.
    ///
    /// # Example
    ///
    /// ```
    /// let srs = pcs::Srs::<ark_bn254::Bn254>::insecure_test(5);
    /// srs.check()?;
    /// # Ok::<(), pcs::SrsError>(())
    /// ```
    pub fn check(&self) -> Result<(), SrsError> {
        check_secret::<E>(self.tau_g2, self.provenance)?;
        let powers = self.powers();
        let (first, last) = (self.g1(), powers.len() - 1);
        if powers[0] != first {
            return Err(SrsError::Point { group: Group::G1, index: 0, problem: PointProblem::NotTheGenerator });
        }
        let challenge = self.challenge();
        let piece = |range: Range<usize>| {
            let start = challenge.pow([range.start as u64]);
            let scalars: Vec<_> = std::iter::successors(Some(start), |power| Some(*power * challenge)).take(range.len()).collect();
            sum_of_products::<E::G1>(&powers[range], &scalars)
        };
        let sum = map_reduce(0..powers.len(), PIECE, piece, |a, b| a + b).unwrap_or_else(E::G1::zero);
        // ρ Σ_i ρ^i P_i and ρ Σ_i ρ^i P_{i+1} over i < len - 1
        let lower = (sum - powers[last] * challenge.pow([last as u64])) * challenge;
        let upper = sum - first;
        let product = E::multi_pairing([lower.into_affine(), (-upper).into_affine()], [self.tau_g2(), self.g2()]);
        if product.is_zero() { Ok(()) } else { Err(SrsError::Inconsistent) }
    }

    /// `ρ`, hashed from all points.
    fn challenge(&self) -> E::ScalarField {
        let mut hash = Blake2b512::new();
        hash.update(CHALLENGE_DOMAIN);
        hash.update((self.len() as u64).to_le_bytes());
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail.
        let _ = self.tau_g2.serialize_uncompressed(&mut bytes);
        hash.update(&bytes);
        for piece in self.powers().chunks(PIECE) {
            bytes.clear();
            for power in piece {
                let _ = power.serialize_uncompressed(&mut bytes);
            }
            hash.update(&bytes);
        }
        E::ScalarField::from_le_bytes_mod_order(&hash.finalize())
    }
}

/// Checks that the secret is not zero, and, where the string stems from a ceremony, that it is that ceremony's and not public.
///
/// *Errors*: [`SrsError::Point`], [`SrsError::PublicSecret`], [`SrsError::OtherCeremony`].
pub(super) fn check_secret<E: Pairing>(tau_g2: E::G2Affine, provenance: Provenance) -> Result<(), SrsError> {
    if tau_g2.is_zero() {
        return Err(SrsError::Point { group: Group::G2, index: 1, problem: PointProblem::Identity });
    }
    let Provenance::Ceremony(ceremony) = provenance else { return Ok(()) };
    match public_secret::<E>(tau_g2) {
        Some(secret) => Err(SrsError::PublicSecret(secret)),
        None if ceremony != Ceremony::of::<E>(ceremony.power, tau_g2, ceremony.contributions) || ceremony.contributions == 0 => {
            Err(SrsError::OtherCeremony)
        }
        None => Ok(()),
    }
}

/// The secret of `[τ]_2`, where it is one that everybody tries.
pub(super) fn public_secret<E: Pairing>(tau_g2: E::G2Affine) -> Option<PublicSecret> {
    let tau = tau_g2.into_group();
    let mut multiple = E::G2::zero();
    for number in 0..=SMALL {
        if tau == multiple {
            return Some(PublicSecret::Number(number));
        }
        if tau == -multiple {
            return Some(PublicSecret::Number(-number));
        }
        multiple += E::G2::generator();
    }
    let test = E::G2::generator() * insecure_secret::<E::ScalarField>();
    (tau == test || tau == -test).then_some(PublicSecret::TestString)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bls12_381::Bls12_381;
    use ark_bn254::{Bn254, Fr};
    use ark_ff::UniformRand;

    fn ceremony<E: Pairing>(srs: Srs<E>) -> Srs<E> {
        Srs { provenance: Provenance::Ceremony(Ceremony::of::<E>(4, srs.tau_g2, 1)), ..srs }
    }

    #[test]
    fn powers_of_one_secret_pass() {
        let rng = &mut ark_std::test_rng();
        for log_len in 0..7 {
            assert_eq!(Srs::<Bn254>::insecure_test(log_len).check(), Ok(()));
            assert_eq!(ceremony(Srs::<Bn254>::from_secret(Fr::rand(rng), log_len)).check(), Ok(()));
            assert_eq!(Srs::<Bls12_381>::insecure_test(log_len).check(), Ok(()));
        }
        let several_pieces = Srs::<Bn254>::insecure_test(16);
        assert_eq!(several_pieces.check(), Ok(()));
        assert_eq!(several_pieces.truncate(7).unwrap().check(), Ok(()));
    }

    #[test]
    fn other_points_do_not() {
        let rng = &mut ark_std::test_rng();
        let srs = Srs::<Bn254>::from_secret(Fr::rand(rng), 3);
        let changed = |change: &dyn Fn(&mut Vec<_>)| {
            let mut powers = srs.powers().to_vec();
            change(&mut powers);
            Srs::<Bn254> { powers: powers.into(), ..srs.clone() }.check()
        };
        assert_eq!(changed(&|_| {}), Ok(()));
        for i in 1..8 {
            assert_eq!(changed(&|powers| powers[i] = -powers[i]), Err(SrsError::Inconsistent));
            assert_eq!(changed(&|powers| powers[i] = powers[i - 1]), Err(SrsError::Inconsistent));
            (i + 1..8).for_each(|j| assert_eq!(changed(&|powers| powers.swap(i, j)), Err(SrsError::Inconsistent)));
        }
        let generator = SrsError::Point { group: Group::G1, index: 0, problem: PointProblem::NotTheGenerator };
        assert_eq!(changed(&|powers| powers.rotate_left(1)), Err(generator));
        let other = Srs::<Bn254>::from_secret(Fr::rand(rng), 3);
        assert_eq!(Srs { tau_g2: other.tau_g2, ..srs }.check(), Err(SrsError::Inconsistent));
    }

    #[test]
    fn public_secrets_are_known() {
        for number in 1..=SMALL {
            for number in [number, -number] {
                let srs = Srs::<Bn254>::from_secret(Fr::from(number), 2);
                assert_eq!(srs.check(), Ok(()), "it does not claim to be secure");
                assert_eq!(ceremony(srs).check(), Err(SrsError::PublicSecret(PublicSecret::Number(number))));
            }
        }
        let test = ceremony(Srs::<Bls12_381>::insecure_test(1));
        assert_eq!(test.check(), Err(SrsError::PublicSecret(PublicSecret::TestString)));
        let identity = SrsError::Point { group: Group::G2, index: 1, problem: PointProblem::Identity };
        assert_eq!(Srs::<Bn254>::from_secret(Fr::from(0u64), 2).check(), Err(identity));
        assert_eq!(public_secret::<Bn254>(AffineRepr::zero()), Some(PublicSecret::Number(0)));
        let srs = ceremony(Srs::<Bn254>::from_secret(Fr::from(SMALL + 1), 2));
        assert_eq!(srs.check(), Ok(()));
    }
}
