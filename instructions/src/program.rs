//! A loaded program: what the tracer reads from an ELF file and the proof system commits to.

/// Which instruction set a program is decoded with; part of the program digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Isa {
    /// The base integer set.
    Rv32i,
    /// The base set with multiplication and division.
    #[default]
    Rv32im,
}

impl Isa {
    /// All instruction sets.
    pub const ALL: &'static [Self] = &[Self::Rv32i, Self::Rv32im];

    /// Name as flags and reports spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rv32i => "rv32i",
            Self::Rv32im => "rv32im",
        }
    }

    /// The instruction set of a name; `None` if there is no such set.
    ///
    /// ```
    /// use instructions::Isa;
    /// assert_eq!(Isa::from_name("rv32im"), Some(Isa::Rv32im));
    /// assert_eq!(Isa::from_name("rv64gc"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|isa| isa.name() == name)
    }
}

/// A contiguous run of words at a word-aligned byte address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte address of the first word; a multiple of 4.
    pub address: u32,
    /// Little-endian words; bytes that the file does not cover are 0.
    pub words: Vec<u32>,
}

/// A program image. Executable segments are also loaded as data; the machine is a Harvard machine (protocol 3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Instruction set.
    pub isa: Isa,
    /// Byte address of the first instruction.
    pub entry: u32,
    /// Executable words, sorted by address, disjoint. Words that do not decode have no row.
    pub text: Vec<Segment>,
    /// All other words of the initial memory, sorted by address, disjoint from each other and from the text; `.bss` may be left out, as
    /// memory starts as 0.
    pub data: Vec<Segment>,
    /// Byte address of the `tohost` word, if the program has that symbol.
    pub tohost: Option<u32>,
    /// Function symbols `(address, size, name)`, sorted by address: for messages only, no part of the digest.
    pub symbols: Vec<(u32, u32, String)>,
    /// Lowest address that the stack pointer may hold, if the program has the symbol `__stack_limit`: for the emulator, no part of the
    /// digest.
    pub stack_limit: Option<u32>,
}
