//! Sums over all subsets of a few bases, and rows of values summed bit plane by bit plane.
//!
//! Bit `p` of `w` neighbouring values selects a subset of their bases, whose sum stands in a table: one addition takes in `w` bits
//! (Arlazarov, Dinic, Kronrod, Faradzev 1970; for fixed bases Lim, Lee 1994). A row of `b`-bit values of length `n` costs about `n b / w`
//! additions, less where neighbouring values have zero bits in common. Every plane of every row has a sum of its own, so that the
//! additions of one table to all planes are independent.

use super::affine::{Adder, Coordinates};
use super::digits::{Signed, bit_length};
use super::multiples::DIGIT_BITS;
use crate::curve::Curve;
use poly::operations::{Operation, count};
use poly::{MultilinearPolynomial, Scalar, for_width};
use rayon::prelude::*;
use std::ops::Range;

/// Tables of subset sums: `2^width` for each `width` neighbouring bases.
pub(super) struct Subsets<G: Curve> {
    width: usize,
    sums: Vec<Coordinates<G::BaseField>>,
}

/// The widest table: subsets are indices of 16 bits.
const MAX_WIDTH: usize = 12;

/// Width of the widest tables for so many bases that take at most so many bytes and are worth their making.
pub(super) fn table_width<G: Curve>(bases: usize, bytes: usize) -> usize {
    let fits = |width: &usize| (bases.div_ceil(*width) << *width) * size_of::<Coordinates<G::BaseField>>() <= bytes;
    (1..=MAX_WIDTH.min(bases.max(1).ilog2() as usize)).rev().find(fits).unwrap_or(1)
}

impl<G: Curve> Subsets<G> {
    /// Tables for `width` bases each.
    pub(super) fn new(bases: &[Coordinates<G::BaseField>], width: usize) -> Self {
        let mut sums = vec![Coordinates::IDENTITY; bases.len().div_ceil(width) << width];
        // Several tables at a time, so that the small steps share their inversions too.
        let count = ((2 * Adder::<G>::BATCH) >> width).max(8);
        sums.par_chunks_mut(count << width).zip(bases.par_chunks(count * width)).for_each(|(tables, bases)| {
            let mut adder = Adder::<G>::new();
            for k in 0..width {
                for (table, group) in bases.chunks(width).enumerate().filter(|(_, group)| k < group.len()) {
                    for subset in 0..1 << k {
                        let index = (table << width) + subset;
                        tables[index + (1 << k)] = tables[index];
                        adder.push(tables, index + (1 << k), group[k]);
                    }
                }
                adder.flush(tables);
            }
        });
        Self { width, sums }
    }

    /// Values that one table covers.
    pub(super) fn width(&self) -> usize {
        self.width
    }
}

/// Which planes of a row are not zero: bit `p` of limb `l` of the magnitudes with sign `s`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Planes([[u64; 4]; 2]);

/// What the sum of a row costs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Additions of subset sums.
    pub(super) additions: usize,
    /// Digits of [`DIGIT_BITS`] bits.
    pub(super) digits: usize,
}

impl Planes {
    /// The planes of these values, and what their sum costs.
    pub(super) fn of<const L: usize>(values: &[impl Signed<L>], width: usize) -> (Self, Cost) {
        let (mut union, mut cost) = (Self::default(), Cost::default());
        for group in values.chunks(width) {
            let mut planes = [[0; L]; 2];
            for value in group {
                let (negative, magnitude) = value.signed();
                planes[usize::from(negative)].iter_mut().zip(magnitude).for_each(|(plane, m)| *plane |= m);
                cost.digits += bit_length(&magnitude).div_ceil(DIGIT_BITS);
            }
            for (all, new) in union.0.iter_mut().zip(&planes) {
                all.iter_mut().zip(new).for_each(|(a, n)| *a |= n);
                cost.additions += new.iter().map(|n| n.count_ones() as usize).sum::<usize>();
            }
        }
        (union, cost)
    }

    /// Bits of the longest magnitude.
    pub(super) fn bit_length(&self) -> usize {
        self.0.iter().map(bit_length).max().unwrap_or(0)
    }

    /// Number of planes.
    pub(super) fn count(&self) -> usize {
        self.0.as_flattened().iter().map(|mask| mask.count_ones() as usize).sum()
    }

