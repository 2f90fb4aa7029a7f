//! Non-negative least squares in relative error, over a few features.

/// Sums within this much of the best one, in relative error, are as good; the simplest of them is taken.
const TOLERANCE: f64 = 0.002;

/// Factors `a_j >= 0` that minimise the root mean square of `Σ_j a_j x_{ij} / y_i - 1` over the samples `i`.
///
/// The solution is the least-squares solution over some subset of the features (Lawson, Hanson, Solving least squares problems, 1974, chapter 23); with so
/// few features all subsets are tried. Of nearly equal ones the smallest is taken, earlier features first.
///
/// *Preconditions*: as many features in each sample; `y_i > 0`.
pub fn fit(features: &[Vec<f64>], values: &[f64]) -> Vec<f64> {
    let count = features.first().map_or(0, Vec::len);
    // Relative errors: each row by its value. Columns by their largest entry, so that the equations are well conditioned.
    let relative: Vec<Vec<f64>> = features.iter().zip(values).map(|(row, y)| row.iter().map(|x| x / y).collect()).collect();
    let scale: Vec<f64> = (0..count).map(|j| relative.iter().map(|row| row[j].abs()).fold(f64::MIN_POSITIVE, f64::max)).collect();
    let scaled: Vec<Vec<f64>> = relative.iter().map(|row| row.iter().zip(&scale).map(|(x, s)| x / s).collect()).collect();
    let mut subsets: Vec<Vec<usize>> = (1u32..1 << count).map(|mask| (0..count).filter(|j| mask >> j & 1 == 1).collect()).collect();
    subsets.sort_by_key(|subset| (subset.len(), subset.clone()));
    let candidate = |subset: Vec<usize>| {
        let factors = solve(&scaled, &subset).filter(|factors| factors.iter().all(|factor| *factor >= 0.0))?;
        let mut all = vec![0.0; count];
        subset.iter().zip(factors).for_each(|(j, factor)| all[*j] = factor);
        Some((error(&scaled, &all), all))
    };
    let candidates: Vec<(f64, Vec<f64>)> = subsets.into_iter().filter_map(candidate).collect();
    let best = candidates.iter().map(|(error, _)| *error).fold(f64::INFINITY, f64::min);
    let chosen = candidates.into_iter().find(|(error, _)| *error <= best + TOLERANCE);
    chosen.map_or(vec![0.0; count], |(_, factors)| factors.iter().zip(&scale).map(|(factor, s)| factor / s).collect())
}

/// Root mean square of `Σ_j a_j x_{ij} - 1`.
fn error(rows: &[Vec<f64>], factors: &[f64]) -> f64 {
    let square = |row: &Vec<f64>| (row.iter().zip(factors).map(|(x, a)| x * a).sum::<f64>() - 1.0).powi(2);
    (rows.iter().map(square).sum::<f64>() / rows.len().max(1) as f64).sqrt()
}

/// The least squares over some features, from the normal equations by elimination with pivots; none where the samples do not determine it.
fn solve(rows: &[Vec<f64>], subset: &[usize]) -> Option<Vec<f64>> {
    let n = subset.len();
    let equation = |i: &usize| -> Vec<f64> {
        let dot = |j: &usize| rows.iter().map(|row| row[*i] * row[*j]).sum();
        subset.iter().map(dot).chain([rows.iter().map(|row| row[*i]).sum()]).collect()
    };
    let mut equations: Vec<Vec<f64>> = subset.iter().map(equation).collect();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| equations[*a][column].abs().total_cmp(&equations[*b][column].abs()))?;
        equations.swap(column, pivot);
        let row = equations[column].clone();
        if row[column].abs() < 1e-9 {
            return None;
        }
        for other in equations.iter_mut().enumerate().filter(|(k, _)| *k != column).map(|(_, other)| other) {
            let factor = other[column] / row[column];
            other.iter_mut().zip(&row).for_each(|(x, y)| *x -= factor * y);
        }
    }
    Some((0..n).map(|i| equations[i][n] / equations[i][i]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_factors_are_found() {
        let sizes = [12.0f64, 14.0, 16.0, 18.0].map(f64::exp2);
        let features: Vec<Vec<f64>> = sizes.iter().map(|t| vec![1.0, *t, t.sqrt(), t * t.log2()]).collect();
        for factors in [[5e5, 40.0, 0.0, 0.0], [0.0, 0.0, 0.0, 3.0], [0.0, 7.0, 9000.0, 0.0], [1e6, 0.0, 0.0, 2.0]] {
            let values: Vec<f64> = features.iter().map(|row| row.iter().zip(&factors).map(|(x, a)| x * a).sum()).collect();
            let found = fit(&features, &values);
            assert!(found.iter().zip(&factors).all(|(a, b)| (a - b).abs() <= 0.01 * b), "{factors:?}: {found:?}");
        }
    }

    #[test]
    fn factors_are_not_negative_and_relative_errors_count() {
        // 100 - T would fit best.
        let falling = fit(&[vec![1.0, 10.0], vec![1.0, 20.0]], &[90.0, 80.0]);
        assert!(falling[0] > 80.0 && falling[1] == 0.0, "{falling:?}");
        // 1 and 100 by a constant: an absolute error would be least at 50.5.
        let constant = fit(&[vec![1.0], vec![1.0]], &[1.0, 100.0]);
        assert!((constant[0] - 1.01 / 1.0001).abs() < 1e-9, "{constant:?}");
        assert_eq!(fit(&[], &[]), Vec::<f64>::new());
    }
}
