//! The prover's half of the reduction.

use super::{Combination, Group, MU, NU, OpeningRelation, RHO, STATEMENT, group, powers, statement_bytes};
use crate::combination::linear_combination;
use poly::{EvaluationClaim, MultilinearPolynomial, Scalar, SplitEq, for_each_mut};
use std::sync::Arc;
use sumcheck::RoundProver;
use transcript::ProverChannel;

/// Proves the reduction of `claims` about `columns`, numbered as the claims number them.
///
/// *Preconditions*: each claim names a column and has as many coordinates as the column has variables, at most `num_vars`. Claims may be
/// false; the verifier rejects them.
pub fn prove<F: Scalar>(
    columns: &[Arc<MultilinearPolynomial<F>>],
    claims: &[EvaluationClaim<F>],
    num_vars: usize,
    channel: &mut dyn ProverChannel<F>,
) -> Combination<F> {
    let groups = group(claims);
    channel.absorb(STATEMENT, &statement_bytes(num_vars, &groups));
    let (rho, mu) = (channel.challenge(RHO), channel.challenge(MU));
    let relation = OpeningRelation::new(num_vars, &groups, mu);
    let values: Vec<F> = groups.iter().map(|group| group.members.iter().zip(powers(rho)).map(|((_, y), power)| *y * power).sum()).collect();
    let mut prover = OpeningProver::new(num_vars, &groups, columns, rho, mu);
    let reduction = sumcheck::prove(&relation, &mut prover, relation.claim(&values), channel);
    let nu = channel.challenge(NU);
    relation.combine(&groups, columns.len(), reduction, rho, nu)
}

/// The table of `f_g = Σ_j ρ^j f_j`.
pub(super) fn combine_group<F: Scalar>(group: &Group<F>, columns: &[Arc<MultilinearPolynomial<F>>], rho: F) -> Vec<F> {
    let terms: Vec<_> = powers(rho).zip(&group.members).map(|(power, (column, _))| (power, &*columns[*column])).collect();
    linear_combination(1 << group.point.len(), &terms)
}

/// The rounds of all groups; each group is a sum `μ^g Σ eq(r_g, x) f_g(x)` of its own that idles in the first `N - n_g` rounds.
pub(super) struct OpeningProver<F> {
    groups: Vec<GroupProver<F>>,
}

struct GroupProver<F> {
    /// Rounds before the first variable of the group.
    idle: usize,
    /// `μ^g eq(r_g, x)`: the points differ, so no table is shared, and the split form needs one product for two values of `f_g`.
    eq: SplitEq<F>,
    /// `f_g`, bound so far.
    table: Vec<F>,
    /// What the group's sum is claimed to be in the current round.
    claim: F,
    /// Coefficients of the group's part of the current round, constant term first.
    round: Vec<F>,
}

impl<F: Scalar> OpeningProver<F> {
    pub(super) fn new(num_vars: usize, groups: &[Group<F>], columns: &[Arc<MultilinearPolynomial<F>>], rho: F, mu: F) -> Self {
        let prover = |(group, weight): (&Group<F>, F)| {
            let y: F = group.members.iter().zip(powers(rho)).map(|((_, y), power)| *y * power).sum();
            GroupProver {
                idle: num_vars - group.point.len(),
                eq: SplitEq::new(&group.point, weight),
                table: combine_group(group, columns, rho),
                claim: weight * y,
                round: Vec::new(),
            }
        };
        Self { groups: groups.iter().zip(powers(mu)).map(prover).collect() }
    }
}

impl<F: Scalar> GroupProver<F> {
    fn round(&mut self) -> &[F] {
        self.round = if self.idle > 0 {
            // The free variables double the sum once each.
            vec![self.claim * F::from(2u64).pow([self.idle as u64 - 1])]
        } else {
            let half = self.table.len() / 2;
            let end = if self.eq.end() { &self.table[half..] } else { &self.table[..half] };
            let [at_end] = self.eq.sum(|x| [end[x]]);
            self.eq.round_linear(self.claim, at_end)
        };
        &self.round
    }

    fn bind(&mut self, r: F) {
        if self.idle > 0 {
            self.idle -= 1;
            return;
        }
        self.claim = poly::univariate::evaluate(&self.round, r);
        self.eq.bind(r);
        let half = self.table.len() / 2;
        let (low, high) = self.table.split_at_mut(half);
        for_each_mut(low, |start, chunk| {
            for (l, h) in chunk.iter_mut().zip(&high[start..]) {
                *l += r * (*h - *l);
            }
        });
        self.table.truncate(half);
    }
}

