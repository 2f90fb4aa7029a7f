//! The constraints of one step as one quadratic form, and its tables once a challenge has bound the first variable.
//!
//! While step variables are bound, the weights `w_c = eq(τ_row, c)` of the constraints are fixed, so that the prover never needs `A_c`, `B_c`, `C_c`
//! apart, only `Q(t) = Σ_c w_c (A_c B_c - C_c)(t)`. It is regrouped by left factors: `Q = Σ_u z_u G_u + Σ_v y_v (α_v y_v + β_v) + L`, where
//! constraints that share a condition share the one product `z_u G_u`, where `f (f - 1)` costs one table, and where everything linear (all of `C`) is
//! the one table `L`.

use crate::forms::{BLOCK, Forms, Lane, Right};
use crate::{Cell, Linear};
use poly::{ProductSum, Scalar, SmallSum, SmallValue, for_each_mut, map_range};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// `Σ_j g_j form_j + k`, forms by their places.
#[derive(Clone)]
struct Combination<F> {
    terms: BTreeMap<usize, F>,
    constant: F,
}

impl<F: Scalar> Combination<F> {
    fn new() -> Self {
        Self { terms: BTreeMap::new(), constant: F::zero() }
    }

    fn add(&mut self, place: usize, coefficient: F) {
        *self.terms.entry(place).or_insert_with(F::zero) += coefficient;
    }
}

/// `y (α y + β)`.
#[derive(Clone, Copy)]
struct Square<F> {
    alpha: F,
    beta: F,
}

/// `Σ_u z_u G_u + Σ_v y_v (α_v y_v + β_v) + L`.
pub(super) struct Quadratic<F> {
    products: Vec<(usize, Combination<F>)>,
    squares: Vec<(usize, Square<F>)>,
    linear: Combination<F>,
}

impl<F: Scalar> Quadratic<F> {
    /// `Σ_c weights_c (A_c B_c - C_c)`.
    pub fn new(forms: &Forms<'_, F>, weights: &[F]) -> Self {
        let single = |form: &Linear| form.terms().count() == 1 && form.terms().all(|(cell, k)| cell != Cell::ONE && k == 1);
        let alone: BTreeSet<usize> = forms.rows().iter().map(|row| row.a).filter(|a| single(forms.form(*a))).collect();
        let (mut factors, mut linear) = (BTreeMap::<usize, Combination<F>>::new(), Combination::new());
        for (row, weight) in forms.rows().iter().zip(weights) {
            let (right, constant) = match row.b {
                Right::Form(b) => (b, F::zero()),
                Right::Square(k) => (row.a, F::from_i128(k)),
            };
            for (part, coefficient) in distribute(forms, &alone, row.a).unwrap_or_else(|| vec![(Some(row.a), 1)]) {
                let weight = *weight * F::from_i128(coefficient);
                let sum = part.map_or(&mut linear, |place| factors.entry(place).or_insert_with(Combination::new));
                sum.add(right, weight);
                sum.constant += weight * constant;
            }
            if let Some(c) = row.c {
                linear.add(c, -*weight);
            }
        }
        let (mut products, mut squares) = (Vec::new(), Vec::new());
        for (place, right) in factors {
            match right.terms.get(&place) {
                Some(alpha) if right.terms.len() == 1 => squares.push((place, Square { alpha: *alpha, beta: right.constant })),
                _ => products.push((place, right)),
            }
        }
        Self { products, squares, linear }
    }

