//! Provers who lie about a run and derive everything else from the lie. Each attack names the check that must reject it and the facts that
//! it violates; it is rejected by that check, and accepted when that check alone is skipped.
//!
//! `cargo test -p joltlab-tests --test attacks -- --nocapture matrix` prints the matrix of attacks against checks.
//! `JOLTLAB_ATTACK=text` runs the attacks with this text in their names only; `JOLTLAB_LIES=1000` tells that many random lies instead of
//! 60; `JOLTLAB_COLUMNS=1` changes every committed column, not only some.

mod attacks {
    pub mod arithmetic;
    pub mod columns;
    pub mod conditions;
    pub mod control;
    pub mod defects;
    pub mod frozen;
    pub mod lookups;
    pub mod memory;
    pub mod parts;
    pub mod random;
    pub mod statement;
}

use attacks::{arithmetic, conditions, control, defects, lookups, memory, parts, statement};
use jolt_core::{LassoHyrax, LassoTrivial};
use joltlab_tests::attack::{Attack, Outcome, matrix, run_all};

/// Every attack that a check of the verifier rejects.
fn all() -> Vec<Attack> {
    let of_files = [
        defects::attacks(),
        arithmetic::attacks(),
        conditions::attacks(),
        control::attacks(),
        lookups::attacks(),
        memory::attacks(),
        parts::attacks(),
        statement::attacks(),
    ];
    of_files.into_iter().flatten().collect()
}

fn assert_as_described(outcomes: &[Outcome]) {
    let complaints: Vec<String> = outcomes.iter().flat_map(|o| o.complaints.iter().map(move |c| format!("{}: {c}", o.name))).collect();
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn matrix_of_attacks_and_checks_is_diagonal() {
    let chosen = std::env::var("JOLTLAB_ATTACK").unwrap_or_default();
    let attacks: Vec<Attack> = all().into_iter().filter(|attack| attack.name.contains(&chosen)).collect();
    let outcomes = run_all(&attacks);
    println!("{}", matrix(&outcomes));
    assert_as_described(&outcomes);
    for (attack, outcome) in attacks.iter().zip(&outcomes) {
        assert!(outcome.failed.iter().eq(attack.rejected_by.iter().collect::<std::collections::BTreeSet<_>>()), "{}", attack.name);
    }
}

/// Every constraint is violated by some attack that violates nothing else.
#[test]
fn every_constraint_has_an_attack_of_its_own() {
    let attacks = all();
    let alone = |name: &str| attacks.iter().any(|attack| attack.facts.len() == 1 && attack.facts.contains(name));
    let system = conditions::honest().machine.constraint_system::<joltlab_tests::attack::LassoSparse>();
    let names = system.constraints().iter().map(|c| c.name.as_str());
    let missing: Vec<&str> = names.filter(|name| !name.starts_with("boolean ") && !alone(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A few of the attacks in the shipped configurations.
#[test]
fn shipped_configurations_reject_them_too() {
    let of_hyrax = [defects::future_read::<LassoHyrax>(), defects::unstored_word::<LassoHyrax>(), defects::smuggled_carry::<LassoHyrax>()];
    let of_trivial = [defects::future_read::<LassoTrivial>(), defects::unstored_word::<LassoTrivial>()];
    let attacks = all();
    let named = |name: &str| attacks.iter().find(|attack| attack.name == name).expect("an attack of this name");
    let names = [defects::FUTURE_READ, defects::UNSTORED_WORD, defects::SMUGGLED_CARRY];
    let mut outcomes: Vec<Outcome> = names.iter().zip(&of_hyrax).map(|(name, forgery)| Outcome::of(named(name), forgery)).collect();
    outcomes.extend(names.iter().zip(&of_trivial).map(|(name, forgery)| Outcome::of(named(name), forgery)));
    assert_as_described(&outcomes);
}
