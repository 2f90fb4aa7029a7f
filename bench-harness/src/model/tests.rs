use super::fit::{FitError, fit};
use super::*;
use crate::record::testing::example;
use crate::record::{Operations, Record};
use crate::results::Results;
use poly::operations::Operation;

/// One unit for all operations.
fn units(nanoseconds: f64) -> Units {
    Units(Operation::ALL.iter().map(|operation| (operation.name().to_string(), nanoseconds)).collect())
}

/// A sample with `1000 + 3 T` multiplications and `5 T log T` additions of points that takes twice as long as they do, and a tenth of a second.
fn record(log_cycles: u32, nanoseconds: f64) -> Record {
    let mut record = example();
    let rows = 1u64 << log_cycles;
    let counts = [("field multiplications", 1000 + 3 * rows), ("group additions", 5 * rows * u64::from(log_cycles))];
    let prover: BTreeMap<String, u64> = counts.map(|(name, count)| (name.to_string(), count)).into();
    let seconds = prover.values().sum::<u64>() as f64 * nanoseconds / 1e9;
    record.cell.log_cycles = log_cycles;
    record.provenance.units = Some(units(nanoseconds));
    record.times.as_mut().unwrap().prove_user_seconds = Some(2.0 * seconds + 0.1);
    record.memory.peak_rss_bytes = Some(100_000_000 + 4000 * rows);
    record.operations = Some(Operations { prover, verifier: BTreeMap::new() });
    record
}

fn results(records: &[Record]) -> Results {
    let lines: String = records.iter().map(|record| record.to_line().unwrap() + "\n").collect();
    Results::parse(lines.as_bytes()).unwrap()
}

#[test]
fn a_fit_predicts_larger_sizes_on_other_machines() {
    // Times and memory of odd sizes are not looked at, whatever they say.
    let mut held_out = record(19, 10.0);
    held_out.times.as_mut().unwrap().prove_user_seconds = Some(1e6);
    held_out.memory.peak_rss_bytes = Some(1 << 50);
    let records: Vec<Record> = [12, 14, 16].map(|log| record(log, 10.0)).into_iter().chain([held_out]).collect();
    let model = fit(&[results(&records)]).unwrap();
    let fitted = &model.configurations["lasso-hyrax"];
    assert_eq!((fitted.sizes.as_slice(), model.source.samples), (&[12, 14, 16][..], 4));
    // Twice as fast.
    let measured = record(20, 5.0);
    let predicted = model.predict("lasso-hyrax", 20, &units(5.0)).unwrap();
    let near = |predicted: f64, measured: f64| assert!((predicted / measured - 1.0).abs() < 0.01, "{predicted}, not {measured}");
    near(predicted.user_seconds, measured.times.unwrap().prove_user_seconds.unwrap());
    near(predicted.memory_bytes as f64, measured.memory.peak_rss_bytes.unwrap() as f64);
    for (name, count) in measured.operations.unwrap().prover {
        near(predicted.operations[&name] as f64, count as f64);
    }
    assert_eq!(Model::parse(&model.to_text().unwrap(), "m").unwrap(), model);
}

#[test]
fn unknown_configurations_are_errors_or_the_largest() {
    let mut other = record(12, 10.0);
    other.cell.configuration = "lasso-ligero".into();
    other.memory.peak_rss_bytes = Some(1 << 40);
    let model = fit(&[results(&[record(12, 10.0), other])]).unwrap();
    let error = model.predict("lasso-hirax", 12, &units(10.0)).unwrap_err().to_string();
    assert_eq!(error, "the cost model has no configuration `lasso-hirax`; did you mean `lasso-hyrax`?");
    let largest = model.estimate("lasso-hirax", 12, &units(10.0));
    assert!((largest.memory_bytes as f64 / 40f64.exp2() - 1.0).abs() < 0.01, "{largest:?}");
    assert_eq!(largest.user_seconds, model.estimate("lasso-hyrax", 12, &units(10.0)).user_seconds);
}

#[test]
fn records_without_what_it_takes_are_errors() {
    let spoilt = |spoil: &dyn Fn(&mut Record)| {
        let mut record = record(14, 10.0);
        spoil(&mut record);
        fit(&[results(&[record])]).unwrap_err()
    };
    assert!(matches!(spoilt(&|record| record.cell.log_cycles = 15), FitError::NoSamples));
    assert!(matches!(spoilt(&|record| record.sample.warm_up = true), FitError::NoSamples));
    assert!(matches!(spoilt(&|record| record.operations = None), FitError::NoCounts { .. }));
    assert!(matches!(spoilt(&|record| record.provenance.units = None), FitError::NoUnits { .. }));
}

#[test]
fn malformed_files_are_typed_errors() {
    let text = fit(&[results(&[record(12, 10.0), record(14, 10.0)])]).unwrap().to_text().unwrap();
    let cases = [
        (text.replace("\"schema\": 1", "\"schema\": 2"), "schema 2, and this program reads schema 1"),
        (text.replace("\"schema\": 1,", ""), "it has no schema"),
        (text[..text.len() / 2].into(), "EOF while parsing"),
        (text.replace("efficiency", "efficacy"), "unknown field `efficacy`"),
        (text.replace("\"efficiency\": ", "\"efficiency\": -"), "efficiency and overhead must be"),
        (text.replace("\"memory_bytes\": {", "\"memory_bytes\": {\"sqrt T\": -1,"), "`memory_bytes` has a factor"),
        (text.replace("\"memory_bytes\": {", "\"memory_bytes\": {\"T^2\": 1,"), "unknown variant `T^2`"),
        (text.replace("\"pairings\": 10.0", "\"pairings\": -1"), "the unit of pairings is no number"),
        (text.replacen("\"pairings\"", "\"parings\"", 1), "no operation is called `parings`; did you mean `pairings`?"),
    ];
    for (text, word) in cases {
        let error = Model::parse(&text, "other.json").unwrap_err().to_string();
        assert!(error.starts_with("other.json is ") && error.contains(word) && error.contains("joltlab predict --fit"), "{word}: {error}");
    }
    assert!(matches!(Model::read(Path::new("no such file")), Err(ModelError::Io { .. })));
}

#[test]
fn the_embedded_model_has_every_configuration() {
    let model = Model::parse(EMBEDDED, "model.json").unwrap();
    for name in jolt_core::CONFIGURATIONS {
        let (small, large) = (Model::predict(&model, name, 12, &model.units).unwrap(), model.predict(name, 20, &model.units).unwrap());
        assert!(0.0 < small.user_seconds && 4.0 * small.user_seconds < large.user_seconds, "{name}: {small:?} {large:?}");
        assert!(small.memory_bytes > 1 << 26 && large.memory_bytes > 8 * small.memory_bytes, "{name}: {small:?} {large:?}");
    }
}
