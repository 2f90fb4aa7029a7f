//! The round loop of prover and verifier.
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm)]

use poly::{Point, Scalar, univariate};
use transcript::{Label, ProofError, ProverChannel, VerifierChannel};

/// Label of a round message.
const ROUND: Label = "sumcheck round";
/// Label of a round's challenge.
const CHALLENGE: Label = "sumcheck challenge";
/// Label of the values at the end.
const OPENINGS: Label = "sumcheck openings";

/// A sum over the hypercube whose summand is a polynomial in a point and in the values of some multilinear polynomials there.
///
/// There are two forms: the *general* one, `Σ_x summand(x)`, and the *eq form*, `Σ_x eq(τ, x) summand(x)`, of a relation that returns `τ` from
/// [`Self::eq_point`]. In eq form the factor eq is nobody's to state, to multiply or to check: the rounds carry the cofactor alone.
pub trait Relation<F: Scalar> {
    /// What the relation is called: the name of the final check.
    fn name(&self) -> Label;
    /// Number of variables, `n`.
    fn num_vars(&self) -> usize;
    /// `τ` of the eq form, `num_vars` coordinates; `None` is the general form.
    fn eq_point(&self) -> Option<&[F]> {
        None
    }
    /// Degree bound `d` of the summand in each variable, without the factor `eq(τ, x)`; at least 1 in the general form. In eq form 0 is a
    /// summand that no variable changes: its rounds send nothing, and the claim stays.
    fn degree(&self) -> usize;
    /// Number of polynomials whose values the prover sends.
    fn num_openings(&self) -> usize;
    /// The summand, without the factor `eq(τ, x)`. Succinct factors (id, public tables) are evaluated here from the point.
    ///
    /// *Preconditions*: `point` has `num_vars` coordinates and `openings` `num_openings` values; both callers see to it.
    fn summand(&self, point: &[F], openings: &[F]) -> F;
}

/// What a fast prover does in a round. Variables are bound most significant first.
pub trait RoundProver<F: Scalar> {
    /// Coefficients `c_0, .., c_d` of the round's polynomial on a true claim: of `s(X) = Σ_{x'} summand(r_{<i}, X, x')` in the general form, where
    /// `s(0) + s(1) = claim`; of `t(X) = Σ_{x'} eq(τ_{>i}, x') summand(r_{<i}, X, x')` in eq form, where `(1-τ_i) t(0) + τ_i t(1) = claim`.
    fn round(&mut self, claim: F) -> Vec<F>;
    /// Binds the round's variable.
    fn bind(&mut self, r: F);
    /// Values of the polynomials at the point, once all variables are bound.
    fn openings(&self) -> Vec<F>;
}

/// What a sum-check leaves: values at a random point that the caller must still relate to its polynomials.
#[must_use = "the openings of a sum-check are claims that somebody must prove"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduction<F> {
    /// The challenges in the order of the rounds; `point[0]` belongs to the most significant index bit.
    pub point: Point<F>,
    /// Claimed values at the point, in the relation's order.
    pub openings: Vec<F>,
}

