/*
 * Work on bytes: copies of a line to odd addresses, their lengths, their bytes.
 *
 * Input: a decimal number n, 4 without input. Output: two words, the sum of the copies' lengths and H of their bytes, after n rounds.
 */
#include "draws.h"
#include "joltlab.h"

enum { LENGTH = 61 };

static char letter(uint32_t *state)
{
    return 'a' + (draw(state) >> 28);
}

int main(void)
{
    static char line[LENGTH + 1], buffer[LENGTH + 1 + 3];
    uint32_t n = read_number(4), state = DRAWS_START, total = 0, h = 0;
    for (int i = 0; i < LENGTH; i++)
        line[i] = letter(&state);
    for (uint32_t round = 0; round < n; round++) {
        char *copy = buffer + round % 4;
        memcpy(copy, line, sizeof line);
        copy[LENGTH - round % 8] = 0;
        size_t length = strlen(copy);
        total += length;
        for (size_t i = 0; i < length; i++)
            h = mix(h, (uint8_t)copy[i]);
        line[round % LENGTH] = letter(&state);
    }
    uint32_t result[2] = {total, h};
    write_output(result, sizeof result);
    return 0;
}
