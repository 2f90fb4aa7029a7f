/* A chain of hashes. Input: a decimal number n, 1 without input. Output: x after n times x := SHA-256(x), from 32 zero bytes. */
#include "sha256.h"

int main(void)
{
    static const uint32_t initial[8] = SHA256_INITIAL;
    /* The words of x, then the padding of a message of 256 bits: a one bit, zeros, the length. */
    static uint32_t block[16] = {[8] = 0x80, [15] = 0x00010000};
    for (uint32_t n = read_number(1); n > 0; n--) {
        uint32_t state[8];
        memcpy(state, initial, sizeof state);
        sha256_compress(state, block, 1);
        for (int i = 0; i < 8; i++)
            block[i] = big_endian(state[i]);
    }
    write_output(block, 32);
    return 0;
}