/// Proves `Σ_x summand(x) = claim`, or `Σ_x eq(τ, x) summand(x) = claim` in eq form.
///
/// Each round sends exactly `d = degree` scalars and leaves out the coefficient that the claim determines: `c_0, c_2, .., c_d` in the general form,
/// `c_1, .., c_d` in eq form (protocol 2.5). A false claim is carried along without complaint, and rejected by [`verify`].
///
/// *Deviation* from the plain sum-check, which sends `eq(τ_i, X)` times `t(X)`, up to a constant: both sides know that factor (Gruen, eprint 2024/108, section
/// 3.2; Dao, Thaler, eprint 2024/1210), so the claim is carried without it. A round has one scalar less, the verifier never evaluates eq, and the
/// prover never multiplies by it.
pub fn prove<F: Scalar>(
    relation: &dyn Relation<F>,
    prover: &mut dyn RoundProver<F>,
    claim: F,
    channel: &mut dyn ProverChannel<F>,
) -> Reduction<F> {
    let (mut claim, mut point) = (claim, Vec::with_capacity(relation.num_vars()));
    for i in 0..relation.num_vars() {
        let form = Form::of(relation, i);
        let mut coefficients = prover.round(claim);
        debug_assert_eq!(coefficients.len(), relation.degree() + 1, "{}", relation.name());
        coefficients.remove(form.determined());
        channel.send(ROUND, &coefficients);
        let r = channel.challenge(CHALLENGE);
        claim = form.evaluate(claim, &coefficients, r);
        prover.bind(r);
        point.push(r);
    }
    let openings = prover.openings();
    channel.send(OPENINGS, &openings);
    Reduction { point: point.into(), openings }
}

/// Verifies `Σ_x summand(x) = claim`, or `Σ_x eq(τ, x) summand(x) = claim` in eq form, up to the returned openings.
///
/// *Errors*: truncated or badly encoded messages; [`ProofError::Check`] with the relation's name.
/// *Soundness*: a false claim survives with probability at most `n d / |F|`, where the openings are the polynomials' true values. In eq form too: a
/// message other than `t` that agrees with a false claim is another polynomial than `t`, and equals it at no more than `d` challenges, whatever `τ` is.
pub fn verify<F: Scalar>(relation: &dyn Relation<F>, claim: F, channel: &mut dyn VerifierChannel<F>) -> Result<Reduction<F>, ProofError> {
    let (mut claim, mut point) = (claim, Vec::with_capacity(relation.num_vars()));
    for i in 0..relation.num_vars() {
        let coefficients = channel.receive(ROUND, relation.degree())?;
        let r = channel.challenge(CHALLENGE);
        claim = Form::of(relation, i).evaluate(claim, &coefficients, r);
        point.push(r);
    }
    let openings = channel.receive(OPENINGS, relation.num_openings())?;
    let holds = relation.summand(&point, &openings) == claim;
    channel.check(relation.name(), holds)?;
    Ok(Reduction { point: point.into(), openings })
}

/// How the claim determines one coefficient of a round's polynomial.
enum Form<F> {
    /// `s(0) + s(1) = claim`.
    General,
    /// `(1-τ_i) t(0) + τ_i t(1) = claim`, with this `τ_i`.
    Eq(F),
}

impl<F: Scalar> Form<F> {
    /// The form of round `i`.
    fn of(relation: &dyn Relation<F>, i: usize) -> Self {
        relation.eq_point().map_or(Self::General, |tau| Self::Eq(tau.get(i).copied().unwrap_or_default()))
    }

    /// The exponent of the coefficient that is not sent.
    fn determined(&self) -> usize {
        match self {
            Self::General => 1,
            Self::Eq(_) => 0,
        }
    }

