//! Linear forms over columns: what tuples of a memory and values of a range check are made of.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::MemoryError;
use poly::{Claims, OracleId, Point, Scalar, eq};
use std::ops::{Add, AddAssign, Mul, Sub};

#[cfg(feature = "prover")]
mod values;
#[cfg(feature = "prover")]
pub use values::Tables;

/// A multilinear function of the row number `x` that both sides can evaluate, with the prover's help for committed ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The caller's committed column with this number.
    Column(usize),
    /// A committed column of `2^log_len` values that stands at rows `block * 2^log_len ..`; 0 elsewhere.
    Block {
        /// Number of the column.
        column: usize,
        /// log2 of its length.
        log_len: usize,
        /// Its place, in units of its length.
        block: usize,
    },
    /// The row number.
    Identity,
    /// The caller's public table with this number.
    Public(usize),
}

/// `constant + Σ_k coefficient_k source_k(x)`.
///
/// ```
/// use ark_bn254::Fr;
/// use memory::LinearForm;
/// // the time of the second operation of step x: 3x + 2
/// let stamp = LinearForm::<Fr>::identity() * Fr::from(3u64) + LinearForm::from(2u64);
/// let gap = stamp - LinearForm::column(0) - LinearForm::from(1u64);
/// assert_eq!(gap.columns().collect::<Vec<_>>(), [0]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinearForm<F> {
    constant: F,
    terms: Vec<(Source, F)>,
}

impl<F: Scalar> LinearForm<F> {
    /// A constant.
    pub fn constant(constant: F) -> Self {
        Self { constant, terms: Vec::new() }
    }

    /// One source.
    pub fn source(source: Source) -> Self {
        Self { constant: F::zero(), terms: vec![(source, F::one())] }
    }

    /// A committed column.
    pub fn column(column: usize) -> Self {
        Self::source(Source::Column(column))
    }

    /// A public table.
    pub fn public(table: usize) -> Self {
        Self::source(Source::Public(table))
    }

    /// The row number.
    pub fn identity() -> Self {
        Self::source(Source::Identity)
    }

    /// The sources with their coefficients.
    pub fn terms(&self) -> &[(Source, F)] {
        &self.terms
    }

    /// Numbers of the committed columns in it.
    pub fn columns(&self) -> impl Iterator<Item = usize> + '_ {
        self.terms.iter().filter_map(|(source, _)| source.column())
    }

    /// `Σ_j weight_j form_j`.
    pub fn combination<'a>(weights: &[F], forms: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::constant(F::zero());
        for (weight, form) in weights.iter().zip(forms) {
            sum.add_scaled(form, *weight);
        }
        sum
    }

    /// `self += scale * other`.
    pub fn add_scaled(&mut self, other: &Self, scale: F) {
        self.constant += other.constant * scale;
        for (source, coefficient) in &other.terms {
            let term = *coefficient * scale;
            match self.terms.iter_mut().find(|(known, _)| known == source) {
                Some((_, sum)) => *sum += term,
                None => self.terms.push((*source, term)),
            }
        }
    }

    /// The form's value at a point, from the values of the sources there.
    pub(crate) fn evaluate(&self, mut value: impl FnMut(&Source) -> F) -> F {
        self.terms.iter().fold(self.constant, |sum, (source, coefficient)| sum + *coefficient * value(source))
    }
}

impl Source {
    fn column(&self) -> Option<usize> {
        match self {
            Self::Column(column) | Self::Block { column, .. } => Some(*column),
            Self::Identity | Self::Public(_) => None,
        }
    }
}

impl<F: Scalar> From<u64> for LinearForm<F> {
    fn from(constant: u64) -> Self {
        Self::constant(F::from(constant))
    }
}

impl<F: Scalar> AddAssign for LinearForm<F> {
    fn add_assign(&mut self, other: Self) {
        self.add_scaled(&other, F::one());
    }
}

