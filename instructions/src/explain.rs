//! Everything the tables say about one instruction, as text.

use crate::encoding::{Encoding, Format};
use crate::expand::expand;
use crate::flags::CircuitFlag;
use crate::instruction::{Instruction, register_name};
use crate::lookup::{LookupOp, Part, Query};
use crate::program::Isa;
use crate::row::{Advice, AdviceValue, Row, cell};
use crate::table::Op;
use ark_bn254::Fr;
use std::fmt::{self, Write};
use subtables::{Memory, Word};

/// Encoding, rows, and for each lookup its query, subtables, collation and degree; `name` is that of an instruction (`sltu`) or of a
/// lookup instruction (`SEXT_B`), in any case. `None` if there is no such name.
///
/// ```
/// let text = instructions::explain("sll", instructions::Isa::Rv32i).unwrap();
/// assert!(text.contains("rd = SLL(rs1, v0)"));
/// ```
pub fn explain(name: &str, isa: Isa) -> Option<String> {
    let op = Op::all(isa).iter().copied().find(|op| op.mnemonic().eq_ignore_ascii_case(name));
    let lookup = LookupOp::all(isa).iter().copied().find(|op| op.name().eq_ignore_ascii_case(name));
    let mut text = String::new();
    match (op, lookup) {
        (Some(op), _) => instruction(&mut text, op),
        (None, Some(lookup)) => decomposition(&mut text, lookup),
        (None, None) => return None,
    }
    .ok()?;
    Some(text.lines().map(|line| format!("{}\n", line.trim_end())).collect())
}

/// An instruction whose operands can be told apart in its rows.
pub(crate) fn sample(op: Op) -> Instruction {
    let imm = match op.definition().encoding.format {
        Format::ShiftImmediate => 13,
        Format::Upper => 0x5A000,
        _ => 0x5A8,
    };
    Instruction { op, rd: 1, rs1: 2, rs2: 3, imm }
}

fn instruction(text: &mut String, op: Op) -> fmt::Result {
    let encoding = &op.definition().encoding;
    writeln!(text, "{} {}", op.mnemonic(), syntax(encoding.format))?;
    writeln!(text, "encoding       {}", pattern(encoding))?;
    writeln!(text, "               d = rd, s = rs1, t = rs2, i = imm, - = ignored")?;
    let (instruction, mut lookups) = (sample(op), Vec::new());
    let rows = expand(&instruction);
    writeln!(text, "rows           {}", if rows.len() == 1 { "1".into() } else { format!("{}, a virtual sequence", rows.len()) })?;
    for row in &rows {
        let flags: Vec<_> = row.flags.iter().map(CircuitFlag::name).collect();
        writeln!(text, "  {:<40} {}", row_text(row, &instruction), flags.join(" "))?;
        lookups.extend(row.lookup.filter(|op| !lookups.contains(op)));
    }
    for lookup in lookups {
        writeln!(text)?;
        decomposition(text, lookup)?;
    }
    Ok(())
}

pub(crate) fn syntax(format: Format) -> &'static str {
    match format {
        Format::Register => "rd, rs1, rs2",
        Format::Immediate | Format::ShiftImmediate => "rd, rs1, imm",
        Format::Load => "rd, imm(rs1)",
        Format::Store => "rs2, imm(rs1)",
        Format::Branch => "rs1, rs2, imm",
        Format::Upper | Format::Jump => "rd, imm",
        Format::Bare { .. } => "",
    }
}

/// The 32 bits, most significant first, those of operands as letters, in the groups of the R format.
pub(crate) fn pattern(encoding: &Encoding) -> String {
    let letter = |bit: u32| {
        if encoding.mask >> bit & 1 == 1 {
            return char::from(b'0' + (encoding.value >> bit & 1) as u8);
        }
        let fields = encoding.format.unpack(1 << bit);
        match (fields.rd, fields.rs1, fields.rs2, fields.imm) {
            (0, 0, 0, 0) => '-',
            (0, 0, 0, _) => 'i',
            (0, 0, _, _) => 't',
            (0, _, _, _) => 's',
            _ => 'd',
        }
    };
    let group = |high: u32, low: u32| (low..=high).rev().map(letter).collect::<String>();
    [group(31, 25), group(24, 20), group(19, 15), group(14, 12), group(11, 7), group(6, 0)].join(" ")
}

