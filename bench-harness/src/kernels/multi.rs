//! Multi-exponentiation by width, as keys prepare it.

use super::Prepared;
use super::inputs::column;
use ark_bn254::{Fr, G1Affine, G1Projective as G};
use ark_ec::{CurveGroup, PrimeGroup};
use pcs::msm::{Bases, FixedBases};
use poly::MultilinearPolynomial;
use std::iter::successors;
use std::sync::{Arc, OnceLock};

/// Length of Hyrax' rows.
const ROW: usize = 1 << 12;

/// Distinct points.
pub fn points(count: usize) -> Vec<G1Affine> {
    let points: Vec<G> = successors(Some(G::generator()), |point| Some(*point + *point)).take(count).collect();
    G::normalize_batch(&points)
}

/// One row of values of so many bits, with tables.
pub fn long(bits: u32, len: usize) -> Prepared {
    let bases = Bases::<G>::new(points(len));
    bases.prepare();
    Prepared::new(len, column(bits, len), move |values| bases.sum(values))
}

/// Bases of rows, whose tables are made once.
fn row_bases() -> &'static FixedBases<G> {
    static BASES: OnceLock<FixedBases<G>> = OnceLock::new();
    BASES.get_or_init(|| FixedBases::new(&points(ROW)))
}

/// One column of values of so many bits, in rows under one set of bases.
pub fn rows(bits: u32, len: usize) -> Prepared {
    let bases = row_bases();
    Prepared::new(len, [Arc::new(column(bits, len))], |columns| bases.commit_rows(columns, ROW))
}

/// A column of zeros of so many bits: what terms take beside their additions.
pub fn zeros(bits: u32, len: usize) -> Prepared {
    let bases = row_bases();
    let zeros: MultilinearPolynomial<Fr> = match bits {
        1 => vec![false; len].into(),
        8 => vec![0u8; len].into(),
        16 => vec![0u16; len].into(),
        32 => vec![0u32; len].into(),
        64 => vec![0u64; len].into(),
        _ => vec![Fr::from(0u64); len].into(),
    };
    Prepared::new(len, [Arc::new(zeros)], |columns| bases.commit_rows(columns, ROW))
}
