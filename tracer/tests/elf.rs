//! ELF files: what is read, what is refused, and that no damage makes the loader panic.

mod common;

use common::*;
use instructions::{DecodeError, Isa, MemoryLayout, Program, RAM_START, Segment, encode};
use proptest::prelude::*;
use tracer::{ElfError, PostMortem, Warning, inspect_elf, load_elf};

fn load(bytes: &[u8]) -> Result<Program, ElfError> {
    load_elf(bytes, Isa::Rv32i, &MemoryLayout::default())
}

fn error(elf: &Elf) -> ElfError {
    load(&elf.bytes()).unwrap_err()
}

#[test]
fn a_small_file() {
    let elf = Elf::small().with(Header::load(DATA, RAM_START + 0x100, &[1, 2, 3, 4, 5]));
    let program = load(&elf.bytes()).unwrap();
    let words: Vec<u32> = exit().iter().map(encode).collect();
    assert_eq!(program.entry, RAM_START);
    assert_eq!(program.text, [Segment { address: RAM_START, words }]);
    assert_eq!(program.data, [Segment { address: RAM_START + 0x100, words: vec![0x0403_0201, 5] }]);
    assert_eq!((program.tohost, program.symbols.len()), (None, 0), "section headers are optional");
    assert_eq!(run(&program).unwrap().instructions, 2);
    let mut unaligned = vec![0u8];
    unaligned.extend(elf.bytes());
    assert_eq!(load(&unaligned[1..]).unwrap(), program, "the bytes may stand anywhere");
}

#[test]
fn symbols() {
    let elf = Elf::small().symbol("main", RAM_START, 2).symbol("tohost", RAM_START + 0x40, 1).symbol("other", RAM_START + 4, 0);
    let program = load(&elf.bytes()).unwrap();
    assert_eq!(program.tohost, Some(RAM_START + 0x40));
    assert_eq!(program.symbols, [(RAM_START, 4, "main".to_owned())]);
    let twice = elf.clone().symbol("tohost", RAM_START + 0x80, 1);
    assert!(matches!(error(&twice), ElfError::AmbiguousTohost { .. }));
    assert!(load(&elf.symbol("tohost", RAM_START + 0x40, 1).bytes()).is_ok(), "the same address twice is no ambiguity");
    for address in [RAM_START + 2, RAM_START - 4, 0, MemoryLayout::default().end() as u32] {
        assert!(matches!(error(&Elf::small().symbol("tohost", address, 1)), ElfError::Tohost { .. }), "{address:#x}");
    }
    let evil = Elf::small().symbol("two\nlines", RAM_START, 2).symbol("outside", RAM_START + 8, 2);
    assert_eq!(load(&evil.bytes()).unwrap().symbols, [(RAM_START, 4, "two?lines".to_owned())]);
}

#[test]
fn bytes_become_words() {
    let data = |address: u32, bytes: &[u8]| Header::load(DATA, address, bytes);
    let at = RAM_START + 0x100;
    let loaded = |headers: &[Header]| {
        let mut elf = Elf::small();
        elf.headers.extend_from_slice(headers);
        load(&elf.bytes()).unwrap().data
    };
    let one = |address, words: &[u32]| vec![Segment { address, words: words.to_vec() }];
    assert_eq!(loaded(&[data(at + 3, &[1, 2])]), one(at, &[0x0100_0000, 2]));
    assert_eq!(loaded(&[data(at, &[1, 0, 0, 0, 0, 0, 0, 0])]), one(at, &[1]), "zeros at the end are left out");
    assert_eq!(loaded(&[data(at, &[0; 64])]), []);
    assert_eq!(loaded(&[data(at, &[])]), []);
    assert_eq!(loaded(&[data(at + 2, &[3, 4, 5]), data(at, &[1, 2])]), one(at, &[0x0403_0201, 5]), "a shared word is joined");
    assert_eq!(loaded(&[data(at, &[1]), data(at + 1, &[2]), data(at + 3, &[4])]), one(at, &[0x0400_0201]));
    assert_eq!(loaded(&[data(at, &[1]), data(at + 1, &[0])]), one(at, &[1]));
    let huge = Header { memory: (64 << 20) - 0x1_0000 - 0x100, ..data(at, &[7]) };
    assert_eq!(loaded(&[huge]), one(at, &[7]), ".bss is not stored");
}

