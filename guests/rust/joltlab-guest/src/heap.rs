//! The heap: a bump allocator over the memory that the linker script sets aside.

use crate::{HEAP_EXHAUSTED, exit, write_log};
use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::ptr;

unsafe extern "C" {
    static mut __heap_start: u8;
    static mut __heap_end: u8;
}

#[global_allocator]
static HEAP: Bump = Bump { next: Cell::new(&raw mut __heap_start), touched: Cell::new(&raw mut __heap_start) };

/// Blocks one after the other. Only the last one can grow, shrink or be given back.
struct Bump {
    /// Where the next block starts.
    next: Cell<*mut u8>,
    /// Memory from here on has never been part of a block: it is zero.
    touched: Cell<*mut u8>,
}

// SAFETY: a guest has one thread and no interrupts.
unsafe impl Sync for Bump {}

impl Bump {
    /// Ends the last block `size` bytes after its start.
    fn extend(&self, start: *mut u8, size: usize) {
        let left = (&raw mut __heap_end).addr().saturating_sub(start.addr());
        if size > left {
            write_log(b"the heap is exhausted: use less memory, or link with -Clink-arg=--defsym=HEAP_SIZE=N for another limit\n");
            exit(HEAP_EXHAUSTED);
        }
        let end = start.wrapping_add(size);
        self.next.set(end);
        self.touched.set(self.touched.get().max(end));
    }

    fn is_last(&self, block: *mut u8, size: usize) -> bool {
        block.wrapping_add(size) == self.next.get()
    }
}

// SAFETY: blocks are aligned, lie in the heap, and do not overlap: each starts where the last one ends.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let next = self.next.get();
        let start = next.wrapping_add(next.addr().wrapping_neg() & (layout.align() - 1));
        self.extend(start, layout.size());
        start
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let touched = self.touched.get();
        // SAFETY: the caller's.
        let block = unsafe { self.alloc(layout) };
        let dirty = touched.addr().saturating_sub(block.addr()).min(layout.size());
        // SAFETY: `dirty` is at most the size of the block.
        unsafe { ptr::write_bytes(block, 0, dirty) };
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.is_last(block, layout.size()) {
            self.next.set(block);
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.is_last(block, layout.size()) {
            self.extend(block, size);
            return block;
        }
        if size <= layout.size() {
            return block;
        }
        // SAFETY: the caller's: `size` is not zero and does not overflow with this alignment.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        // SAFETY: both blocks have so many bytes, and do not overlap.
        unsafe { ptr::copy_nonoverlapping(block, new, layout.size()) };
        new
    }
}
