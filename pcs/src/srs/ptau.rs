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
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod sections;

use super::check::public_secret;
use super::input::{Input, PIECE};
use super::{Ceremony, Group, PointProblem, Provenance, SectionProblem, Srs, SrsError, power_of_two};
use ark_bn254::{Bn254, Fq, Fq2, G1Affine, G2Affine};
use ark_ec::{
    AffineRepr,
    short_weierstrass::{Affine, SWCurveConfig},
};
use ark_ff::{BigInt, PrimeField, Zero};
use poly::map_range;
use sections::{CONTRIBUTIONS, COORDINATE, G1_BYTES, G2_BYTES, Header, Sections, TAU_G1, TAU_G2};
use std::io::{Read, Seek};

/// `[τ]_1, [τ]_2, [α]_1, [β]_1, [β]_2`, a public key of six and three points, the state of a hash, a hash and the kind of a contribution.
const CONTRIBUTION_BYTES: u64 = (9 * G1_BYTES + 5 * G2_BYTES + 216 + 64 + 4) as u64;

/// The kind of a contribution by somebody with a secret; a beacon's is 1.
const PERSON: u32 = 0;
/// Powers that are taken where no number is named: 1 GiB of them.
const DEFAULT_LOG_LEN: usize = 24;

impl Srs<Bn254> {
    /// Imports the first `2^log_len` powers of a powers-of-tau file; without a length, `2^k` from a file of power `k`, and at most 2^24.
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
    /// assert!(srs.provenance().to_string().ends_with("of power 4 with 2 contributions"));
    /// # Ok::<(), pcs::SrsError>(())
    /// ```
    pub fn import_ptau(reader: impl Read + Seek, log_len: Option<usize>) -> Result<Self, SrsError> {
        let mut input = Input::new(reader)?;
        let sections = Sections::read(&mut input)?;
        let header = Header::read(&mut input, &sections)?;
        header.check_sizes(&sections)?;
        let log_len = log_len.unwrap_or((header.power as usize).min(DEFAULT_LOG_LEN));
        // The pairings need [τ]_1 even if nobody else does.
        let len = power_of_two(log_len.max(1)).filter(|_| log_len <= header.power as usize);
        let len = len.ok_or(SrsError::TooShort { available: header.powers_g1(), needed: log_len })?;

        let tau_g2 = read_tau_g2(&mut input, &sections)?;
        if let Some(secret) = public_secret::<Bn254>(tau_g2) {
            return Err(SrsError::PublicSecret(secret));
        }
        let contributions = read_contributions(&mut input, &sections)?;
        let powers = read_powers(&mut input, &sections, len)?;
        let ceremony = Ceremony::of::<Bn254>(header.ceremony_power, tau_g2, contributions);
        let srs = Self { powers: powers.into(), len, tau_g2, provenance: Provenance::Ceremony(ceremony) };
        srs.check()?;
        srs.truncate(log_len)
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
    // A sparse file is as long as its maker likes: memory is taken as points are found.
    let mut powers = Vec::new();
    while powers.len() < len {
        let start = powers.len();
        let count = (len - start).min(PIECE);
        let bytes = input.bytes(count * G1_BYTES)?;
        let piece = map_range(0..count, |index| {
            let power = coordinates(bytes.get(index * G1_BYTES..).unwrap_or_default()).and_then(|[x, y]| point(x, y));
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
    let contents = SrsError::Section { section: CONTRIBUTIONS, problem: SectionProblem::Contents };
    let inside = |at: u64| if at <= range.end { Ok(at) } else { Err(contents.clone()) };
    let (mut last, mut persons) = (None, 0);
    for _ in 0..count {
        last = Some(input.at());
        let kind = inside(input.at() + CONTRIBUTION_BYTES + 4)? - 8;
        input.seek(kind)?;
        persons += u32::from(input.u32()? == PERSON);
        // A name and the like.
        let len = input.u32()?;
        input.seek(inside(input.at() + u64::from(len))?)?;
    }
    if input.at() != range.end {
        return Err(contents);
    }
    let last = last.ok_or(SrsError::Contributions)?;

    let mut tau = |g1: u64, g2: u64| -> Result<([u8; G1_BYTES], [u8; G2_BYTES]), SrsError> {
        input.seek(g1)?;
        let tau_g1 = input.array()?;
        input.seek(g2)?;
        Ok((tau_g1, input.array()?))
    };
    let contributed = tau(last, last + G1_BYTES as u64)?;
    let published = tau(sections.get(TAU_G1)?.start + G1_BYTES as u64, sections.get(TAU_G2)?.start + G2_BYTES as u64)?;
    // Everybody knows the secret of a beacon.
    if contributed == published && persons > 0 { Ok(persons) } else { Err(SrsError::Contributions) }
}

/// The first `N` coordinates in these bytes, each below the modulus.
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
    use super::sections::testing::{join, numbered};
    use super::*;
    use crate::srs::{PublicSecret, insecure_secret};
    use ark_bn254::{Fr, G1Projective, G2Projective};
    use ark_ec::{CurveGroup, PrimeGroup};
    use ark_ff::Field;
    use std::io::Cursor;
    use std::ops::Range;

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

    /// Where the bytes of a section are.
    fn section(bytes: &[u8], number: u32) -> Range<usize> {
        let range = Sections::read(&mut Input::new(Cursor::new(bytes)).unwrap()).unwrap().get(number).unwrap();
        range.start as usize..range.end as usize
    }

    /// Imports the ceremony's file with other bytes at some place of a section.
    fn with_bytes(number: u32, at: usize, bytes: &[u8]) -> Result<Srs<Bn254>, SrsError> {
        let (mut file, start) = (CEREMONY.to_vec(), section(CEREMONY, number).start + at);
        file[start..start + bytes.len()].copy_from_slice(bytes);
        import(&file)
    }

    fn wrong(group: Group, index: u64, problem: PointProblem) -> SrsError {
        SrsError::Point { group, index, problem }
    }

    fn montgomery_bytes(coordinates: &[Fq]) -> Vec<u8> {
        coordinates.iter().flat_map(|coordinate| coordinate.0.0).flat_map(u64::to_le_bytes).collect()
    }

    fn g1_bytes(point: G1Affine) -> Vec<u8> {
        montgomery_bytes(&[point.x, point.y])
    }

    fn g2_bytes(point: G2Affine) -> Vec<u8> {
        montgomery_bytes(&[point.x.c0, point.x.c1, point.y.c0, point.y.c1])
    }

    /// A file of power 1 whose secret is known, with one contribution.
    fn with_secret(tau: Fr) -> Vec<u8> {
        let g1 = |i: u64| g1_bytes((G1Projective::generator() * tau.pow([i])).into_affine());
        let g2 = |i: u64| g2_bytes((G2Projective::generator() * tau.pow([i])).into_affine());
        let mut contribution = [&1u32.to_le_bytes()[..], &g1(1), &g2(1)].concat();
        contribution.resize(4 + CONTRIBUTION_BYTES as usize, 0);
        contribution.extend([2, 0, 0, 0, 7, 7]);
        let bodies = vec![
            BLANK[section(BLANK, 1)].to_vec(),
            [g1(0), g1(1), g1(2)].concat(),
            [g2(0), g2(1)].concat(),
            [g1(0), g1(1)].concat(),
            [g1(0), g1(1)].concat(),
            g2(0),
            contribution,
        ];
        join(&numbered(bodies))
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
        assert_eq!((ceremony.power, ceremony.contributions), (4, 2));
        assert_eq!(Srs::<Bn254>::decode(&srs.encode()).unwrap().provenance(), srs.provenance());
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

    #[test]
    fn public_secrets_are_refused() {
        let secrets = [2, 3, 16, -1, -2, -16].map(|number| (Fr::from(number), PublicSecret::Number(number)));
        let test = insecure_secret::<Fr>();
        for (tau, secret) in secrets.into_iter().chain([(test, PublicSecret::TestString), (-test, PublicSecret::TestString)]) {
            assert_eq!(import(&with_secret(tau)).unwrap_err(), SrsError::PublicSecret(secret));
        }
        let srs = import(&with_secret(Fr::from(17u64))).unwrap();
        assert_eq!(srs.powers(), Srs::<Bn254>::from_secret(Fr::from(17u64), 1).powers());
        let zero = [g2_bytes(G2Affine::generator()), vec![0; G2_BYTES]].concat();
        assert_eq!(with_bytes(TAU_G2, 0, &zero).unwrap_err(), wrong(Group::G2, 1, PointProblem::Identity));
    }

    #[test]
    fn points_are_powers_of_one_secret() {
        let srs = import(CEREMONY).unwrap();
        let powers: Vec<Vec<u8>> = srs.powers().iter().map(|power| g1_bytes(*power)).collect();
        assert_eq!(powers.concat(), CEREMONY[section(CEREMONY, TAU_G1)][..powers.len() * G1_BYTES]);
        let generator = wrong(Group::G1, 0, PointProblem::NotTheGenerator);
        for i in 2..powers.len() {
            assert_eq!(with_bytes(TAU_G1, i * G1_BYTES, &powers[i - 1]).unwrap_err(), SrsError::Inconsistent);
            assert_eq!(with_bytes(TAU_G1, i * G1_BYTES, &g1_bytes(-srs.powers()[i])).unwrap_err(), SrsError::Inconsistent);
            let swapped = [&powers[i][..], &powers[i - 1]].concat();
            let expected = if i == 2 { SrsError::Contributions } else { SrsError::Inconsistent };
            assert_eq!(with_bytes(TAU_G1, (i - 1) * G1_BYTES, &swapped).unwrap_err(), expected);
        }
        assert_eq!(with_bytes(TAU_G1, 0, &powers[1]).unwrap_err(), generator);
        let one = g2_bytes(G2Affine::generator());
        assert_eq!(with_bytes(TAU_G2, G2_BYTES, &one).unwrap_err(), SrsError::PublicSecret(PublicSecret::Number(1)));
        let tau = g2_bytes(srs.tau_g2());
        assert_eq!(with_bytes(TAU_G2, 0, &tau).unwrap_err(), wrong(Group::G2, 0, PointProblem::NotTheGenerator));
        assert_eq!(with_bytes(TAU_G2, G2_BYTES, &g2_bytes(-srs.tau_g2())).unwrap_err(), SrsError::Contributions);
    }

    #[test]
    fn points_are_in_the_groups() {
        let srs = import(CEREMONY).unwrap();
        let (third, fourth) = (srs.powers()[3], srs.powers()[4]);
        let at = 3 * G1_BYTES;
        let g1 = |bytes: &[u8]| with_bytes(TAU_G1, at, bytes).unwrap_err();
        assert_eq!(g1(&montgomery_bytes(&[third.x, fourth.y])), wrong(Group::G1, 3, PointProblem::OffCurve));
        assert_eq!(g1(&[0; G1_BYTES]), wrong(Group::G1, 3, PointProblem::Identity));
        // The same residues, written above the modulus.
        let mut above = third.x.0;
        assert!(!ark_ff::BigInteger::add_with_carry(&mut above, &Fq::MODULUS));
        for offset in [0, COORDINATE] {
            let bytes: Vec<u8> = above.0.into_iter().flat_map(u64::to_le_bytes).collect();
            assert_eq!(with_bytes(TAU_G1, at + offset, &bytes).unwrap_err(), wrong(Group::G1, 3, PointProblem::Encoding));
        }
        let mut twist = (1u64..).filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(x), Fq::from(1u64)), false));
        let outside = twist.find(|point| !point.is_in_correct_subgroup_assuming_on_curve()).unwrap();
        let g2 = |bytes: &[u8]| with_bytes(TAU_G2, G2_BYTES, bytes).unwrap_err();
        assert_eq!(g2(&g2_bytes(outside)), wrong(Group::G2, 1, PointProblem::OutsideSubgroup));
        let off = G2Affine::new_unchecked(srs.tau_g2().x, outside.y);
        assert_eq!(g2(&g2_bytes(off)), wrong(Group::G2, 1, PointProblem::OffCurve));
        let above: Vec<u8> = Fq::MODULUS.0.into_iter().flat_map(u64::to_le_bytes).collect();
        assert_eq!(g2(&above), wrong(Group::G2, 1, PointProblem::Encoding));
    }

    #[test]
    fn the_last_contribution_is_that_of_the_powers() {
        let bodies = |contributions: &[u8]| {
            let mut bodies: Vec<Vec<u8>> = (1..=7).map(|number| CEREMONY[section(CEREMONY, number)].to_vec()).collect();
            bodies[6] = contributions.to_vec();
            import(&join(&numbered(bodies))).unwrap_err()
        };
        let all = &CEREMONY[section(CEREMONY, CONTRIBUTIONS)];
        assert_eq!(bodies(&[0; 4]), SrsError::Contributions);
        // The first of three, whose name is "first".
        let first = [&1u32.to_le_bytes(), &all[4..4 + CONTRIBUTION_BYTES as usize + 4 + 7]].concat();
        assert_eq!(bodies(&first), SrsError::Contributions);
        let wrong_list = |error| error == SrsError::Section { section: CONTRIBUTIONS, problem: SectionProblem::Contents };
        for count in [1u32, 2, 4, u32::MAX] {
            assert!(wrong_list(bodies(&[&count.to_le_bytes(), &all[4..]].concat())), "{count}");
        }
        for end in (4..all.len()).step_by(7) {
            assert!(wrong_list(bodies(&all[..end])), "{end}");
        }
        let mut long = first;
        long[4 + CONTRIBUTION_BYTES as usize..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(wrong_list(bodies(&long)));
    }

    #[test]
    fn changed_bytes_are_refused_or_not_read() {
        let expected = import(TRUNCATED).unwrap();
        let (g1, g2) = (section(TRUNCATED, TAU_G1), section(TRUNCATED, TAU_G2));
        let ceremony = section(TRUNCATED, 1).end - 4..section(TRUNCATED, 1).end;
        // Points that are used and what precedes them; of the rest a few.
        let read: Vec<usize> = (0..g1.start + 4 * G1_BYTES).chain(g2.start - 12..g2.start + 2 * G2_BYTES).collect();
        let others = (0..TRUNCATED.len()).filter(|at| !read.contains(at)).step_by(97);
        for at in read.iter().copied().chain(others) {
            let mut file = TRUNCATED.to_vec();
            file[at] ^= 1 << (at % 8);
            match import(&file) {
                Err(_) => {}
                Ok(srs) => {
                    let outcome = (srs.powers(), srs.tau_g2()) == (expected.powers(), expected.tau_g2());
                    assert!(outcome && (!read.contains(&at) || ceremony.contains(&at)), "{at}");
                    assert!(!ceremony.contains(&at) || srs.provenance() != expected.provenance());
                }
            }
        }
    }

    #[test]
    fn truncated_files_are_refused() {
        for end in (0..CEREMONY.len()).filter(|end| end % 64 < 4) {
            assert!(import(&CEREMONY[..end]).is_err(), "{end}");
        }
        let longer = [CEREMONY, &[0]].concat();
        let len = CEREMONY.len() as u64;
        assert_eq!(import(&longer).unwrap_err(), SrsError::Length { expected: len, actual: len + 1 });
    }
}
