/* Pseudo-random words, the same for every guest and every language. */
#ifndef DRAWS_H
#define DRAWS_H

#include <stdint.h>

/* Of the words of a linear congruential generator the high bits are the good ones. */
static inline uint32_t draw(uint32_t *state)
{
    return *state = 1664525 * *state + 1013904223;
}

/* The state before the first draw. */
#define DRAWS_START 1

/* H of the values so far, after one more. */
static inline uint32_t mix(uint32_t h, uint32_t value)
{
    return 31 * h + value;
}

#endif
