//! What a guest reads and writes: the I/O window below 2^31, described by the words of its control page.

use crate::{OUTPUT_FULL, WRONG_INPUT, exit};
use core::arch::asm;
use core::fmt;
use core::ptr::{with_exposed_provenance, with_exposed_provenance_mut};
use core::slice;

/// Host call that shows bytes.
const WRITE: u32 = 64;

/// A word of the control page, by its address. The loader sets all of them, but for `OutLen`, which is 0 at first.
#[derive(Clone, Copy)]
enum Control {
    InPtr = 0x7FFF_F000,
    InLen = 0x7FFF_F004,
    AdvPtr = 0x7FFF_F008,
    AdvLen = 0x7FFF_F00C,
    OutPtr = 0x7FFF_F010,
    OutCap = 0x7FFF_F014,
    OutLen = 0x7FFF_F018,
}

impl Control {
    fn get(self) -> usize {
        // SAFETY: the control page is mapped, word-aligned, and outside of all that Rust allocates.
        unsafe { with_exposed_provenance::<usize>(self as usize).read_volatile() }
    }

    fn set(self, value: usize) {
        // SAFETY: as above.
        unsafe { with_exposed_provenance_mut::<usize>(self as usize).write_volatile(value) }
    }
}

fn region(start: Control, length: Control) -> &'static [u8] {
    match length.get() {
        0 => &[],
        // SAFETY: the loader filled the region; nothing writes to it.
        length => unsafe { slice::from_raw_parts(with_exposed_provenance(start.get()), length) },
    }
}

/// The public input: word-aligned, read in place.
pub fn read_input() -> &'static [u8] {
    region(Control::InPtr, Control::InLen)
}

/// The private advice: word-aligned, read in place. The prover chooses it: check all that you use.
pub fn read_advice() -> &'static [u8] {
    region(Control::AdvPtr, Control::AdvLen)
}

/// Appends `length` zero bytes to the public output and returns them for writing in place; ends the run with [`OUTPUT_FULL`] when they do
/// not fit.
///
/// *Example*: as long as all outputs are whole words, what is returned is word-aligned.
pub fn reserve_output(length: usize) -> &'static mut [u8] {
    let used = Control::OutLen.get();
    if length > Control::OutCap.get() - used {
        exit(OUTPUT_FULL);
    }
    Control::OutLen.set(used + length);
    // SAFETY: these bytes lie in the output region, and no earlier call returned any of them.
    unsafe { slice::from_raw_parts_mut(with_exposed_provenance_mut(Control::OutPtr.get() + used), length) }
}

/// Appends to the public output. The rest of its last word is zero, as the machine demands.
pub fn write_output(bytes: &[u8]) {
    reserve_output(bytes.len()).copy_from_slice(bytes);
}

/// Shows bytes to whoever runs the guest; no part of what is proven.
pub fn write_log(bytes: &[u8]) {
    // SAFETY: the host reads the bytes and sets a0.
    unsafe {
        asm!(
            "ecall",
            inlateout("a0") 2 => _,
            in("a1") bytes.as_ptr(),
            in("a2") bytes.len(),
            in("a7") WRITE,
            options(readonly, nostack),
        );
    }
}

/// Where [`log!`](crate::log) writes.
#[derive(Clone, Copy, Debug)]
pub struct Log;

impl fmt::Write for Log {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        write_log(text.as_bytes());
        Ok(())
    }
}

/// The decimal number below 2^32 that the public input is, `otherwise` when the input is empty; ends the run with [`WRONG_INPUT`] when it is
/// none.
pub fn read_number(otherwise: u32) -> u32 {
    u32::try_from(read_long_number(u64::from(otherwise))).unwrap_or_else(|_| exit(WRONG_INPUT))
}

/// The decimal number below 2^64 that the public input is, `otherwise` when the input is empty; ends the run with [`WRONG_INPUT`] when it is
/// none.
pub fn read_long_number(otherwise: u64) -> u64 {
    let input = read_input();
    if input.is_empty() {
        return otherwise;
    }
    let number = input.iter().try_fold(0u64, |number, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 { None } else { number.checked_mul(10)?.checked_add(u64::from(digit)) }
    });
    number.unwrap_or_else(|| exit(WRONG_INPUT))
}

/// Bytes as little-endian words, without copying; `None` when they are not word-aligned or no whole words. Input and advice are aligned.
pub fn as_words(bytes: &[u8]) -> Option<&[u32]> {
    // SAFETY: every four bytes are a valid word.
    match unsafe { bytes.align_to() } {
        ([], words, []) => Some(words),
        _ => None,
    }
}

/// Bytes as little-endian words to be changed; `None` when they are not word-aligned or no whole words.
pub fn as_words_mut(bytes: &mut [u8]) -> Option<&mut [u32]> {
    // SAFETY: every four bytes are a valid word, and every word is four valid bytes.
    match unsafe { bytes.align_to_mut() } {
        ([], words, []) => Some(words),
        _ => None,
    }
}

/// Words as the bytes that they have in memory, little-endian.
pub fn as_bytes(words: &[u32]) -> &[u8] {
    // SAFETY: a word is four bytes, and bytes need no alignment.
    unsafe { slice::from_raw_parts(words.as_ptr().cast(), 4 * words.len()) }
}
