//! Import of powers-of-tau files (`.ptau`), the format of snarkjs.
//!
//! `"ptau"`, a version, a number of sections; each section is its number, its length and its bytes. Integers are little-endian, points
//! are affine with coordinates in Montgomery form, little-endian, and `Fp2` elements are `c_0, c_1`. With power `k`:
//!
//! | section | what |
//! |---|---|
//! | 1 | bytes of a coordinate, modulus, `k`, the ceremony's power (larger in a truncated file) |
//! | 2, 3 | `[τ^i]_1` for `i < 2^{k+1} - 1`, `[τ^i]_2` for `i < 2^k` |
//! | 4, 5, 6 | `[α τ^i]_1`, `[β τ^i]_1` for `i < 2^k`, `[β]_2` |
//! | 7 | the contributions |
//! | 12 to 15 | sections 2 to 5 in Lagrange bases, in a prepared file |

use super::check::public_secret;
use super::curves::{curve_name, name_of_modulus};
use super::input::{Input, PIECE};
use super::{Ceremony, Group, PointProblem, Provenance, SectionProblem, Srs, SrsError, power_of_two};
use crate::digest;
use ark_bn254::{Bn254, Fq, Fq2, G1Affine, G2Affine};
use ark_ec::{
    AffineRepr,
    short_weierstrass::{Affine, SWCurveConfig},
};
use ark_ff::{BigInt, PrimeField, Zero};
use ark_serialize::CanonicalSerialize;
use poly::map_range;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::Range;

const MAGIC: &[u8; 4] = b"ptau";
const VERSION: u32 = 1;
/// No file has more sections.
const MAX_SECTIONS: u32 = 64;
const HEADER: u32 = 1;
const TAU_G1: u32 = 2;
const TAU_G2: u32 = 3;
const ALPHA_G1: u32 = 4;
const BETA_G1: u32 = 5;
const BETA_G2: u32 = 6;
const CONTRIBUTIONS: u32 = 7;
/// Bytes of a coordinate.
const COORDINATE: usize = 32;
const G1_BYTES: usize = 2 * COORDINATE;
const G2_BYTES: usize = 4 * COORDINATE;
/// `[τ]_1, [τ]_2, [α]_1, [β]_1, [β]_2`, a public key of six and three points, the state of a hash, a hash and the kind of a contribution.
const CONTRIBUTION_BYTES: u64 = (9 * G1_BYTES + 5 * G2_BYTES + 216 + 64 + 4) as u64;
/// Separates the digest of a ceremony from all other hashes.
const DIGEST_DOMAIN: &str = "joltlab ceremony";

impl Srs<Bn254> {
    /// Imports the first `2^log_len` powers of a powers-of-tau file; without a length, `2^k` from a file of power `k`.
    ///
    /// Reads those powers, `[τ]_2`, the table of sections and the list of contributions, however large the file is. Points are checked to be
    /// on the curve, in the group and the powers of one secret, that of the last contribution.
    ///
    /// *Errors*: [`SrsError`]: another format, version or curve, damaged sections, wrong points, a public secret, too few powers.
    /// *Soundness*: rests on the file being the outcome of its ceremony. `snarkjs powersoftau verify` checks the contributions' proofs;
    /// compare the digest of the [`Provenance`] with others.
    ///
    /// # Example
    ///
    /// ```
    /// use ark_bn254::Bn254;
    /// use pcs::Srs;
    /// use std::io::Cursor;
    ///
    /// let file = include_bytes!("../../tests/fixtures/ceremony.ptau");
    /// let srs = Srs::<Bn254>::import_ptau(Cursor::new(file), Some(3))?;
    /// assert_eq!(srs.len(), 8);
    /// assert!(srs.provenance().to_string().ends_with("of power 4 with 3 contributions"));
    /// # Ok::<(), pcs::SrsError>(())
    /// ```
    pub fn import_ptau(reader: impl Read + Seek, log_len: Option<usize>) -> Result<Self, SrsError> {
        let mut input = Input::new(reader)?;
        let sections = Sections::read(&mut input)?;
        let header = Header::read(&mut input, &sections)?;
        header.check_sizes(&sections)?;
        let log_len = log_len.unwrap_or(header.power as usize);
        // The pairings need [τ]_1 even if nobody else does.
        let len = power_of_two(log_len.max(1)).filter(|_| log_len <= header.power as usize);
        let len = len.ok_or(SrsError::TooShort { available: header.powers_g1(), needed: log_len })?;

        let tau_g2 = read_tau_g2(&mut input, &sections)?;
        if let Some(secret) = public_secret::<Bn254>(tau_g2) {
            return Err(SrsError::PublicSecret(secret));
        }
        let contributions = read_contributions(&mut input, &sections)?;
        let powers = read_powers(&mut input, &sections, len)?;
        let ceremony = Ceremony { digest: header.digest(tau_g2), power: header.ceremony_power, contributions };
        let srs = Self { powers: powers.into(), len, tau_g2, provenance: Provenance::Ceremony(ceremony) };
        srs.check()?;
        srs.truncate(log_len)
    }
}

