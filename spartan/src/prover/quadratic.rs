//! The constraints of one step as one quadratic form, and its tables once a challenge has bound the first variable.
//!
//! While step variables are bound, the weights `w_c = eq(τ_row, c)` of the constraints are fixed, so that the prover never needs `A_c`, `B_c`, `C_c`
//! apart, only `Q(t) = Σ_c w_c (A_c B_c - C_c)(t)`. It is regrouped by left factors: `Q = Σ_u z_u G_u + Σ_v α_v y_v² + L`, where constraints that
//! share a condition share the one product `z_u G_u`, where `f (f - 1)` costs one table, and where everything linear (all of `C`) is the one table `L`.

use crate::forms::{BLOCK, Forms, Lane, Right};
use crate::{Cell, Linear};
use poly::{ProductSum, Scalar, SmallSum, for_each_mut};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A linear combination of forms, by their places.
type Combination<F> = BTreeMap<usize, F>;

/// `Σ_u z_u G_u + Σ_v α_v y_v² + L`.
pub(super) struct Quadratic<F> {
    products: Vec<(usize, Combination<F>)>,
    squares: Vec<(usize, F)>,
    linear: Combination<F>,
}

impl<F: Scalar> Quadratic<F> {
    /// `Σ_c weights_c (A_c B_c - C_c)`.
    pub fn new(forms: &Forms<'_, F>, weights: &[F]) -> Self {
        let single = |form: &Linear| form.terms().count() == 1 && form.terms().all(|(cell, k)| cell != Cell::ONE && k == 1);
        let alone: BTreeSet<usize> = forms.rows().iter().map(|row| row.a).filter(|a| single(forms.form(*a))).collect();
        let (mut factors, mut linear) = (BTreeMap::<usize, Combination<F>>::new(), Combination::new());
        let add = |sum: &mut Combination<F>, place: usize, c: F| *sum.entry(place).or_insert_with(F::zero) += c;
        for (row, weight) in forms.rows().iter().zip(weights) {
            let right = match row.b {
                Right::Form(b) => b,
                Right::Square(k) => {
                    add(&mut linear, row.a, *weight * F::from_i128(k));
                    row.a
                }
            };
            match distribute(forms, &alone, row.a) {
                Some(parts) => {
                    for (part, coefficient) in parts {
                        let sum = part.map_or(&mut linear, |place| factors.entry(place).or_default());
                        add(sum, right, *weight * F::from_i128(coefficient));
                    }
                }
                None => add(factors.entry(row.a).or_default(), right, *weight),
            }
            if let Some(c) = row.c {
                add(&mut linear, c, -*weight);
            }
        }
        let (mut products, mut squares) = (Vec::new(), Vec::new());
        for (place, right) in factors {
            match right.get(&place) {
                Some(alpha) if right.len() == 1 => squares.push((place, *alpha)),
                _ => products.push((place, right)),
            }
        }
        Self { products, squares, linear }
    }

    /// Tables per step.
    fn width(&self) -> usize {
        2 * self.products.len() + self.squares.len() + 1
    }

    /// All tables with the first variable bound to `r`.
    ///
    /// *Preconditions*: the columns have `2 half` steps.
    pub fn bind(&self, forms: &Forms<'_, F>, half: usize, r: F) -> Tables<F> {
        let factor = |place: &usize| Interpolation::new(&Combination::from([(*place, F::one())]), r);
        let columns: Vec<Interpolation<F>> = (self.products.iter().map(|(place, _)| factor(place)))
            .chain(self.products.iter().map(|(_, right)| Interpolation::new(right, r)))
            .chain(self.squares.iter().map(|(place, _)| factor(place)))
            .chain([Interpolation::new(&self.linear, r)])
            .collect();
        let width = self.width();
        let mut values = vec![F::zero(); half * width];
        values.par_chunks_mut(BLOCK * width).enumerate().for_each(|(k, rows)| {
            let (start, len) = (k * BLOCK, rows.len() / width);
            let (low, high) = (forms.block(start, len), forms.block(start + half, len));
            for (column, interpolation) in columns.iter().enumerate() {
                interpolation.evaluate(&low, &high, len, |i, value| rows[i * width + column] = value);
            }
        });
        Tables { values, width, products: self.products.len(), squares: self.squares.iter().map(|(_, alpha)| *alpha).collect() }
    }
}

