//! Circuit flags and bitflags (protocol 5.2).

use crate::lookup::{LookupOp, Query};
use crate::program::Isa;
use std::fmt;

/// What the constraints do with a row. Flag `k` in this order has weight `2^k` in the bitflags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum CircuitFlag {
    /// The left operand is the pc, not rs1.
    LeftIsPc,
    /// The right operand is the immediate, not rs2.
    RightIsImm,
    /// Reads RAM into rd.
    Load,
    /// Writes rs2 to RAM.
    Store,
    /// Reads a part of a word of RAM; the lookup extends it.
    LoadPart,
    /// Replaces a part of a word of RAM by the low end of rs2.
    StorePart,
    /// The part is a half-word, not a byte.
    Half,
    /// Writes `pc + 4` to rd and jumps to the lookup's output.
    Jump,
    /// Jumps by the immediate if the lookup's output is 1.
    Branch,
    /// Asks the environment.
    Ecall,
    /// Writes the lookup's output to rd.
    WriteLookup,
    /// The lookup's output must be 1.
    Assert,
    /// The pc stays: all rows of a sequence but the last.
    DoNotUpdatePc,
    /// The next row of the table comes next.
    VirtualNotLast,
    /// Only the row before may come before.
    VirtualNotFirst,
    /// The query is [`Query::Concat`].
    Concat,
    /// The query is [`Query::Shift`].
    ShiftQuery,
    /// The query is [`Query::Add`].
    AddQuery,
    /// The query is [`Query::Sub`].
    SubQuery,
    /// The query is [`Query::Mul`].
    MulQuery,
    /// The query is [`Query::Move`].
    MoveQuery,
}

impl CircuitFlag {
    /// Number of circuit flags; the instruction flags follow them in the bitflags.
    pub const COUNT: usize = Self::ALL.len();

    /// All flags, in order.
    pub const ALL: [Self; 21] = [
        Self::LeftIsPc,
        Self::RightIsImm,
        Self::Load,
        Self::Store,
        Self::LoadPart,
        Self::StorePart,
        Self::Half,
        Self::Jump,
        Self::Branch,
        Self::Ecall,
        Self::WriteLookup,
        Self::Assert,
        Self::DoNotUpdatePc,
        Self::VirtualNotLast,
        Self::VirtualNotFirst,
        Self::Concat,
        Self::ShiftQuery,
        Self::AddQuery,
        Self::SubQuery,
        Self::MulQuery,
        Self::MoveQuery,
    ];

    /// The flags that name a query.
    pub const QUERIES: CircuitFlags =
        CircuitFlags::of(&[Self::Concat, Self::ShiftQuery, Self::AddQuery, Self::SubQuery, Self::MulQuery, Self::MoveQuery]);

    /// The flags that say where in a sequence a row stands; [`crate::expand()`] sets them.
    pub const PLACE: CircuitFlags = CircuitFlags::of(&[Self::DoNotUpdatePc, Self::VirtualNotLast, Self::VirtualNotFirst]);

    /// Name in the protocol's spelling.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeftIsPc => "LeftIsPC",
            Self::RightIsImm => "RightIsImm",
            Self::Load => "Load",
            Self::Store => "Store",
            Self::LoadPart => "LoadPart",
            Self::StorePart => "StorePart",
            Self::Half => "Half",
            Self::Jump => "Jump",
            Self::Branch => "Branch",
            Self::Ecall => "Ecall",
            Self::WriteLookup => "WriteLookup",
            Self::Assert => "Assert",
            Self::DoNotUpdatePc => "DoNotUpdatePC",
            Self::VirtualNotLast => "VirtualNotLast",
            Self::VirtualNotFirst => "VirtualNotFirst",
            Self::Concat => "Concat",
            Self::ShiftQuery => "ShiftQ",
            Self::AddQuery => "AddQ",
            Self::SubQuery => "SubQ",
            Self::MulQuery => "MulQ",
            Self::MoveQuery => "MoveQ",
        }
    }
}

impl Query {
    /// The circuit flag of a query; [`Query::Advice`] has none.
    pub const fn flag(self) -> CircuitFlags {
        match self {
            Self::Concat => CircuitFlags::of(&[CircuitFlag::Concat]),
            Self::Shift => CircuitFlags::of(&[CircuitFlag::ShiftQuery]),
            Self::Add => CircuitFlags::of(&[CircuitFlag::AddQuery]),
            Self::Sub => CircuitFlags::of(&[CircuitFlag::SubQuery]),
            Self::Mul => CircuitFlags::of(&[CircuitFlag::MulQuery]),
            Self::Move => CircuitFlags::of(&[CircuitFlag::MoveQuery]),
            Self::Advice => CircuitFlags::EMPTY,
        }
    }
}

