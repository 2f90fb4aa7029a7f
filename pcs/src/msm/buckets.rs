//! The bucket method: points are sorted by digit, summed digit by digit, and the sums weighted by their digits.

use super::affine::{Adder, Coordinates, Push};
use crate::curve::Curve;
use ark_ff::PrimeField;
use poly::operations::{Operation, count};

/// A point of a table that goes into a bucket.
#[derive(Clone, Copy)]
struct Entry {
    bucket: u32,
    /// Twice the point's index, and its sign.
    source: u32,
}

impl Entry {
    #[inline]
    fn point<B: PrimeField>(self, table: &[Coordinates<B>]) -> Coordinates<B> {
        table[(self.source >> 1) as usize].with_sign(self.source & 1 == 1)
    }
}

/// Buckets that collect points of one table (Pippenger 1976), with batched additions.
///
/// Additions of a batch must be independent. Where buckets are many, a point whose bucket already takes part in the batch waits. What
/// waits, and everything where buckets are few, is sorted by bucket, and the points of a bucket are added in pairs: whatever the digits
/// are, every point costs one addition.
pub(crate) struct Buckets<'a, G: Curve> {
    table: &'a [Coordinates<G::BaseField>],
    sums: Vec<Coordinates<G::BaseField>>,
    /// Entries to be added as they come.
    entries: Vec<Entry>,
    /// Entries to be sorted.
    waiting: Vec<Entry>,
    /// The batch in which each bucket last took part; empty where buckets are few.
    batches: Vec<u32>,
    batch: u32,
    /// End of each bucket's part in `sorted`.
    ends: Vec<u32>,
    sorted: Vec<Coordinates<G::BaseField>>,
    adder: Adder<G>,
}

impl<'a, G: Curve> Buckets<'a, G> {
    /// Entries that are sorted together: their points take 1 MiB.
    const SORTED: usize = 1 << 14;
    /// Entries whose points and buckets are fetched together.
    const FETCHED: usize = 1 << 10;

    /// `count` empty buckets for the points of `table`, fewer than 2^31.
    pub(crate) fn new(table: &'a [Coordinates<G::BaseField>], count: usize) -> Self {
        let many = count >= 4 * Adder::<G>::BATCH;
        Self {
            table,
            sums: vec![Coordinates::IDENTITY; count],
            entries: Vec::with_capacity(Self::FETCHED),
            waiting: Vec::with_capacity(Self::SORTED),
            batches: if many { vec![0; count] } else { Vec::new() },
            batch: 1,
            ends: vec![0; count],
            sorted: Vec::new(),
            adder: Adder::new(),
        }
    }

    /// Adds the point `table[index]`, or its inverse, to a bucket.
    #[inline]
    pub(crate) fn insert(&mut self, bucket: usize, index: usize, negative: bool) {
        let entry = Entry { bucket: bucket as u32, source: (index as u32) << 1 | u32::from(negative) };
        if self.batches.is_empty() {
            self.wait(entry);
        } else {
            self.entries.push(entry);
            if self.entries.len() == Self::FETCHED {
                self.add_entries();
            }
        }
    }

    /// Adds the entries to their buckets, but for those whose bucket takes part in the current batch already.
    fn add_entries(&mut self) {
        // Touched side by side, the points come into the cache several at a time instead of one miss after the other.
        let touched =
            |entry: &&Entry| self.table[(entry.source >> 1) as usize].is_identity() || self.sums[entry.bucket as usize].is_identity();
        std::hint::black_box(self.entries.iter().filter(touched).count());
        let mut entries = std::mem::take(&mut self.entries);
        for entry in entries.drain(..) {
            let last = &mut self.batches[entry.bucket as usize];
            if *last == self.batch {
                self.wait(entry);
                continue;
            }
            match self.adder.push(&mut self.sums, entry.bucket as usize, entry.point(self.table)) {
                Push::Done => {}
                Push::Pending => *last = self.batch,
                Push::Flushed => self.batch += 1,
            }
        }
        self.entries = entries;
    }

    /// Keeps an entry for sorting.
    #[inline]
    fn wait(&mut self, entry: Entry) {
        self.waiting.push(entry);
        if self.waiting.len() == Self::SORTED {
            self.add_waiting();
        }
    }

