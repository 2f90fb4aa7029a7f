//! Agreement with the executable model, through `vectors/rv32i.txt` (written by `vectors/generate.py`).

use ark_bn254::Fr;
use instructions::{CircuitFlag, Isa, LookupOp, decode, encode, expand, memories, pack_bitflags};
use subtables::Word;

const VECTORS: &str = include_str!("../vectors/rv32i.txt");
const ISA: Isa = Isa::Rv32i;

/// The lines of one kind, split into words.
fn lines(kind: &str) -> Vec<Vec<&'static str>> {
    let lines = VECTORS.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let lines: Vec<_> = lines.filter(|words| words[0] == kind).map(|words| words[1..].to_vec()).collect();
    assert!(!lines.is_empty());
    lines
}

fn hex(text: &str) -> u64 {
    u64::from_str_radix(text, 16).unwrap()
}

fn lookup(name: &str) -> LookupOp {
    LookupOp::all(ISA).iter().copied().find(|op| op.name() == name).unwrap()
}

#[test]
fn memories_and_flags_have_the_models_order() {
    let ours: Vec<_> = memories::<Fr>(ISA, Word::RV32).iter().map(|m| format!("{} {}", m.subtable.name(), m.chunk)).collect();
    assert_eq!(ours, lines("memory").iter().map(|words| words.join(" ")).collect::<Vec<_>>());
    assert_eq!(ours.len(), 46);
    let circuit = CircuitFlag::ALL.iter().map(|flag| flag.name());
    let ours: Vec<_> = circuit.chain(LookupOp::all(ISA).iter().map(|op| op.name())).collect();
    assert_eq!(ours, lines("flag").concat());
}

#[test]
fn decompositions_are_the_models() {
    for words in lines("lookup") {
        let op = lookup(words[0]);
        let decomposition = op.decomposition::<Fr>(Word::RV32);
        assert_eq!((op.query().name(), decomposition.degree().to_string().as_str()), (words[1], words[2]), "{}", words[0]);
        let read = decomposition.memories().into_iter().chain(decomposition.links());
        let read: Vec<_> = read.map(|m| format!("{}@{}", m.subtable.name(), m.chunk)).collect();
        assert_eq!(read, words[3..], "{}", words[0]);
    }
}

#[test]
fn queries_and_outputs_are_the_models() {
    for words in lines("query") {
        let op = lookup(words[0]);
        let values: Vec<u64> = words[1..].iter().map(|w| hex(w)).collect();
        let (left, right) = (values[0] as u32, values[1] as u32);
        assert_eq!(op.query().indices(left, right).map(u64::from), values[2..6], "{words:?}");
        assert_eq!(u64::from(op.output(left, right)), values[6], "{words:?}");
    }
}

#[test]
fn words_decode_as_in_the_model() {
    for words in lines("decode") {
        let word = hex(words[0]) as u32;
        match decode(word, ISA) {
            Ok(i) => {
                let imm = if matches!(i.op.mnemonic(), "lui" | "auipc") { i64::from(i.imm as u32) } else { i64::from(i.imm) };
                let ours = format!("{} {} {} {} {imm}", i.op.mnemonic(), i.rd, i.rs1, i.rs2);
                assert_eq!(ours, words[1..].join(" "), "{word:08x}");
            }
            Err(error) => assert_eq!(words[1], "-", "{error}"),
        }
    }
}

#[test]
fn instructions_expand_as_in_the_model() {
    for words in lines("rows") {
        let word = hex(words[0]) as u32;
        let instruction = decode(word, ISA).unwrap();
        assert_eq!(encode(&instruction), word);
        let rows = expand(&instruction).into_iter().map(|row| {
            let bitflags = pack_bitflags(row.flags, row.lookup, ISA);
            let name = row.lookup.map_or("-", LookupOp::name);
            format!("{name} {} {} {} {} {bitflags:x}", row.rd, row.rs1, row.rs2, row.imm)
        });
        let theirs: Vec<_> = words[1..].split(|w| *w == "|").skip(1).map(|w| w.join(" ")).collect();
        assert_eq!(rows.collect::<Vec<_>>(), theirs, "{instruction}");
    }
}
