//! Where the secret of a string comes from.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use super::curves::curve_name;
use crate::digest;
use ark_ec::pairing::Pairing;
use ark_serialize::CanonicalSerialize;
use std::fmt;

/// Separates the digest of a ceremony from all other hashes.
const DIGEST_DOMAIN: &str = "joltlab ceremony";

/// Where the secret comes from, and so whether proofs mean anything.
///
/// Keys, proofs and reports that were made with a string say this line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// The secret is public: anybody can prove anything.
    InsecureTest,
    /// Nobody knows the secret unless all contributors put theirs together.
    Ceremony(Ceremony),
}

/// What identifies a ceremony.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ceremony {
    /// BLAKE2b-256 of the curve, the power and `[τ]_2`; does not depend on how many powers were taken.
    pub digest: [u8; 32],
    /// The ceremony published `2^{power + 1} - 1` powers in the first group and `2^power` in the second.
    pub power: u32,
    /// Number of contributions that its file lists, beacons left out: their secrets are public. Nothing but the import vouches
    /// for it; the digest is compared with `[τ]_2` wherever a string or key is read.
    pub contributions: u32,
}

impl Ceremony {
    /// Largest power of a file: more points than any memory holds.
    pub const MAX_POWER: u32 = 40;

    /// The ceremony of this power whose outcome is `[τ]_2`.
    pub(crate) fn of<E: Pairing>(power: u32, tau_g2: E::G2Affine, contributions: u32) -> Self {
        let mut point = Vec::new();
        // Writing to a vector cannot fail.
        let _ = tau_g2.serialize_uncompressed(&mut point);
        Self { digest: digest(DIGEST_DOMAIN, &[curve_name::<E>().as_bytes(), &power.to_le_bytes(), &point]), power, contributions }
    }
}

impl Provenance {
    /// Length of [`Self::to_bytes`].
    pub const BYTES: usize = 41;
    const INSECURE: u8 = 0;
    const CEREMONY: u8 = 1;

    /// Whether the secret is public.
    pub fn is_insecure(&self) -> bool {
        *self == Self::InsecureTest
    }

    /// The only encoding: a tag, digest, power and contributions; zeros where there are none.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let (tag, digest, power, contributions) = match self {
            Self::InsecureTest => (Self::INSECURE, [0; 32], 0, 0),
            Self::Ceremony(ceremony) => (Self::CEREMONY, ceremony.digest, ceremony.power, ceremony.contributions),
        };
        let fields = std::iter::once(tag).chain(digest).chain(power.to_le_bytes()).chain(contributions.to_le_bytes());
        let mut bytes = [0; Self::BYTES];
        bytes.iter_mut().zip(fields).for_each(|(byte, field)| *byte = field);
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote; none from any other bytes.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Option<Self> {
        let (tag, fields) = bytes.split_first()?;
        let (digest, rest) = fields.split_first_chunk()?;
        let (power, rest) = rest.split_first_chunk()?;
        let (contributions, _) = rest.split_first_chunk()?;
        let ceremony = Ceremony { digest: *digest, power: u32::from_le_bytes(*power), contributions: u32::from_le_bytes(*contributions) };
        match *tag {
            Self::INSECURE => fields.iter().all(|byte| *byte == 0).then_some(Self::InsecureTest),
            Self::CEREMONY => (ceremony.power <= Ceremony::MAX_POWER).then_some(Self::Ceremony(ceremony)),
            _ => None,
        }
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InsecureTest => f.write_str("insecure test string: its secret is public"),
            Self::Ceremony(ceremony) => ceremony.fmt(f),
        }
    }
}

impl fmt::Display for Ceremony {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ceremony ")?;
        for byte in self.digest.iter().take(8) {
            write!(f, "{byte:02x}")?;
        }
        let plural = if self.contributions == 1 { "" } else { "s" };
        write!(f, " of power {} with {} contribution{plural}", self.power, self.contributions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn examples() -> [Provenance; 3] {
        let ceremony = Ceremony { digest: std::array::from_fn(|i| i as u8 + 160), power: 28, contributions: 54 };
        [Provenance::InsecureTest, Provenance::Ceremony(ceremony), Provenance::Ceremony(Ceremony { contributions: 1, ..ceremony })]
    }

    #[test]
    fn one_line_says_it() {
        let lines = examples().map(|provenance| provenance.to_string());
        assert_eq!(lines[0], "insecure test string: its secret is public");
        assert_eq!(lines[1], "ceremony a0a1a2a3a4a5a6a7 of power 28 with 54 contributions");
        assert_eq!(lines[2], "ceremony a0a1a2a3a4a5a6a7 of power 28 with 1 contribution");
        assert_eq!(examples().map(|provenance| provenance.is_insecure()), [true, false, false]);
    }

    #[test]
    fn bytes_are_canonical() {
        for provenance in examples() {
            let bytes = provenance.to_bytes();
            assert_eq!(Provenance::from_bytes(&bytes), Some(provenance));
            for bit in 0..8 * bytes.len() {
                let mut changed = bytes;
                changed[bit / 8] ^= 1 << (bit % 8);
                let read = Provenance::from_bytes(&changed);
                assert!(read != Some(provenance) && read.is_none_or(|read| read.to_bytes() == changed));
            }
        }
    }
}
