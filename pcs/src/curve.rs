//! What the schemes need of a curve beyond its group.

use ark_ec::{
    AffineRepr, CurveGroup,
    short_weierstrass::{Affine, Projective, SWCurveConfig, SWFlags},
};
use ark_ff::{BigInt, BigInteger, Field, Fp, MontBackend, MontConfig, PrimeField, Zero};
use ark_serialize::{CanonicalDeserializeWithFlags, CanonicalSerializeWithFlags};
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
    /// The point with this `x` and the smaller or the larger `y`; none where there is none in the group.
    fn decompress(x: Self::BaseField, larger: bool) -> Option<Self::Affine>;
    /// `a - b` of coordinates without a branch, which random operands would mispredict every other time.
    fn difference(a: &Self::BaseField, b: &Self::BaseField) -> Self::BaseField;
    /// `a b` of coordinates in the caller's registers: a call passes them through memory, and waits for it.
    fn product(a: &Self::BaseField, b: &Self::BaseField) -> Self::BaseField;
    /// `a^2`, likewise.
    fn square(a: &Self::BaseField) -> Self::BaseField;
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
        Some(on_curve(x, false)?.clear_cofactor())
    }

    fn decompress(x: P::BaseField, larger: bool) -> Option<Affine<P>> {
        on_curve(x, larger).filter(P::is_in_correct_subgroup_assuming_on_curve)
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

    #[inline(always)]
    fn product(a: &P::BaseField, b: &P::BaseField) -> P::BaseField {
        let mut product = *a;
        C::mul_assign(&mut product, b);
        product
    }

    #[inline(always)]
    fn square(a: &P::BaseField) -> P::BaseField {
        let mut square = *a;
        C::square_in_place(&mut square);
        square
    }
}

/// The point of the curve with this `x` and the smaller or the larger `y`.
fn on_curve<P: SWCurveConfig<BaseField: PrimeField>>(x: P::BaseField, larger: bool) -> Option<Affine<P>> {
    let y = square_root(P::add_b(P::mul_by_a(x) + x.square() * x))?;
    Some(Affine::new_unchecked(x, if (y > -y) == larger { y } else { -y }))
}

/// A square root, if there is one.
///
/// For `q ≡ 3 (mod 4)` it is `a^{(q+1)/4}`; four bits of the exponent at a time take a fifth less time than one.
fn square_root<F: PrimeField>(a: F) -> Option<F> {
    if F::MODULUS.as_ref().first().is_none_or(|limb| limb % 4 != 3) {
        return a.sqrt();
    }
    // (q + 1) / 4 = (q - 3) / 4 + 1
    let mut exponent = F::MODULUS >> 2u32;
    exponent.add_with_carry(&F::BigInt::from(1u64));
    let mut powers = [F::one(); 16];
    for k in 1..16 {
        powers[k] = powers[k - 1] * a;
    }
    let mut root = F::one();
    for digit in exponent.to_bytes_be().into_iter().flat_map(|byte| [byte >> 4, byte & 0xF]) {
        for _ in 0..4 {
            root.square_in_place();
        }
        root *= powers[usize::from(digit)];
    }
    (root.square() == a).then_some(root)
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
    G::BaseField::zero().serialized_size_with_flags::<SWFlags>()
}

/// Canonical encodings, one after the other: `x`, little-endian, with the two highest bits for "the larger y" and "the identity".
pub(crate) fn encode_points<G: Curve>(points: &[G::Affine]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(points.len() * point_bytes::<G>());
    for point in points {
        let (x, flags) = point.xy().map_or((G::BaseField::zero(), SWFlags::PointAtInfinity), |(x, y)| (x, SWFlags::from_y_coordinate(y)));
        // Writing to a vector cannot fail.
        let _ = x.serialize_with_flags(&mut bytes, flags);
    }
    bytes
}

/// Reads points: on the curve, in the group, each in its only encoding. The identity is a point like any other.
///
/// `x` is below the modulus, the flags exclude one another, and no point of a group of odd order has `y = -y`: a point other than the
/// identity has one encoding. A square root is most of the time.
///
/// *Errors*: [`ProofError::Encoding`].
pub(crate) fn decode_points<G: Curve>(label: Label, bytes: &[u8]) -> Result<Vec<G::Affine>, ProofError> {
    let decode = |chunk: &[u8]| {
        let (x, flags) = G::BaseField::deserialize_with_flags::<_, SWFlags>(chunk).ok()?;
        match flags {
            SWFlags::PointAtInfinity => x.is_zero().then(G::Affine::zero),
            SWFlags::YIsPositive => G::decompress(x, false),
            SWFlags::YIsNegative => G::decompress(x, true),
        }
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
    fn square_roots_agree_with_the_library() {
        fn agree<F: PrimeField>() {
            let rng = &mut ark_std::test_rng();
            for a in [F::zero(), F::one(), -F::one()].into_iter().chain((0..20).map(|_| F::rand(rng))) {
                let root = square_root(a);
                assert_eq!(root.is_some(), a.sqrt().is_some());
                assert!(root.is_none_or(|root| root.square() == a));
            }
        }
        agree::<Fq>();
        agree::<ark_bls12_381::Fq>();
        // 1 modulo 4
        agree::<ark_bn254::Fr>();
    }

    fn one_encoding<G: Curve>() {
        let mut points = generators::<G>("test", 0..3);
        points.push((-G::from(points[0])).into_affine());
        points.push(AffineRepr::zero());
        let bytes = encode_points::<G>(&points);
        let size = point_bytes::<G>();
        assert_eq!(bytes.len(), 5 * size);
        assert_eq!(decode_points::<G>("points", &bytes), Ok(points));
        let modulus = G::BaseField::MODULUS.to_bytes_le()[..size].to_vec();
        let last = |flags: u8| [&bytes[..size - 1], &[bytes[size - 1] | flags]].concat();
        let zero_with_x = [&[1; 31][..], &vec![0; size - 32], &[0x40]].concat();
        let off_curve = (0u8..).find(|x| G::decompress(u64::from(*x).into(), true).is_none()).unwrap();
        let off_curve = [&[off_curve][..], &vec![0; size - 1]].concat();
        let negative_zero = [&bytes[4 * size..5 * size - 1], &[0xC0]].concat();
        for bad in [modulus, zero_with_x, last(0x40), last(0xC0), off_curve, negative_zero] {
            assert!(decode_points::<G>("points", &bad).is_err());
        }
    }

    #[test]
    fn points_have_one_encoding() {
        one_encoding::<G1Projective>();
        one_encoding::<ark_bls12_381::G1Projective>();
        // The library's encoding over BN254.
        let points = generators::<G1Projective>("test", 0..9);
        let mut theirs = Vec::new();
        points.iter().for_each(|point| ark_serialize::CanonicalSerialize::serialize_compressed(point, &mut theirs).unwrap());
        assert_eq!(encode_points::<G1Projective>(&points), theirs);
    }

    #[test]
    fn points_outside_the_group_are_refused() {
        type G = ark_bls12_381::G1Projective;
        let on_the_curve = (0u64..).filter_map(|x| on_curve::<ark_bls12_381::g1::Config>(x.into(), false));
        let outside = on_the_curve.take(5).map(|point| point.x);
        for x in outside {
            assert_eq!(<G as Curve>::decompress(x, false), None);
            let mut bytes = Vec::new();
            x.serialize_with_flags(&mut bytes, SWFlags::YIsPositive).unwrap();
            assert!(decode_points::<G>("points", &bytes).is_err());
        }
    }
}
