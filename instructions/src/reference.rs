//! The reference of all instructions as one page of Markdown, from the same types that the proof system is made of.

use crate::expand::expand;
use crate::explain::{memory_list, pattern, query_text, row_text, sample, syntax};
use crate::instruction::Instruction;
use crate::lookup::{LookupOp, Query};
use crate::program::Isa;
use crate::table::Op;
use ark_bn254::Fr;
use std::fmt::{self, Write};
use subtables::Word;

/// Instructions with encodings and rows, lookups with queries, memories and collations, subtables with their readers.
///
/// The page `INSTRUCTIONS.md` of the repository is this text; a test keeps it current.
///
/// ```
/// assert!(instructions::reference().contains("| `sub rd, rs1, rs2` |"));
/// ```
pub fn reference() -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = page(&mut text);
    text
}

const OF: Isa = Isa::Rv32im;

const INTRODUCTION: &str = "# Instructions

Generated from the types of `instructions`: `JOLTLAB_BLESS=1 cargo test -p instructions --test reference` writes this page, and the same test without the
variable says whether it is current. `joltlab explain NAME` prints what stands here about one name; [papers/protocol.md](papers/protocol.md) defines the terms.

Operands are 32-bit words `x` (left: rs1, or the pc) and `y` (right: rs2, or the immediate), in C = 4 chunks of b = 8 bits, chunk 0 the most significant.
In encodings d = rd, s = rs1, t = rs2, i = imm, and - is ignored. v0, v1, .. are virtual registers, `sink` is the cell that takes what nobody reads.
";

const ROWS: &str = "## Rows

What every row does, in order. All rows but an instruction's last keep the pc.

`ADVICE` is a word of the prover's choice, to which the assertions of the sequence leave one value; behind the colon stands what the
honest prover answers. \"Signed\" is the division of the instruction set, which truncates towards zero: `rs1 / rs2` is its quotient and
`|rs1 % rs2|` the magnitude of its remainder, whose sign is that of rs1. For -7 and 2 the quotient is -3 and the remainder -1, the advised
words are -3 and 1. Division by 0 has the quotient -1 (unsigned: 2^32 - 1) and the remainder rs1; -2^31 / -1 has the quotient -2^31 and
the remainder 0.

`div` and `rem` contain the seven rows of `mulh`, on v0 and v2: from `v13 = MOVSIGN(v0)` to `v3 = ADD(v18, v17)`. `v13` to `v18` are what
`v0` to `v5` are in `mulh`, its scratch registers, and `v3` is the high word of the signed product. No instruction reads what another one
left in a virtual register.
";

