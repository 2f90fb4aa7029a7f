//! Ligero: a polynomial is a matrix whose encoded rows stand under one Merkle root; hashes and a code take the place of a group.
//!
//! The code and the tests of its rows are those of Ames, Hazay, Ishai, Venkitasubramaniam 2017 ("Ligero", section 4: interleaved
//! Reed-Solomon codes); as a commitment to a multilinear polynomial, Golovnev, Lee, Setty, Thaler, Wahby 2021 ("Brakedown", eprint
//! 2021/1043, section 4). There is **no additive homomorphism**: commitments to `f` and `g` give none to `f + g`.
//!
//! **Commitment.** The table of a column is a matrix with rows of `C` values; row `i` belongs to the high variables. `C` is common to the
//! proof ([`log_columns`]); a column shorter than `C` is one row, padded with zeros. The rows of all columns of a batch stand in one
//! matrix `M`. Each row is the message of a Reed-Solomon codeword `Enc(M_i)` of `n = 2C` symbols; leaf `x` of the batch's tree is the
//! hash of symbol `x` of all rows, in their order, and the root is the commitment.
//!
//! **Opening** of `Σ_j s_j f_j^pad(r_hi, r_lo) = y`, over the rows of all batches, numbered by `k`:
//!
//! 1. Verifier: a challenge `γ`. Prover: `p = Σ_k γ^k M_k` and `q = Σ_j s_j Σ_i eq(r_hi, i) M_{j,i}`, `C` values each.
//! 2. Verifier: `Σ_l q_l eq(r_lo, l) = y` (check `ligero value`); then `t` distinct positions ([`queries`]).
//! 3. Prover: at each position `x` the symbols `Enc(M_k)_x`, and for each batch one Merkle path for all positions.
//!    Verifier: the paths (check `ligero path`); at each `x`, `Enc(p)_x = Σ_k γ^k Enc(M_k)_x` (check `ligero proximity`) and
//!    `Enc(q)_x = Σ_j s_j Σ_i eq(r_hi, i) Enc(M_{j,i})_x` (check `ligero evaluation`).
//!
//! *Shape*: over fields of 32 bytes, `b` batches with `L` rows in all have `32 (b + 2C + t L + b P)` bytes in a proof, where `P` is the
//! number of hashes in a path for all positions ([`tree::path_len`]), at most `t (log2 n - ⌊log2 t⌋ + 1)`.
//!
//! *Soundness*: `2^-100`, proven (or another level: the parameter `SECURITY_BITS`), besides collisions. With `e = ⌈(n - C) / 2⌉ - 1`:
//! - If no `n - e` positions exist at which all committed rows `U_k` agree with codewords, then for all but `(L - 1) n` values of `γ` the
//!   word `Σ_k γ^k U_k` differs from every codeword in more than `e` positions: correlated agreement for curves within the unique
//!   decoding radius, Ben-Sasson, Carmon, Ishai, Kopparty, Saraf 2020 ("Proximity gaps for Reed-Solomon codes", eprint 2020/654, theorem
//!   1.5). Ligero's own lemmas have independent coefficients and less distance.
//! - Else the rows decode to unique messages, fixed by the roots. If their value is not `y`, then `q` is not their combination, and
//!   `Enc(q)` agrees with the word `Σ_j s_j Σ_i eq(r_hi, i) U_{j,i}` in at most `C - 1 + e` positions.
//!
//! In both cases at most `(n + C) / 2` of the `n` positions pass, a fraction of `(1 + ρ) / 2 = 3/4` at rate `ρ = 1/2`, and `t <= 241`
//! distinct ones are drawn. The error is below `(3/4)^t + (L - 1) n / |F|`; the second term is below 2^-190 for all columns that a
//! machine holds. As with Hyrax, a short column's row may be committed with values beyond the column's length; the opening reduction's
//! factor for short columns makes its claims speak of the first values alone. Fiat-Shamir multiplies the error by the number of the
//! prover's hashes.
//!
//! *Deviations*: the proximity test takes powers of one challenge, where the papers draw a coefficient for each row: one challenge, and
//! no loss by the theorem above. Positions are distinct, where the papers count them with repetition: fewer where codewords are short.
//! Both tests and all batches share them. No blinding: the proof is not zero-knowledge.

mod code;
#[cfg(feature = "prover")]
mod prover;
mod queries;
mod tree;
mod verifier;

#[cfg(feature = "prover")]
pub use prover::LigeroHint;

