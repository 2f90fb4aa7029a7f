//! A file that is read in order: no byte is asked for that it does not have.
#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic))]

use super::SrsError;
use std::io::{Read, Seek, SeekFrom};

/// Points that are read, decoded and written in one piece.
pub(super) const PIECE: usize = 1 << 14;

/// A file, its length and the place that was reached.
pub(super) struct Input<R> {
    reader: R,
    len: u64,
    at: u64,
}

impl<R: Read + Seek> Input<R> {
    /// Starts at the file's first byte.
    pub(super) fn new(mut reader: R) -> Result<Self, SrsError> {
        let len = reader.seek(SeekFrom::End(0))?;
        reader.rewind()?;
        Ok(Self { reader, len, at: 0 })
    }

    /// Bytes of the file.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Bytes before the next one.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next bytes; they exist before memory for them is taken.
    pub(super) fn bytes(&mut self, count: usize) -> Result<Vec<u8>, SrsError> {
        self.claim(count as u64)?;
        let mut bytes = vec![0; count];
        self.reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], SrsError> {
        self.claim(N as u64)?;
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, SrsError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Result<u64, SrsError> {
        self.array().map(u64::from_le_bytes)
    }

    /// Goes on at another place.
    #[cfg(feature = "prover")]
    pub(super) fn seek(&mut self, at: u64) -> Result<(), SrsError> {
        self.at = self.reader.seek(SeekFrom::Start(at))?;
        Ok(())
    }

    fn claim(&mut self, count: u64) -> Result<(), SrsError> {
        let expected = self.at.saturating_add(count);
        if expected > self.len {
            return Err(SrsError::Length { expected, actual: self.len });
        }
        self.at = expected;
        Ok(())
    }
}
