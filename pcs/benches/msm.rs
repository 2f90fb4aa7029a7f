//! Multi-exponentiation by width of the values, beside `ark_ec` on the same values, on one core.
//!
//! `rows` is Hyrax' case, rows of 2^12 values under one set of bases, beside the library's functions typed by width; `long 2^16` and
//! `long 2^20` are one row, beside its generic function on field elements, which sorts them by width itself; `batch` is two hundred
//! columns of 2^16 values, as a machine's witness has them, as long rows and as Hyrax' rows. Both sides take turns; medians are printed.
//!
//! `cargo bench -p pcs --bench msm -- long u16` runs what has both words in its name.
#![allow(missing_docs)]

use ark_bn254::{Fr, G1Affine, G1Projective as G};
use ark_ec::{CurveGroup, PrimeGroup, VariableBaseMSM};
use ark_std::rand::{RngCore, SeedableRng, rngs::StdRng};
use pcs::msm::{Bases, FixedBases};
use poly::MultilinearPolynomial;
use std::{hint::black_box, sync::Arc, time::Instant};

type Column = Arc<MultilinearPolynomial<Fr>>;

const ROW: usize = 1 << 12;
/// Kinds of columns, and how many of them `rows` has.
const KINDS: [(&str, usize); 10] = [
    ("bool", 64),
    ("bool, one in ten", 64),
    ("u8", 16),
    ("u16", 16),
    ("u16, one in five", 16),
    ("u32", 8),
    ("u64", 4),
    ("i64", 4),
    ("i64, 16 bits", 8),
    ("field", 1),
];

fn bases(count: usize) -> Vec<G1Affine> {
    let points: Vec<G> = std::iter::successors(Some(G::generator()), |point| Some(*point + *point)).take(count).collect();
    G::normalize_batch(&points)
}

fn column(kind: &str, len: usize, rng: &mut StdRng) -> Column {
    let mut word = || rng.next_u64();
    let column: MultilinearPolynomial<Fr> = match kind {
        "bool" => (0..len).map(|_| word() & 1 == 1).collect::<Vec<_>>().into(),
        "bool, one in ten" => (0..len).map(|_| word().is_multiple_of(10)).collect::<Vec<_>>().into(),
        "u8" => (0..len).map(|_| word() as u8).collect::<Vec<_>>().into(),
        "u16" => (0..len).map(|_| word() as u16).collect::<Vec<_>>().into(),
        "u16, one in five" => (0..len).map(|_| if word().is_multiple_of(5) { word() as u16 } else { 0 }).collect::<Vec<_>>().into(),
        "u32" => (0..len).map(|_| word() as u32).collect::<Vec<_>>().into(),
        "u64" => (0..len).map(|_| word()).collect::<Vec<_>>().into(),
        "i64" => (0..len).map(|_| word() as i64).collect::<Vec<_>>().into(),
        "i64, 16 bits" => (0..len).map(|_| i64::from(word() as i16)).collect::<Vec<_>>().into(),
        _ => (0..len).map(|_| (0..4).fold(Fr::from(1u64), |x, _| x * Fr::from(word()))).collect::<Vec<_>>().into(),
    };
    Arc::new(column)
}

/// The library's function for the width.
fn typed(bases: &[G1Affine], values: &MultilinearPolynomial<Fr>) -> Vec<G1Affine> {
    let rows: Vec<G> = match values {
        MultilinearPolynomial::Bool(v) => v.chunks(ROW).map(|r| G::msm_u1(bases, r)).collect(),
        MultilinearPolynomial::U8(v) => v.chunks(ROW).map(|r| G::msm_u8(bases, r)).collect(),
        MultilinearPolynomial::U16(v) => v.chunks(ROW).map(|r| G::msm_u16(bases, r)).collect(),
        MultilinearPolynomial::U32(v) => v.chunks(ROW).map(|r| G::msm_u32(bases, r)).collect(),
        MultilinearPolynomial::U64(v) => v.chunks(ROW).map(|r| G::msm_u64(bases, r)).collect(),
        other => other.to_field().chunks(ROW).map(|r| G::msm_unchecked(bases, r)).collect(),
    };
    G::normalize_batch(&rows)
}

