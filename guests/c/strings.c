/* Byte and half-word work on the input as text: its words in reverse order and in upper case, then a line of figures. */
#include "joltlab.h"

struct figures {
    uint16_t letters[26];
    int16_t lowest, highest; /* of the running sum of the bytes, taken as signed */
    uint32_t words, lines;
};

static int is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int is_lower(uint8_t c)
{
    return c >= 'a' && c <= 'z';
}

static void count(struct figures *figures, const uint8_t *text, size_t length)
{
    int inside = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t c = text[i];
        if (is_lower(c | 0x20))
            figures->letters[(c | 0x20) - 'a']++;
        figures->lines += c == '\n';
        figures->words += !inside && !is_space(c);
        inside = !is_space(c);
    }
}

static void range_of_sums(struct figures *figures, const int8_t *text, size_t length)
{
    int16_t sum = 0;
    for (size_t i = 0; i < length; i++) {
        sum += text[i];
        if (sum < figures->lowest)
            figures->lowest = sum;
        if (sum > figures->highest)
            figures->highest = sum;
    }
}

/* Copies a word in upper case; returns the end of the copy. */
static uint8_t *copy_upper(uint8_t *to, const uint8_t *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        *to++ = is_lower(word[i]) ? word[i] - 0x20 : word[i];
    return to;
}

/* Writes the words from the last to the first, one space apart, and a line feed. */
static void reverse_words(const uint8_t *text, size_t length, size_t output_length)
{
    uint8_t *to = reserve_output(output_length);
    uint8_t *start = to;
    for (size_t end = length; end > 0;) {
        while (end > 0 && is_space(text[end - 1]))
            end--;
        size_t begin = end;
        while (begin > 0 && !is_space(text[begin - 1]))
            begin--;
        if (begin == end)
            break;
        if (to != start)
            *to++ = ' ';
        to = copy_upper(to, text + begin, end - begin);
        end = begin;
    }
    *to = '\n';
}

static char *append(char *to, const char *label, int32_t number)
{
    char digits[12];
    size_t at = sizeof digits - 1;
    uint32_t magnitude = number < 0 ? -(uint32_t)number : (uint32_t)number;
    digits[at] = 0;
    do {
        digits[--at] = '0' + magnitude % 10;
        magnitude /= 10;
    } while (magnitude != 0);
    if (number < 0)
        digits[--at] = '-';
    memcpy(to, label, strlen(label));
    to += strlen(label);
    memcpy(to, digits + at, strlen(digits + at));
    return to + strlen(digits + at);
}

int main(void)
{
    static struct figures figures;
    static char line[128];
    size_t length, visible = 0;
    const uint8_t *text = read_input(&length);
    count(&figures, text, length);
    range_of_sums(&figures, (const int8_t *)text, length);
    for (size_t i = 0; i < length; i++)
        visible += !is_space(text[i]);
    reverse_words(text, length, visible + (figures.words ? figures.words : 1));

    int commonest = 0;
    for (int i = 1; i < 26; i++)
        if (figures.letters[i] > figures.letters[commonest])
            commonest = i;
    char *end = append(line, "bytes ", length);
    end = append(end, " words ", figures.words);
    end = append(end, " lines ", figures.lines);
    end = append(end, " lowest ", figures.lowest);
    end = append(end, " highest ", figures.highest);
    end = append(end, " letter ", figures.letters[commonest]);
    *end++ = ' ';
    *end++ = 'a' + commonest;
    *end++ = '\n';
    write_output(line, end - line);
    return 0;
}
