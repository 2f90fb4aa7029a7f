//! A string as a file.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `JOLT_SRS` |
//! | 4 | version |
//! | 1 + n | the curve's name, with its length |
//! | 41 | [`Provenance`] |
//! | 8 | `N`, a power of two |
//! | 2 points | `[1]_2` and `[τ]_2`, canonical, uncompressed |
//! | 32 | BLAKE2b-256 of all that precedes |
//! | `N` points | `[τ^i]_1` |
//! | 32 | BLAKE2b-256 of all that precedes |
//!
//! Integers are little-endian. The first checksum lets a verifier read the header alone.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use super::check::check_secret;
use super::curves::curve_name;
use super::input::{Input, PIECE};
use super::{Group, PointProblem, Provenance, Srs, SrsError};
use crate::Curve;
use ark_ec::{AffineRepr, pairing::Pairing};
use ark_serialize::CanonicalSerialize;
use blake2::{Blake2b, Digest, digest::consts::U32};
use poly::map_range;
use std::io::{Cursor, Read, Seek, Write};

const MAGIC: &[u8; 8] = b"JOLT_SRS";
const VERSION: u32 = 1;
const CHECKSUM_BYTES: usize = 32;
/// No memory holds more powers.
const MAX_LOG_LEN: u32 = 40;

/// What a file says of its string before the powers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrsHeader<E: Pairing> {
    /// Name of the curve.
    pub curve: String,
    /// Number of powers in the first group.
    pub len: u64,
    /// Where the secret comes from.
    pub provenance: Provenance,
    /// `[τ]_2`.
    pub tau_g2: E::G2Affine,
}