/// A form as a sum of left factors (`None`: the constant) with coefficients, where each of its cells is one.
fn distribute<F: Scalar>(forms: &Forms<'_, F>, alone: &BTreeSet<usize>, place: usize) -> Option<Vec<(Option<usize>, i128)>> {
    let part = |(cell, coefficient): (Cell, i128)| match cell {
        Cell::ONE => Some((None, coefficient)),
        _ => forms.find(&Linear::cell(cell)).filter(|place| alone.contains(place)).map(|place| (Some(place), coefficient)),
    };
    forms.form(place).terms().map(part).collect()
}

/// `g, -g, 2^64 g, -2^64 g`: what the words of a signed integer are multiplied by.
type Words<F> = [F; 4];

fn words<F: Scalar>(g: F) -> Words<F> {
    let high = g * F::from(1u128 << 64);
    [g, -g, high, -high]
}

#[inline]
fn add_signed<F: Scalar>(sum: &mut SmallSum, words: &Words<F>, value: i128) {
    let (sign, magnitude) = (usize::from(value < 0), value.unsigned_abs());
    words[sign].add_small(sum, magnitude as u64);
    if magnitude >> 64 != 0 {
        words[2 + sign].add_small(sum, (magnitude >> 64) as u64);
    }
}

/// `Σ_j g_j ((1-r) low_j + r high_j)`, accumulated over the integers and reduced once.
struct Interpolation<F> {
    terms: Vec<(usize, Words<F>, Words<F>)>,
}

impl<F: Scalar> Interpolation<F> {
    fn new(combination: &Combination<F>, r: F) -> Self {
        Self { terms: combination.iter().map(|(place, g)| (*place, words(*g * (F::one() - r)), words(*g * r))).collect() }
    }

    fn evaluate(&self, low: &[Lane<F>], high: &[Lane<F>], len: usize, mut write: impl FnMut(usize, F)) {
        let mut sums = [SmallSum::default(); BLOCK];
        let mut rest: Option<Vec<F>> = None;
        for (place, at_low, at_high) in &self.terms {
            match (&low[*place], &high[*place]) {
                (Lane::Narrow(low), Lane::Narrow(high)) => {
                    for ((sum, low), high) in sums.iter_mut().zip(low).zip(high) {
                        at_low[usize::from(*low < 0)].add_small(sum, low.unsigned_abs());
                        at_high[usize::from(*high < 0)].add_small(sum, high.unsigned_abs());
                    }
                }
                (Lane::Wide(low), Lane::Wide(high)) => {
                    for ((sum, low), high) in sums.iter_mut().zip(low).zip(high) {
                        add_signed(sum, at_low, *low);
                        add_signed(sum, at_high, *high);
                    }
                }
                (low, high) => {
                    let rest = rest.get_or_insert_with(|| vec![F::zero(); len]);
                    rest.iter_mut().enumerate().for_each(|(i, value)| *value += at_low[0] * low.get(i) + at_high[0] * high.get(i));
                }
            }
        }
        for (i, sum) in sums[..len].iter().enumerate() {
            write(i, F::reduce_small(sum) + rest.as_ref().map_or(F::zero(), |rest| rest[i]));
        }
    }
}

/// Values of `z_u`, `G_u`, `y_v` and `L`, step by step.
pub(super) struct Tables<F> {
    values: Vec<F>,
    width: usize,
    products: usize,
    squares: Vec<F>,
}

impl<F: Scalar> Tables<F> {
    /// `Q` at one step.
    pub fn value(&self, step: usize) -> F {
        let row = self.row(step);
        self.quadratic(|k| row[k]) + row[self.width - 1]
    }

    /// The coefficient of `X²` in `Q` on the line from step `low` to step `high`.
    pub fn leading(&self, low: usize, high: usize) -> F {
        let (low, high) = (self.row(low), self.row(high));
        self.quadratic(|k| high[k] - low[k])
    }

    fn row(&self, step: usize) -> &[F] {
        &self.values[step * self.width..][..self.width]
    }

    #[inline]
    fn quadratic(&self, at: impl Fn(usize) -> F) -> F {
        let mut sum = ProductSum::default();
        for k in 0..self.products {
            at(k).add_product(&mut sum, &at(self.products + k));
        }
        for (k, alpha) in self.squares.iter().enumerate() {
            alpha.add_product(&mut sum, &at(2 * self.products + k).square());
        }
        F::reduce_product(&sum)
    }

    /// Binds the current variable to `r`.
    pub fn bind(&mut self, r: F) {
        let half = self.values.len() / 2;
        let (low, high) = self.values.split_at_mut(half);
        for_each_mut(low, |start, chunk| {
            for (low, high) in chunk.iter_mut().zip(&high[start..]) {
                *low += r * (*high - *low);
            }
        });
        self.values.truncate(half);
    }
}
