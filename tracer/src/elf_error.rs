//! Why a file is no guest program: one line each, what is wrong and what to do.

use instructions::{DecodeError, LayoutError};

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElfError {
    /// No bytes.
    #[error("the file is empty; give a RISC-V ELF executable")]
    Empty,
    /// Larger than [`crate::MAX_FILE_BYTES`].
    #[error("the file has {bytes} bytes, more than the {limit} that are read; strip its debug information")]
    FileTooLarge {
        /// Bytes of the file.
        bytes: u64,
        /// Bytes that are read at most.
        limit: u64,
    },
    /// Other magic bytes.
    #[error("this is not an ELF file; give a RISC-V ELF executable")]
    NotElf,
    /// ELF64.
    #[error("this is a 64-bit ELF file; compile for 32 bits (-march=rv32im -mabi=ilp32)")]
    SixtyFourBit,
    /// Big-endian.
    #[error("this is a big-endian ELF file; compile for little-endian RISC-V")]
    BigEndian,
    /// The file ends too early, or its headers contradict each other.
    #[error("the ELF file is damaged: its {part} cannot be read; build or copy it again")]
    Damaged {
        /// Which part.
        part: &'static str,
    },
    /// Not an executable for a fixed address.
    #[error("this is {}, not a static executable; link with -static -no-pie", kind_name(*.kind))]
    NotExecutable {
        /// `e_type`.
        kind: u16,
    },
    /// Another processor.
    #[error("this program is for ELF machine {machine}, not for RISC-V (243); compile for riscv32")]
    OtherMachine {
        /// `e_machine`.
        machine: u16,
    },
    /// The C extension.
    #[error("this program has compressed instructions (ELF flag RVC); compile with -march=rv32im")]
    Compressed,
    /// A floating-point calling convention.
    #[error("this program uses the {abi} floating-point ABI; compile with -march=rv32im -mabi=ilp32")]
    FloatAbi {
        /// `single`, `double` or `quad`.
        abi: &'static str,
    },
    /// Sixteen registers.
    #[error("this program uses the embedded ABI with 16 registers (ELF flag RVE); compile with -march=rv32im -mabi=ilp32")]
    EmbeddedAbi,
    /// Flags that nothing here knows.
    #[error("the ELF flags {flags:#x} are unknown; compile with -march=rv32im -mabi=ilp32")]
    UnknownFlags {
        /// `e_flags`.
        flags: u32,
    },
    /// An interpreter or a dynamic section.
    #[error("this program is dynamically linked; link with -static -no-pie")]
    Dynamic,
    /// No executable bytes.
    #[error("the file has no executable segment; link a program with code")]
    NoCode,
    /// More bytes in the file than in memory.
    #[error("the segment at {address:#010x} has {file} bytes in the file but {memory} in memory; link it again")]
    SegmentSize {
        /// `p_vaddr`.
        address: u32,
        /// `p_filesz`.
        file: u32,
        /// `p_memsz`.
        memory: u32,
    },
    /// Outside RAM proper.
    #[error("the segment [{address:#010x}, {end:#x}) is outside memory [{ram_start:#x}, {ram_end:#x}); link it inside or enlarge --memory")]
    OutsideMemory {
        /// First byte.
        address: u32,
        /// One past the last byte.
        end: u64,
        /// First byte of RAM proper.
        ram_start: u32,
        /// One past the last byte of memory.
        ram_end: u64,
    },
    /// Segments that overlap.
    #[error("the segments at {first:#010x} and {second:#010x} overlap in memory; link them apart")]
    Overlap {
        /// The lower segment.
        first: u32,
        /// The higher segment.
        second: u32,
    },
    /// Code and data in one word.
    #[error("the segments at {first:#010x} and {second:#010x} share a word, one of them being code; align them to 4 bytes")]
    SharedWord {
        /// The lower segment.
        first: u32,
        /// The higher segment.
        second: u32,
    },
    /// Segments that together hold more bytes than the file.
    #[error("the segments claim {claimed} bytes of a file of {bytes}: they share file bytes; link it again")]
    SharedFileBytes {
        /// Sum of `p_filesz`.
        claimed: u64,
        /// Bytes of the file.
        bytes: u64,
    },
    /// Code that does not start at a word.
    #[error("the executable segment at {address:#010x} is not word-aligned; align it to 4 bytes")]
    MisalignedCode {
        /// `p_vaddr`.
        address: u32,
    },
    /// An entry point that is no instruction's address.
    #[error("the entry point {entry:#010x} is not word-aligned; link with an aligned start symbol")]
    MisalignedEntry {
        /// `e_entry`.
        entry: u32,
    },
    /// An entry point without code.
    #[error("the entry point {entry:#010x} is outside the executable segments; link with a start symbol in them")]
    EntryOutsideCode {
        /// `e_entry`.
        entry: u32,
    },
    /// An entry point at a word that is no instruction.
    #[error("at the entry point {entry:#010x}: {error}")]
    EntryUndecodable {
        /// `e_entry`.
        entry: u32,
        /// What stands there.
        error: DecodeError,
    },
    /// Two definitions of `tohost`.
    #[error("the symbol tohost is defined at {first:#010x} and at {second:#010x}; define it once")]
    AmbiguousTohost {
        /// One definition.
        first: u32,
        /// Another.
        second: u32,
    },
    /// `tohost` is no word of RAM proper.
    #[error("the symbol tohost, at {address:#010x}, is not a word of memory [{ram_start:#x}, {ram_end:#x}); align and link it there")]
    Tohost {
        /// Its address.
        address: u32,
        /// First byte of RAM proper.
        ram_start: u32,
        /// One past the last byte of memory.
        ram_end: u64,
    },
    /// The memory layout itself.
    #[error(transparent)]
    Layout(#[from] LayoutError),
}

/// What an `e_type` is.
fn kind_name(kind: u16) -> String {
    match kind {
        1 => "an object file".to_owned(),
        3 => "a shared object or a position-independent executable".to_owned(),
        4 => "a core dump".to_owned(),
        _ => format!("an ELF file of type {kind}"),
    }
}
