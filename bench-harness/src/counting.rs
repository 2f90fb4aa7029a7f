//! Configurations over a field that counts its multiplications: what operation counts are measured with.
//!
//! A counted configuration commits to the same columns, draws the same challenges and writes the same proof bytes as the one it is the twin of; only
//! its multiplications count themselves ([`poly::operations`]). It is never what is timed.

mod process;

pub use process::{COMMAND, CountedProof, answer, read_answer};

use ark_bn254::{Fq, Fq2, Fq2Config, Fq6Config, Fq12Config, FrConfig};
use ark_ec::CurveConfig;
use ark_ec::bn::{Bn, BnConfig, TwistType};
use ark_ec::short_weierstrass::{Affine, Projective, SWCurveConfig};
use ark_ff::{Fp, Fp256, MontBackend};
use jolt_core::{JoltConfig, LassoHyperKzg, LassoHyrax, LassoHyraxIpa, LassoLigero, LassoTrivial, LassoZeromorph, Visitor};
use pcs::{HyperKzg, Hyrax, InnerProduct, Ligero, Trivial, Zeromorph};
use poly::Counted;

/// BN254's scalars, counted.
pub type Fr = Fp256<Counted<MontBackend<FrConfig, 4>>>;

/// BN254's first group over the counted scalars.
pub struct G1;

/// BN254's second group over the counted scalars.
pub struct G2;

/// BN254 over the counted scalars.
pub struct Curve;

/// The configurations of BN254 that are copied.
type Config1 = ark_bn254::g1::Config;
type Config2 = ark_bn254::g2::Config;
type Config = ark_bn254::Config;

/// A scalar, counted.
const fn counted(scalar: ark_bn254::Fr) -> Fr {
    Fp(scalar.0, std::marker::PhantomData)
}

macro_rules! group {
    ($group:ident, $config:ty, $base:ty) => {
        impl CurveConfig for $group {
            type BaseField = $base;
            type ScalarField = Fr;
            const COFACTOR: &'static [u64] = <$config>::COFACTOR;
            const COFACTOR_INV: Fr = counted(<$config>::COFACTOR_INV);
        }

        impl SWCurveConfig for $group {
            const COEFF_A: $base = <$config>::COEFF_A;
            const COEFF_B: $base = <$config>::COEFF_B;
            const GENERATOR: Affine<Self> = Affine::new_unchecked(<$config>::GENERATOR.x, <$config>::GENERATOR.y);
            type ZeroFlag = ();

            fn is_in_correct_subgroup_assuming_on_curve(point: &Affine<Self>) -> bool {
                <$config>::is_in_correct_subgroup_assuming_on_curve(&Affine::new_unchecked(point.x, point.y))
            }
        }
    };
}

group!(G1, Config1, Fq);
group!(G2, Config2, Fq2);

impl BnConfig for Curve {
    const X: &'static [u64] = Config::X;
    const X_IS_NEGATIVE: bool = Config::X_IS_NEGATIVE;
    const ATE_LOOP_COUNT: &'static [i8] = Config::ATE_LOOP_COUNT;
    const TWIST_TYPE: TwistType = Config::TWIST_TYPE;
    const TWIST_MUL_BY_Q_X: Fq2 = Config::TWIST_MUL_BY_Q_X;
    const TWIST_MUL_BY_Q_Y: Fq2 = Config::TWIST_MUL_BY_Q_Y;
    type Fp = Fq;
    type Fp2Config = Fq2Config;
    type Fp6Config = Fq6Config;
    type Fp12Config = Fq12Config;
    type G1Config = G1;
    type G2Config = G2;
}

/// One line for each twin: its type, the configuration, its commitment scheme over the counted curve.
macro_rules! twins {
    ($($twin:ident, $config:ty, $scheme:ty;)+) => {
        $(
            struct $twin;

            impl JoltConfig for $twin {
                const NAME: &'static str = <$config>::NAME;
                type Field = Fr;
                type Pcs = $scheme;
                type Lookups = lookups::Lasso;
                type Memory = memory::Offline;
            }
        )+

        /// Calls the visitor with the counted twin of the configuration of this name, if there is one.
        pub fn with_counted_configuration<V: Visitor>(name: &str, visitor: V) -> Option<V::Output> {
            $(if name == <$config>::NAME {
                return Some(visitor.visit::<$twin>());
            })+
            None
        }
    };
}

twins! {
    CountedHyrax, LassoHyrax, Hyrax<Projective<G1>>;
    CountedHyraxIpa, LassoHyraxIpa, Hyrax<Projective<G1>, InnerProduct>;
    CountedZeromorph, LassoZeromorph, Zeromorph<Bn<Curve>>;
    CountedHyperKzg, LassoHyperKzg, HyperKzg<Bn<Curve>>;
    CountedLigero, LassoLigero, Ligero<Fr>;
    CountedTrivial, LassoTrivial, Trivial<Fr>;
}
