/* A chain of hashes. Input: a decimal number n, 1 without input. Output: x after n times x := Keccak-256(x), from 32 zero bytes. */
#include "keccak.h"

int main(void)
{
    uint64_t x[4] = {0};
    for (uint32_t n = read_number(1); n > 0; n--) {
        uint64_t state[25] = {0};
        keccak_absorb(state, (const joltlab_word *)x, sizeof x, KECCAK_256);
        memcpy(x, state, sizeof x);
    }
    write_output(x, sizeof x);
    return 0;
}
