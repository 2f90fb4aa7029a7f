//! The constraint system of one step, and the builder that states it by names.

use crate::{Cell, Linear, Public, Variable};
use poly::Scalar;
use std::collections::BTreeSet;

/// One constraint `a * b = c`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// What it is called in errors.
    pub name: String,
    /// Left factor.
    pub a: Linear,
    /// Right factor.
    pub b: Linear,
    /// Product.
    pub c: Linear,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    name: String,
    public: Option<Public>,
}

/// States a [`UniformR1cs`] by names.
///
/// ```
/// use spartan::{Builder, Public};
/// let mut b = Builder::new();
/// let (x, y, carry) = (b.variable("x"), b.variable("y"), b.variable("carry"));
/// let last = b.public("last", Public::LastStep);
/// b.boolean(carry);
/// b.constraint("y is the square of x", x, x, y);
/// b.when("x grows by one, and by one more where carry is set", 1 - last, b.next(x) - x - 1 - carry);
/// let system = b.build();
/// assert_eq!(system.num_variables(), 5); // with the constant
/// assert_eq!(system.constraints()[0].name, "boolean carry");
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    columns: Vec<Column>,
    constraints: Vec<Constraint>,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// A system with the constant column alone.
    pub fn new() -> Self {
        Self { columns: vec![Column { name: "1".into(), public: None }], constraints: Vec::new() }
    }

    /// Adds a committed column.
    pub fn variable(&mut self, name: impl Into<String>) -> Variable {
        self.column(name.into(), None)
    }

    /// Adds a public column, which the verifier evaluates.
    pub fn public(&mut self, name: impl Into<String>, values: Public) -> Variable {
        self.column(name.into(), Some(values))
    }

    fn column(&mut self, name: String, public: Option<Public>) -> Variable {
        self.columns.push(Column { name, public });
        Variable(self.columns.len() - 1)
    }

    /// The column one step on; 0 on the last step.
    pub fn next(&self, variable: Variable) -> Linear {
        Linear::cell(Cell { next: true, variable })
    }

    /// Demands `a * b = c`.
    pub fn constraint(&mut self, name: impl Into<String>, a: impl Into<Linear>, b: impl Into<Linear>, c: impl Into<Linear>) {
        self.constraints.push(Constraint { name: name.into(), a: a.into(), b: b.into(), c: c.into() });
    }

    /// Demands `f * (f - 1) = 0`, under the name "boolean f".
    pub fn boolean(&mut self, f: Variable) {
        let name = format!("boolean {}", self.columns[f.0].name);
        self.constraint(name, f, f - 1, 0);
    }

    /// Demands `equation = 0` on every step where `condition` is not 0: `condition * equation = 0`.
    pub fn when(&mut self, name: impl Into<String>, condition: impl Into<Linear>, equation: impl Into<Linear>) {
        self.constraint(name, condition, equation, 0);
    }

    /// The finished system.
    ///
    /// *Preconditions*: variables come from this builder; columns have distinct names, and so have constraints.
    pub fn build(self) -> UniformR1cs {
        assert_eq!(repeated(self.columns.iter().map(|c| &c.name)), None, "columns have distinct names");
        assert_eq!(repeated(self.constraints.iter().map(|c| &c.name)), None, "constraints have distinct names");
        let cells = || self.constraints.iter().flat_map(|c| [&c.a, &c.b, &c.c]).flat_map(|form| form.terms().map(|(cell, _)| cell));
        assert!(cells().all(|cell| cell.variable.0 < self.columns.len()), "variables come from this builder");
        let shifted: BTreeSet<Variable> = cells().filter(|cell| cell.next).map(|cell| cell.variable).collect();
        UniformR1cs { shifted: shifted.into_iter().collect(), columns: self.columns, constraints: self.constraints }
    }
}

/// The first name that was there before.
fn repeated<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = BTreeSet::new();
    names.find(|name| !seen.insert(*name))
}

/// An R1CS that holds on every step of a computation: `A_c(z_t, z_{t+1}) B_c(z_t, z_{t+1}) = C_c(z_t, z_{t+1})` for each constraint `c` and
/// step `t` (uniform R1CS with cross-step constraints).
///
/// `z_t` is the value of every column at step `t`, led by the constant 1; columns read at `t + 1` are 0 on the last step. As a multilinear object the
/// number of constraints and of variables is padded to a power of two with empty rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniformR1cs {
    columns: Vec<Column>,
    constraints: Vec<Constraint>,
    shifted: Vec<Variable>,
}

impl UniformR1cs {
    /// Number of variables: the constant, public and committed columns.
    pub fn num_variables(&self) -> usize {
        self.columns.len()
    }

    /// `log2` of the padded number of variables.
    pub fn log_variables(&self) -> usize {
        self.columns.len().next_power_of_two().trailing_zeros() as usize
    }

    /// `log2` of the padded number of constraints.
    pub fn log_rows(&self) -> usize {
        self.constraints.len().next_power_of_two().trailing_zeros() as usize
    }