impl<E: Pairing<G1: Curve>> Srs<E> {
    /// The string as the bytes of a file; [`Self::decode`] reads them.
    ///
    /// # Example
    ///
    /// ```
    /// use ark_bn254::Bn254;
    /// use pcs::{Srs, SrsError};
    ///
    /// let srs = Srs::<Bn254>::insecure_test(3);
    /// let mut bytes = srs.encode();
    /// assert_eq!(Srs::<Bn254>::decode(&bytes)?.powers(), srs.powers());
    /// bytes[500] ^= 1;
    /// assert_eq!(Srs::<Bn254>::decode(&bytes).unwrap_err(), SrsError::Checksum);
    /// # Ok::<(), SrsError>(())
    /// ```
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a vector cannot fail.
        let _ = self.write(&mut bytes);
        bytes
    }

    /// Writes what [`Self::encode`] returns, piece by piece.
    ///
    /// *Errors*: [`SrsError::Io`].
    pub fn write(&self, mut writer: impl Write) -> Result<(), SrsError> {
        let name = curve_name::<E>();
        let mut bytes = [MAGIC, &VERSION.to_le_bytes()[..], &[name.len() as u8], name.as_bytes(), &self.provenance.to_bytes()].concat();
        bytes.extend((self.len() as u64).to_le_bytes());
        bytes.extend(encode_points(&[self.g2(), self.tau_g2]));
        let mut hash = Blake2b::<U32>::new();
        let checksum = Blake2b::<U32>::digest(&bytes);
        bytes.extend(checksum);
        hash.update(&bytes);
        writer.write_all(&bytes)?;
        for piece in self.powers().chunks(PIECE) {
            let bytes = encode_points(piece);
            hash.update(&bytes);
            writer.write_all(&bytes)?;
        }
        writer.write_all(&hash.finalize())?;
        Ok(writer.flush()?)
    }

    /// Reads what [`Self::encode`] wrote, as [`Self::read`] does.
    ///
    /// *Errors*: as [`Self::read`].
    pub fn decode(bytes: &[u8]) -> Result<Self, SrsError> {
        Self::read(Cursor::new(bytes))
    }

    /// Reads a file from its first byte; memory is taken once its length fits its header.
    ///
    /// *Errors*: [`SrsError`]: another format, version or curve, a damaged, truncated or longer file, points outside the groups, a ceremony
    /// whose secret is public.
    /// *Soundness*: that the points are powers of one secret was checked when the file was made, and [`Self::check`] repeats it.
    pub fn read(reader: impl Read + Seek) -> Result<Self, SrsError> {
        let mut input = Input::new(reader)?;
        let (header, mut hash) = read_head::<E>(&mut input)?;
        let point_bytes = E::G1Affine::generator().uncompressed_size();
        let expected = header.len * point_bytes as u64 + input.at() + CHECKSUM_BYTES as u64;
        let len = usize::try_from(header.len).ok().filter(|_| expected == input.len());
        let len = len.ok_or(SrsError::Length { expected, actual: input.len() })?;

        // A sparse file is as long as its maker likes: memory is taken as points are found.
        let (mut powers, mut bad) = (Vec::new(), None);
        for start in (0..len).step_by(PIECE) {
            let bytes = input.bytes((len - start).min(PIECE) * point_bytes)?;
            hash.update(&bytes);
            // The checksum tells a damaged file from one that was made wrong.
            if bad.is_none() {
                match decode_points::<E::G1Affine>(&bytes, Group::G1, start) {
                    Ok(points) => powers.extend(points),
                    Err(error) => bad = Some(error),
                }
            }
        }
        if input.array()? != <[u8; CHECKSUM_BYTES]>::from(hash.finalize()) {
            return Err(SrsError::Checksum);
        }
        if let Some(error) = bad {
            return Err(error);
        }
        if powers.first() != Some(&E::G1Affine::generator()) {
            return Err(SrsError::Point { group: Group::G1, index: 0, problem: PointProblem::NotTheGenerator });
        }
        Ok(Self { powers: powers.into(), len, tau_g2: header.tau_g2, provenance: header.provenance })
    }

    /// Reads what precedes the powers: all that verifiers need.
    ///
    /// *Errors*: as [`Self::read`], of the header.
    ///
    /// # Example
    ///
    /// ```
    /// use ark_bn254::Bn254;
    /// use pcs::{Provenance, Srs};
    /// use std::io::Cursor;
    ///
    /// let file = Srs::<Bn254>::insecure_test(3).encode();
    /// let header = Srs::<Bn254>::read_header(Cursor::new(file))?;
    /// assert_eq!((header.curve.as_str(), header.len, header.provenance), ("BN254", 8, Provenance::InsecureTest));
    /// # Ok::<(), pcs::SrsError>(())
    /// ```
    pub fn read_header(reader: impl Read + Seek) -> Result<SrsHeader<E>, SrsError> {
        read_head(&mut Input::new(reader)?).map(|(header, _)| header)
    }
}

/// The header, and the hash of all bytes up to its end.
fn read_head<E: Pairing<G1: Curve>>(input: &mut Input<impl Read + Seek>) -> Result<(SrsHeader<E>, Blake2b<U32>), SrsError> {
    match input.array::<8>()? {
        magic if magic == *MAGIC => {}
        [b'p', b't', b'a', b'u', ..] => return Err(SrsError::Ptau),
        _ => return Err(SrsError::NotAString),
    }
    let version = input.u32()?;
    if version != VERSION {
        return Err(SrsError::Version { format: "JOLT_SRS", found: version, known: VERSION });
    }
    let [name_len] = input.array()?;
    let name = input.bytes(name_len.into())?;
    let curve = String::from_utf8(name).map_err(|_| SrsError::Header("the curve has no name"))?;
    let wanted = curve_name::<E>();
    if curve != wanted {
        return Err(SrsError::Curve { found: curve.escape_default().to_string(), wanted });
    }
    let provenance_bytes = input.array()?;
    let len = input.u64()?;
    let points = input.bytes(2 * E::G2Affine::generator().uncompressed_size())?;

    let head = [MAGIC, &VERSION.to_le_bytes()[..], &[name_len], curve.as_bytes(), &provenance_bytes, &len.to_le_bytes(), &points].concat();
    let checksum: [u8; CHECKSUM_BYTES] = Blake2b::<U32>::digest(&head).into();
    if input.array()? != checksum {
        return Err(SrsError::Checksum);
    }
    let hash = Blake2b::<U32>::new().chain_update(&head).chain_update(checksum);
    let provenance = Provenance::from_bytes(&provenance_bytes).ok_or(SrsError::Header("no provenance"))?;
    if !len.is_power_of_two() || len > 1 << MAX_LOG_LEN {
        return Err(SrsError::Header("the number of powers is not a power of two up to 2^40"));
    }
    let points = decode_points::<E::G2Affine>(&points, Group::G2, 0)?;
    let &[one, tau_g2] = points.as_slice() else { return Err(SrsError::Header("two points of G2 are needed")) };
    if one != E::G2Affine::generator() {
        return Err(SrsError::Point { group: Group::G2, index: 0, problem: PointProblem::NotTheGenerator });
    }
    check_secret::<E>(tau_g2, provenance)?;
    Ok((SrsHeader { curve, len, provenance, tau_g2 }, hash))
}