    /// All tables with the first variable bound to `r`.
    ///
    /// *Preconditions*: the columns have `2 half` steps.
    pub fn bind(&self, forms: &Forms<'_, F>, half: usize, r: F) -> Tables<F> {
        let factors = Factors { r, bits: [F::zero(), F::one() - r, r, F::one()] };
        let combinations: Vec<Interpolation<F>> =
            self.products.iter().map(|(_, right)| right).chain([&self.linear]).map(|right| Interpolation::new(right, r)).collect();
        let places: Vec<usize> =
            self.products.iter().map(|(place, _)| *place).chain(self.squares.iter().map(|(place, _)| *place)).collect();
        let width = places.len() + combinations.len();
        let mut values = map_range(0..half * width, |_| F::zero());
        values.par_chunks_mut(BLOCK * width).enumerate().for_each(|(k, rows)| {
            let (start, len) = (k * BLOCK, rows.len() / width);
            let (low, high) = (forms.block(start, len), forms.block(start + half, len));
            for (column, place) in places.iter().enumerate() {
                factors.evaluate(&low[*place], &high[*place], len, |i, value| rows[i * width + column] = value);
            }
            for (column, combination) in combinations.iter().enumerate() {
                combination.evaluate(&low, &high, len, |i, value| rows[i * width + places.len() + column] = value);
            }
        });
        Tables { values, width, products: self.products.len(), squares: self.squares.iter().map(|(_, square)| *square).collect() }
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

/// `(1-r) low + r high` for one form.
struct Factors<F> {
    r: F,
    /// The value for `low + 2 high`, where both are bits.
    bits: [F; 4],
}

impl<F: Scalar> Factors<F> {
    fn evaluate(&self, low: &Lane<F>, high: &Lane<F>, len: usize, mut write: impl FnMut(usize, F)) {
        match (low, high) {
            (Lane::Narrow(low), Lane::Narrow(high)) => {
                for (i, (low, high)) in low.iter().zip(high).enumerate() {
                    let bits = (low | high) & !1 == 0;
                    write(
                        i,
                        if bits {
                            self.bits[(low + 2 * high) as usize]
                        } else {
                            low.to_field::<F>() + self.r.mul_i64(high.wrapping_sub(*low))
                        },
                    );
                }
            }
            (low, high) => (0..len).for_each(|i| write(i, low.get(i) + self.r * (high.get(i) - low.get(i)))),
        }
    }
}

/// `Σ_j g_j ((1-r) low_j + r high_j) + k`, accumulated over the integers and reduced once.
struct Interpolation<F> {
    terms: Vec<(usize, Words<F>, Words<F>)>,
    constant: F,
}

impl<F: Scalar> Interpolation<F> {
    fn new(combination: &Combination<F>, r: F) -> Self {
        let terms = combination.terms.iter().map(|(place, g)| (*place, words(*g * (F::one() - r)), words(*g * r))).collect();
        Self { terms, constant: combination.constant }
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
            write(i, self.constant + F::reduce_small(sum) + rest.as_ref().map_or(F::zero(), |rest| rest[i]));
        }
    }
}

/// Values of `z_u`, `y_v`, `G_u` and `L`, step by step.
pub(super) struct Tables<F> {
    values: Vec<F>,
    width: usize,
    products: usize,
    squares: Vec<Square<F>>,
}

impl<F: Scalar> Tables<F> {
    /// `Q` at one step.
    pub fn value(&self, step: usize) -> F {
        let row = self.row(step);
        self.quadratic(|k| row[k], |square, y| square.alpha * y + square.beta) + row[self.width - 1]
    }

    /// The coefficient of `X²` in `Q` on the line from step `low` to step `high`.
    pub fn leading(&self, low: usize, high: usize) -> F {
        let (low, high) = (self.row(low), self.row(high));
        self.quadratic(|k| high[k] - low[k], |square, y| square.alpha * y)
    }

    fn row(&self, step: usize) -> &[F] {
        &self.values[step * self.width..][..self.width]
    }

    #[inline]
    fn quadratic(&self, at: impl Fn(usize) -> F, right: impl Fn(&Square<F>, F) -> F) -> F {
        let mut sum = ProductSum::default();
        let first_right = self.products + self.squares.len();
        for k in 0..self.products {
            at(k).add_product(&mut sum, &at(first_right + k));
        }
        for (square, k) in self.squares.iter().zip(self.products..) {
            let y = at(k);
            y.add_product(&mut sum, &right(square, y));
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
