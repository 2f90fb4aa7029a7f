/*
 * Inference of a small neural network in integers.
 *
 * Input: a decimal number n of samples, 1 without input. Output: eleven words: how often each of the ten outputs was the greatest, and the
 * sum of the greatest outputs modulo 2^32. The weights and the samples are pseudo-random.
 */
#include "draws.h"
#include "joltlab.h"

enum { INPUTS = 16, FIRST = 16, SECOND = 12, OUTPUTS = 10, BIAS_SCALE = 64, MAX_ACTIVATION = 127 };

static int32_t first[FIRST][1 + INPUTS], second[SECOND][1 + FIRST], last[OUTPUTS][1 + SECOND];

/* For every neuron a bias and its weights: signed bytes. */
static void draw_weights(int32_t *weights, int count, uint32_t *state)
{
    for (int i = 0; i < count; i++)
        weights[i] = (int32_t)draw(state) >> 24;
}

static inline void apply(const int32_t *weights, int outputs, int inputs, int32_t *sums, const int32_t *values)
{
    for (int i = 0; i < outputs; i++) {
        int32_t sum = BIAS_SCALE * *weights++;
        for (int j = 0; j < inputs; j++)
            sum += *weights++ * values[j];
        sums[i] = sum;
    }
}

/* From sums to values of 0 to 127. */
static void activate(int32_t *values, int count)
{
    for (int i = 0; i < count; i++) {
        int32_t value = values[i] < 0 ? 0 : values[i] >> 7;
        values[i] = value < MAX_ACTIVATION ? value : MAX_ACTIVATION;
    }
}

int main(void)
{
    uint32_t n = read_number(1), state = DRAWS_START;
    uint32_t result[OUTPUTS + 1] = {0};
    draw_weights(*first, FIRST * (1 + INPUTS), &state);
    draw_weights(*second, SECOND * (1 + FIRST), &state);
    draw_weights(*last, OUTPUTS * (1 + SECOND), &state);
    for (; n > 0; n--) {
        int32_t sample[INPUTS], a[FIRST], b[SECOND], scores[OUTPUTS];
        for (int i = 0; i < INPUTS; i++)
            sample[i] = draw(&state) >> 25;
        apply(*first, FIRST, INPUTS, a, sample);
        activate(a, FIRST);
        apply(*second, SECOND, FIRST, b, a);
        activate(b, SECOND);
        apply(*last, OUTPUTS, SECOND, scores, b);
        int best = 0;
        for (int i = 1; i < OUTPUTS; i++)
            if (scores[i] > scores[best])
                best = i;
        result[best]++;
        result[OUTPUTS] += scores[best];
    }
    write_output(result, sizeof result);
    return 0;
}