    /// `Σ ± 2^p P_p` over the sums `P_p` of the planes, in their order.
    pub(super) fn combine<G: Curve>(&self, sums: &[Coordinates<G::BaseField>]) -> G {
        let positive = self.0[0].iter().map(|mask| mask.count_ones() as usize).sum::<usize>();
        let (mut plus, mut minus) = (sums[..positive].iter().rev(), sums[positive..].iter().rev());
        let mut total = G::zero();
        count(Operation::GroupAddition, (self.bit_length() + self.count()) as u64);
        for bit in (0..self.bit_length()).rev() {
            total.double_in_place();
            if self.0[0][bit / 64] >> (bit % 64) & 1 == 1 {
                total += plus.next().map_or_else(Default::default, |sum| sum.to_point::<G>());
            }
            if self.0[1][bit / 64] >> (bit % 64) & 1 == 1 {
                total -= minus.next().map_or_else(Default::default, |sum| sum.to_point::<G>());
            }
        }
        total
    }

    /// Calls `visit(plane, subset)` for every plane in which one of the values has its bit.
    #[inline]
    pub(super) fn for_each_subset<const L: usize>(&self, values: &[impl Signed<L>], mut visit: impl FnMut(usize, usize)) {
        let mut magnitudes = [[[0; MAX_WIDTH]; L]; 2];
        let mut union = [[0; L]; 2];
        for (i, value) in values.iter().enumerate() {
            let (negative, magnitude) = value.signed();
            for l in 0..L {
                magnitudes[usize::from(negative)][l][i] = magnitude[l];
                union[usize::from(negative)][l] |= magnitude[l];
            }
        }
        let mut first = 0;
        for s in 0..2 {
            for l in 0..L {
                let mask = self.0[s][l];
                if union[s][l] != 0 {
                    subsets_of_limb(&magnitudes[s][l], union[s][l], |p, subset| {
                        visit(first + (mask & ((1 << p) - 1)).count_ones() as usize, subset);
                    });
                }
                first += mask.count_ones() as usize;
            }
        }
    }
}

/// Calls `visit(p, Σ_i 2^i bit_p(limbs_i))` for the bits of `union`: a transposition of bits.
#[inline]
fn subsets_of_limb(limbs: &[u64; MAX_WIDTH], union: u64, mut visit: impl FnMut(u32, usize)) {
    if union == 1 {
        return visit(0, limbs.iter().enumerate().fold(0, |subset, (i, limb)| subset | (*limb as usize) << i));
    }
    for byte in (0..64).step_by(8) {
        let mut rest = union >> byte & 0xFF;
        if rest == 0 {
            continue;
        }
        let pack = |part: &[u64]| transpose(part.iter().enumerate().fold(0, |word, (i, limb)| word | (limb >> byte & 0xFF) << (8 * i)));
        let (low, high) = (pack(&limbs[..8]), pack(&limbs[8..]));
        while rest != 0 {
            let p = rest.trailing_zeros();
            rest &= rest - 1;
            visit(byte + p, (low >> (8 * p) & 0xFF | (high >> (8 * p) & 0xFF) << 8) as usize);
        }
    }
}

/// Transposes 8 bytes of 8 bits (Warren, Hacker's Delight, 7-3).
#[inline]
fn transpose(mut x: u64) -> u64 {
    for (shift, mask) in [(7, 0x00AA_00AA_00AA_00AA), (14, 0x0000_CCCC_0000_CCCC), (28, 0x0000_0000_F0F0_F0F0)] {
        let t = (x ^ (x >> shift)) & mask;
        x ^= t ^ (t << shift);
    }
    x
}

/// One row of one column.
pub(super) struct Row<'a, F> {
    pub(super) column: &'a MultilinearPolynomial<F>,
    pub(super) range: Range<usize>,
    pub(super) planes: Planes,
    /// The values, where they are bits.
    flags: Vec<u64>,
}

impl<'a, F: Scalar> Row<'a, F> {
    /// The row that stands at `range` in a column, and what its sum costs with tables of this width.
    pub(super) fn of(column: &'a MultilinearPolynomial<F>, range: Range<usize>, width: usize) -> (Self, Cost) {
        if let MultilinearPolynomial::Bool(values) = column {
            let flags = pack(&values[range.clone()]);
            let digits = flags.iter().map(|word| word.count_ones() as usize).sum::<usize>();
            let additions = (0..range.len()).step_by(width).filter(|start| subset(&flags, *start, width) != 0).count();
            let planes = Planes([[u64::from(digits > 0), 0, 0, 0], [0; 4]]);
            return (Self { column, range, planes, flags }, Cost { additions, digits });
        }
        let (planes, cost) = for_width!(column, v => Planes::of(&v[range.clone()], width), v => Planes::of(&v[range.clone()], width));
        (Self { column, range, planes, flags: Vec::new() }, cost)
    }

