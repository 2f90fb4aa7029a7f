//! Lookup instructions: what a row of the bytecode table looks up, and how the table of results decomposes into subtables.

mod collation;
mod decomposition;
mod query;

pub(crate) use collation::{
    high_word, low_word, mask, on, signed_less, signed_less_memories, unsigned_less, unsigned_less_memories, weighted,
};
pub use decomposition::{LookupDecomposition, memories};
pub use query::{Query, query_indices};

use crate::program::Isa;
use crate::set::{advice, arithmetic, branches, comparisons, divide, logic, multiply, parts, shifts};
use poly::Scalar;
use subtables::{Memory, Word};

/// A lookup instruction: native semantics and decomposition, for every word size.
///
/// *Soundness*: `collate` on the entries at the query's indices must equal `output`; tests enumerate all operands of 8-bit words.
pub(crate) trait Lookup {
    /// Unique name, part of the transcript's preamble.
    const NAME: &'static str;
    /// How the operands become indices.
    const QUERY: Query;
    /// The collation as text, over the subtables' names.
    const COLLATION: &'static str;

    /// The result on operands of `word.bits` bits; shifts take their amount modulo `word.bits`.
    fn output(left: u64, right: u64, word: Word) -> u64;
    /// The memories that the collation reads, in its order.
    fn memories<F: Scalar>(word: Word) -> Vec<Memory<F>>;
    /// The collation `g`.
    fn collate<F: Scalar>(values: &[F], word: Word) -> F;
    /// Total degree of the collation.
    fn degree(word: Word) -> usize;
}

macro_rules! lookup_instructions {
    (base { $($base:ident => $base_lookup:ty),+ $(,)? } multiply { $($more:ident => $more_lookup:ty),+ $(,)? }) => {
        lookup_instructions!(@enum $($base => $base_lookup),+, $($more => $more_lookup),+);

        impl LookupOp {
            /// Number of lookup instructions of the base set, the first ones.
            const BASE: usize = [$(Self::$base),+].len();
        }
    };
    (@enum $($variant:ident => $lookup:ty),+) => {
        /// A lookup instruction. The order is that of the instruction flags.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum LookupOp {
            $(#[doc = concat!("`", stringify!($lookup), "`.")] $variant),+
        }

        impl LookupOp {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Unique name, as in the protocol's table 3.4.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::NAME),+
                }
            }

            /// How the operands become indices.
            #[inline]
            pub const fn query(self) -> Query {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::QUERY),+
                }
            }

            /// The collation as text.
            pub const fn collation(self) -> &'static str {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::COLLATION),+
                }
            }

            /// Native result on operands of `word.bits` bits, for any word size; a shift takes its amount modulo `word.bits`.
            #[inline]
            pub fn output_at(self, left: u64, right: u64, word: Word) -> u64 {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::output(left, right, word)),+
                }
            }

            pub(crate) fn collation_memories<F: Scalar>(self, word: Word) -> Vec<Memory<F>> {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::memories(word)),+
                }
            }

            pub(crate) fn collate<F: Scalar>(self, values: &[F], word: Word) -> F {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::collate(values, word)),+
                }
            }

            /// Total degree of the collation.
            pub fn degree(self, word: Word) -> usize {
                match self {
                    $(Self::$variant => <$lookup as Lookup>::degree(word)),+
                }
            }
        }
    };
}

lookup_instructions! {
    base {
      Add => arithmetic::Add,
      Sub => arithmetic::Sub,
      And => logic::And,
      Or => logic::Or,
      Xor => logic::Xor,
      Sll => shifts::Sll,
      Srl => shifts::Srl,
      Sra => shifts::Sra,
      Beq => branches::Beq,
      Bne => branches::Bne,
      Sltu => comparisons::Sltu,
      Bgeu => branches::Bgeu,
      Slt => comparisons::Slt,
      Bge => branches::Bge,
      ZextB => parts::ZextB,
      SextB => parts::SextB,
      ZextH => parts::ZextH,
      SextH => parts::SextH,
    }
    multiply {
      Mul => multiply::Mul,
      Mulu => multiply::Mulu,
      Mulhu => multiply::Mulhu,
      Move => advice::Move,
      Advice => advice::Advice,
      Movsign => multiply::Movsign,
      AssertEq => divide::AssertEq,
      AssertLte => divide::AssertLte,
      AssertValidUrem => divide::AssertValidUrem,
      AssertValidDiv0 => divide::AssertValidDiv0,
      ChangeDivisor => divide::ChangeDivisor,
    }
}

/// What a sub-word load or store accesses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Eight bits at any address.
    Byte,
    /// Sixteen bits at an even address.
    Half,
}

impl LookupOp {
    /// The lookup instructions of an instruction set, in the order of their flags; those of the base set come first in every set.
    pub const fn all(isa: Isa) -> &'static [Self] {
        match isa {
            Isa::Rv32i => Self::ALL.split_at(Self::BASE).0,
            Isa::Rv32im => Self::ALL,
        }
    }

    /// Position in [`Self::all`], the same in every set that has it.
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The part of a word that the lookup extends; sub-word rows, and no others, look up one of these.
    pub const fn part(self) -> Option<Part> {
        match self {
            Self::ZextB | Self::SextB => Some(Part::Byte),
            Self::ZextH | Self::SextH => Some(Part::Half),
            _ => None,
        }
    }

    /// Whether the result is 0 or 1 for all operands: the lookups of branches and assertions.
    pub const fn is_boolean(self) -> bool {
        use LookupOp::{AssertEq, AssertLte, AssertValidDiv0, AssertValidUrem, Beq, Bge, Bgeu, Bne, Slt, Sltu};
        matches!(self, Beq | Bne | Sltu | Bgeu | Slt | Bge | AssertEq | AssertLte | AssertValidUrem | AssertValidDiv0)
    }

    /// Native result on 32-bit operands; what the lookup proves.
    ///
    /// ```
    /// use instructions::LookupOp;
    /// assert_eq!(LookupOp::Sub.output(1, 2), u32::MAX);
    /// assert_eq!(LookupOp::Slt.output(u32::MAX, 0), 1);
    /// ```
    #[inline]
    pub fn output(self, left: u32, right: u32) -> u32 {
        self.output_at(u64::from(left), u64::from(right), Word::RV32) as u32
    }
}
