//! How an argument's own columns enter the VM: one adapter per lookup argument.

mod lasso;

use crate::QueryVariables;
use lookups::{InstructionSet, LookupArgument};
use poly::Scalar;
use spartan::{Builder, Variable};

/// What a lookup argument adds to the constraint system: the rows that glue operands to its query (R8 to R12 of the protocol).
pub trait LookupAdapter<F: Scalar>: LookupArgument<F> {
    /// Declares the variables among the argument's own columns.
    fn variables(set: &InstructionSet<F>, builder: &mut Builder) -> Vec<Variable>;
    /// Indices, among the argument's own columns, of [`Self::variables`] in their order; an index beyond them where the set lacks a column.
    fn columns_of_variables(set: &InstructionSet<F>) -> Vec<usize>;
    /// Adds the rows.
    fn constraints(set: &InstructionSet<F>, builder: &mut Builder, query: &QueryVariables, own: &[Variable]);
}