    /// Sums the waiting entries into their buckets.
    fn add_waiting(&mut self) {
        self.adder.flush(&mut self.sums);
        self.batch += 1;
        self.sort();
        let segments: Vec<(usize, usize, usize)> = {
            let starts = std::iter::once(0).chain(self.ends.iter().map(|end| *end as usize));
            let segment = |((bucket, start), end): ((usize, usize), &u32)| (bucket, start, *end as usize - start);
            starts.enumerate().zip(&self.ends).map(segment).filter(|(_, _, len)| *len > 0).collect()
        };
        let longest = segments.iter().map(|(_, _, len)| *len).max().unwrap_or(0);
        let mut halvings = 0;
        while longest.div_ceil(1 << halvings) > 1 {
            for (_, start, len) in &segments {
                let len = len.div_ceil(1 << halvings);
                let kept = len.div_ceil(2);
                for k in 0..len - kept {
                    let point = self.sorted[start + kept + k];
                    self.adder.push(&mut self.sorted, start + k, point);
                }
            }
            self.adder.flush(&mut self.sorted);
            halvings += 1;
        }
        for (bucket, start, _) in &segments {
            self.adder.push(&mut self.sums, *bucket, self.sorted[*start]);
        }
        self.adder.flush(&mut self.sums);
        self.waiting.clear();
    }

    /// Counting sort of the waiting entries' points by bucket.
    fn sort(&mut self) {
        self.ends.fill(0);
        for entry in &self.waiting {
            self.ends[entry.bucket as usize] += 1;
        }
        let mut next = 0;
        for end in &mut self.ends {
            next += std::mem::replace(end, next);
        }
        self.sorted.resize(self.waiting.len(), Coordinates::IDENTITY);
        for entry in &self.waiting {
            let position = &mut self.ends[entry.bucket as usize];
            self.sorted[*position as usize] = entry.point(self.table);
            *position += 1;
        }
    }

    /// `Σ_{i < size} (i + 1) B_i` for each run of `size` buckets `B_i`.
    ///
    /// With `T = Σ B_i` and `S_k` the sum over the `i` with bit `k`, that is `T + Σ_k 2^k S_k`. Folding the upper half onto the lower one
    /// leaves the upper half as the block whose sum is `S_k`; every fold is a pass of independent additions, about `2 size` in all.
    ///
    /// *Preconditions*: `size` is a power of two that divides the number of buckets.
    pub(crate) fn weighted_sums(mut self, size: usize) -> Vec<G> {
        self.add_entries();
        self.add_waiting();
        let Self { mut sums, mut adder, .. } = self;
        let mut half = size / 2;
        while half > 0 {
            for run in (0..sums.len()).step_by(size) {
                // The lower part starts at 0; the blocks that are left from earlier folds start at 2 half, 4 half, ..
                let blocks = std::iter::once(0)
                    .chain(std::iter::successors(Some(2 * half), |start| Some(2 * start)).take_while(|start| *start < size));
                for block in blocks {
                    for index in run + block..run + block + half {
                        let point = sums[index + half];
                        adder.push(&mut sums, index, point);
                    }
                }
            }
            adder.flush(&mut sums);
            half /= 2;
        }
        let weighted = |run: &[Coordinates<G::BaseField>]| {
            count(Operation::GroupAddition, 2 * u64::from(size.ilog2()) + 1);
            let mut sum = G::zero();
            for k in (0..size.ilog2()).rev() {
                sum.double_in_place();
                sum += run[1 << k].to_point::<G>();
            }
            sum + run[0].to_point::<G>()
        };
        sums.chunks_exact(size).map(weighted).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::generators;
    use ark_bn254::{Fr, G1Projective as G};
    use ark_std::rand::RngCore;

    #[test]
    fn weighted_sums_agree_with_their_definition() {
        let rng = &mut ark_std::test_rng();
        let points = generators::<G>("test", 0..50);
        let table: Vec<_> = points.iter().map(Coordinates::from_point::<G>).collect();
        for (size, runs, entries) in
            [(1usize, 3usize, 10), (2, 1, 0), (8, 2, 500), (64, 1, 40_000), (4, 1, 40_000), (4096, 1, 9_000), (1024, 4, 40_000)]
        {
            let mut buckets = Buckets::<G>::new(&table, size * runs);
            let mut expected = vec![<G as ark_ff::AdditiveGroup>::ZERO; runs];
            let mut coefficients = vec![vec![0i64; points.len()]; runs];
            for _ in 0..entries {
                let (index, negative) = (rng.next_u32() as usize % table.len(), rng.next_u32().is_multiple_of(3));
                // Two of the sizes fill few buckets with everything.
                let bucket = if size == 4 || runs == 4 { 2 + rng.next_u32() as usize % 2 } else { rng.next_u32() as usize % (size * runs) };
                buckets.insert(bucket, index, negative);
                let weight = (bucket % size + 1) as i64;
                coefficients[bucket / size][index] += if negative { -weight } else { weight };
            }
            for (sum, row) in expected.iter_mut().zip(&coefficients) {
                *sum = points.iter().zip(row).map(|(point, c)| *point * Fr::from(*c)).sum();
            }
            assert_eq!(buckets.weighted_sums(size), expected);
        }
    }
}