/// A set of circuit flags.
///
/// ```
/// use instructions::{CircuitFlag, CircuitFlags};
/// let flags = CircuitFlags::of(&[CircuitFlag::Load, CircuitFlag::RightIsImm]);
/// assert!(flags.has(CircuitFlag::Load) && !flags.has(CircuitFlag::Store));
/// assert_eq!(flags.bits(), 0b110);
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CircuitFlags(u32);

impl CircuitFlags {
    /// No flag.
    pub const EMPTY: Self = Self(0);

    /// The set of the given flags.
    pub const fn of(flags: &[CircuitFlag]) -> Self {
        let (mut bits, mut k) = (0, 0);
        while k < flags.len() {
            bits |= 1 << flags[k] as u32;
            k += 1;
        }
        Self(bits)
    }

    /// The set whose flag `k` is bit `k`; `None` if a bit is no flag.
    pub const fn from_bits(bits: u32) -> Option<Self> {
        if bits >> CircuitFlag::COUNT == 0 { Some(Self(bits)) } else { None }
    }

    /// Flag `k` at bit `k`.
    #[inline]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether a flag is set.
    #[inline]
    pub const fn has(self, flag: CircuitFlag) -> bool {
        self.0 >> flag as u32 & 1 == 1
    }

    /// Whether any of several flags is set.
    #[inline]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The flags of both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The flags of this set that are not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Number of flags.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no flag is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags, in order.
    pub fn iter(self) -> impl Iterator<Item = CircuitFlag> {
        CircuitFlag::ALL.into_iter().filter(move |flag| self.has(*flag))
    }
}

impl fmt::Debug for CircuitFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// The bitflags of a row: circuit flag `k` at bit `k`, then one bit for the lookup instruction.
#[inline]
pub const fn pack_bitflags(flags: CircuitFlags, lookup: Option<LookupOp>) -> u64 {
    let instruction = match lookup {
        Some(op) => 1 << (CircuitFlag::COUNT + op.index()),
        None => 0,
    };
    flags.bits() as u64 | instruction
}

/// The inverse of [`pack_bitflags`]; `None` if a bit is no flag of the instruction set or two lookup instructions are flagged.
pub fn unpack_bitflags(bitflags: u64, isa: Isa) -> Option<(CircuitFlags, Option<LookupOp>)> {
    let circuit = (bitflags & ((1 << CircuitFlag::COUNT) - 1)) as u32;
    let flags = CircuitFlags::from_bits(circuit)?;
    let instruction = bitflags >> CircuitFlag::COUNT;
    if instruction == 0 {
        return Some((flags, None));
    }
    if !instruction.is_power_of_two() {
        return None;
    }
    let lookup = LookupOp::all(isa).get(instruction.trailing_zeros() as usize)?;
    Some((flags, Some(*lookup)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_numbered_in_order() {
        for (k, flag) in CircuitFlag::ALL.into_iter().enumerate() {
            assert_eq!(flag as usize, k);
        }
        for isa in Isa::ALL {
            for (l, op) in LookupOp::all(*isa).iter().enumerate() {
                assert_eq!(op.index(), l);
            }
        }
    }

    #[test]
    fn bitflags_are_parsed_strictly() {
        for isa in Isa::ALL {
            for op in LookupOp::all(*isa).iter().copied().map(Some).chain([None]) {
                for flags in [CircuitFlags::EMPTY, CircuitFlags::of(&CircuitFlag::ALL), CircuitFlag::QUERIES] {
                    assert_eq!(unpack_bitflags(pack_bitflags(flags, op), *isa), Some((flags, op)));
                }
            }
            assert_eq!(unpack_bitflags(0b11 << CircuitFlag::COUNT, *isa), None);
            assert_eq!(unpack_bitflags(1 << (CircuitFlag::COUNT + LookupOp::all(*isa).len()), *isa), None);
            assert_eq!(unpack_bitflags(1 << 63, *isa), None);
        }
        assert_eq!(unpack_bitflags(pack_bitflags(CircuitFlags::EMPTY, Some(LookupOp::Mul)), Isa::Rv32i), None);
    }
}