    /// The round's polynomial at `r`, from the coefficients that were sent.
    fn evaluate(&self, claim: F, sent: &[F], r: F) -> F {
        match self {
            // 2 c_0 + c_1 + .. + c_d = claim
            Self::General => {
                let Some((constant, higher)) = sent.split_first() else { return claim };
                let linear = claim - constant.double() - higher.iter().sum::<F>();
                (univariate::evaluate(higher, r) * r + linear) * r + constant
            }
            // c_0 + τ_i (c_1 + .. + c_d) = claim
            Self::Eq(tau) => univariate::evaluate(sent, r) * r + claim - *tau * sent.iter().sum::<F>(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]

    use super::*;
    use crate::NaiveProver;
    use crate::testing::{Five, Small};
    use ark_bn254::Fr;
    use ark_std::rand::{SeedableRng, rngs::StdRng};
    use poly::eq;
    use transcript::{MerlinProver, MerlinVerifier};

    /// `Σ_x eq(τ, x) Π_{k<d} f_k(x)`, in one form or the other.
    struct Product<F> {
        tau: Vec<F>,
        factors: usize,
        eq_form: bool,
    }

    impl<F: Scalar> Relation<F> for Product<F> {
        fn name(&self) -> Label {
            "product"
        }

        fn num_vars(&self) -> usize {
            self.tau.len()
        }

        fn eq_point(&self) -> Option<&[F]> {
            self.eq_form.then_some(&self.tau)
        }

        fn degree(&self) -> usize {
            self.factors + usize::from(!self.eq_form)
        }

        fn num_openings(&self) -> usize {
            self.factors
        }

        fn summand(&self, point: &[F], openings: &[F]) -> F {
            let eq = if self.eq_form { F::one() } else { eq::evaluate(&self.tau, point) };
            eq * openings.iter().product::<F>()
        }
    }

    fn both_forms_prove_one_sum<F: Scalar>(boolean_tau: bool) {
        let rng = &mut StdRng::seed_from_u64(1);
        for (n, factors) in [(0, 0), (0, 2), (1, 1), (3, 0), (3, 1), (4, 2), (3, 5)] {
            let tables: Vec<Vec<F>> = (0..factors).map(|_| (0..1 << n).map(|_| F::rand(rng)).collect()).collect();
            let tau: Vec<F> = (0..n).map(|k| if boolean_tau { F::from(k as u64 % 2) } else { F::rand(rng) }).collect();
            let weights = eq::table(&tau);
            let sum: F = (0..1 << n).map(|x| tables.iter().map(|t| t[x]).product::<F>() * weights[x]).sum();
            for eq_form in [false, true] {
                let relation = Product { tau: tau.clone(), factors, eq_form };
                let prove = |claim: F| {
                    let mut channel = MerlinProver::new("test");
                    let reduction = prove(&relation, &mut NaiveProver::new(&relation, tables.clone()), claim, &mut channel);
                    (reduction, channel.finish())
                };
                assert_eq!(NaiveProver::new(&relation, tables.clone()).sum(), sum);
                let (reduction, proof) = prove(sum);
                let element = F::MODULUS_BIT_SIZE.div_ceil(8) as usize;
                assert_eq!(proof.len(), element * (n * relation.degree() + factors));
                let mut channel = MerlinVerifier::new("test", &proof);
                assert_eq!(verify(&relation, sum, &mut channel), Ok(reduction));
                assert_eq!(channel.finish(), Ok(()));
                // A claim that is off by one, with the true rounds and with rounds that follow it.
                let (_, lie) = prove(sum + F::one());
                for proof in [proof, lie] {
                    let answer = verify(&relation, sum + F::one(), &mut MerlinVerifier::new("test", &proof));
                    assert_eq!(answer, Err(ProofError::Check { name: "product" }));
                }
            }
        }
    }

    #[test]
    fn both_forms_prove_the_same_sum() {
        both_forms_prove_one_sum::<Fr>(false);
        both_forms_prove_one_sum::<Fr>(true);
        both_forms_prove_one_sum::<Small>(false);
    }

    /// Over five elements, for all linear cofactors of one variable and all `τ`: the best message for a false claim passes at one challenge.
    #[test]
    fn a_false_claim_passes_at_degree_many_challenges() {
        let element = |k: u64| Five::from(k);
        for (tau, at_zero, slope, claim) in (0..625u64).map(|k| (element(k), element(k / 5), element(k / 25), element(k / 125))) {
            let sum = at_zero + tau * slope;
            let passes = |sent: Five, r: Five| Form::Eq(tau).evaluate(claim, &[sent], r) == at_zero + slope * r;
            let best = (0..5).map(|sent| (0..5).filter(|r| passes(element(sent), element(*r))).count()).max();
            assert_eq!(best, Some(if claim == sum { 5 } else { 1 }));
        }
    }
}