/// Where the bytes of each section are.
struct Sections(BTreeMap<u32, Range<u64>>);

impl Sections {
    /// Reads the head of the file and of each section.
    ///
    /// Sections follow one another, so they cannot overlap; the last one ends the file.
    fn read(input: &mut Input<impl Read + Seek>) -> Result<Self, SrsError> {
        if input.array()? != *MAGIC {
            return Err(SrsError::NotPtau);
        }
        let version = input.u32()?;
        if version != VERSION {
            return Err(SrsError::Version { format: ".ptau", found: version, known: VERSION });
        }
        let count = input.u32()?;
        if count > MAX_SECTIONS {
            return Err(SrsError::Header("more than 64 sections"));
        }
        let mut sections = BTreeMap::new();
        for _ in 0..count {
            let (section, size) = (input.u32()?, input.u64()?);
            let end = input.at().checked_add(size).filter(|end| *end <= input.len());
            let end = end.ok_or(SrsError::Section { section, problem: SectionProblem::OutOfBounds })?;
            if sections.insert(section, input.at()..end).is_some() {
                return Err(SrsError::Section { section, problem: SectionProblem::Twice });
            }
            input.seek(end)?;
        }
        if input.at() != input.len() {
            return Err(SrsError::Length { expected: input.at(), actual: input.len() });
        }
        Ok(Self(sections))
    }

    fn get(&self, section: u32) -> Result<Range<u64>, SrsError> {
        self.0.get(&section).cloned().ok_or(SrsError::Section { section, problem: SectionProblem::Missing })
    }

    /// Checks that a section is as long as the header says.
    fn check_size(&self, section: u32, expected: u64) -> Result<(), SrsError> {
        let range = self.get(section)?;
        let actual = range.end - range.start;
        if actual == expected { Ok(()) } else { Err(SrsError::Section { section, problem: SectionProblem::Size { expected, actual } }) }
    }
}

/// The first section.
struct Header {
    /// `k`
    power: u32,
    /// The power of the file that this one was truncated from, or `k`.
    ceremony_power: u32,
}

impl Header {
    /// Largest length of a modulus that is read, to name its curve.
    const MAX_COORDINATE: u32 = 128;

    fn read(input: &mut Input<impl Read + Seek>, sections: &Sections) -> Result<Self, SrsError> {
        input.seek(sections.get(HEADER)?.start)?;
        let coordinate = input.u32()?;
        if coordinate > Self::MAX_COORDINATE {
            return Err(SrsError::Header("coordinates of more than 128 bytes"));
        }
        sections.check_size(HEADER, 12 + u64::from(coordinate))?;
        let (found, wanted) = (name_of_modulus(&input.bytes(coordinate as usize)?), curve_name::<Bn254>());
        if found != wanted {
            return Err(SrsError::Curve { found, wanted });
        }
        let header = Self { power: input.u32()?, ceremony_power: input.u32()? };
        let powers = 1..=Ceremony::MAX_POWER;
        if !powers.contains(&header.power) || !powers.contains(&header.ceremony_power) || header.power > header.ceremony_power {
            return Err(SrsError::Header("its power is not between 1 and the ceremony's, or that one above 40"));
        }
        Ok(header)
    }

    /// Number of powers in the first group.
    fn powers_g1(&self) -> u64 {
        (2 << self.power) - 1
    }

