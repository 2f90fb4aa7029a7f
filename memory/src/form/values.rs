//! The prover's values of linear forms.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use super::{LinearForm, Opened, Source};
use poly::{MultilinearPolynomial, Point, Scalar, SmallSum, SmallValue, eq, for_each_mut, for_width};
use std::sync::Arc;

/// The values behind the sources of forms.
#[derive(Clone, Copy)]
pub struct Tables<'a, F> {
    /// The committed columns.
    pub columns: &'a [Arc<MultilinearPolynomial<F>>],
    /// The public tables.
    pub publics: &'a [Arc<MultilinearPolynomial<F>>],
}

/// Rows whose unreduced sums are held at once: 12 KiB of them.
const PART: usize = 256;

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

impl Opened {
    /// The values of the opened sources at `point`.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::check_form;
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
