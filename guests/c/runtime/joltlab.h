/* What a guest may ask of the machine. Memory outside the image starts as 0. */
#ifndef JOLTLAB_H
#define JOLTLAB_H

#include <stddef.h>
#include <stdint.h>

/* The first word of the control page; the loader sets all words but OUT_LEN. */
#define JOLTLAB_CONTROL_PAGE 0x7FFFF000u

/* Exit code of a guest that writes more output than the region holds. */
#define JOLTLAB_OUTPUT_FULL 125

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

/* Of the C library. */
void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *left, const void *right, size_t length);
size_t strlen(const char *text);

/* Ends the run. */
_Noreturn void exit(int code);

/* The decimal number at the head of the public input, `otherwise` when the input is empty; exits with 2 when it is no number. */
uint32_t read_number(uint32_t otherwise);

#endif
