/* Quicksort, in place in the output region. Input: little-endian words. Output: the same words in ascending order, unsigned. */
#include "joltlab.h"

/* Shorter ranges are left to one insertion sort at the end. */
enum { SHORT = 8 };

static void swap(joltlab_word *a, joltlab_word *b)
{
    uint32_t word = *a;
    *a = *b;
    *b = word;
}

/* The median of the first, middle and last word of first..=last, which are put in order. */
static uint32_t median(joltlab_word *first, joltlab_word *last)
{
    joltlab_word *middle = first + (last - first) / 2;
    if (*middle < *first)
        swap(middle, first);
    if (*last < *first)
        swap(last, first);
    if (*last < *middle)
        swap(last, middle);
    return *middle;
}

/* Sorts first..=last but for distances below SHORT; recurses into the shorter part, so that the stack holds at most log2 of the length. */
static void partially_sort(joltlab_word *first, joltlab_word *last)
{
    while (last - first >= SHORT) {
        uint32_t pivot = median(first, last);
        joltlab_word *left = first, *right = last;
        do {
            while (*left < pivot)
                left++;
            while (*right > pivot)
                right--;
            if (left <= right)
                swap(left++, right--);
        } while (left <= right);
        if (right - first < last - left) {
            partially_sort(first, right);
            first = left;
        } else {
            partially_sort(left, last);
            last = right;
        }
    }
}

static void insertion_sort(joltlab_word *words, size_t length)
{
    for (size_t i = 1; i < length; i++) {
        uint32_t word = words[i];
        size_t hole = i;
        for (; hole > 0 && words[hole - 1] > word; hole--)
            words[hole] = words[hole - 1];
        words[hole] = word;
    }
}

int main(void)
{
    size_t bytes;
    const uint8_t *input = read_input(&bytes);
    if (bytes % 4 != 0)
        return JOLTLAB_WRONG_INPUT;
    if (bytes == 0)
        return 0;
    size_t length = bytes / 4;
    joltlab_word *words = (joltlab_word *)reserve_output(bytes);
    memcpy(words, input, bytes);
    partially_sort(words, words + length - 1);
    insertion_sort(words, length);
    return 0;
}
