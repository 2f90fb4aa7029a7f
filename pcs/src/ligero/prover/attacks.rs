//! Provers who lie: each check rejects what all others let pass, and words that are no codewords pass as often as counted.

use super::super::{queries, tree::HASH_BYTES};
use super::*;
use crate::CommitmentScheme;
use crate::testing::random_columns;
use ark_bn254::Fr;
use ark_ff::Field;
use ark_std::UniformRand;
use transcript::testing::Skipping;
use transcript::{MerlinProver, MerlinVerifier, ProofError, VerifierChannel};

/// Seven columns of 2^5 values, opened at one point; few queries.
struct World<const BITS: u32> {
    layout: Layout<Fr>,
    shape: OpeningShape,
    columns: Vec<std::sync::Arc<MultilinearPolynomial<Fr>>>,
    coefficients: Vec<Fr>,
    point: Point<Fr>,
    value: Fr,
}

/// Changes of the symbols and the path, with `γ` known.
type Edit<'l> = &'l dyn Fn(Fr, &mut [Fr], &mut [u8]);

/// What a prover sends.
struct Lies<'l> {
    /// The committed words, one for each row.
    words: Vec<Vec<Fr>>,
    /// Added to the proximity row.
    proximity: Vec<Fr>,
    /// Added to the evaluation row.
    evaluation: Vec<Fr>,
    value: Fr,
    edit: Edit<'l>,
}

impl<const BITS: u32> World<BITS> {
    /// A world whose columns from `zero` on have coefficient 0.
    fn new(zero: usize) -> Self {
        let rng = &mut ark_std::test_rng();
        let columns = random_columns::<Fr>(5, rng);
        let shape = OpeningShape::of([5; 7]);
        let coefficients: Vec<Fr> = (0..7).map(|j| if j < zero { Fr::rand(rng) } else { Fr::from(0u64) }).collect();
        let point: Point<Fr> = (0..5).map(|_| Fr::rand(rng)).collect::<Vec<_>>().into();
        let value = columns.iter().zip(&coefficients).map(|(f, c)| *c * f.evaluate(&point)).sum();
        Self { layout: layout(&shape, BITS).unwrap(), shape, columns, coefficients, point, value }
    }

    fn row_len(&self) -> usize {
        1 << self.layout.log_columns
    }

    fn messages(&self) -> Vec<Vec<Fr>> {
        rows(&self.layout, &self.columns).into_iter().map(|row| row_values(row, self.row_len())).collect()
    }

