/* SHA-256 of the public input. Output: the digest. */
#include "sha256.h"

int main(void)
{
    uint32_t state[8] = SHA256_INITIAL;
    uint32_t last[32] = {0};
    size_t length;
    const joltlab_word *input = (const joltlab_word *)read_input(&length);
    sha256_compress(state, input, length / 64);

    /* The rest of the message, a one bit, zeros, and the length in bits: one block or two. */
    size_t rest = length % 64, words = rest / 4, bits = 8 * (rest % 4);
    for (size_t i = 0; i < words; i++)
        last[i] = input[length / 64 * 16 + i];
    last[words] = 0x80u << bits;
    if (bits != 0)
        last[words] |= input[length / 64 * 16 + words] & ((1u << bits) - 1);
    size_t blocks = rest < 56 ? 1 : 2;
    last[16 * blocks - 2] = big_endian(length >> 29);
    last[16 * blocks - 1] = big_endian(length << 3);
    sha256_compress(state, last, blocks);

    for (int i = 0; i < 8; i++)
        state[i] = big_endian(state[i]);
    write_output(state, sizeof state);
    return 0;
}
