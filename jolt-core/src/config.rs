//! Configurations: which commitment scheme, lookup argument and memory argument prove a run; chosen by type, never by a cargo feature.

use crate::LookupAdapter;
use ark_bn254::{Bn254, Fr, G1Projective};
use ark_ff::PrimeField;
use lookups::LookupArgument;
use memory::MemoryArgument;
use pcs::{CommitmentScheme, HyperKzg, Hyrax, InnerProduct, Ligero, Parameters, SetupKind, Trivial, Zeromorph};
use poly::Scalar;
use std::marker::PhantomData;
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
    /// How the scheme's parameters come about.
    pub setup: SetupKind,
    /// What the scheme's binding rests on.
    pub assumption: &'static str,
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
            setup: <C::Pcs as CommitmentScheme>::Parameters::KIND,
            assumption: C::Pcs::ASSUMPTION,
        }
    }
}

/// Lasso and offline memory checking with columns in the clear, over any field: isolates the arguments from the commitment scheme.
pub struct LassoTrivial<F = Fr>(PhantomData<F>);

impl<F: Scalar> JoltConfig for LassoTrivial<F> {
    const NAME: &'static str = "lasso-trivial";
    type Field = F;
    type Pcs = Trivial<F>;
    type Lookups = lookups::Lasso;
    type Memory = memory::Offline;
}

/// Something to be done with a configuration.
#[cfg(feature = "prover")]
pub trait Visitor {
    /// Its result.
    type Output;
    /// Does it.
    fn visit<C: ProvingConfig>(self) -> Self::Output;
}

/// One line for each configuration: what it is, its type, its name, its commitment scheme. All have Lasso and offline memory checking.
macro_rules! configurations {
    ($($(#[$doc:meta])* $config:ident, $name:literal, $scheme:ty;)+) => {
        $(
            $(#[$doc])*
            pub struct $config;

            impl JoltConfig for $config {
                const NAME: &'static str = $name;
                type Field = <$scheme as CommitmentScheme>::Field;
                type Pcs = $scheme;
                type Lookups = lookups::Lasso;
                type Memory = memory::Offline;
            }
        )+

        /// Names of all configurations; the first is the default.
        pub const CONFIGURATIONS: &[&str] = &[$($name,)+ LassoTrivial::<Fr>::NAME];

        /// Calls the visitor with the configuration of this name, if there is one.
        #[cfg(feature = "prover")]
        pub fn with_configuration<V: Visitor>(name: &str, visitor: V) -> Option<V::Output> {
            match name {
                $($name => Some(visitor.visit::<$config>()),)+
                LassoTrivial::<Fr>::NAME => Some(visitor.visit::<LassoTrivial>()),
                _ => None,
            }
        }
    };
}

configurations! {
    /// Hyrax over BN254: transparent, the default.
    LassoHyrax, "lasso-hyrax", Hyrax<G1Projective>;
    /// Hyrax over BN254, opened by an inner-product argument: transparent, smaller proofs.
    LassoHyraxIpa, "lasso-hyrax-ipa", Hyrax<G1Projective, InnerProduct>;
    /// Zeromorph over BN254: the smallest proofs, with a structured reference string.
    LassoZeromorph, "lasso-zeromorph", Zeromorph<Bn254>;
    /// HyperKZG over BN254: small proofs, with a structured reference string.
    LassoHyperKzg, "lasso-hyperkzg", HyperKzg<Bn254>;
    /// Ligero over BN254's scalars: hashes alone, large proofs.
    LassoLigero, "lasso-ligero", Ligero<Fr>;
}