impl<F: Scalar> RoundProver<F> for OpeningProver<F> {
    fn round(&mut self, _claim: F) -> Vec<F> {
        let mut out = vec![F::zero(); 3];
        for group in &mut self.groups {
            out.iter_mut().zip(group.round()).for_each(|(sum, c)| *sum += c);
        }
        out
    }

    fn bind(&mut self, r: F) {
        self.groups.iter_mut().for_each(|group| group.bind(r));
    }

    fn openings(&self) -> Vec<F> {
        self.groups.iter().map(|group| group.table[0]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::random_columns;
    use ark_bn254::Fr;
    use ark_std::{UniformRand, rand::RngCore};
    use poly::{Claims, OracleId, Point};
    use sumcheck::NaiveProver;
    use transcript::{MerlinProver, MerlinVerifier, ProofError, VerifierChannel};

    struct World {
        columns: Vec<Arc<MultilinearPolynomial<Fr>>>,
        claims: Claims<Fr>,
        num_vars: usize,
    }

    impl World {
        /// Columns of `lengths`, each opened at one or two of a few shared points.
        fn random(lengths: &[usize], rng: &mut impl RngCore) -> Self {
            let mut columns = Vec::new();
            let mut claims = Claims::new();
            for n in lengths {
                let points: Vec<Point<Fr>> = (0..3).map(|_| (0..*n).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into()).collect();
                for column in random_columns::<Fr>(*n, rng) {
                    let id = OracleId(columns.len() as u32);
                    for _ in 0..1 + rng.next_u32() % 2 {
                        let point = points[rng.next_u32() as usize % 3].clone();
                        let value = column.evaluate(&point);
                        claims.push(id, point, value);
                    }
                    columns.push(column);
                }
            }
            Self { columns, claims, num_vars: lengths.iter().copied().max().unwrap_or(0) }
        }

        fn prove(&self) -> (Vec<u8>, Combination<Fr>) {
            let mut channel = MerlinProver::new("reduction");
            let combination = prove(&self.columns, self.claims.as_slice(), self.num_vars, &mut channel);
            (channel.finish(), combination)
        }

        fn verify(&self, proof: &[u8]) -> Result<Combination<Fr>, ProofError> {
            let lengths: Vec<usize> = self.columns.iter().map(|column| column.num_vars()).collect();
            let mut channel = MerlinVerifier::new("reduction", proof);
            let combination = super::super::verify(&lengths, self.claims.as_slice(), self.num_vars, &mut channel)?;
            channel.finish()?;
            Ok(combination)
        }

        /// `Σ_j s_j f_j^pad(point)` from the columns.
        fn value(&self, combination: &Combination<Fr>) -> Fr {
            let weights = poly::eq::table(&combination.point);
            self.columns.iter().zip(&combination.coefficients).map(|(f, s)| *s * f.dot(&weights[..f.len()])).sum()
        }

        fn holds(&self, proof: &[u8]) -> bool {
            self.verify(proof).is_ok_and(|combination| combination.value == self.value(&combination))
        }
    }

    #[test]
    fn true_claims_become_one_true_claim() {
        let rng = &mut ark_std::test_rng();
        for lengths in [&[0][..], &[1], &[0, 1], &[3, 5], &[6, 0, 2, 6], &[9, 4, 11]] {
            let world = World::random(lengths, rng);
            let (proof, combination) = world.prove();
            assert_eq!(world.verify(&proof).as_ref(), Ok(&combination));
            assert_eq!(world.value(&combination), combination.value);
        }
        let mut single = World::random(&[4], rng);
        single.columns.truncate(1);
        let claim = single.claims.as_slice()[0].clone();
        single.claims = Claims::new();
        single.claims.push(claim.oracle, claim.point, claim.value);
        assert!(single.holds(&single.prove().0));
        let empty = World { columns: Vec::new(), claims: Claims::new(), num_vars: 3 };
        assert!(empty.holds(&empty.prove().0));
    }

    #[test]
    fn the_rounds_are_those_of_the_naive_prover() {
        let rng = &mut ark_std::test_rng();
        for lengths in [&[0][..], &[2], &[3, 0, 5], &[6, 4, 6]] {
            let world = World::random(lengths, rng);
            let groups = group(world.claims.as_slice());
            let (rho, mu) = (Fr::rand(rng), Fr::rand(rng));
            let relation = OpeningRelation::new(world.num_vars, &groups, mu);
            let tables = groups.iter().map(|group| {
                let table = combine_group(group, &world.columns, rho);
                (0..1usize << world.num_vars).map(|x| table[x % table.len()]).collect()
            });
            let mut naive = NaiveProver::new(&relation, tables.collect());
            let mut fast = OpeningProver::new(world.num_vars, &groups, &world.columns, rho, mu);
            let mut claim = naive.sum();
            for _ in 0..world.num_vars {
                let round = naive.round(claim);
                assert_eq!(fast.round(claim), round);
                let r = Fr::rand(rng);
                claim = poly::univariate::evaluate(&round, r);
                naive.bind(r);
                fast.bind(r);
            }
            assert_eq!(fast.openings(), naive.openings());
        }
    }

    #[test]
    fn false_claims_and_changed_proofs_do_not_hold() {
        let rng = &mut ark_std::test_rng();
        let mut world = World::random(&[3, 1, 0], rng);
        let (proof, _) = world.prove();
        for at in 0..proof.len() {
            let mut bad = proof.clone();
            bad[at] ^= 1;
            assert!(!world.holds(&bad));
        }
        assert!(!world.holds(&proof[1..]) && !world.holds(&[&proof[..], &[0]].concat()));
        let claims = world.claims.clone().into_vec();
        for at in 0..claims.len() {
            let mut changed = claims.clone();
            changed[at].value += Fr::from(1u64);
            world.claims = Claims::new();
            changed.into_iter().for_each(|c| world.claims.push(c.oracle, c.point, c.value));
            assert!(!world.holds(&world.prove().0) && !world.holds(&proof));
        }
        // A second, different value for a column at a point where it has the right one.
        world.claims = Claims::new();
        claims.iter().for_each(|c| world.claims.push(c.oracle, c.point.clone(), c.value));
        world.claims.push(claims[0].oracle, claims[0].point.clone(), claims[0].value);
        assert!(world.holds(&world.prove().0));
        world.claims.push(claims[0].oracle, claims[0].point.clone(), claims[0].value + Fr::from(1u64));
        assert!(!world.holds(&world.prove().0));
    }

    /// Errors that cancel at the recorded challenges are accepted by a frozen verifier only: the values are absorbed before `ρ` and `μ`.
    #[test]
    fn values_are_absorbed_before_they_are_combined() {
        use transcript::testing::{Challenges, Frozen};
        let rng = &mut ark_std::test_rng();
        let world = World::random(&[4], rng);
        let lengths = vec![4; world.columns.len()];
        let mut channel = Challenges::new(MerlinProver::new("reduction"));
        let _ = prove(&world.columns, world.claims.as_slice(), 4, &mut channel);
        let (drawn, proof) = (channel.drawn, channel.inner.finish());
        let mut claims = world.claims.clone().into_vec();
        let members: Vec<usize> = (0..claims.len()).filter(|k| claims[*k].point == claims[0].point).collect();
        let (first, second) = (members[0], members[1]);
        claims[first].value += drawn[0];
        claims[second].value -= Fr::from(1u64);
        let run = |channel: &mut dyn VerifierChannel<Fr>| super::super::verify(&lengths, &claims, 4, channel);
        assert!(run(&mut Frozen::new(MerlinVerifier::new("reduction", &proof), drawn.clone())).is_ok());
        assert!(run(&mut MerlinVerifier::new("reduction", &proof)).is_err());
    }

    #[test]
    fn claims_of_another_shape_are_errors() {
        let point: Point<Fr> = vec![Fr::from(1u64); 2].into();
        let verify = |columns: &[usize], oracle, num_vars| {
            let mut claims = Claims::new();
            claims.push(OracleId(oracle), point.clone(), Fr::from(0u64));
            super::super::verify(columns, claims.as_slice(), num_vars, &mut MerlinVerifier::new("reduction", &[]))
        };
        for (columns, oracle, num_vars) in [(&[2][..], 1, 2), (&[3], 0, 3), (&[2], 0, 1)] {
            assert!(matches!(verify(columns, oracle, num_vars), Err(ProofError::Shape { .. })));
        }
        assert!(matches!(verify(&[2], 0, 2), Err(ProofError::Truncated { .. })));
    }
}
