/* SHA3-256 of the public input. Output: the digest. */
#include "keccak.h"

int main(void)
{
    uint64_t state[25] = {0};
    size_t length;
    const uint8_t *input = read_input(&length);
    keccak_absorb(state, (const joltlab_word *)input, length, SHA3_256);
    write_output(state, 32);
    return 0;
}
