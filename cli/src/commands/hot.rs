//! `joltlab run --hot` and `--flamegraph`: where a run spends its rows.

use crate::error::Failure;
use crate::report::first_functions;
use inferno::flamegraph;
use serde::Serialize;
use std::collections::BTreeMap;
use tracer::Profile;

/// Costs of a run, the most expensive first.
#[derive(Serialize)]
pub struct Hot {
    functions: Vec<Function>,
    instructions: Vec<Instruction>,
    subtables: Vec<Subtable>,
}

#[derive(Serialize)]
struct Function {
    name: String,
    instructions: u64,
    rows: u64,
    /// With the functions that it called.
    total_instructions: u64,
    total_rows: u64,
}

#[derive(Serialize)]
struct Instruction {
    name: &'static str,
    instructions: u64,
    rows: u64,
    subtables: Vec<String>,
}

/// A subtable; each of its memories is one chunk of a word.
#[derive(Serialize)]
struct Subtable {
    name: String,
    memories: usize,
    reads: u64,
}

impl Hot {
    /// The tables of a profile.
    pub fn new(profile: &Profile) -> Self {
        let functions = profile.functions.iter().map(|f| Function {
            name: f.name.clone(),
            instructions: f.own.instructions,
            rows: f.own.rows,
            total_instructions: f.total.instructions,
            total_rows: f.total.rows,
        });
        let instructions = profile.instructions.iter().map(|i| {
            let mut subtables: Vec<String> = Vec::new();
            for (name, _) in i.lookups.iter().flat_map(|lookup| lookup.subtables()) {
                if !subtables.contains(&name) {
                    subtables.push(name);
                }
            }
            Instruction { name: i.op.mnemonic(), instructions: i.cost.instructions, rows: i.cost.rows, subtables }
        });
        let mut memories: BTreeMap<(String, usize), u64> = BTreeMap::new();
        for (lookup, rows) in &profile.lookups {
            for memory in lookup.subtables() {
                *memories.entry(memory).or_default() += rows;
            }
        }
        let mut subtables: Vec<Subtable> = Vec::new();
        for ((name, _), reads) in memories {
            match subtables.last_mut() {
                Some(last) if last.name == name => {
                    last.memories += 1;
                    last.reads += reads;
                }
                _ => subtables.push(Subtable { name, memories: 1, reads }),
            }
        }
        subtables.sort_by_key(|subtable| std::cmp::Reverse(subtable.reads));
        Self { functions: functions.collect(), instructions: instructions.collect(), subtables }
    }

    /// Three aligned tables.
    pub fn lines(&self) -> Vec<String> {
        let rows: u64 = self.functions.iter().map(|f| f.rows).sum();
        let percent = |part: u64| 100.0 * part as f64 / rows.max(1) as f64;
        let mut lines = vec![String::new(), "      rows      %  instructions  with callees      %  function".to_owned()];
        lines.extend(first_functions(self.functions.iter().map(|f| {
            let (own, total) = (percent(f.rows), percent(f.total_rows));
            format!("{:>10} {own:>6.1}  {:>12}  {:>12} {total:>6.1}  {}", f.rows, f.instructions, f.total_rows, f.name)
        })));
        lines.extend([String::new(), "      rows      %  instructions  instruction  subtables".to_owned()]);
        lines.extend(self.instructions.iter().map(|i| {
            let line =
                format!("{:>10} {:>6.1}  {:>12}  {:<11}  {}", i.rows, percent(i.rows), i.instructions, i.name, i.subtables.join(" "));
            line.trim_end().to_owned()
        }));
        lines.extend([String::new(), "     reads  memories  subtable".to_owned()]);
        lines.extend(self.subtables.iter().map(|s| format!("{:>10}  {:>8}  {}", s.reads, s.memories, s.name)));
        lines
    }
}

/// Rows by call stack as a flame graph, an SVG file.
pub fn flame_graph(program: &str, profile: &Profile) -> Result<Vec<u8>, Failure> {
    let name = |&function: &usize| profile.functions.get(function).map_or("", |f| &f.name).replace(';', ",");
    let line = |stack: &tracer::Stack| {
        let frames: Vec<String> = stack.functions.iter().map(name).collect();
        format!("{} {}", frames.join(";"), stack.cost.rows)
    };
    let lines: Vec<String> = profile.stacks.iter().map(line).collect();
    let mut options = flamegraph::Options::default();
    options.title = format!("{program}: trace rows by call stack");
    options.count_name = "rows".into();
    options.deterministic = true;
    let mut svg = Vec::new();
    flamegraph::from_lines(&mut options, lines.iter().map(String::as_str), &mut svg)
        .map_err(|error| Failure::Machine(format!("cannot draw the flame graph: {error}")))?;
    Ok(svg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use instructions::{Isa, MemoryLayout};
    use tracer::{Machine, Run};

    fn profile() -> (Run, Profile) {
        let layout = MemoryLayout::default();
        let program = tracer::load_elf(include_bytes!("../../../guests/elf/strings.elf"), Isa::Rv32im, &layout).unwrap();
        Machine::new(&program, &layout, b"some words to count", b"").unwrap().profile(1 << 20).unwrap()
    }

    #[test]
    fn tables_add_up_and_are_aligned() {
        let (run, profile) = profile();
        let hot = Hot::new(&profile);
        assert_eq!(hot.functions.iter().map(|f| f.rows).sum::<u64>(), run.rows);
        assert_eq!(hot.instructions.iter().map(|i| i.instructions).sum::<u64>(), run.instructions);
        let lines = hot.lines();
        let titles: Vec<&String> = lines.iter().filter(|line| line.contains("rows  ") || line.contains("reads  ")).collect();
        assert_eq!(titles.len(), 3);
        let main = lines.iter().find(|line| line.ends_with("  main")).unwrap();
        assert_eq!(main.find("main"), titles[0].find("function"));
        let addi = lines.iter().find(|line| line.contains("  addi ")).unwrap();
        assert_eq!(addi.find("addi"), titles[1].find("instruction  "));
        assert!(lines.iter().all(|line| !line.ends_with(' ')));
    }

    #[test]
    fn reads_are_counted_by_subtable() {
        let (_, profile) = profile();
        let hot = Hot::new(&profile);
        let rows_of = |names: &[&str]| -> u64 {
            profile.lookups.iter().filter(|(lookup, _)| names.contains(&lookup.name())).map(|(_, rows)| rows).sum()
        };
        let and = hot.subtables.iter().find(|s| s.name == "AND").unwrap();
        assert_eq!((and.memories, and.reads), (4, 4 * rows_of(&["AND"])));
    }

    #[test]
    fn the_flame_graph_names_every_function() {
        let (run, profile) = profile();
        let svg = String::from_utf8(flame_graph("strings.elf", &profile).unwrap()).unwrap();
        assert!(svg.starts_with("<?xml") && svg.trim_end().ends_with("</svg>"));
        assert!(svg.contains(&format!("total_samples=\"{}\"", run.rows)));
        assert!(profile.functions.iter().all(|f| svg.contains(&f.name)));
        assert_eq!(svg.as_bytes(), flame_graph("strings.elf", &profile).unwrap());
    }
}
