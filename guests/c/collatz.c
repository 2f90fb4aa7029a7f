/* Among the starts 1 to n, the one whose Collatz sequence takes most steps to reach 1, those steps, and the steps of all starts together. */
#include "joltlab.h"

static uint32_t steps_to_one(uint64_t x)
{
    uint32_t steps = 0;
    for (; x != 1; steps++)
        x = x & 1 ? 3 * x + 1 : x >> 1;
    return steps;
}

int main(void)
{
    uint32_t n = read_number(27);
    uint32_t result[3] = {0, 0, 0};
    for (uint32_t start = 1; start <= n && start != 0; start++) {
        uint32_t steps = steps_to_one(start);
        if (result[0] == 0 || steps > result[1]) {
            result[0] = start;
            result[1] = steps;
        }
        result[2] += steps;
    }
    write_output(result, sizeof result);
    return 0;
}
