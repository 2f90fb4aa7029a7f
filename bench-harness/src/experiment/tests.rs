use super::*;
use std::fs;

const FILE: &str = r#"name = "test"
description = "for tests"
seed = 7
repeats = 2
warm_ups = 1

[[measure]]
programs = ["sha256", "fibonacci"]
log_cycles = [14, 16]
configurations = [
    "lasso-hyrax",
    "lasso-ligero",
]
threads = [1, 2]

[[measure]]
elf = "own.elf"
isa = "rv32i"
input_str = "hello"
configurations = ["all"]
"#;

fn parse(text: &str) -> Result<Experiment, ExperimentError> {
    Experiment::parse(text, Path::new(env!("CARGO_MANIFEST_DIR")))
}

#[test]
fn a_file_is_read() {
    let experiment = parse(FILE).unwrap();
    assert_eq!((experiment.name.as_str(), experiment.seed, experiment.repeats, experiment.warm_ups), ("test", 7, 2, 1));
    assert_eq!(experiment.digest.len(), 64);
    assert!(experiment.operations && !parse(&FILE.replace("seed", "operations = false\nseed")).unwrap().operations);
    let [guests, own] = &experiment.measure[..] else { panic!("two tables") };
    assert_eq!(guests.programs.iter().map(ProgramChoice::name).collect::<Vec<_>>(), ["sha256", "fibonacci"]);
    assert_eq!((guests.line, &guests.threads, &guests.input), (7, &Some(vec![1, 2]), &None));
    assert_eq!(own.programs, [ProgramChoice::File { path: Path::new(env!("CARGO_MANIFEST_DIR")).join("own.elf"), isa: Isa::Rv32i }]);
    assert_eq!(own.input, Some(GivenInput::Bytes(b"hello".to_vec())));
    assert_eq!(own.configurations, jolt_core::CONFIGURATIONS);
    assert_eq!((own.programs[0].name().as_str(), &own.threads), ("own.elf", &None));
}

