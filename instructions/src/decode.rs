//! Words to instructions and back.

use crate::instruction::Instruction;
use crate::program::Isa;
use crate::table::Op;

/// Why a word is no instruction of the set; each variant names the family that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum DecodeError {
    /// The lowest two bits are not 11.
    #[error("{word:#06x} is a compressed instruction (C extension); compile everything, libraries too, with -march=rv32im")]
    Compressed {
        /// The half-word.
        word: u16,
    },
    /// An instruction of the M extension in a program of the base set.
    #[error(
        "{mnemonic} ({word:#010x}) is an instruction of the M extension, which {} does not have; use --isa {} or compile with -march={}",
        isa.name(), Isa::Rv32im.name(), isa.name()
    )]
    Multiply {
        /// The word.
        word: u32,
        /// Its assembly name.
        mnemonic: &'static str,
        /// The set that lacks it.
        isa: Isa,
    },
    /// An instruction of the A extension.
    #[error("{word:#010x} is an atomic instruction (A extension); compile everything, libraries too, with -march=rv32im")]
    Atomic {
        /// The word.
        word: u32,
    },
    /// An instruction of the F, D or Q extension.
    #[error(
        "{word:#010x} is a floating-point instruction (F or D extension); compile everything, libraries too, with -march=rv32im -mabi=ilp32"
    )]
    FloatingPoint {
        /// The word.
        word: u32,
    },
    /// An instruction of RV64.
    #[error("{word:#010x} is a 64-bit instruction (RV64); compile for 32 bits, with -march=rv32im -mabi=ilp32")]
    SixtyFourBit {
        /// The word.
        word: u32,
    },
    /// Access to a control and status register.
    #[error(
        "{word:#010x} accesses a control and status register (Zicsr); compile with -march=rv32im, without code that reads counters or \
             sets up a machine"
    )]
    Csr {
        /// The word.
        word: u32,
    },
    /// `ebreak`.
    #[error(
        "ebreak ({word:#010x}) is not supported: there is no debugger; end the program with ecall 93 \
         (compilers put ebreak where code must not come)"
    )]
    Breakpoint {
        /// The word.
        word: u32,
    },
    /// `unimp`, which compilers put where code must not come.
    #[error("unimp ({word:#010x}) marks code that must not be reached; the program went on after a call that does not return, or aborted")]
    Unreachable {
        /// The word.
        word: u32,
    },
    /// A privileged instruction.
    #[error("{word:#010x} is a privileged instruction; leave it out: the machine has user mode alone")]
    Privileged {
        /// The word.
        word: u32,
    },
    /// `fence.i`: the code cannot change.
    #[error("fence.i ({word:#010x}) is not supported: the program is immutable (Zifencei); leave it out, and compile with -march=rv32im")]
    InstructionFence {
        /// The word.
        word: u32,
    },
    /// Nothing of the above.
    #[error("{word:#010x} is not an instruction; correct the jump into data that led here, or compile with -march=rv32im")]
    Unknown {
        /// The word.
        word: u32,
    },
}

/// A write to a counter that cannot be written (RISC-V Assembly Programmer's Manual, "unimp").
const UNIMP: u32 = 0xC000_1073;

impl DecodeError {
    /// The family of a word that `isa` lacks.
    fn classify(word: u32, isa: Isa) -> Self {
        let (opcode, funct3) = (word & 0x7F, (word >> 12) & 7);
        if word == 0 {
            return Self::Unknown { word };
        }
        if word & 3 != 3 {
            return Self::Compressed { word: word as u16 };
        }
        if let Some(op) = find(word, Isa::Rv32im) {
            return Self::Multiply { word, mnemonic: op.mnemonic(), isa };
        }
        match (opcode, funct3) {
            (0x2F, _) => Self::Atomic { word },
            (0x07 | 0x27 | 0x43 | 0x47 | 0x4B | 0x4F | 0x53, _) => Self::FloatingPoint { word },
            (0x1B | 0x3B, _) | (0x03, 3 | 6) | (0x23, 3) => Self::SixtyFourBit { word },
            _ if word == UNIMP => Self::Unreachable { word },
            (0x73, 1..=3 | 5..=7) => Self::Csr { word },
            (0x73, 0) if word == 0x0010_0073 => Self::Breakpoint { word },
            (0x73, _) => Self::Privileged { word },
            (0x0F, 1) => Self::InstructionFence { word },
            _ => Self::Unknown { word },
        }
    }
}

/// The instruction whose fixed bits a word has.
fn find(word: u32, isa: Isa) -> Option<Op> {
    Op::all(isa).iter().copied().find(|op| op.definition().encoding.matches(word))
}

/// The instruction that a word encodes.
///
/// Strict: every bit that the encoding fixes must be as it says, except in FENCE, whose operand bits are ignored. A word that does not
/// decode has no row in the bytecode table, so it cannot be executed.
///
/// *Errors*: names the family of the word.
///
/// ```
/// use instructions::{DecodeError, Isa, decode};
/// assert_eq!(decode(0xFFD5_8513, Isa::Rv32i).unwrap().to_string(), "addi a0, a1, -3");
/// assert!(matches!(decode(0x02B5_0533, Isa::Rv32i), Err(DecodeError::Multiply { mnemonic: "mul", .. })));
/// ```
pub fn decode(word: u32, isa: Isa) -> Result<Instruction, DecodeError> {
    let op = find(word, isa).ok_or_else(|| DecodeError::classify(word, isa))?;
    Ok(Instruction::new(op, op.definition().encoding.format.unpack(word)))
}