fn cell_name(c: u8, instruction: &Instruction) -> String {
    match c {
        cell::SINK => "sink".into(),
        cell::ZERO => "x0".into(),
        cell::VIRTUAL.. => format!("v{}", c - cell::VIRTUAL),
        _ if c == instruction.rd => "rd".into(),
        _ if c == instruction.rs1 => "rs1".into(),
        _ if c == instruction.rs2 => "rs2".into(),
        _ => register_name(c),
    }
}

/// What a row does.
pub(crate) fn row_text(row: &Row, instruction: &Instruction) -> String {
    use CircuitFlag::{Assert, Branch, Ecall, Jump, LeftIsPc, Load, LoadPart, RightIsImm, Store, StorePart};
    let [rd, rs1, rs2] = [row.rd, row.rs1, row.rs2].map(|c| cell_name(c, instruction));
    let imm = if row.imm == i64::from(instruction.imm) { "imm".into() } else { (row.imm as i32).to_string() };
    let left = if row.flags.has(LeftIsPc) { "pc" } else { &rs1 };
    let right = if row.flags.has(RightIsImm) { &imm } else { &rs2 };
    let result = row.lookup.map_or(String::new(), |op| match (op.query(), row.advice) {
        (Query::Advice, Some(advice)) => format!("{}: {}", op.name(), advice_text(advice, instruction)),
        (Query::Move, _) => format!("{}({left})", op.name()),
        _ => format!("{}({left}, {right})", op.name()),
    });
    let part = format!("{} at {rs1} + {imm}", if row.lookup.and_then(LookupOp::part) == Some(Part::Half) { "half-word" } else { "byte" });
    let has = |flag| row.flags.has(flag);
    if has(Ecall) {
        format!("{rs1} = 93: halt; {rs1} = 64: {rd} = {rs2}")
    } else if has(Load) {
        format!("{rd} = RAM[{rs1} + {imm}]")
    } else if has(Store) {
        format!("RAM[{rs1} + {imm}] = {rs2}")
    } else if has(LoadPart) {
        format!("{rd} = {}({part})", row.lookup.map_or("", LookupOp::name))
    } else if has(StorePart) {
        format!("{part} = {rs2}")
    } else if has(Branch) {
        format!("if {result}: pc = pc + {imm}")
    } else if has(Jump) {
        let lsb = if has(LeftIsPc) { "" } else { " & ~1" };
        format!("{rd} = pc + 4; pc = {result}{lsb}")
    } else if has(Assert) {
        format!("assert {result} = 1")
    } else if row.lookup.is_some() {
        format!("{rd} = {result}")
    } else {
        "nothing".into()
    }
}

/// What the honest prover answers.
fn advice_text(advice: Advice, instruction: &Instruction) -> String {
    let [dividend, divisor] = [advice.dividend, advice.divisor].map(|c| cell_name(c, instruction));
    match advice.value {
        AdviceValue::UnsignedQuotient => format!("{dividend} / {divisor}, unsigned"),
        AdviceValue::SignedQuotient => format!("{dividend} / {divisor}, signed"),
        AdviceValue::RemainderMagnitude => format!("|{dividend} % {divisor}|, signed"),
    }
}

/// The lookup; the names of its subtables are the same over every field.
fn decomposition(text: &mut String, op: LookupOp) -> fmt::Result {
    let word = Word::RV32;
    let decomposition = op.decomposition::<Fr>(word);
    let (read, links) = (decomposition.memories(), decomposition.links());
    let Word { bits, chunks } = word;
    writeln!(text, "lookup         {}: C = {chunks} chunks of b = {} bits of {bits}-bit operands x, y", op.name(), word.operand_bits())?;
    writeln!(text, "  query        {}: {}", op.query().name(), query_text(op.query()))?;
    writeln!(text, "  subtables    {}", memory_list(&read))?;
    writeln!(text, "  collation    {}", op.collation())?;
    writeln!(text, "  degree       {}", decomposition.degree())?;
    if !links.is_empty() {
        writeln!(text, "  links        {} (the chunks are those of the operands)", memory_list(&links))?;
    }
    Ok(())
}

