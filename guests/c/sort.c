/* Heap sort of the input as unsigned little-endian words, ascending, in place in the output region. */
#include "joltlab.h"

static void sift_down(joltlab_word *heap, size_t root, size_t length)
{
    uint32_t value = heap[root];
    for (size_t child = 2 * root + 1; child < length; child = 2 * root + 1) {
        if (child + 1 < length && heap[child + 1] > heap[child])
            child++;
        if (heap[child] <= value)
            break;
        heap[root] = heap[child];
        root = child;
    }
    heap[root] = value;
}

int main(void)
{
    size_t bytes;
    const uint8_t *input = read_input(&bytes);
    if (bytes % 4 != 0)
        return 2;
    size_t length = bytes / 4;
    joltlab_word *heap = (joltlab_word *)reserve_output(bytes);
    memcpy(heap, input, bytes);
    for (size_t root = length / 2; root-- > 0;)
        sift_down(heap, root, length);
    for (size_t end = length; end-- > 1;) {
        uint32_t largest = heap[0];
        heap[0] = heap[end];
        heap[end] = largest;
        sift_down(heap, 0, end);
    }
    return 0;
}