fn page(out: &mut String) -> fmt::Result {
    writeln!(out, "{INTRODUCTION}")?;
    writeln!(out, "## Encodings\n")?;
    for isa in Isa::ALL {
        let instructions = Op::all(*isa).iter().filter(|op| first_set(|set| Op::all(set).contains(op)) == *isa);
        writeln!(out, "### {}\n", isa.name())?;
        writeln!(out, "| instruction | encoding | rows | lookups |\n| --- | --- | ---: | --- |")?;
        for op in instructions {
            instruction(out, *op)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{ROWS}\n```text")?;
    for op in Op::all(OF) {
        rows(out, *op)?;
    }
    writeln!(out, "```\n")?;
    lookups(out)?;
    subtables(out)
}

/// The smallest instruction set for which a condition holds.
fn first_set(holds: impl Fn(Isa) -> bool) -> Isa {
    Isa::ALL.iter().copied().find(|isa| holds(*isa)).unwrap_or_default()
}

fn heading(op: Op) -> String {
    format!("{} {}", op.mnemonic(), syntax(op.definition().encoding.format)).trim_end().to_owned()
}

/// The lookups of an instruction's rows, each once.
fn looked_up(instruction: &Instruction) -> Vec<LookupOp> {
    let mut lookups = Vec::new();
    for lookup in expand(instruction).iter().filter_map(|row| row.lookup) {
        if !lookups.contains(&lookup) {
            lookups.push(lookup);
        }
    }
    lookups
}

fn instruction(out: &mut String, op: Op) -> fmt::Result {
    let instruction = sample(op);
    let lookups: Vec<_> = looked_up(&instruction).into_iter().map(LookupOp::name).collect();
    writeln!(
        out,
        "| `{}` | `{}` | {} | {} |",
        heading(op),
        pattern(&op.definition().encoding),
        expand(&instruction).len(),
        lookups.join(", ")
    )
}

fn rows(out: &mut String, op: Op) -> fmt::Result {
    let instruction = sample(op);
    for (k, row) in expand(&instruction).iter().enumerate() {
        let heading = if k == 0 { heading(op) } else { String::new() };
        writeln!(out, "{heading:<24}{}", row_text(row, &instruction))?;
    }
    Ok(())
}

fn lookups(out: &mut String) -> fmt::Result {
    writeln!(out, "## Lookups\n\nA row's query makes one index of 2b bits for each chunk:\n")?;
    writeln!(out, "| query | index of chunk i |\n| --- | --- |")?;
    let mut queries: Vec<Query> = Vec::new();
    for query in LookupOp::all(OF).iter().map(|op| op.query()) {
        if !queries.contains(&query) {
            queries.push(query);
            let links = if query.links_operands() { "; LEFT_ID and RIGHT_ID at every chunk tie it to the operands" } else { "" };
            writeln!(out, "| {} | `{}`{links} |", query.name(), query_text(query))?;
        }
    }
    writeln!(out, "\nThe result is the collation of the entries that the indices find, in the order of the subtables (`TABLE@chunk`).\n")?;
    writeln!(out, "| lookup | query | subtables | collation | degree | in |\n| --- | --- | --- | --- | ---: | --- |")?;
    for op in LookupOp::all(OF) {
        let decomposition = op.decomposition::<Fr>(Word::RV32);
        let users: Vec<_> = Op::all(OF).iter().filter(|i| looked_up(&sample(**i)).contains(op)).map(|i| i.mnemonic()).collect();
        writeln!(
            out,
            "| {} | {} | {} | `{}` | {} | {} |",
            op.name(),
            op.query().name(),
            memory_list(&decomposition.memories()),
            op.collation(),
            decomposition.degree(),
            users.join(" ")
        )?;
    }
    writeln!(out)
}

fn subtables(out: &mut String) -> fmt::Result {
    let memories = |isa| crate::lookup::memories::<Fr>(isa, Word::RV32);
    let of = memories(OF);
    let mut names: Vec<String> = Vec::new();
    of.iter().map(|m| m.subtable.name()).for_each(|name| {
        if !names.contains(&name) {
            names.push(name);
        }
    });
    writeln!(out, "## Subtables\n")?;
    let counts: Vec<_> =
        Isa::ALL.iter().map(|isa| format!("{} memories (subtable, chunk) of {}", memories(*isa).len(), isa.name())).collect();
    writeln!(out, "Tables of 2^16 entries with their formulas in the files of `subtables/src/`; {}.\n", counts.join(", "))?;
    writeln!(out, "| subtable | chunks | set | read by |\n| --- | --- | --- | --- |")?;
    for name in names {
        let mut chunks: Vec<_> = of.iter().filter(|m| m.subtable.name() == name).map(|m| m.chunk).collect();
        chunks.sort_unstable();
        let chunks: Vec<_> = chunks.iter().map(ToString::to_string).collect();
        let set = first_set(|isa| memories(isa).iter().any(|m| m.subtable.name() == name));
        let reads = |op: &&LookupOp| op.decomposition::<Fr>(Word::RV32).memories().iter().any(|m| m.subtable.name() == name);
        let mut readers: Vec<_> = LookupOp::all(OF).iter().filter(reads).map(|op| op.name()).collect();
        if LookupOp::all(OF).iter().any(|op| op.decomposition::<Fr>(Word::RV32).links().iter().any(|m| m.subtable.name() == name)) {
            readers.push("all of Concat and ShiftQ");
        }
        writeln!(out, "| {name} | {} | {} | {} |", chunks.join(" "), set.name(), readers.join(", "))?;
    }
    Ok(())
}
