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
    use instructions::{Isa, MemoryLayout};
    use jolt_core::{LassoHyrax, ParametersOf, Statement};
    use pcs::{HyperKzg, Hyrax, InnerProduct, Ligero, Parameters, SrsSource, Trivial, Zeromorph};
    use std::sync::Arc;

    /// What the record of a run of this length would say.
    fn described<C: JoltConfig>(log_steps: usize) -> Configuration {
        let layout = MemoryLayout::default();
        let program = tracer::load_elf(include_bytes!("../../guests/elf/fibonacci.elf"), Isa::default(), &layout).unwrap();
        let log_ram = layout.min_cells(program.tohost).ilog2() as usize;
        let machine = Arc::new(Machine::<C::Field>::new(program, layout).unwrap());
        // Any row that halts will do.
        let statement = |halt_index| Statement {
            input: b"12".to_vec(),
            output: Vec::new(),
            exit_code: 0,
            halt_index,
            log_steps,
            log_ram,
            advice_len: 0,
        };
        let layout = (0..1 << 12).find_map(|index| Layout::of::<C>(machine.clone(), &statement(index)).ok()).unwrap();
        let parameters = ParametersOf::<C>::for_verifier(SrsSource::None).unwrap();
        configuration::<C>(&VerifyingKey::new(machine, log_steps, &parameters).unwrap(), &layout)
    }

    macro_rules! variant {
        ($name:ident, $scheme:ty) => {
            struct $name;

            impl JoltConfig for $name {
                const NAME: &'static str = LassoHyrax::NAME;
                type Field = <$scheme as pcs::CommitmentScheme>::Field;
                type Pcs = $scheme;
                type Lookups = lookups::Lasso;
                type Memory = memory::Offline;
            }
        };
    }

    variant!(OtherCurve, Hyrax<ark_bls12_381::G1Projective>);
    variant!(OtherOpening, Hyrax<G1Projective, InnerProduct>);
    variant!(OtherScheme, Ligero<ark_bls12_381::Fr>);

    /// One type of the configuration `lasso-hyrax` is exchanged at a time, its name is not.
    #[test]
    fn a_change_of_a_type_is_a_change_of_the_record() {
        let usual = described::<LassoHyrax>(12);
        let curve =
            Configuration { field: "bls12-381 scalar field".into(), field_bits: 255, curve: Some("bls12-381".into()), ..usual.clone() };
        assert_eq!(described::<OtherCurve>(12), curve);
        assert_ne!(usual, curve);
        let opening = described::<OtherOpening>(12);
        assert_eq!(opening, Configuration { scheme: opening.scheme.clone(), ..usual.clone() });
        assert_ne!(opening.scheme, usual.scheme);
        let scheme = described::<OtherScheme>(12);
        assert_eq!((&scheme.field, scheme.curve), (&curve.field, None));
        assert!(scheme.scheme != usual.scheme && scheme.assumption != usual.assumption && scheme.setup == usual.setup);
        let longer = described::<LassoHyrax>(13);
        assert!(longer.columns != usual.columns && longer.sumchecks != usual.sumchecks);
    }

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
