//! Which facts a false witness violates, by name, without cryptography.

use super::{Configuration, Forgery};
use poly::Scalar;
use spartan::{Linear, UniformR1cs};
use std::collections::BTreeSet;

/// Names of the constraints that do not hold between a step's variables and the next step's, in the order of [`UniformR1cs::variables`].
pub fn violated<'a, F: Scalar>(system: &'a UniformR1cs, now: &[F], next: &[F]) -> Vec<&'a str> {
    let value = |form: &Linear| -> F {
        form.terms().map(|(cell, k)| F::from_i128(k) * if cell.next { next } else { now }[cell.variable.index()]).sum()
    };
    let broken = |c: &&spartan::Constraint| value(&c.a) * value(&c.b) != value(&c.c);
    system.constraints().iter().filter(broken).map(|c| c.name.as_str()).collect()
}

impl<C: Configuration> Forgery<C> {
    /// All variables of the constraint system on every step, and behind the last step, where all are 0.
    pub fn assignments(&self, system: &UniformR1cs) -> Vec<Vec<C::Field>> {
        let log_steps = self.witness.statement.log_steps;
        let names = self.column_names();
        let columns = self.witness.columns.as_refs();
        let column = |name: &str| columns[names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"))];
        let values = |variable: spartan::Variable| -> Vec<C::Field> {
            let mut values = match (system.public(variable), system.name(variable)) {
                (Some(public), _) => (0..1 << log_steps).map(|step| public.value(step, log_steps).into()).collect(),
                (None, "1") => vec![C::Field::from(1u64); 1 << log_steps],
                (None, name) => column(&column_of_variable(name)).to_field(),
            };
            values.push(C::Field::from(0u64));
            values
        };
        let values: Vec<Vec<C::Field>> = system.variables().map(values).collect();
        (0..=1 << log_steps).map(|step| values.iter().map(|column| column[step]).collect()).collect()
    }

    /// Everything that does not hold: the constraints violated on any step, and the first fact of each other kind as [`jolt_core::check()`] names it.
    pub fn facts(&self) -> BTreeSet<String> {
        let others = C::violations(&self.machine, &self.witness).into_iter().map(|violation| violation.fact);
        let mut facts: BTreeSet<String> = others.filter(|fact| !fact.starts_with("constraint ")).collect();
        let system = self.machine.constraint_system::<C>();
        for pair in self.assignments(&system).windows(2) {
            facts.extend(violated(&system, &pair[0], &pair[1]).into_iter().map(str::to_owned));
        }
        facts
    }
}

/// The committed column behind a variable: `L_i` and `R_i` are what the tables `LEFT_ID` and `RIGHT_ID` return.
fn column_of_variable(name: &str) -> String {
    match name.split_at_checked(2) {
        Some(("L_", chunk)) => format!("E LEFT_ID@{chunk}"),
        Some(("R_", chunk)) => format!("E RIGHT_ID@{chunk}"),
        _ => name.to_owned(),
    }
}
