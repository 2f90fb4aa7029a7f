//! Witnesses against those of the protocol's executable model, column by column: `vectors/*.txt`, written by `vectors/generate.py`.
//!
//! The files hold programs that reach every kind of row. Machine, tracer and witness start from the words of the program alone; the
//! bytecode table, the statement, every committed column and the initial memory must come out as the model's.

use ark_bn254::Fr;
use instructions::{Halt, Isa, LookupOp, MemoryLayout, Program, Region, Segment};
use jolt_core::{Inputs, LassoTrivial, Machine, Shape, Statement, Witness, check, witness};
use joltlab_tests::guests::repository;
use joltlab_tests::programs::Workload;
use std::collections::{BTreeMap, BTreeSet};

/// A column as the model has it: as many values as rows, or the non-zero ones of a table.
#[derive(Debug)]
enum Column {
    Dense(Vec<i128>),
    Sparse(BTreeMap<usize, i128>),
}

impl Column {
    fn get(&self, index: usize) -> i128 {
        match self {
            Self::Dense(values) => values[index],
            Self::Sparse(values) => values.get(&index).copied().unwrap_or(0),
        }
    }
}

fn number(text: &str) -> i128 {
    i128::from_str_radix(text, 16).unwrap_or_else(|_| panic!("{text} is no number"))
}

fn bytes(text: &str) -> Vec<u8> {
    (0..text.len() / 2).map(|k| u8::from_str_radix(&text[2 * k..2 * k + 2], 16).expect("hexadecimal digits")).collect()
}

fn dense(tokens: &str) -> Vec<i128> {
    let mut values = Vec::new();
    for token in tokens.split_whitespace() {
        let (value, times) = token.split_once('*').unwrap_or((token, "1"));
        values.extend(std::iter::repeat_n(number(value), number(times) as usize));
    }
    values
}

fn sparse(tokens: &str) -> BTreeMap<usize, i128> {
    let entry = |token: &str| {
        let (index, value) = token.split_once('=').expect("index=value");
        (number(index) as usize, number(value))
    };
    tokens.split_whitespace().map(entry).collect()
}

/// The name of a column in `jolt_core` for its name in the model.
fn column_name(model: &str) -> String {
    if LookupOp::all(Isa::Rv32im).iter().any(|op| op.name() == model) {
        return format!("flag {model}");
    }
    match (model, model.split_once('_')) {
        ("ts", _) => "ts_ram".into(),
        (_, Some((side @ ("L" | "R"), chunk))) => format!("E {}@{chunk}", if side == "L" { "LEFT_ID" } else { "RIGHT_ID" }),
        _ => model.into(),
    }
}

/// The same for the tables that the run leaves.
fn table_name(model: &str) -> String {
    match (model, model.strip_prefix("cts ")) {
        ("bytecode", _) => "t_final".into(),
        ("reg v", _) => "register v_final".into(),
        ("reg t", _) => "register t_final".into(),
        ("ram v", _) => "ram v_final".into(),
        ("ram t", _) => "ram t_final".into(),
        (_, Some(memory)) => format!("final_cts {memory}"),
        _ => model.into(),
    }
}

/// One file.
struct Vector {
    name: String,
    fields: BTreeMap<String, String>,
    text: BTreeMap<u32, u32>,
    data: BTreeMap<u32, u32>,
    /// Index, E, bitflags, rd, rs1, rs2, imm.
    table: Vec<Vec<i128>>,
    initial: BTreeMap<usize, i128>,
    columns: BTreeMap<String, Column>,
}

impl Vector {
    fn read(name: &str, content: &str) -> Self {
        let (mut fields, mut text, mut data) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut table, mut initial, mut columns) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for line in content.lines() {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            let word =
                || rest.split_once(' ').map(|(address, word)| (number(address) as u32, number(word) as u32)).expect("address and word");
            let named = || rest.split_once(" :").expect("a name and values");
            match kind {
                "text" => text.extend([word()]),
                "data" => data.extend([word()]),
                "row" => table.push(rest.split(' ').map(number).collect()),
                "initial" => initial = sparse(named().1),
                "column" => drop(columns.insert(column_name(named().0), Column::Dense(dense(named().1)))),
                "final" => drop(columns.insert(table_name(named().0), Column::Sparse(sparse(named().1)))),
                _ => drop(fields.insert(kind.to_owned(), rest.to_owned())),
            }
        }
        Self { name: name.to_owned(), fields, text, data, table, initial, columns }
    }

    fn all() -> Vec<Self> {
        let folder = std::fs::read_dir(repository("tests/vectors")).expect("a folder of vectors");
        let mut paths: Vec<_> =
            folder.map(|entry| entry.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
        paths.sort();
        assert!(paths.len() >= 14, "the vectors are there");
        let name = |path: &std::path::Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        paths.iter().map(|path| Self::read(&name(path), &std::fs::read_to_string(path).expect("a text"))).collect()
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).unwrap_or_else(|| panic!("{} has no {name}", self.name))
    }

    fn number(&self, name: &str) -> u32 {
        number(self.field(name)) as u32
    }

    fn region(&self, name: &str) -> Option<Region> {
        let (offset, bytes) = self.field(name).split_once(' ')?;
        Some(Region { offset: number(offset) as u32, bytes: number(bytes) as u32 })
    }

    fn isa(&self) -> Isa {
        Isa::from_name(self.field("isa")).expect("an instruction set")
    }

    fn workload(&self) -> Workload {
        let layout = MemoryLayout {
            window: self.number("window"),
            max_cells: self.number("max_cells"),
            input: self.region("input_region").expect("a region"),
            advice: self.region("advice_region"),
            output: self.region("output_region").expect("a region"),
        };
        let tohost = Some(self.field("tohost")).filter(|field| *field != "none").map(|field| number(field) as u32);
        let (text, data) = (segments(&self.text), segments(&self.data));
        let program = Program { isa: self.isa(), entry: text[0].address, text, data, tohost, symbols: Vec::new(), stack_limit: None };
        Workload { program, layout, input: bytes(self.field("input")), advice: bytes(self.field("advice")) }
    }

    fn statement(&self) -> Statement {
        Statement {
            input: bytes(self.field("input")),
            output: bytes(self.field("output")),
            exit_code: self.number("exit_code"),
            halt_index: self.number("halt_index"),
            log_steps: self.number("n") as usize,
            log_ram: self.number("K_ram").ilog2() as usize,
            advice_len: self.number("adv_len"),
        }
    }
}