/// Initial data that start code copies: the loader puts it at its address and where the start code reads it.
#[test]
fn load_addresses() {
    let load_at = |copy: u32| {
        let mut bytes = Elf::small().with(Header { memory: 64, ..Header::load(DATA, RAM_START + 0x100, &[1, 2, 3, 4]) }).bytes();
        bytes[52 + 32 + 12..52 + 32 + 16].copy_from_slice(&copy.to_le_bytes());
        load(&bytes)
    };
    let one = |address| Segment { address, words: vec![0x0403_0201] };
    let end = MemoryLayout::default().end() as u32;
    assert_eq!(load_at(RAM_START + 8).unwrap().data, [one(RAM_START + 8), one(RAM_START + 0x100)]);
    assert_eq!(load_at(end - 4).unwrap().data, [one(RAM_START + 0x100), one(end - 4)]);
    for outside in [0, RAM_START - 4, end - 3, end, u32::MAX] {
        assert_eq!(load_at(outside).unwrap().data, [one(RAM_START + 0x100)], "{outside:#x} is no address of RAM");
    }
    assert_eq!(load_at(RAM_START + 4), Err(ElfError::Overlap { first: RAM_START, second: RAM_START + 4 }));
    assert_eq!(load_at(RAM_START + 0x120), Err(ElfError::Overlap { first: RAM_START + 0x100, second: RAM_START + 0x120 }));
}

#[test]
fn text_is_padded_and_its_zeros_in_memory_are_no_text() {
    let mut elf = Elf::small();
    elf.headers[0].bytes.extend([0x13, 0x05]);
    elf.headers[0].memory = 0x1000;
    let program = load(&elf.bytes()).unwrap();
    assert_eq!(program.text[0].words[2..], [0x0513]);
}

#[test]
fn headers_of_other_files() {
    let bytes = Elf::small().bytes();
    assert_eq!(load(b""), Err(ElfError::Empty));
    assert_eq!(load(b"#!/bin/sh"), Err(ElfError::NotElf));
    let with = |at: usize, value: u8| {
        let mut changed = bytes.clone();
        changed[at] = value;
        load(&changed).unwrap_err()
    };
    assert_eq!(with(4, 2), ElfError::SixtyFourBit);
    assert_eq!(with(5, 2), ElfError::BigEndian);
    assert_eq!(with(6, 2), ElfError::Damaged { part: "file header" });
    assert_eq!(with(20, 7), ElfError::Damaged { part: "file header" });
    assert_eq!(with(18, 40), ElfError::OtherMachine { machine: 40 });
    for kind in [0, 1, 3, 4, 77] {
        assert_eq!(with(16, kind), ElfError::NotExecutable { kind: u16::from(kind) });
    }
    assert_eq!(with(36, 1), ElfError::Compressed);
    assert_eq!(with(36, 2), ElfError::FloatAbi { abi: "single-precision" });
    assert_eq!(with(36, 4), ElfError::FloatAbi { abi: "double-precision" });
    assert_eq!(with(36, 6), ElfError::FloatAbi { abi: "quad-precision" });
    assert_eq!(with(36, 8), ElfError::EmbeddedAbi);
    assert_eq!(with(36, 0x80), ElfError::UnknownFlags { flags: 0x80 });
    for error in [with(4, 2), with(16, 3), with(36, 1), with(36, 4), with(18, 40)] {
        assert!(!error.to_string().contains('\n'));
        assert!(error.to_string().contains("; "), "{error}: says what to do");
    }
}