impl LookupOp {
    /// The memories `(subtable, chunk)` that a lookup of 32-bit words reads: those of the collation, then the links to its operands.
    ///
    /// ```
    /// use instructions::LookupOp;
    /// let [first, .., last] = &LookupOp::And.subtables()[..] else { panic!("four chunks") };
    /// assert_eq!((first, last), (&("AND".to_owned(), 0), &("RIGHT_ID".to_owned(), 3)));
    /// ```
    pub fn subtables(self) -> Vec<(String, usize)> {
        let decomposition = self.decomposition::<Fr>(Word::RV32);
        let memories = decomposition.memories().into_iter().chain(decomposition.links());
        memories.map(|memory| (memory.subtable.name().to_string(), memory.chunk)).collect()
    }
}

pub(crate) fn query_text(query: Query) -> &'static str {
    match query {
        Query::Concat => "index_i = 2^b x_i + y_i",
        Query::Shift => "index_i = 2^b x_i + y_(C-1)",
        Query::Add => "index_i = limb i of x + y",
        Query::Sub => "index_i = limb i of x - y + 2^XLEN",
        Query::Mul => "index_i = limb i of x y",
        Query::Move => "index_i = limb i of x",
        Query::Advice => "index_i = limb i of a value that the prover chooses",
    }
}

pub(crate) fn memory_list(memories: &[Memory<Fr>]) -> String {
    memories.iter().map(|m| format!("{}@{}", m.subtable.name(), m.chunk)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_explained() {
        for op in Op::all(Isa::Rv32im) {
            let text = explain(op.mnemonic(), Isa::Rv32im).unwrap();
            assert!(text.starts_with(op.mnemonic()));
            for row in expand(&sample(*op)) {
                assert!(row.lookup.is_none_or(|lookup| text.contains(lookup.collation())));
            }
        }
        for op in LookupOp::all(Isa::Rv32im) {
            assert!(explain(op.name(), Isa::Rv32im).unwrap().contains(op.collation()));
        }
        assert_eq!(explain("mul", Isa::Rv32i), None);
    }

    #[test]
    fn rows_read_like_the_protocol() {
        let rows = |name, count| {
            let text = explain(name, Isa::Rv32i).unwrap();
            text.lines().skip(4).take(count).map(|line| line.trim_start().split("  ").next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(rows("SLL", 2), ["v0 = AND(rs2, 31)", "rd = SLL(rs1, v0)"]);
        assert_eq!(rows("LHU", 1), ["rd = ZEXT_H(half-word at rs1 + imm)"]);
        assert_eq!(rows("SB", 1), ["byte at rs1 + imm = rs2"]);
    }

    #[test]
    fn advice_is_said_to_be_advice() {
        let text = explain("divu", Isa::Rv32im).unwrap();
        let rows: Vec<_> = text.lines().skip(4).take(9).map(|line| line.trim_start().split("  ").next().unwrap()).collect();
        let expected = [
            "v0 = ADVICE: rs1 / rs2, unsigned",
            "assert ASSERT_VALID_DIV0(rs2, v0) = 1",
            "v1 = MULHU(v0, rs2)",
            "assert ASSERT_EQ(v1, x0) = 1",
            "v2 = MULU(v0, rs2)",
            "assert ASSERT_LTE(v2, rs1) = 1",
            "v3 = SUB(rs1, v2)",
            "assert ASSERT_VALID_UREM(v3, rs2) = 1",
            "rd = MOVE(v0)",
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn patterns_show_every_bit() {
        assert_eq!(pattern(&Op::Add.definition().encoding), "0000000 ttttt sssss 000 ddddd 0110011");
        assert_eq!(pattern(&Op::Sb.definition().encoding), "iiiiiii ttttt sssss 000 iiiii 0100011");
        assert_eq!(pattern(&Op::Fence.definition().encoding), "------- ----- ----- 000 ----- 0001111");
    }
}
