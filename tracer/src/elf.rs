//! ELF32 files to programs.

use crate::elf_error::ElfError;
use instructions::{Isa, MemoryLayout, Program, RAM_START, Segment, decode};
use object::elf::{self, FileHeader32, ProgramHeader32};
use object::endian::LittleEndian;
use object::read::elf::{FileHeader as _, ProgramHeader as _, SectionHeader as _, Sym as _};

/// Bytes of the largest file that is read.
pub const MAX_FILE_BYTES: u64 = 1 << 28;

/// Bytes of a symbol's name that are kept.
const MAX_NAME_BYTES: usize = 256;

/// The only byte order of RISC-V guests.
const ORDER: LittleEndian = LittleEndian;

/// Reads a static little-endian RV32 executable (ET_EXEC).
///
/// Only PT_LOAD segments count. The bytes that the file holds for executable segments are the text, their last word padded with zeros;
/// everything else is data, without the zeros at its end. Data segments may share a word, text shares none. A segment whose load address
/// (`p_paddr`) is another one in RAM has its bytes there too, as data. PT_TLS is the program's own affair. Section headers may be missing; of the
/// symbols, `tohost` and the names of functions are read.
///
/// *Preconditions*: `layout` is the one the program will run with; it bounds where segments may lie.
///
/// *Errors*: the first of [`ElfError`] that applies; no bytes make it panic, or allocate more than a small multiple of the file.
///
/// ```
/// use instructions::{Isa, MemoryLayout};
/// let elf = include_bytes!("../../guests/elf/fibonacci.elf");
/// let program = tracer::load_elf(elf, Isa::Rv32i, &MemoryLayout::default())?;
/// assert_eq!(program.entry, 0x8000_0000);
/// assert_eq!(program.tohost, None);
/// # Ok::<(), tracer::ElfError>(())
/// ```
pub fn load_elf(bytes: &[u8], isa: Isa, layout: &MemoryLayout) -> Result<Program, ElfError> {
    layout.validate()?;
    let header = parse_header(bytes)?;
    let headers = header.program_headers(ORDER, bytes).map_err(damaged("program header table"))?;
    if headers.iter().any(|h| [elf::PT_INTERP, elf::PT_DYNAMIC].contains(&h.p_type(ORDER))) {
        return Err(ElfError::Dynamic);
    }
    let loads = parse_segments(headers, bytes, layout)?;
    let text: Vec<Segment> = loads.iter().filter(|s| s.executable && !s.bytes.is_empty()).map(LoadSegment::words).collect();
    if text.is_empty() {
        return Err(ElfError::NoCode);
    }
    let entry = header.e_entry(ORDER);
    check_entry(entry, &text, isa)?;
    let (tohost, symbols) = parse_symbols(header, bytes, &text)?;
    if let Some(address) = tohost
        && (!address.is_multiple_of(4) || address < RAM_START || u64::from(address) >= layout.end())
    {
        return Err(ElfError::Tohost { address, ram_start: RAM_START, ram_end: layout.end() });
    }
    Ok(Program { isa, entry, text, data: join_data(&loads), tohost, symbols, stack_limit: None })
}

fn damaged(part: &'static str) -> impl Fn(object::read::Error) -> ElfError {
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

/// A PT_LOAD segment: `bytes` at `address`, then zeros up to `end`.
struct LoadSegment<'data> {
    address: u32,
    end: u64,
    executable: bool,
    bytes: &'data [u8],
}

impl LoadSegment<'_> {
    /// The bytes of the file as words; what a word has more is 0.
    fn words(&self) -> Segment {
        let lead = (self.address % 4) as usize;
        let mut words = vec![0u32; (lead + self.bytes.len()).div_ceil(4)];
        for (at, &byte) in (lead..).zip(self.bytes) {
            words[at / 4] |= u32::from(byte) << (8 * (at % 4));
        }
        Segment { address: self.address & !3, words }
    }
}

