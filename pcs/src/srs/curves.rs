//! Names of curves, by the modulus of their coordinates.

use ark_ec::pairing::Pairing;
use ark_ff::{BigInteger, PrimeField};

/// Names and moduli in hexadecimal digits.
const CURVES: &[(&str, &str)] = &[
    ("BN254", "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"),
    ("BLS12-381", "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"),
    ("BLS12-377", "01ae3a4617c510eac63b05c06ca1493b1a22d9f300f5138f1ef3622fba094800170b5d44300000008508c00000000001"),
];

/// The curve's name; its modulus, where it is not a well-known one.
pub(super) fn curve_name<E: Pairing>() -> String {
    name_of_modulus(&E::BaseField::MODULUS.to_bytes_le())
}

/// The name of the pairing-friendly curve over the prime field with this modulus, little-endian.
pub(super) fn name_of_modulus(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().rev().map(|byte| format!("{byte:02x}")).collect();
    let name = CURVES.iter().find(|(_, modulus)| *modulus == digits);
    name.map_or_else(|| format!("modulo 0x{digits}"), |(name, _)| (*name).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_curves() {
        assert_eq!(curve_name::<ark_bn254::Bn254>(), "BN254");
        assert_eq!(curve_name::<ark_bls12_381::Bls12_381>(), "BLS12-381");
        assert_eq!(name_of_modulus(&[13, 1]), "modulo 0x010d");
    }
}
