//! Many rows of values under one set of bases.

use crate::curve::Curve;
use poly::MultilinearPolynomial;
use rayon::prelude::*;
use std::sync::Arc;

/// Bases that many rows of values are multiplied with.
pub struct FixedBases<G: Curve> {
    bases: Vec<G::Affine>,
}

impl<G: Curve> FixedBases<G> {
    /// Prepares the bases.
    pub fn new(bases: Vec<G::Affine>) -> Self {
        Self { bases }
    }

    /// Number of bases.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.bases.len()
    }

    /// `Σ_j v_j G_j` for each row of `row_len` values of each column; a shorter column is one row.
    ///
    /// *Preconditions*: `row_len` is a power of two and at most the number of bases.
    pub fn commit_rows(&self, columns: &[Arc<MultilinearPolynomial<G::ScalarField>>], row_len: usize) -> Vec<Vec<G::Affine>> {
        columns
            .par_iter()
            .map(|column| {
                let values = column.to_field();
                let rows: Vec<G> = values.par_chunks(row_len).map(|row| G::msm_unchecked(&self.bases[..row.len()], row)).collect();
                G::normalize_batch(&rows)
            })
            .collect()
    }
}
