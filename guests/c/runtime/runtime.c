#include "joltlab.h"

enum { IN_PTR, IN_LEN, ADV_PTR, ADV_LEN, OUT_PTR, OUT_CAP, OUT_LEN };
enum { SYS_WRITE = 64, SYS_EXIT = 93 };

#define CONTROL ((volatile uint32_t *)JOLTLAB_CONTROL_PAGE)

/* Of the linker script. */
extern char __heap_start[], __heap_end[];

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
        _exit(JOLTLAB_OUTPUT_FULL);
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

_Noreturn void _exit(int code)
{
    register int a0 __asm__("a0") = code;
    register uint32_t a7 __asm__("a7") = SYS_EXIT;
    for (;;)
        __asm__ volatile("ecall" : "+r"(a0) : "r"(a7) : "memory");
}

_Noreturn void abort(void)
{
    _exit(JOLTLAB_ABORTED);
}

void *sbrk(ptrdiff_t step)
{
    static char *end = __heap_start;
    char *old = end;
    if (step > __heap_end - old || step < __heap_start - old)
        return (void *)-1;
    end = old + step;
    return old;
}

uint64_t read_long_number(uint64_t otherwise)
{
    size_t length;
    const uint8_t *text = read_input(&length);
    uint64_t number = 0;
    if (length == 0)
        return otherwise;
    for (size_t i = 0; i < length; i++) {
        uint32_t digit = text[i] - '0';
        if (digit > 9 || number > UINT64_MAX / 10 || (number == UINT64_MAX / 10 && digit > UINT64_MAX % 10))
            _exit(JOLTLAB_WRONG_INPUT);
        number = 10 * number + digit;
    }
    return number;
}

uint32_t read_number(uint32_t otherwise)
{
    uint64_t number = read_long_number(otherwise);
    if (number > UINT32_MAX)
        _exit(JOLTLAB_WRONG_INPUT);
    return number;
}