    /// Checks that all sections of a ceremony are there and as long as the power asks for.
    fn check_sizes(&self, sections: &Sections) -> Result<(), SrsError> {
        let (g1, g2) = (G1_BYTES as u64, G2_BYTES as u64);
        sections.check_size(TAU_G1, self.powers_g1() * g1)?;
        sections.check_size(TAU_G2, g2 << self.power)?;
        sections.check_size(ALPHA_G1, g1 << self.power)?;
        sections.check_size(BETA_G1, g1 << self.power)?;
        sections.check_size(BETA_G2, g2)?;
        sections.get(CONTRIBUTIONS).map(|_| ())
    }

    /// Identifies the ceremony's outcome, however few powers of it are in the file.
    fn digest(&self, tau_g2: G2Affine) -> [u8; 32] {
        let mut point = Vec::with_capacity(G2_BYTES);
        // Writing to a vector cannot fail.
        let _ = tau_g2.serialize_uncompressed(&mut point);
        digest(DIGEST_DOMAIN, &[curve_name::<Bn254>().as_bytes(), &self.ceremony_power.to_le_bytes(), &point])
    }
}

/// `[τ]_2`, which follows the generator.
fn read_tau_g2(input: &mut Input<impl Read + Seek>, sections: &Sections) -> Result<G2Affine, SrsError> {
    input.seek(sections.get(TAU_G2)?.start)?;
    let mut next = |index| {
        let bytes: [u8; G2_BYTES] = input.array()?;
        let [x0, x1, y0, y1] = coordinates(&bytes).map_err(|problem| SrsError::Point { group: Group::G2, index, problem })?;
        point(Fq2::new(x0, x1), Fq2::new(y0, y1)).map_err(|problem| SrsError::Point { group: Group::G2, index, problem })
    };
    let (one, tau): (G2Affine, G2Affine) = (next(0)?, next(1)?);
    if one != G2Affine::generator() {
        return Err(SrsError::Point { group: Group::G2, index: 0, problem: PointProblem::NotTheGenerator });
    }
    Ok(tau)
}

/// The first powers in the first group.
fn read_powers(input: &mut Input<impl Read + Seek>, sections: &Sections, len: usize) -> Result<Vec<G1Affine>, SrsError> {
    input.seek(sections.get(TAU_G1)?.start)?;
    let mut powers = Vec::with_capacity(len);
    while powers.len() < len {
        let start = powers.len();
        let count = (len - start).min(PIECE);
        let bytes = input.bytes(count * G1_BYTES)?;
        let piece = map_range(0..count, |index| {
            let power = coordinates(&bytes[index * G1_BYTES..]).and_then(|[x, y]| point(x, y));
            power.map_err(|problem| SrsError::Point { group: Group::G1, index: (start + index) as u64, problem })
        });
        for power in piece {
            powers.push(power?);
        }
    }
    Ok(powers)
}

/// Number of contributions; the last one's `[τ]_1` and `[τ]_2` are those of the powers.
fn read_contributions(input: &mut Input<impl Read + Seek>, sections: &Sections) -> Result<u32, SrsError> {
    let range = sections.get(CONTRIBUTIONS)?;
    input.seek(range.start)?;
    let count = input.u32()?;
    let mut last = None;
    for _ in 0..count {
        last = Some(input.at());
        input.seek(input.at() + CONTRIBUTION_BYTES)?;
        // Names and the like.
        let parameters = input.u32()?;
        let end = input.at() + u64::from(parameters);
        if end > range.end {
            return Err(SrsError::Section { section: CONTRIBUTIONS, problem: SectionProblem::OutOfBounds });
        }
        input.seek(end)?;
    }
    let expected = input.at() - range.start;
    sections.check_size(CONTRIBUTIONS, expected)?;
    let last = last.ok_or(SrsError::Contributions)?;

    let mut tau = |g1: u64, g2: u64| -> Result<([u8; G1_BYTES], [u8; G2_BYTES]), SrsError> {
        input.seek(g1)?;
        let tau_g1 = input.array()?;
        input.seek(g2)?;
        Ok((tau_g1, input.array()?))
    };
    let contributed = tau(last, last + G1_BYTES as u64)?;
    let published = tau(sections.get(TAU_G1)?.start + G1_BYTES as u64, sections.get(TAU_G2)?.start + G2_BYTES as u64)?;
    if contributed == published { Ok(count) } else { Err(SrsError::Contributions) }
}

