/*
 * A guest with a C library: picolibc on Joltlab's runtime, whose output is what it prints.
 *
 * Input: decimal numbers between spaces. Output: a text: the numbers in ascending order, one per line with its square, then their sum.
 */
#include "joltlab.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    size_t length, count = 0, capacity = 0;
    const uint8_t *input = read_input(&length);
    long *numbers = NULL, sum = 0;
    char *text = malloc(length + 1), *end;
    if (text == NULL)
        abort();
    memcpy(text, input, length);
    text[length] = 0;

    errno = 0;
    for (char *at = text + strspn(text, " \n"); *at != 0; at = end + strspn(end, " \n")) {
        long number = strtol(at, &end, 10);
        if (end == at || errno != 0) {
            fprintf(stderr, "no number: %s\n", at);
            return JOLTLAB_WRONG_INPUT;
        }
        if (count == capacity) {
            capacity = 2 * capacity + 4;
            numbers = realloc(numbers, capacity * sizeof *numbers);
            if (numbers == NULL)
                abort();
        }
        numbers[count++] = number;
    }
    qsort(numbers, count, sizeof *numbers, ascending);
    for (size_t i = 0; i < count; i++) {
        printf("%6ld %12lld\n", numbers[i], (long long)numbers[i] * numbers[i]);
        sum += numbers[i];
    }
    printf("sum %ld of %u\n", sum, (unsigned)count);
    free(numbers);
    free(text);
    return 0;
}
