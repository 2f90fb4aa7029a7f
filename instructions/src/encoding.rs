//! Instruction formats: how fields are packed into a word.

/// Where a format keeps its registers and its immediate (The RISC-V Instruction Set Manual, volume I, chapter 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `op rd, rs1, rs2`.
    Register,
    /// `op rd, rs1, imm` with a signed immediate of 12 bits.
    Immediate,
    /// `op rd, rs1, shamt` with a shift amount of 5 bits.
    ShiftImmediate,
    /// `op rd, imm(rs1)`: the bits of [`Format::Immediate`], another assembly syntax.
    Load,
    /// `op rs2, imm(rs1)`.
    Store,
    /// `op rs1, rs2, offset` with an even offset of 13 bits.
    Branch,
    /// `op rd, imm`: the upper 20 bits.
    Upper,
    /// `op rd, offset` with an even offset of 21 bits.
    Jump,
    /// No operands; the fields that the encoding does not fix are ignored, and `canonical` is what an assembler writes.
    Bare {
        /// The word that `encode` gives.
        canonical: u32,
    },
}

/// The bits that make a word this instruction, and where its operands are.
///
/// A word is an instance iff `word & mask == value`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// Operand layout.
    pub format: Format,
    /// The bits that identify the instruction.
    pub mask: u32,
    /// What these bits are.
    pub value: u32,
}

const OPCODE: u32 = 0x7F;
const FUNCT3: u32 = 0x7 << 12;
const FUNCT7: u32 = 0x7F << 25;

impl Encoding {
    /// `op rd, rs1, rs2` in the major opcode OP.
    pub const fn register(funct3: u32, funct7: u32) -> Self {
        Self { format: Format::Register, mask: OPCODE | FUNCT3 | FUNCT7, value: 0x33 | funct3 << 12 | funct7 << 25 }
    }

    /// `op rd, rs1, imm` in OP-IMM.
    pub const fn immediate(funct3: u32) -> Self {
        Self { format: Format::Immediate, mask: OPCODE | FUNCT3, value: 0x13 | funct3 << 12 }
    }

    /// `op rd, rs1, shamt` in OP-IMM.
    pub const fn shift_immediate(funct3: u32, funct7: u32) -> Self {
        Self { format: Format::ShiftImmediate, mask: OPCODE | FUNCT3 | FUNCT7, value: 0x13 | funct3 << 12 | funct7 << 25 }
    }

    /// `op rd, imm(rs1)` in LOAD.
    pub const fn load(funct3: u32) -> Self {
        Self { format: Format::Load, mask: OPCODE | FUNCT3, value: 0x03 | funct3 << 12 }
    }

    /// `op rs2, imm(rs1)` in STORE.
    pub const fn store(funct3: u32) -> Self {
        Self { format: Format::Store, mask: OPCODE | FUNCT3, value: 0x23 | funct3 << 12 }
    }

    /// `op rs1, rs2, offset` in BRANCH.
    pub const fn branch(funct3: u32) -> Self {
        Self { format: Format::Branch, mask: OPCODE | FUNCT3, value: 0x63 | funct3 << 12 }
    }

    /// `op rd, imm` with its own major opcode.
    pub const fn upper(opcode: u32) -> Self {
        Self { format: Format::Upper, mask: OPCODE, value: opcode }
    }

    /// `jal rd, offset`.
    pub const fn jump() -> Self {
        Self { format: Format::Jump, mask: OPCODE, value: 0x6F }
    }

    /// `jalr rd, imm(rs1)`.
    pub const fn jump_register() -> Self {
        Self { format: Format::Load, mask: OPCODE | FUNCT3, value: 0x67 }
    }

    /// An instruction without operands: every word that agrees with `canonical` under `mask`.
    pub const fn bare(mask: u32, canonical: u32) -> Self {
        Self { format: Format::Bare { canonical }, mask, value: canonical & mask }
    }

    /// Whether a word is an instance.
    pub const fn matches(&self, word: u32) -> bool {
        word & self.mask == self.value
    }
}

/// The operands of a word or an instruction; those that a format lacks are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fields {
    /// Destination register.
    pub rd: u8,
    /// First source register.
    pub rs1: u8,
    /// Second source register.
    pub rs2: u8,
    /// Immediate, sign-extended where the format is signed.
    pub imm: i32,
}

/// Bits `high..=low` of a word.
const fn bits(word: u32, high: u32, low: u32) -> u32 {
    (word >> low) & (u32::MAX >> (31 - (high - low)))
}

/// The lowest `width` bits as a signed integer.
const fn sign_extend(value: u32, width: u32) -> i32 {
    ((value << (32 - width)) as i32) >> (32 - width)
}

impl Format {
    /// The operands in a word.
    pub fn unpack(self, word: u32) -> Fields {
        let [rd, rs1, rs2] = [7, 15, 20].map(|low| bits(word, low + 4, low) as u8);
        let imm_i = (word as i32) >> 20;
        match self {
            Self::Register => Fields { rd, rs1, rs2, imm: 0 },
            Self::Immediate | Self::Load => Fields { rd, rs1, rs2: 0, imm: imm_i },
            Self::ShiftImmediate => Fields { rd, rs1, rs2: 0, imm: i32::from(rs2) },
            Self::Store => Fields { rd: 0, rs1, rs2, imm: sign_extend(bits(word, 31, 25) << 5 | bits(word, 11, 7), 12) },
            Self::Branch => {
                let imm = bits(word, 31, 31) << 12 | bits(word, 7, 7) << 11 | bits(word, 30, 25) << 5 | bits(word, 11, 8) << 1;
                Fields { rd: 0, rs1, rs2, imm: sign_extend(imm, 13) }
            }
            Self::Upper => Fields { rd, rs1: 0, rs2: 0, imm: (word & 0xFFFF_F000) as i32 },
            Self::Jump => {
                let imm = bits(word, 31, 31) << 20 | bits(word, 19, 12) << 12 | bits(word, 20, 20) << 11 | bits(word, 30, 21) << 1;
                Fields { rd, rs1: 0, rs2: 0, imm: sign_extend(imm, 21) }
            }
            Self::Bare { .. } => Fields::default(),
        }
    }

    /// The operand bits of a word; bits of registers and immediate that the format has no place for are dropped.
    pub fn pack(self, fields: Fields) -> u32 {
        let [rd, rs1, rs2] = [(fields.rd, 7), (fields.rs1, 15), (fields.rs2, 20)].map(|(register, low)| u32::from(register & 31) << low);
        let imm = fields.imm as u32;
        match self {
            Self::Register => rd | rs1 | rs2,
            Self::Immediate | Self::Load => bits(imm, 11, 0) << 20 | rs1 | rd,
            Self::ShiftImmediate => bits(imm, 4, 0) << 20 | rs1 | rd,
            Self::Store => bits(imm, 11, 5) << 25 | rs2 | rs1 | bits(imm, 4, 0) << 7,
            Self::Branch => bits(imm, 12, 12) << 31 | bits(imm, 10, 5) << 25 | rs2 | rs1 | bits(imm, 4, 1) << 8 | bits(imm, 11, 11) << 7,
            Self::Upper => imm & 0xFFFF_F000 | rd,
            Self::Jump => bits(imm, 20, 20) << 31 | bits(imm, 10, 1) << 21 | bits(imm, 11, 11) << 20 | bits(imm, 19, 12) << 12 | rd,
            Self::Bare { canonical } => canonical,
        }
    }
}
