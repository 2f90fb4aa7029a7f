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

use super::check::check_secret;
use super::curves::{curve_name, name_of_modulus};
use super::input::{Input, PIECE};
use super::{Ceremony, Group, PointProblem, Provenance, SectionProblem, Srs, SrsError};
use ark_bn254::{Bn254, Fq, Fq2, G1Affine, G2Affine};
use ark_ec::{
    AffineRepr,
    short_weierstrass::{Affine, SWCurveConfig},
};
use ark_ff::{BigInt, PrimeField};
use ark_serialize::CanonicalSerialize;
use poly::map_range;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::Range;

const MAGIC: &[u8; 4] = b"ptau";
const VERSION: u32 = 1;
/// No file has more sections.
const MAX_SECTIONS: u32 = 64;
const [HEADER, TAU_G1, TAU_G2, ALPHA_G1, BETA_G1, BETA_G2, CONTRIBUTIONS]: [u32; 7] = [1, 2, 3, 4, 5, 6, 7];
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
        if log_len > header.power as usize {
            return Err(SrsError::TooShort { available: header.powers_g1(), needed: log_len });
        }
        // The pairings need [τ]_1 even if nobody else does.
        let len = 1usize << log_len.max(1);
        let tau_g2 = read_tau_g2(&mut input, &sections)?;
        let contributions = read_contributions(&mut input, &sections)?;
        let ceremony = Ceremony { digest: header.digest(tau_g2), power: header.ceremony_power, contributions };
        let provenance = Provenance::Ceremony(ceremony);
        check_secret::<Bn254>(tau_g2, provenance)?;
        check_contributions(&mut input, &sections, contributions)?;
        let powers = read_powers(&mut input, &sections, len)?;
        let srs = Self { powers: powers.into(), len, tau_g2, provenance };
        srs.check()?;
        srs.truncate(log_len)
    }
}
