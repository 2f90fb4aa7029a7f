/*
 * Modular exponentiation by Montgomery multiplication.
 *
 * Input: base, exponent and modulus, each of k bytes, little-endian, k a multiple of 4; the modulus is odd and above 1.
 * Output: base^exponent modulo the modulus, k bytes.
 */
#include "joltlab.h"

struct modulus {
    const joltlab_word *words;
    size_t length;
    uint32_t negative_inverse; /* of the lowest word, modulo 2^32 */
};

/* Replaces x + 2^(32 length) carry, below twice the modulus, by its remainder. */
static void reduce_once(const struct modulus *m, uint32_t *x, uint32_t carry)
{
    size_t i = m->length;
    while (carry == 0 && i-- > 0) {
        if (x[i] < m->words[i])
            return;
        if (x[i] > m->words[i])
            break;
    }
    uint32_t borrow = 0;
    for (i = 0; i < m->length; i++) {
        uint64_t difference = (uint64_t)x[i] - m->words[i] - borrow;
        x[i] = difference;
        borrow = difference >> 63;
    }
}

/* result = a b 2^(-32 length) modulo m, for a b below m 2^(32 length); `result` is neither a nor b. */
static void multiply(const struct modulus *m, uint32_t *result, const joltlab_word *a, const uint32_t *b)
{
    size_t length = m->length;
    uint32_t top = 0;
    memset(result, 0, length * sizeof *result);
    for (size_t i = 0; i < length; i++) {
        uint64_t product = (uint64_t)a[i] * b[0] + result[0];
        uint32_t factor = (uint32_t)product * m->negative_inverse;
        uint64_t multiple = (uint64_t)factor * m->words[0] + (uint32_t)product;
        for (size_t j = 1; j < length; j++) {
            product = (uint64_t)a[i] * b[j] + result[j] + (product >> 32);
            multiple = (uint64_t)factor * m->words[j] + (uint32_t)product + (multiple >> 32);
            result[j - 1] = multiple;
        }
        uint64_t sum = (product >> 32) + (multiple >> 32) + top;
        result[length - 1] = sum;
        top = sum >> 32;
    }
    reduce_once(m, result, top);
}

static void double_times(const struct modulus *m, uint32_t *x, size_t times)
{
    for (; times > 0; times--) {
        uint32_t carry = 0;
        for (size_t i = 0; i < m->length; i++) {
            uint32_t next = x[i] >> 31;
            x[i] = x[i] << 1 | carry;
            carry = next;
        }
        reduce_once(m, x, carry);
    }
}

/* The number of bits without leading zeros. */
static size_t bit_length(const joltlab_word *x, size_t length)
{
    size_t bits = 32 * length;
    while (bits > 0 && (x[(bits - 1) / 32] >> (bits - 1) % 32 & 1) == 0)
        bits--;
    return bits;
}

static uint32_t *allocate(size_t words)
{
    uint32_t *memory = malloc(words * sizeof *memory);
    if (memory == NULL)
        abort();
    return memory;
}

static void exchange(uint32_t **a, uint32_t **b)
{
    uint32_t *other = *a;
    *a = *b;
    *b = other;
}

/* result = base^exponent modulo m. With R = 2^(32 length), x stands for the number x / R. */
static void power(const struct modulus *m, uint32_t *result, const joltlab_word *base, const joltlab_word *exponent)
{
    size_t length = m->length, bits = bit_length(m->words, length);
    uint32_t *x = allocate(length), *y = allocate(length), *factor = allocate(length);
    x[(bits - 1) / 32] = 1u << (bits - 1) % 32;
    double_times(m, x, 32 * length - bits + 1);

    /* x is R, hence one. Doubled `length` times and squared five times it is R^2, for length 2^5 = 32 length. */
    memcpy(y, x, length * sizeof *x);
    double_times(m, y, length);
    for (int i = 0; i < 5; i++) {
        multiply(m, factor, y, y);
        exchange(&factor, &y);
    }
    multiply(m, factor, base, y);

    for (size_t bit = bit_length(exponent, length); bit-- > 0;) {
        multiply(m, y, x, x);
        exchange(&x, &y);
        if (exponent[bit / 32] >> bit % 32 & 1) {
            multiply(m, y, x, factor);
            exchange(&x, &y);
        }
    }
    memset(y, 0, length * sizeof *y);
    y[0] = 1;
    multiply(m, result, x, y);
}

int main(void)
{
    size_t bytes;
    const joltlab_word *base = (const joltlab_word *)read_input(&bytes);
    size_t length = bytes / 12;
    if (bytes == 0 || bytes % 12 != 0)
        return JOLTLAB_WRONG_INPUT;
    struct modulus m = {base + 2 * length, length, 0};
    if (m.words[0] % 2 == 0 || bit_length(m.words, length) < 2)
        return JOLTLAB_WRONG_INPUT;
    uint32_t inverse = m.words[0];
    for (int i = 0; i < 4; i++)
        inverse *= 2 - m.words[0] * inverse;
    m.negative_inverse = -inverse;
    power(&m, (uint32_t *)reserve_output(4 * length), base, base + length);
    return 0;
}
