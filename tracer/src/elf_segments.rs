//! PT_LOAD segments: where they lie, and which words are code.

use crate::elf::ORDER;
use crate::elf_error::ElfError;
use instructions::{MemoryLayout, RAM_START, Segment};
use object::elf::{self, ProgramHeader32};
use object::endian::LittleEndian;
use object::read::elf::ProgramHeader as _;

/// A PT_LOAD segment: `bytes` at `address`, then zeros up to `end`.
pub(crate) struct LoadSegment<'data> {
    pub address: u32,
    pub end: u64,
    pub executable: bool,
    pub writable: bool,
    pub bytes: &'data [u8],
}

impl<'data> LoadSegment<'data> {
    /// The bytes of the file as words; what a word has more is 0.
    pub fn words(&self) -> Segment {
        let lead = (self.address % 4) as usize;
        let mut words = vec![0u32; (lead + self.bytes.len()).div_ceil(4)];
        for (at, &byte) in (lead..).zip(self.bytes) {
            words[at / 4] |= u32::from(byte) << (8 * (at % 4));
        }
        Segment { address: self.address & !3, words }
    }

    /// Code and data of a segment that is both executable and writable, as the sections tell them apart; code is word-aligned.
    ///
    /// Without sections of code in it, all of it is code. `code` is sorted.
    pub fn split(self, code: &[(u32, u32)]) -> Result<Vec<Self>, ElfError> {
        let end = self.address.saturating_add(self.bytes.len() as u32);
        let first = code.partition_point(|&(address, _)| address < self.address);
        let inside: Vec<(u32, u32)> = code[first..].iter().copied().take_while(|&(address, _)| address < end).collect();
        if !self.executable || !self.writable || inside.is_empty() {
            return Ok(vec![self]);
        }
        let (mut pieces, mut at) = (Vec::new(), self.address);
        let mut piece = |from: u32, to: u32, executable| {
            let bytes = self.bytes.get((from - self.address) as usize..(to - self.address) as usize).unwrap_or_default();
            if from < to {
                pieces.push(Self { address: from, end: u64::from(to), executable, writable: true, bytes });
            }
        };
        for (address, size) in inside {
            if !address.is_multiple_of(4) {
                return Err(ElfError::MisalignedCode { address });
            }
            let stop = (u64::from(address) + u64::from(size)).next_multiple_of(4).min(u64::from(end)) as u32;
            let (start, stop) = (address.max(at), stop.max(at));
            piece(at, start, false);
            piece(start, stop, true);
            at = stop;
        }
        piece(at, end, false);
        pieces.push(Self { address: end, end: self.end, executable: false, writable: true, bytes: &[] });
        Ok(pieces)
    }
}

/// The segments that are not empty, sorted by address, inside RAM proper and disjoint.
pub(crate) fn parse_segments<'data>(
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
        let writable = h.p_flags(ORDER).contains(elf::PF_W);
        segments.push(LoadSegment { address, end, executable, writable, bytes: data });
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
    (other && address >= RAM_START && end <= layout.end()).then_some(LoadSegment {
        address,
        end,
        executable: false,
        writable: false,
        bytes,
    })
}

/// The data segments as words without zeros at their ends; a word that two of them share is joined.
pub(crate) fn join_data(segments: &[LoadSegment<'_>]) -> Vec<Segment> {
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
