//! ELF32 files to programs.

use crate::elf_error::ElfError;
use crate::elf_segments::{LoadSegment, join_data, parse_segments};
use crate::elf_symbols::{Symbols, architecture, code_sections};
use crate::elf_warning::{self, Warning};
use instructions::{Isa, MemoryLayout, Program, RAM_START, Segment, decode};
use object::elf::{self, FileHeader32};
use object::endian::LittleEndian;
use object::read::elf::{FileHeader as _, ProgramHeader as _};

/// Bytes of the largest file that is read.
pub const MAX_FILE_BYTES: u64 = 1 << 28;

/// The only byte order of RISC-V guests.
pub(crate) const ORDER: LittleEndian = LittleEndian;

/// Reads a static little-endian RV32 executable (ET_EXEC).
///
/// Only PT_LOAD segments count. The bytes that the file holds for executable segments are the text, their last word padded with zeros;
/// everything else is data, without the zeros at its end. Data segments may share a word, text shares none. A segment whose load address
/// (`p_paddr`) is another one in RAM has its bytes there too, as data. PT_TLS is the program's own affair. Of a segment that is both writable
/// and executable the sections of code are text and the rest is data. Section headers may be missing; of the symbols, `tohost`, `__stack_limit`
/// and the names of functions are read.
///
/// *Preconditions*: `layout` is the one the program will run with; it bounds where segments may lie.
///
/// *Errors*: the first of [`ElfError`] that applies; no bytes make it panic, or allocate more than a small multiple of the file.
///
/// ```
/// use instructions::{Isa, MemoryLayout};
/// let elf = include_bytes!("../../guests/elf/fibonacci.elf");
/// let program = tracer::load_elf(elf, Isa::default(), &MemoryLayout::default())?;
/// assert_eq!(program.entry, 0x8000_0000);
/// assert_eq!(program.tohost, None);
/// # Ok::<(), tracer::ElfError>(())
/// ```
pub fn load_elf(bytes: &[u8], isa: Isa, layout: &MemoryLayout) -> Result<Program, ElfError> {
    inspect_elf(bytes, isa, layout).map(|(program, _)| program)
}