use crate::OpeningShape;
use code::{Code, LOG_INVERSE_RATE};
use poly::Scalar;
use std::marker::PhantomData;
use transcript::Label;
use tree::HashValue;

const ROOT: Label = "ligero root";
const GAMMA: Label = "ligero gamma";
const PROXIMITY: Label = "ligero proximity row";
const EVALUATION: Label = "ligero evaluation row";
const QUERY: Label = "ligero query";
const SYMBOLS: Label = "ligero symbols";
const PATH: Label = "ligero path";

/// Encoded rows under a Merkle root, opened by two combinations of the rows and by symbols at random positions.
///
/// The error of an opening is at most `2^-SECURITY_BITS`: 100, like the curve of the other schemes. The field needs roots of unity of high
/// two-power order, and 100 bits more than `SECURITY_BITS`; with another field it does not compile.
///
/// ```
/// use ark_bn254::Fr;
/// use pcs::{CommitmentScheme, Ligero, OpeningShape, ProvingScheme, Transparent};
/// use poly::MultilinearPolynomial;
/// use std::sync::Arc;
///
/// let shape = OpeningShape::of([3]);
/// let (key, _) = Ligero::<Fr>::setup(&Transparent, &shape)?;
/// let column = Arc::new(MultilinearPolynomial::from(vec![3u16, 1, 4, 1, 5, 9, 2, 6]));
/// let (commitment, _) = Ligero::<Fr>::commit(&key, &shape, &[column.clone()])?;
/// assert_eq!(commitment, Ligero::<Fr>::commit(&key, &shape, &[column])?.0);
/// # Ok::<(), pcs::PcsError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Ligero<F, const SECURITY_BITS: u32 = 100>(PhantomData<F>);

impl<F: Scalar, const SECURITY_BITS: u32> Ligero<F, SECURITY_BITS> {
    /// The security level, in a field that is large enough for it.
    const BITS: u32 = {
        assert!(F::MODULUS_BIT_SIZE >= SECURITY_BITS + 100, "the field is too small for the security level");
        SECURITY_BITS
    };
}

/// The root over a batch's encoded rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LigeroCommitment {
    root: HashValue,
    /// Number of rows of each column.
    rows: Vec<usize>,
}

/// What both sides derive from the shape.
struct Layout<F: Scalar> {
    /// log2 of the rows' length `C`.
    log_columns: usize,
    num_queries: usize,
    code: Code<F>,
}

/// log2 of the rows' length: the power of two that minimises the proof, `t L + 2 C` elements and one Merkle path, and among equals the
/// larger one; at most the longest column, and at most what the field's roots of unity allow.
///
/// The shape does not say how many columns are shorter than a row, nor how many batches there are: both are few in a trace.
fn log_columns(shape: &OpeningShape, bits: u32, two_adicity: usize) -> usize {
    let cost = |c: usize| {
        let t = queries::num_queries(c, bits);
        let path = t.saturating_mul((c + LOG_INVERSE_RATE).saturating_sub(t.max(1).ilog2() as usize));
        t.saturating_mul(shape.total_len.div_ceil(1 << c)).saturating_add((2 << c) + path)
    };
    let largest = shape.max_num_vars.min(two_adicity.saturating_sub(LOG_INVERSE_RATE));
    (0..=largest).rev().min_by_key(|c| cost(*c)).unwrap_or(0)
}

impl<F: Scalar> Layout<F> {
    /// Most variables of a column: more of them would have more values than the field has roots of unity, and no memory holds them.
    const MAX_NUM_VARS: usize = F::TWO_ADICITY as usize;

    /// `None` where columns are longer than [`Self::MAX_NUM_VARS`] allows.
    fn new(shape: &OpeningShape, bits: u32) -> Option<Self> {
        const { assert!(F::TWO_ADICITY as usize > LOG_INVERSE_RATE, "the field has no roots of unity for the code") };
        if shape.max_num_vars > Self::MAX_NUM_VARS {
            return None;
        }
        let log_columns = log_columns(shape, bits, F::TWO_ADICITY as usize);
        let num_queries = queries::num_queries(log_columns, bits);
        Some(Self { log_columns, num_queries, code: Code::new(log_columns, num_queries)? })
    }

    /// Rows of a column with `num_vars` variables.
    fn num_rows(&self, num_vars: usize) -> usize {
        1 << num_vars.saturating_sub(self.log_columns)
    }
}

/// `1, x, x^2, ..`.
fn powers<F: Scalar>(x: F) -> impl Iterator<Item = F> {
    std::iter::successors(Some(F::one()), move |power| Some(*power * x))
}
