//! What tests of schemes share.

use ark_std::rand::RngCore;
use poly::{MultilinearPolynomial, Scalar};
use std::sync::Arc;

/// One column of each kind, with `2^num_vars` random values; zeros and extreme values occur.
pub fn random_columns<F: Scalar>(num_vars: usize, rng: &mut impl RngCore) -> Vec<Arc<MultilinearPolynomial<F>>> {
    let len = 1 << num_vars;
    let mut words = || -> Vec<u64> {
        let edges = [0, u64::MAX, 1, 1 << 63];
        (0..len).map(|_| if rng.next_u32() % 8 == 0 { edges[rng.next_u32() as usize % 4] } else { rng.next_u64() }).collect()
    };
    let mut columns: Vec<MultilinearPolynomial<F>> = vec![
        words().into_iter().map(|w| w & 1 == 1).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u8).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u16).collect::<Vec<_>>().into(),
        words().into_iter().map(|w| w as u32).collect::<Vec<_>>().into(),
        words().into(),
        words().into_iter().map(|w| w as i64).collect::<Vec<_>>().into(),
    ];
    columns.push((0..len).map(|k| if k % 5 == 1 { -F::one() } else { F::rand(rng) }).collect::<Vec<_>>().into());
    columns.into_iter().map(Arc::new).collect()
}