/// The word of an instruction: the inverse of [`decode`].
///
/// *Preconditions*: the operands are in the range of the format; bits that it has no place for are dropped.
pub fn encode(instruction: &Instruction) -> u32 {
    let encoding = &instruction.op.definition().encoding;
    encoding.value | encoding.format.pack(instruction.fields())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::Format;

    const REGISTERS: [u8; 5] = [0, 1, 10, 17, 31];

    /// Every operand combination over edge registers and immediates of a format.
    pub(crate) fn instances(op: Op) -> Vec<Instruction> {
        let imms: &[i32] = match op.definition().encoding.format {
            Format::Immediate | Format::Load | Format::Store => &[0, 1, -1, 2047, -2048, 1024, -3],
            Format::ShiftImmediate => &[0, 1, 16, 31],
            Format::Branch => &[0, 2, -2, 4, 4094, -4096, 2048, 30],
            Format::Jump => &[0, 2, -2, 4, (1 << 20) - 2, -(1 << 20), 2048, 1 << 11, 0xFF000],
            Format::Upper => &[0, 0x1000, -0x1000, i32::MIN, 0x7FFF_F000, 0x1234_5000],
            Format::Register | Format::Bare { .. } => &[0],
        };
        let mut all = Vec::new();
        for (rd, rs1) in REGISTERS.iter().flat_map(|&rd| REGISTERS.map(|rs1| (rd, rs1))) {
            for (rs2, &imm) in REGISTERS.iter().flat_map(|&rs2| imms.iter().map(move |imm| (rs2, imm))) {
                let packed = op.definition().encoding.format.pack(crate::encoding::Fields { rd, rs1, rs2, imm });
                all.push(Instruction::new(op, op.definition().encoding.format.unpack(packed)));
            }
        }
        all
    }

    #[test]
    fn decoding_inverts_encoding() {
        for &op in Op::all(Isa::Rv32im) {
            for i in instances(op) {
                assert_eq!(decode(encode(&i), Isa::Rv32im), Ok(i), "{i}");
            }
        }
    }

    #[test]
    fn known_words() {
        for (word, text) in [
            (0x00A5_8533, "add a0, a1, a0"),
            (0x40B5_0533, "sub a0, a0, a1"),
            (0xFFC1_2083, "lw ra, -4(sp)"),
            (0xFE11_2E23, "sw ra, -4(sp)"),
            (0x4012_D293, "srai t0, t0, 1"),
            (0xFE00_0EE3, "beq zero, zero, -4"),
            (0x0000_006F, "jal zero, 0"),
            (0x0000_8067, "jalr zero, 0(ra)"),
            (0x1234_52B7, "lui t0, 0x12345"),
            (0x0000_0073, "ecall"),
            (0x0FF0_000F, "fence"),
            (0x8330_000F, "fence"),
            (0x02B5_0533, "mul a0, a0, a1"),
            (0x02C5_F533, "remu a0, a1, a2"),
        ] {
            assert_eq!(decode(word, Isa::Rv32im).map(|i| i.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn every_family_is_named() {
        let family = |word| decode(word, Isa::Rv32i).unwrap_err();
        for (funct3, name) in ["mul", "mulh", "mulhsu", "mulhu", "div", "divu", "rem", "remu"].into_iter().enumerate() {
            let word = 0x0200_0033 | (funct3 as u32) << 12;
            assert!(matches!(family(word), DecodeError::Multiply { mnemonic, .. } if mnemonic == name));
            assert_eq!(decode(word, Isa::Rv32im).map(|i| i.op.mnemonic()), Ok(name));
        }
        let message = "mul (0x02000033) is an instruction of the M extension, which rv32i does not have; \
                       use --isa rv32im or compile with -march=rv32i";
        assert_eq!(family(0x0200_0033).to_string(), message);
        assert!(matches!(family(0x0000_4501), DecodeError::Compressed { word: 0x4501 }));
        assert!(matches!(family(0x1005_252F), DecodeError::Atomic { .. }));
        assert!(matches!(family(0x00B5_7553), DecodeError::FloatingPoint { .. }));
        assert!(matches!(family(0x0000_3003), DecodeError::SixtyFourBit { .. }));
        assert!(matches!(family(0xC000_2573), DecodeError::Csr { .. }));
        assert!(matches!(family(0x0010_0073), DecodeError::Breakpoint { .. }));
        assert!(matches!(family(0xC000_1073), DecodeError::Unreachable { .. }));
        assert!(matches!(family(0x3020_0073), DecodeError::Privileged { .. }));
        assert!(matches!(family(0x0000_100F), DecodeError::InstructionFence { .. }));
        assert!(matches!(family(0), DecodeError::Unknown { .. }));
        assert!(matches!(family(0x4000_1033), DecodeError::Unknown { .. }));
        assert!(matches!(family(0xFFFF_FFFF), DecodeError::Unknown { .. }));
    }
}
