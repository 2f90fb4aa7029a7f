/*
 * A binary search tree that is not balanced: insertions, then searches.
 *
 * Input: a decimal number n, 16 without input. Output: four words: nodes after n keys were inserted, height, how many of n further keys were
 * found, H of the keys in ascending order.
 */
#include "draws.h"
#include "joltlab.h"

struct node {
    struct node *left, *right;
    uint32_t key;
};

/* The place of a key: where its node is, or would be. */
static struct node **place(struct node **tree, uint32_t key)
{
    while (*tree != NULL && (*tree)->key != key)
        tree = key < (*tree)->key ? &(*tree)->left : &(*tree)->right;
    return tree;
}

/* Height of a tree; `h` receives its keys in ascending order. */
static uint32_t walk(const struct node *tree, uint32_t *h)
{
    if (tree == NULL)
        return 0;
    uint32_t left = walk(tree->left, h);
    *h = mix(*h, tree->key);
    uint32_t right = walk(tree->right, h);
    return 1 + (left > right ? left : right);
}

/* A key below `bound`. */
static uint32_t draw_key(uint32_t *state, uint64_t bound)
{
    return draw(state) * bound >> 32;
}

int main(void)
{
    struct node *tree = NULL;
    uint32_t n = read_number(16), state = DRAWS_START, nodes = 0, found = 0, h = 0;
    uint64_t bound = 2 * (uint64_t)n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t key = draw_key(&state, bound);
        struct node **new = place(&tree, key);
        if (*new != NULL)
            continue;
        *new = malloc(sizeof **new);
        if (*new == NULL)
            abort();
        **new = (struct node){NULL, NULL, key};
        nodes++;
    }
    for (uint32_t i = 0; i < n; i++)
        found += *place(&tree, draw_key(&state, bound)) != NULL;
    uint32_t height = walk(tree, &h);
    uint32_t result[4] = {nodes, height, found, h};
    write_output(result, sizeof result);
    return 0;
}
