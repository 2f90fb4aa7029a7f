//! Linear forms over columns: what tuples of a memory and values of a range check are made of.

use crate::MemoryError;
use poly::{Claims, OracleId, Point, Scalar, eq};
use std::ops::{Add, AddAssign, Mul, Sub};
#[cfg(feature = "prover")]
use {
    poly::{MultilinearPolynomial, SmallSum, SmallValue, for_each_mut, for_width},
    std::sync::Arc,
};

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

    /// The values of the opened sources at `point`.
    #[cfg(feature = "prover")]
    pub fn values<F: Scalar>(&self, tables: &Tables<'_, F>, point: &Point<F>) -> Vec<F> {
        let weights = eq::table(point);
        let value = |source: &Source| match source {
            Source::Block { column, log_len, .. } => tables.columns[*column].evaluate(&point.last(*log_len)),
            Source::Column(column) => tables.columns[*column].dot(&weights),
            Source::Identity | Source::Public(_) => F::zero(),
        };
        self.0.iter().map(value).collect()
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

/// The values behind the sources of forms.
#[cfg(feature = "prover")]
#[derive(Clone, Copy)]
pub struct Tables<'a, F> {
    /// The committed columns.
    pub columns: &'a [Arc<MultilinearPolynomial<F>>],
    /// The public tables.
    pub publics: &'a [Arc<MultilinearPolynomial<F>>],
}

/// Rows whose unreduced sums are held at once: 12 KiB of them.
#[cfg(feature = "prover")]
const PART: usize = 256;

#[cfg(feature = "prover")]
impl<F: Scalar> LinearForm<F> {
    /// The form's values on rows `0..out.len()`, summed from columns of machine words with one reduction a row.
    ///
    /// *Preconditions*: the sources have at least as many rows; [`Source::Block`]s lie inside.
    pub fn write(&self, tables: &Tables<'_, F>, out: &mut [F]) {
        for_each_mut(out, |start, chunk| {
            for (k, part) in chunk.chunks_mut(PART).enumerate() {
                self.write_part(tables, start + k * PART, part);
            }
        });
    }

    /// All values on `2^log_len` rows.
    pub fn values(&self, tables: &Tables<'_, F>, log_len: usize) -> Vec<F> {
        let mut out = vec![F::zero(); 1 << log_len];
        self.write(tables, &mut out);
        out
    }

    fn write_part(&self, tables: &Tables<'_, F>, start: usize, out: &mut [F]) {
        let mut sums = [SmallSum::default(); PART];
        let sums = &mut sums[..out.len()];
        out.fill(self.constant);
        for (source, coefficient) in &self.terms {
            let (polynomial, first) = match source {
                Source::Identity => {
                    for (k, sum) in sums.iter_mut().enumerate() {
                        coefficient.add_small(sum, (start + k) as u64);
                    }
                    continue;
                }
                Source::Column(column) => (&tables.columns[*column], 0),
                Source::Public(table) => (&tables.publics[*table], 0),
                Source::Block { column, log_len, block } => (&tables.columns[*column], block << log_len),
            };
            let rows = start.max(first)..(start + out.len()).min(first + polynomial.len());
            if rows.is_empty() {
                continue;
            }
            let (from, to) = (rows.start - first..rows.end - first, rows.start - start..rows.end - start);
            for_width!(&**polynomial,
                values => add_small_values(&mut sums[to], &values[from], coefficient),
                values => for (out, x) in out[to].iter_mut().zip(&values[from]) { *out += *x * coefficient });
        }
        for (out, sum) in out.iter_mut().zip(sums) {
            *out += F::reduce_small(sum);
        }
    }
}

/// `sum_i += coefficient * value_i`.
#[cfg(feature = "prover")]
fn add_small_values<F: Scalar, T: SmallValue>(sums: &mut [SmallSum], values: &[T], coefficient: &F) {
    let negative = -*coefficient;
    for (sum, value) in sums.iter_mut().zip(values) {
        match value.parts() {
            (_, 0) => {}
            (false, m) => coefficient.add_small(sum, m),
            (true, m) => negative.add_small(sum, m),
        }
    }
}

#[cfg(all(test, feature = "prover"))]
mod tests {
    use super::*;
    use ark_bn254::Fr;
    use ark_std::UniformRand;

    #[test]
    fn values_and_evaluations_of_a_form_agree() {
        let rng = &mut ark_std::test_rng();
        for log_len in [2usize, 3, 11] {
            let rows = 1usize << log_len;
            let columns: Vec<Arc<MultilinearPolynomial<Fr>>> = vec![
                Arc::new((0..rows).map(|i| (i * 7) as u32).collect::<Vec<_>>().into()),
                Arc::new((0..rows).map(|i| i as i64 - 3).collect::<Vec<_>>().into()),
                Arc::new((0..rows).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into()),
                Arc::new(vec![5u16, u16::MAX].into()),
            ];
            let publics: Vec<Arc<MultilinearPolynomial<Fr>>> = vec![Arc::new((0..rows).map(|i| i % 3 == 0).collect::<Vec<_>>().into())];
            let mut form = LinearForm::from(11u64) + LinearForm::identity() * Fr::from(3u64) - LinearForm::public(0);
            for column in 0..3 {
                form += LinearForm::column(column) * Fr::rand(rng);
            }
            form += LinearForm::source(Source::Block { column: 3, log_len: 1, block: 1 }) * Fr::rand(rng);
            assert_eq!(check_form(&form, log_len, 4, 1), Ok(()));
            assert!(
                check_form(&form, log_len, 3, 1).is_err()
                    && check_form(&form, log_len, 4, 0).is_err()
                    && check_form(&form, 1, 4, 1).is_err()
            );

            let tables = Tables { columns: &columns, publics: &publics };
            let values = form.values(&tables, log_len);
            let point = Point::new((0..log_len).map(|_| Fr::rand(rng)).collect());
            let opened = Opened::of([&form]);
            let public = |point: &[Fr]| publics[0].evaluate(point);
            let value = opened.evaluate(&form, &point, &opened.values(&tables, &point), &[&public]);
            assert_eq!(MultilinearPolynomial::from(values).evaluate(&point), value);
        }
    }
}
