use super::*;
use crate::plan::Plan;
use crate::record::Configuration;
use tracing_subscriber::prelude::*;

fn plan(configurations: &str) -> Plan {
    let text = format!(
        "name = \"t\"\nrepeats = 1\n[[measure]]\nprograms = [\"fibonacci\"]\nlog_cycles = [12]\nconfigurations = {configurations}\nthreads = [2]\n"
    );
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    Plan::new(crate::experiment::Experiment::parse(&text, folder).unwrap()).unwrap()
}

fn measured(spec: Spec) -> Record {
    let phases = Phases::new(|_| ());
    tracing::subscriber::with_default(tracing_subscriber::registry().with(phases.layer()), || measure(spec, &phases))
}

fn specs(plan: &Plan) -> Vec<Spec> {
    (0..plan.order.len()).map(|at| plan.spec(at).unwrap()).collect()
}

#[test]
fn every_configuration_has_its_record() {
    let plan = plan("[\"all\"]");
    let records: Vec<Record> = specs(&plan).into_iter().map(measured).collect();
    let of = |name: &str| -> (&Record, &Configuration) {
        let record = records.iter().find(|record| record.cell.configuration == name).unwrap();
        (record, record.configuration.as_ref().unwrap())
    };
    for record in &records {
        assert!(record.counts(), "{}: {:?}", record.cell.configuration, record.status);
        let (proof, configuration) = (record.proof.as_ref().unwrap(), record.configuration.as_ref().unwrap());
        let (messages, predicted) = (proof.parts.iter().map(|part| part.bytes).sum::<u64>(), proof.predicted.unwrap());
        assert!((predicted.least..=predicted.most).contains(&messages), "{}: {messages} {predicted:?}", configuration.name);
        assert!(predicted.least == predicted.most || configuration.scheme == "ligero");
        assert!(configuration.sumchecks.iter().any(|sumcheck| sumcheck.block == "r1cs" && sumcheck.rounds >= 8));
        assert_eq!((configuration.chunks, configuration.log_subtable, configuration.field_bits), (4, 16, 254));
        assert_eq!(record.workload.as_ref().unwrap().trace_digest, records[0].workload.as_ref().unwrap().trace_digest);
        assert!(record.times.as_ref().unwrap().prove_seconds > 0.0 && record.phases.len() == crate::phases::PHASES.len());
    }
    // A change of a type is a change of the record.
    let (_, hyrax) = of("lasso-hyrax");
    let (_, inner_product) = of("lasso-hyrax-ipa");
    let (_, zeromorph) = of("lasso-zeromorph");
    let (_, ligero) = of("lasso-ligero");
    assert_ne!(hyrax.scheme, inner_product.scheme);
    assert_eq!((hyrax.curve.as_deref(), zeromorph.curve.as_deref(), &ligero.curve), (Some("bn254"), Some("bn254"), &None));
    assert_eq!((hyrax.setup.kind.as_str(), zeromorph.setup.kind.as_str()), ("transparent", "universal"));
    assert!(zeromorph.setup.provenance.as_ref().unwrap().contains("insecure"));
    assert_eq!(hyrax.columns, ligero.columns);
}

#[test]
fn a_run_that_is_not_the_planned_one_fails() {
    let plan = plan("[\"lasso-hyrax\"]");
    let spec = plan.spec(0).unwrap();
    type Spoil = fn(&mut Spec);
    let spoilt: [(&str, Spoil); 5] = [
        ("not those that were planned", |spec| spec.input_hex = "31".into()),
        ("not hexadecimal", |spec| spec.input_hex = "3".into()),
        ("cannot be read", |spec| spec.elf = "no such folder/x.elf".into()),
        ("no such configuration", |spec| spec.draft.cell.configuration = "another".into()),
        ("no such instruction set", |spec| spec.draft.workload.as_mut().unwrap().isa = "rv128".into()),
    ];
    for (word, spoil) in spoilt {
        let mut spec = spec.clone();
        spoil(&mut spec);
        let record = measured(spec);
        let reason = record.status.reason().unwrap_or_default();
        assert!(matches!(record.status, Status::Failed { .. }) && reason.contains(word), "{word}: {:?}", record.status);
        assert!(!reason.contains("no such folder"), "no folders in records: {reason}");
    }
}

#[test]
fn answers_are_whole_lines_about_the_sample() {
    let draft = crate::record::testing::example();
    let line = draft.to_line().unwrap() + "\n";
    assert_eq!(read_answer(&draft, line.as_bytes()).unwrap(), draft);
    let mut other = draft.clone();
    other.sample.number += 1;
    assert!(read_answer(&other, line.as_bytes()).unwrap_err().to_string().contains("another sample"));
    for end in 0..line.len() {
        assert!(read_answer(&draft, &line.as_bytes()[..end]).is_err(), "cut at {end}");
    }
    assert!(read_answer(&draft, (line.clone() + &line).as_bytes()).is_err());
    let error = answer(&b"nonsense"[..], Vec::new(), &Phases::new(|_| ())).unwrap_err();
    assert!(error.to_string().contains("part of joltlab bench"), "{error}");
}
