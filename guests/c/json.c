/*
 * A parser of JSON (RFC 8259).
 *
 * Input: a text, at most 64 arrays and objects deep. Output: ten words: objects, arrays, strings, numbers, booleans, nulls; depth; bytes of
 * the decoded strings; sum modulo 2^32 of the numbers without fraction and exponent; FNV-1a of the text without white space between tokens.
 */
#include "joltlab.h"

enum { MAX_DEPTH = 64 };

struct figures {
    uint32_t objects, arrays, strings, numbers, booleans, nulls, depth, string_bytes, sum, digest;
};

struct parser {
    const uint8_t *at, *end;
    struct figures figures;
};

static _Noreturn void refuse(void)
{
    _exit(JOLTLAB_WRONG_INPUT);
}

/* The next byte, -1 at the end. */
static int peek(const struct parser *p)
{
    return p->at < p->end ? *p->at : -1;
}

/* Takes a byte of a token. */
static int take(struct parser *p)
{
    if (p->at == p->end)
        refuse();
    p->figures.digest = (p->figures.digest ^ *p->at) * 16777619;
    return *p->at++;
}

static void expect(struct parser *p, const char *token)
{
    for (; *token != 0; token++)
        if (take(p) != *token)
            refuse();
}

static void skip_space(struct parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\r' || *p->at == '\t'))
        p->at++;
}

static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static uint32_t parse_hex(struct parser *p)
{
    uint32_t code = 0;
    for (int i = 0; i < 4; i++) {
        int c = take(p), letter = c | 0x20;
        if (!is_digit(c) && (letter < 'a' || letter > 'f'))
            refuse();
        code = code << 4 | (is_digit(c) ? c - '0' : letter - 'a' + 10);
    }
    return code;
}

/* The bytes that an escape stands for. The second half of a surrogate pair adds one to the first half's three. */
static uint32_t parse_escape(struct parser *p, int *after_high)
{
    int c = take(p), pair = *after_high;
    *after_high = 0;
    switch (c) {
    case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
        return 1;
    case 'u':
        break;
    default:
        refuse();
    }
    uint32_t code = parse_hex(p);
    *after_high = code >> 10 == 0xd800 >> 10;
    if (code >> 10 == 0xdc00 >> 10 && pair)
        return 1;
    return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

static void parse_string(struct parser *p)
{
    int after_high = 0;
    p->figures.strings++;
    take(p);
    for (int c = take(p); c != '"'; c = take(p)) {
        if (c < 0x20)
            refuse();
        if (c == '\\') {
            p->figures.string_bytes += parse_escape(p, &after_high);
        } else {
            p->figures.string_bytes++;
            after_high = 0;
        }
    }
}

static uint32_t parse_digits(struct parser *p)
{
    uint32_t number = 0;
    if (!is_digit(peek(p)))
        refuse();
    while (is_digit(peek(p)))
        number = 10 * number + (take(p) - '0');
    return number;
}

static void parse_number(struct parser *p)
{
    int negative = peek(p) == '-', whole = 1;
    uint32_t number = 0;
    if (negative)
        take(p);
    if (peek(p) == '0')
        take(p);
    else
        number = parse_digits(p);
    if (peek(p) == '.') {
        take(p);
        parse_digits(p);
        whole = 0;
    }
    if (peek(p) == 'e' || peek(p) == 'E') {
        take(p);
        if (peek(p) == '+' || peek(p) == '-')
            take(p);
        parse_digits(p);
        whole = 0;
    }
    p->figures.numbers++;
    if (whole)
        p->figures.sum += negative ? -number : number;
}

static void parse_value(struct parser *p, uint32_t depth);

/* The members of an array or object from after its bracket on. */
static void parse_members(struct parser *p, int closing, uint32_t depth)
{
    if (depth > MAX_DEPTH)
        refuse();
    if (depth > p->figures.depth)
        p->figures.depth = depth;
    skip_space(p);
    if (peek(p) == closing) {
        take(p);
        return;
    }
    for (int separator = ','; separator != closing; separator = take(p)) {
        if (separator != ',')
            refuse();
        skip_space(p);
        if (closing == '}') {
            if (peek(p) != '"')
                refuse();
            parse_string(p);
            skip_space(p);
            expect(p, ":");
            skip_space(p);
        }
        parse_value(p, depth);
        skip_space(p);
    }
}

static void parse_value(struct parser *p, uint32_t depth)
{
    switch (peek(p)) {
    case '{':
        p->figures.objects++;
        take(p);
        return parse_members(p, '}', depth + 1);
    case '[':
        p->figures.arrays++;
        take(p);
        return parse_members(p, ']', depth + 1);
    case '"':
        return parse_string(p);
    case 't':
        p->figures.booleans++;
        return expect(p, "true");
    case 'f':
        p->figures.booleans++;
        return expect(p, "false");
    case 'n':
        p->figures.nulls++;
        return expect(p, "null");
    default:
        return parse_number(p);
    }
}

int main(void)
{
    struct parser p = {.figures.digest = 2166136261};
    size_t length;
    p.at = read_input(&length);
    p.end = p.at + length;
    skip_space(&p);
    parse_value(&p, 0);
    skip_space(&p);
    if (p.at != p.end)
        refuse();
    write_output(&p.figures, sizeof p.figures);
    return 0;
}