/// The next `N` coordinates, each below the modulus.
fn coordinates<const N: usize>(bytes: &[u8]) -> Result<[Fq; N], PointProblem> {
    let mut coordinates = [Fq::default(); N];
    for (coordinate, bytes) in coordinates.iter_mut().zip(bytes.chunks_exact(COORDINATE)) {
        let mut limbs = [0; COORDINATE / 8];
        for (limb, bytes) in limbs.iter_mut().zip(bytes.as_chunks().0) {
            *limb = u64::from_le_bytes(*bytes);
        }
        let montgomery = BigInt::new(limbs);
        if montgomery >= Fq::MODULUS {
            return Err(PointProblem::Encoding);
        }
        *coordinate = Fq::new_unchecked(montgomery);
    }
    Ok(coordinates)
}

/// The point with these coordinates, in the group; the identity is written as zeros.
fn point<P: SWCurveConfig>(x: P::BaseField, y: P::BaseField) -> Result<Affine<P>, PointProblem> {
    if x.is_zero() && y.is_zero() {
        return Err(PointProblem::Identity);
    }
    let point = Affine::new_unchecked(x, y);
    match (point.is_on_curve(), point.is_on_curve() && point.is_in_correct_subgroup_assuming_on_curve()) {
        (false, _) => Err(PointProblem::OffCurve),
        (true, false) => Err(PointProblem::OutsideSubgroup),
        (true, true) => Ok(point),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srs::PublicSecret;
    use std::io::Cursor;

    const CEREMONY: &[u8] = include_bytes!("../../tests/fixtures/ceremony.ptau");
    const PREPARED: &[u8] = include_bytes!("../../tests/fixtures/prepared.ptau");
    /// Power 2 of the same ceremony.
    const TRUNCATED: &[u8] = include_bytes!("../../tests/fixtures/truncated.ptau");
    const BLANK: &[u8] = include_bytes!("../../tests/fixtures/blank.ptau");
    const BLS12_381: &[u8] = include_bytes!("../../tests/fixtures/bls12-381.ptau");
    const POWER: usize = 4;

    fn import(bytes: &[u8]) -> Result<Srs<Bn254>, SrsError> {
        Srs::import_ptau(Cursor::new(bytes), None)
    }

    /// Bytes of a section.
    fn section(bytes: &[u8], number: u32) -> Range<usize> {
        let range = Sections::read(&mut Input::new(Cursor::new(bytes)).unwrap()).unwrap().get(number).unwrap();
        range.start as usize..range.end as usize
    }

    fn changed(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> SrsError {
        let mut bytes = bytes.to_vec();
        change(&mut bytes);
        import(&bytes).unwrap_err()
    }

    #[test]
    fn files_of_one_ceremony_agree() {
        let srs = import(CEREMONY).unwrap();
        assert_eq!((srs.len(), import(PREPARED).unwrap().powers()), (1 << POWER, srs.powers()));
        for log_len in 0..=POWER {
            let short = Srs::import_ptau(Cursor::new(PREPARED), Some(log_len)).unwrap();
            assert_eq!(short.powers(), &srs.powers()[..1 << log_len]);
            assert_eq!((short.tau_g2(), short.provenance()), (srs.tau_g2(), srs.provenance()));
        }
        let truncated = import(TRUNCATED).unwrap();
        assert_eq!((truncated.powers(), truncated.provenance()), (&srs.powers()[..4], srs.provenance()));
        let Provenance::Ceremony(ceremony) = srs.provenance() else { panic!("a ceremony") };
        assert_eq!((ceremony.power, ceremony.contributions, ceremony.published_powers()), (4, 3, 31));
    }

    #[test]
    fn too_small_a_file_says_what_it_has() {
        for (file, log_len, available) in [(CEREMONY, 5, 31), (TRUNCATED, 3, 7), (CEREMONY, 64, 31), (CEREMONY, usize::MAX, 31)] {
            let error = Srs::import_ptau(Cursor::new(file), Some(log_len)).unwrap_err();
            assert_eq!(error, SrsError::TooShort { available, needed: log_len });
        }
    }

    #[test]
    fn other_curves_and_blank_files_are_named() {
        let error = import(BLS12_381).unwrap_err();
        assert_eq!(error, SrsError::Curve { found: "BLS12-381".into(), wanted: "BN254".into() });
        assert_eq!(import(BLANK).unwrap_err(), SrsError::PublicSecret(PublicSecret::Number(1)));
    }
}
