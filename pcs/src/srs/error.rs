//! Why a string cannot be used, in one line that says what to do.

use std::{fmt, io};
use thiserror::Error;

/// Why a structured reference string cannot be made, read or used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SrsError {
    /// The system cannot read or write the file.
    #[error("the file of the string cannot be read or written: {0}")]
    Io(io::ErrorKind),
    /// Other bytes than those of a string.
    #[error("this is no structured reference string; make one with `srs new` or `srs import`")]
    NotAString,
    /// A powers-of-tau file where a string is wanted.
    #[error("this is a powers-of-tau file; take a string from it with `srs import`")]
    Ptau,
    /// The string calls itself the outcome of a ceremony that it is not.
    #[error("the string claims another ceremony than that of its points; take it from the ceremony's file with `srs import`")]
    OtherCeremony,
    /// Other bytes than those of a powers-of-tau file.
    #[error("this is no powers-of-tau file of snarkjs (.ptau); a string that was imported before needs no import")]
    NotPtau,
    /// A version that this build does not know.
    #[error("version {found} of the {format} format is not known here, only {known}; make the file again with a matching build")]
    Version {
        /// Name of the format.
        format: &'static str,
        /// The file's version.
        found: u32,
        /// The version that can be read.
        known: u32,
    },
    /// A string over another curve.
    #[error("the file is for the curve {found} and {wanted} is wanted; take a file for {wanted}")]
    Curve {
        /// Curve of the file.
        found: String,
        /// Curve that was asked for.
        wanted: String,
    },
    /// The file is shorter or longer than its header says.
    #[error("the file has {actual} bytes and its header asks for {expected}; copy or download it again")]
    Length {
        /// Bytes that the header asks for.
        expected: u64,
        /// Bytes of the file.
        actual: u64,
    },
    /// A header that no writer makes.
    #[error("the header is damaged ({0}); copy or download the file again")]
    Header(&'static str),
    /// The checksum does not fit.
    #[error("the checksum does not fit: the file is damaged; copy it again")]
    Checksum,
    /// A section of a powers-of-tau file.
    #[error("section {section} {problem}; download the file again")]
    Section {
        /// Number of the section.
        section: u32,
        /// What is wrong with it.
        problem: SectionProblem,
    },
    /// Bytes that are no power of the secret.
    #[error("power {index} in {group} {problem}; do not use this file")]
    Point {
        /// The group.
        group: Group,
        /// Exponent of the secret.
        index: u64,
        /// What is wrong with it.
        problem: PointProblem,
    },
    /// The points are not the powers of one secret.
    #[error("the points are not successive powers of one secret; do not use this file")]
    Inconsistent,
    /// The string calls itself the outcome of a ceremony and everybody knows its secret.
    #[error("everybody knows the secret of this string: it is {0}; take the outcome of a ceremony")]
    PublicSecret(PublicSecret),
    /// No one contributed to the ceremony, or the last contribution is not what the powers are of.
    #[error("nobody contributed a secret, or the powers are not those of the last contribution; take the outcome of a ceremony")]
    Contributions,
    /// More powers are wanted than there are.
    #[error("the string has {available} powers and 2^{needed} are needed; make or import a larger one")]
    TooShort {
        /// Number of powers there are.
        available: u64,
        /// log2 of the number that is needed.
        needed: usize,
    },
}

impl From<io::Error> for SrsError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// A group of the pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The first group.
    G1,
    /// The second group.
    G2,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::G1 => "G1",
            Self::G2 => "G2",
        })
    }
}

/// What is wrong with a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointProblem {
    /// A coordinate is not below the modulus, or flags contradict the coordinates.
    Encoding,
    /// It is not on the curve.
    OffCurve,
    /// It is on the curve and outside the group.
    OutsideSubgroup,
    /// It does not decode to a point of the group in this encoding.
    NotInGroup,
    /// It is the identity, so the secret is zero.
    Identity,
    /// The power 0 is another point than the curve's generator.
    NotTheGenerator,
}

impl fmt::Display for PointProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Encoding => "has a coordinate above the modulus",
            Self::OffCurve => "is not on the curve",
            Self::OutsideSubgroup => "is outside the subgroup",
            Self::NotInGroup => "is not the encoding of a point of the group",
            Self::Identity => "is the identity",
            Self::NotTheGenerator => "is not the curve's generator",
        })
    }
}

/// What is wrong with a section of a powers-of-tau file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionProblem {
    /// It is not there.
    Missing,
    /// It is there twice.
    Twice,
    /// It is not as long as the header says.
    Size {
        /// Bytes that the header asks for.
        expected: u64,
        /// Bytes of the section.
        actual: u64,
    },
    /// It ends behind the file.
    OutOfBounds,
    /// Its parts are not as many or as long as it says.
    Contents,
}

impl fmt::Display for SectionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Twice => f.write_str("is there twice"),
            Self::Size { expected, actual } => write!(f, "has {actual} bytes where the header asks for {expected}"),
            Self::OutOfBounds => f.write_str("ends behind the end of the file"),
            Self::Contents => f.write_str("does not hold as much as it says"),
        }
    }
}

/// A secret that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicSecret {
    /// A small number.
    Number(i64),
    /// The secret of the insecure test strings, or its negative.
    TestString,
}

impl fmt::Display for PublicSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::TestString => f.write_str("that of the insecure test strings"),
        }
    }
}
