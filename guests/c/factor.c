/*
 * Knowledge of a factorisation. Input: a decimal number n below 2^64, 15 without input. Advice: two words above 1 whose product is n.
 * Output: n, 8 bytes. Exit code 1 when the advice is something else.
 */
#include "joltlab.h"

int main(void)
{
    uint64_t number = read_long_number(15);
    size_t length;
    const joltlab_word *factors = (const joltlab_word *)read_advice(&length);
    if (length != 8)
        return 1;
    /* Each word once: what is checked is what is multiplied. */
    uint32_t p = factors[0], q = factors[1];
    if (p < 2 || q < 2 || (uint64_t)p * q != number)
        return 1;
    write_output(&number, sizeof number);
    return 0;
}
