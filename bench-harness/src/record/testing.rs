//! A record with something in every field.

use super::*;
use crate::kernels::Units;
use std::collections::BTreeMap;

/// A sample that counts; all optional fields are there.
pub(crate) fn example() -> Record {
    Record {
        schema: SCHEMA,
        experiment: Experiment { name: "quick".into(), digest: "ab".repeat(32) },
        cell: Cell {
            program: "sha256".into(),
            input_rule: "bytes".into(),
            log_cycles: 14,
            configuration: "lasso-hyrax".into(),
            threads: 2,
        },
        sample: Sample { number: 0, warm_up: false, order: 3 },
        status: Status::Ok,
        provenance: provenance(),
        workload: Some(workload()),
        configuration: Some(configuration()),
        statement: Some(StatementCheck {
            exit_code: 0,
            output_digest: "cd".repeat(32),
            output_bytes: 32,
            output_matched: true,
            verified: true,
        }),
        times: Some(Times {
            trace_seconds: 0.001,
            setup_seconds: 0.1,
            prove_seconds: 1.0,
            prove_user_seconds: Some(1.8),
            prove_system_seconds: Some(0.05),
            predicted_user_seconds: Some(1.7),
            verify_seconds: 0.04,
            verify_repetitions: 5,
        }),
        phases: vec![Phase { name: "commit".into(), seconds: 0.4 }, Phase { name: "lookups".into(), seconds: 0.59 }],
        proof: Some(ProofSize {
            bytes: 278_500,
            digest: "05".repeat(32),
            parts: vec![ProofPart { name: "commitments".into(), bytes: 150_000 }, ProofPart { name: "lookups".into(), bytes: 128_000 }],
            predicted: Some(SizeRange { least: 278_000, most: 278_000 }),
        }),
        memory: Memory { peak_rss_bytes: Some(210_763_776), predicted_bytes: Some(200_000_000) },
        operations: Some(Operations {
            prover: BTreeMap::from([("field multiplications".into(), 1_000_000)]),
            verifier: BTreeMap::from([("pairings".into(), 2)]),
        }),
    }
}

fn provenance() -> Provenance {
    Provenance {
        commit: Some("0123456789abcdef".into()),
        dirty: Some(false),
        version: "0.1.0".into(),
        sources: "05".repeat(32),
        rustc: Some("1.95.0".into()),
        target: "x86_64-linux-gnu".into(),
        target_features: vec!["sse2".into()],
        profile: "release".into(),
        cpu: Some("Some Processor".into()),
        cores: 2,
        memory_bytes: Some(1 << 34),
        allocator: "system".into(),
        units: Some(Units(BTreeMap::from([("pairings".into(), 600_000.0)]))),
        governor: Some("performance".into()),
        seed: 1,
        time: "2026-11-21T13:00:00Z".into(),
    }
}

fn workload() -> Workload {
    Workload {
        program: "sha256".into(),
        elf_digest: "01".repeat(32),
        isa: "rv32i".into(),
        program_digest: Some("02".repeat(32)),
        input_rule: "bytes".into(),
        input_size: Some(240),
        input_digest: "03".repeat(32),
        input_bytes: 240,
        advice_bytes: 0,
        trace_digest: "04".repeat(32),
        instructions: 16_000,
        cycles: 16_001,
        log_cycles: 14,
    }
}

fn configuration() -> Configuration {
    Configuration {
        name: "lasso-hyrax".into(),
        field: "bn254 scalar field".into(),
        field_bits: 254,
        curve: Some("bn254".into()),
        scheme: "hyrax".into(),
        assumption: "discrete logarithm".into(),
        setup: Setup { kind: "transparent".into(), provenance: Some("insecure test string".into()) },
        lookups: "lasso".into(),
        memory: "offline".into(),
        chunks: 4,
        log_subtable: 16,
        subtables: 20,
        lookup_memories: 46,
        sumchecks: vec![Sumchecks { block: "lookups".into(), degree: 3, count: 10, rounds: 140 }],
        columns: vec![Columns { kind: "vm".into(), log_length: 14, count: 58 }],
        security_bits: Some(100.0),
    }
}