fn encode_points<P: AffineRepr>(points: &[P]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(points.len() * P::generator().uncompressed_size());
    for point in points {
        // Writing to a vector cannot fail.
        let _ = point.serialize_uncompressed(&mut bytes);
    }
    bytes
}

/// Points of the group without the identity, each in its only encoding; the first is the power `start`.
fn decode_points<P: AffineRepr>(bytes: &[u8], group: Group, start: usize) -> Result<Vec<P>, SrsError> {
    let size = P::generator().uncompressed_size();
    let decode = |index: usize| {
        let chunk = bytes.get(index * size..(index + 1) * size).unwrap_or_default();
        match P::deserialize_uncompressed(chunk).ok().filter(|point| encode_points(&[*point]) == chunk) {
            Some(point) if point.is_zero() => Err(PointProblem::Identity),
            Some(point) => Ok(point),
            None => Err(PointProblem::NotInGroup),
        }
        .map_err(|problem| SrsError::Point { group, index: (start + index) as u64, problem })
    };
    map_range(0..bytes.len() / size, decode).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srs::{Ceremony, PublicSecret};
    use ark_bls12_381::Bls12_381;
    use ark_bn254::{Bn254, Fr};

    fn ceremony<E: Pairing>(srs: Srs<E>) -> Srs<E> {
        let ceremony = Ceremony::of::<E>(9, srs.tau_g2, 2);
        Srs { provenance: Provenance::Ceremony(ceremony), ..srs }
    }

    /// Bytes before the powers.
    fn head_len<E: Pairing<G1: Curve>>(srs: &Srs<E>) -> usize {
        srs.encode().len() - CHECKSUM_BYTES - srs.len() * srs.g1().uncompressed_size()
    }

    /// The file after a change, with the checksums that its maker would write.
    fn sealed(srs: &Srs<Bn254>, change: impl FnOnce(&mut Vec<u8>)) -> Result<Srs<Bn254>, SrsError> {
        let (mut bytes, head) = (srs.encode(), head_len(srs));
        change(&mut bytes);
        for end in [head - CHECKSUM_BYTES, bytes.len() - CHECKSUM_BYTES] {
            let checksum = Blake2b::<U32>::digest(&bytes[..end]);
            bytes[end..end + CHECKSUM_BYTES].copy_from_slice(&checksum);
        }
        Srs::decode(&bytes)
    }

    fn round_trip<E: Pairing<G1: Curve>>(srs: &Srs<E>) {
        let bytes = srs.encode();
        let read = Srs::<E>::decode(&bytes).unwrap();
        assert_eq!((read.powers(), read.tau_g2(), read.provenance()), (srs.powers(), srs.tau_g2(), srs.provenance()));
        assert_eq!(read.encode(), bytes);
        let header = Srs::<E>::read_header(Cursor::new(&bytes[..head_len(srs)])).unwrap();
        let expected = SrsHeader { curve: curve_name::<E>(), len: srs.len() as u64, provenance: *srs.provenance(), tau_g2: srs.tau_g2() };
        assert_eq!(header, expected);
        let verifier = Srs::<E>::of_one_power(header.tau_g2, header.provenance).unwrap();
        assert_eq!((verifier.powers(), verifier.tau_g2(), verifier.check()), (&[srs.g1()][..], srs.tau_g2(), Ok(())));
    }

    #[test]
    fn files_are_read_back() {
        for log_len in 0..5 {
            round_trip(&Srs::<Bn254>::insecure_test(log_len));
            round_trip(&ceremony(Srs::<Bn254>::from_secret(Fr::from(99u64), log_len)));
            round_trip(&Srs::<Bls12_381>::insecure_test(log_len));
            round_trip(&Srs::<Bls12_381>::insecure_test(5).truncate(log_len).unwrap());
        }
        let several_pieces = Srs::<Bn254>::insecure_test(15);
        assert_eq!(Srs::<Bn254>::decode(&several_pieces.encode()).unwrap().powers(), several_pieces.powers());
    }

    #[test]
    fn changed_bytes_are_refused() {
        let bytes = ceremony(Srs::<Bn254>::from_secret(Fr::from(99u64), 2)).encode();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                let error = Srs::<Bn254>::decode(&changed).unwrap_err();
                let expected = match at {
                    0..8 => matches!(error, SrsError::NotAString),
                    8..12 => matches!(error, SrsError::Version { .. }),
                    12..18 => matches!(error, SrsError::Curve { .. } | SrsError::Header(_) | SrsError::Length { .. }),
                    _ => matches!(error, SrsError::Checksum),
                };
                assert!(expected, "{at}: {error}");
            }
        }
    }

    #[test]
    fn other_lengths_are_refused() {
        let srs = Srs::<Bn254>::insecure_test(2);
        let bytes = srs.encode();
        for end in 0..bytes.len() {
            assert!(matches!(Srs::<Bn254>::decode(&bytes[..end]), Err(SrsError::Length { .. })));
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(matches!(Srs::<Bn254>::decode(&longer), Err(SrsError::Length { expected, .. }) if expected == bytes.len() as u64));
        let at = head_len(&srs) - CHECKSUM_BYTES - 2 * srs.g2().uncompressed_size() - 8;
        let with_len = |len: u64| sealed(&srs, |bytes| bytes[at..at + 8].copy_from_slice(&len.to_le_bytes())).unwrap_err();
        for len in [1, 2, 8, 1 << 32, 1 << 40] {
            assert!(matches!(with_len(len), SrsError::Length { .. }));
        }
        for len in [0, 3, 5, 1 << 41, 1 << 63, u64::MAX] {
            assert!(matches!(with_len(len), SrsError::Header(_)));
        }
    }

    #[test]
    fn other_curves_are_named() {
        let bytes = Srs::<Bls12_381>::insecure_test(1).encode();
        let error = Srs::<Bn254>::decode(&bytes).unwrap_err();
        assert_eq!(error, SrsError::Curve { found: "BLS12-381".into(), wanted: "BN254".into() });
        assert!(error.to_string().starts_with("the file is for the curve BLS12-381 and BN254 is wanted"));
    }

    #[test]
    fn points_are_in_the_groups() {
        let srs = ceremony(Srs::<Bn254>::from_secret(Fr::from(99u64), 2));
        let (head, size) = (head_len(&srs), srs.g1().uncompressed_size());
        let g1 = |index, problem| Some(SrsError::Point { group: Group::G1, index, problem });
        let at = |index: usize| head + index * size;
        // The ordinate of another power: off the curve; a modulus too much; a sign's flag too few.
        assert_eq!(sealed(&srs, |bytes| bytes.copy_within(at(1)..at(1) + size / 2, at(2))).err(), g1(2, PointProblem::NotInGroup));
        assert_eq!(sealed(&srs, |bytes| bytes[at(3)..at(3) + size / 2].fill(0xFF)).err(), g1(3, PointProblem::NotInGroup));
        assert_eq!(sealed(&srs, |bytes| bytes[at(4) - 1] ^= 0x80).err(), g1(3, PointProblem::NotInGroup));
        assert_eq!(sealed(&srs, |bytes| bytes.copy_within(at(1)..at(2), at(0))).err(), g1(0, PointProblem::NotTheGenerator));
        let zero = encode_points(&[<Bn254 as Pairing>::G1Affine::zero()]);
        assert_eq!(sealed(&srs, |bytes| bytes[at(2)..at(3)].copy_from_slice(&zero)).err(), g1(2, PointProblem::Identity));

        let g2 = |index, problem| Some(SrsError::Point { group: Group::G2, index, problem });
        let mut twist = (1u64..).filter_map(|x| ark_bn254::G2Affine::get_point_from_x_unchecked(ark_bn254::Fq2::from(x), false));
        let outside = twist.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap();
        let with_tau = |tau_g2| Srs::<Bn254>::decode(&Srs { tau_g2, ..srs.clone() }.encode()).err();
        assert_eq!(with_tau(outside), g2(1, PointProblem::NotInGroup));
        assert_eq!(with_tau(AffineRepr::zero()), g2(1, PointProblem::Identity));
        assert_eq!(with_tau(srs.g2()), Some(SrsError::PublicSecret(PublicSecret::Number(1))));
        let one = head - CHECKSUM_BYTES - 2 * srs.g2().uncompressed_size();
        let generator = |bytes: &mut Vec<u8>| bytes.copy_within(one + 2 * size..one + 4 * size, one);
        assert_eq!(sealed(&srs, generator).err(), g2(0, PointProblem::NotTheGenerator));

        let mut curve = (0u64..).filter_map(|x| ark_bls12_381::G1Affine::get_point_from_x_unchecked(x.into(), false));
        let outside = curve.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap();
        let mut other = Srs::<Bls12_381>::insecure_test(1);
        other.powers = [other.g1(), outside].into();
        assert_eq!(Srs::<Bls12_381>::decode(&other.encode()).err(), g1(1, PointProblem::NotInGroup));
    }

    #[test]
    fn no_string_claims_the_ceremony_of_another() {
        let [ours, theirs] = [5u64, 6].map(|k| ceremony(Srs::<Bn254>::from_secret(Fr::from(1000 * k), 2)));
        let forged = Srs { provenance: theirs.provenance, ..ours.clone() };
        assert_eq!(Srs::<Bn254>::decode(&ours.encode()).map(|srs| srs.provenance), Ok(ours.provenance));
        assert_eq!(Srs::<Bn254>::decode(&forged.encode()).err(), Some(SrsError::OtherCeremony));
        assert_eq!(Srs::<Bn254>::read_header(Cursor::new(forged.encode())).err(), Some(SrsError::OtherCeremony));
        assert_eq!(forged.check(), Err(SrsError::OtherCeremony));
        let nobody = Srs { provenance: Provenance::Ceremony(Ceremony::of::<Bn254>(9, ours.tau_g2, 0)), ..ours };
        assert_eq!(nobody.check(), Err(SrsError::OtherCeremony));
    }

    #[test]
    fn a_public_secret_is_no_ceremony() {
        let bytes = ceremony(Srs::<Bn254>::insecure_test(1)).encode();
        assert_eq!(Srs::<Bn254>::decode(&bytes).unwrap_err(), SrsError::PublicSecret(PublicSecret::TestString));
        assert!(Srs::<Bn254>::read_header(Cursor::new(bytes)).is_err());
        let strange = sealed(&Srs::<Bn254>::insecure_test(1), |bytes| bytes[18] = 2);
        assert_eq!(strange.unwrap_err(), SrsError::Header("no provenance"));
    }
}
