//! Programs as ELF files.

const FILE_HEADER_BYTES: u32 = 52;
const PROGRAM_HEADER_BYTES: u32 = 32;
const PAGE: u32 = 0x1000;
const RISC_V: u16 = 243;

/// What a segment may be used for, as in `p_flags`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read and execute.
    Code = 5,
    /// Read and write.
    Data = 6,
}

/// A segment: words at an address that begins a page, then zeros.
#[derive(Clone, Debug)]
pub struct LoadSegment {
    /// First address.
    pub address: u32,
    /// Bytes in memory.
    pub size: u32,
    /// Contents.
    pub words: Vec<u32>,
    /// Use.
    pub access: Access,
}

/// A static executable without sections, each segment on pages of its own.
pub fn executable(entry: u32, segments: &[LoadSegment]) -> Vec<u8> {
    let mut file = b"\x7FELF\x01\x01\x01".to_vec();
    file.resize(16, 0);
    let halves = |file: &mut Vec<u8>, values: &[u16]| values.iter().for_each(|value| file.extend(value.to_le_bytes()));
    let words = |file: &mut Vec<u8>, values: &[u32]| values.iter().for_each(|value| file.extend(value.to_le_bytes()));
    halves(&mut file, &[2, RISC_V]);
    words(&mut file, &[1, entry, FILE_HEADER_BYTES, 0, 0]);
    halves(&mut file, &[FILE_HEADER_BYTES as u16, PROGRAM_HEADER_BYTES as u16, segments.len() as u16, 0, 0, 0]);
    let mut offset = PAGE;
    for LoadSegment { address, size, words: contents, access } in segments {
        let bytes = 4 * contents.len() as u32;
        words(&mut file, &[1, offset, *address, *address, bytes, *size, *access as u32, PAGE]);
        offset += bytes.next_multiple_of(PAGE);
    }
    for segment in segments {
        file.resize(file.len().next_multiple_of(PAGE as usize), 0);
        words(&mut file, &segment.words);
    }
    file
}
