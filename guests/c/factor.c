/* Knowledge of a factorisation: the advice holds two words above 1 whose product is the public number; 1 when it does not. */
#include "joltlab.h"

int main(void)
{
    uint32_t number = read_number(15);
    size_t length;
    const joltlab_word *factors = (const joltlab_word *)read_advice(&length);
    if (length != 8)
        return 1;
    uint32_t p = factors[0], q = factors[1];
    if (p < 2 || q < 2 || (uint64_t)p * q != number)
        return 1;
    write_output(&number, sizeof number);
    return 0;
}
