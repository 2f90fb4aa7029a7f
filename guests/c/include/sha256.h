/* SHA-256 (FIPS 180-4). */
#ifndef SHA256_H
#define SHA256_H

#include "joltlab.h"

#define SHA256_INITIAL {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static inline uint32_t big_endian(uint32_t x)
{
    return (x & 0xff) << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}

/* One round. With b^c of a round being a^b of the round before, maj(a,b,c) = b ^ ((a^b) & (b^c)) costs three operations. */
#define ROUND(a, b, c, d, e, f, g, h, i, word)                                                                                    \
    do {                                                                                                                          \
        uint32_t t = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + constants[i] + (word);            \
        uint32_t a_xor_b = a ^ b;                                                                                                 \
        d += t;                                                                                                                   \
        h = t + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (b ^ (a_xor_b & b_xor_c));                                       \
        b_xor_c = a_xor_b;                                                                                                        \
    } while (0)

/* Eight rounds, after which every variable has its name again. */
#define EIGHT_ROUNDS(i, word)                            \
    ROUND(a, b, c, d, e, f, g, h, (i) + 0, word((i) + 0)); \
    ROUND(h, a, b, c, d, e, f, g, (i) + 1, word((i) + 1)); \
    ROUND(g, h, a, b, c, d, e, f, (i) + 2, word((i) + 2)); \
    ROUND(f, g, h, a, b, c, d, e, (i) + 3, word((i) + 3)); \
    ROUND(e, f, g, h, a, b, c, d, (i) + 4, word((i) + 4)); \
    ROUND(d, e, f, g, h, a, b, c, (i) + 5, word((i) + 5)); \
    ROUND(c, d, e, f, g, h, a, b, (i) + 6, word((i) + 6)); \
    ROUND(b, c, d, e, f, g, h, a, (i) + 7, word((i) + 7))

/* The message schedule, sixteen words of which are alive at a time. */
#define FIRST(i) (schedule[i] = big_endian(block[i]))
#define NEXT(i) (schedule[i] += small_sigma_1(schedule[((i) + 14) & 15]) + schedule[((i) + 9) & 15] + small_sigma_0(schedule[((i) + 1) & 15]))

static inline uint32_t small_sigma_0(uint32_t x)
{
    return rotate(x, 7) ^ rotate(x, 18) ^ x >> 3;
}

static inline uint32_t small_sigma_1(uint32_t x)
{
    return rotate(x, 17) ^ rotate(x, 19) ^ x >> 10;
}

/* Absorbs `blocks` blocks of sixteen words. */
static void sha256_compress(uint32_t state[8], const joltlab_word *block, size_t blocks)
{
    uint32_t schedule[16];
    for (; blocks > 0; blocks--, block += 16) {
        const uint32_t *constants = round_constants;
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        uint32_t b_xor_c = b ^ c;
        EIGHT_ROUNDS(0, FIRST);
        EIGHT_ROUNDS(8, FIRST);
        do {
            constants += 16;
            EIGHT_ROUNDS(0, NEXT);
            EIGHT_ROUNDS(8, NEXT);
        } while (constants != round_constants + 48);
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}

#endif