    /// The constraints, in the order in which they were stated.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// All variables in order, the constant first.
    pub fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        (0..self.columns.len()).map(Variable)
    }

    /// The name of a variable of this system.
    pub fn name(&self, variable: Variable) -> &str {
        &self.columns[variable.0].name
    }

    /// What a public column holds; `None` for the constant and for committed columns.
    pub fn public(&self, variable: Variable) -> Option<Public> {
        self.columns.get(variable.0).and_then(|column| column.public)
    }

    /// The committed columns in order: what [`crate::prove`] and [`crate::verify`] take.
    pub fn committed(&self) -> impl Iterator<Item = Variable> + '_ {
        self.variables().filter(|v| *v != Variable::ONE && self.public(*v).is_none())
    }

    /// Number of committed columns.
    pub fn num_committed(&self) -> usize {
        self.committed().count()
    }

    /// The columns that some constraint reads one step on, in order.
    pub fn shifted(&self) -> &[Variable] {
        &self.shifted
    }

    /// Those of [`Self::shifted`] that are committed.
    pub fn shifted_committed(&self) -> impl Iterator<Item = Variable> + '_ {
        self.shifted.iter().copied().filter(|v| self.public(*v).is_none())
    }

    /// Non-zero entries of the three matrices: the verifier's work.
    pub fn nonzeros(&self) -> usize {
        self.constraints.iter().flat_map(|c| [&c.a, &c.b, &c.c]).map(|form| form.terms().count()).sum()
    }

    /// The matrices and the meaning of public columns as bytes: equal for two systems iff they constrain the same columns in the same way. Names
    /// are not part of it.
    pub fn digest_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend((self.columns.len() as u64).to_le_bytes());
        out.extend(self.columns.iter().map(|column| column.public.map_or(0, Public::code)));
        out.extend((self.constraints.len() as u64).to_le_bytes());
        for form in self.constraints.iter().flat_map(|c| [&c.a, &c.b, &c.c]) {
            out.extend((form.terms().count() as u64).to_le_bytes());
            for (cell, coefficient) in form.terms() {
                out.push(u8::from(cell.next));
                out.extend((cell.variable.0 as u64).to_le_bytes());
                out.extend(coefficient.to_le_bytes());
            }
        }
        out
    }

    /// `M_ρ(row weights, s, y) = Σ_c w_c (A + ρB + ρ²C)(c, s, y)` for every variable `y`: the halves `s = 0` (this step) and `s = 1` (the next).
    ///
    /// *Shape*: each half has `2^log_variables` entries; `O(nonzeros)` multiplications.
    pub(crate) fn combine_rows<F: Scalar>(&self, row_weights: &[F], rho: F) -> [Vec<F>; 2] {
        let mut halves = [vec![F::zero(); 1 << self.log_variables()], vec![F::zero(); 1 << self.log_variables()]];
        let [now, later] = &mut halves;
        for (constraint, weight) in self.constraints.iter().zip(row_weights) {
            let powers = [*weight, *weight * rho, *weight * rho * rho];
            for (form, weight) in [&constraint.a, &constraint.b, &constraint.c].into_iter().zip(powers) {
                for (cell, coefficient) in form.terms() {
                    let half = if cell.next { &mut *later } else { &mut *now };
                    if let Some(entry) = half.get_mut(cell.variable.0) {
                        *entry += weight * F::from_i128(coefficient);
                    }
                }
            }
        }
        halves
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_know_their_shape() {
        let mut b = Builder::new();
        let (x, last, y) = (b.variable("x"), b.public("last", Public::LastStep), b.variable("y"));
        b.boolean(x);
        b.when("next", 1 - last, b.next(y) - x);
        b.constraint("zero", 0, y, 0);
        let system = b.build();
        assert_eq!((system.num_variables(), system.log_variables(), system.log_rows()), (4, 2, 2));
        assert_eq!(system.committed().map(|v| system.name(v)).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!((system.shifted(), system.public(last)), (&[y][..], Some(Public::LastStep)));
        assert_eq!(system.nonzeros(), 1 + 2 + 2 + 2 + 1);
        assert_eq!(Builder::new().build().log_rows(), 0);
    }

    #[test]
    fn digests_tell_systems_apart() {
        let system = |k: i128, public: Public, next: bool| {
            let mut b = Builder::new();
            let (x, p) = (b.variable("x"), b.public("p", public));
            let read = if next { b.next(x) } else { x.into() };
            b.when("equation", p, read - k);
            b.build().digest_bytes()
        };
        let all = [
            system(1, Public::Step, true),
            system(2, Public::Step, true),
            system(1, Public::LastStep, true),
            system(1, Public::Step, false),
        ];
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    #[should_panic(expected = "columns have distinct names")]
    fn repeated_names_are_refused() {
        let mut b = Builder::new();
        b.variable("x");
        b.variable("x");
        let _ = b.build();
    }
}
