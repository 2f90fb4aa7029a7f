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
use rayon::prelude::*;

/// Memory for the tables.
const TABLE_BYTES: usize = 52 << 20;

/// Tables of subset sums: `2^width` for each `width` neighbouring bases.
pub(super) struct Subsets<G: Curve> {
    width: usize,
    sums: Vec<Coordinates<G::BaseField>>,
}

impl<G: Curve> Subsets<G> {
    /// The widest tables that fit the memory and are worth their making.
    pub(super) fn new(bases: &[Coordinates<G::BaseField>]) -> Self {
        let bytes = |width: usize| bases.len().div_ceil(width) << width << 6;
        let width = (1..=MAX_WIDTH.min(bases.len().ilog2() as usize)).rev().find(|width| bytes(*width) <= TABLE_BYTES).unwrap_or(1);
        let mut sums = vec![Coordinates::IDENTITY; bases.len().div_ceil(width) << width];
        // Several tables at a time, so that the small steps share their inversions too.
        const TABLES: usize = 8;
        sums.par_chunks_mut(TABLES << width).zip(bases.par_chunks(TABLES * width)).for_each(|(tables, bases)| {
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

    /// The table of the bases number `group * width` and following.
    fn table(&self, group: usize) -> &[Coordinates<G::BaseField>] {
        &self.sums[group << self.width..(group + 1) << self.width]
    }
}

/// The widest table: subsets are indices of 16 bits.
const MAX_WIDTH: usize = 12;

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

/// The next addition to a plane: which sum, and which subset's.
pub(super) type Addition = (u32, u32);

impl<G: Curve> Subsets<G> {
    /// Lists the additions that the values number `group * width` and following of a row cause; `first` is the row's first sum.
    #[inline]
    pub(super) fn list<const L: usize>(
        &self,
        planes: &Planes,
        group: usize,
        row: &[impl Signed<L>],
        first: usize,
        out: &mut Vec<Addition>,
    ) {
        let start = (group * self.width).min(row.len());
        let values = &row[start..(start + self.width).min(row.len())];
        planes.for_each_subset(values, |plane, subset| out.push(((first + plane) as u32, subset as u32)));
    }

    /// Performs the listed additions of one group.
    pub(super) fn add(&self, group: usize, additions: &[Addition], adder: &mut Adder<G>, sums: &mut [Coordinates<G::BaseField>]) {
        let table = self.table(group);
        // Touched in order, the table comes into the cache at the memory's speed instead of one miss at a time.
        std::hint::black_box(table.iter().filter(|point| point.is_identity()).count());
        for (index, subset) in additions {
            adder.push(sums, *index as usize, table[*subset as usize]);
        }
        adder.flush(sums);
    }
}