#[test]
fn segments_that_cannot_be_loaded() {
    let text = Elf::small().headers[0].bytes.clone();
    let other = |kind| Elf::small().with(Header { kind, ..Header::load(4, RAM_START + 0x100, &[0]) });
    assert_eq!(error(&other(2)), ElfError::Dynamic);
    assert_eq!(error(&other(3)), ElfError::Dynamic);
    for (kind, what) in [(4, "notes"), (7, "templates of thread-local storage, which the program's own start code copies,")] {
        assert!(load(&other(kind).bytes()).is_ok(), "{what} are skipped");
    }
    let data = |address: u32, bytes: &[u8]| Elf::small().with(Header::load(DATA, address, bytes));
    let end = MemoryLayout::default().end() as u32;
    for address in [0, RAM_START - 4, 0x7FFF_0000, end - 3, end, u32::MAX - 3] {
        assert!(matches!(error(&data(address, &[1; 4])), ElfError::OutsideMemory { .. }), "{address:#x}");
    }
    assert!(load(&data(end - 4, &[1; 4]).bytes()).is_ok());
    let large = Header { memory: u32::MAX, ..Header::load(DATA, RAM_START + 0x100, &[1]) };
    assert!(matches!(error(&Elf::small().with(large)), ElfError::OutsideMemory { .. }));
    let short = Header { memory: 1, ..Header::load(DATA, RAM_START + 0x100, &[1; 4]) };
    assert!(matches!(error(&Elf::small().with(short)), ElfError::SegmentSize { file: 4, memory: 1, .. }));
    assert_eq!(error(&data(RAM_START + 4, &[1; 4])), ElfError::Overlap { first: RAM_START, second: RAM_START + 4 });
    let bss = Header { memory: 0x200, ..Header::load(DATA, RAM_START + 0x100, &[1]) };
    let under = Elf::small().with(bss).with(Header::load(DATA, RAM_START + 0x2FF, &[1]));
    assert!(matches!(error(&under), ElfError::Overlap { .. }), ".bss counts");
    let mut odd = Elf::small();
    odd.headers[0] = Header::load(TEXT, RAM_START, &[&text[..], &[1]].concat());
    let odd = odd.with(Header::load(DATA, RAM_START + 9, &[1]));
    assert_eq!(error(&odd), ElfError::SharedWord { first: RAM_START, second: RAM_START + 9 });
    let misaligned = Elf::small().with(Header::load(TEXT, RAM_START + 0x102, &text));
    assert_eq!(error(&misaligned), ElfError::MisalignedCode { address: RAM_START + 0x102 });
    let mut no_code = Elf::small();
    no_code.headers[0].flags = DATA;
    assert_eq!(error(&no_code), ElfError::NoCode);
    no_code.headers.clear();
    assert_eq!(error(&no_code), ElfError::NoCode);
}

#[test]
fn entry_points() {
    let at = |entry| error(&Elf { entry, ..Elf::small() });
    assert_eq!(at(RAM_START + 2), ElfError::MisalignedEntry { entry: RAM_START + 2 });
    for entry in [0, RAM_START - 4, RAM_START + 8, u32::MAX - 3] {
        assert_eq!(at(entry), ElfError::EntryOutsideCode { entry });
    }
    let mut zero = Elf::small();
    zero.headers[0].bytes[..4].fill(0);
    assert!(matches!(error(&zero), ElfError::EntryUndecodable { .. }));
    assert!(load(&Elf { entry: RAM_START + 4, ..Elf::small() }.bytes()).is_ok());
}

#[test]
fn segments_may_not_multiply_the_file() {
    let mut bytes = Elf::small().with(Header::load(DATA, RAM_START + 0x100, &[1; 64])).bytes();
    let third = bytes[52 + 32..52 + 64].to_vec();
    bytes.splice(52 + 64..52 + 64, third);
    bytes[44] = 3;
    for (segment, address) in [(1, 0x100u32), (2, 0x200)] {
        let header = 52 + 32 * segment;
        bytes[header + 4..header + 8].copy_from_slice(&0u32.to_le_bytes());
        bytes[header + 8..header + 12].copy_from_slice(&(RAM_START + address).to_le_bytes());
        for field in [16, 20] {
            bytes[header + field..header + field + 4].copy_from_slice(&140u32.to_le_bytes());
        }
    }
    assert!(matches!(load(&bytes), Err(ElfError::SharedFileBytes { .. })));
}

#[test]
fn every_truncation_is_an_error() {
    let elf = Elf::small().with(Header::load(DATA, RAM_START + 0x100, &[1; 7])).symbol("main", RAM_START, 2);
    let bytes = elf.bytes();
    assert!(load(&bytes).is_ok());
    for length in 0..bytes.len() {
        assert!(load(&bytes[..length]).is_err(), "{length} of {} bytes", bytes.len());
    }
    let plain = Elf::small().bytes();
    for length in 0..plain.len() {
        assert!(load(&plain[..length]).is_err());
    }
}

#[test]
fn every_flipped_bit_of_a_small_file() {
    let bytes = Elf::small().with(Header::load(DATA, RAM_START + 0x100, &[1; 7])).symbol("tohost", RAM_START + 0x40, 1).bytes();
    for bit in 0..8 * bytes.len() {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        try_to_run(&changed);
    }
}