    /// Number of values.
    pub(super) fn len(&self) -> usize {
        self.range.len()
    }
}

/// 64 bits to the word, the last word padded with zeros.
fn pack(values: &[bool]) -> Vec<u64> {
    // Bit 8 i of the bytes is moved to bit 56 + i; no two products of bits meet.
    let byte = |bytes: [u8; 8]| u64::from_le_bytes(bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let word = |values: &[bool]| {
        let (bytes, rest) = values.as_chunks::<8>();
        let low = bytes.iter().enumerate().fold(0, |word, (k, bytes)| word | byte(bytes.map(u8::from)) << (8 * k));
        rest.iter().enumerate().fold(low, |word, (k, bit)| word | u64::from(*bit) << (8 * bytes.len() + k))
    };
    values.chunks(64).map(word).collect()
}

/// The bits `start..start + width`; zeros beyond the end.
#[inline]
fn subset(flags: &[u64], start: usize, width: usize) -> usize {
    let word = |index: usize| u128::from(flags.get(index).copied().unwrap_or(0));
    let (first, shift) = (start / 64, start % 64);
    ((word(first + 1) << 64 | word(first)) >> shift) as usize & ((1 << width) - 1)
}

/// The next addition to a plane: which sum, and which entry of the tables.
type Addition = (u32, u32);

impl<G: Curve> Subsets<G> {
    /// Sums that one pass keeps apart: enough for additions to share their inversions, few enough for the second cache.
    const SUMS: usize = 2 * Adder::<G>::BATCH;

    /// The parts of the sums of some rows that come from the given groups of `width` values.
    ///
    /// Rows with few planes have several sums for each plane, which the groups take in turns.
    pub(super) fn sum_rows(&self, rows: &[&Row<'_, G::ScalarField>], groups: Range<usize>) -> Vec<G> {
        let mut ends = vec![0];
        ends.extend(rows.iter().scan(0, |end, row| {
            *end += row.planes.count();
            Some(*end)
        }));
        let planes = ends[rows.len()];
        let mut lanes = (Self::SUMS / planes.max(1)).clamp(1, groups.len().max(1)).next_power_of_two();
        let mut sums = vec![Coordinates::IDENTITY; planes * lanes];
        let (mut adder, mut additions) = (Adder::<G>::new(), Vec::new());
        for first in groups.clone().step_by(lanes) {
            additions.clear();
            for (lane, group) in (first..groups.end.min(first + lanes)).enumerate() {
                for (row, end) in rows.iter().zip(&ends) {
                    self.list(row, group, lane * planes + end, &mut additions);
                }
            }
            self.add(&additions, &mut adder, &mut sums);
        }
        while lanes > 1 {
            lanes /= 2;
            for index in 0..lanes * planes {
                let point = sums[lanes * planes + index];
                adder.push(&mut sums, index, point);
            }
            adder.flush(&mut sums);
        }
        rows.iter().zip(ends.windows(2)).map(|(row, ends)| row.planes.combine::<G>(&sums[ends[0]..ends[1]])).collect()
    }

    /// Lists the additions that the values number `group * width` and following of a row cause; `first` is the row's first sum.
    #[inline]
    fn list(&self, row: &Row<'_, G::ScalarField>, group: usize, first: usize, out: &mut Vec<Addition>) {
        let (start, table) = ((group * self.width).min(row.len()), (group << self.width) as u32);
        if !row.flags.is_empty() {
            let subset = subset(&row.flags, start, self.width);
            if subset != 0 {
                out.push((first as u32, table + subset as u32));
            }
            return;
        }
        let range = row.range.start + start..row.range.start + (start + self.width).min(row.len());
        let visit = |plane, subset| out.push(((first + plane) as u32, table + subset as u32));
        for_width!(row.column, v => row.planes.for_each_subset(&v[range], visit), v => row.planes.for_each_subset(&v[range], visit));
    }

    /// Performs the listed additions.
    fn add(&self, additions: &[Addition], adder: &mut Adder<G>, sums: &mut [Coordinates<G::BaseField>]) {
        // Touched side by side, the points come into the cache several at a time instead of one miss after the other.
        std::hint::black_box(additions.iter().filter(|(_, entry)| self.sums[*entry as usize].is_identity()).count());
        for (index, entry) in additions {
            adder.push(sums, *index as usize, self.sums[*entry as usize]);
        }
        adder.flush(sums);
    }
}
