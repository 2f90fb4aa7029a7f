//! Queries: how two operands become the indices of the chunks (protocol 3.3).

use subtables::Word;

/// How the operands `x` (left) and `y` (right) become one index of `2b` bits per chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Query {
    /// `2^b x_i + y_i` with the operands' chunks.
    Concat,
    /// `2^b x_i + y_{C-1}`: the lowest chunk of `y` everywhere.
    Shift,
    /// The limbs of `x + y`.
    Add,
    /// The limbs of `x - y + 2^XLEN`.
    Sub,
    /// The limbs of `x y`.
    Mul,
    /// The limbs of `x`.
    Move,
    /// The limbs of a value that the prover chooses; no constraint names it, and the functions here take it as `x`.
    Advice,
}

impl Query {
    /// Name, as its circuit flag's; [`Query::Advice`] has none.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Concat => "Concat",
            Self::Shift => "ShiftQ",
            Self::Add => "AddQ",
            Self::Sub => "SubQ",
            Self::Mul => "MulQ",
            Self::Move => "MoveQ",
            Self::Advice => "Advice",
        }
    }

    /// Whether rows of this query also read `LEFT_ID` and `RIGHT_ID` at every chunk, which ties the indices to the operands (R12).
    pub const fn links_operands(self) -> bool {
        matches!(self, Self::Concat | Self::Shift)
    }

    /// Whether the query depends on the left operand.
    pub const fn uses_left(self) -> bool {
        !matches!(self, Self::Advice)
    }

    /// Whether the query depends on the right operand.
    pub const fn uses_right(self) -> bool {
        !matches!(self, Self::Move | Self::Advice)
    }

    /// [`query_indices`] for [`Word::RV32`].
    ///
    /// ```
    /// use instructions::Query;
    /// assert_eq!(Query::Concat.indices(0x0102_0304, 0x0A0B_0C0D), [0x010A, 0x020B, 0x030C, 0x040D]);
    /// assert_eq!(Query::Shift.indices(0x0102_0304, 31), [0x011F, 0x021F, 0x031F, 0x041F]);
    /// assert_eq!(Query::Add.indices(0xFFFF_FFFF, 2), [0, 1, 0, 1]);
    /// assert_eq!(Query::Sub.indices(0, 1), [0, 0, 0xFFFF, 0xFFFF]);
    /// assert_eq!(Query::Mul.indices(u32::MAX, u32::MAX), [0xFFFF, 0xFFFE, 0, 1]);
    /// ```
    #[inline]
    pub fn indices(self, left: u32, right: u32) -> [u16; 4] {
        let pair = |x: u8, y: u8| u16::from(x) << 8 | u16::from(y);
        let limbs = |z: u64| [(z >> 48) as u16, (z >> 32) as u16, (z >> 16) as u16, z as u16];
        let (x, y) = (left.to_be_bytes(), right.to_be_bytes());
        match self {
            Self::Concat => [pair(x[0], y[0]), pair(x[1], y[1]), pair(x[2], y[2]), pair(x[3], y[3])],
            Self::Shift => x.map(|x| pair(x, y[3])),
            Self::Add => limbs(u64::from(left) + u64::from(right)),
            Self::Sub => limbs(u64::from(left) + (1 << 32) - u64::from(right)),
            Self::Mul => limbs(u64::from(left) * u64::from(right)),
            Self::Move | Self::Advice => limbs(u64::from(left)),
        }
    }
}

/// The `C` indices of a query, chunk 0 first.
///
/// *Preconditions*: operands below `2^XLEN`, `XLEN <= 64`.
pub fn query_indices(query: Query, left: u64, right: u64, word: Word) -> Vec<u64> {
    let b = word.operand_bits();
    let chunk = |v: u64, i: usize| (v >> (b * (word.chunks - 1 - i))) & ((1 << b) - 1);
    let pack = |right_chunk: &dyn Fn(usize) -> u64| (0..word.chunks).map(|i| chunk(left, i) << b | right_chunk(i)).collect();
    let limbs = |z: u128| {
        let limb = |i: usize| (z >> (2 * b * (word.chunks - 1 - i))) & ((1 << (2 * b)) - 1);
        (0..word.chunks).map(|i| limb(i) as u64).collect()
    };
    match query {
        Query::Concat => pack(&|i| chunk(right, i)),
        Query::Shift => pack(&|_| chunk(right, word.chunks - 1)),
        Query::Add => limbs(u128::from(left) + u128::from(right)),
        Query::Sub => limbs(u128::from(left) + (1 << word.bits) - u128::from(right)),
        Query::Mul => limbs(u128::from(left) * u128::from(right)),
        Query::Move | Query::Advice => limbs(u128::from(left)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_std::rand::{Rng, SeedableRng, rngs::StdRng};

    #[test]
    fn the_32_bit_path_is_the_general_one() {
        let mut rng = StdRng::seed_from_u64(1);
        for query in [Query::Concat, Query::Shift, Query::Add, Query::Sub, Query::Mul, Query::Move, Query::Advice] {
            for _ in 0..1000 {
                let (x, y): (u32, u32) = (rng.r#gen(), rng.r#gen());
                let general = query_indices(query, u64::from(x), u64::from(y), Word::RV32);
                assert_eq!(query.indices(x, y).map(u64::from).to_vec(), general);
            }
        }
    }
}