/// Each replacement spoils the file; the message begins with the line and names the key.
#[test]
fn errors_name_the_key_and_the_line() {
    let cases = [
        ("seed = 7", "seed = -7", "line 3, `seed`: "),
        ("seed = 7", "seed = 7 7", "line 3, `seed`: "),
        ("repeats = 2", "repeat = 2", "line 4: unknown key `repeat`"),
        ("repeats = 2", "repeats = \"2\"", "line 4, `repeats`: invalid type"),
        ("repeats = 2", "operations = 2", "line 4, `operations`: invalid type"),
        ("repeats = 2", "repeats = 0", "line 4, `repeats`: 0 is not between 1 and 1000"),
        ("name = \"test\"\n", "", "line 1: missing key `name`"),
        ("\"test\"", "\"a/b\"", "line 1, `name`: this is not a name"),
        ("\"fibonacci\"", "\"fibonaci\"", "line 8, `programs`: no program is called `fibonaci`; did you mean `fibonacci`?"),
        ("\"fibonacci\"", "\"something else\"", "line 8, `programs`: no program is called `something else`"),
        ("\"fibonacci\"", "\"sha256\"", "line 8, `programs`: sha256 is there twice"),
        ("\"fibonacci\"", "\"all\"", "line 8, `programs`: contradicts `programs`: `all` stands alone"),
        ("[14, 16]", "[14, 60]", "line 9, `log_cycles`: 60 is not between 1 and 24"),
        ("[14, 16]", "[]", "line 9, `log_cycles`: nothing is given"),
        ("[14, 16]", "[14, 14]", "line 9, `log_cycles`: 14 is there twice"),
        ("[14, 16]", "[14, true]", "line 9, `log_cycles`: invalid type"),
        ("log_cycles = [14, 16]\n", "", "line 7, `log_cycles`: nothing is given"),
        (
            "lasso-ligero\"",
            "lasso-ligerro\"",
            "line 12, `configurations`: no configuration is called `lasso-ligerro`; did you mean `lasso-ligero`?",
        ),
        ("    \"lasso-ligero\",", "    7,", "line 12, `configurations`: invalid type"),
        ("threads = [1, 2]", "threads = [0]", "line 14, `threads`: 0 is not between 1 and 1024"),
        ("elf = \"own.elf\"", "elf = \"own.elf\"\nlog_cycles = [14]", "line 18, `log_cycles`: contradicts `input_str`"),
        ("input_str = \"hello\"", "log_cycles = [14]", "line 19, `log_cycles`: contradicts `elf`"),
        ("input_str = \"hello\"", "input_str = \"a\"\ninput_hex = \"61\"", "line 19, `input_str`: contradicts `input_hex`"),
        ("input_str = \"hello\"", "input_hex = \"6\"", "line 19, `input_hex`: this is not hexadecimal"),
        ("elf = \"own.elf\"", "elf = \"own.elf\"\nprograms = [\"sort\"]", "line 17, `elf`: contradicts `programs`"),
        ("elf = \"own.elf\"", "programs = [\"sort\"]", "line 18, `isa`: contradicts `programs`"),
        ("\"rv32i\"", "\"rv32j\"", "line 18, `isa`: no instruction set is called `rv32j`; did you mean `rv32i`?"),
        ("elf = \"own.elf\"\n", "", "line 16, `programs`: nothing is given"),
        ("configurations = [\"all\"]\n", "", "line 16, `configurations`: nothing is given"),
        ("threads = [1, 2]", "threads = [1, 2", "line 1"),
    ];
    for (from, to, expected) in cases {
        assert!(FILE.contains(from), "{from}");
        let error = parse(&FILE.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{to}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn tables_that_share_a_cell_are_refused() {
    let table = "[[measure]]\nprograms = [\"sort\"]\nlog_cycles = [14]\nconfigurations = [\"lasso-hyrax\"]\n";
    let error = parse(&format!("name = \"x\"\n{table}{table}")).unwrap_err().to_string();
    assert_eq!(error, "line 6, `measure`: `sort` with `lasso-hyrax` is there twice; leave one out");
    // Inputs of one program may have different sizes.
    let given = |input: &str| format!("[[measure]]\nelf = \"own.elf\"\ninput_str = \"{input}\"\nconfigurations = [\"lasso-hyrax\"]\n");
    assert_eq!(parse(&format!("name = \"x\"\n{}{}", given("a"), given("b"))).unwrap().measure.len(), 2);
    assert!(parse("name = \"x\"\n").unwrap_err().to_string().contains("`measure`: nothing is given"));
}

#[test]
fn the_page_has_every_key_and_a_file_that_is_read() {
    let page = include_str!("../../EXPERIMENTS.md");
    let example = page.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).unwrap().0;
    let experiment = parse(example).unwrap();
    assert_eq!((experiment.name.as_str(), experiment.repeats, experiment.measure.len()), ("mine", 6, 2));
    let defaults = parse("name = \"x\"\n[[measure]]\nelf = \"x.elf\"\nconfigurations = [\"all\"]\n").unwrap();
    let described = |key: &str| page.lines().find(|line| line.starts_with(&format!("| `{key}`"))).unwrap_or_else(|| panic!("{key}"));
    for (key, default) in [
        ("seed", defaults.seed.to_string()),
        ("repeats", defaults.repeats.to_string()),
        ("warm_ups", defaults.warm_ups.to_string()),
        ("verifications", defaults.verifications.to_string()),
        ("operations", format!("`{}`", defaults.operations)),
        ("isa", format!("`{}`", Isa::default().name())),
    ] {
        assert!(described(key).ends_with(&format!("| {default} |")), "{key}: {default}");
    }
    for key in ["name", "description", "programs", "log_cycles", "elf", "input_str", "configurations", "threads"] {
        assert!(described(key).split('|').count() >= 5, "{key}");
    }
}

#[test]
fn shipped_experiments_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments");
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let (experiment, _) = Experiment::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(experiment.name.as_str()));
        assert!(!experiment.description.is_empty(), "{}", experiment.name);
        names.push(experiment.name);
    }
    assert!(["guests", "pcs", "quick", "scaling", "threads"].iter().all(|name| names.iter().any(|found| found == name)), "{names:?}");
}

#[test]
fn all_programs_are_the_usual_executables_and_others_have_names() {
    let table = "name = \"x\"\n[[measure]]\nprograms = [\"all\"]\nlog_cycles = [16]\nconfigurations = [\"lasso-hyrax\"]\n";
    let measure = |text: &str| parse(text).unwrap().measure.remove(0);
    let all = measure(table);
    assert!(all.unfit == Unfit::Skip && all.programs.len() > 4);
    assert!(all.programs.iter().all(|program| !program.name().contains('/')));
    let one = measure(&table.replace("all", "rv32i/sha256"));
    assert_eq!((one.unfit, one.programs.len(), one.programs[0].name().as_str()), (Unfit::Refuse, 1, "rv32i/sha256"));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = Experiment::read(Path::new("nothing.toml")).unwrap_err().to_string();
    assert!(error.starts_with("cannot read nothing.toml"), "{error}");
}
