//! The shape of the workspace: who may use whom, what manifests say, what no file may contain.

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, Package};
use joltlab_tests::guests::repository;
use std::path::{Path, PathBuf};

const LIBRARIES: &[&str] =
    &["poly", "transcript", "sumcheck", "pcs", "subtables", "instructions", "lookups", "memory", "spartan", "tracer", "jolt-core"];

/// Members that a member may use; tests may use all.
fn allowed(member: &str) -> &'static [&'static str] {
    match member {
        "poly" => &[],
        "transcript" | "subtables" => &["poly"],
        "sumcheck" => &["poly", "transcript"],
        "instructions" => &["poly", "subtables"],
        "pcs" | "memory" | "spartan" => &["poly", "transcript", "sumcheck"],
        "tracer" => &["instructions"],
        "lookups" => &["poly", "transcript", "sumcheck", "memory", "subtables"],
        "jolt-core" => &["poly", "transcript", "sumcheck", "pcs", "subtables", "instructions", "lookups", "memory", "spartan"],
        "bench-harness" => LIBRARIES,
        "cli" => &["jolt-core", "tracer", "instructions", "pcs", "bench-harness"],
        "joltlab-tests" => &["*"],
        other => panic!("{other} is a new member: give it a place in the graph"),
    }
}

/// Members that examples, doctests and tests of a member may use besides.
fn allowed_for_development(member: &str) -> &'static [&'static str] {
    match member {
        "jolt-core" => &["pcs", "tracer"],
        _ => &["pcs"],
    }
}

/// Members whose code (not their tests) may use a crate from elsewhere; `*` is all of them.
fn users(external: &str) -> &'static [&'static str] {
    match external {
        "ark-ff" | "ark-std" | "thiserror" => &["*"],
        "rayon" => &["poly", "sumcheck", "pcs", "lookups", "memory", "spartan", "jolt-core", "bench-harness", "cli"],
        "ark-serialize" => &["poly", "transcript", "pcs", "jolt-core"],
        "merlin" => &["transcript"],
        "ark-ec" => &["pcs", "bench-harness"],
        "ark-bn254" => &["pcs", "instructions", "jolt-core", "bench-harness", "joltlab-tests"],
        "blake2" => &["pcs", "spartan", "jolt-core", "bench-harness"],
        "ark-poly" | "rs_merkle" => &["pcs"],
        "plotters" | "toml" | "strsim" => &["bench-harness"],
        "object" | "rustc-demangle" => &["tracer"],
        "tracing" => &["pcs", "sumcheck", "lookups", "memory", "spartan", "jolt-core", "bench-harness", "cli"],
        "tracing-subscriber" | "serde" | "nix" => &["bench-harness", "cli"],
        "serde_json" => &["bench-harness", "cli"],
        "sha2" => &["bench-harness"],
        "clap" | "dhat" | "indicatif" | "inferno" | "tempfile" | "tracing-chrome" => &["cli"],
        other => panic!("{other} is a new dependency: say here who may use it"),
    }
}

fn metadata() -> Metadata {
    let mut command = MetadataCommand::new();
    command.manifest_path(repository("Cargo.toml")).no_deps().features(CargoOpt::AllFeatures);
    command.exec().expect("cargo metadata")
}

fn members(metadata: &Metadata) -> Vec<&Package> {
    metadata.workspace_packages()
}

fn permits(list: &[&str], name: &str) -> bool {
    list.contains(&name) || list.contains(&"*")
}

#[test]
fn the_graph_has_no_other_edges() {
    let metadata = metadata();
    let names: Vec<&str> = members(&metadata).iter().map(|p| p.name.as_str()).collect();
    assert!(LIBRARIES.iter().chain(&["cli", "bench-harness", "joltlab-tests"]).all(|name| names.contains(name)), "{names:?}");
    for package in members(&metadata) {
        let name = package.name.as_str();
        for dependency in &package.dependencies {
            let used = dependency.name.as_str();
            let edge = format!("{name} -> {used} ({:?})", dependency.kind);
            if !names.contains(&used) {
                let tested = dependency.kind == DependencyKind::Development;
                assert!(tested || permits(users(used), name), "{edge}: see `users`");
                continue;
            }
            match dependency.kind {
                DependencyKind::Normal => assert!(permits(allowed(name), used), "{edge}: not in the graph of ARCHITECTURE.md"),
                DependencyKind::Development => {
                    assert!(
                        permits(allowed(name), used) || allowed_for_development(name).contains(&used),
                        "{edge}: not for development either"
                    );
                }
                other => panic!("{edge}: a {other:?} dependency on a member"),
            }
        }
    }
}

