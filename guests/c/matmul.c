/*
 * C = A B modulo 2^32 for matrices of pseudo-random words.
 *
 * Input: a decimal number n up to 512, 6 without input. Output: two words, the sum of C's diagonal and H of C, row by row.
 */
#include "draws.h"
#include "joltlab.h"

static uint32_t dot(const uint32_t *row, const uint32_t *column, size_t n)
{
    uint32_t sum = 0;
    for (size_t k = 0; k < n; k++)
        sum += row[k] * column[k];
    return sum;
}

int main(void)
{
    size_t n = read_number(6);
    if (n > 512)
        return JOLTLAB_WRONG_INPUT;
    uint32_t *a = malloc(n * n * sizeof *a), *b = malloc(n * n * sizeof *b);
    if (a == NULL || b == NULL)
        abort();
    uint32_t state = DRAWS_START;
    for (size_t i = 0; i < n * n; i++)
        a[i] = draw(&state);
    /* B is kept by columns. */
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            b[j * n + i] = draw(&state);

    uint32_t result[2] = {0, 0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            uint32_t entry = dot(a + i * n, b + j * n, n);
            result[0] += i == j ? entry : 0;
            result[1] = mix(result[1], entry);
        }
    write_output(result, sizeof result);
    return 0;
}