    /// What an honest prover sends.
    fn honest(&self) -> Lies<'_> {
        Lies {
            words: self.messages().into_iter().map(|message| self.layout.code.encode(message)).collect(),
            proximity: vec![Fr::from(0u64); self.row_len()],
            evaluation: vec![Fr::from(0u64); self.row_len()],
            value: self.value,
            edit: &|_, _, _| {},
        }
    }

    fn row_weights(&self) -> Vec<Fr> {
        let high = eq::table(&self.point[..self.point.len() - self.layout.log_columns]);
        self.coefficients.iter().flat_map(|c| high.iter().map(move |weight| *c * weight)).collect()
    }

    fn low(&self) -> Vec<Fr> {
        eq::table(&self.point[self.point.len() - self.layout.log_columns..])
    }

    /// Proofs of the same lies under transcripts numbered by `trials`.
    fn prove(&self, lies: &Lies, trials: std::ops::Range<u64>) -> Vec<Vec<u8>> {
        let mut leaves = Leaves::new(self.layout.code.len());
        leaves.add(&lies.words);
        let tree = leaves.into_tree();
        let prove = |trial: u64| {
            let mut prover = MerlinProver::new("attack");
            let channel: &mut dyn ProverChannel<Fr> = &mut prover;
            channel.absorb("trial", &trial.to_le_bytes());
            channel.send_bytes(ROOT, &tree.root().unwrap());
            let gamma = channel.challenge(GAMMA);
            let combine = |weights: Vec<Fr>, added: &[Fr]| -> Vec<Fr> {
                let mut out = added.to_vec();
                let terms = self.messages().into_iter().zip(weights);
                terms.for_each(|(row, weight)| out.iter_mut().zip(row).for_each(|(out, x)| *out += weight * x));
                out
            };
            channel.send(PROXIMITY, &combine(powers(gamma).take(lies.words.len()).collect(), &lies.proximity));
            channel.send(EVALUATION, &combine(self.row_weights(), &lies.evaluation));
            let count = self.layout.num_queries;
            let positions = queries::draw_positions(self.layout.code.len(), count, || channel.challenge(QUERY));
            let mut symbols: Vec<Fr> = positions.iter().flat_map(|x| lies.words.iter().map(move |word| word[*x])).collect();
            let mut path = tree.proof(&positions).to_bytes();
            (lies.edit)(gamma, &mut symbols, &mut path);
            channel.send(SYMBOLS, &symbols);
            channel.send_bytes(PATH, &path);
            prover.finish()
        };
        trials.map(prove).collect()
    }

    fn verify(&self, lies: &Lies, trial: u64, channel: &mut dyn VerifierChannel<Fr>) -> Result<(), ProofError> {
        channel.absorb("trial", &trial.to_le_bytes());
        let commitment = Ligero::<Fr, BITS>::receive(&(), &self.shape, &[5; 7], channel)?;
        let batches = [(&commitment, &self.coefficients[..])];
        Ligero::<Fr, BITS>::verify(&(), &self.shape, &batches, &self.point, lies.value, channel)
    }

    /// What the verifier says, and whether it would accept without the named check.
    fn judge(&self, lies: &Lies, skipped: &'static str) -> (Result<(), ProofError>, bool) {
        let proof = self.prove(lies, 0..1).remove(0);
        let mut mutant = Skipping::new(MerlinVerifier::new("attack", &proof), skipped);
        (self.verify(lies, 0, &mut MerlinVerifier::new("attack", &proof)), self.verify(lies, 0, &mut mutant).is_ok())
    }

    /// How many of `trials` proofs are accepted; how many are expected if `passing` of the positions pass; the standard deviation.
    fn acceptance(&self, lies: &Lies, trials: u64, passing: usize) -> (f64, f64, f64) {
        let proofs = self.prove(lies, 0..trials);
        let verify = |(trial, proof): (usize, &Vec<u8>)| self.verify(lies, trial as u64, &mut MerlinVerifier::new("attack", proof)).is_ok();
        let accepted = proofs.iter().enumerate().filter(|pair| verify((pair.0, pair.1))).count();
        let choices = |i: usize| (passing as f64 - i as f64) / (self.layout.code.len() - i) as f64;
        let probability: f64 = (0..self.layout.num_queries).map(choices).product();
        (accepted as f64, probability * trials as f64, (probability * (1.0 - probability) * trials as f64).sqrt())
    }
}

const VALUE: &str = "ligero value";
const PROXIMITY_CHECK: &str = "ligero proximity";
const EVALUATION_CHECK: &str = "ligero evaluation";
const PATH_CHECK: &str = "ligero path";

fn rejected(name: &'static str) -> (Result<(), ProofError>, bool) {
    (Err(ProofError::Check { name }), true)
}

