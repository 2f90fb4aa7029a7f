//! The instruction table: every instruction once, in one line.

use crate::definition::Definition;
use crate::program::Isa;
use crate::set::{arithmetic, branches, comparisons, divide, jumps, loads, logic, multiply, shifts, stores, system};

macro_rules! instruction_set {
    (base { $($base:ident => $base_definition:path),+ $(,)? } multiply { $($more:ident => $more_definition:path),+ $(,)? }) => {
        instruction_set!(@enum $($base => $base_definition),+, $($more => $more_definition),+);

        impl Op {
            /// Number of instructions of the base set, the first ones.
            const BASE: usize = [$(Self::$base),+].len();
        }
    };
    (@enum $($variant:ident => $definition:path),+) => {
        /// An instruction of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Op {
            $(#[doc = concat!("`", stringify!($variant), "`")] $variant),+
        }

        impl Op {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// What the table says about this instruction.
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$variant => &$definition),+
                }
            }
        }
    };
}

instruction_set! {
    base {
      Add => arithmetic::ADD,
      Sub => arithmetic::SUB,
      Addi => arithmetic::ADDI,
      Lui => arithmetic::LUI,
      Auipc => arithmetic::AUIPC,
      And => logic::AND,
      Andi => logic::ANDI,
      Or => logic::OR,
      Ori => logic::ORI,
      Xor => logic::XOR,
      Xori => logic::XORI,
      Sll => shifts::SLL,
      Slli => shifts::SLLI,
      Srl => shifts::SRL,
      Srli => shifts::SRLI,
      Sra => shifts::SRA,
      Srai => shifts::SRAI,
      Slt => comparisons::SLT,
      Slti => comparisons::SLTI,
      Sltu => comparisons::SLTU,
      Sltiu => comparisons::SLTIU,
      Beq => branches::BEQ,
      Bne => branches::BNE,
      Blt => branches::BLT,
      Bge => branches::BGE,
      Bltu => branches::BLTU,
      Bgeu => branches::BGEU,
      Jal => jumps::JAL,
      Jalr => jumps::JALR,
      Lb => loads::LB,
      Lh => loads::LH,
      Lw => loads::LW,
      Lbu => loads::LBU,
      Lhu => loads::LHU,
      Sb => stores::SB,
      Sh => stores::SH,
      Sw => stores::SW,
      Fence => system::FENCE,
      Ecall => system::ECALL,
    }
    multiply {
      Mul => multiply::MUL,
      Mulh => multiply::MULH,
      Mulhsu => multiply::MULHSU,
      Mulhu => multiply::MULHU,
      Div => divide::DIV,
      Divu => divide::DIVU,
      Rem => divide::REM,
      Remu => divide::REMU,
    }
}

impl Op {
    /// The instructions of an instruction set, in the table's order; those of the base set come first in every set.
    pub const fn all(isa: Isa) -> &'static [Self] {
        match isa {
            Isa::Rv32i => Self::ALL.split_at(Self::BASE).0,
            Isa::Rv32im => Self::ALL,
        }
    }

    /// Assembly name.
    pub const fn mnemonic(self) -> &'static str {
        self.definition().mnemonic
    }
}
