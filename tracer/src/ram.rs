//! The memory of the machine: words from BASE on, grown when they are first written.

use instructions::{MemoryLayout, Program};

/// Words `[BASE, BASE + 4 K_max)`; those beyond `cells` were never written and are 0.
#[derive(Clone, Debug)]
pub(crate) struct Ram {
    base: u32,
    max_cells: usize,
    cells: Vec<u32>,
}

impl Ram {
    /// The image of a program in an otherwise empty memory.
    ///
    /// *Preconditions*: the segments lie inside the memory.
    pub fn new(program: &Program, layout: &MemoryLayout) -> Self {
        let mut ram = Self { base: layout.base(), max_cells: layout.max_cells as usize, cells: Vec::new() };
        ram.grow_to(layout.window as usize / 4);
        for segment in program.data.iter().chain(&program.text) {
            ram.write_words(segment.address, &segment.words);
        }
        ram
    }

    fn write_words(&mut self, address: u32, words: &[u32]) {
        let start = self.cell(address);
        self.grow_to(start + words.len());
        self.cells[start..start + words.len()].copy_from_slice(words);
    }

    /// Writes bytes at a word-aligned address, and zeros to the end of the last word.
    pub fn write_bytes(&mut self, address: u32, bytes: &[u8]) {
        let words: Vec<u32> = bytes.chunks(4).map(|c| c.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte))).collect();
        self.write_words(address, &words);
    }

    /// Index of the word that holds an address; out of range if it is unmapped.
    #[inline(always)]
    pub fn cell(&self, address: u32) -> usize {
        (address.wrapping_sub(self.base) / 4) as usize
    }

    /// The word at a cell; `None` beyond the memory.
    #[inline(always)]
    pub fn get(&self, cell: usize) -> Option<u32> {
        match self.cells.get(cell) {
            Some(&word) => Some(word),
            None => self.untouched(cell),
        }
    }

    #[cold]
    fn untouched(&self, cell: usize) -> Option<u32> {
        (cell < self.max_cells).then_some(0)
    }

    /// The word at a cell, for writing; `None` beyond the memory.
    #[inline(always)]
    pub fn get_mut(&mut self, cell: usize) -> Option<&mut u32> {
        if cell >= self.cells.len() && !self.touch(cell) {
            return None;
        }
        self.cells.get_mut(cell)
    }

    #[cold]
    fn touch(&mut self, cell: usize) -> bool {
        if cell < self.max_cells {
            self.grow_to(cell + 1);
        }
        cell < self.max_cells
    }

    /// Holds at least `cells` words. Fresh zeroed pages cost no memory until they are written, so that one distant store is cheap.
    fn grow_to(&mut self, cells: usize) {
        if cells > self.cells.len() {
            let mut grown = vec![0; cells.next_power_of_two().max(1 << 15).min(self.max_cells)];
            grown[..self.cells.len()].copy_from_slice(&self.cells);
            self.cells = grown;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use instructions::{Isa, RAM_START, Segment};

    fn program(data: Vec<Segment>) -> Program {
        Program { isa: Isa::Rv32i, entry: RAM_START, text: Vec::new(), data, tohost: None, symbols: Vec::new(), stack_limit: None }
    }

    #[test]
    fn grows_where_it_is_written() {
        let layout = MemoryLayout::with_window(1 << 16, 1 << 29);
        let mut ram = Ram::new(&program(vec![Segment { address: RAM_START + 8, words: vec![7, 9] }]), &layout);
        let held = ram.cells.len();
        assert_eq!(ram.get(ram.cell(RAM_START + 12)), Some(9));
        assert_eq!(ram.get((1 << 29) - 1), Some(0));
        assert_eq!(ram.get(1 << 29), None);
        assert_eq!(ram.get(ram.cell(layout.base() - 4)), None);
        assert_eq!(ram.cells.len(), held, "reading allocates nothing");
        assert!(held < 1 << 20);
        *ram.get_mut(1 << 20).unwrap() = 5;
        assert!(ram.get_mut(1 << 29).is_none());
        assert_eq!((ram.get(1 << 20), ram.get(ram.cell(RAM_START + 8))), (Some(5), Some(7)));
    }

    #[test]
    fn bytes_are_little_endian_and_padded() {
        let layout = MemoryLayout::default();
        let mut ram = Ram::new(&program(Vec::new()), &layout);
        ram.write_bytes(layout.base(), &[1, 2, 3, 4, 5]);
        assert_eq!((ram.get(0), ram.get(1), ram.get(2)), (Some(0x0403_0201), Some(5), Some(0)));
    }
}
