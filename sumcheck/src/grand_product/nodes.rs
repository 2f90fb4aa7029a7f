//! The nodes of one circuit in one layer, dense or as differences from a background.

use poly::Scalar;

/// A list is turned into a table when it holds more than one in `SPARSITY` of the nodes: walking it then costs as much as the table.
const SPARSITY: usize = 2;

/// Nodes that differ from their circuit's background (all ones, or another circuit's nodes): `(index, node)` by increasing index.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes<F>(Vec<(u32, F)>);

impl<F: Scalar> Nodes<F> {
    /// *Preconditions*: strictly increasing indices below `len`.
    pub fn new(entries: Vec<(u32, F)>, len: usize) -> Self {
        assert!(entries.is_sorted_by(|a, b| a.0 < b.0), "sparse leaves have strictly increasing indices");
        assert!(entries.last().is_none_or(|last| (last.0 as usize) < len), "a sparse leaf lies outside its circuit");
        Self(entries)
    }

    /// Whether a table of `len` nodes is cheaper than this list.
    pub fn is_crowded(&self, len: usize) -> bool {
        self.0.len() * SPARSITY > len
    }

    /// The table of `len` nodes.
    pub fn to_table(&self, len: usize, background: impl Fn(usize) -> F) -> Vec<F> {
        let mut out: Vec<F> = (0..len).map(background).collect();
        for (index, node) in &self.0 {
            out[*index as usize] = *node;
        }
        out
    }

    /// The node at `index`.
    pub fn get(&self, index: usize, background: impl Fn(usize) -> F) -> F {
        self.0.binary_search_by_key(&(index as u32), |entry| entry.0).map_or_else(|_| background(index), |k| self.0[k].1)
    }

    /// The next layer towards the root: products of siblings.
    pub fn parents(&self, background: impl Fn(usize) -> F) -> Self {
        let mut out = Vec::with_capacity(self.0.len());
        let mut entries = self.0.iter().peekable();
        while let Some((index, node)) = entries.next() {
            let sibling = match entries.next_if(|next| next.0 == index ^ 1) {
                Some((_, sibling)) => *sibling,
                None => background(*index as usize ^ 1),
            };
            out.push((index / 2, *node * sibling));
        }
        Self(out)
    }

    /// Calls `visit(y, V(y), V(y + half))` for every `y < half` of which one of the two nodes is listed, in order.
    fn for_each_pair(&self, half: usize, background: impl Fn(usize) -> F, mut visit: impl FnMut(usize, F, F)) {
        let (low_half, high_half) = self.0.split_at(self.0.partition_point(|entry| (entry.0 as usize) < half));
        let (mut a, mut b) = (0, 0);
        loop {
            let low = low_half.get(a).map(|entry| entry.0 as usize);
            let high = high_half.get(b).map(|entry| entry.0 as usize - half);
            let y = match (low, high) {
                (None, None) => return,
                (Some(y), None) | (None, Some(y)) => y,
                (Some(y), Some(z)) => y.min(z),
            };
            let at_low = if low == Some(y) { low_half[a].1 } else { background(y) };
            let at_high = if high == Some(y) { high_half[b].1 } else { background(y + half) };
            a += usize::from(low == Some(y));
            b += usize::from(high == Some(y));
            visit(y, at_low, at_high);
        }
    }

    /// Calls `visit(x, [V(2x), V(2x+1)], [V(2x+half), V(2x+1+half)])` for every `x < half/2` of which one of the four nodes is listed.
    pub fn for_each_quad(&self, half: usize, background: impl Fn(usize) -> F, mut visit: impl FnMut(usize, [F; 2], [F; 2])) {
        let mut left: Option<(usize, F, F)> = None;
        let without_right = |(y, low, high): (usize, F, F), visit: &mut dyn FnMut(usize, [F; 2], [F; 2])| {
            visit(y / 2, [low, background(y + 1)], [high, background(y + 1 + half)]);
        };
        self.for_each_pair(half, &background, |y, low, high| {
            let before = left.take();
            if y % 2 == 0 {
                before.into_iter().for_each(|pair| without_right(pair, &mut visit));
                left = Some((y, low, high));
            } else if let Some((_, left_low, left_high)) = before.filter(|(z, ..)| z + 1 == y) {
                visit(y / 2, [left_low, low], [left_high, high]);
            } else {
                before.into_iter().for_each(|pair| without_right(pair, &mut visit));
                visit(y / 2, [background(y - 1), low], [background(y - 1 + half), high]);
            }
        });
        left.into_iter().for_each(|pair| without_right(pair, &mut visit));
    }

    /// Replaces the nodes at `y` and `y + half` by `combine(y, V(y), V(y + half))`; `spare` lends its memory.
    pub fn halve(&mut self, half: usize, background: impl Fn(usize) -> F, combine: impl Fn(usize, F, F) -> F, spare: &mut Self) {
        spare.0.clear();
        self.for_each_pair(half, background, |y, low, high| spare.0.push((y as u32, combine(y, low, high))));
        std::mem::swap(self, spare);
    }

    /// Replaces every listed node by `change(index, node)`.
    pub fn update(&mut self, change: impl Fn(usize, &mut F)) {
        self.0.iter_mut().for_each(|(index, node)| change(*index as usize, node));
    }
}
