//! What is read of sections: symbols, which parts are code, and the attributes that name the instruction set.

use crate::elf::{ORDER, damaged, word_at};
use crate::elf_error::ElfError;
use instructions::Segment;
use object::elf::{self, FileHeader32};
use object::endian::LittleEndian;
use object::read::elf::{SectionHeader as _, SectionTable, Sym as _};

/// Bytes of a symbol's name that are kept.
const MAX_NAME_BYTES: usize = 256;
/// Tags of `.riscv.attributes` (RISC-V ELF psABI, "Attributes"): those of the whole file, and the instruction set's name.
const TAG_FILE: u8 = 1;
const TAG_ARCH: u64 = 5;

/// The sections of a file; none if it has no section headers.
pub(crate) type Sections<'data> = SectionTable<'data, FileHeader32<LittleEndian>, &'data [u8]>;

/// What is known of symbols.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    /// Address of `tohost`.
    pub tohost: Option<u32>,
    /// Value of `__stack_limit`.
    pub stack_limit: Option<u32>,
    /// Functions `(address, size, name)`, sorted.
    pub functions: Vec<(u32, u32, String)>,
}

impl Symbols {
    /// Those of the symbol table. Functions are symbols of type function; where there is none, global symbols without a type, as labels of
    /// assembly have it. Of all names no more bytes are kept than the file has.
    pub fn parse(sections: &Sections<'_>, bytes: &[u8], text: &[Segment]) -> Result<Self, ElfError> {
        let table = sections.symbols(ORDER, bytes, elf::SHT_SYMTAB).map_err(damaged("symbol table"))?;
        let (mut symbols, mut labels) = (Self::default(), Vec::new());
        if table.is_empty() {
            return Ok(symbols);
        }
        let strings = sections.section(table.string_section()).and_then(|s| s.data(ORDER, bytes)).map_err(damaged("symbol names"))?;
        let mut room = bytes.len();
        for symbol in table.iter().filter(|s| s.st_shndx(ORDER) != elf::SHN_UNDEF) {
            let name = name_at(strings, symbol.st_name(ORDER)).ok_or(ElfError::Damaged { part: "symbol names" })?;
            let address = symbol.st_value(ORDER);
            let function = symbol.st_type() == elf::STT_FUNC;
            let label = symbol.st_type() == elf::STT_NOTYPE && symbol.st_bind() == elf::STB_GLOBAL;
            match name {
                b"tohost" => {
                    if let Some(first) = symbols.tohost.replace(address).filter(|&first| first != address) {
                        return Err(ElfError::AmbiguousTohost { first, second: address });
                    }
                }
                b"__stack_limit" => symbols.stack_limit = symbols.stack_limit.max(Some(address)),
                _ if (function || label) && name.len() <= room && word_at(text, address).is_some() => {
                    room -= name.len();
                    let printable = String::from_utf8_lossy(name).replace(char::is_control, "?");
                    let list = if function { &mut symbols.functions } else { &mut labels };
                    list.push((address, if function { symbol.st_size(ORDER) } else { 0 }, printable));
                }
                _ => {}
            }
        }
        if symbols.functions.is_empty() {
            symbols.functions = labels;
        }
        symbols.functions.sort();
        Ok(symbols)
    }
}

/// The first [`MAX_NAME_BYTES`] of the name at an offset.
fn name_at(strings: &[u8], offset: u32) -> Option<&[u8]> {
    let rest = strings.get(offset as usize..)?;
    let head = &rest[..rest.len().min(MAX_NAME_BYTES)];
    head.split(|&byte| byte == 0).next()
}

/// Address and size of the sections that hold code, sorted.
pub(crate) fn code_sections(sections: &Sections<'_>) -> Vec<(u32, u32)> {
    let code = |s: &&elf::SectionHeader32<LittleEndian>| {
        let flags = s.sh_flags(ORDER);
        s.sh_size.get(ORDER) > 0
            && s.sh_type(ORDER) == elf::SHT_PROGBITS
            && flags.contains(elf::SHF_ALLOC)
            && flags.contains(elf::SHF_EXECINSTR)
    };
    let mut ranges: Vec<_> = sections.iter().filter(code).map(|s| (s.sh_addr.get(ORDER), s.sh_size.get(ORDER))).collect();
    ranges.sort_unstable();
    ranges
}

/// The instruction set that the file's attributes name, such as `rv32i2p1_m2p0`; attributes that cannot be read count as none.
pub(crate) fn architecture<'data>(sections: &Sections<'data>, bytes: &'data [u8]) -> Option<&'data str> {
    let section = sections.iter().find(|s| s.sh_type(ORDER) == elf::SHT_RISCV_ATTRIBUTES)?;
    let mut subsections = section.attributes(ORDER, bytes).ok()?.subsections().ok()?;
    let riscv = subsections.find_map(|s| s.ok().filter(|s| s.vendor() == b"riscv"))?;
    let file = riscv.subsubsections().find_map(|s| s.ok().filter(|s| s.tag().0 == TAG_FILE))?;
    let mut attributes = file.attributes();
    while let Some(tag) = attributes.read_tag().ok()? {
        // Odd tags have strings, even ones numbers.
        if tag % 2 == 0 {
            attributes.read_integer().ok()?;
            continue;
        }
        let text = attributes.read_string().ok()?;
        if tag == TAG_ARCH {
            return std::str::from_utf8(text).ok();
        }
    }
    None
}