fn warnings(elf: &Elf) -> Vec<Warning> {
    inspect_elf(&elf.bytes(), Isa::Rv32im, &MemoryLayout::default()).unwrap().1
}

#[test]
fn what_is_odd_is_a_warning() {
    assert_eq!(warnings(&Elf::small()), []);
    let mut both = Elf::small();
    both.headers[0].flags = 7;
    assert_eq!(warnings(&both), [Warning::WritableCode { address: RAM_START }]);
    assert!(load(&both.bytes()).is_ok(), "it is no error");
    let mut odd = Elf::small();
    odd.headers[0].bytes.extend([0u32, 0x1005_252F, 0xC000_2573].iter().flat_map(|word| word.to_le_bytes()));
    odd.headers[0].memory += 12;
    let [Warning::Undecodable { words: 2, address, error }] = warnings(&odd)[..] else { panic!("{:?}", warnings(&odd)) };
    assert_eq!((address, matches!(error, DecodeError::Atomic { .. })), (RAM_START + 12, true));
    let named = |name: &'static str| warnings(&Elf { architecture: Some(name), ..Elf::small() });
    assert_eq!(named("rv32i2p1_m2p0"), []);
    let [Warning::Extensions { missing, .. }] = &named("rv32i2p1_m2p0_a2p1_f2p2_zicsr2p0")[..] else { panic!("a warning") };
    assert_eq!(missing, "a, f, zicsr");
    for warning in [&warnings(&both)[0], &warnings(&odd)[0], &named("rv32ifd")[0]] {
        let text = warning.to_string();
        assert!(!text.contains('\n') && (text.contains("-march=rv32im") || text.contains("-N")), "{text}");
    }
}

#[test]
fn sections_tell_code_from_data_in_a_writable_segment() {
    let text = Elf::small().headers[0].bytes.clone();
    let mut elf = Elf::small();
    elf.headers[0] = Header { memory: 64, ..Header::load(7, RAM_START, &[&text[..], &[1, 2, 3, 4], &text[..], &[5, 6]].concat()) };
    let whole = load(&elf.bytes()).unwrap();
    assert_eq!((whole.text[0].words.len(), whole.data.len()), (6, 0), "without sections all of it is code");
    elf.code = vec![(RAM_START, 8), (RAM_START + 12, 8)];
    let program = load(&elf.bytes()).unwrap();
    let words: Vec<u32> = exit().iter().map(encode).collect();
    assert_eq!(program.text, [RAM_START, RAM_START + 12].map(|address| Segment { address, words: words.clone() }));
    let data = |address, word| Segment { address, words: vec![word] };
    assert_eq!(program.data, [data(RAM_START + 8, 0x0403_0201), data(RAM_START + 20, 0x0605)]);
    elf.code = vec![(RAM_START, 8), (RAM_START + 14, 4)];
    assert_eq!(error(&elf), ElfError::MisalignedCode { address: RAM_START + 14 });
    elf.code = vec![(RAM_START, 7), (RAM_START + 4, u32::MAX)];
    assert_eq!(load(&elf.bytes()).unwrap().text.iter().map(|s| s.words.len()).sum::<usize>(), 6, "sections may overlap and reach too far");
    elf.headers[0].flags = TEXT;
    elf.code = vec![(RAM_START, 8)];
    assert_eq!(load(&elf.bytes()).unwrap().text[0].words.len(), 6, "a segment that is not writable is code");
}

#[test]
fn the_stack_limit_and_labels() {
    let elf = Elf::small().symbol("__stack_limit", RAM_START + 0x80, 0).symbol("_start", RAM_START, 0);
    let program = load(&elf.bytes()).unwrap();
    assert_eq!(program.stack_limit, Some(RAM_START + 0x80));
    assert_eq!(program.symbols, [(RAM_START, 0, "_start".to_owned())], "a label, where no function is");
    let with = load(&elf.symbol("main", RAM_START + 4, 2).bytes()).unwrap();
    assert_eq!(with.symbols, [(RAM_START + 4, 4, "main".to_owned())]);
}

/// Loads and, if that succeeds, runs a little; nothing may panic, and every message is one line.
fn try_to_run(bytes: &[u8]) {
    match load(bytes) {
        Ok(program) => {
            if let Err(trap) = machine(&program).run(1000) {
                assert!(!trap.to_string().contains('\n'));
            }
        }
        Err(error) => assert!(!error.to_string().contains('\n')),
    }
}

