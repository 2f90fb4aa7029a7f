//! `joltlab info FILE`.

use super::program::inspect;
use crate::arguments::{Info, to_hex};
use crate::error::Failure;
use crate::files;
use crate::report::{self, SCHEMA};
use instructions::{Bytecode, Isa, MemoryLayout, Program, decode};
use jolt_core::{FileKind, KeyFile, Proof};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Report {
    schema: u32,
    kind: &'static str,
    bytes: usize,
    fields: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    functions: Vec<Function>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// A function symbol of a program.
#[derive(Serialize)]
struct Function {
    name: String,
    address: u32,
    bytes: u32,
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
    let (mut functions, mut warnings) = (Vec::new(), Vec::new());
    let (kind, fields) = match FileKind::of(&bytes) {
        Some(FileKind::Proof) => ("proof", proof(&Proof::decode(&bytes).map_err(|error| Failure::Rejected(at(&error)))?)),
        Some(FileKind::VerifyingKey) => ("key", key(&KeyFile::decode(&bytes).map_err(|error| Failure::Input(at(&error)))?)?),
        None => {
            let loaded = inspect(&arguments.file, &arguments.machine)?;
            let function = |(address, bytes, name): &(u32, u32, String)| Function { name: name.clone(), address: *address, bytes: *bytes };
            functions = loaded.program.symbols.iter().map(function).collect();
            warnings = loaded.warnings.iter().map(ToString::to_string).collect();
            ("program", program(&loaded.program, &loaded.layout)?)
        }
    };
    if arguments.json {
        let fields = fields.into_iter().map(|(name, value)| (name.replace(' ', "_"), value)).collect();
        return report::json(&Report { schema: SCHEMA, kind, bytes: bytes.len(), fields, functions, warnings });
    }
    report::line(&format!("{kind}, {} bytes", bytes.len()))?;
    let rows: Vec<(&str, String)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    report::table(&rows)?;
    function_lines(functions).iter().try_for_each(|line| report::line(line))?;
    warnings.iter().try_for_each(|warning| report::line(&format!("warning: {warning}")))
}

/// The largest functions first; JSON has them by address.
fn function_lines(mut functions: Vec<Function>) -> Vec<String> {
    if functions.is_empty() {
        return Vec::new();
    }
    functions.sort_by_key(|f| (std::cmp::Reverse(f.bytes), f.address));
    let mut lines = vec!["     bytes  address     function".to_owned()];
    lines.extend(report::first_functions(functions.iter().map(|f| format!("{:>10}  {:#010x}  {}", f.bytes, f.address, f.name))));
    lines
}

/// The smallest instruction set that decodes whatever any set decodes.
fn needed(program: &Program) -> Isa {
    let words = || program.text.iter().flat_map(|segment| segment.words.iter().copied());
    let decoded = |isa| words().filter(|&word| decode(word, isa).is_ok()).count();
    let most = Isa::ALL.iter().map(|&isa| decoded(isa)).max();
    Isa::ALL.iter().copied().find(|&isa| Some(decoded(isa)) == most).unwrap_or_default()
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
        field("isa needed", needed(program).name()),
        field("entry", format!("{:#010x}", program.entry)),
        field("tohost", program.tohost.map_or("none".into(), |address| format!("{address:#010x}"))),
        field("stack limit", program.stack_limit.map_or("none".into(), |address| format!("{address:#010x}"))),
        field("functions", program.symbols.len()),
        field("code words", words(&program.text)),
        field("data words", words(&program.data)),
        field("bytecode rows", bytecode.rows().len()),
        field("memory", format!("{:#010x} to {:#x}", layout.base(), layout.end())),
        field("input region", region(layout.input)),
        field("advice region", layout.advice.map_or("none".into(), region)),
        field("output region", region(layout.output)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use instructions::{RAM_START, Segment};

    #[test]
    fn the_instruction_set_that_is_needed() {
        let with = |word| {
            let text = vec![Segment { address: RAM_START, words: vec![0x05D0_0893, word, 0xFFFF_FFFF] }];
            let symbols = Vec::new();
            needed(&Program { isa: Isa::Rv32im, entry: RAM_START, text, data: Vec::new(), tohost: None, symbols, stack_limit: None })
        };
        assert_eq!(with(0x0000_0073), Isa::Rv32i);
        assert_eq!(with(0x02B5_0533), Isa::Rv32im);
    }

    #[test]
    fn functions_by_size() {
        let function = |name: &str, address, bytes| Function { name: name.into(), address, bytes };
        let lines = function_lines(vec![function("a", 1 << 31, 8), function("b", (1 << 31) + 8, 16)]);
        assert_eq!(lines[1..], ["        16  0x80000008  b", "         8  0x80000000  a"]);
        let many = (0..30).map(|k| function("f", k, 4)).collect();
        assert_eq!(function_lines(many).last().map(String::as_str), Some("         6 more functions; --json lists all"));
        assert!(function_lines(Vec::new()).is_empty());
    }
}
