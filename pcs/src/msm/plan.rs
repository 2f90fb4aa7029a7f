//! How the sums of long rows are found, and how the work is shared out.

use super::digits::{Lengths, SignedLimbs};
use super::pippenger::WindowShape;
use super::subsets::Row;
use poly::{MultilinearPolynomial, Scalar, for_width, map_range, map_reduce};
use std::ops::Range;

/// The values of a row.
pub(super) enum Values<'a, F> {
    Column(&'a MultilinearPolynomial<F>),
    /// Field elements.
    Full(Vec<SignedLimbs>),
}

/// `for_width!` for rows.
macro_rules! for_values {
    ($row:expr, $values:ident => $body:expr) => {
        match $row {
            Values::Column(column) => for_width!(column, $values => $body, $values => $body),
            Values::Full($values) => $body,
        }
    };
}
pub(super) use for_values;

/// Values of one part of a row.
const GRAIN: usize = 1 << 14;
/// Planes whose sums are found in one pass over the tables, at most.
const PLANES: usize = 1 << 12;
/// Additions of one pass over the tables, at least.
const PASS: usize = 1 << 14;
/// Additions of some windows that are one task, at least.
const TASK: usize = 1 << 12;

impl<'a, F: Scalar> Values<'a, F> {
    /// The values of a column.
    pub(super) fn of(column: &'a MultilinearPolynomial<F>) -> Self {
        if let MultilinearPolynomial::Field(values) = column { Self::full(values) } else { Self::Column(column) }
    }

    /// Field elements.
    pub(super) fn full(values: &[F]) -> Self {
        Self::Full(map_range(0..values.len(), |index| SignedLimbs::of(values[index])))
    }

    /// Number of values.
    pub(super) fn len(&self) -> usize {
        for_values!(self, v => v.len())
    }

    fn lengths(&self) -> Lengths {
        let part = |range: Range<usize>| match self {
            Self::Column(MultilinearPolynomial::Bool(flags)) => Lengths::of_flags(&flags[range]),
            _ => for_values!(self, v => Lengths::of(&v[range])),
        };
        map_reduce(0..self.len(), GRAIN, part, Lengths::merge).unwrap_or_default()
    }

    fn is_unsigned(&self) -> bool {
        !matches!(self, Self::Full(_) | Self::Column(MultilinearPolynomial::I64(_) | MultilinearPolynomial::Field(_)))
    }
}

/// The ways to sum a row.
pub(super) struct Plan<'a, F> {
    /// The values as they are, by windows.
    windows: WindowShape,
    /// The values less a power of two, by windows: where most of them are long, this leaves the last window room for a sign.
    centred: Option<(WindowShape, u64)>,
    /// By subsets, and the additions that takes.
    planes: Option<(Row<'a, F>, usize)>,
}

/// The way that was chosen.
pub(super) enum Method<'p, 'a, F> {
    /// By windows, of values less a number.
    Windows(WindowShape, u64),
    /// By subsets.
    Planes(&'p Row<'a, F>),
}

impl<'a, F: Scalar> Plan<'a, F> {
    /// The ways to sum these values, with tables of the given width.
    pub(super) fn of(values: &Values<'a, F>, width: usize) -> Self {
        let lengths = values.lengths();
        let (bits, windows) = (lengths.max(), WindowShape::choose(&lengths));
        let centred = (values.is_unsigned() && bits > 1)
            .then(|| (WindowShape::choose(&Lengths::equal(bits - 1, values.len())), 1 << (bits - 1)))
            .filter(|(shape, _)| shape.cost < windows.cost);
        // Dense values take an addition for each bit and table.
        let planes = match values {
            Values::Column(column) if bits == 1 || bits * values.len() < 2 * width * windows.cost => {
                let (row, cost) = Row::of(column, 0..column.len(), width);
                (cost.additions < windows.cost).then_some((row, cost.additions))
            }
            _ => None,
        };
        Self { windows, centred, planes }
    }