/// Runs both in turn and prints the medians in nanoseconds for each of `left` and `right` values.
fn compare<T>(name: &str, rounds: usize, left: (usize, impl Fn() -> T), right: (usize, impl Fn() -> T)) {
    let time = |values: usize, run: &dyn Fn() -> T| {
        let repeat = ((1 << 18) / values).max(1);
        let start = Instant::now();
        for _ in 0..repeat {
            black_box(run());
        }
        start.elapsed().as_nanos() as f64 / (repeat * values) as f64
    };
    let mut times: Vec<(f64, f64)> = (0..rounds).map(|_| (time(left.0, &left.1), time(right.0, &right.1))).collect();
    let mut median = |key: fn(&(f64, f64)) -> f64| {
        times.sort_by(|a, b| key(a).total_cmp(&key(b)));
        key(&times[rounds / 2])
    };
    let (l, r, ratio) = (median(|t| t.0), median(|t| t.1), median(|t| t.1 / t.0));
    println!("{name:<28} {l:>9.1} {r:>9.1}   x {ratio:.2}");
}

fn rows(admits: impl Fn(&str) -> bool) {
    let (rng, bases) = (&mut StdRng::seed_from_u64(1), bases(ROW));
    let fixed = FixedBases::<G>::new(&bases);
    for (kind, count) in KINDS {
        let columns: Vec<_> = (0..count).map(|_| column(kind, 1 << 16, rng)).collect();
        let name = format!("rows {kind}");
        if admits(&name) {
            let ours = || fixed.commit_rows(&columns, ROW).remove(0);
            compare(&name, 3, (count << 16, ours), (1 << 16, || typed(&bases, &columns[0])));
        }
    }
}

fn long(admits: impl Fn(&str) -> bool) {
    let (rng, points) = (&mut StdRng::seed_from_u64(2), bases(1 << 20));
    for log in [16, 20] {
        let (len, bases) = (1 << log, Bases::<G>::new(points[..1 << log].to_vec()));
        bases.prepare();
        for (kind, _) in KINDS {
            let name = format!("long 2^{log} {kind}");
            if admits(&name) {
                let values = column(kind, len, rng);
                let scalars = values.to_field();
                let rounds = match (log, kind) {
                    (16, _) => 5,
                    (_, "field") => 1,
                    _ => 3,
                };
                compare(&name, rounds, (len, || bases.sum(&values)), (len, || G::msm_unchecked(&points[..len], &scalars)));
            }
        }
    }
}

/// A hundred and forty flags, one in ten set, forty columns of 16 bits and twenty of 32.
fn batch() {
    let (rng, points, len) = (&mut StdRng::seed_from_u64(3), bases(1 << 16), 1 << 16);
    let (long, rows) = (Bases::<G>::new(points.clone()), FixedBases::<G>::new(&points[..ROW]));
    long.prepare();
    let mut all = Vec::new();
    for (kind, count) in [("bool, one in ten", 140), ("u16", 20), ("u16, one in five", 20), ("u32", 20)] {
        let columns: Vec<_> = (0..count).map(|_| column(kind, len, rng)).collect();
        let values = count * len;
        compare(&format!("batch {kind}"), 3, (values, || long.commit(&columns).len()), (values, || rows.commit_rows(&columns, ROW).len()));
        all.extend(columns);
    }
    let values = all.len() * len;
    compare("batch", 3, (values, || long.commit(&all).len()), (values, || rows.commit_rows(&all, ROW).len()));
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let admits = |name: &str| words.iter().all(|word| name.contains(word.as_str()));
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    println!("{:<28} {:>9} {:>9}   ns for each value", "", "pcs", "beside");
    one_core.install(|| {
        rows(admits);
        long(admits);
        if admits("batch") {
            batch();
        }
    });
}
