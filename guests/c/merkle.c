/*
 * Knowledge of a leaf and its path in a Merkle tree (hashes as in RFC 6962).
 *
 * Input: the root, 32 bytes, and a word, the depth d, at most 32. Advice: a word, the index of the leaf, below 2^d; the leaf, 32 bytes; d siblings
 * of 32 bytes, the leaf's first. Output: the root. Exit code 1 when the advice is something else.
 */
#include "sha256.h"

enum { DIGEST_WORDS = 8, LEAF = 0, NODE = 1 };

/* SHA-256 of a byte and 32 or 64 bytes: everything moves up by one byte, and the padding follows. */
static void hash(joltlab_word *digest, uint32_t prefix, const joltlab_word *message, size_t words)
{
    uint32_t state[8] = SHA256_INITIAL, blocks[32] = {0};
    uint32_t carry = prefix;
    for (size_t i = 0; i < words; i++) {
        blocks[i] = carry | message[i] << 8;
        carry = message[i] >> 24;
    }
    blocks[words] = carry | 0x8000;
    size_t count = words == DIGEST_WORDS ? 1 : 2;
    blocks[16 * count - 1] = big_endian(32 * words + 8);
    sha256_compress(state, blocks, count);
    for (int i = 0; i < DIGEST_WORDS; i++)
        digest[i] = big_endian(state[i]);
}

int main(void)
{
    size_t input_length, advice_length;
    const joltlab_word *root = (const joltlab_word *)read_input(&input_length);
    const joltlab_word *advice = (const joltlab_word *)read_advice(&advice_length);
    if (input_length != 36 || root[DIGEST_WORDS] > 32)
        return JOLTLAB_WRONG_INPUT;
    uint32_t depth = root[DIGEST_WORDS];
    if (advice_length != 4 + 32 + 32 * depth)
        return 1;
    uint32_t index = advice[0];
    if ((uint64_t)index >> depth != 0)
        return 1;

    /* Left and right child; the node so far is one of them. */
    uint32_t pair[2 * DIGEST_WORDS], node[DIGEST_WORDS];
    const joltlab_word *sibling = advice + 1 + DIGEST_WORDS;
    hash(node, LEAF, advice + 1, DIGEST_WORDS);
    for (; depth > 0; depth--, index >>= 1, sibling += DIGEST_WORDS) {
        uint32_t right = index & 1;
        memcpy(pair + DIGEST_WORDS * right, node, sizeof node);
        memcpy(pair + DIGEST_WORDS * (1 - right), sibling, sizeof node);
        hash(node, NODE, pair, 2 * DIGEST_WORDS);
    }
    if (memcmp(node, root, sizeof node) != 0)
        return 1;
    write_output(node, sizeof node);
    return 0;
}