    /// Additions that tables of subsets save.
    pub(super) fn saved_by_subsets(&self) -> usize {
        self.planes.as_ref().map_or(0, |(_, cost)| self.windows.cost - cost)
    }

    /// Additions that sums of bases save.
    pub(super) fn saved_by_centring(&self) -> usize {
        self.centred.as_ref().map_or(0, |(shape, _)| self.windows.cost - shape.cost)
    }

    /// The cheapest way, if there are tables of subsets or sums of bases.
    pub(super) fn method(&self, subsets: bool, totals: bool) -> Method<'_, 'a, F> {
        let centred = self.centred.filter(|_| totals);
        match &self.planes {
            Some((row, cost)) if subsets && centred.is_none_or(|(shape, _)| *cost < shape.cost) => Method::Planes(row),
            _ => centred.map_or(Method::Windows(self.windows, 0), |(shape, centre)| Method::Windows(shape, centre)),
        }
    }
}

/// What one core does at a time.
pub(super) enum Task {
    /// Some windows of some values of a row.
    Windows { row: usize, group: Range<usize>, range: Range<usize> },
    /// Some rows by subsets, of some groups of values.
    Planes { rows: Vec<usize>, groups: Range<usize> },
}

/// The tasks that sum the rows: enough to keep all cores busy.
pub(super) fn tasks<F: Scalar>(methods: &[Method<'_, '_, F>], rows: &[Values<'_, F>], width: usize) -> Vec<Task> {
    let threads = rayon::current_num_threads();
    let mut tasks = plane_tasks(methods, width, threads);
    let windows: usize = methods.iter().map(|method| if let Method::Windows(shape, _) = method { shape.count() } else { 0 }).sum();
    let (max, parts) = if threads == 1 { (usize::MAX, 1) } else { ((windows / (4 * threads)).max(1), parts(windows, threads)) };
    for (row, (method, values)) in methods.iter().zip(rows).enumerate() {
        if let Method::Windows(shape, _) = method {
            let (all, len) = (values.len(), values.len().div_ceil(parts).max(GRAIN));
            for group in shape.groups(max.max(TASK * shape.count() / shape.cost.max(1))) {
                tasks.extend((0..all).step_by(len).map(|start| Task::Windows {
                    row,
                    group: group.clone(),
                    range: start..(start + len).min(all),
                }));
            }
        }
    }
    tasks
}

/// Parts into which rows are cut so that their windows keep all threads busy.
fn parts(windows: usize, threads: usize) -> usize {
    (1..=threads).find(|parts| windows * parts >= 4 * threads || (windows * parts).is_multiple_of(threads)).unwrap_or(1)
}

/// The tasks of rows by subsets: rows together, so that they share the way of the tables into the cache.
fn plane_tasks<F: Scalar>(methods: &[Method<'_, '_, F>], width: usize, threads: usize) -> Vec<Task> {
    let (mut tasks, mut rows, mut planes, mut len) = (Vec::new(), Vec::new(), 0, 0);
    let mut finish = |rows: &mut Vec<usize>, planes: &mut usize, len: &mut usize| {
        let groups = len.div_ceil(width);
        let parts = if threads == 1 { 1 } else { (groups * *planes / PASS).clamp(1, 2 * threads) };
        let step = groups.div_ceil(parts).max(1);
        for start in (0..groups).step_by(step) {
            tasks.push(Task::Planes { rows: rows.clone(), groups: start..(start + step).min(groups) });
        }
        rows.clear();
        (*planes, *len) = (0, 0);
    };
    for (index, method) in methods.iter().enumerate() {
        if let Method::Planes(row) = method {
            rows.push(index);
            planes += row.planes.count();
            len = len.max(row.len());
            if planes >= PLANES {
                finish(&mut rows, &mut planes, &mut len);
            }
        }
    }
    finish(&mut rows, &mut planes, &mut len);
    tasks
}
