//! A field whose multiplications count themselves.

use crate::operations::{Operation, count};
use crate::{ProductSum, Scalar, SmallSum};
use ark_ff::{BigInt, Fp, FpConfig, SqrtPrecomputation};
use std::marker::PhantomData;

/// The field of the configuration `P`, with each multiplication counted: what operation counts of the provers come from, so that no formula
/// about them can be wrong. Elements, their encodings and thus all proof bytes are those of `P`'s field.
///
/// ```
/// use ark_ff::{Fp, FpConfig, Field};
/// use poly::{Counted, Scalar};
/// use poly::operations::{Operation, measure};
/// type Config = <ark_bn254::Fr as Underlying>::Config;
/// type F = Fp<Counted<Config>, 4>;
/// let (square, counts) = measure(|| F::from(3u64).square());
/// assert_eq!(square, F::from(9u64));
/// // a conversion, and the square
/// assert_eq!(counts.get(Operation::Multiplication), 2);
///
/// trait Underlying { type Config: FpConfig<4>; }
/// impl<P: FpConfig<4>> Underlying for Fp<P, 4> { type Config = P; }
/// ```
pub struct Counted<P>(PhantomData<P>);

/// The same element of the field that counts.
const fn counted<P: FpConfig<N>, const N: usize>(element: Fp<P, N>) -> Fp<Counted<P>, N> {
    Fp(element.0, PhantomData)
}

/// The same element of the field that does not.
const fn plain<P: FpConfig<N>, const N: usize>(element: &Fp<Counted<P>, N>) -> Fp<P, N> {
    Fp(element.0, PhantomData)
}

/// Changes an element as the field that does not count would.
#[inline(always)]
fn change<P: FpConfig<N>, const N: usize>(element: &mut Fp<Counted<P>, N>, with: impl FnOnce(&mut Fp<P, N>)) {
    let mut value = plain(element);
    with(&mut value);
    element.0 = value.0;
}

impl<P: FpConfig<N>, const N: usize> FpConfig<N> for Counted<P> {
    const MODULUS: BigInt<N> = P::MODULUS;
    const GENERATOR: Fp<Self, N> = counted(P::GENERATOR);
    const ZERO: Fp<Self, N> = counted(P::ZERO);
    const ONE: Fp<Self, N> = counted(P::ONE);
    const NEG_ONE: Fp<Self, N> = counted(P::NEG_ONE);
    const TWO_ADICITY: u32 = P::TWO_ADICITY;
    const TWO_ADIC_ROOT_OF_UNITY: Fp<Self, N> = counted(P::TWO_ADIC_ROOT_OF_UNITY);
    const SQRT_PRECOMP: Option<SqrtPrecomputation<Fp<Self, N>>> = match &P::SQRT_PRECOMP {
        Some(SqrtPrecomputation::TonelliShanks { two_adicity, quadratic_nonresidue_to_trace, trace_of_modulus_minus_one_div_two }) => {
            Some(SqrtPrecomputation::TonelliShanks {
                two_adicity: *two_adicity,
                quadratic_nonresidue_to_trace: counted(*quadratic_nonresidue_to_trace),
                trace_of_modulus_minus_one_div_two,
            })
        }
        Some(SqrtPrecomputation::Case3Mod4 { modulus_plus_one_div_four }) => {
            Some(SqrtPrecomputation::Case3Mod4 { modulus_plus_one_div_four })
        }
        Some(SqrtPrecomputation::Case5Mod8 { modulus_plus_three_div_eight, modulus_minus_one_div_four }) => {
            Some(SqrtPrecomputation::Case5Mod8 { modulus_plus_three_div_eight, modulus_minus_one_div_four })
        }
        _ => None,
    };

    #[inline(always)]
    fn add_assign(a: &mut Fp<Self, N>, b: &Fp<Self, N>) {
        change(a, |a| P::add_assign(a, &plain(b)));
    }

    #[inline(always)]
    fn sub_assign(a: &mut Fp<Self, N>, b: &Fp<Self, N>) {
        change(a, |a| P::sub_assign(a, &plain(b)));
    }

    #[inline(always)]
    fn double_in_place(a: &mut Fp<Self, N>) {
        change(a, P::double_in_place);
    }

    #[inline(always)]
    fn neg_in_place(a: &mut Fp<Self, N>) {
        change(a, P::neg_in_place);
    }

    #[inline]
    fn mul_assign(a: &mut Fp<Self, N>, b: &Fp<Self, N>) {
        count(Operation::Multiplication, 1);
        change(a, |a| P::mul_assign(a, &plain(b)));
    }

    fn sum_of_products<const T: usize>(a: &[Fp<Self, N>; T], b: &[Fp<Self, N>; T]) -> Fp<Self, N> {
        count(Operation::Multiplication, T as u64);
        counted(P::sum_of_products(&a.each_ref().map(plain), &b.each_ref().map(plain)))
    }

    #[inline]
    fn square_in_place(a: &mut Fp<Self, N>) {
        count(Operation::Multiplication, 1);
        change(a, P::square_in_place);
    }

    fn inverse(a: &Fp<Self, N>) -> Option<Fp<Self, N>> {
        count(Operation::Inversion, 1);
        P::inverse(&plain(a)).map(counted)
    }

    fn from_bigint(integer: BigInt<N>) -> Option<Fp<Self, N>> {
        count(Operation::Multiplication, 1);
        P::from_bigint(integer).map(counted)
    }

    fn into_bigint(element: Fp<Self, N>) -> BigInt<N> {
        count(Operation::Multiplication, 1);
        P::into_bigint(plain(&element))
    }
}

impl<P: FpConfig<N>, const N: usize> Scalar for Fp<Counted<P>, N>
where
    Fp<P, N>: Scalar,
{
    #[inline]
    fn add_small(&self, sum: &mut SmallSum, u: u64) {
        count(Operation::SmallTerm, 1);
        plain(self).add_small(sum, u);
    }

    #[inline]
    fn reduce_small(sum: &SmallSum) -> Self {
        counted(Fp::<P, N>::reduce_small(sum))
    }

    #[inline]
    fn add_product(&self, sum: &mut ProductSum, other: &Self) {
        count(Operation::ProductTerm, 1);
        plain(self).add_product(sum, &plain(other));
    }

    #[inline]
    fn reduce_product(sum: &ProductSum) -> Self {
        counted(Fp::<P, N>::reduce_product(sum))
    }
}