impl<F: Scalar> Add for LinearForm<F> {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl<F: Scalar> Sub for LinearForm<F> {
    type Output = Self;
    fn sub(mut self, other: Self) -> Self {
        self.add_scaled(&other, -F::one());
        self
    }
}

impl<F: Scalar> Mul<F> for LinearForm<F> {
    type Output = Self;
    fn mul(mut self, scale: F) -> Self {
        self.constant *= scale;
        self.terms.iter_mut().for_each(|(_, coefficient)| *coefficient *= scale);
        self
    }
}

/// The committed sources that some forms open at one point, in the order of their first use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opened(Vec<Source>);

impl Opened {
    /// The committed sources of these forms.
    pub fn of<'a, F: Scalar>(forms: impl IntoIterator<Item = &'a LinearForm<F>>) -> Self {
        let mut sources = Vec::new();
        for (source, _) in forms.into_iter().flat_map(|form| &form.terms) {
            if source.column().is_some() && !sources.contains(source) {
                sources.push(*source);
            }
        }
        Self(sources)
    }

    /// How many values the prover sends.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of a form at `point`, from the values of the opened sources.
    pub fn evaluate<F: Scalar>(&self, form: &LinearForm<F>, point: &[F], values: &[F], publics: &[&dyn PublicTable<F>]) -> F {
        let opened = |source: &Source| {
            let at = self.0.iter().position(|known| known == source);
            at.and_then(|at| values.get(at)).copied().unwrap_or_default()
        };
        form.evaluate(|source| match source {
            Source::Column(_) => opened(source),
            Source::Block { log_len, block, .. } => selector(point, *log_len, *block) * opened(source),
            Source::Identity => eq::identity(point),
            Source::Public(table) => publics.get(*table).map_or(F::zero(), |table| table.evaluate(point)),
        })
    }

    /// The claims that the values leave.
    pub fn claims<F: Scalar>(&self, oracles: &[OracleId], point: &Point<F>, values: &[F]) -> Claims<F> {
        let mut claims = Claims::new();
        for (source, value) in self.0.iter().zip(values) {
            let Some(oracle) = source.column().and_then(|column| oracles.get(column)) else { continue };
            let point = match source {
                Source::Block { log_len, .. } => point.last((*log_len).min(point.len())),
                Source::Column(_) | Source::Identity | Source::Public(_) => point.clone(),
            };
            claims.push(*oracle, point, *value);
        }
        claims
    }
}

/// `eq(point_hi, block)`: 1 on the rows of the block.
fn selector<F: Scalar>(point: &[F], log_len: usize, block: usize) -> F {
    let high = point.len().saturating_sub(log_len);
    point.get(..high).map_or(F::zero(), |high_point| eq::evaluate(high_point, &Point::from_index(block, high)))
}

/// A table that both sides know: the verifier evaluates its multilinear extension.
pub trait PublicTable<F> {
    /// The multilinear extension at a point.
    fn evaluate(&self, point: &[F]) -> F;
}

impl<F, E: Fn(&[F]) -> F> PublicTable<F> for E {
    fn evaluate(&self, point: &[F]) -> F {
        self(point)
    }
}

/// Checks that forms over rows `x < 2^log_len` name existing columns and tables.
pub(crate) fn check_form<F: Scalar>(
    form: &LinearForm<F>,
    log_len: usize,
    num_columns: usize,
    num_publics: usize,
) -> Result<(), MemoryError> {
    for (source, _) in &form.terms {
        match source {
            Source::Column(column) if *column >= num_columns => {
                return Err(MemoryError::UnknownColumn { column: *column, count: num_columns });
            }
            Source::Public(table) if *table >= num_publics => return Err(MemoryError::UnknownTable { table: *table, count: num_publics }),
            Source::Block { column, .. } if *column >= num_columns => {
                return Err(MemoryError::UnknownColumn { column: *column, count: num_columns });
            }
            Source::Block { log_len: log_block, block, .. } if *log_block > log_len || block >> (log_len - log_block) != 0 => {
                return Err(MemoryError::BlockOutside { log_block: *log_block, block: *block, log_len });
            }
            Source::Column(_) | Source::Block { .. } | Source::Identity | Source::Public(_) => {}
        }
    }
    Ok(())
}
