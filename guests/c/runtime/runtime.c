#include "joltlab.h"

enum { IN_PTR, IN_LEN, ADV_PTR, ADV_LEN, OUT_PTR, OUT_CAP, OUT_LEN };
enum { SYS_WRITE = 64, SYS_EXIT = 93 };

#define CONTROL ((volatile uint32_t *)JOLTLAB_CONTROL_PAGE)

const uint8_t *read_input(size_t *length)
{
    *length = CONTROL[IN_LEN];
    return (const uint8_t *)CONTROL[IN_PTR];
}

const uint8_t *read_advice(size_t *length)
{
    *length = CONTROL[ADV_LEN];
    return (const uint8_t *)CONTROL[ADV_PTR];
}

uint8_t *reserve_output(size_t length)
{
    uint32_t used = CONTROL[OUT_LEN];
    if (length > CONTROL[OUT_CAP] - used)
        exit(JOLTLAB_OUTPUT_FULL);
    CONTROL[OUT_LEN] = used + length;
    return (uint8_t *)(CONTROL[OUT_PTR] + used);
}

void write_output(const void *bytes, size_t length)
{
    memcpy(reserve_output(length), bytes, length);
}

void write_log(const void *bytes, size_t length)
{
    register uint32_t a0 __asm__("a0") = 2;
    register const void *a1 __asm__("a1") = bytes;
    register size_t a2 __asm__("a2") = length;
    register uint32_t a7 __asm__("a7") = SYS_WRITE;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
}

_Noreturn void exit(int code)
{
    register int a0 __asm__("a0") = code;
    register uint32_t a7 __asm__("a7") = SYS_EXIT;
    for (;;)
        __asm__ volatile("ecall" : "+r"(a0) : "r"(a7) : "memory");
}

uint32_t read_number(uint32_t otherwise)
{
    size_t length;
    const uint8_t *text = read_input(&length);
    uint32_t number = 0;
    if (length == 0)
        return otherwise;
    for (size_t i = 0; i < length; i++) {
        uint32_t digit = text[i] - '0';
        if (digit > 9 || number > 429496728)
            exit(2);
        number = 10 * number + digit;
    }
    return number;
}
