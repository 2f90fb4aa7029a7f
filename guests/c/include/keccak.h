/* Keccak-f[1600] and the sponges with 32 bytes of output (FIPS 202). Lanes are taken as pairs of words. */
#ifndef KECCAK_H
#define KECCAK_H

#include "joltlab.h"

enum { KECCAK_RATE = 136 };

/* The first byte of the padding. */
enum keccak_domain { KECCAK_256 = 0x01, SHA3_256 = 0x06 };

static const uint64_t keccak_round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
    0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
    0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

static inline uint64_t keccak_rotate(uint64_t x, int n)
{
    return n == 0 ? x : x << n | x >> (64 - n);
}

/* theta's sums of columns and what they add to each. */
#define KECCAK_COLUMN(x) uint64_t c##x = state[x] ^ state[5 + x] ^ state[10 + x] ^ state[15 + x] ^ state[20 + x]
#define KECCAK_ADDEND(x, left, right) uint64_t d##x = c##left ^ keccak_rotate(c##right, 1)

/* rho, pi and chi for one row of the result: its lanes were moved from the lanes l and turned by n. */
#define KECCAK_ROW(row, d_0, l_0, n_0, d_1, l_1, n_1, d_2, l_2, n_2, d_3, l_3, n_3, d_4, l_4, n_4) \
    do {                                                                                            \
        uint64_t b0 = keccak_rotate(state[l_0] ^ d_0, n_0);                                         \
        uint64_t b1 = keccak_rotate(state[l_1] ^ d_1, n_1);                                         \
        uint64_t b2 = keccak_rotate(state[l_2] ^ d_2, n_2);                                         \
        uint64_t b3 = keccak_rotate(state[l_3] ^ d_3, n_3);                                         \
        uint64_t b4 = keccak_rotate(state[l_4] ^ d_4, n_4);                                         \
        next[5 * (row) + 0] = b0 ^ (~b1 & b2);                                                      \
        next[5 * (row) + 1] = b1 ^ (~b2 & b3);                                                      \
        next[5 * (row) + 2] = b2 ^ (~b3 & b4);                                                      \
        next[5 * (row) + 3] = b3 ^ (~b4 & b0);                                                      \
        next[5 * (row) + 4] = b4 ^ (~b0 & b1);                                                      \
    } while (0)

static void keccak_round(uint64_t *next, const uint64_t *state, uint64_t constant)
{
    KECCAK_COLUMN(0);
    KECCAK_COLUMN(1);
    KECCAK_COLUMN(2);
    KECCAK_COLUMN(3);
    KECCAK_COLUMN(4);
    KECCAK_ADDEND(0, 4, 1);
    KECCAK_ADDEND(1, 0, 2);
    KECCAK_ADDEND(2, 1, 3);
    KECCAK_ADDEND(3, 2, 4);
    KECCAK_ADDEND(4, 3, 0);
    KECCAK_ROW(0, d0, 0, 0, d1, 6, 44, d2, 12, 43, d3, 18, 21, d4, 24, 14);
    KECCAK_ROW(1, d3, 3, 28, d4, 9, 20, d0, 10, 3, d1, 16, 45, d2, 22, 61);
    KECCAK_ROW(2, d1, 1, 1, d2, 7, 6, d3, 13, 25, d4, 19, 8, d0, 20, 18);
    KECCAK_ROW(3, d4, 4, 27, d0, 5, 36, d1, 11, 10, d2, 17, 15, d3, 23, 56);
    KECCAK_ROW(4, d2, 2, 62, d3, 8, 55, d4, 14, 39, d0, 15, 41, d1, 21, 2);
    next[0] ^= constant;
}

static void keccak_permute(uint64_t state[25])
{
    uint64_t other[25];
    for (int round = 0; round < 24; round += 2) {
        keccak_round(other, state, keccak_round_constants[round]);
        keccak_round(state, other, keccak_round_constants[round + 1]);
    }
}

/* Absorbs all of a word-aligned message and pads it; the digest is the first 32 bytes of the state. */
static void keccak_absorb(uint64_t state[25], const joltlab_word *message, size_t length, enum keccak_domain domain)
{
    joltlab_word *words = (joltlab_word *)state;
    for (; length >= KECCAK_RATE; length -= KECCAK_RATE, message += KECCAK_RATE / 4) {
        for (int i = 0; i < KECCAK_RATE / 4; i++)
            words[i] ^= message[i];
        keccak_permute(state);
    }
    size_t whole = length / 4, bits = 8 * (length % 4);
    for (size_t i = 0; i < whole; i++)
        words[i] ^= message[i];
    if (bits != 0)
        words[whole] ^= message[whole] & ((1u << bits) - 1);
    words[whole] ^= (uint32_t)domain << bits;
    words[KECCAK_RATE / 4 - 1] ^= 0x80000000;
    keccak_permute(state);
}

#endif
