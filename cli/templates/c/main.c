/* Adds the decimal numbers of the input. The output: their sum (8 bytes) and the FNV-1a hash of the input (8 bytes), little-endian. */
#include "joltlab.h"

static int is_space(uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r' && byte != '\v');
}

/* The sum of numbers with white space between them; ends the run if they are no numbers, or too large. */
static uint64_t sum_of_numbers(const uint8_t *text, size_t length)
{
    uint64_t sum = 0, number = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_space(text[i])) {
            number = 0;
            continue;
        }
        /* A digit more makes of a number d the number 10 d + digit: the sum grows by the difference. */
        uint64_t digit = text[i] - (uint64_t)'0', grown, added;
        if (digit > 9 || __builtin_mul_overflow(number, 10, &grown) || __builtin_add_overflow(grown, digit, &grown))
            exit(JOLTLAB_WRONG_INPUT);
        added = grown - number;
        if (__builtin_add_overflow(sum, added, &sum))
            exit(JOLTLAB_WRONG_INPUT);
        number = grown;
    }
    return sum;
}

/* Tells inputs apart; it is not a cryptographic hash. */
static uint64_t fnv1a(const uint8_t *bytes, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ bytes[i]) * 0x100000001B3;
    return hash;
}

int main(void)
{
    size_t length;
    const uint8_t *input = read_input(&length);
    uint64_t sum = sum_of_numbers(input, length), hash = fnv1a(input, length);
    write_output(&sum, sizeof sum);
    write_output(&hash, sizeof hash);
    return 0;
}
