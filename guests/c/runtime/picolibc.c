/* The hooks of picolibc: what a program prints is its public output, what it writes to stderr goes to whoever runs it. */
#include "joltlab.h"
#include <errno.h>
#include <stdio.h>

enum { STANDARD_OUTPUT = 1, STANDARD_ERROR = 2 };

int _write(int descriptor, const void *bytes, size_t length)
{
    switch (descriptor) {
    case STANDARD_OUTPUT:
        write_output(bytes, length);
        return length;
    case STANDARD_ERROR:
        write_log(bytes, length);
        return length;
    default:
        errno = EBADF;
        return -1;
    }
}

static int put_output(char c, FILE *file)
{
    (void)file;
    return _write(STANDARD_OUTPUT, &c, 1) == 1 ? (unsigned char)c : EOF;
}

static int put_error(char c, FILE *file)
{
    (void)file;
    return _write(STANDARD_ERROR, &c, 1) == 1 ? (unsigned char)c : EOF;
}

static FILE output = FDEV_SETUP_STREAM(put_output, NULL, NULL, _FDEV_SETUP_WRITE);
static FILE error = FDEV_SETUP_STREAM(put_error, NULL, NULL, _FDEV_SETUP_WRITE);
static FILE input = FDEV_SETUP_STREAM(NULL, NULL, NULL, 0);

FILE *const stdin = &input;
FILE *const stdout = &output;
FILE *const stderr = &error;
