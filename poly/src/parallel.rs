//! Loops over all cores, or over one where the `parallel` feature is off.
//!
//! Results never depend on the number of threads: a reduction combines field elements, whose addition is exact. A loop of one part runs where it
//! is called: waking a thread costs more than the last rounds of a sum-check.

use std::ops::Range;

/// Ranges shorter than this are not worth a thread.
pub const GRAIN: usize = 1 << 10;

/// `combine` over `map` of consecutive parts of `range`; `None` on an empty range.
pub fn map_reduce<T: Send>(
    range: Range<usize>,
    grain: usize,
    map: impl Fn(Range<usize>) -> T + Sync + Send,
    combine: impl Fn(T, T) -> T + Sync + Send,
) -> Option<T> {
    let parts = parts(range, grain);
    #[cfg(feature = "parallel")]
    if parts.len() > 1 {
        use rayon::prelude::*;
        return parts.into_par_iter().map(map).reduce_with(combine);
    }
    parts.into_iter().map(map).reduce(combine)
}

/// The vector of `map(i)` for `i` in `range`.
pub fn map_range<T: Send>(range: Range<usize>, map: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if range.len() >= 2 * GRAIN {
        use rayon::prelude::*;
        return range.into_par_iter().with_min_len(GRAIN).map(map).collect();
    }
    range.map(map).collect()
}

/// Calls `apply(start, chunk)` on consecutive chunks of `data`.
pub fn for_each_mut<T: Send>(data: &mut [T], apply: impl Fn(usize, &mut [T]) + Sync + Send) {
    #[cfg(feature = "parallel")]
    if data.len() > GRAIN {
        use rayon::prelude::*;
        return data.par_chunks_mut(GRAIN).enumerate().for_each(|(k, chunk)| apply(k * GRAIN, chunk));
    }
    data.chunks_mut(GRAIN).enumerate().for_each(|(k, chunk)| apply(k * GRAIN, chunk));
}

fn parts(range: Range<usize>, grain: usize) -> Vec<Range<usize>> {
    let grain = grain.max(1);
    range.clone().step_by(grain).map(|start| start..(start + grain).min(range.end)).collect()
}
