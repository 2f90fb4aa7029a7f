/*
 * A program that knows nothing of Joltlab: picolibc with its own start code and linker script, and the two system calls that such programs make,
 * 64 (write) and 93 (exit). It has initial data that the start code copies, variables of the thread, constructors, a heap. What it prints is no
 * part of the statement. Exit code: 0 if all it checks holds.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SYS_WRITE = 64, SYS_EXIT = 93 };

static long system_call(long number, long first, long second, long third)
{
    register long a0 __asm__("a0") = first;
    register long a1 __asm__("a1") = second;
    register long a2 __asm__("a2") = third;
    register long a7 __asm__("a7") = number;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
    return a0;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    return system_call(SYS_WRITE, descriptor, (long)bytes, length);
}

_Noreturn void _exit(int code)
{
    for (;;)
        system_call(SYS_EXIT, code, 0, 0);
}

/* One call for a line of text. */
static int put(char c, FILE *file)
{
    static char line[80];
    static size_t length;
    (void)file;
    line[length++] = c;
    if (c == '\n' || length == sizeof line) {
        if (write(STDOUT_FILENO, line, length) != (ssize_t)length)
            return EOF;
        length = 0;
    }
    return (unsigned char)c;
}

static FILE terminal = FDEV_SETUP_STREAM(put, NULL, NULL, _FDEV_SETUP_WRITE);
FILE *const stdout = &terminal;

static int copied = 0x1234;
static _Thread_local int of_the_thread = 7;
static int constructed;

static __attribute__((constructor)) void construct(void)
{
    constructed = copied + 1;
}

int main(void)
{
    char *text = malloc(16);
    if (text == NULL || copied != 0x1234 || of_the_thread != 7 || constructed != 0x1235)
        return 1;
    strcpy(text, "hosted");
    errno = 0;
    strtol("99999999999", NULL, 10);
    if (errno != ERANGE || write(STDOUT_FILENO, "", 0) != 0)
        return 2;
    printf("Hello from a %s program: %d, %s\n", text, copied, strerror(errno));
    return 0;
}
