//! The sections of a powers-of-tau file and what its header says of them.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use crate::srs::curves::{curve_name, name_of_modulus};
use crate::srs::input::Input;
use crate::srs::{Ceremony, SectionProblem, SrsError};
use ark_bn254::Bn254;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::Range;

const MAGIC: &[u8; 4] = b"ptau";
const VERSION: u32 = 1;
/// No file has more sections.
const MAX_SECTIONS: u32 = 64;
/// Numbers of sections.
const HEADER: u32 = 1;
pub(super) const TAU_G1: u32 = 2;
pub(super) const TAU_G2: u32 = 3;
const ALPHA_G1: u32 = 4;
const BETA_G1: u32 = 5;
const BETA_G2: u32 = 6;
pub(super) const CONTRIBUTIONS: u32 = 7;
/// Bytes of a coordinate.
pub(super) const COORDINATE: usize = 32;
pub(super) const G1_BYTES: usize = 2 * COORDINATE;
pub(super) const G2_BYTES: usize = 4 * COORDINATE;

/// Where the bytes of each section are.
pub(super) struct Sections(BTreeMap<u32, Range<u64>>);

impl Sections {
    /// Reads the head of the file and of each section.
    ///
    /// Sections follow one another, so they cannot overlap; the last one ends the file.
    pub(super) fn read(input: &mut Input<impl Read + Seek>) -> Result<Self, SrsError> {
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

    pub(super) fn get(&self, section: u32) -> Result<Range<u64>, SrsError> {
        self.0.get(&section).cloned().ok_or(SrsError::Section { section, problem: SectionProblem::Missing })
    }

    /// Checks that a section is as long as the header says.
    pub(super) fn check_size(&self, section: u32, expected: u64) -> Result<(), SrsError> {
        let range = self.get(section)?;
        let actual = range.end - range.start;
        if actual == expected { Ok(()) } else { Err(SrsError::Section { section, problem: SectionProblem::Size { expected, actual } }) }
    }
}

/// The first section.
pub(super) struct Header {
    /// `k`
    pub(super) power: u32,
    /// The power of the file that this one was truncated from, or `k`.
    pub(super) ceremony_power: u32,
}

impl Header {
    /// Largest length of a modulus that is read, to name its curve.
    const MAX_COORDINATE: u32 = 128;

    pub(super) fn read(input: &mut Input<impl Read + Seek>, sections: &Sections) -> Result<Self, SrsError> {
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
    pub(super) fn powers_g1(&self) -> u64 {
        (2 << self.power) - 1
    }

    /// Checks that all sections of a ceremony are there and as long as the power asks for.
    pub(super) fn check_sizes(&self, sections: &Sections) -> Result<(), SrsError> {
        let (g1, g2) = (G1_BYTES as u64, G2_BYTES as u64);
        sections.check_size(TAU_G1, self.powers_g1() * g1)?;
        sections.check_size(TAU_G2, g2 << self.power)?;
        sections.check_size(ALPHA_G1, g1 << self.power)?;
        sections.check_size(BETA_G1, g1 << self.power)?;
        sections.check_size(BETA_G2, g2)?;
        sections.get(CONTRIBUTIONS).map(|_| ())
    }
}

#[cfg(test)]
pub(super) mod testing {
    /// Sections with the numbers 1, 2, ..
    pub(in crate::srs::ptau) fn numbered(bodies: Vec<Vec<u8>>) -> Vec<(u32, Vec<u8>)> {
        (1..).zip(bodies).collect()
    }

