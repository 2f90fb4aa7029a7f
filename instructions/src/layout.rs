//! The memory layout: the I/O window below 2^31 and RAM proper above it (protocol 3.1).

/// First byte of RAM proper; the I/O window ends here.
pub const RAM_START: u32 = 1 << 31;
/// Bytes of the control page, the last page of the I/O window.
pub const CONTROL_PAGE_BYTES: u32 = 1 << 12;
/// First byte of the control page, whatever the window.
pub const CONTROL_PAGE: u32 = RAM_START - CONTROL_PAGE_BYTES;

/// Words of the control page, in order: set by the loader as initial memory, but for `OutLen`, which the guest writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlWord {
    /// Byte address of the input region.
    InPtr,
    /// Bytes of public input.
    InLen,
    /// Byte address of the advice region, 0 without one.
    AdvPtr,
    /// Bytes of advice.
    AdvLen,
    /// Byte address of the output region.
    OutPtr,
    /// Bytes that the output region holds.
    OutCap,
    /// Bytes of output, written by the guest.
    OutLen,
}

impl ControlWord {
    /// Byte address of the word.
    pub const fn address(self) -> u32 {
        CONTROL_PAGE + 4 * self as u32
    }
}

/// A region of the I/O window: byte offset from [`MemoryLayout::base`] and size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region {
    /// Bytes from the start of the window.
    pub offset: u32,
    /// Size in bytes.
    pub bytes: u32,
}

/// Sizes of the machine's memory; chosen by whoever makes the key.
///
/// Every byte of `[base, base + 4 max_cells)` is mapped. A default window of 2^16 bytes holds input at +0 (W/4), advice at +W/4 (W/4), output at
/// +W/2 (W/2 - 4 KiB), and the control page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemoryLayout {
    /// Bytes of the I/O window, `W`: a power of two of at least 2^13.
    pub window: u32,
    /// Number of words mapped, `K_max`: a power of two, window included, `W/4 < K_max <= 2^29`.
    pub max_cells: u32,
    /// Public input.
    pub input: Region,
    /// Private advice: `2^s` words aligned to their size, or absent.
    pub advice: Option<Region>,
    /// Output.
    pub output: Region,
}

impl Default for MemoryLayout {
    fn default() -> Self {
        Self::with_window(1 << 16, 1 << 24)
    }
}

/// Why a layout is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// The window is no power of two of at least 2^13 bytes.
    #[error("the I/O window of {0} bytes is not a power of two between 2^13 and 2^30; choose another --io-window")]
    Window(u64),
    /// The number of cells is no power of two in range.
    #[error("a memory of {0} bytes is not a power of two above the I/O window and at most 2^31; choose another --memory")]
    Memory(u64),
    /// A region is unaligned, overlaps another, or reaches the control page.
    #[error("the {0} region is not word-aligned, overlaps another region, or reaches the control page")]
    Region(&'static str),
}

impl MemoryLayout {
    /// The default regions scaled to a window. Check with [`Self::validate`].
    pub const fn with_window(window: u32, max_cells: u32) -> Self {
        let quarter = window / 4;
        Self {
            window,
            max_cells,
            input: Region { offset: 0, bytes: quarter },
            advice: Some(Region { offset: quarter, bytes: quarter }),
            output: Region { offset: 2 * quarter, bytes: (2 * quarter).saturating_sub(CONTROL_PAGE_BYTES) },
        }
    }

    /// The conditions of protocol 3.1.
    ///
    /// *Errors*: the first one that fails.
    pub fn validate(&self) -> Result<(), LayoutError> {
        if !self.window.is_power_of_two() || self.window < 1 << 13 || self.window > 1 << 30 {
            return Err(LayoutError::Window(u64::from(self.window)));
        }
        if !self.max_cells.is_power_of_two() || self.max_cells <= self.window / 4 || self.max_cells > 1 << 29 {
            return Err(LayoutError::Memory(4 * u64::from(self.max_cells)));
        }
        let mut regions = vec![("input", self.input), ("output", self.output)];
        if let Some(advice) = self.advice {
            let aligned = advice.bytes.is_power_of_two() && advice.bytes >= 4 && advice.offset.is_multiple_of(advice.bytes);
            if !aligned {
                return Err(LayoutError::Region("advice"));
            }
            regions.push(("advice", advice));
        }
        regions.sort_by_key(|(_, r)| r.offset);
        let mut end = 0u64;
        for (name, r) in regions {
            let stop = u64::from(r.offset) + u64::from(r.bytes);
            if r.offset % 4 != 0 || r.bytes % 4 != 0 || u64::from(r.offset) < end || stop > u64::from(self.window - CONTROL_PAGE_BYTES) {
                return Err(LayoutError::Region(name));
            }
            end = stop;
        }
        Ok(())
    }

    /// First mapped byte, `BASE = 2^31 - W`.
    pub const fn base(&self) -> u32 {
        RAM_START - self.window
    }

    /// One past the last mapped byte.
    pub const fn end(&self) -> u64 {
        self.base() as u64 + 4 * self.max_cells as u64
    }

    /// Cell of a mapped byte address: `(address - BASE) / 4`.
    pub const fn cell(&self, address: u32) -> u32 {
        (address - self.base()) / 4
    }

    /// First byte of a region.
    pub const fn address(&self, region: Region) -> u32 {
        self.base() + region.offset
    }

    /// Number of cells that every run's RAM must cover: the window, and the tohost cell if there is one; a power of two, `K_min`.
    pub fn min_cells(&self, tohost: Option<u32>) -> u32 {
        let cells = tohost.map_or(0, |address| self.cell(address) + 1).max(self.window / 4);
        cells.next_power_of_two()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_scale_with_the_window_and_are_valid() {
        for log_window in 13..=20 {
            let layout = MemoryLayout::with_window(1 << log_window, 1 << 24);
            assert_eq!(layout.validate(), Ok(()));
            assert_eq!(layout.base() + layout.window, RAM_START);
        }
        let layout = MemoryLayout::default();
        assert_eq!(layout.address(layout.input), 0x7FFF_0000);
        assert_eq!(layout.output, Region { offset: 0x8000, bytes: 0x7000 });
        assert_eq!(ControlWord::OutLen.address(), 0x7FFF_F018);
        assert_eq!(layout.min_cells(None), 1 << 14);
        assert_eq!(layout.min_cells(Some(RAM_START + 4)), 1 << 15);
    }

    #[test]
    fn invalid_layouts_are_named() {
        let good = MemoryLayout::default();
        assert!(matches!(MemoryLayout::with_window(1 << 12, 1 << 24).validate(), Err(LayoutError::Window(_))));
        assert!(matches!(MemoryLayout { max_cells: 1 << 14, ..good }.validate(), Err(LayoutError::Memory(_))));
        assert!(matches!(MemoryLayout { max_cells: 1 << 30, ..good }.validate(), Err(LayoutError::Memory(_))));
        let overlapping = MemoryLayout { output: Region { offset: 0x3FFC, bytes: 8 }, ..good };
        assert!(matches!(overlapping.validate(), Err(LayoutError::Region(_))));
        let unaligned = MemoryLayout { advice: Some(Region { offset: 0x4004, bytes: 0x4000 }), ..good };
        assert_eq!(unaligned.validate(), Err(LayoutError::Region("advice")));
        let reaching = MemoryLayout { output: Region { offset: 0x8000, bytes: 0x7004 }, ..good };
        assert_eq!(reaching.validate(), Err(LayoutError::Region("output")));
    }
}