/// Loads and runs a little, with a profile; what is loaded takes no more memory than a small multiple of the file.
fn try_to_profile(bytes: &[u8]) {
    let Ok((program, warnings)) = inspect_elf(bytes, Isa::Rv32im, &MemoryLayout::default()) else { return };
    assert!(warnings.iter().all(|warning| !warning.to_string().contains('\n')));
    let words: usize = program.text.iter().chain(&program.data).map(|segment| segment.words.len()).sum();
    let names: usize = program.symbols.iter().map(|(_, _, name)| name.len()).sum();
    assert!(words <= bytes.len() && names <= 3 * bytes.len(), "{words} words and {names} bytes of names of {} bytes", bytes.len());
    let fresh = machine(&program);
    if let Err(trap) = fresh.clone().profile(500) {
        assert!(PostMortem::new(fresh, trap).to_string().contains("registers:"));
    }
}

/// The executables of this repository.
fn guests() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../guests/elf"));
    let mut files: Vec<_> = [folder.to_owned(), folder.join("rust")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "elf"))
        .collect();
    files.sort();
    files.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn the_guests_have_nothing_odd() {
    let guests = guests();
    assert!(guests.len() >= 6);
    for bytes in guests {
        assert_eq!(inspect_elf(&bytes, Isa::Rv32im, &MemoryLayout::default()).unwrap().1, []);
        try_to_profile(&bytes);
    }
}

const GUEST: &[u8] = include_bytes!("../../guests/elf/strings.elf");

/// Values at which sizes, offsets and addresses go wrong.
const EXTREMES: [u32; 14] =
    [0, 1, 2, 3, 4, 0x34, 0xFFFF, 0x7FFF_0000, 0x7FFF_FFFF, RAM_START, RAM_START + 1, 0x83FE_FFFC, u32::MAX - 3, u32::MAX];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flips_in_the_headers(flips in prop::collection::vec((0usize..52 + 64, 0u8..8), 1..4)) {
        let mut bytes = GUEST.to_vec();
        for (at, bit) in flips {
            bytes[at] ^= 1 << bit;
        }
        try_to_run(&bytes);
    }

    #[test]
    fn flips_in_the_section_headers_and_symbols(flips in prop::collection::vec((1usize..1000, 0u8..8), 1..6)) {
        let mut bytes = GUEST.to_vec();
        let length = bytes.len();
        for (at, bit) in flips {
            bytes[length - at] ^= 1 << bit;
        }
        try_to_run(&bytes);
    }

    #[test]
    fn any_header_fields(fields in prop::collection::vec((0usize..29, any::<u32>()), 1..4)) {
        let mut bytes = GUEST.to_vec();
        for (field, value) in fields {
            bytes[4 * field..4 * field + 4].copy_from_slice(&value.to_le_bytes());
        }
        try_to_run(&bytes);
    }

    #[test]
    fn any_code(words in prop::collection::vec(any::<u32>(), 1..40)) {
        let mut elf = Elf::small();
        elf.headers[0] = Header::load(TEXT, RAM_START, &words.iter().flat_map(|w| w.to_le_bytes()).collect::<Vec<_>>());
        try_to_run(&elf.bytes());
    }

    #[test]
    fn any_guest_with_extreme_fields(which in any::<prop::sample::Index>(), fields in prop::collection::vec((any::<prop::sample::Index>(), 0usize..14), 1..4)) {
        let guests = guests();
        let bytes = &mut guests[which.index(guests.len())].clone();
        // File header, program headers, and the section headers at the end.
        let (head, tail) = (52 + 32 * 8, 40 * 12);
        for (at, extreme) in fields {
            let at = match at.index(head + tail) & !3 { at if at < head => at, at => bytes.len() - tail + at - head };
            bytes[at..at + 4].copy_from_slice(&EXTREMES[extreme].to_le_bytes());
        }
        try_to_profile(bytes);
    }

    #[test]
    fn any_guest_cut_and_flipped(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), 0u8..8), 0..6),
    ) {
        let guests = guests();
        let bytes = &mut guests[which.index(guests.len())].clone();
        for (at, bit) in &flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        if flips.len() % 2 == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        try_to_profile(bytes);
    }
}
