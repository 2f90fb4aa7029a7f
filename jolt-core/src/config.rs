//! Configurations: which commitment scheme, lookup argument and memory argument prove a run; chosen by type, never by a cargo feature.

use crate::LookupAdapter;
use ark_bn254::{Fr, G1Projective};
use ark_ff::PrimeField;
use lookups::LookupArgument;
use memory::MemoryArgument;
use pcs::{CommitmentScheme, Hyrax, Trivial};
use poly::Scalar;
#[cfg(feature = "prover")]
use {lookups::ProveLookups, memory::ProveMemory, pcs::ProvingScheme};

/// One way to prove a run.
pub trait JoltConfig: Send + Sync + 'static {
    /// Name on the command line and in the transcript.
    const NAME: &'static str;
    /// The field of the arguments, and the scheme's scalar field.
    type Field: Scalar;
    /// Commits to columns.
    type Pcs: CommitmentScheme<Field = Self::Field>;
    /// Proves instruction lookups.
    type Lookups: LookupAdapter<Self::Field>;
    /// Proves registers and RAM.
    type Memory: MemoryArgument<Self::Field>;
}

/// A configuration whose proving halves are there: the only bound that provers write.
#[cfg(feature = "prover")]
pub trait ProvingConfig: JoltConfig<Pcs: ProvingScheme, Lookups: ProveLookups<Self::Field>, Memory: ProveMemory<Self::Field>> {}

#[cfg(feature = "prover")]
impl<C> ProvingConfig for C where C: JoltConfig<Pcs: ProvingScheme, Lookups: ProveLookups<Self::Field>, Memory: ProveMemory<Self::Field>> {}

/// What a configuration is made of, read off its types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Name on the command line.
    pub name: &'static str,
    /// Bits of the field's modulus.
    pub field_bits: u32,
    /// Lookup argument.
    pub lookups: &'static str,
    /// Memory argument.
    pub memory: &'static str,
    /// Commitment scheme.
    pub scheme: &'static str,
}

impl Description {
    /// Of the configuration `C`.
    pub fn of<C: JoltConfig>() -> Self {
        Self {
            name: C::NAME,
            field_bits: C::Field::MODULUS_BIT_SIZE,
            lookups: <C::Lookups as LookupArgument<C::Field>>::NAME,
            memory: <C::Memory as MemoryArgument<C::Field>>::NAME,
            scheme: C::Pcs::NAME,
        }
    }
}

/// Lasso, offline memory checking, Hyrax over BN254 G1: transparent, the default.
pub struct LassoHyrax;

impl JoltConfig for LassoHyrax {
    const NAME: &'static str = "lasso-hyrax";
    type Field = Fr;
    type Pcs = Hyrax<G1Projective>;
    type Lookups = lookups::Lasso;
    type Memory = memory::Offline;
}

/// Lasso and offline memory checking with columns in the clear, over any field: isolates the arguments from the commitment scheme.
pub struct LassoTrivial<F = Fr>(std::marker::PhantomData<F>);

impl<F: Scalar> JoltConfig for LassoTrivial<F> {
    const NAME: &'static str = "lasso-trivial";
    type Field = F;
    type Pcs = Trivial<F>;
    type Lookups = lookups::Lasso;
    type Memory = memory::Offline;
}
