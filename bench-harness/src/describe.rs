//! A configuration as records have it: everything is read off its types, or counted on its verifier.

use crate::layout::Layout;
use crate::record::{Configuration, Setup};
use ark_ff::BigInteger;
use jolt_core::{Description, JoltConfig, Machine, VerifyingKey};
use poly::Scalar;
use std::any::type_name;

/// What `C` is made of, at the sizes of `layout`.
pub fn configuration<C: JoltConfig>(key: &VerifyingKey<C>, layout: &Layout) -> Configuration {
    let Description { name, field_bits, lookups, memory, scheme, setup, assumption } = Description::of::<C>();
    let machine: &Machine<C::Field> = key.machine();
    let set = machine.lookups();
    let word = set.word();
    Configuration {
        name: name.into(),
        field: field::<C::Field>(),
        field_bits,
        curve: curve(type_name::<C::Pcs>()),
        scheme: scheme.into(),
        assumption: assumption.into(),
        setup: Setup { kind: setup.to_string(), provenance: key.provenance().map(|provenance| provenance.to_string()) },
        lookups: lookups.into(),
        memory: memory.into(),
        chunks: word.chunks as u32,
        log_subtable: word.index_bits() as u32,
        subtables: set.subtables().len() as u32,
        lookup_memories: set.memories().len() as u32,
        sumchecks: layout.sumchecks.clone(),
        columns: layout.columns.clone(),
        security_bits: None,
    }
}

/// The field's name: that of its arkworks type, or its modulus.
fn field<F: Scalar>() -> String {
    let known = arkworks(type_name::<F>(), "::fields::").map(|(library, path)| match path.starts_with("fr") {
        true => format!("{library} scalar field"),
        false => format!("{library} base field"),
    });
    known.unwrap_or_else(|| {
        let digits = F::MODULUS.to_bytes_be().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        format!("prime field of order 0x{}", digits.trim_start_matches('0'))
    })
}

/// The curve in a scheme's type, if there is one.
fn curve(scheme: &str) -> Option<String> {
    arkworks(scheme, "::curves::").map(|(library, _)| library)
}

/// The library `ark_NAME` before some `module` in a type's name, and what follows; the generic library of fields is none.
fn arkworks<'a>(name: &'a str, module: &str) -> Option<(String, &'a str)> {
    name.match_indices(module).find_map(|(at, _)| {
        let library = name[..at].rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?.strip_prefix("ark_")?;
        (library != "ff").then(|| (library.replace('_', "-"), &name[at + module.len()..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_bn254::{Bn254, Fq, Fr, G1Projective};
    use pcs::{HyperKzg, Hyrax, Ligero, Trivial, Zeromorph};

    #[test]
    fn fields_and_curves_are_named_by_their_types() {
        assert_eq!(field::<Fr>(), "bn254 scalar field");
        assert_eq!(field::<Fq>(), "bn254 base field");
        for scheme in [type_name::<Hyrax<G1Projective>>(), type_name::<HyperKzg<Bn254>>(), type_name::<Zeromorph<Bn254>>()] {
            assert_eq!(curve(scheme).as_deref(), Some("bn254"), "{scheme}");
        }
        assert_eq!(curve(type_name::<HyperKzg<ark_bls12_381::Bls12_381>>()).as_deref(), Some("bls12-381"));
        for scheme in [type_name::<Ligero<Fr>>(), type_name::<Trivial<Fr>>()] {
            assert_eq!(curve(scheme), None, "{scheme}");
        }
    }
}