#[test]
fn each_check_rejects_what_the_others_let_pass() {
    let world = World::<20>::new(6);
    assert!(world.honest().words.len() >= 3);
    for name in [VALUE, PATH_CHECK, PROXIMITY_CHECK, EVALUATION_CHECK] {
        assert_eq!(world.judge(&world.honest(), name), (Ok(()), true));
    }
    // A false value; with a row made for it.
    let false_value = world.value + Fr::from(1u64);
    assert_eq!(world.judge(&Lies { value: false_value, ..world.honest() }, VALUE), rejected(VALUE));
    let mut evaluation = world.honest().evaluation;
    evaluation[0] = world.low()[0].inverse().unwrap();
    let lies = Lies { value: false_value, evaluation, ..world.honest() };
    assert_eq!(world.judge(&lies, EVALUATION_CHECK), rejected(EVALUATION_CHECK));
    // A false proximity row; a word that is no codeword, in a row without a part in the value.
    let mut proximity = world.honest().proximity;
    proximity[1] = Fr::from(1u64);
    assert_eq!(world.judge(&Lies { proximity, ..world.honest() }, PROXIMITY_CHECK), rejected(PROXIMITY_CHECK));
    let mut lies = world.honest();
    lies.words.last_mut().unwrap().iter_mut().for_each(|symbol| *symbol += Fr::from(1u64));
    // Adding 1 everywhere leads to another codeword, so that only the claimed rows are false.
    assert_eq!(world.judge(&lies, PROXIMITY_CHECK), rejected(PROXIMITY_CHECK));
    let rng = &mut ark_std::test_rng();
    lies.words.last_mut().unwrap().iter_mut().for_each(|symbol| *symbol = Fr::rand(rng));
    assert_eq!(world.judge(&lies, PROXIMITY_CHECK), rejected(PROXIMITY_CHECK));
}

#[test]
fn symbols_and_paths_that_are_not_the_committed_ones_are_rejected() {
    let world = World::<20>::new(7);
    let weights = world.row_weights();
    // Three symbols of one position are changed by what both combinations map to 0.
    let kernel = |gamma: Fr, symbols: &mut [Fr], _: &mut [u8]| {
        symbols[0] += gamma * weights[2] - gamma.square() * weights[1];
        symbols[1] += gamma.square() * weights[0] - weights[2];
        symbols[2] += weights[1] - gamma * weights[0];
    };
    assert_eq!(world.judge(&Lies { edit: &kernel, ..world.honest() }, PATH_CHECK), rejected(PATH_CHECK));
    let other_path = |_: Fr, _: &mut [Fr], path: &mut [u8]| path[HASH_BYTES] ^= 1;
    assert_eq!(world.judge(&Lies { edit: &other_path, ..world.honest() }, PATH_CHECK), rejected(PATH_CHECK));
    let other_symbol = |_: Fr, symbols: &mut [Fr], _: &mut [u8]| symbols[0] += Fr::from(1u64);
    assert_eq!(
        world.judge(&Lies { edit: &other_symbol, ..world.honest() }, PATH_CHECK),
        (Err(ProofError::Check { name: PATH_CHECK }), false)
    );
}

#[test]
fn words_far_from_the_code_pass_as_often_as_counted() {
    let world = World::<4>::new(6);
    let (n, trials) = (world.layout.code.len(), 4000);
    let passing = queries::max_agreement(world.layout.log_columns);
    // One error more than unique decoding allows, in a row without a part in the value.
    let mut lies = world.honest();
    lies.words.last_mut().unwrap().iter_mut().skip(passing).for_each(|symbol| *symbol += Fr::from(1u64));
    let (accepted, expected, deviation) = world.acceptance(&lies, trials, passing);
    assert!(n >= 16 && (accepted - expected).abs() < 4.0 * deviation, "{accepted} accepted, {expected} expected");
    assert!(expected <= trials as f64 / 16.0 && expected > 50.0, "{expected}");
}

#[test]
fn rows_of_a_false_value_pass_as_often_as_codewords_agree() {
    let world = World::<2>::new(7);
    let trials = 4000;
    // X^k - 1 but for one factor vanishes at k - 1 positions: another codeword that agrees there with the true one.
    let mut lies = world.honest();
    let k = world.row_len();
    lies.evaluation = vec![Fr::from(1u64); k];
    lies.value += world.low().iter().sum::<Fr>();
    let agreeing = world.layout.code.encode(lies.evaluation.clone()).iter().filter(|symbol| **symbol == Fr::from(0u64)).count();
    assert_eq!(agreeing, k - 1);
    let (accepted, expected, deviation) = world.acceptance(&lies, trials, agreeing);
    assert!((accepted - expected).abs() < 4.0 * deviation, "{accepted} accepted, {expected} expected");
    assert!(expected <= trials as f64 / 4.0 && expected > 10.0, "{expected}");
}
