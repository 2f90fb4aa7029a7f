/*
 * An interpreter for a small register machine.
 *
 * Input: a word, the argument, then instructions of four bytes `op a b c`. Output: the words that the program writes.
 * Sixteen registers, r[0] is the argument at first, and 256 words of memory.
 */
#include "joltlab.h"

enum { REGISTERS = 16, MEMORY = 256 };

enum op { END, CONSTANT, ADD, SUB, MUL, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, LESS, LOAD, STORE, JUMP, WRITE };

static uint32_t memory[MEMORY];

static int interpret(const joltlab_word *program, size_t length, uint32_t argument)
{
    uint32_t r[REGISTERS] = {argument};
    for (size_t pc = 0; pc < length;) {
        uint32_t word = program[pc++];
        uint32_t *a = &r[word >> 8 & 15];
        uint32_t x = r[word >> 16 & 15], y = r[word >> 24 & 15];
        int32_t constant = (int32_t)word >> 16;
        uint32_t *cell = &memory[(x + (word >> 24)) % MEMORY];
        switch ((enum op)(word & 0xff)) {
        case END: return 0;
        case CONSTANT: *a = constant; break;
        case ADD: *a = x + y; break;
        case SUB: *a = x - y; break;
        case MUL: *a = x * y; break;
        case AND: *a = x & y; break;
        case OR: *a = x | y; break;
        case XOR: *a = x ^ y; break;
        case SHIFT_LEFT: *a = x << y % 32; break;
        case SHIFT_RIGHT: *a = x >> y % 32; break;
        case LESS: *a = x < y; break;
        case LOAD: *a = *cell; break;
        case STORE: *cell = *a; break;
        case JUMP: pc += *a != 0 ? constant : 0; break;
        case WRITE: write_output(a, sizeof *a); break;
        default: return JOLTLAB_WRONG_INPUT;
        }
    }
    return JOLTLAB_WRONG_INPUT;
}

int main(void)
{
    size_t bytes;
    const joltlab_word *input = (const joltlab_word *)read_input(&bytes);
    if (bytes < 4 || bytes % 4 != 0)
        return JOLTLAB_WRONG_INPUT;
    return interpret(input + 1, bytes / 4 - 1, input[0]);
}
