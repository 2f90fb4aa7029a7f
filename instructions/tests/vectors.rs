//! Agreement with the executable model, through `vectors/*.txt` (written by `vectors/generate.py`).

use ark_bn254::Fr;
use instructions::{CircuitFlag, Isa, LookupOp, decode, encode, expand, memories, pack_bitflags};
use subtables::Word;

const SETS: [(Isa, &str); 2] = [(Isa::Rv32i, include_str!("../vectors/rv32i.txt")), (Isa::Rv32im, include_str!("../vectors/rv32im.txt"))];

/// The lines of one kind, split into words.
fn lines(vectors: &'static str, kind: &str) -> Vec<Vec<&'static str>> {
    let lines = vectors.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let lines: Vec<_> = lines.filter(|words| words[0] == kind).map(|words| words[1..].to_vec()).collect();
    assert!(!lines.is_empty());
    lines
}

fn hex(text: &str) -> u64 {
    u64::from_str_radix(text, 16).unwrap()
}

fn lookup(name: &str) -> LookupOp {
    LookupOp::all(Isa::Rv32im).iter().copied().find(|op| op.name() == name).unwrap()
}

#[test]
fn memories_and_flags_have_the_models_order() {
    for ((isa, vectors), count) in SETS.into_iter().zip([47, 61]) {
        let ours: Vec<_> = memories::<Fr>(isa, Word::RV32).iter().map(|m| format!("{} {}", m.subtable.name(), m.chunk)).collect();
        assert_eq!(ours, lines(vectors, "memory").iter().map(|words| words.join(" ")).collect::<Vec<_>>());
        assert_eq!(ours.len(), count);
        let circuit = CircuitFlag::ALL.iter().map(|flag| flag.name());
        let ours: Vec<_> = circuit.chain(LookupOp::all(isa).iter().map(|op| op.name())).collect();
        assert_eq!(ours, lines(vectors, "flag").concat());
    }
}

#[test]
fn decompositions_are_the_models() {
    for words in SETS.iter().flat_map(|(_, vectors)| lines(vectors, "lookup")) {
        let op = lookup(words[0]);
        let decomposition = op.decomposition::<Fr>(Word::RV32);
        assert_eq!((op.query().name(), decomposition.degree().to_string().as_str()), (words[1], words[2]), "{}", words[0]);
        let read = decomposition.memories().into_iter().chain(decomposition.links());
        let mut memories: Vec<String> = Vec::new();
        for memory in read.map(|m| format!("{}@{}", m.subtable.name(), m.chunk)) {
            if !memories.contains(&memory) {
                memories.push(memory);
            }
        }
        assert_eq!(memories, words[3..], "{}", words[0]);
    }
}

#[test]
fn queries_and_outputs_are_the_models() {
    for words in SETS.iter().flat_map(|(_, vectors)| lines(vectors, "query")) {
        let op = lookup(words[0]);
        let values: Vec<u64> = words[1..].iter().map(|w| hex(w)).collect();
        let (left, right) = (values[0] as u32, values[1] as u32);
        assert_eq!(op.query().indices(left, right).map(u64::from), values[2..6], "{words:?}");
        assert_eq!(u64::from(op.output(left, right)), values[6], "{words:?}");
    }
}

#[test]
fn words_decode_as_in_the_model() {
    for (isa, words) in SETS.into_iter().flat_map(|(isa, vectors)| lines(vectors, "decode").into_iter().map(move |words| (isa, words))) {
        let word = hex(words[0]) as u32;
        match decode(word, isa) {
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
    for (isa, words) in SETS.into_iter().flat_map(|(isa, vectors)| lines(vectors, "rows").into_iter().map(move |words| (isa, words))) {
        let word = hex(words[0]) as u32;
        let instruction = decode(word, isa).unwrap();
        assert_eq!(encode(&instruction), word);
        let rows = expand(&instruction).into_iter().map(|row| {
            let bitflags = pack_bitflags(row.flags, row.lookup);
            let name = row.lookup.map_or("-", LookupOp::name);
            format!("{name} {} {} {} {} {bitflags:x}", row.rd, row.rs1, row.rs2, row.imm)
        });
        let theirs: Vec<_> = words[1..].split(|w| *w == "|").skip(1).map(|w| w.join(" ")).collect();
        assert_eq!(rows.collect::<Vec<_>>(), theirs, "{instruction}");
    }
}
