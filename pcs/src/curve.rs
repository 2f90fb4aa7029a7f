//! What the schemes need of a curve beyond its group.

use ark_ec::{
    AffineRepr, CurveGroup,
    short_weierstrass::{Affine, Projective, SWCurveConfig},
};
use ark_ff::{BigInt, BigInteger, Fp, MontBackend, MontConfig, PrimeField};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};
use blake2::{Blake2b512, Digest};
use poly::{Scalar, map_range};
use std::ops::Range;
use transcript::{Label, ProofError};

/// A group of prime order on a curve `y^2 = x^3 + a x + b` over a prime field, with its coordinates.
pub trait Curve: CurveGroup<ScalarField: Scalar, BaseField: PrimeField> {
    /// The coefficient `a`.
    fn coefficient_a() -> Self::BaseField;
    /// The point with these coordinates.
    ///
    /// *Preconditions*: it lies on the curve and in the group.
    fn from_coordinates(x: Self::BaseField, y: Self::BaseField) -> Self::Affine;
    /// The point with this `x` and the smaller `y`, moved into the group; none where `x` is not on the curve.
    fn lift(x: Self::BaseField) -> Option<Self::Affine>;
    /// `a - b` of coordinates without a branch, which random operands would mispredict every other time.
    fn difference(a: &Self::BaseField, b: &Self::BaseField) -> Self::BaseField;
}

impl<P, C, const N: usize> Curve for Projective<P>
where
    P: SWCurveConfig<BaseField = Fp<MontBackend<C, N>, N>, ScalarField: Scalar>,
    C: MontConfig<N>,
{
    fn coefficient_a() -> P::BaseField {
        P::COEFF_A
    }

    fn from_coordinates(x: P::BaseField, y: P::BaseField) -> Affine<P> {
        Affine::new_unchecked(x, y)
    }

    fn lift(x: P::BaseField) -> Option<Affine<P>> {
        Affine::get_point_from_x_unchecked(x, false).map(|point| point.clear_cofactor())
    }

    #[inline(always)]
    fn difference(a: &P::BaseField, b: &P::BaseField) -> P::BaseField {
        let (mut limbs, mut carry) = ([0; N], 0);
        for ((limb, a), b) in limbs.iter_mut().zip(&a.0.0).zip(&b.0.0) {
            let t = i128::from(*a) - i128::from(*b) + carry;
            (*limb, carry) = (t as u64, t >> 64);
        }
        // All ones where a < b.
        let (mask, mut carry) = (carry as u64, 0);
        for (limb, m) in limbs.iter_mut().zip(&C::MODULUS.0) {
            let t = u128::from(*limb) + u128::from(m & mask) + carry;
            (*limb, carry) = (t as u64, t >> 64);
        }
        Fp::new_unchecked(BigInt::new(limbs))
    }
}

/// Points without known relations: try-and-increment from BLAKE2b-512 of the domain, the curve's field, an index and a counter.
///
/// Each point depends on its index alone: a larger key begins with the smaller one.
pub(crate) fn generators<G: Curve>(domain: &str, indices: Range<usize>) -> Vec<G::Affine> {
    map_range(indices, |index| {
        let mut tries = (0u64..).filter_map(|counter| {
            let mut hash = Blake2b512::new();
            for part in [domain.as_bytes(), &G::BaseField::MODULUS.to_bytes_le(), &G::ScalarField::MODULUS.to_bytes_le()] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            hash.update((index as u64).to_le_bytes());
            hash.update(counter.to_le_bytes());
            G::lift(G::BaseField::from_le_bytes_mod_order(&hash.finalize())).filter(|point| !point.is_zero())
        });
        // Half of all field elements lie on the curve.
        tries.next().unwrap_or_default()
    })
}

/// Bytes of a compressed point.
pub(crate) fn point_bytes<G: Curve>() -> usize {
    G::Affine::zero().compressed_size()
}

/// Canonical compressed encodings, one after the other.
pub(crate) fn encode_points<G: Curve>(points: &[G::Affine]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(points.len() * point_bytes::<G>());
    for point in points {
        // Writing to a vector cannot fail.
        let _ = point.serialize_compressed(&mut bytes);
    }
    bytes
}

/// Reads points: on the curve, in the group, each in its only encoding. The identity is a point like any other.
///
/// *Errors*: [`ProofError::Encoding`].
pub(crate) fn decode_points<G: Curve>(label: Label, bytes: &[u8]) -> Result<Vec<G::Affine>, ProofError> {
    let decode = |chunk: &[u8]| {
        let point = G::Affine::deserialize_compressed(chunk).ok()?;
        (encode_points::<G>(&[point]) == chunk).then_some(point)
    };
    bytes.chunks_exact(point_bytes::<G>()).map(|chunk| decode(chunk).ok_or(ProofError::Encoding { label, what: "group element" })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Fq, G1Projective};
    use ark_std::UniformRand;

    #[test]
    fn generators_are_distinct_points_of_one_sequence() {
        let points = generators::<G1Projective>("test", 0..64);
        assert!(points.iter().all(|point| point.is_on_curve() && !point.is_zero()));
        assert!((0..64).all(|i| points[..i].iter().all(|other| other.x != points[i].x)));
        assert_eq!(generators::<G1Projective>("test", 0..5), points[..5]);
        assert_ne!(generators::<G1Projective>("other", 0..1), points[..1]);
    }

    #[test]
    fn differences_agree_with_the_field() {
        let rng = &mut ark_std::test_rng();
        let mut values = vec![Fq::from(0u64), Fq::from(1u64), -Fq::from(1u64)];
        values.extend((0..20).map(|_| Fq::rand(rng)));
        for a in &values {
            assert!(values.iter().all(|b| G1Projective::difference(a, b) == *a - b));
        }
    }

    #[test]
    fn points_have_one_encoding() {
        let mut points = generators::<G1Projective>("test", 0..3);
        points.push(-points[0]);
        points.push(AffineRepr::zero());
        let bytes = encode_points::<G1Projective>(&points);
        assert_eq!(decode_points::<G1Projective>("points", &bytes), Ok(points));
        let modulus = Fq::MODULUS.to_bytes_le();
        let zero_with_x = [&[1; 31][..], &[0x40]].concat();
        let both_flags = [&bytes[..31], &[bytes[31] | 0xC0]].concat();
        let off_curve = (0u8..).find(|x| <G1Projective as Curve>::lift(u64::from(*x).into()).is_none()).unwrap();
        let off_curve = [&[off_curve][..], &[0; 31]].concat();
        for bad in [modulus, zero_with_x, both_flags, off_curve] {
            assert!(decode_points::<G1Projective>("points", &bad).is_err());
        }
    }
}