/// [`load_elf`], with what is odd about the program.
///
/// ```
/// use instructions::{Isa, MemoryLayout};
/// let elf = include_bytes!("../../guests/elf/fibonacci.elf");
/// let (program, warnings) = tracer::inspect_elf(elf, Isa::Rv32im, &MemoryLayout::default())?;
/// assert!(program.symbols.iter().any(|(_, _, name)| name == "main"));
/// assert_eq!(warnings, []);
/// # Ok::<(), tracer::ElfError>(())
/// ```
pub fn inspect_elf(bytes: &[u8], isa: Isa, layout: &MemoryLayout) -> Result<(Program, Vec<Warning>), ElfError> {
    layout.validate()?;
    let header = parse_header(bytes)?;
    let headers = header.program_headers(ORDER, bytes).map_err(damaged("program header table"))?;
    if headers.iter().any(|h| [elf::PT_INTERP, elf::PT_DYNAMIC].contains(&h.p_type(ORDER))) {
        return Err(ElfError::Dynamic);
    }
    let segments = parse_segments(headers, bytes, layout)?;
    let sections = header.sections(ORDER, bytes).map_err(damaged("section header table"))?;
    let writable_code = segments.iter().filter(|s| s.executable && s.writable && !s.bytes.is_empty());
    let mut warnings: Vec<Warning> = writable_code.map(|s| Warning::WritableCode { address: s.address }).collect();
    let code = code_sections(&sections);
    let loads: Vec<LoadSegment<'_>> =
        segments.into_iter().map(|s| s.split(&code)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let text: Vec<Segment> = loads.iter().filter(|s| s.executable && !s.bytes.is_empty()).map(LoadSegment::words).collect();
    if text.is_empty() {
        return Err(ElfError::NoCode);
    }
    let entry = header.e_entry(ORDER);
    check_entry(entry, &text, isa)?;
    let Symbols { tohost, stack_limit, functions: symbols } = Symbols::parse(&sections, bytes, &text)?;
    if let Some(address) = tohost
        && (!address.is_multiple_of(4) || address < RAM_START || u64::from(address) >= layout.end())
    {
        return Err(ElfError::Tohost { address, ram_start: RAM_START, ram_end: layout.end() });
    }
    let program = Program { isa, entry, text, data: join_data(&loads), tohost, symbols, stack_limit };
    warnings.extend(architecture(&sections, bytes).and_then(|name| elf_warning::extensions(name, isa)));
    warnings.extend(elf_warning::undecodable(&program));
    Ok((program, warnings))
}

pub(crate) fn damaged(part: &'static str) -> impl Fn(object::read::Error) -> ElfError {
    move |_| ElfError::Damaged { part }
}

/// The file header, after everything in it that is no address was checked.
fn parse_header(bytes: &[u8]) -> Result<&FileHeader32<LittleEndian>, ElfError> {
    let size = bytes.len() as u64;
    if size == 0 {
        return Err(ElfError::Empty);
    }
    if size > MAX_FILE_BYTES {
        return Err(ElfError::FileTooLarge { bytes: size, limit: MAX_FILE_BYTES });
    }
    if !bytes.starts_with(&elf::ELFMAG) {
        return Err(ElfError::NotElf);
    }
    match (bytes.get(4), bytes.get(5)) {
        (Some(2), _) => return Err(ElfError::SixtyFourBit),
        (_, Some(2)) => return Err(ElfError::BigEndian),
        _ => {}
    }
    let header = FileHeader32::<LittleEndian>::parse(bytes).map_err(damaged("file header"))?;
    if header.e_version(ORDER) != 1 {
        return Err(ElfError::Damaged { part: "file header" });
    }
    let machine = header.e_machine(ORDER);
    if machine != elf::EM_RISCV {
        return Err(ElfError::OtherMachine { machine: machine.0 });
    }
    let kind = header.e_type(ORDER);
    if kind != elf::ET_EXEC {
        return Err(ElfError::NotExecutable { kind: kind.0 });
    }
    check_flags(header.e_flags(ORDER).0)?;
    Ok(header)
}

fn check_flags(flags: u32) -> Result<(), ElfError> {
    let known = elf::EF_RISCV_RVC.0 | elf::EF_RISCV_FLOAT_ABI | elf::EF_RISCV_RVE.0 | elf::EF_RISCV_TSO.0;
    if flags & elf::EF_RISCV_RVC.0 != 0 {
        return Err(ElfError::Compressed);
    }
    let abi = match flags & elf::EF_RISCV_FLOAT_ABI {
        0 => None,
        2 => Some("single-precision"),
        4 => Some("double-precision"),
        _ => Some("quad-precision"),
    };
    if let Some(abi) = abi {
        return Err(ElfError::FloatAbi { abi });
    }
    if flags & elf::EF_RISCV_RVE.0 != 0 {
        return Err(ElfError::EmbeddedAbi);
    }
    if flags & !known != 0 {
        return Err(ElfError::UnknownFlags { flags });
    }
    Ok(())
}

/// The instruction word at a byte address.
pub(crate) fn word_at(text: &[Segment], address: u32) -> Option<u32> {
    let segment = text.get(text.partition_point(|s| s.address <= address).checked_sub(1)?)?;
    segment.words.get(((address - segment.address) / 4) as usize).copied()
}

fn check_entry(entry: u32, text: &[Segment], isa: Isa) -> Result<(), ElfError> {
    if !entry.is_multiple_of(4) {
        return Err(ElfError::MisalignedEntry { entry });
    }
    let word = word_at(text, entry).ok_or(ElfError::EntryOutsideCode { entry })?;
    decode(word, isa).map_err(|error| ElfError::EntryUndecodable { entry, error })?;
    Ok(())
}