/// The segments that are not empty, sorted by address, inside RAM proper and disjoint.
fn parse_segments<'data>(
    headers: &[ProgramHeader32<LittleEndian>],
    bytes: &'data [u8],
    layout: &MemoryLayout,
) -> Result<Vec<LoadSegment<'data>>, ElfError> {
    let mut segments = Vec::new();
    let mut claimed = 0u64;
    for h in headers.iter().filter(|h| h.p_type(ORDER) == elf::PT_LOAD && (h.p_memsz(ORDER) | h.p_filesz(ORDER)) != 0) {
        let (address, file, memory) = (h.p_vaddr(ORDER), h.p_filesz(ORDER), h.p_memsz(ORDER));
        if file > memory {
            return Err(ElfError::SegmentSize { address, file, memory });
        }
        let end = u64::from(address) + u64::from(memory);
        if address < RAM_START || end > layout.end() {
            return Err(ElfError::OutsideMemory { address, end, ram_start: RAM_START, ram_end: layout.end() });
        }
        let executable = h.p_flags(ORDER).contains(elf::PF_X);
        if executable && !address.is_multiple_of(4) {
            return Err(ElfError::MisalignedCode { address });
        }
        let data = h.data(ORDER, bytes).map_err(|()| ElfError::Damaged { part: "program segments" })?;
        claimed += u64::from(file);
        segments.push(LoadSegment { address, end, executable, bytes: data });
        segments.extend(load_copy(h, data, layout));
    }
    if claimed > bytes.len() as u64 {
        return Err(ElfError::SharedFileBytes { claimed, bytes: bytes.len() as u64 });
    }
    segments.sort_by_key(|s| s.address);
    for pair in segments.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        if first.end > u64::from(second.address) {
            return Err(ElfError::Overlap { first: first.address, second: second.address });
        }
        let shared = first.end.next_multiple_of(4) > u64::from(second.address & !3);
        if shared && (first.executable || second.executable) {
            return Err(ElfError::SharedWord { first: first.address, second: second.address });
        }
    }
    Ok(segments)
}

/// The bytes once more at `p_paddr`, if that is another address inside RAM proper: start code of embedded libraries copies initial data from there.
fn load_copy<'data>(header: &ProgramHeader32<LittleEndian>, bytes: &'data [u8], layout: &MemoryLayout) -> Option<LoadSegment<'data>> {
    let (address, end) = (header.p_paddr(ORDER), u64::from(header.p_paddr(ORDER)) + bytes.len() as u64);
    let other = address != header.p_vaddr(ORDER) && !bytes.is_empty();
    (other && address >= RAM_START && end <= layout.end()).then_some(LoadSegment { address, end, executable: false, bytes })
}

/// The data segments as words without zeros at their ends; a word that two of them share is joined.
fn join_data(segments: &[LoadSegment<'_>]) -> Vec<Segment> {
    let mut data: Vec<Segment> = Vec::new();
    for segment in segments.iter().filter(|s| !s.executable) {
        let mut next = segment.words();
        let used = next.words.iter().rposition(|&w| w != 0).map_or(0, |last| last + 1);
        next.words.truncate(used);
        if let Some(last) = data.last_mut()
            && last.address + 4 * (last.words.len() as u32 - 1) == next.address
            && let (Some(tail), Some(&head)) = (last.words.last_mut(), next.words.first())
        {
            *tail |= head;
            last.words.extend_from_slice(&next.words[1..]);
        } else if used > 0 {
            data.push(next);
        }
    }
    data
}

/// The instruction word at a byte address.
fn word_at(text: &[Segment], address: u32) -> Option<u32> {
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

/// The address of `tohost`, and the functions.
type Symbols = (Option<u32>, Vec<(u32, u32, String)>);

fn parse_symbols(header: &FileHeader32<LittleEndian>, bytes: &[u8], text: &[Segment]) -> Result<Symbols, ElfError> {
    let sections = header.sections(ORDER, bytes).map_err(damaged("section header table"))?;
    let table = sections.symbols(ORDER, bytes, elf::SHT_SYMTAB).map_err(damaged("symbol table"))?;
    let (mut tohost, mut functions) = (None, Vec::new());
    if table.is_empty() {
        return Ok((tohost, functions));
    }
    let strings = sections.section(table.string_section()).and_then(|s| s.data(ORDER, bytes)).map_err(damaged("symbol names"))?;
    for symbol in table.iter().filter(|s| s.st_shndx(ORDER) != elf::SHN_UNDEF) {
        let name = name_at(strings, symbol.st_name(ORDER)).ok_or(ElfError::Damaged { part: "symbol names" })?;
        let address = symbol.st_value(ORDER);
        if name == b"tohost" {
            if let Some(first) = tohost.replace(address).filter(|&first| first != address) {
                return Err(ElfError::AmbiguousTohost { first, second: address });
            }
        } else if symbol.st_type() == elf::STT_FUNC && word_at(text, address).is_some() {
            let printable = String::from_utf8_lossy(name).replace(char::is_control, "?");
            functions.push((address, symbol.st_size(ORDER), printable));
        }
    }
    functions.sort();
    Ok((tohost, functions))
}

/// The first [`MAX_NAME_BYTES`] of the name at an offset.
fn name_at(strings: &[u8], offset: u32) -> Option<&[u8]> {
    let rest = strings.get(offset as usize..)?;
    let head = &rest[..rest.len().min(MAX_NAME_BYTES)];
    head.split(|&byte| byte == 0).next()
}
