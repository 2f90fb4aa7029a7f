/*
 * What a guest may ask of the machine.
 *
 * Memory, all of it 0 where the program's image does not say otherwise; what a run does not touch costs nothing:
 *
 *   input    16 KiB   a quarter of the I/O window of 64 KiB; `joltlab --io-window BYTES` sets another
 *   advice   16 KiB   a quarter of the window
 *   output   28 KiB   half of the window, less a page of 4 KiB
 *   code, constants, data   from 0x80000000 on, what the program has
 *   stack     8 KiB   after them; -Wl,--defsym=STACK_SIZE=N sets another size. Guests in Rust have 32 KiB: their frames are larger, as they hold
 *                     values that C programs keep in static variables or on the heap, and what formats the message of a panic
 *   heap     the rest after the stack, up to the end of the default memory of 64 MiB; -Wl,--defsym=HEAP_SIZE=N sets a limit
 *
 * The heap lies above the stack, so that a larger stack moves it up, and a run that uses both spans more memory. A stack pointer below the stack
 * ends the run, and there is no proof.
 */
#ifndef JOLTLAB_H
#define JOLTLAB_H

#include <stddef.h>
#include <stdint.h>

/* The first word of the control page; the loader sets all words but OUT_LEN. */
#define JOLTLAB_CONTROL_PAGE 0x7FFFF000u

/* Exit codes of a guest whose input has a form that it does not know, that writes more output than the region holds, that calls abort. */
#define JOLTLAB_WRONG_INPUT 2
#define JOLTLAB_OUTPUT_FULL 125
#define JOLTLAB_ABORTED 134

/* A word that may alias any object. */
typedef uint32_t __attribute__((may_alias)) joltlab_word;

/* The public input: word-aligned, read in place. `*length` receives its bytes. */
const uint8_t *read_input(size_t *length);

/* The private advice: word-aligned, read in place. `*length` receives its bytes. Check all that you use. */
const uint8_t *read_advice(size_t *length);

/* Appends `length` zero bytes to the public output and returns them for writing in place. */
uint8_t *reserve_output(size_t length);

/* Appends to the public output. The rest of its last word is 0. */
void write_output(const void *bytes, size_t length);

/* Shows bytes to whoever runs the program; no part of what is proven. */
void write_log(const void *bytes, size_t length);

/* The decimal number that is the public input, `otherwise` when the input is empty; exits with JOLTLAB_WRONG_INPUT when it is no number, or too large. */
uint32_t read_number(uint32_t otherwise);
uint64_t read_long_number(uint64_t otherwise);

/* More heap, zeros, `step` bytes of it (or less of it, with a negative step): its old end; (void *)-1 when there is no more. */
void *sbrk(ptrdiff_t step);

/* Ends the run; `exit` in the order of the C library that is linked, if one is, `_exit` at once. */
_Noreturn void exit(int code);
_Noreturn void _exit(int code);
_Noreturn void abort(void);

/* Of the C library, for guests without one. Memory that `malloc` returns is zeros; `free` gives nothing back. */
void *malloc(size_t length);
void free(void *memory);
void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *left, const void *right, size_t length);
size_t strlen(const char *text);

#endif