    /// A file of these sections.
    pub(in crate::srs::ptau) fn join(sections: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut file = [&super::MAGIC[..], &super::VERSION.to_le_bytes(), &(sections.len() as u32).to_le_bytes()].concat();
        for (number, body) in sections {
            file.extend(number.to_le_bytes());
            file.extend((body.len() as u64).to_le_bytes());
            file.extend(body);
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{join, numbered};
    use super::*;
    use ark_bn254::Fq;
    use ark_ff::{BigInteger, PrimeField};
    use std::io::Cursor;

    fn header(coordinate: u32, modulus: &[u8], power: u32, ceremony_power: u32) -> Vec<u8> {
        [&coordinate.to_le_bytes(), modulus, &power.to_le_bytes(), &ceremony_power.to_le_bytes()].concat()
    }

    fn good_header() -> Vec<u8> {
        header(32, &Fq::MODULUS.to_bytes_le(), 1, 3)
    }

    /// Sections of power 1, whose points are never looked at.
    fn example() -> Vec<(u32, Vec<u8>)> {
        let sizes = [3 * G1_BYTES, 2 * G2_BYTES, 2 * G1_BYTES, 2 * G1_BYTES, G2_BYTES, 4];
        numbered([good_header()].into_iter().chain(sizes.map(|size| vec![0; size])).collect())
    }

    fn read(file: &[u8]) -> Result<Header, SrsError> {
        let mut input = Input::new(Cursor::new(file))?;
        let sections = Sections::read(&mut input)?;
        let header = Header::read(&mut input, &sections)?;
        header.check_sizes(&sections).map(|()| header)
    }

    fn problem(file: &[u8]) -> (u32, SectionProblem) {
        match read(file).map(|_| ()) {
            Err(SrsError::Section { section, problem }) => (section, problem),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn well_formed_files_are_read() {
        let header = read(&join(&example())).unwrap();
        assert_eq!((header.power, header.ceremony_power, header.powers_g1()), (1, 3, 3));
        let mut prepared = example();
        prepared.extend([(12, vec![1; 9]), (13, vec![]), (14, vec![0; 7]), (15, vec![])]);
        assert!(read(&join(&prepared)).is_ok());
        prepared.reverse();
        assert!(read(&join(&prepared)).is_ok());
    }

    #[test]
    fn the_head_of_the_file_is_checked() {
        let file = join(&example());
        let changed = |at: usize, bytes: &[u8]| {
            let mut file = file.clone();
            file[at..at + bytes.len()].copy_from_slice(bytes);
            read(&file).map(|_| ()).unwrap_err()
        };
        assert_eq!(changed(0, b"zkey"), SrsError::NotPtau);
        assert_eq!(changed(4, &[2]), SrsError::Version { format: ".ptau", found: 2, known: 1 });
        assert_eq!(changed(8, &u32::MAX.to_le_bytes()), SrsError::Header("more than 64 sections"));
        // One section fewer leaves bytes at the end; one more begins there.
        let len = file.len() as u64;
        assert_eq!(changed(8, &[6]), SrsError::Length { expected: len - 16, actual: len });
        assert_eq!(changed(8, &[8]), SrsError::Length { expected: len + 4, actual: len });
        for end in 0..file.len() {
            assert!(read(&file[..end]).is_err());
        }
    }

    #[test]
    fn sections_are_there_once_and_in_the_file() {
        let file = join(&example());
        for (k, (number, body)) in example().iter().enumerate() {
            let mut without = example();
            without.remove(k);
            assert_eq!(problem(&join(&without)), (*number, SectionProblem::Missing));
            let mut twice = example();
            twice.push((*number, body.clone()));
            assert_eq!(problem(&join(&twice)), (*number, SectionProblem::Twice));

            let at = 12 + example()[..k].iter().map(|(_, body)| 12 + body.len()).sum::<usize>() + 4;
            let behind = (file.len() - at - 8 + 1) as u64;
            for size in [behind, u64::from(u32::MAX), i64::MAX as u64, u64::MAX - 20, u64::MAX] {
                let mut file = file.clone();
                file[at..at + 8].copy_from_slice(&size.to_le_bytes());
                assert_eq!(problem(&file), (*number, SectionProblem::OutOfBounds));
            }
        }
    }

    #[test]
    fn sections_are_as_long_as_the_power_asks_for() {
        for k in 0..6 {
            for change in [-1, 1, 64] {
                let mut sections = example();
                let actual = sections[k].1.len();
                sections[k].1.resize(actual.saturating_add_signed(change), 0);
                let (expected, actual) = (actual as u64, sections[k].1.len() as u64);
                assert_eq!(problem(&join(&sections)), (k as u32 + 1, SectionProblem::Size { expected, actual }));
            }
        }
    }

    #[test]
    fn headers_are_those_of_the_curve() {
        let modulus = Fq::MODULUS.to_bytes_le();
        let read = |first: Vec<u8>| {
            let mut sections = example();
            sections[0].1 = first;
            read(&join(&sections)).map(|_| ())
        };
        assert_eq!(read(good_header()), Ok(()));
        for (power, ceremony_power) in [(0, 1), (2, 1), (1, 0), (41, 41), (1, 41), (u32::MAX, u32::MAX)] {
            assert!(matches!(read(header(32, &modulus, power, ceremony_power)), Err(SrsError::Header(_))));
        }
        // As many points as no file has.
        assert!(matches!(read(header(32, &modulus, 40, 40)), Err(SrsError::Section { section: TAU_G1, .. })));
        for coordinate in [129, 1 << 31, u32::MAX] {
            assert!(matches!(read(header(coordinate, &modulus, 1, 1)), Err(SrsError::Header(_))));
        }
        for coordinate in [0, 24, 31, 40, 128] {
            assert!(matches!(read(header(coordinate, &modulus, 1, 1)), Err(SrsError::Section { section: 1, .. })));
        }
        for bit in 0..256 {
            let mut other = modulus.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(matches!(read(header(32, &other, 1, 1)), Err(SrsError::Curve { .. })));
        }
        assert!(matches!(read(header(0, &[], 1, 1)), Err(SrsError::Curve { .. })));
    }
}
