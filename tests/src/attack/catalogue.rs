//! Attacks by name, and the matrix of attacks against checks.

use super::{Configuration, Forgery, Notes, Observer};
use jolt_core::{PROTOCOL, VerifyError};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use transcript::testing::Skipping;
use transcript::{Label, MerlinVerifier, ProofError};

/// A forgery, the checks that must reject it, and the facts that it violates.
pub struct Attack {
    /// What is attacked.
    pub name: String,
    /// The checks that reject it; without them it is accepted.
    pub rejected_by: Vec<Label>,
    /// Everything about the witness that is false, as [`Forgery::facts`] names it.
    pub facts: BTreeSet<String>,
    forge: Box<dyn Fn() -> Forgery + Send + Sync>,
}

impl Attack {
    /// An attack that exactly one check rejects, on a witness that violates exactly these facts.
    pub fn new(name: impl Into<String>, check: Label, facts: &[&str], forge: impl Fn() -> Forgery + Send + Sync + 'static) -> Self {
        Self::by_all(name, &[check], facts, forge)
    }

    /// An attack that each of several checks rejects.
    pub fn by_all(name: impl Into<String>, checks: &[Label], facts: &[&str], forge: impl Fn() -> Forgery + Send + Sync + 'static) -> Self {
        let facts = facts.iter().map(ToString::to_string).collect();
        Self { name: name.into(), rejected_by: checks.to_vec(), facts, forge: Box::new(forge) }
    }

    /// Forges, proves, verifies; then verifies without the checks.
    pub fn run(&self) -> Outcome {
        Outcome::of(self, &(self.forge)())
    }
}

/// What became of an attack.
pub struct Outcome {
    /// The attack.
    pub name: String,
    /// All checks that fail: its row of the matrix.
    pub failed: BTreeSet<Label>,
    /// What is not as the attack says.
    pub complaints: Vec<String>,
}

impl Outcome {
    /// Of a forgery in any configuration.
    pub fn of<C: Configuration>(attack: &Attack, forgery: &Forgery<C>) -> Self {
        let mut complaints = Vec::new();
        let facts = forgery.facts();
        if facts != attack.facts {
            complaints.push(format!("violates {facts:?}, not {:?}", attack.facts));
        }
        let proof = forgery.prove();
        let channel = || MerlinVerifier::new(PROTOCOL, &proof);
        let answer = forgery.verify(&proof);
        match &answer {
            Err(VerifyError::Proof(ProofError::Check { name })) if attack.rejected_by.first() == Some(name) => {}
            other => complaints.push(format!("the verifier says {other:?}")),
        }
        let notes = RefCell::new(Notes::default());
        if let Err(error) = forgery.verify_with(Observer::new(channel(), &notes)) {
            complaints.push(format!("with all checks off: {error}"));
        }
        let accepted = match attack.rejected_by[..] {
            [check] => forgery.verify_with(Skipping::new(channel(), check)).is_ok_and(|c| c.skipped && c.into_inner().finish().is_ok()),
            [first, second] => {
                let inner = forgery.verify_with(Skipping::new(Skipping::new(channel(), first), second));
                let one_is_not_enough = [first, second].iter().all(|check| forgery.verify_with(Skipping::new(channel(), check)).is_err());
                one_is_not_enough && inner.is_ok_and(|c| c.skipped && c.into_inner().into_inner().finish().is_ok())
            }
            _ => false,
        };
        if !accepted {
            complaints.push(format!("not accepted without {:?}", attack.rejected_by));
        }
        Self { name: attack.name.clone(), failed: notes.into_inner().failed, complaints }
    }
}

/// Runs attacks, two at a time, in order.
pub fn run_all(attacks: &[Attack]) -> Vec<Outcome> {
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((k, attack)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|k| Some((k, attacks.get(k)?))) {
            let outcome = attack.run();
            outcomes.lock().unwrap_or_else(PoisonError::into_inner).push((k, outcome));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(k, _)| *k);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

/// The matrix as text: a line for each attack, a column for each check that rejects any of them.
pub fn matrix(outcomes: &[Outcome]) -> String {
    let mut checks: Vec<Label> = Vec::new();
    outcomes.iter().flat_map(|outcome| &outcome.failed).for_each(|check| {
        if !checks.contains(check) {
            checks.push(check)
        }
    });
    let mut text = String::new();
    for (k, check) in checks.iter().enumerate() {
        let _ = writeln!(text, "{:>3} = {check}", k + 1);
    }
    let width = outcomes.iter().map(|outcome| outcome.name.len()).max().unwrap_or_default();
    let header: String = (1..=checks.len()).map(|k| format!("{k:>3}")).collect();
    let _ = writeln!(text, "{:width$}{header}", "accepted without check");
    for outcome in outcomes {
        let single = outcome.failed.len() == 1;
        let mark = |check| {
            if !outcome.failed.contains(check) {
                "  ."
            } else if single {
                "  x"
            } else {
                "  +"
            }
        };
        let row: String = checks.iter().map(mark).collect();
        let _ = writeln!(text, "{:width$}{row}", outcome.name);
    }
    text
}