/// Runs of words at successive addresses.
fn segments(words: &BTreeMap<u32, u32>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (&address, &word) in words {
        match segments.last_mut().filter(|s| s.address + 4 * s.words.len() as u32 == address) {
            Some(segment) => segment.words.push(word),
            None => segments.push(Segment { address, words: vec![word] }),
        }
    }
    segments
}

/// Machine and witness of a file, from its program alone.
fn run(vector: &Vector) -> (Machine<Fr>, Witness<Fr>) {
    let workload = vector.workload();
    let trace = workload.trace().unwrap_or_else(|trap| panic!("{}: {trap}", vector.name));
    let halt = if vector.field("halt") == "ecall" { Halt::Ecall } else { Halt::Tohost };
    assert_eq!(trace.halt, halt, "{}", vector.name);
    let machine = Machine::new(workload.program, workload.layout).expect("a program with a table");
    let inputs = Inputs { input: &workload.input, advice: &workload.advice };
    let witness = witness::<LassoTrivial>(&machine, &trace, inputs).expect("a run of the machine");
    (machine, witness)
}

#[test]
fn tables_and_statements() {
    for vector in Vector::all() {
        let (machine, witness) = run(&vector);
        let rows: Vec<Vec<i128>> = machine
            .bytecode()
            .rows()
            .iter()
            .enumerate()
            .map(|(a, row)| {
                let fields = [row.address_index, row.bitflags(), row.rd.into(), row.rs1.into(), row.rs2.into()];
                [a as i128].into_iter().chain(fields.map(i128::from)).chain([i128::from(row.imm)]).collect()
            })
            .collect();
        assert_eq!(rows, vector.table, "{}: the bytecode table", vector.name);
        assert_eq!(machine.entry_index(), vector.number("entry"), "{}", vector.name);
        assert_eq!(witness.statement, vector.statement(), "{}", vector.name);
        let initial: BTreeMap<usize, i128> =
            machine.public_memory(&witness.statement).into_iter().map(|(cell, word)| (cell as usize, word.into())).collect();
        assert_eq!(initial, vector.initial, "{}: the initial memory", vector.name);
    }
}

#[test]
fn every_column() {
    for vector in Vector::all() {
        let (machine, witness) = run(&vector);
        let (shape, _): (Shape, _) = witness.statement.shape(&machine).expect("a statement within bounds");
        let specs = shape.columns::<LassoTrivial>(machine.lookups());
        let columns = witness.columns.as_refs();
        let names: BTreeSet<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
        assert_eq!(names.len(), specs.len(), "names are unique");
        assert_eq!(names, vector.columns.keys().map(String::as_str).collect(), "{}: the columns", vector.name);
        assert_eq!(columns.len(), specs.len());
        for (spec, column) in specs.iter().zip(columns) {
            let expected = &vector.columns[&spec.name];
            assert_eq!(column.num_vars(), spec.num_vars, "{}: {}", vector.name, spec.name);
            if let Column::Dense(values) = expected {
                assert_eq!(values.len(), column.len(), "{}: {}", vector.name, spec.name);
            }
            if let Some(t) = (0..column.len()).find(|&t| column.get(t) != Fr::from(expected.get(t))) {
                panic!("{}: column {} at {t} is {} and not {}", vector.name, spec.name, column.get(t), expected.get(t));
            }
        }
        assert_eq!(check::<LassoTrivial>(&machine, &witness), [], "{}", vector.name);
    }
}

/// Every instruction is executed, every kind of row appears, both halts, both kinds of memory layout.
#[test]
fn the_vectors_reach_every_kind_of_row() {
    let (mut instructions, mut flags, mut halts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut steps, mut sets) = (BTreeSet::new(), BTreeSet::new());
    for vector in Vector::all() {
        sets.insert(vector.isa().name());
        let workload = vector.workload();
        for pc in workload.trace().expect("a run").pcs {
            let word = vector.text[&pc];
            instructions.insert(instructions::decode(word, vector.isa()).expect("an instruction").op);
        }
        let Column::Dense(bitflags) = &vector.columns["bitflags"] else { panic!("bitflags is a column of rows") };
        flags.extend(bitflags.iter().flat_map(|word| (0..64).filter(move |bit| word >> bit & 1 == 1)));
        halts.insert(vector.field("halt").to_owned());
        steps.insert(vector.number("n"));
    }
    assert_eq!(instructions.len(), instructions::Op::all(Isa::Rv32im).len());
    assert_eq!(flags.len(), instructions::CircuitFlag::ALL.len() + LookupOp::all(Isa::Rv32im).len());
    assert_eq!(sets.len(), Isa::ALL.len());
    assert_eq!(halts.len(), 2);
    assert!(steps.is_superset(&[1, 4, 5].into()));
}
