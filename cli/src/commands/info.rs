//! `joltlab info FILE`.

use super::program::load;
use crate::arguments::{Info, to_hex};
use crate::error::Failure;
use crate::files;
use crate::report::{self, SCHEMA};
use instructions::{Bytecode, MemoryLayout, Program};
use jolt_core::{FileKind, KeyFile, Proof};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Report {
    schema: u32,
    kind: &'static str,
    bytes: usize,
    fields: BTreeMap<String, String>,
}

/// Describes a program, a proof or a key; nothing is verified.
pub fn info(arguments: &Info) -> Result<(), Failure> {
    let bytes = files::read(&arguments.file)?;
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", arguments.file.display());
    if bytes.starts_with(b"JOLT_SRS") {
        return super::srs::describe(&arguments.file, arguments.json);
    }
    if bytes.starts_with(b"ptau") {
        return Err(Failure::Input(at(&"a powers-of-tau file; take a string from it with joltlab srs import")));
    }
    let (kind, fields) = match FileKind::of(&bytes) {
        Some(FileKind::Proof) => ("proof", proof(&Proof::decode(&bytes).map_err(|error| Failure::Rejected(at(&error)))?)),
        Some(FileKind::VerifyingKey) => ("key", key(&KeyFile::decode(&bytes).map_err(|error| Failure::Input(at(&error)))?)?),
        None => {
            let loaded = load(&arguments.file, &arguments.machine)?;
            ("program", program(&loaded.program, &loaded.layout)?)
        }
    };
    if arguments.json {
        let fields = fields.into_iter().map(|(name, value)| (name.replace(' ', "_"), value)).collect();
        return report::json(&Report { schema: SCHEMA, kind, bytes: bytes.len(), fields });
    }
    report::line(&format!("{kind}, {} bytes", bytes.len()))?;
    let rows: Vec<(&str, String)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    report::table(&rows)
}

type Fields = Vec<(String, String)>;

fn field(name: &str, value: impl ToString) -> (String, String) {
    (name.to_string(), value.to_string())
}

fn proof(proof: &Proof) -> Fields {
    let s = &proof.statement;
    let mut fields = vec![
        field("configuration", &proof.config),
        field("set-up", jolt_core::setup_name(proof.provenance)),
        field("program digest", to_hex(&proof.program_digest)),
        field("exit code", s.exit_code),
        field("output", to_hex(&s.output)),
        field("steps", format!("2^{}", s.log_steps)),
        field("ram cells", format!("2^{}", s.log_ram)),
        field("advice bytes", s.advice_len),
        field("halt row", s.halt_index),
    ];
    fields.extend(proof.parts.iter().map(|part| field(&format!("bytes of {}", part.name), part.bytes)));
    fields
}

fn key(key: &KeyFile) -> Result<Fields, Failure> {
    let mut fields = vec![
        field("configuration", &key.config),
        field("set-up", jolt_core::setup_name(key.provenance)),
        field("largest trace", format!("2^{} rows", key.max_log_steps)),
    ];
    fields.extend(program(&key.program, &key.layout)?);
    Ok(fields)
}

fn program(program: &Program, layout: &MemoryLayout) -> Result<Fields, Failure> {
    let bytecode = Bytecode::build(program).map_err(Failure::input)?;
    let words = |segments: &[instructions::Segment]| segments.iter().map(|segment| segment.words.len()).sum::<usize>();
    let region = |region: instructions::Region| format!("{} bytes at {:#010x}", region.bytes, layout.address(region));
    Ok(vec![
        field("isa", program.isa.name()),
        field("entry", format!("{:#010x}", program.entry)),
        field("tohost", program.tohost.map_or("none".into(), |address| format!("{address:#010x}"))),
        field("code words", words(&program.text)),
        field("data words", words(&program.data)),
        field("bytecode rows", bytecode.rows().len()),
        field("memory", format!("{:#010x} to {:#x}", layout.base(), layout.end())),
        field("input region", region(layout.input)),
        field("advice region", layout.advice.map_or("none".into(), region)),
        field("output region", region(layout.output)),
    ])
}
