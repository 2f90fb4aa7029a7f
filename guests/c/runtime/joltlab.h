/* What a guest may ask of the machine. Memory outside the image starts as 0. */
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
