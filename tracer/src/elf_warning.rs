//! What is odd about a program that loads.

use instructions::{DecodeError, Isa, Program, decode};

/// A property of a program that its author should know of; as text one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A segment that is both writable and executable.
    #[error(
        "the segment at {address:#010x} is both writable and executable; the machine is a Harvard machine, code cannot be stored into: link \
         code and data apart (without -N)"
    )]
    WritableCode {
        /// `p_vaddr`.
        address: u32,
    },
    /// Compiled for more than the instruction set.
    #[error("compiled for {found}, of which {} lacks {missing}; compile everything, libraries too, with -march={}", isa.name(), isa.name())]
    Extensions {
        /// What the attributes say.
        found: String,
        /// Extensions that are missing.
        missing: String,
        /// The instruction set that the program is decoded with.
        isa: Isa,
    },
    /// Words of the text that are no instructions.
    #[error("{words} words of the code do not decode, the first at {address:#010x}: {error}")]
    Undecodable {
        /// How many.
        words: usize,
        /// Address of the first one.
        address: u32,
        /// What it is.
        error: DecodeError,
    },
}

/// Extensions in a name such as `rv32i2p1_m2p0_zicsr2p0` that an instruction set lacks.
fn missing(name: &str, isa: Isa) -> Option<String> {
    let rest = name.strip_prefix("rv32")?;
    let words = rest.split('_').map(|part| {
        let version = part.rfind('p').filter(|&at| part[at + 1..].bytes().all(|b| b.is_ascii_digit()) && part.len() > at + 1);
        let base = version.map_or(part, |at| part[..at].trim_end_matches(|c: char| c.is_ascii_digit()));
        base.to_owned()
    });
    let has = |word: &str| word == "i" || (isa == Isa::Rv32im && matches!(word, "m" | "zmmul"));
    // Multi-letter extensions begin with z, s or x; other words are single letters in a row.
    let single = |word: &String| !word.starts_with(['z', 's', 'x']);
    let all = words.flat_map(|word| if single(&word) { word.chars().map(String::from).collect() } else { vec![word] });
    let missing: Vec<String> = all.filter(|word| !has(word)).collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}

/// The warning about attributes that name more than the instruction set.
pub(crate) fn extensions(name: &str, isa: Isa) -> Option<Warning> {
    let printable: String = name.chars().filter(char::is_ascii_graphic).take(120).collect();
    let missing = missing(&printable, isa)?;
    Some(Warning::Extensions { found: printable, missing, isa })
}

/// The warning about words that are no instructions; zeros between functions are padding, `unimp` and `ebreak` mean to stop.
pub(crate) fn undecodable(program: &Program) -> Option<Warning> {
    let meant = |error: &DecodeError| matches!(error, DecodeError::Unreachable { .. } | DecodeError::Breakpoint { .. });
    let words = program.text.iter().flat_map(|s| (s.address..).step_by(4).zip(&s.words)).filter(|(_, word)| **word != 0);
    let errors = words.filter_map(|(address, word)| Some((address, decode(*word, program.isa).err()?)));
    let mut bad = errors.filter(|(_, error)| !meant(error));
    let (address, error) = bad.next()?;
    Some(Warning::Undecodable { words: 1 + bad.count(), address, error })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_named() {
        let lacks = |name| missing(name, Isa::Rv32im).unwrap_or_default();
        assert_eq!(lacks("rv32i2p1"), "");
        assert_eq!(lacks("rv32i2p1_m2p0_zmmul1p0"), "");
        assert_eq!(lacks("rv32im"), "");
        assert_eq!(lacks("rv32imac"), "a, c");
        assert_eq!(lacks("rv32i2p1_m2p0_a2p1_f2p2_zicsr2p0_zifencei2p0"), "a, f, zicsr, zifencei");
        assert_eq!(missing("rv32i2p1_m2p0", Isa::Rv32i).as_deref(), Some("m"));
        assert_eq!(missing("rv64gc", Isa::Rv32im), None, "the ELF class says so already");
        assert_eq!(
            extensions("rv32i2p1_c2p0\n", Isa::Rv32im).unwrap().to_string(),
            "compiled for rv32i2p1_c2p0, of which rv32im lacks c; compile everything, libraries too, with -march=rv32im"
        );
    }
}
