/* What the compiler and small programs need of a C library. Words are moved where the alignment allows it: an access of a word takes one row of the trace,
 * as that of a byte does, and moves four bytes. */
#include "joltlab.h"

void *memcpy(void *restrict to, const void *restrict from, size_t length)
{
    uint8_t *target = to;
    const uint8_t *source = from;
    if ((((uintptr_t)target | (uintptr_t)source) & 3) == 0)
        for (; length >= 4; length -= 4, target += 4, source += 4)
            *(joltlab_word *)target = *(const joltlab_word *)source;
    for (; length > 0; length--)
        *target++ = *source++;
    return to;
}

void *memmove(void *to, const void *from, size_t length)
{
    uint8_t *target = to;
    const uint8_t *source = from;
    if (target <= source || target >= source + length)
        return memcpy(to, from, length);
    while (length-- > 0)
        target[length] = source[length];
    return to;
}

void *memset(void *to, int value, size_t length)
{
    uint8_t *target = to;
    uint32_t word = (uint8_t)value;
    word |= word << 8;
    word |= word << 16;
    if (((uintptr_t)target & 3) == 0)
        for (; length >= 4; length -= 4, target += 4)
            *(joltlab_word *)target = word;
    for (; length > 0; length--)
        *target++ = value;
    return to;
}

int memcmp(const void *left, const void *right, size_t length)
{
    const uint8_t *a = left, *b = right;
    for (size_t i = 0; i < length; i++)
        if (a[i] != b[i])
            return a[i] - b[i];
    return 0;
}

size_t strlen(const char *text)
{
    size_t length = 0;
    while (text[length] != 0)
        length++;
    return length;
}

void *malloc(size_t length)
{
    if (length > PTRDIFF_MAX - 15)
        return NULL;
    void *memory = sbrk((length + 15) & ~(size_t)15);
    return memory == (void *)-1 ? NULL : memory;
}

void free(void *memory)
{
    (void)memory;
}

_Noreturn void exit(int code)
{
    _exit(code);
}