#[test]
fn the_verifier_can_be_built_alone() {
    let metadata = metadata();
    for package in members(&metadata).iter().filter(|p| LIBRARIES.contains(&p.name.as_str())) {
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            let what = format!("{} -> {}", package.name, dependency.name);
            let internal = LIBRARIES.contains(&dependency.name.as_str());
            if internal || dependency.name.starts_with("ark-") {
                assert!(!dependency.uses_default_features, "{what} switches default features on");
            }
            if dependency.name == "rayon" {
                assert!(dependency.optional, "{what}: only provers run on several cores");
            }
        }
    }
}

#[test]
fn manifests_agree() {
    let metadata = metadata();
    for package in members(&metadata) {
        let name = &package.name;
        assert_eq!(package.authors, ["The Joltlab contributors"], "{name}");
        assert_eq!(package.license.as_deref(), Some("MIT OR Apache-2.0"), "{name}");
        assert_eq!(package.edition.as_str(), "2024", "{name}");
        assert!(package.rust_version.is_some(), "{name}");
        assert_eq!(package.publish.as_deref(), Some(&[][..]), "{name}");
        assert!(package.description.as_ref().is_some_and(|text| !text.is_empty()), "{name}");
        assert_eq!((&package.repository, &package.homepage, &package.documentation), (&None, &None, &None), "{name}");
        let manifest = std::fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{name} has the workspace's lints");
        let scripts = package.targets.iter().filter(|target| target.is_custom_build()).count();
        // One tells records which sources they were measured with.
        assert_eq!(scripts, usize::from(name.as_str() == "bench-harness"), "{name}: build scripts");
    }
}

#[test]
fn the_project_is_complete() {
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "Cargo.lock", "rustfmt.toml", ".gitignore"] {
        assert!(repository(file).is_file(), "{file} is missing");
    }
    for (file, sentence) in
        [("LICENSE-MIT", "Permission is hereby granted, free of charge"), ("LICENSE-APACHE", "Version 2.0, January 2004")]
    {
        let text = std::fs::read_to_string(repository(file)).expect("a text");
        assert!(text.contains(sentence), "{file}");
    }
}

/// Files of the repository, without what is built and what is ignored.
fn files() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![repository("")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("names are text");
            let skipped = matches!(name, ".git" | "target" | "__pycache__") || name.ends_with(".proof") || name.ends_with(".tmp");
            match (skipped, path.is_dir()) {
                (true, _) => {}
                (false, true) => folders.push(path),
                (false, false) => files.push(path),
            }
        }
    }
    files.sort();
    files
}

/// Where a path of some machine begins in these bytes: a root folder's name with nothing of a longer path or name around it.
fn machine_path(bytes: &[u8]) -> Option<usize> {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.~}".contains(byte);
    (0..bytes.len()).find(|&at| {
        let rest = bytes[at..].strip_prefix(b"/").unwrap_or_default();
        let name = ["root", "work", "tmp", "home", "Users"].into_iter().find(|name| rest.starts_with(name.as_bytes()));
        let alone = at == 0 || !word(&bytes[at - 1]);
        alone && name.is_some_and(|name| !rest.get(name.len()).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(byte)))
    })
}

#[test]
fn no_file_names_a_machine() {
    let slash = '/';
    for (text, found) in
        [("a {s}root{s}x", true), ("'{s}tmp'", true), ("a{s}home{s}b", false), ("{s}workspace", false), ("x.{s}tmp", false)]
    {
        let text = text.replace("{s}", &slash.to_string());
        assert_eq!(machine_path(text.as_bytes()).is_some(), found, "{text}");
    }
    let files = files();
    assert!(files.len() > 100 && files.iter().any(|path| path.ends_with("guests/elf/sha256.elf")));
    for path in files {
        let bytes = std::fs::read(&path).expect("a file");
        if let Some(at) = machine_path(&bytes) {
            let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
            panic!("{}, line {line}: {}", path.display(), String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 40)]));
        }
    }
}

#[test]
fn source_files_are_small() {
    let is_source = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    for path in files().iter().filter(|path| is_source(path)) {
        let lines = source(path).lines().count();
        assert!(lines <= 600, "{} has {lines} lines: split it along its nouns", path.display());
    }
}

fn source(path: &Path) -> String {
    std::fs::read_to_string(path).expect("sources are text")
}
